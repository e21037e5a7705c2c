"""What an admin is told, unprompted, of a daily update that they set up."""

from __future__ import annotations

from cards.card import Card
from cards.elements import box, build_card, heading, line, strong
from cards.i18n import Translator
from cards.setup.channels import unlisted_name
from cards.setup.mappings import paused_text


def paused_card(place: str, reason: str, t: Translator) -> Card:
    """Say that an update is paused, and why; ``place``: its team and channel, empty where Teams does not say."""
    title = t("notice.paused")
    about = [strong(place, space="Small")] if place else []
    return build_card(t, title, [box([heading(title), *about, line(paused_text(reason, t), space="Small")], "warning")])


def outsiders_card(place: str, t: Translator) -> Card:
    """Warn that people from outside have joined a channel; ``place``: as in :func:`paused_card`."""
    title = t("notice.outsiders")
    text = t("setup.outsiders", place=place or unlisted_name(t))
    return build_card(t, title, [box([heading(title), line(text, space="Small")], "warning")])
