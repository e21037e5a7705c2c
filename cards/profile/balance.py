"""*Balance*: what is left of each absence type.

The main figure has planned absences taken off; where the figure without them differs, it is shown smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.actions import ListAbsences, OpenRequest
from cards.amounts import Amount
from cards.card import Card
from cards.elements import box, build_card, button, buttons, fact, heading, line
from cards.i18n import Translator


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a type: ``available`` with planned absences taken off, ``today`` without."""

    type_name: str
    available: Amount
    today: Amount | None = None


def balance_card(rows: Sequence[Left], t: Translator) -> Card:
    """Show what is left per type; say so where Personio tells of none."""
    offered = buttons(
        button(t("button.request"), OpenRequest(), primary=True), button(t("command.absences.title"), ListAbsences())
    )
    if not rows:
        return build_card(t, t("balance.title"), [heading(t("balance.title")), line(t("balance.none")), offered])
    shown: list[CardElement] = []
    for row in rows:
        shown.append(fact(f"{row.type_name}:", t.balance(row.available), space="Small" if shown else None))
        if row.today is not None and row.today != row.available:
            shown.append(line(t("balance.today", amount=t.balance(row.today)), space="None", subtle=True))
    title = t("balance.title")
    return build_card(t, title, [heading(title), line(t("balance.text"), space="Small"), box(shown), offered])
