"""The job table: add, claim, extend a claim, finish, purge.

A claim is a lease (``run_at`` is moved into the future) and a number (``claims``); only the holder of the number may
finish the job.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    case,
    delete,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    tuple_,
    update,
)

from bot.core.jobs import (
    DEFECT,
    GIVEN_UP,
    LEASE,
    REFUSED,
    WOKEN,
    Again,
    Backlog,
    Dead,
    DeadJob,
    Job,
    Outcome,
    given_up_job,
)
from bot.core.records import NewJob
from bot.core.telemetry import correlation_id
from bot.store.audit import add_audit_entry
from bot.store.repository import Repository, reads, writes
from bot.store.tables import insert_once, job, time_in, waiting

_of_kinds = job.c.kind.in_(bindparam("kinds", expanding=True))
_lease = time_in(bindparam("lease"))

# PostgreSQL may run a plain subquery again for each row and so lock more than LIMIT; a materialized CTE runs once.
_due = (
    select(job.c.id)
    .where(waiting, _of_kinds, job.c.run_at <= time_in(literal(0.0)))
    .order_by(job.c.run_at, job.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")
    .prefix_with("MATERIALIZED", dialect="postgresql")
)
_CLAIM = (
    update(job)
    .where(job.c.id.in_(select(_due.c.id)))
    .values(run_at=_lease, attempts=job.c.attempts + 1, claims=job.c.claims + 1)
    .returning(
        job.c.id,
        job.c.kind,
        job.c.key,
        job.c.payload,
        job.c.attempts,
        job.c.claims,
        job.c.created_at,
        job.c.reason,
        job.c.repeats,
    )
)
_EXTEND = (
    update(job)
    .where(waiting, tuple_(job.c.id, job.c.claims).in_(bindparam("held", expanding=True)))
    .values(run_at=_lease)
    .returning(job.c.id)
)
_held = (waiting, job.c.id == bindparam("job_id"), job.c.claims == bindparam("claim"))
_HOLD = update(job).where(*_held).values(run_at=_lease)
_FINISH = (
    update(job)
    .where(*_held)
    .values(finished_at=time_in(literal(0.0)), dead=bindparam("is_dead"), reason=bindparam("why"))
)
_PUT_BACK = (
    update(job)
    .where(*_held)
    .values(
        run_at=time_in(bindparam("seconds")),
        attempts=job.c.attempts - bindparam("uncount"),
        reason=bindparam("why"),
        repeats=case((job.c.reason == bindparam("why"), job.c.repeats + 1), else_=1),
    )
)
_NEXT = select(func.min(job.c.run_at), time_in(literal(0.0))).where(waiting, _of_kinds)
_KNOWN = select(job.c.id).where(job.c.key == bindparam("this_key"))
_FORGET = delete(job).where(job.c.key == bindparam("this_key"), job.c.finished_at.is_not(None), job.c.dead.is_(False))
_NOW = select(time_in(literal(0.0)))
_at = bindparam("at", type_=job.c.run_at.type)  # once for all rows: SQLite's clock is a call into Python
_tried = or_(job.c.attempts > 0, job.c.reason == REFUSED)  # that its try did not count does not make it a plan
_is_due = or_(_tried, job.c.run_at <= _at)
_BACKLOG = (
    select(
        job.c.kind,
        func.sum(case((_is_due, 1), else_=0)),
        func.sum(case((_is_due, 0), else_=1)),
        func.min(case((_tried, job.c.created_at), (job.c.run_at <= _at, job.c.run_at))),
    )
    .where(waiting)
    .group_by(job.c.kind)
)
_DEAD = select(job.c.kind, func.count()).where(job.c.dead).group_by(job.c.kind)
_REFUSED = select(func.count()).where(waiting, job.c.reason == REFUSED)
_ALL_DEAD = select(job.c.id, job.c.kind, job.c.reason, job.c.finished_at).where(job.c.dead).order_by(job.c.id)
_WAKE = (
    update(job)
    .where(job.c.dead)
    .values(
        dead=false(),
        finished_at=None,
        run_at=time_in(literal(0.0)),
        attempts=0,
        repeats=0,
        reason=literal(WOKEN) + func.coalesce(job.c.reason, ""),
    )
    .returning(job.c.id)
)
_kept = and_(job.c.dead, func.coalesce(job.c.reason, "").startswith(DEFECT))
_PURGE = delete(job).where(job.c.finished_at < time_in(bindparam("seconds")), not_(_kept))


class JobRepository(Repository):
    """The jobs; the worker's :class:`bot.core.jobs.Jobs`, which says what claiming means."""

    @writes
    def enqueue(self, c: Connection, *new: NewJob) -> None:
        """Add jobs on their own. One whose key is known is the same work, and left as it is."""
        add_jobs(c, new)

    @reads
    def under(self, c: Connection, kind: str, prefix: str) -> list[NewJob]:
        """Return the jobs of a kind whose key begins so, in the order in which they were stored.

        Finished ones too, for as long as they are kept.
        """
        rows = c.execute(
            select(job.c.kind, job.c.key, job.c.payload)
            .where(job.c.kind == kind, job.c.key.startswith(prefix, autoescape=True))
            .order_by(job.c.id)
        )
        return [NewJob(*row) for row in rows]

    @writes
    def claim(self, c: Connection, kinds: Collection[str], limit: int, *, lease: float = LEASE) -> list[Job]:
        """Take up to ``limit`` due jobs of these kinds for ``lease`` seconds, oldest first."""
        rows = c.execute(_CLAIM, {"kinds": list(kinds), "most": limit, "lease": lease})
        return sorted((Job(*row) for row in rows), key=lambda taken: taken.id)

    @writes
    def extend(self, c: Connection, held: Sequence[Job], *, lease: float = LEASE) -> set[int]:
        """Renew the leases of these jobs, to ``lease`` seconds from now; return the ids of those still the caller's."""
        claims = [(taken.id, taken.claims) for taken in held]
        return set(c.execute(_EXTEND, {"held": claims, "lease": lease}).scalars()) if claims else set()

    @writes
    def hold(self, c: Connection, fence: tuple[int, int]) -> bool:
        """Keep one claimed job for another lease from now; False where somebody else has claimed it since."""
        return hold_job(c, fence)

    @writes
    def settle(self, c: Connection, job: Job, outcome: Outcome) -> bool:
        """Finish a claimed job or put it back, as ``outcome`` says; False where it has been claimed anew since."""
        mine: dict[str, Any] = {"job_id": job.id, "claim": job.claims}
        if isinstance(outcome, Again):
            uncount = 0 if outcome.counted else 1
            back = {"seconds": outcome.after or 0.0, "uncount": uncount, "why": outcome.reason or None}
            return c.execute(_PUT_BACK, mine | back).rowcount == 1
        dead = isinstance(outcome, Dead)
        finished = c.execute(_FINISH, mine | {"is_dead": dead, "why": outcome.reason}).rowcount == 1
        if finished and dead and (outcome.reason or "").startswith(DEFECT) and job.kind != GIVEN_UP:
            add_jobs(c, [given_up_job(job)])
        return finished

    @reads
    def next_due(self, c: Connection, kinds: Collection[str]) -> float | None:
        """Return the seconds until the next job of these kinds is due (0 or less: now), or None without any."""
        due, now = c.execute(_NEXT, {"kinds": list(kinds)}).one()
        return None if due is None else (due - now).total_seconds()

    @reads
    def backlog(self, c: Connection) -> list[Backlog]:
        """Return how each kind of job stands; reads all that wait and all that are kept."""
        now = c.execute(_NOW).scalar_one()
        dead: dict[str, int] = {kind: n for kind, n in c.execute(_DEAD)}  # noqa: C416 - mypy knows no rows as pairs
        rows = {
            kind: Backlog(
                kind, due, later, dead.get(kind, 0), max(0.0, (now - since).total_seconds()) if since else 0.0
            )
            for kind, due, later, since in c.execute(_BACKLOG, {"at": now})
        }
        return [*rows.values(), *(Backlog(kind, dead=count) for kind, count in dead.items() if kind not in rows)]

    @reads
    def refused(self, c: Connection) -> int:
        """Return how many jobs wait because Teams refuses the bot's credential."""
        return int(c.execute(_REFUSED).scalar_one())

    @reads
    def dead(self, c: Connection) -> list[DeadJob]:
        """Return the jobs that were given up, the oldest first."""
        return [DeadJob(*row) for row in c.execute(_ALL_DEAD)]

    @reads
    def find_dead(self, c: Connection, job_id: int) -> NewJob | None:
        """Return a job that was given up; None where it has been woken since, or deleted."""
        row = c.execute(select(job.c.kind, job.c.key, job.c.payload).where(job.c.id == job_id, job.c.dead)).first()
        return NewJob(*row) if row else None

    @writes
    def wake(self, c: Connection, job_id: int | None = None) -> list[int]:
        """Have a dead job, or all of them, tried again as if for the first time; return their ids.

        Each is in the audit trail. ``claims`` goes on, so that a handler still looks before it acts.
        """
        chosen = _WAKE if job_id is None else _WAKE.where(job.c.id == job_id)
        woken = sorted(c.execute(chosen).scalars())
        for each in woken:
            add_audit_entry(c, actor="operator", action="job.woken", subject=str(each))
        return woken


def add_jobs(c: Connection, jobs: Sequence[NewJob]) -> None:
    """Add jobs, due now, each with the correlation id of the work that adds it.

    A job whose key exists already is the same work: the existing one is left as it is.
    """
    insert = insert_once(job, c.dialect.name, "run_at", "created_at")
    why = {"cause": known} if (known := correlation_id()) else {}
    rows = [
        {"kind": new.kind, "key": new.key, "payload": {**new.payload, **why}, "attempts": 0, "claims": 0}
        for new in jobs
    ]
    if rows:
        c.execute(insert, rows)


def job_is_known(c: Connection, key: str) -> bool:
    """Tell whether there is a job with that key, finished or not."""
    return c.execute(_KNOWN, {"this_key": key}).first() is not None


def forget_done(c: Connection, key: str) -> None:
    """Free the key of a job that is done, for work that turned out to be needed again; a dead one keeps it."""
    c.execute(_FORGET, {"this_key": key})


def forget_dead(c: Connection, key: str, *, unless: Mapping[str, str]) -> None:
    """Delete a job that was given up, so that its key is free for other work.

    One whose payload has all values of ``unless`` stays.
    """
    same = [func.coalesce(job.c.payload[name].as_string(), "") == value for name, value in unless.items()]
    c.execute(delete(job).where(job.c.key == key, job.c.dead, not_(and_(*same))))


def hold_job(c: Connection, fence: tuple[int, int]) -> bool:
    """Renew the lease of one claimed job; False where another process has claimed it since."""
    return c.execute(_HOLD, {"job_id": fence[0], "claim": fence[1], "lease": LEASE}).rowcount == 1


def purge_jobs(c: Connection, older: timedelta) -> int:
    """Delete jobs that were finished longer ago than ``older``; return the number of rows."""
    return c.execute(_PURGE, {"seconds": -older.total_seconds()}).rowcount
