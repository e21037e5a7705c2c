"""The question before an absence is withdrawn.

Says what will happen before it happens; *Back* does nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cards.absences.absence_row import AbsenceRow, Standing, lines
from cards.actions import OpenAbsence, WithdrawAbsence
from cards.card import Card
from cards.elements import box, build_card, button, buttons, heading, line
from cards.i18n import Translator
from cards.problem import Problem

_TEXTS: Final[dict[Standing, str]] = {
    "waiting": "withdraw.waiting",
    "approved": "withdraw.approved",
    "unknown": "withdraw.approved",
}


@dataclass(frozen=True, slots=True)
class WithdrawView:
    """``errand_id``: minted for this question. ``seen``: how the absence stands, for the press to carry.

    ``problem``: why it is asked again. ``report``: it is a sickness that was reported by mistake.
    """

    row: AbsenceRow
    errand_id: UUID
    seen: str | None = None
    problem: Problem | None = None
    report: bool = False


def withdraw_card(view: WithdrawView, t: Translator) -> Card:
    """Ask whether somebody really wants to withdraw an absence or request."""
    title = t("withdraw.title")
    about = {"absence_id": view.row.absence_id, "request_id": view.row.request_id}
    sure = WithdrawAbsence.model_validate({**about, "sure": "yes", "errand_id": view.errand_id, "seen": view.seen})
    asked_again = [box([line(t(view.problem.key, **view.problem.params))], "attention")] if view.problem else []
    body = [
        heading(title),
        *asked_again,
        box(lines(view.row, t)),
        line(t("withdraw.report" if view.report else _TEXTS.get(view.row.standing, "withdraw.pending"))),
        buttons(
            button(t("button.withdraw_sure"), sure, primary=True),
            button(t("button.back"), OpenAbsence.model_validate(about)),
        ),
    ]
    return build_card(t, title, body)
