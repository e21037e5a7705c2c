"""The cards of a request that goes no further: cancelled, or too old to be used.

Never a dead end; each has a button to begin anew.
"""

from __future__ import annotations

from cards.actions import OpenRequest, ShowHelp
from cards.card import Card
from cards.elements import build_card, button, buttons, heading, line
from cards.i18n import Translator


def cancelled_card(t: Translator) -> Card:
    """Say that no request was made; with a button for a new one."""
    title, text = t("cancelled.title"), t("cancelled.text")
    offered = buttons(button(t("button.new"), OpenRequest()), button(t("button.help"), ShowHelp()))
    return build_card(t, text, [heading(title), line(text, space="Small"), offered])


def stale_card(t: Translator) -> Card:
    """Say that this card is too old to be used; a button for a fresh form."""
    title, text = t("stale.title"), t("stale.text")
    offered = buttons(button(t("button.new"), OpenRequest(), primary=True))
    return build_card(t, title, [heading(title), line(text, space="Small"), offered])
