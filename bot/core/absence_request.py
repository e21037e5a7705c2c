"""The absence that an employee requests: a draft, validated.

Everything is checked here however it was typed, because date pickers do not; a problem is a message key
and the form it goes back with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Literal

from bot.core.choices import doubtful_title, in_every_language, value_of
from bot.core.people import category
from bot.core.working_time import Span, until, written_end
from cards.actions import Draft
from cards.clock_time import read_time
from cards.request import HALVES, Period, Problem
from personio_client.models import AbsenceType, NewAbsence

LONGEST = timedelta(days=2 * 366)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
NEVER_OFFERED = frozenset({"unpaid_vacation", "sick_leave"})
"""Categories of types that no form opens with: they are chosen each time."""

_ISO_DAY = 10  # characters of YYYY-MM-DD


@dataclass(frozen=True, slots=True)
class RequestedAbsence:
    """A request that makes sense: a type of the company and a period; only sickness may be without an end."""

    type_id: str
    type_name: str
    unit: Literal["day", "hour"]
    span: Span
    comment: str | None = None
    substitute_id: str | None = None

    @property
    def first_day(self) -> date:
        return self.span.first_day

    @property
    def last_day(self) -> date:
        """The last day away, inclusive; the first one where there is no end yet."""
        return self.span.last_day or self.span.first_day

    @property
    def open_end(self) -> bool:
        return self.span.last_day is None

    @property
    def period(self) -> Period:
        return period(self.span)


@dataclass(frozen=True, slots=True)
class InvalidDraft:
    """Why the form goes back, and the draft it shows then (its ``unit`` may have followed the type)."""

    problem: Problem
    draft: Draft


def validate_draft(draft: Draft, types: Mapping[str, AbsenceType], today: date) -> RequestedAbsence | InvalidDraft:
    """Turn a draft into a requested absence, or say what is wrong with it."""
    draft = with_values(draft, types)
    kind = types.get(draft.type_id or "")
    if kind is None:
        return InvalidDraft(Problem("form.unknown_type" if draft.type_id else "form.missing_type"), draft)
    if draft.open_end == "true" and kind.unit == "day" and category(kind) == "sick_leave":
        return _open_ended(draft, kind, today)
    days = _days(draft, today)
    if isinstance(days, Problem):
        return InvalidDraft(days, draft)
    return _with_end(draft, kind, *days)


def with_values(draft: Draft, types: Mapping[str, AbsenceType]) -> Draft:
    """Return a draft with values where a client sent the titles of choices back.

    A title that several types have names none of them: it is asked again.
    """
    named = [(kind.id, kind.name) for kind in types.values()]
    type_id = value_of(draft.type_id, named)
    if type_id == draft.type_id and type_id not in types:
        bare = _ASIDE.sub("", type_id or "")  # the list may say "(per uur)" behind a name
        known = value_of(bare, named)
        type_id = known if known != bare else type_id
    chosen = {
        "type_id": None if doubtful_title([type_id]) else type_id,
        "first_half": value_of(draft.first_half, in_every_language(HALVES["first_half"])),
        "last_half": value_of(draft.last_half, in_every_language(HALVES["last_half"])),
    }
    return draft.model_copy(update={name: value for name, value in chosen.items() if value != getattr(draft, name)})


def _with_end(draft: Draft, kind: AbsenceType, first: date, last: date) -> RequestedAbsence | InvalidDraft:
    unit: Literal["day", "hour"] = "hour" if kind.unit == "hour" else "day"
    span = _hours(draft, first, last) if unit == "hour" else _halves(draft, first, last)
    if draft.unit != unit:
        # The form showed the inputs of the other kind. By days the defaults are right; by hours times are missing.
        shown = draft.model_copy(update={"unit": unit})
        if isinstance(span, Problem):
            return InvalidDraft(Problem("form.hours_needed", {"type": kind.name or ""}), shown)
        if unit == "day":
            return InvalidDraft(Problem("form.days_needed", {"type": kind.name or ""}), shown)
    if isinstance(span, Problem):
        return InvalidDraft(span, draft)
    return RequestedAbsence(kind.id, kind.name or "", unit, span, draft.comment, draft.substitute)


def _open_ended(draft: Draft, kind: AbsenceType, today: date) -> RequestedAbsence | InvalidDraft:
    first = _days(draft.model_copy(update={"last_day": draft.first_day}), today)
    if isinstance(first, Problem):
        return InvalidDraft(first, draft)
    return RequestedAbsence(
        kind.id, kind.name or "", "day", Span(first[0], None, draft.first_half == "half"), draft.comment
    )


def _days(draft: Draft, today: date) -> tuple[date, date] | Problem:
    if not draft.first_day:
        return Problem("form.missing_first_day")
    if not draft.last_day:
        return Problem("form.missing_last_day")
    first, last = read_day(draft.first_day), read_day(draft.last_day)
    if first is None or last is None:
        return Problem("form.bad_date")
    return _range_problem(first, last, today) or (first, last)


def _range_problem(first: date, last: date, today: date) -> Problem | None:
    if last < first:
        return Problem("form.last_before_first")
    if last - first > LONGEST:
        return Problem("form.too_long")
    if abs(first - today) > LONGEST or abs(last - today) > LONGEST:
        return Problem("form.too_far")
    return None


def _halves(draft: Draft, first: date, last: date) -> Span | Problem:
    halves = (draft.first_half == "half", draft.last_half == "half")
    if first == last and all(halves):
        return Problem("form.both_halves")
    return Span(first, last, *halves)


def _hours(draft: Draft, first: date, last: date) -> Span | Problem:
    if not draft.first_time or not draft.last_time:
        return Problem("form.missing_times")
    start, end = read_time(draft.first_time), read_time(draft.last_time)
    if start is None or end is None:
        return Problem("form.bad_time")
    if first == last and end <= start and (end != time.min or start == end):
        return Problem("form.end_before_start")
    return Span(first, until(first, last, end), first_time=start, last_time=end)


def read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == _ISO_DAY and text[4] == text[7] == "-" else None
    except ValueError:
        return None


def period(span: Span) -> Period:
    return Period(span.first_day, span.last_day, span.first_half, span.last_half, span.first_time, span.last_time)


def new_absence(requested_absence: RequestedAbsence, person_id: str) -> NewAbsence:
    """Return what Personio is asked to create."""
    return NewAbsence(
        person_id=person_id,
        type_id=requested_absence.type_id,
        unit=requested_absence.unit,
        first_day=requested_absence.span.first_day,
        last_day=written_end(requested_absence.span),
        first_half=requested_absence.span.first_half,
        last_half=requested_absence.span.last_half,
        first_time=requested_absence.span.first_time,
        last_time=requested_absence.span.last_time,
        comment=requested_absence.comment,
        substitute_id=requested_absence.substitute_id,
    )


def with_substitute(draft: Draft, substitute: str | None) -> Draft:
    """Return a draft with the substitute chosen on the review card."""
    return draft.model_copy(update={"substitute": substitute})


def without_substitute(requested_absence: RequestedAbsence, name: str | None) -> RequestedAbsence:
    """Return a requested absence that names its substitute in the comment, for types where Personio takes none."""
    comment = "\n".join(part for part in (requested_absence.comment, name) if part) or None
    return replace(requested_absence, substitute_id=None, comment=comment)
