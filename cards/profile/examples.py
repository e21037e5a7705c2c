"""The cards about oneself in every state worth looking at.

As in :mod:`cards.examples`, which yields them with all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from cards.amounts import Amount
from cards.card import Card
from cards.i18n import Translator
from cards.people_list import AbsentLine
from cards.profile.balance import Left, balance_card
from cards.profile.my_data import PrivacyView, delete_card, deleted_card, privacy_card
from cards.profile.notifications import NotificationsView, notifications_card

_MONDAY: Final = date(2026, 11, 23)
_VIEW: Final = PrivacyView(_MONDAY, (), channels=2, naming_type=0, celebrated=True, requests=4)
_AWAY: Final = AbsentLine("1", "Emma de Wit", back_on=date(2026, 11, 26))


def own_examples() -> Iterator[tuple[str, Callable[[Translator], Card]]]:
    """Yield the examples: a name, and the function that makes the card."""
    rows = (
        Left("Vakantie 🌴", Amount(Decimal("18.5"), "day"), Amount(Decimal(21), "day")),
        Left("Overuren", Amount(Decimal("3.5"), "hour"), Amount(Decimal("3.5"), "hour")),
    )
    yield "balance", lambda t: balance_card(rows, t)
    yield "balance unknown", lambda t: balance_card((), t)
    yield "privacy", lambda t: privacy_card(_VIEW, t)
    away = replace(_VIEW, today=(_AWAY,), channels=1, naming_type=1, celebrated=False, requests=1)
    yield "privacy while away", lambda t: privacy_card(away, t)
    unseen = replace(_VIEW, channels=0, requests=0)
    yield "privacy of who is new", lambda t: privacy_card(unseen, t)
    yield "privacy delete", lambda t: delete_card(0, t)
    yield "privacy delete while waiting", lambda t: delete_card(1, t)
    yield "privacy deleted", deleted_card
    yield "notifications", lambda t: notifications_card(NotificationsView(()), t)
    muted = NotificationsView(("reminder", "decision"), saved=True)
    yield "notifications saved", lambda t: notifications_card(muted, t)
