"""What a channel wants to be told, and when: the admin's mapping of units to a channel.

Rule: pure values; the same words in the database, in the YAML file and in the setup cards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal

Topic = Literal["absences", "birthdays", "anniversaries", "starters", "remote"]
TOPICS: tuple[Topic, ...] = ("absences", "birthdays", "anniversaries", "starters")  # remote only where asked
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WORKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A department, team or office, by Personio's id or by name (then the id is None until it was seen)."""

    kind: Literal["department", "team", "office"]
    name: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """One daily update of one channel. Several units mean any of them; none means the whole company.

    ``holidays``: region such as ``NL`` or ``DE-BY`` whose public holidays are no posting days. ``paused``: why it
    rests (``admin``, ``channel_gone``, ``bot_removed``, ``not_allowed``), None while it is active.
    """

    id: str
    tenant_id: str
    team_id: str
    channel_id: str
    service_url: str | None = None
    language: str = "en"
    time: time = time(9)
    timezone: str = "UTC"
    topics: tuple[Topic, ...] = TOPICS
    units: tuple[UnitRef, ...] = ()
    show_absence_type: bool = False
    days: tuple[Weekday, ...] = WORKDAYS
    holidays: str | None = None
    empty: Literal["skip", "post"] = "skip"
    weekly_outlook: bool = False
    paused: str | None = None
