"""Something that was asked of Personio is not finished, because the bot failed at it too often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from cards.actions import ListAbsences
from cards.card import Card
from cards.elements import box, build_card, button, buttons, heading, line, link
from cards.i18n import Translator

Unfinished = Literal["file", "withdraw", "change", "recovered"]

TITLES: Final[dict[Unfinished, str]] = {
    "file": "given_up.file",
    "withdraw": "given_up.withdraw",
    "change": "given_up.change",
    "recovered": "given_up.recovered",
}


@dataclass(frozen=True, slots=True)
class GivenUpView:
    """What is not finished; ``personio_url``: where its owner sees how it stands, if known."""

    what: Unfinished
    personio_url: str | None = None


def given_up_card(view: GivenUpView, t: Translator) -> Card:
    """Say that it is not finished and who can do what about it; *My absences*, Personio."""
    title = t(TITLES[view.what])
    offered = buttons(
        button(t("command.absences.title"), ListAbsences()),
        link(t("button.personio"), view.personio_url) if view.personio_url else None,
    )
    return build_card(t, title, [box([heading(title), line(t("given_up.text"), space="Small")], "warning"), offered])
