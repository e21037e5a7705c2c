"""What a feature may use: protocols, and one frozen record of them handed down in a Turn.

Features see these names only; who implements them is decided once, in app.py.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from typing import Protocol
from uuid import UUID

from bot.core.clock import Clock
from bot.core.events import Origin
from bot.core.holidays import Adjustments
from bot.core.messaging import Member, Messenger, Team
from bot.core.records import AbsenceRequest, Account, Forgotten, NewJob, Task
from bot.core.subscriptions import Subscriptions
from bot.core.time_zones import named_zone
from bot.core.type_rules import Rules
from bot.services.personio_cache import Directory
from cards.i18n import Translator
from cards.request import Problem
from personio_client import PersonioClient


class Store(Subscriptions, Protocol):
    """What is kept. Each method is one transaction."""

    async def teams(self, tenant_id: str) -> list[Team]:
        """Return the teams that have the app, as far as Teams has told, by name."""

    async def save_team(self, team: Team) -> None:
        """Keep it (insert or replace)."""

    async def forget_team(self, tenant_id: str, team_id: str) -> None:
        """Forget it: the app was removed there."""

    async def account(self, tenant_id: str, object_id: str) -> Account | None:
        """Return what is kept of a person."""

    async def add_account(self, account: Account) -> bool:
        """Keep somebody new; False where that person is known already (nothing changes then)."""

    async def save_account(self, account: Account) -> None:
        """Keep it (insert or replace)."""

    async def request(self, request_id: UUID) -> AbsenceRequest | None:
        """Return a confirmed request."""

    async def confirm_request(
        self, request: AbsenceRequest, *jobs: NewJob, actor: str, audit: str = "request.confirmed"
    ) -> bool:
        """Store a confirmed request, its jobs and the audit entry at once; False where that id is stored already."""

    async def enqueue(self, *new: NewJob) -> None:
        """Add jobs; those whose key is known are left alone."""

    async def jobs_under(self, kind: str, prefix: str) -> list[NewJob]:
        """Return the jobs of a kind whose key begins so, in the order in which they were stored.

        Finished ones too, for as long as they are kept.
        """

    async def hold(self, fence: tuple[int, int]) -> bool:
        """Keep a claimed job for another lease from now; False where it has passed on. See
        :mod:`bot.services.fence`."""

    async def change_request(
        self,
        request: AbsenceRequest,
        *,
        expected: str,
        jobs: Sequence[NewJob] = (),
        audit: str | Sequence[str] | None = None,
        actor: str = "bot",
    ) -> AbsenceRequest | None:
        """Replace a request whose state still is ``expected`` and whose revision is that of ``request``.

        The jobs and the audit entries are added at once. Returns it as it is stored now, None (and nothing changed)
        where it moved on.
        """

    async def requests_of(self, tenant_id: str, object_id: str, *, limit: int = 50) -> list[AbsenceRequest]:
        """Return somebody's confirmed requests, newest first."""

    async def request_of_absence(self, absence_id: str) -> AbsenceRequest | None:
        """Return the request that became that absence in Personio."""

    async def news(self, absence_ids: Collection[str]) -> int:
        """Note that Personio has news of these absences: one ``request.follow`` job for each that a request became.

        While that job waits, further news add none. Returns how many requests were found.
        """

    async def followed(self, request_id: UUID, upto: int) -> None:
        """Note that the first ``upto`` news of a request were looked at; later ones get a job of their own."""

    async def may_look(self, request_id: UUID, *, every: float) -> bool:
        """Take the look at a request; False where somebody has looked within ``every`` seconds."""

    async def looked_at(self, request_id: UUID, *, within: float) -> bool:
        """Tell whether a request was changed, or compared with Personio, within so many seconds."""

    async def ask_poll(self, moment: str) -> bool:
        """Add the job that asks Personio what is new; False where one waits already, or that moment had its own."""

    async def open_absence_ids(self, *, ending_after: date, limit: int = 100, rested: float = 0.0) -> list[str]:
        """Return the Personio ids of filed requests that may still change, those not looked at for longest first.

        ``ending_after``: absences that ended before that day are left alone. ``rested``: so are those looked at within
        so many seconds.
        """

    async def account_of(self, tenant_id: str, person_id: str) -> Account | None:
        """Return the account of a person in Personio who uses the bot, as far as known."""

    async def task(self, request_id: UUID, role: str) -> Task | None:
        """Return what that substitute or approver was told."""

    async def tasks(self, request_id: UUID) -> list[Task]:
        """Return who was told about a request."""

    async def save_task(self, task: Task) -> None:
        """Keep it (insert or replace)."""

    async def forget(self, *ids: str, actor: str = "operator", keep_opt_out: bool = False) -> Forgotten:
        """Delete what is kept of a person, known by Entra object id or Personio id; say what was done.

        ``keep_opt_out``: the choice not to be celebrated stays. Raises ValueError for an id that is nobody's.
        """

    async def filed_ids(self, person_id: str) -> set[str]:
        """Return the Personio ids of the absences that requests of this person became."""

    async def promised(self, since: date) -> list[AbsenceRequest]:
        """Return the filed requests, decided or waiting for it, that do not end before a day."""

    async def substitute_rules(self) -> dict[str, str]:
        """Return absence type id -> ``none`` | ``required``, as far as Personio has taught."""

    async def learn_substitute_rule(self, type_id: str, rule: str) -> None:
        """Keep what Personio's answer taught about a type."""


class Outbox(Protocol):
    """What a feature may ask of the worker in this process."""

    def wake(self) -> None:
        """Look for due jobs now: one was just stored."""

    async def settled(self, key: str, timeout: float) -> bool:  # noqa: ASYNC109 - giving up is an answer here
        """Wait until this process has finished the job with that key; False after ``timeout`` seconds."""


class MemberLookup(Protocol):
    """Who Teams says somebody is."""

    async def of(self, turn: Turn, object_id: str) -> Member | None:
        """Return Teams' record of the sender. Raises SendError."""

    def forget(self, object_ids: Collection[str]) -> None:
        """Keep nothing of these people any more."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a feature may use."""

    store: Store
    members: MemberLookup
    messenger: Messenger
    directory: Directory
    personio: PersonioClient
    outbox: Outbox
    clock: Clock
    default_language: str = "en"
    personio_web_url: str | None = None  # where people open Personio, for links; None: no links
    admins: frozenset[str] = frozenset()  # Entra object ids and e-mail addresses, case-folded
    app_id: str | None = None  # the bot's own registration, to be shown to admins
    tenant_id: str | None = None
    adjustments: Adjustments = field(default_factory=dict)  # the operator's days off
    own_rules: Rules = field(default_factory=dict)  # the company's, by name of an absence type
    sick_note_after: int = 0  # days of sickness after which a doctor's note is due; 0: never
    reminder_after: int = 2  # working days of whom a request waits for; 0: never
    has_credentials: bool = True  # for Personio; whether they are right only Personio knows

    @property
    def subscriptions(self) -> Subscriptions:
        return self.store


@dataclass(frozen=True, slots=True)
class Turn:
    """One event on its way through: where it came from, in which language to answer, and the services."""

    services: Services
    origin: Origin
    account: Account
    t: Translator

    @property
    def today(self) -> date:
        return self.services.clock().astimezone(time_zone(self.origin.time_zone)).date()


def time_zone(name: str | None) -> tzinfo:
    """Return the named time zone, UTC where it is unknown."""
    return named_zone(name) or UTC


class Refusal(Exception):
    """The bot does not do what was asked; ``problem`` says why, as a message key."""

    def __init__(self, key: str, **params: str | int | date) -> None:
        super().__init__(key)
        self.problem = Problem(key, dict(params))
