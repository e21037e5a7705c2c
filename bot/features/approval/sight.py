"""What a substitute and an approver may see of somebody's absence.

Rule: pure, and by construction. A substitute's view has no field for a type; an approver's overlap is counted from
spans that have lost theirs, so no number and no name can tell a holiday from sickness. Names are shown of the
approver's own reports only: what colleagues of others do is a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.calendar import WorkingTime, hours, working_days
from bot.features.approval.matter import Matter
from bot.people import display_name, works_in_shifts
from bot.privacy import Away
from bot.requests.gathering import in_year
from bot.requests.wish import period
from cards.approval import CoverView, DecisionView, Stage
from cards.period import Amount
from personio_client import Person


def duration(matter: Matter, work: WorkingTime) -> Amount | None:
    """Return how long it is in working days or hours; None with an open end or where shifts decide. Pure."""
    if matter.span.in_hours:
        taken = hours(matter.span)
        return None if taken is None else Amount(taken, "hour")
    counted = None if works_in_shifts(matter.requester) else working_days(matter.span, work)
    return None if counted is None else Amount(counted, "day")


def for_substitute(matter: Matter, stage: Stage, work: WorkingTime, own: Iterable[Away] = ()) -> CoverView:
    """Return what a substitute may see: who and when, and their own absences in that time. Pure."""
    clashes = [period(each.span) for each in own if not each.elsewhere and each.span.overlaps(matter.span)]
    return CoverView(
        request_id=matter.request.id,
        name=display_name(matter.requester),
        period=period(matter.span),
        amount=duration(matter, work),
        stage=stage,
        clashes=clashes if stage == "open" else (),
    )


def for_approver(
    matter: Matter,
    stage: Stage,
    work: WorkingTime,
    *,
    approver_id: str,
    away: Mapping[str, Iterable[Away]] | None = None,
    left: Decimal | None = None,
    today: date | None = None,
) -> DecisionView:
    """Return what an approver may see. Pure.

    ``away``: the others' absences that stand, by person id; None where they are not known. ``left``: the balance as
    Personio tells it, with this request deducted; ``today`` says of which year. The type is for as long as
    there is something to decide.
    """
    view = DecisionView(
        request_id=matter.request.id,
        name=display_name(matter.requester),
        period=period(matter.span),
        amount=duration(matter, work),
        stage=stage,
    )
    if stage != "open":
        return view
    substitute = matter.people.by_id.get(matter.substitute_id or "")
    missing = None if away is None else _missing(matter, approver_id, away)
    return replace(
        view,
        type_name=(matter.kind.name if matter.kind else None) or None,
        left=_before(matter, left, work, today),
        substitute=display_name(substitute) if substitute else None,
        away=None if missing is None else len(missing),
        away_names=sorted(display_name(each) for each in missing or () if each.supervisor_id == approver_id),
    )


def _before(matter: Matter, left: Decimal | None, work: WorkingTime, today: date | None) -> Amount | None:
    """Return what is left without this request, in the year whose balance it is. Pure."""
    taken = in_year(matter.span, (today or matter.span.first_day).year, work)
    if left is None or taken is None:
        return None
    return Amount(left + taken, "hour" if matter.kind and matter.kind.unit == "hour" else "day")


def waiting_days(since: date | None, today: date) -> int:
    """Return the whole days since it became somebody's turn. Pure."""
    return max(0, (today - since).days) if since else 0


def _missing(matter: Matter, approver_id: str, away: Mapping[str, Iterable[Away]]) -> list[Person]:
    """Return who of the requester's team, or of the approver's reports, is away in that time. Pure."""
    found = []
    for person_id, absences in away.items():
        person = matter.people.by_id.get(person_id)
        if person is None or person.id in (matter.requester.id, approver_id):
            continue
        concerned = person.supervisor_id == approver_id or _together(person, matter.requester)
        if concerned and any(not each.elsewhere and each.span.overlaps(matter.span) for each in absences):
            found.append(person)
    return found


def _together(one: Person, other: Person) -> bool:
    if other.team is not None:
        return one.team is not None and one.team.id == other.team.id
    return other.department is not None and one.department is not None and one.department.id == other.department.id
