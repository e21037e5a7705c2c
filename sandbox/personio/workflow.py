"""The life of an absence period: create, decide, change, delete.

The only place that changes absences; every change is told to the webhooks.
Source of the substitute's part: https://support.personio.de/hc/en-us/articles/207575695
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from sandbox.company import Absence, Employee, Status, Type
from sandbox.personio.clock import stamp
from sandbox.personio.errors import Problem
from sandbox.personio.request_body import COMMENT_MAX, When, refusal, unprocessable
from sandbox.personio.world import World

Event = Literal["accept", "decline", "approve", "reject", "request-deletion", "confirm-deletion", "refuse-deletion"]
MOVES: dict[Event, tuple[Status, Status | None]] = {  # event -> from, to; None: removed
    "accept": ("SUBSTITUTE_REQUESTED", "PENDING"),
    "decline": ("SUBSTITUTE_REQUESTED", "REJECTED"),
    "approve": ("PENDING", "APPROVED"),
    "reject": ("PENDING", "REJECTED"),
    "request-deletion": ("APPROVED", "DELETION_PENDING"),
    "confirm-deletion": ("DELETION_PENDING", None),
    "refuse-deletion": ("DELETION_PENDING", "APPROVED"),
}
AWAY_AT_WORK = "offsite_work"


class WrongState(ValueError):
    """An event that does not fit the status of the absence."""


@dataclass(frozen=True, slots=True)
class NewPeriod:
    """A request to create an absence period, parsed and well formed."""

    employee: Employee
    kind: Type
    when: When
    comment: str | None = None
    substitute: str | None = None
    skip_approval: bool = False


def create(world: World, new: NewPeriod) -> Absence:
    """Create an absence, as through the API. Raises Problem 409 or 422, in the order in which Personio checks."""
    if new.comment and len(new.comment) > COMMENT_MAX:
        raise unprocessable(world, f"The comment is longer than {COMMENT_MAX} characters.")
    draft = _absence(world, new)
    substitute = _substitute(world, new, draft)
    if world.company.substitutes_stay and any(
        other.status != "REJECTED" and _overlap(other, draft) for other in world.absences.covered_by(new.employee.id)
    ):
        detail = "The person substitutes for somebody in this period."
        raise refusal(world, 409, "Requesting absence while substituting", detail)
    _no_conflict(world, draft)
    waits = substitute is not None and not (new.skip_approval and world.switches.skip_skips_substitute)
    status: Status = "PENDING" if new.kind.approval_required and not new.skip_approval else "APPROVED"
    draft = replace(draft, status="SUBSTITUTE_REQUESTED" if waits else status, substitute_id=substitute)
    return add(world, draft)


def add(world: World, absence: Absence) -> Absence:
    world.absences.put(absence)
    _told(world, absence, "created")
    return absence


def _absence(world: World, new: NewPeriod) -> Absence:
    now = world.clock.now()
    return Absence(
        id=world.new_absence_id(),
        v1_id=world.absences.next_v1_id(),
        employee_id=new.employee.id,
        type_id=new.kind.id,
        status="PENDING",
        created_at=now,
        updated_at=now,
        comment=new.comment,
        **asdict(new.when),
    )


def _substitute(world: World, new: NewPeriod, draft: Absence) -> int | None:
    rule = new.kind.requires_substitute
    if new.substitute is None:
        if rule == "required":
            # The one body that is known word by word, whatever the switch says.
            raise Problem(422, "Substitute required", "A substitute is required for this absence type.")
        return None
    if rule == "none":
        raise refusal(world, 422, "Substitute not allowed", "This absence type does not allow a substitute.")
    text = new.substitute
    person = world.employees.get(int(text)) if text.isascii() and text.isdigit() else None
    if (
        person is None
        or person.id == new.employee.id
        or person.status not in {"active", "leave"}
        or any(_away(world, other) and _overlap(other, draft) for other in world.absences.of(person.id))
    ):
        raise refusal(world, 409, "Substitute is invalid", "This person cannot substitute in this period.")
    return person.id


def _away(world: World, absence: Absence) -> bool:
    return absence.counts and world.types[absence.type_id].category != AWAY_AT_WORK


def _no_conflict(world: World, draft: Absence) -> None:
    closed = _closed(world, draft)
    for other in world.absences.of(draft.employee_id):
        if other.id != draft.id and other.status != "REJECTED" and _overlap(_closed(world, other), closed):
            detail = "The absence period overlaps with another absence period of this person."
            raise refusal(world, 409, "Absence period conflict", detail)


def _closed(world: World, absence: Absence) -> Absence:
    """Let an open end reach until today only: who falls ill may have a holiday planned."""
    if absence.last_day is not None:
        return absence
    return replace(absence, last_day=max(absence.first_day, world.clock.now().date()))


def _overlap(one: Absence, other: Absence) -> bool:
    return one.starts < other.ends and other.starts < one.ends


def move(world: World, absence_id: str, event: Event) -> Absence | None:
    """Let somebody decide; return the absence, None where it is gone; raises KeyError or WrongState."""
    absence = world.absences[absence_id]
    before, after = MOVES[event]
    if absence.status != before:
        raise WrongState(f"{event} needs {before}, the absence is {absence.status}")
    if after is None:
        remove(world, absence)
        return None
    if event == "accept" and not world.types[absence.type_id].approval_required:
        after = "APPROVED"
    return _update(world, absence, "updated.status", status=after)


def change(world: World, absence: Absence, when: When | None, **others: Any) -> Absence:
    """Change an absence's time (``when``), and the given fields (comment, substitute_id, status).

    Raises Problem 409 where it overlaps another one.
    """
    if when is None:
        return _update(world, absence, None, **others)
    draft = replace(absence, **asdict(when))
    _no_conflict(world, draft)
    decided = absence.status in {"APPROVED", "PENDING"} and world.types[absence.type_id].approval_required
    if decided and world.switches.patch_reapproval == "pending":
        others.setdefault("status", "PENDING")
    return _update(world, absence, "updated.timerange", **asdict(when), **others)


def delete(world: World, absence: Absence) -> None:
    """Delete an absence, as through the API.

    With the switch ``delete_approved`` set to ``deletion_pending``, an approved one waits for a decision first.
    """
    if absence.status == "APPROVED" and world.switches.delete_approved == "deletion_pending":
        _update(world, absence, "updated.status", status="DELETION_PENDING")
    else:
        remove(world, absence)


def remove(world: World, absence: Absence) -> None:
    world.absences.remove(absence.id)
    _told(world, absence, "deleted")


def _update(world: World, absence: Absence, event: str | None, **values: Any) -> Absence:
    changed = world.absences.put(replace(absence, **{**values, "updated_at": world.clock.now()}))
    if event:
        _told(world, changed, event)
    if event == "updated.timerange" and changed.status != absence.status:
        _told(world, changed, "updated.status")
    return changed


def _told(world: World, absence: Absence, event: str) -> None:
    world.history.setdefault(absence.id, []).append((stamp(world.clock.now()), f"{event} {absence.status}"))
    world.publish(f"absence-period.{event}", "absence_period", absence.id)
