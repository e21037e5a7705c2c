"""What a channel may be told in its daily update, topic by topic: one entry each.

An entry says how a topic is called, where the views have its lines, and how they are shown. What is told is decided in
``bot.core.digest``, under the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from microsoft_teams.cards import CardElement

from cards.i18n import Translator
from cards.people_list import EventLine, Topic, absent_line, name_line, remote_line

TopicName = Literal["absences", "birthdays", "anniversaries", "starters", "remote"]

Shown = Callable[[Sequence[Any], date, Translator], Iterator[Topic]]


@dataclass(frozen=True, slots=True)
class DigestTopic:
    """One topic. ``field``: of the views, with its lines. ``option``: the key of its name in the set-up.

    ``count``: the key of how many there are, for the notification. ``shown``: what the card shows of its lines on a
    day. ``usual``: told unless the admin says otherwise. ``event``: what the preview calls one of its lines; None: it
    is not in the preview. ``coming``: what a line of the days to come says, of a topic whose lines have a day.
    """

    field: str
    option: str
    count: str
    shown: Shown
    usual: bool = True
    event: str | None = None
    coming: Callable[[EventLine, date, Translator], str] | None = None


def _moved(key: str, each: EventLine, day: date, t: Translator) -> str | None:
    """Return the day itself, where it is told on another one."""
    return t(key, day=t.near_day(each.on, day)) if each.on != day else None


def _absent(lines: Sequence[Any], day: date, t: Translator) -> Iterator[Topic]:
    yield Topic("absent", t("digest.absent"), [absent_line(each, day, t) for each in lines])


def _remote(lines: Sequence[Any], _day: date, t: Translator) -> Iterator[Topic]:
    yield Topic("remote", t("digest.remote"), [remote_line(each, t) for each in lines])


def _birthdays(lines: Sequence[EventLine], day: date, t: Translator) -> Iterator[Topic]:
    todays = [name_line(each.name) for each in lines if each.on == day]
    yield Topic("birthdays", t("digest.birthdays"), todays, t("digest.wish"))
    past = [name_line(each.name, _moved("digest.birthday_on", each, day, t)) for each in lines if each.on != day]
    yield Topic("birthdays-past", t("digest.birthdays_moved"), past, t("digest.wish_late"))


def _anniversaries(lines: Sequence[EventLine], day: date, t: Translator) -> Iterator[Topic]:
    def shown(each: EventLine) -> CardElement:
        years = t.plural("digest.years", each.years) if each.years else None
        return name_line(each.name, years, _moved("digest.anniversary_on", each, day, t))

    yield Topic("anniversaries", t("digest.anniversaries"), [shown(each) for each in lines])


def _starters(lines: Sequence[EventLine], day: date, t: Translator) -> Iterator[Topic]:
    shown = [
        name_line(each.name, each.position, each.unit, _moved("digest.started_on", each, day, t)) for each in lines
    ]
    yield Topic("starters", t("digest.starters"), shown)


TOPICS: Final[Mapping[TopicName, DigestTopic]] = {  # in the card's order
    "absences": DigestTopic("absent", "topic.absences", "digest.count_absent", _absent, event="absence"),
    "remote": DigestTopic("remote", "topic.remote", "digest.count_remote", _remote, usual=False),
    "birthdays": DigestTopic(
        "birthdays",
        "topic.birthdays",
        "digest.count_birthdays",
        _birthdays,
        event="birthday",
        coming=lambda each, day, t: t("week.birthday", day=t.near_day(each.on, day)),
    ),
    "anniversaries": DigestTopic(
        "anniversaries",
        "topic.anniversaries",
        "digest.count_anniversaries",
        _anniversaries,
        event="anniversary",
        coming=lambda each, day, t: t.plural("week.anniversary", each.years or 0, day=t.near_day(each.on, day)),
    ),
    "starters": DigestTopic(
        "starters",
        "topic.starters",
        "digest.count_starters",
        _starters,
        event="start",
        coming=lambda each, day, t: t("week.start", day=t.near_day(each.on, day)),
    ),
}

USUAL_TOPICS: Final[tuple[TopicName, ...]] = tuple(name for name, topic in TOPICS.items() if topic.usual)
"""What a channel is told whose admin says nothing else."""

TOPIC_OPTIONS: Final[Mapping[TopicName, str]] = {
    name: topic.option for name, topic in sorted(TOPICS.items(), key=lambda each: not each[1].usual)
}
"""The key of each topic's name, in the order in which an admin chooses."""
