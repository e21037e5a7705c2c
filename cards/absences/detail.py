"""One absence, with what can be done to it.

What cannot be done here is no button but a sentence that says where it can.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from microsoft_teams.cards import CardElement

from cards.absences.absence_row import AbsenceRow, lines, status_words
from cards.actions import ChangeAbsence, ChooseSubstitute, ListAbsences, OpenRecovered, WithdrawAbsence
from cards.card import Card
from cards.elements import box, build_card, button, buttons, excerpt, fact, heading, line, link
from cards.i18n import Translator
from cards.plain_text import CatalogText
from cards.problem import Problem


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """``hint``: the key of a sentence on what cannot be done here. ``problem``: why Personio refused.

    ``start``: the page of the list it was opened from. ``other_substitute``: the request whose substitute declined, or
    may have, so that another can be chosen. ``may_recover``: it is a sickness that goes on.
    """

    row: AbsenceRow
    may_change: bool = False
    may_withdraw: bool = False
    hint: str | None = None
    problem: Problem | None = None
    substitute: str | None = None  # name
    comment: str | None = None
    personio_url: str | None = None
    start: str | None = None
    other_substitute: UUID | None = None
    may_recover: bool = False


def absence_card(view: AbsenceView, t: Translator) -> Card:
    """Show one absence."""
    row = view.row
    said = status_words(row.standing, t)
    about: list[CardElement] = list(lines(row, t, status=False))
    if view.substitute:
        about.append(fact(t("receipt.substitute"), view.substitute))
    if view.comment:
        about += [line(t("review.comment"), space="Medium", subtle=True), *excerpt(view.comment)]
    title = CatalogText(f"{said} · {t('absences.running')}") if row.running else said
    body: list[CardElement] = [heading(title), box(about)]
    if view.problem:
        body.append(line(t(view.problem.key, **view.problem.params)))
    if view.hint:
        body.append(line(t(view.hint)))
    about_it = {"absence_id": row.absence_id, "request_id": row.request_id}
    change = ChangeAbsence(absence_id=row.absence_id)
    other = ChooseSubstitute(request_id=view.other_substitute) if view.other_substitute else None
    body.append(
        buttons(
            button(t("button.other_substitute"), other, primary=True) if other else None,
            button(t("command.recovered.title"), OpenRecovered(), primary=True) if view.may_recover else None,
            button(t("button.change"), change) if view.may_change else None,
            button(t("button.withdraw"), WithdrawAbsence.model_validate(about_it)) if view.may_withdraw else None,
            link(t("button.personio"), view.personio_url) if view.personio_url else None,
            button(t("button.back"), ListAbsences(start=view.start)),
        )
    )
    return build_card(t, t("absences.one"), body)
