"""A row as typed -> a subscription, or one sentence on what is wrong with it; and back.

Rule: what the card does not show (why an update rests) stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import get_args
from uuid import uuid4

from bot.features.setup.holidays import usual
from bot.features.setup.places import Place
from bot.features.setup.units import Units, current, value
from bot.schedule import time_zones
from bot.services import Turn
from bot.subscriptions import TOPICS, WORKDAYS, Subscription, Topic, UnitRef, Weekday
from cards.actions import Row
from cards.clock_time import read_time
from cards.i18n import LANGUAGES
from cards.problem import Problem
from cards.setup import NONE, USUAL
from personio_client import Person

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class Known:
    """What a row is judged by: channels of the picked teams, people of Personio with their units and holidays."""

    places: Mapping[str, Place]
    units: Units
    people: Collection[Person] = ()
    regions: Mapping[str, str] = field(default_factory=dict)


def is_id(text: str | None) -> bool:
    """Tell whether a card's id can be one of ours. Pure."""
    return bool(text and _ID.fullmatch(text))


def judge(row: Row, known: Known, old: Subscription | None) -> Subscription | Problem:
    """Return what a row asks for; ``old`` is the update it changes. Pure."""
    place = known.places.get(row.channel or "")
    topics = tuple(topic for topic in get_args(Topic) if topic in row.topics)
    units = _units(row, known.units, old)
    at = read_time(row.time)
    days = tuple(day for day in get_args(Weekday) if day in row.days)
    kept = old.holidays if old else None
    offered = {USUAL, NONE, kept, None} | known.regions.keys()
    wrong = {
        "setup.missing_channel": row.channel is None,
        "setup.unknown_channel": place is None,
        "setup.missing_topics": not topics,
        "setup.unknown_unit": units is None,
        "setup.unknown_language": row.language not in LANGUAGES,
        "form.bad_time": at is None,
        "setup.unknown_timezone": row.timezone not in time_zones(),
        "setup.missing_days": not days,
        "setup.unknown_holidays": row.holidays not in offered,
    }
    found = next((key for key, holds in wrong.items() if holds), None)
    if found or place is None or units is None or at is None:
        return Problem(found or "setup.unknown_channel")
    base = old or Subscription(row.id or "", place.team.tenant_id, "", "")
    return replace(
        base,
        team_id=place.team.id,
        channel_id=place.option.id,
        service_url=place.team.service_url,
        language=row.language or "",
        time=at,
        timezone=row.timezone or "",
        topics=topics,
        units=units,
        show_absence_type=row.show_type == "true",
        days=days,
        empty="post" if row.post_empty == "true" else "skip",
        weekly_outlook=row.weekly == "true",
        holidays=usual(known.people, units) if row.holidays == USUAL else _holidays(row.holidays, kept),
    )


def _holidays(chosen: str | None, kept: str | None) -> str | None:
    return None if chosen == NONE else chosen or kept


def row_of(subscription: Subscription, units: Units) -> Row:
    """Return the row that an update fills the editor with. Pure."""
    return Row(
        id=subscription.id,
        channel=subscription.channel_id,
        language=subscription.language,
        time=f"{subscription.time:%H:%M}",
        timezone=subscription.timezone,
        topics=subscription.topics,
        units=tuple(value(current(unit, units)) for unit in subscription.units),
        days=subscription.days,
        show_type="true" if subscription.show_absence_type else "false",
        post_empty="true" if subscription.empty == "post" else "false",
        weekly="true" if subscription.weekly_outlook else "false",
        holidays=subscription.holidays or NONE,
    )


def _units(row: Row, known: Units, old: Subscription | None) -> tuple[UnitRef, ...] | None:
    """Return the chosen units, None where one is unknown."""
    kept = {value(unit): unit for unit in old.units} if old else {}
    found = [known.get(each) or kept.get(each) for each in row.units]
    return None if None in found else tuple(unit for unit in found if unit)


def fresh(turn: Turn, like: Row | None = None) -> Row:
    """Return a row filled with what is usual, or as the one before it; its channel and units are to be chosen."""
    if like:
        return like.model_copy(update={"id": str(uuid4()), "channel": None, "units": (), "warned": None})
    return Row(
        id=str(uuid4()),
        language=turn.t.language,
        time="09:00",
        timezone=turn.origin.time_zone if turn.origin.time_zone in time_zones() else None,
        topics=TOPICS,
        days=WORKDAYS,
        holidays=USUAL,
    )
