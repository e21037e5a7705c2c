"""The cards of one's own absences: the list, one of them, the question before withdrawing, and what came of it.

A person's own things in their own chat; a notification still names no type. Every status is a sign and a word.
"""

from cards.absences.absence_row import AbsenceRow, Standing
from cards.absences.detail import AbsenceView, absence_card
from cards.absences.listing import PAGE, AbsencesView, absences_card
from cards.absences.outcome import Ending, Operation, OutcomeView, outcome_card
from cards.absences.withdraw import WithdrawView, withdraw_card

__all__ = [
    "PAGE",
    "AbsenceRow",
    "AbsenceView",
    "AbsencesView",
    "Ending",
    "Operation",
    "OutcomeView",
    "Standing",
    "WithdrawView",
    "absence_card",
    "absences_card",
    "outcome_card",
    "withdraw_card",
]
