"""The cards of those who have a say in somebody else's absence: the substitute and the approver.

No button says yes or no, because only Personio can take the answer.
"""

from cards.approval.approver import ApproverView, approver_card
from cards.approval.substitute import CoverView, cover_card
from cards.approval.task import Stage, TaskView, moved_card

__all__ = ["ApproverView", "CoverView", "Stage", "TaskView", "approver_card", "cover_card", "moved_card"]
