"""The cards around sickness in every state worth looking at.

As in :mod:`cards.examples`, which yields them with all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from cards.actions import Draft
from cards.amounts import Amount, Period
from cards.card import Card
from cards.i18n import Translator
from cards.problem import Problem
from cards.request.receipt import ReceiptView, receipt_card
from cards.sickness.recovered import LastDay, RecoveredView, not_noted_card, recovered_card, well_card
from cards.sickness.report import ReportedView, SickView, note_card, reported_card, sick_card

_ID: Final = UUID("7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6c13")
_MONDAY: Final = date(2026, 11, 23)
_SUNDAY: Final = date(2026, 11, 22)


def sickness_examples() -> Iterator[tuple[str, Callable[[Translator], Card]]]:
    """Yield name and maker of each."""
    view = SickView(_ID, [("1", "Ziek")], "2026-11-23")
    yield "sick", lambda t: sick_card(view, t)
    more = replace(view, types=[("1", "Ziek"), ("2", "Kind ziek")], type_id="1", note_after=3, length="day")
    yield "sick of two kinds, with a note", lambda t: sick_card(more, t)
    asking = replace(view, half_days=False, certificate=True)
    yield "sick without half days, with a certificate", lambda t: sick_card(asking, t)
    wrong = replace(view, first_day=None, problem=Problem("form.missing_first_day"))
    yield "sick without a day", lambda t: sick_card(wrong, t)
    reported = ReceiptView(
        request_id=_ID,
        draft=Draft(type_id="1", first_day="2026-11-23", open_end="true"),
        type_name="Ziek",
        period=Period(_MONDAY, None),
        amount=None,
        back_on=None,
        status="approved",
        sick=True,
    )
    yield "sick reported", lambda t: receipt_card(reported, t)
    over = replace(reported, period=Period(_MONDAY, _MONDAY), amount=Amount(Decimal(1), "day"), changed=True)
    yield "sick reported, and better", lambda t: receipt_card(over, t)
    already = ReportedView("a1", Period(_MONDAY, None), "approved")
    yield "sick already reported", lambda t: reported_card(already, t)
    mistaken = replace(reported, absence_id="a1", may_withdraw=True)
    yield "sick reported today", lambda t: receipt_card(mistaken, t)
    yield "sick note", lambda t: note_card(3, t)
    choices = (LastDay(_SUNDAY), LastDay(_MONDAY, half=True), LastDay(_MONDAY))
    since = Period(date(2026, 11, 19), None)
    recovered = RecoveredView("a1", since, "approved", "2026-11-19..open approved", choices, _MONDAY)
    yield "recovered", lambda t: recovered_card(recovered, t)
    ended = replace(recovered, period=replace(since, last_day=_SUNDAY), standing="pending", again=True)
    yield "recovered, asked again", lambda t: recovered_card(ended, t)
    late = replace(ended, wanted=LastDay(_MONDAY, half=True))
    yield "recovered, asked again later", lambda t: recovered_card(late, t)
    yield "recovered, refused later", lambda t: not_noted_card(LastDay(_MONDAY), Problem("recovered.refused"), t)
    yield "recovered done", lambda t: well_card(_MONDAY, t)
    yield "recovered waits", lambda t: well_card(None, t, waits=True)
