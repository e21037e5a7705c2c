"""The days to come, as the week's first update shows them: who will be away, and what there is to celebrate.

As in the daily update itself: nothing here tells one kind of absence from another unless the view names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

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
        return not (self.absent or self.birthdays or self.anniversaries or self.starters)


def week_topics(week: Week, day: date, t: Translator) -> Iterator[Topic]:
    """Yield what there is to say of the days after ``day``, by day."""
    this_week = week.last_day.isocalendar()[:2] == day.isocalendar()[:2]
    title = t("week.absent" if this_week else "ahead.absent")
    yield Topic("week-absent", title, [later_line(each, day, t) for each in week.absent])
    title = t("week.events" if this_week else "ahead.events")
    said = [
        *((each, t("week.birthday", day=t.near_day(each.on, day))) for each in week.birthdays),
        *((each, _anniversary(each, day, t)) for each in week.anniversaries),
        *((each, t("week.start", day=t.near_day(each.on, day))) for each in week.starters),
    ]
    said.sort(key=lambda row: row[0].on)
    yield Topic("week-events", title, [name_line(each.name, what, each.position, each.unit) for each, what in said])


def _anniversary(each: EventLine, day: date, t: Translator) -> str:
    return t.plural("week.anniversary", each.years or 0, day=t.near_day(each.on, day))
