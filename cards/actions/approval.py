"""The buttons on the card of a substitute or approver."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from cards.form_data import Data, Typed


class RefreshTask(Data):
    """Ask how a request stands, to refresh a substitute's or approver's card. Teams sends it when the card opens."""

    verb: Literal["approval.refresh"] = "approval.refresh"
    request_id: UUID
    role: Typed = None


class SnoozeTask(Data):
    """*Remind me later*; ``remind_on`` is the day (``YYYY-MM-DD``) that the card shows, ``day`` the one chosen on it.

    Older cards offer no day.
    """

    verb: Literal["approval.snooze"] = "approval.snooze"
    request_id: UUID
    role: Typed = None
    remind_on: Typed = None
    day: Typed = None
