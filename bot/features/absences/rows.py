"""The order in which one's own absences are listed, and what each row says.

Rule: pure. First what runs and what comes, soonest first, as one looks ahead; then what is over or settled, newest
first, as one looks back. Personio's list is the truth; our requests add what Personio does not have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.calendar import Span, WorkingTime
from bot.features.absences.reading import length
from bot.features.absences.standing import of_request
from bot.people import AWAY, span
from bot.requests.in_personio import standing
from bot.requests.life import FINAL, draft_of, moved, when
from bot.requests.wish import period
from bot.services import Request
from cards.absences import Row
from personio_client import AbsencePeriod, AbsenceType

RECENT: Final = timedelta(days=90)
_SETTLED: Final = frozenset({"rejected", "declined", "refused", "unclear", "withdrawn", "gone"})


@dataclass(frozen=True, slots=True)
class Eyes:
    """What is needed to read somebody's absences: their day and working time, and the company's types.

    ``untyped``: the name of an absence whose type is gone.
    """

    today: date
    work: WorkingTime
    types: Mapping[str, AbsenceType]
    untyped: str

    def of_absence(self, each: AbsencePeriod, at: Span, request: Request | None = None) -> Row:
        """Return the row of an absence in Personio; ``request``: the one that it came of. Pure."""
        how = standing(each.status, request)
        row = Row(self._name(each.type_id), period(at), how, length(at, self.work), absence_id=each.id)
        return self._running(row, each.status)

    def of_request(self, request: Request) -> Row | None:
        """Return the row of a request by what is known here; None where it cannot be read. Pure."""
        at = when(request)
        if at is None:
            return None
        name = self._name(draft_of(request).type_id)
        row = Row(name, period(at), of_request(request), length(at, self.work), request_id=request.id)
        return self._running(row, request.status or "")

    def _name(self, type_id: str | None) -> str:
        kind = self.types.get(type_id or "")
        return (kind.name if kind else "") or self.untyped

    def _running(self, row: Row, status: str) -> Row:
        first, last = row.period.first_day, row.period.last_day
        return replace(row, running=status in AWAY and first <= self.today and (last is None or last >= self.today))


def rows(
    periods: Sequence[AbsencePeriod] | None, requests: Sequence[Request], eyes: Eyes
) -> tuple[list[Row], list[Row]]:
    """Return the rows that are to come and those that are past. Pure.

    ``periods`` None: Personio does not tell, so requests stand for themselves.
    """
    requests = [each for each in requests if "deed" not in each.details]
    made = {each.personio_id: each for each in requests if each.personio_id}
    listed = {each.id for each in periods or ()}
    found = [eyes.of_absence(each, _when(each, made.get(each.id), eyes), made.get(each.id)) for each in periods or ()]
    left = [each for each in requests if each.personio_id not in listed]
    found += [row for each in left if (row := _left(each, eyes, told=periods is not None))]
    coming = [row for row in found if _comes(row, eyes.today)]
    past = [row for row in found if not _comes(row, eyes.today) and _last(row) >= eyes.today - RECENT]
    return sorted(coming, key=_soonest), sorted(past, key=_soonest, reverse=True)


def paged(coming: Sequence[Row], past: Sequence[Row], start: int, size: int) -> tuple[list[Row], list[Row]]:
    """Return the part of both that a page from ``start`` on shows. Pure."""
    edge = len(coming)
    return list(coming[start : start + size]), list(past[max(0, start - edge) : max(0, start + size - edge)])


def _when(each: AbsencePeriod, request: Request | None, eyes: Eyes) -> Span:
    known = when(request) if request and not moved(request, each) else None
    return known or span(each, eyes.types.get(each.type_id))


def _left(request: Request, eyes: Eyes, *, told: bool) -> Row | None:
    """Return the row of a request that Personio did not list, or (not ``told``) could not be asked about. Pure."""
    row = eyes.of_request(request)
    if row is None:
        return None
    if request.state == "filed":
        if not told:
            row = replace(row, absence_id=request.personio_id)
        elif request.status not in FINAL:
            row = replace(row, standing="gone", running=False)
    touched = request.updated_at or request.created_at
    old = row.standing in _SETTLED and touched is not None and touched.date() < eyes.today - RECENT
    # What Personio did not take never was an absence; its receipt says why.
    return None if old or row.standing == "refused" else row


def _comes(row: Row, today: date) -> bool:
    ends = row.period.last_day
    return row.standing not in _SETTLED and (ends is None or ends >= today)


def _last(row: Row) -> date:
    return row.period.last_day or row.period.first_day


def _soonest(row: Row) -> tuple[date, date, str]:
    return (row.period.first_day, _last(row), row.absence_id or str(row.request_id))
