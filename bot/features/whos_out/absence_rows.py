"""Several days in one list: each time that somebody is away is one line.

A day alone is told as in the daily update.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.core.digest import DayIndex, Group
from bot.core.subscriptions import Subscription
from bot.core.time_zones import named_zone
from cards.digest import AbsentLine

_NO_TYPES: Final = Subscription(id="", tenant_id="", team_id="", channel_id="", show_absence_type=False, timezone="")
_ONE_DAY: Final = timedelta(days=1)


def rows_of_days(indexes: Sequence[DayIndex], groups: Collection[Group], zone: str | None = None) -> list[AbsentLine]:
    """Return the lines of a day; of several days one for each time away, by name, from its first day on.

    ``zone``: the time zone of who reads them, None where it is not known.
    """
    seen = replace(_NO_TYPES, timezone=zone or "")
    return _merged([(index.day, index.lines("absences", groups, seen)) for index in indexes])


def absent_of(indexes: Sequence[DayIndex], person_id: str, zone: str | None = None) -> list[AbsentLine]:
    return _merged([(index.day, index.absent_lines(person_id, named_zone(zone))) for index in indexes])


def _merged(told: Sequence[tuple[date, list[AbsentLine]]]) -> list[AbsentLine]:
    first = told[0][0]
    if len(told) == 1:
        return told[0][1]
    found: list[AbsentLine] = []
    known: dict[str, _Known] = {}
    for day, lines in told:
        for line in lines:
            before = known.get(line.person_id)
            if before is None or not before.explains(line, day):
                found.append(_from(line, day, first))
            known[line.person_id] = _Known(before.farther(line) if before else line, day)
    return sorted(found, key=lambda line: (line.name.casefold(), line.person_id))  # stable: a person's by day


@dataclass(frozen=True, slots=True)
class _Known:
    """What was told of somebody: the line that reaches farthest, and the day on which they were away last."""

    line: AbsentLine
    day: date

    def explains(self, line: AbsentLine, day: date) -> bool:
        """Tell whether who is away on a day is so by what was told."""
        told = self.line
        if self.day == day:  # the lines of a day are different absences
            return False
        if told.back_on is None:  # in shifts: away day after day is away for one reason
            return told.open_end or self.day == day - _ONE_DAY
        return day < told.back_on or (day == told.back_on and told.back_at_noon and line.half == "morning")

    def farther(self, line: AbsentLine) -> AbsentLine:
        told = self.line
        if told.open_end or (told.back_on and line.back_on and told.back_on > line.back_on):
            return told
        return line


def _from(line: AbsentLine, day: date, first: date) -> AbsentLine:
    passing = line.back_on == day
    if day == first and not passing and not line.hours:
        return line
    return replace(line, from_day=day, back_on=None if line.hours and passing else line.back_on)  # their end says it
