"""The days to come, as the week's first update shows them: who will be away, and what there is to celebrate.

As in the daily update itself: nothing here tells one kind of absence from another unless the view names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cards.digest_topics import TOPICS, DigestTopic
from cards.i18n import Translator
from cards.people_list import AbsentLine, EventLine, Topic, later_line, name_line


@dataclass(frozen=True, slots=True)
class Week:
    """What the days after that of the update bring, ``last_day`` included. Each of ``absent`` has a ``from_day``."""

    last_day: date
    absent: Sequence[AbsentLine] = ()
    birthdays: Sequence[EventLine] = ()
    anniversaries: Sequence[EventLine] = ()
    starters: Sequence[EventLine] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.absent or any(lines for _, lines in self.events()))

    def events(self) -> Iterator[tuple[DigestTopic, Sequence[EventLine]]]:
        """Yield each topic of days on which something is, with its lines."""
        for topic in TOPICS.values():
            if topic.coming:
                yield topic, getattr(self, topic.field)


def week_topics(week: Week, day: date, t: Translator) -> Iterator[Topic]:
    """Yield what there is to say of the days after ``day``, by day."""
    this_week = week.last_day.isocalendar()[:2] == day.isocalendar()[:2]
    title = t("week.absent" if this_week else "ahead.absent")
    yield Topic("week-absent", title, [later_line(each, day, t) for each in week.absent])
    title = t("week.events" if this_week else "ahead.events")
    said = [(each, topic.coming(each, day, t)) for topic, lines in week.events() if topic.coming for each in lines]
    said.sort(key=lambda row: row[0].on)
    yield Topic("week-events", title, [name_line(each.name, what, each.position, each.unit) for each, what in said])
