"""What becomes of a request, in every state worth looking at.

As in :mod:`cards.examples`, which yields them with all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import get_args

from cards.absences.absence_row import AbsenceRow
from cards.card import Card
from cards.i18n import Translator
from cards.problem import Problem
from cards.request.decision_message import DecisionView, Told, decision_card
from cards.request.receipt import ReceiptView, Status, receipt_card

Example = tuple[str, Callable[[Translator], Card]]


def receipt_examples(receipt: ReceiptView, problem: Callable[[str], Problem]) -> Iterator[Example]:
    """Yield name and maker of each; ``problem`` returns one with the parameters that its text shows."""
    for status in get_args(Status):
        view = replace(receipt, status=status, problem=problem("refused.conflict") if status == "refused" else None)
        yield f"receipt {status}", lambda t, view=view: receipt_card(view, t)  # type: ignore[misc]  # bound per view
    alone = replace(receipt, substitute=None, personio_url=None, viewer_ids=())
    yield "receipt without a substitute", lambda t: receipt_card(alone, t)
    unsure = replace(receipt, status="pending", substitute_unconfirmed=True)
    yield "receipt substitute unconfirmed", lambda t: receipt_card(unsure, t)
    unnamed = replace(receipt, status="substitute_requested", substitute=None)
    yield "receipt substitute unnamed", lambda t: receipt_card(unnamed, t)
    barred = replace(receipt, status="refused", problem=problem("refused.detail"), next_request_id=None)
    yield "receipt refused for good", lambda t: receipt_card(barred, t)
    moved = replace(receipt, status="approved", changed=True)
    yield "receipt approved changed", lambda t: receipt_card(moved, t)
    unfinished = replace(receipt, status="waiting", given_up=True)
    yield "receipt given up", lambda t: receipt_card(unfinished, t)
    yield "receipt approved changed here", lambda t: receipt_card(replace(moved, changed_here=True), t)
    differs = replace(moved, differs=True)
    yield "receipt approved differs", lambda t: receipt_card(differs, t)
    there = AbsenceRow(receipt.type_name, receipt.period, "approved", absence_id="1")
    unsure_which = replace(receipt, status="refused", problem=problem("refused.stands"), stands=(there,))
    yield "receipt refused stands", lambda t: receipt_card(unsure_which, t)
    lost = replace(receipt, status="gone", undecided=True)
    yield "receipt gone undecided", lambda t: receipt_card(lost, t)
    turned_down = replace(receipt, status="rejected", declined=True, substitute_in_doubt=True)
    yield "receipt rejected by the substitute", lambda t: receipt_card(turned_down, t)
    by_whom = replace(turned_down, declined=False)
    yield "receipt rejected by substitute or approver", lambda t: receipt_card(by_whom, t)
    vanished = replace(lost, substitute_in_doubt=True)
    yield "receipt gone, perhaps by the substitute", lambda t: receipt_card(vanished, t)
    possible = replace(receipt, absence_id="1", may_change=True, may_withdraw=True, comment=receipt.draft.comment)
    yield "receipt that can be changed and withdrawn", lambda t: receipt_card(possible, t)
    yield from _told(receipt)


def _told(receipt: ReceiptView) -> Iterator[Example]:
    view = DecisionView("gone", receipt.type_name, receipt.period, receipt.amount, personio_url=receipt.personio_url)
    for what in get_args(Told):
        yield f"told {what}", lambda t, what=what: decision_card(replace(view, what=what), t)  # type: ignore[misc]  # bound
    again = {"substitute_in_doubt": True, "substitute": receipt.substitute, "request_id": receipt.request_id}
    turned_down = replace(view, what="rejected", declined=True, **again)  # type: ignore[arg-type]  # as named
    yield "told rejected by the substitute", lambda t: decision_card(turned_down, t)
    lost = replace(view, undecided=True, personio_url=None)
    yield "told gone undecided", lambda t: decision_card(lost, t)
