"""The cards of those who have a say in somebody else's absence: the substitute and the approver.

Rule: no button says yes or no, because only Personio can take the answer.
"""

from cards.approval.approver import DecisionView, decision_card
from cards.approval.substitute import CoverView, cover_card
from cards.approval.task import Stage, TaskView, moved_card

__all__ = ["CoverView", "DecisionView", "Stage", "TaskView", "cover_card", "decision_card", "moved_card"]
