"""The daily update of a channel: who is away and when they are back, birthdays, anniversaries, new colleagues.

Rule: nothing here tells one kind of absence from another unless the view names it; names come first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from cards.card import Card
from cards.i18n import Translator


@dataclass(frozen=True, slots=True)
class AbsentLine:
    """Somebody who is away today.

    ``half``: only that half of today. ``hours``: only from when until when. ``back_on``: first working day, None where
    that is not known (``open_end`` says that the absence has no end yet). ``type_name``: only where the channel asks.
    """

    person_id: str
    name: str
    half: Literal["morning", "afternoon"] | None = None
    hours: tuple[time, time] | None = None
    back_on: date | None = None
    back_at_noon: bool = False
    open_end: bool = False
    type_name: str | None = None


@dataclass(frozen=True, slots=True)
class EventLine:
    """A birthday, an anniversary (``years``) or a start (``position``, ``unit``). ``on``: the day itself, this year."""

    person_id: str
    name: str
    on: date
    years: int | None = None
    position: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class DigestView:
    """One channel's update for one local day. ``units``: the names it is about; empty: the whole company."""

    day: date
    units: Sequence[str] = ()
    absent: Sequence[AbsentLine] = ()
    remote: Sequence[AbsentLine] = ()
    birthdays: Sequence[EventLine] = ()
    anniversaries: Sequence[EventLine] = ()
    starters: Sequence[EventLine] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.absent or self.remote or self.birthdays or self.anniversaries or self.starters)


def digest_card(view: DigestView, t: Translator) -> Card:
    """Show a heading per topic with its count, names first, long lists folded. Pure."""
    raise NotImplementedError
