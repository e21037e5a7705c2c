"""The preview: what a channel would be told on a day, before it is told.

It says that nothing was posted, and shows exactly the daily update's own card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from microsoft_teams.cards import CardElement

from cards.actions import ListDigests, OpenDigest, PreviewDigest, SetupChannels, SetupDraft
from cards.card import Card
from cards.digest import DigestView, digest_body
from cards.elements import ask_day, box, build_card, button, buttons, heading, line
from cards.i18n import Translator
from cards.problem import Problem
from cards.setup.step import carry, luggage, problems

_BUDGET: Final = 12_000  # bytes of JSON for the lists: what is sent along needs space too


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What would be posted on ``day``.

    ``digest`` None: nothing, and ``reason`` says why. ``subscription_id``: the existing update; else ``draft`` holds
    the row in the editor, to which *Back* leads.
    """

    day: date
    place: str  # team and channel
    digest: DigestView | None
    reason: Literal["nothing", "non_working_day"] | None = None
    subscription_id: str | None = None
    draft: SetupDraft | None = None
    warnings: Sequence[Problem] = ()


def preview_card(view: PreviewView, t: Translator) -> Card:
    """Show what would be posted; another day can be chosen."""
    title = t("preview.title")
    draft = view.draft or SetupDraft()
    body: list[CardElement] = [
        box([heading(title), line(t("preview.text", place=view.place), space="Small")], "accent"),
        *problems(view.warnings, t),
        *_shown(view, t),
        ask_day("day", t("preview.day"), view.day.isoformat(), missing=t("preview.missing_day")),
        *luggage(draft, t),
        _buttons(view, draft, t),
    ]
    return build_card(t, title, body)


def _shown(view: PreviewView, t: Translator) -> list[CardElement]:
    if view.digest is not None:
        return [box(digest_body(view.digest, t, budget=_BUDGET))]
    key = "preview.non_working_day" if view.reason == "non_working_day" else "preview.nothing"
    said = t(key, day=view.day)
    return [box([line(said[:1].upper() + said[1:])], "warning")]


def _buttons(view: PreviewView, draft: SetupDraft, t: Translator) -> CardElement:
    again = carry(PreviewDigest, draft).model_copy(update={"subscription_id": view.subscription_id})
    if view.draft:
        back = button(t("button.back"), carry(SetupChannels, draft), inputs=True)
    elif view.subscription_id:
        back = button(t("button.back"), OpenDigest(subscription_id=view.subscription_id))
    else:
        back = button(t("button.back"), ListDigests())
    return buttons(button(t("button.show_day"), again, inputs=True), back)
