"""The cards of substitute and approver in every state worth looking at.

As in :mod:`cards.examples`, which yields them with all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Final, get_args
from uuid import UUID

from cards.actions import Draft
from cards.amounts import Amount, Period
from cards.approval.approver import ApproverView, approver_card
from cards.approval.substitute import CoverView, cover_card
from cards.approval.task import Stage, moved_card
from cards.card import Card
from cards.i18n import Translator
from cards.request.receipt import ReceiptView, receipt_card

_ID: Final = UUID("7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6c13")
_PERIOD: Final = Period(date(2026, 11, 27), date(2026, 12, 1), first_half=True)
_URL: Final = "https://example.app.personio.com/"
_COVER: Final = CoverView(
    request_id=_ID,
    name="Emma de Wit",
    period=_PERIOD,
    amount=Amount(Decimal("2.5"), "day"),
    remind_on=date(2026, 11, 25),
    snooze_days=(date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)),
    personio_url=_URL,
    viewer_ids=("29:viewer",),
)
_DECISION: Final = ApproverView(
    request_id=_ID,
    name="Emma de Wit",
    period=_PERIOD,
    amount=Amount(Decimal("2.5"), "day"),
    remind_on=date(2026, 11, 25),
    snooze_days=(date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)),
    personio_url=_URL,
    viewer_ids=("29:viewer",),
    type_name="Vakantie 🌴",
    left=Amount(Decimal("18.5"), "day"),
    substitute="Jan de Vries",
    away=3,
    away_names=("Daan Jansen", "Lucas Visser"),
)
_RECEIPT: Final = ReceiptView(
    request_id=_ID,
    draft=Draft(type_id="1", first_day="2026-11-27", first_half="half", last_day="2026-12-01", substitute="4711"),
    type_name="Vakantie 🌴",
    period=_PERIOD,
    amount=Amount(Decimal("2.5"), "day"),
    back_on=date(2026, 12, 2),
    status="pending",
    substitute="Jan de Vries",
)


def approval_examples() -> Iterator[tuple[str, Callable[[Translator], Card]]]:
    """Yield name and maker of each."""
    for stage in get_args(Stage):
        cover, decision = replace(_COVER, stage=stage), replace(_DECISION, stage=stage)
        yield f"cover {stage}", lambda t, view=cover: cover_card(view, t)  # type: ignore[misc]  # bound per view
        if stage not in ("accepted", "declined"):
            yield f"decision {stage}", lambda t, view=decision: approver_card(view, t)  # type: ignore[misc]  # the same
    morning = Period(date(2026, 11, 27), date(2026, 11, 27), first_time=time(9), last_time=time(12, 30))
    clash = replace(_COVER, clashes=(morning, _PERIOD), waiting=1, reminder=True, remind_on=date(2026, 11, 30))
    yield "cover with clashes, reminded", lambda t: cover_card(clash, t)
    abroad = replace(_DECISION, period=morning, amount=Amount(Decimal("3.5"), "hour"), time_zone="America/New_York")
    yield "decision, hours of another time zone", lambda t: approver_card(abroad, t)
    put_off = replace(_DECISION, snoozed=True)
    yield "decision, put off", lambda t: approver_card(put_off, t)
    bare = replace(_COVER, amount=None, remind_on=None, personio_url=None, viewer_ids=())
    yield "cover of what little is known", lambda t: cover_card(bare, t)
    crowd = replace(
        _DECISION, away=9, away_names=[f"Maria Magdalena Oosterhout {n}" for n in range(9)], waiting=3, reminder=True
    )
    yield "decision in a crowd, reminded for the last time", lambda t: approver_card(replace(crowd, remind_on=None), t)
    alone = ApproverView(request_id=_ID, name="Emma de Wit", period=Period(date(2026, 11, 27), None), away=0)
    yield "decision of what little is known", lambda t: approver_card(alone, t)
    for role in ("substitute", "approver"):
        receipt = replace(
            _RECEIPT, unreachable=role, status="pending" if role == "approver" else "substitute_requested"
        )
        yield f"receipt {role} without the app", lambda t, view=receipt: receipt_card(view, t)  # type: ignore[misc]  # bound per view
    yield "task moved", lambda t: moved_card("Emma de Wit", t)
