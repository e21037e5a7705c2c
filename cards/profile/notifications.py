"""*Notifications*: which messages the bot sends by itself.

What is switched off here still is on the cards; nothing is lost by silence.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.actions import OpenRequest, SaveNotifications
from cards.card import Card
from cards.elements import box, build_card, button, buttons, heading, line, switch
from cards.i18n import Translator


@dataclass(frozen=True, slots=True)
class NotificationsView:
    """``muted``: switched off, of ``decision``, ``substitute``, ``approver``, ``reminder``. ``saved``: just now."""

    muted: Collection[str]
    saved: bool = False


def notifications_card(view: NotificationsView, t: Translator) -> Card:
    """Offer a switch for each kind of message."""
    rows = (
        ("decision", "notifications.decision", "notifications.decision_text"),
        ("substitute", "notifications.substitute", "notifications.substitute_text"),
        ("approver", "notifications.approver", "notifications.approver_text"),
        ("reminder", "notifications.reminder", "notifications.reminder_text"),
    )
    title = t("notifications.title")
    said: list[CardElement] = [box([line(t("notifications.saved"))], "good")] if view.saved else []
    body = [
        heading(title),
        *said,
        line(t("notifications.text"), space="Small"),
        *(switch(name, t(label), t(text), name not in view.muted) for name, label, text in rows),
        buttons(
            button(t("button.save"), SaveNotifications(), primary=True, inputs=True),
            button(t("button.request"), OpenRequest()),
        ),
    ]
    return build_card(t, title, body)
