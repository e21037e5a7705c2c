"""The stage of the demo: an invented company in a Personio and a Teams of its own, on this machine only.

It knows no bot; the caller says where the bot is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from types import TracebackType
from typing import Self
from uuid import NAMESPACE_DNS, uuid5
from zoneinfo import ZoneInfo

from sandbox.company import Company, Employee, demo_company, personas
from sandbox.company.catalog import NETHERLANDS
from sandbox.company.working_time import is_holiday
from sandbox.personio import PersonioSandbox
from sandbox.personio.routes.webhooks import EVENTS
from sandbox.teams import Channel, Command, Team, TeamsSandbox, User, World
from sandbox.teams.assets import ensure_assets

TENANT = str(uuid5(NAMESPACE_DNS, "tenant.example.com"))
BOT = "28:" + str(uuid5(NAMESPACE_DNS, "bot.example.com"))
ZONE = "Europe/Amsterdam"
MORNING = time(9)
START, OFFICE_HOURS = time(9, 30), (time(8), time(18))
_LOCALES = {"NL": "nl-NL", "DE": "de-DE", "PT": "pt-PT", "ES": "es-ES"}


class Clock:
    """The demo's time: this machine's (``base``), until somebody plays the next morning."""

    def __init__(self, base: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._base = base
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return self._base() + self._ahead

    def to_office_hours(self, zone: ZoneInfo) -> bool:
        """Move the clock on to the next working morning unless it is office hours now; tell whether it was moved."""
        local, (opens, closes) = self().astimezone(zone), OFFICE_HOURS
        if _works(local.date()) and opens <= local.time() < closes:
            return False
        self.next_morning(START, zone)
        return True

    def next_morning(self, at: time, zone: ZoneInfo) -> datetime:
        """Move on to the next working day at ``at``, and return it in local time."""
        local = self().astimezone(zone)
        day = local.date() + timedelta(days=1 if local.time() >= at else 0)
        while not _works(day):
            day += timedelta(days=1)
        morning = datetime.combine(day, at, zone)
        self._ahead += morning.astimezone(UTC) - local.astimezone(UTC)  # in UTC: clocks may change in between
        return morning


def _works(day: date) -> bool:
    return day.weekday() < 5 and not is_holiday(NETHERLANDS, day)


class NotReady(Exception):
    """The demo cannot start on this machine; the message says what to do."""


class Demo:
    """Personio and Teams for one company, at a time when everything can be tried: in office hours.

    ``port``: where the web chat listens (0: any free one). ``now``: a clock that is taken as it is.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        today: date | None = None,
        company: Company | None = None,
        commands: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        now: Callable[[], datetime] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.clock = clock or Clock()
        zone = ZoneInfo(ZONE)
        self._moved_on = now is None and today is None and self.clock.to_office_hours(zone)
        now = now or self.clock
        self.company = company or demo_company(today or now().astimezone(zone).date())
        self.personio = PersonioSandbox(self.company, now=now)
        self.teams = TeamsSandbox(world(self.company, commands or {}), tenant_id=TENANT, bot_id=BOT, now=now)
        self.teams.tools["Volgende ochtend"] = self._next_morning
        self._port = port

    async def __aenter__(self) -> Self:
        try:
            ensure_assets()
        except RuntimeError as error:
            raise NotReady(str(error)) from error
        await self.personio.start()
        try:
            await self.teams.start(self._port)
        except OSError as error:
            await self.personio.stop()
            raise NotReady(
                f"Port {self._port} is taken. Stop what listens there, or choose another: --port 3990"
            ) from error
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.teams.stop()
        await self.personio.stop()

    def play(self, bot_url: str, *, token: str | None = None) -> None:
        """Connect Teams and Personio to the bot at ``bot_url``, an address without a path.

        ``token``: what Personio sends with its webhooks to the bot; without one it sends none.
        """
        self.teams.bot_url = f"{bot_url}/api/messages"
        if token:
            self.personio.hub.subscriptions.clear()  # a bot that was restarted listens elsewhere
            self.personio.hub.add(
                url=f"{bot_url}/webhooks/personio",
                description="Personio for Microsoft Teams",
                status="ENABLED",
                auth_type="TOKEN",
                token=token,
                enabled_events=sorted(EVENTS),
            )

    async def install(self) -> None:
        """Install the app for everybody, as a policy of the admin's does: the bot may write to them from now on."""
        for user in self.teams.world.users:
            await self.teams.install(user)

    def updates(self) -> list[str]:
        """Return the subscriptions of two channels of the demo, in the bot's YAML, one item each."""
        units = {"Nederland": "[{kind: office, name: Amsterdam}]", "Product": "[]"}
        languages = {"Nederland": "nl", "Product": "en"}
        return [
            f"- team_id: {json.dumps(team.id)}\n  channel_id: {json.dumps(team.channels[1].id)}\n"
            f"  service_url: {json.dumps(self.teams.service_url)}\n  language: {languages[team.name]}\n"
            f'  time: "{MORNING:%H:%M}"\n  timezone: {ZONE}\n  units: {units[team.name]}\n  holidays: NL\n'
            for team in self.teams.world.teams
        ]

    async def _next_morning(self) -> str:
        morning = self.clock.next_morning(MORNING, ZoneInfo(ZONE))
        return f"Het is nu {morning:%d-%m-%Y %H:%M}. De dagelijkse update verschijnt in de kanalen."

    def invitation(self, phrase: str) -> str:
        """Return what to open and what to do, for the terminal."""
        people = personas(self.company)
        here = self.clock().astimezone(ZoneInfo(ZONE))
        early = [f"  Outside office hours nobody is written to, so here it is {here:%A %-d %B, %H:%M}.", ""]
        return "\n".join(
            (
                "",
                f"  Open  {self.teams.url.rstrip('/')}",
                "",
                *(early if self._moved_on else ()),
                f"  You are {people.employee.name}. Type: {phrase}",
                f"  {people.substitute.name} and {people.approver.name} are told in their chats.",
                f"  Then accept and approve it in Personio: {self.personio.url.rstrip('/')}",
                "  For the daily update of a channel, press Volgende ochtend and look into Updates.",
                "",
                f"  As {people.admin.name}, type instellen to set up another channel.",
                "",
                "  Ctrl-C stops everything.",
                "",
            )
        )


def world(company: Company, commands: Mapping[str, Sequence[tuple[str, str]]]) -> World:
    """Return the company's Teams: its four personas, and two teams with channels."""
    cast = personas(company)
    users = [
        _user(company, cast.employee, "medewerker"),
        _user(company, cast.substitute, "vervanger"),
        _user(company, cast.approver, "leidinggevende"),
        _user(company, cast.admin, "HR-beheer"),
    ]
    listed = {language: [Command(*pair) for pair in pairs] for language, pairs in commands.items()}
    return World(users=users, teams=[_team("Nederland"), _team("Product")], commands=listed)


def _user(company: Company, employee: Employee, note: str) -> User:
    object_id = str(company.entra_object_id(employee))
    return User(
        id=f"29:{object_id}",
        object_id=object_id,
        name=employee.name,
        email=employee.email,
        upn=employee.email,
        locale=_LOCALES.get(employee.calendar.country, "en-GB"),
        time_zone=employee.timezone,
        note=note,
    )


def _team(name: str) -> Team:
    key = name.casefold()
    general = f"19:{key}@thread.tacv2"
    channels = [Channel(id=general, name="Algemeen"), Channel(id=f"19:{key}-updates@thread.tacv2", name="Updates")]
    return Team(id=general, name=name, aad_group_id=str(uuid5(NAMESPACE_DNS, f"{key}.example.com")), channels=channels)
