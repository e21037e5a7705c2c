"""The cards of one's own absences in every state worth looking at.

As in :mod:`cards.examples`, which yields them with all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Final, get_args
from uuid import UUID

from cards.absences.absence_row import AbsenceRow, Standing
from cards.absences.detail import AbsenceView, absence_card
from cards.absences.listing import AbsencesView, absences_card
from cards.absences.outcome import OutcomeView, outcome_card
from cards.absences.withdraw import WithdrawView, withdraw_card
from cards.actions import Draft
from cards.amounts import Amount, Period
from cards.card import Card
from cards.i18n import Translator
from cards.problem import Problem
from cards.request import FormView, ReviewView, TypeOption, form_card, review_card

Example = tuple[str, Callable[[Translator], Card]]

_ID: Final = UUID("7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6c21")
_HOLIDAY: Final = "Vakantie 🌴"  # Personio's own, so the same in every language
_PERIOD: Final = Period(date(2026, 11, 27), date(2026, 12, 1), first_half=True)
_ROW: Final = AbsenceRow(_HOLIDAY, _PERIOD, "approved", Amount(Decimal("2.5"), "day"), absence_id="1")
_HOURS: Final = AbsenceRow(
    "Doktersbezoek",
    Period(date(2026, 11, 30), date(2026, 11, 30), first_time=time(9), last_time=time(12, 30)),
    "pending",
    Amount(Decimal("3.5"), "hour"),
    absence_id="2",
)
_ILL: Final = AbsenceRow("Ziek", Period(date(2026, 11, 20), None), "approved", absence_id="3", running=True)
_WAITING: Final = replace(_ROW, standing="waiting", absence_id=None, request_id=_ID)
_VIEW: Final = AbsenceView(_ROW, personio_url="https://example.app.personio.com/")
_DRAFT: Final = Draft(
    type_id="1", first_day="2026-11-27", last_day="2026-12-02", comment="Bruiloft", substitute="4711", changes="1"
)


def absences_examples() -> Iterator[Example]:
    """Yield every example."""
    few = AbsencesView((_ILL, _ROW, _HOURS), (replace(_ROW, standing="rejected"),), total=4)
    yield "absences", lambda t: absences_card(few, t)
    yield "absences none", lambda t: absences_card(AbsencesView(), t)
    yield "absences stale", lambda t: absences_card(AbsencesView((_WAITING,), total=1, stale=True), t)
    yield "absences stale none", lambda t: absences_card(AbsencesView(stale=True), t)
    words: tuple[Standing, ...] = get_args(Standing)
    first = AbsencesView(tuple(replace(_ROW, standing=each) for each in words[:6]), start=0, total=20)
    yield "absences first page", lambda t: absences_card(first, t)
    rest = tuple(replace(_ROW, standing=each) for each in words[6:])
    yield "absences middle page", lambda t: absences_card(AbsencesView((), rest, start=6, total=20), t)
    yield from _single()
    yield from _withdrawals()
    yield from _changes()


def _single() -> Iterator[Example]:
    yield "absence approved", lambda t: absence_card(replace(_VIEW, may_withdraw=True, hint="absences.decided"), t)
    pending = AbsenceView(
        _HOURS, may_change=True, may_withdraw=True, substitute="Jan de Vries", comment="Bruiloft", start="6"
    )
    yield "absence pending", lambda t: absence_card(pending, t)
    yield "absence running", lambda t: absence_card(replace(_VIEW, row=_ILL, hint="absences.started"), t)
    other = replace(_VIEW, row=replace(_ROW, standing="declined"), other_substitute=_ID)
    yield "absence declined by the substitute", lambda t: absence_card(other, t)
    refused = AbsenceView(replace(_WAITING, standing="refused"), problem=Problem("refused.conflict"))
    yield "absence refused", lambda t: absence_card(refused, t)


def _withdrawals() -> Iterator[Example]:
    for row in (_ROW, _HOURS, _WAITING):
        yield f"withdraw {row.standing}", lambda t, row=row: withdraw_card(WithdrawView(row, _ID), t)  # type: ignore[misc]  # bound per row
    yield "withdraw a report", lambda t: withdraw_card(WithdrawView(_ILL, _ID, "seen", report=True), t)
    stored = OutcomeView("withdraw", "waiting", "1", _HOLIDAY, _PERIOD)
    yield "withdraw stored", lambda t: outcome_card(stored, t)
    yield "withdraw given up", lambda t: outcome_card(replace(stored, given_up=True), t)
    yield "withdraw stored unknown", lambda t: outcome_card(OutcomeView("withdraw", "waiting", "1"), t)
    yield "withdraw done", lambda t: outcome_card(replace(stored, ending="done"), t)
    yield "withdraw asked", lambda t: outcome_card(replace(stored, ending="asked"), t)
    declined = replace(stored, ending="declined", problem=Problem("absences.not_allowed"))
    yield "withdraw declined", lambda t: outcome_card(declined, t)
    again = WithdrawView(_ROW, _ID, "seen", Problem("absences.changed_since"))
    yield "withdraw asked again", lambda t: withdraw_card(again, t)
    changed = replace(declined, problem=Problem("absences.changed_since"), stands=(_ROW,))
    yield "withdraw declined, changed since", lambda t: outcome_card(changed, t)
    after_all = replace(changed, problem=Problem("absences.filed_after_all"), stands=(_HOURS,))
    yield "withdraw declined, filed after all", lambda t: outcome_card(after_all, t)
    unproven = replace(changed, absence_id=None, problem=Problem("refused.withdrawn_stands"), stands=(_ROW, _HOURS))
    yield "withdraw unproven", lambda t: outcome_card(unproven, t)


def _changes() -> Iterator[Example]:
    types = (TypeOption("1", _HOLIDAY, "day"),)
    yield "change form", lambda t: form_card(FormView(_ID, types, _DRAFT, substitute="Jan de Vries"), t)
    bad = FormView(_ID, types, _DRAFT, Problem("form.last_before_first"))
    yield "change form returned", lambda t: form_card(bad, t)
    after = Period(date(2026, 11, 27), date(2026, 12, 2))
    view = ReviewView(
        _ID,
        _DRAFT,
        _HOLIDAY,
        after,
        Amount(Decimal(4), "day"),
        date(2026, 12, 3),
        comment="Bruiloft",
        before=_PERIOD,
        standing="pending",
    )
    yield "change review", lambda t: review_card(view, t)
    stored = OutcomeView("change", "waiting", "1", _HOLIDAY, after)
    yield "change stored", lambda t: outcome_card(stored, t)
    done = replace(stored, ending="done", status="pending")
    yield "change done", lambda t: outcome_card(done, t)
    kept = replace(done, status="in_review", comment_kept=True)
    yield "change done, comment kept", lambda t: outcome_card(kept, t)
    taken = replace(done, unverified=True)
    yield "change taken, days not known", lambda t: outcome_card(taken, t)
    declined = replace(stored, ending="declined", problem=Problem("absences.put_back"))
    yield "change declined", lambda t: outcome_card(declined, t)
    again = replace(declined, problem=Problem("absences.look_again"), stands=(_ROW,))
    yield "change declined, asked again", lambda t: outcome_card(again, t)
    otherwise = replace(declined, problem=Problem("absences.otherwise"), stands=(_ROW,))
    yield "change otherwise", lambda t: outcome_card(otherwise, t)
