"""Who else will be away in the days to come, from each day's lines.

Rule: pure, made of what those days would tell themselves: it knows no more than they do, and no reason either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from cards.digest import AbsentLine

_ONE_DAY = timedelta(days=1)


def later(today: Iterable[AbsentLine], days: Iterable[tuple[date, Sequence[AbsentLine]]]) -> list[AbsentLine]:
    """Return the absences that begin after today, by their first day, then as each day has them. Pure.

    ``days`` in a row, tomorrow first. An absence that goes on is told once; one after a return is another.
    """
    found: list[AbsentLine] = []
    before = _by_person(today)
    for day, lines in days:
        for line in lines:
            if not any(_goes_on(known, line, day) for known in before.get(line.person_id, ())):
                found.append(replace(line, from_day=day))
        before = _by_person(lines)
    return found


def _goes_on(before: AbsentLine, line: AbsentLine, day: date) -> bool:
    """Tell whether a day's line is the absence that the day before told of already."""
    if before.hours:
        return False
    if before.back_on is None:  # open end, in shifts, or leaving the company: whoever was away is still
        return True
    return before.back_on > day or (before.back_on == day and before.back_at_noon and line.half == "morning")


def _by_person(lines: Iterable[AbsentLine]) -> dict[str, list[AbsentLine]]:
    found: dict[str, list[AbsentLine]] = {}
    for line in lines:
        found.setdefault(line.person_id, []).append(line)
    return found
