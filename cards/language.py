"""The choice of language.

Each language is offered under its own name, so that somebody who chose a wrong one finds the way back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cards.actions import ChooseLanguage, OpenRequest
from cards.card import Card
from cards.elements import build_card, button, buttons, choose_one, heading, line
from cards.i18n import NAMES, Translator

AS_TEAMS = "teams"  # an empty choice would not be sent; any value that is no language means: follow Teams

FOLLOWING: Final = {AS_TEAMS: "language.as_teams"}


@dataclass(frozen=True, slots=True)
class LanguageView:
    """``current``: the language chosen, None to follow Teams. ``effective``: the one in use now.

    ``is_shared``: others see the card too, so it has no button that opens personal data.
    """

    current: str | None
    effective: str
    is_shared: bool = False


def language_card(view: LanguageView, t: Translator) -> Card:
    """Offer seven languages and *Zoals in Teams*; say which one is in use."""
    choices = [*((value, t(key)) for value, key in FOLLOWING.items()), *NAMES.items()]
    chosen = view.current if view.current in NAMES else AS_TEAMS
    body = [
        heading(t("language.title")),
        line(t("language.now"), space="Small"),
        choose_one("language", t("language.label"), choices, chosen),
        buttons(
            button(t("button.save"), ChooseLanguage(), primary=True, inputs=True),
            None if view.is_shared else button(t("button.request"), OpenRequest()),
        ),
    ]
    return build_card(t, t("language.now"), body)
