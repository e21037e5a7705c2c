"""The buttons about a person's own data, notifications and what colleagues see."""

from __future__ import annotations

from typing import Literal

from cards.form_data import Data, Typed


class ShowBalance(Data):
    """*Balance*."""

    verb: Literal["balance.show"] = "balance.show"


class ShowPrivacy(Data):
    """*What do colleagues see about me?*."""

    verb: Literal["privacy.show"] = "privacy.show"


class ChooseCelebrations(Data):
    """Whether birthday and anniversary may be posted; ``posted`` is the text ``true`` or ``false``."""

    verb: Literal["privacy.celebrations"] = "privacy.celebrations"
    posted: Typed = None


class DeleteMyData(Data):
    """Delete what is kept of the sender; ``sure`` is ``yes`` once it was confirmed."""

    verb: Literal["privacy.delete"] = "privacy.delete"
    sure: Typed = None


class OpenNotifications(Data):
    """*Notifications*: which messages the bot sends by itself."""

    verb: Literal["notifications.open"] = "notifications.open"


class SaveNotifications(Data):
    """Save which kinds of message the person wants; each field is the text ``true`` or ``false``."""

    verb: Literal["notifications.save"] = "notifications.save"
    decision: Typed = None
    substitute: Typed = None
    approver: Typed = None
    reminder: Typed = None
