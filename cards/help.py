"""Help and welcome: what can be done here, and how.

Never "I don't understand" alone; every card offers the next step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from microsoft_teams.cards import CardElement

from cards.actions import ListAbsences, OpenLanguage, OpenRequest, OpenSick, ShowBalance
from cards.card import Card
from cards.commands import COMMANDS
from cards.elements import box, build_card, button, buttons, heading, line, strong
from cards.i18n import Translator

_FIRST: Final = [command.name for command in COMMANDS if command.help == "first"]
_ALSO: Final = sorted((command.name for command in COMMANDS if command.help == "also"), key="help".__eq__)
"""The help itself comes last."""


@dataclass(frozen=True, slots=True)
class HelpView:
    """``unknown``: somebody wrote what is no command. ``is_channel``: others read along, so nothing private starts."""

    unknown: bool
    is_channel: bool


def help_card(view: HelpView, t: Translator) -> Card:
    """Show what the bot does and the words for it; in a channel, where to go."""
    if view.is_channel:
        title = t("help.channel_title")
        return build_card(
            t, title, [heading(title), line(t("help.channel_text"), space="Small"), _listed(("whosout",), t)]
        )
    title = t("help.unknown_title" if view.unknown else "help.title")
    return build_card(t, t("help.summary"), [heading(title), *_words(t), _offered(t)])


def welcome_card(t: Translator) -> Card:
    """Greet somebody new: what this is good for, what to type, buttons to begin."""
    title = t("welcome.title")
    return build_card(t, title, [heading(title), line(t("welcome.text"), space="Small"), *_words(t), _offered(t)])


def thanks_reply(t: Translator) -> str:
    return t("thanks.reply")


def yes_no_reply(t: Translator) -> str:
    return t("yes_no.reply")


def small_talk_reply(t: Translator) -> str:
    return t("small_talk.reply")


def _words(t: Translator) -> list[CardElement]:
    also = " · ".join(t(f"command.{name}.title") for name in _ALSO)
    return [
        line(t("help.text")),
        _listed(_FIRST, t),
        line(t("help.free_text"), space="Medium"),
        line(t("help.also", words=also), space="Small", subtle=True),
    ]


def _listed(commands: Sequence[str], t: Translator) -> CardElement:
    said = [(t(f"command.{name}.title"), t(f"command.{name}.description")) for name in commands]
    return box([row for title, text in said for row in (strong(title, space="Medium"), line(text, space="None"))])


def _offered(t: Translator) -> CardElement:
    return buttons(
        button(t("button.request"), OpenRequest(), primary=True),
        button(t("command.absences.title"), ListAbsences()),
        button(t("command.sick.title"), OpenSick()),
        button(t("command.balance.title"), ShowBalance()),
        button(t("button.language"), OpenLanguage()),
    )
