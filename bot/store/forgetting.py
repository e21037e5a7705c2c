"""Forgetting a person: everything stored about them, in every table, is deleted or blanked in one transaction.

A request that may have been sent to Personio is kept until that is settled, and deleted then, so that Personio has no
absence that nobody knows of. Until then it is marked in ``details``: ``forgotten`` where it is the person's own (a
request for an absence is also marked as withdrawn by its owner), ``forget_substitute`` where it is somebody else's
and names them.

Each function is part of a transaction that its caller opened; rows are locked in the order account, request, job.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Table, Text, cast, delete, or_, select, update

from bot.core.jobs import TASKS, work_key
from bot.core.records import AbsenceRequest, Forgotten, NewJob
from bot.core.request_status import VANISHED
from bot.store.audit import add_audit_entry
from bot.store.jobs import add_jobs
from bot.store.tables import account, job, opt_out, request, request_kind, subscription, task
from bot.store.tables import audit as audit_table

NOBODY: Final = "forgotten"
"""Who an audit entry names in place of a person that was forgotten."""

NO_PERSON: Final = frozenset({NOBODY, "bot", "operator", "personio"})
"""What an audit entry names that is nobody's id."""

_AT_ONCE = 500  # ids in one statement: databases limit its parameters
_UNIQUE = 16  # letters of an id that is found as text anywhere; a shorter one may be a part of something else
_own_draft = request.c.details["draft"]
_COLUMNS = (request.c.id, request.c.state, request.c.details, request_kind)


def forget_person(c: Connection, ids: Sequence[str], actor: str, keep_opt_out: bool) -> Forgotten:
    """Delete what is kept of a person known by any of these ids, and say what was done.

    Audit entries stay, under the actor ``forgotten``: that something was done remains, who did it does not. Raises
    ValueError for an id that is nobody's.
    """
    if nobody := NO_PERSON & set(ids):
        raise ValueError(f"nobody's id: {', '.join(sorted(nobody))}")
    known = sorted(_known(c, ids))
    deleted = c.execute(delete(account).where(_of(account, known))).rowcount
    gone, begun = _own_requests(c, known)
    deleted += c.execute(delete(task).where(_of(task, known))).rowcount
    deleted += _delete_requests(c, gone)
    deleted += _delete_jobs(c, known)
    if not keep_opt_out:
        deleted += c.execute(delete(opt_out).where(opt_out.c.person_id.in_(known))).rowcount
    blanked, waiting = _blank_substitute(c, known)
    for column in (audit_table.c.actor, audit_table.c.subject):
        blanked += c.execute(update(audit_table).where(column.in_(known)).values({column: NOBODY})).rowcount
    mine = subscription.c.configured_by.in_(known)
    blanked += c.execute(update(subscription).where(mine).values(configured_by=None)).rowcount
    if deleted or blanked:
        add_audit_entry(c, actor=NOBODY if actor in known else actor, action="person.forgotten")
    return Forgotten(deleted=deleted, blanked=blanked, under_way=begun + waiting, ids=frozenset(known))


def to_be_stored(new: AbsenceRequest) -> AbsenceRequest:
    """Return a request as it may be stored: once settled, without a substitute who was forgotten meanwhile."""
    if new.state == "waiting" or not new.details.get("forget_substitute"):
        return new
    details = {key: value for key, value in new.details.items() if key != "forget_substitute"}
    return replace(new, details=_without_substitute(details))


def is_over(new: AbsenceRequest) -> bool:
    """Tell whether a request is settled whose owner was forgotten meanwhile."""
    return new.state != "waiting" and bool(new.details.get("forgotten"))


def finish(c: Connection, settled: AbsenceRequest) -> None:
    """Delete a request for which :func:`is_over` is true.

    An absence that it left in Personio, or may have left, gets an entry in the audit trail, with its id alone.
    """
    owner = (settled.object_id, settled.person_id)
    theirs = (audit_table.c.subject == str(settled.id), audit_table.c.actor.in_(owner))
    c.execute(update(audit_table).where(*theirs).values(actor=NOBODY))
    for absence_id in _left(settled):
        add_audit_entry(c, actor=NOBODY, action="absence.left", subject=absence_id, tenant_id=settled.tenant_id)
    _delete_requests(c, [settled.id], but=work_key(settled.id, settled.kind))  # its worker still has to close it


def _left(settled: AbsenceRequest) -> list[str]:
    """Return the absences that a request has made, or may have made, and that stand in Personio."""
    if settled.kind != "create":
        return []  # of an absence that was there before
    if settled.state == "filed" and settled.personio_id and settled.status not in VANISHED:
        return [settled.personio_id]
    return [each["absence_id"] for each in settled.details.get("stands", ())]


def _known(c: Connection, ids: Sequence[str]) -> set[str]:
    """Return all ids of the person: every account that is theirs, and who they are in Personio."""
    known: set[str] = set()
    more = {each for each in ids if each}
    while more - known:
        known |= more
        for table in (account, request, task):
            rows = c.execute(select(table.c.object_id, table.c.person_id).where(_of(table, sorted(known))))
            more |= {value for row in rows for value in row if value}
    return known


def _own_requests(c: Connection, known: Sequence[str]) -> tuple[list[UUID], int]:
    """Return the requests to delete, and how many were marked because their work has begun."""
    rows = c.execute(select(*_COLUMNS).where(_of(request, known)).with_for_update()).all()
    keys: dict[str, Any] = {work_key(row.id, row.kind): row for row in rows if row.state == "waiting"}
    waits = job.c.finished_at.is_(None)
    for some in _chunks(list(keys)):
        c.execute(delete(job).where(job.c.key.in_(some), waits, job.c.claims == 0))  # never claimed: nothing was asked
    begun = {
        key
        for some in _chunks(list(keys))
        for key in c.execute(select(job.c.key).where(job.c.key.in_(some), waits)).scalars()
    }
    for key in begun:
        _mark(c, keys[key])
    marked = {keys[key].id for key in begun}
    return [row.id for row in rows if row.id not in marked], len(marked)


def _mark(c: Connection, row: Any) -> None:
    if row.details.get("forgotten"):
        return
    taken_back = {"withdrawing": True} if row.kind == "create" else {}
    _write(c, row.id, {**row.details, **taken_back, "forgotten": True})


def _blank_substitute(c: Connection, known: Sequence[str]) -> tuple[int, int]:
    """Take the person out of others' requests; return how many were changed, and how many wait to be settled first."""
    named = _own_draft["substitute"].as_string().in_(known)
    rows = c.execute(select(*_COLUMNS).where(named, ~_of(request, known)).with_for_update()).all()
    waiting = [row for row in rows if row.state == "waiting"]
    for row in rows:
        if row.state != "waiting":
            _write(c, row.id, _without_substitute(row.details))
        elif not row.details.get("forget_substitute"):
            _write(c, row.id, {**row.details, "forget_substitute": True})
    return len(rows) - len(waiting), len(waiting)


def _without_substitute(details: dict[str, Any]) -> dict[str, Any]:
    return {**details, "draft": {**details["draft"], "substitute": None}} if "draft" in details else details


def _write(c: Connection, request_id: UUID, details: dict[str, Any]) -> None:
    """Store details under a new revision, so that nobody puts back what an older one said."""
    values = {"details": details, "revision": request.c.revision + 1}
    c.execute(update(request).where(request.c.id == request_id).values(values))


def _delete_requests(c: Connection, ids: Sequence[UUID], *, but: str = "") -> int:
    """Delete requests, who was told of them, and their jobs apart from the one with key ``but``."""
    gone = 0
    about = job.c.payload["request_id"].as_string()
    for some in _chunks(ids):
        gone += c.execute(delete(task).where(task.c.request_id.in_(some))).rowcount
        gone += c.execute(delete(request).where(request.c.id.in_(some))).rowcount
        c.execute(delete(job).where(about.in_([str(each) for each in some]), job.c.key != but))
    return gone


def _delete_jobs(c: Connection, known: Sequence[str]) -> int:
    """Delete the jobs that are about the person; whose turn it is at others' requests is looked at again."""
    exact = [job.c.payload[name].as_string().in_(known) for name in ("person_id", "object_id")]
    inside = [
        text.contains(each, autoescape=True)
        for each in known
        if len(each) >= _UNIQUE
        for text in (job.c.key, cast(job.c.payload, Text))
    ]
    removed = delete(job).where(or_(*exact, *inside)).returning(job.c.id, job.c.payload, job.c.finished_at)
    rows = c.execute(removed).all()
    others = {row.payload["request_id"]: row.id for row in rows if not row.finished_at and "request_id" in row.payload}
    add_jobs(c, [NewJob(TASKS, f"tasks:{key}:after:{n}", {"request_id": key}) for key, n in others.items()])
    return len(rows)


def _of(table: Table, ids: Collection[str]) -> Any:
    return table.c.object_id.in_(ids) | table.c.person_id.in_(ids)


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
