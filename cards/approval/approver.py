"""The approver's card: what there is to know before they decide in Personio.

The type stands on the open card only, as in Personio's own task, and never in the notification; how it ended is
said without it. Colleagues who are away are a number; names only where the view brings them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.amounts import Amount
from cards.approval.task import TaskView, task_card
from cards.card import Card
from cards.elements import fact, line
from cards.i18n import Translator

_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproverView(TaskView):
    """None means not known: the line is left out.

    ``left``: of that type, other planned absences deducted, this one not. ``substitute``: name. ``away``: how many of
    the team are away in that time. ``away_names``: those of them who report to the approver.
    """

    type_name: str | None = None
    left: Amount | None = None
    substitute: str | None = None
    away: int | None = None
    away_names: Sequence[str] = ()


def approver_card(view: ApproverView, t: Translator) -> Card:
    """Show who asks for what and what speaks for or against it; afterwards what became of it."""
    title = t("approval.decision_title", name=view.name)
    return task_card(view, "approver", title, t("approval.decision_where"), None, _context(view, t), t)


def _context(view: ApproverView, t: Translator) -> Iterator[CardElement]:
    if view.type_name:
        yield fact(t("approval.type"), view.type_name)
    if view.left is not None:
        yield fact(t("approval.left"), t("approval.left_before", left=t.balance(view.left)))
    if view.substitute:
        yield fact(t("receipt.substitute"), view.substitute)
    if view.away is not None:
        yield line(t.plural("approval.away", view.away) if view.away else t("approval.away_none"), space="Small")
    if view.away_names:
        shown, rest = ", ".join(view.away_names[:_MOST]), len(view.away_names) - _MOST
        names = t.plural("approval.names_more", rest, names=shown) if rest > 0 else shown
        yield fact(t("approval.names"), names)
