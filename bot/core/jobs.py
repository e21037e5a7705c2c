"""Durable jobs: the record, how a job can end, when it is retried, and the names of the jobs around a request.

The table is in :mod:`bot.store`, the worker in :mod:`bot.worker`. A job's key names one change of one request (its
revision), so that no change is told twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from bot.core.records import AbsenceRequest, NewJob, RequestKind

LEASE = 20.0
"""Seconds for which a claimed job belongs to its worker: how long work lies still after a crash."""

HEARTBEAT = 6.0
"""Seconds between extensions of the leases: two may fail before a third comes too late."""

LONGEST_PAUSE = 300.0
"""Seconds after which a job is tried again at the latest, however often it has failed."""

REFUSED = "teams_refuses"
"""The reason of a job that waits because Teams, or Entra, refuses the bot's credential."""

WOKEN = "woken: "
"""How the reason of a job begins that an operator has woken, until its next try ends; the rest is why it was dead."""


DEFECT = "defect: "
"""How the reason of a job begins that was given up for an error of our own. It is kept until an operator wakes it,
because it may be what somebody confirmed."""


@dataclass(frozen=True, slots=True)
class Job:
    """One claimed piece of work.

    ``attempts`` counts the tries that meant something, this one included; ``claims`` counts every claim, and guards
    the closing: a process with an older number is refused. ``claims > 1``: an earlier try may have acted, so look
    before acting again. ``repeats``: how many tries right before this one ended with ``reason`` (:meth:`ended_with`).
    """

    id: int
    kind: str
    key: str
    payload: dict[str, Any]
    attempts: int
    claims: int
    created_at: datetime
    reason: str | None = None
    repeats: int = 0

    @property
    def fence(self) -> tuple[int, int]:
        """What a write about this claim must match, or it is refused: the job's id and the claim's number."""
        return self.id, self.claims

    def ended_with(self, reason: str) -> int:
        """Return how many tries in a row, right before this one, ended with ``reason``.

        This is what "the same answer n times" means; ``attempts`` counts failures of every kind.
        """
        return self.repeats if self.reason == reason else 0

    @property
    def died_of(self) -> str | None:
        """Why the job was given up before an operator woke it; None unless this is its first try since then."""
        return self.reason.removeprefix(WOKEN) if self.reason and self.reason.startswith(WOKEN) else None


class Lost(Exception):
    """A job has passed on to another process: nothing may be done for it here any more."""


@dataclass(frozen=True, slots=True)
class Done:
    """A job is finished, for good. ``reason``: why it had nothing, or no more, to do."""

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """Try a job again, ``after`` seconds; None: after :func:`backoff`.

    Not ``counted``: the try says nothing about the job, as after a 429 or when the bot stops. The pause after such a
    try grows with the number of tries in a row that ended with its ``reason``.
    """

    after: float | None = None
    counted: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Dead:
    """It can never be done; the job is kept with its reason (for the operator: no personal data) and left alone."""

    reason: str


Outcome = Done | Again | Dead


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many jobs of one kind there are, by state.

    ``due``: due now, or tried before. ``later``: due in future, and not tried yet. ``dead``: given up.
    ``oldest``: seconds since the first of the due ones became due, or was stored where it was tried before.
    """

    kind: str
    due: int = 0
    later: int = 0
    dead: int = 0
    oldest: float = 0.0


@dataclass(frozen=True, slots=True)
class DeadJob:
    """A job that was given up, as shown to the operator: without personal data. ``at``: when it was given up."""

    id: int
    kind: str
    reason: str | None
    at: datetime


Handler = Callable[[Job], Awaitable[Outcome]]


def backoff(attempts: int, *, jitter: float) -> float:
    """Return the seconds to wait after so many tries: 1, 2, 4, 8 ... at most :data:`LONGEST_PAUSE`.

    ``jitter`` (0 to 1, drawn at random by the caller) shortens that by up to a quarter, so that jobs that failed
    together are not tried again all at once.
    """
    whole = min(LONGEST_PAUSE, 2.0 ** min(max(attempts - 1, 0), 16))
    return whole * (1 - jitter / 4)


def tries(job: Job, outcome: Again) -> int:
    """Return the number of tries, this one included, from which :func:`backoff` gets the pause before the next.

    Where this try does not count, it is the number of tries in a row with the same reason.
    """
    return job.attempts if outcome.counted else job.ended_with(outcome.reason) + 1


class Jobs(Protocol):
    """The table of jobs, as the worker uses it. Each call is one transaction."""

    async def claim(self, kinds: Collection[str], limit: int, *, lease: float = LEASE) -> list[Job]:
        """Take up to ``limit`` due jobs of these kinds for ``lease`` seconds; nobody else gets them meanwhile."""

    async def extend(self, held: Sequence[Job], *, lease: float = LEASE) -> set[int]:
        """Keep claimed jobs for ``lease`` seconds from now; return the ids of those that still are the caller's."""

    async def settle(self, job: Job, outcome: Outcome) -> bool:
        """Close a claimed job, or put it back; False (and nothing changed) where somebody else has claimed it since.

        ``Again.after`` None means at once: backing off is the worker's business.
        """

    async def next_due(self, kinds: Collection[str]) -> float | None:
        """Return the seconds until the next job of these kinds is due (0 or less: now), or None without any."""


FILE = "request.file"  # ask Personio for it
CHANGE = "absences.change"  # change an absence in Personio
WITHDRAW = "absences.withdraw"  # withdraw one
SHOW = "request.show"  # put its present state into its card
SHOW_OPERATION = "absences.show"  # the same, of a change or a withdrawal
FOLLOW = "request.follow"  # look what became of it in Personio; stored by RequestSyncRepository.add_news
TELL = "request.tell"  # one short message to whom it belongs
TASKS = "approval.tasks"  # bring the cards of substitute and approver up to date
SICKNESS_END = "sickness.end"  # set the end of a sickness that somebody has reported
GIVEN_UP = "job.given_up"  # tell who waits for a job that was given up; stored by JobRepository.settle
POLL = "personio.poll"  # ask Personio what is new; stored by RequestSyncRepository.add_poll_job

Told = Literal["approved", "rejected", "changed", "withdrawn", "kept", "gone"]
"""What somebody is told about their request.

``kept``: a withdrawal was refused, the absence stands. ``gone``: it is no longer in Personio, and nobody says why.
"""


_WORK: dict[RequestKind, str] = {"create": FILE, "change": CHANGE, "withdraw": WITHDRAW}


def work_job(request: AbsenceRequest) -> NewJob:
    """Return the job that does what a request asks of Personio; its key is the request's, so that there is only one."""
    return NewJob(_WORK[request.kind], work_key(request.id, request.kind), {"request_id": str(request.id)})


def work_key(request_id: UUID, kind: RequestKind) -> str:
    """Return the key of the job that does what a stored request asks of Personio."""
    return f"{'file' if kind == 'create' else kind}:{request_id}"


def show_job(request: AbsenceRequest) -> NewJob:
    """Return the job that edits a request's card to show its present state."""
    return show_anew(request, f"{request.revision}:{request.state}:{request.status or ''}:{request.personio_id or ''}")


def show_anew(request: AbsenceRequest, why: str) -> NewJob:
    """Return the job that puts a request's state into its card whatever is shown there; one for each ``why``."""
    kind, name = (SHOW, "show") if request.kind == "create" else (SHOW_OPERATION, SHOW_OPERATION)
    return NewJob(kind, f"{name}:{request.id}:{why}", {"request_id": str(request.id)})


def given_up_job(job: Job) -> NewJob:
    """Return the job that tells the person who waits for a given-up job; one for each time that the job is given up."""
    return NewJob(GIVEN_UP, f"given_up:{job.id}:{job.claims}", {"job_id": job.id})


def follow_job(request_id: UUID, followed: int) -> NewJob:
    """Return the job that compares a filed request with Personio, after a hint that it changed.

    ``followed``: how many hints were looked at so far. It is part of the key, so that further hints add no second job
    until this one has run.
    """
    return NewJob(FOLLOW, f"follow:{request_id}:{followed}", {"request_id": str(request_id)})


def tell_job(request: AbsenceRequest, what: Told) -> NewJob:
    """Return the job that tells a request's owner what has happened to it (``what``); one for each revision."""
    payload = {"request_id": str(request.id), "what": what, "revision": request.revision}
    return NewJob(TELL, f"tell:{request.id}:{request.revision}", payload)


def tasks_job(request: AbsenceRequest) -> NewJob:
    """Return the job that brings the cards of substitute and approver up to date with a change."""
    return NewJob(TASKS, f"tasks:{request.id}:{request.revision}", {"request_id": str(request.id)})


def poll_job(moment: str, since: datetime | None) -> NewJob:
    """Return the job that asks Personio what is new ``since`` then; ``moment`` names it, for all replicas."""
    return NewJob(POLL, f"poll:{moment}", {"since": since.isoformat() if since else None})
