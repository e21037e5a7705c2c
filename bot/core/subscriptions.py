"""The daily update of a channel: what its admin configured (a subscription), and what was posted for it.

A post is identified by its subscription and local date; there is at most one. The tables are in :mod:`bot.store`; what
is due is decided in :mod:`bot.features.digests`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from cards.digest_topics import USUAL_TOPICS, TopicName

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
    topics: tuple[TopicName, ...] = USUAL_TOPICS
    units: tuple[UnitRef, ...] = ()
    show_absence_type: bool = False
    days: tuple[Weekday, ...] = WORKDAYS
    holidays: str | None = None
    empty: Literal["skip", "post"] = "skip"
    weekly_outlook: bool = False
    paused: str | None = None


POST = "digest.post"
EDIT = "digest.edit"
POST_NOW = "digest.post_now"
TELL_ADMIN = "digest.tell_admin"
OUTSIDERS = "digest.outsiders"
WARN_ADMIN = "digest.warn_admin"

State = Literal["claimed", "sending", "sent", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class Post:
    """One update of one subscription on one local day.

    ``claimed``: a job will post it. ``sending``: it may be in the channel already. ``skipped`` for
    good, or ``failed`` until the job is woken: ``reason`` says why.
    ``activity_id`` None: cannot be edited. ``facts_hash`` is of what the channel shows, ``edits`` counts its changes.
    """

    subscription_id: str
    local_date: date
    state: State = "claimed"
    activity_id: str | None = None
    facts_hash: str | None = None
    edits: int = 0
    reason: str | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What to do about a subscription whose time has come.

    ``post`` it on ``day``, ``skip`` it (too late now), or ``rest`` (the channel has a day off); and when to look again.
    """

    day: date
    verdict: Literal["post", "skip", "rest"]
    next_at: datetime


@dataclass(frozen=True, slots=True)
class Claimed:
    """A due subscription that this process has dealt with."""

    subscription: Subscription
    due: Due


Advance = Callable[[Subscription, datetime, datetime], Due]
"""(subscription, when it was due, now) -> what to do. Pure: it runs inside the transaction that claims."""


def post_key(subscription_id: str, day: date) -> str:
    """Return the key of the job that posts: the same work whichever process claims it."""
    return f"digest:{subscription_id}:{day.isoformat()}"
