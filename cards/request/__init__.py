"""The cards of a request for an absence: form, review, receipt.

What the employee typed comes back as typed, whatever it was.
"""

from cards.amounts import Amount, Period
from cards.problem import PROBLEMS, Problem
from cards.request.closed import cancelled_card, stale_card
from cards.request.decision_message import DecisionView, decision_card
from cards.request.form import HALVES, FormView, TypeOption, form_card
from cards.request.receipt import FINAL, ReceiptView, Status, receipt_card
from cards.request.review import DATASET, BalanceLine, Covered, Overlap, ReviewView, SubstituteView, review_card

__all__ = [
    "DATASET",
    "FINAL",
    "HALVES",
    "PROBLEMS",
    "Amount",
    "BalanceLine",
    "Covered",
    "DecisionView",
    "FormView",
    "Overlap",
    "Period",
    "Problem",
    "ReceiptView",
    "ReviewView",
    "Status",
    "SubstituteView",
    "TypeOption",
    "cancelled_card",
    "decision_card",
    "form_card",
    "receipt_card",
    "review_card",
    "stale_card",
]
