"""Stand-ins for the edges, made of plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from bot.core.events import Conversation, Origin, Sender
from bot.core.messaging import Gone, Member
from bot.core.records import Account
from bot.services.context import Turn
from bot.services.members import Members
from bot.services.personio_cache import Directory
from cards.i18n import translator
from personio_client import AbsenceType, Holiday, NotFound, Person, Unavailable

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TENANT = "tenant-1"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Source:
    """Personio, as the directory reads it. ``down``: nothing answers."""

    everybody: list[Person] = field(default_factory=list)
    types: list[AbsenceType] = field(default_factory=list)
    absent: list = field(default_factory=list)
    down: bool = False
    not_found: int = 0  # how often from now on the older list of people is
    listed: list[Holiday] | None = None  # of everybody; None: the account has no such list
    asked_holidays: list[list[str]] = field(default_factory=list)  # ids of each question
    calls: list[str] = field(default_factory=list)

    def _called(self, what: str) -> None:
        self.calls.append(what)
        if self.down:
            raise Unavailable("down")

    async def people(self, attributes=None):
        self._called("people")
        if self.not_found:
            self.not_found -= 1
            raise NotFound("no such list")
        return list(self.everybody)

    async def people_v2(self):
        self._called("people_v2")
        return list(self.everybody)

    async def absence_types(self):
        self._called("types")
        return list(self.types)

    async def absences(self, *, person_id=None, first_day=None, last_day=None, updated_since=None):
        self._called("absences")
        return [p for p in self.absent if person_id in (None, p.person_id)]

    async def open_ended_absences(self, *, until):
        self._called("open_ended")
        return [p for p in self.absent if p.ends_at is None and p.first_day <= until]

    async def holidays(self, person_ids, *, first_day, last_day):
        self.asked_holidays.append(list(person_ids))
        if self.down:
            raise Unavailable("down")
        if self.listed is None:
            raise NotFound("no such list")
        return [each for each in self.listed if each.person_id in person_ids and first_day <= each.date <= last_day]

    async def balances(self, person_id):
        self._called("balances")
        return []

    async def time_off_types(self):
        self._called("joins")
        return []


@dataclass
class Roster:
    """Teams' members; the only part of a messenger that identity needs."""

    members: dict[str, Member] = field(default_factory=dict)
    down: bool = False
    calls: int = 0

    async def member(self, of: Conversation, member_id: str) -> Member | None:
        self.calls += 1
        if self.down:
            raise Gone("down")
        return self.members.get(member_id)


class Accounts:
    """What the store keeps of people."""

    def __init__(self) -> None:
        self.saved: list[Account] = []

    async def save(self, account: Account) -> None:
        self.saved.append(account)


def member(email: str | None = "anna@example.com", **values) -> Member:
    base = {"id": "29:a", "object_id": "obj-a", "name": "Anna", "upn": email, "tenant_id": TENANT, "role": "user"}
    return Member(email=email, **(base | values))


def person(person_id: str = "1", email: str = "anna@example.com", **values) -> Person:
    base = {"first_name": "Anna", "last_name": "Bakker", "status": "active", "hire_date": date(2020, 1, 1)}
    return Person(id=person_id, email=email, **(base | values))


def turn(
    *,
    source: Source,
    roster: Roster,
    clock: Clock | None = None,
    object_id: str | None = "obj-a",
    person_id: str | None = None,
    members: Members | None = None,
    directory: Directory | None = None,
) -> Turn:
    clock = clock or Clock()
    services = SimpleNamespace(
        clock=clock,
        members=members or Members(roster, clock),
        messenger=roster,
        directory=directory or Directory(source, now=clock),
        store=SimpleNamespace(accounts=Accounts()),
    )
    conversation = Conversation(TENANT, "a:1", "http://127.0.0.1/", "28:bot", "personal")
    origin = Origin("1", conversation, Sender("29:a", object_id), time_zone="Europe/Amsterdam")
    return Turn(services, origin, Account(TENANT, object_id or "", person_id=person_id), translator("nl"))
