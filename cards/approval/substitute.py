"""The substitute's card: a colleague asks them to step in.

A substitute learns who and when, never why; there is no field for a type here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.amounts import Period
from cards.approval.task import TaskView, task_card
from cards.card import Card
from cards.elements import line, strong
from cards.i18n import Translator

_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverView(TaskView):
    """``clashes``: the substitute's own absences in that time."""

    clashes: Sequence[Period] = ()


def cover_card(view: CoverView, t: Translator) -> Card:
    """Show who asks for cover and when, and where to accept; afterwards what became of it."""
    explained = {"accepted": "approval.accepted_text", "approved": "approval.cover_text"}.get(view.stage)
    return task_card(
        view,
        "substitute",
        t("approval.cover_title", name=view.name),
        t("approval.cover_where"),
        t(explained, name=view.name) if explained else None,
        _clashes(view, t),
        t,
    )


def _clashes(view: CoverView, t: Translator) -> Iterator[CardElement]:
    if view.clashes:
        yield strong(t("approval.clashes"), space="Medium")
    for each in view.clashes[:_MOST]:
        yield line(t.period(each), space="Small")
