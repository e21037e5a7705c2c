"""All absence periods, with indexes by id, person, month, status and time of change.

No query for a page of people has to look at every absence.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, datetime

from sandbox.company import Absence, Status

LONG = 13  # months; what covers more is kept aside
OPEN: tuple[Status, ...] = ("SUBSTITUTE_REQUESTED", "PENDING", "DELETION_PENDING")
Rows = list[Absence]


def order(absence: Absence) -> tuple[str, str]:
    return absence.first_day.isoformat(), absence.id


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


class AbsenceStore:
    """The absence periods of the company, with indexes. ``version`` grows with every change."""

    def __init__(self, absences: Iterable[Absence]) -> None:
        self.version = 0
        self._by_id: dict[str, Absence] = {}
        self._by_v1: dict[int, str] = {}
        self._by_person: dict[int, dict[str, None]] = {}
        self._by_substitute: dict[int, dict[str, None]] = {}
        self._by_month: dict[int, set[str]] = {}
        self._long: set[str] = set()
        self._open: dict[Status, dict[str, None]] = {status: {} for status in OPEN}
        self._changes: list[tuple[datetime, str]] = []
        self._answers: dict[Hashable, tuple[int, Rows]] = {}
        for absence in absences:
            self._enter(absence)
            self._changes.append((absence.updated_at, absence.id))
        self._changes.sort()
        self._last_v1 = max(self._by_v1, default=900_000)

    def __iter__(self) -> Iterator[Absence]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, absence_id: str) -> bool:
        return absence_id in self._by_id

    def __getitem__(self, absence_id: str) -> Absence:
        return self._by_id[absence_id]

    def get(self, absence_id: str) -> Absence | None:
        return self._by_id.get(absence_id)

    def numbered(self, v1_id: int) -> Absence | None:
        found = self._by_v1.get(v1_id)
        return self._by_id[found] if found else None

    def next_v1_id(self) -> int:
        self._last_v1 += 1
        return self._last_v1

    def put(self, absence: Absence) -> Absence:
        self._leave(absence.id)
        self._enter(absence)
        insort(self._changes, (absence.updated_at, absence.id))
        self.version += 1
        return absence

    def remove(self, absence_id: str) -> None:
        """Remove an absence; raises KeyError where there is none."""
        if absence_id not in self._by_id:
            raise KeyError(absence_id)
        self._leave(absence_id)
        self.version += 1

    def of(self, person: int) -> Rows:
        return sorted((self._by_id[key] for key in self._by_person.get(person, ())), key=order)

    def covered_by(self, person: int) -> Rows:
        """Return the absences in which a person covers for somebody."""
        return [self._by_id[key] for key in self._by_substitute.get(person, ())]

    def open(self, status: Status) -> Rows:
        """Return the absences that wait for a decision and have that status."""
        return [self._by_id[key] for key in self._open[status]]

    def between(self, lower: date | None, upper: date | None) -> Iterable[Absence]:
        """Return a superset of the absences that touch the days from ``lower`` to ``upper``; None means no limit."""
        if lower is None or upper is None or _month(upper) - _month(lower) > LONG:
            return self._by_id.values()
        keys = set(self._long)
        for month in range(_month(lower), _month(upper) + 1):
            keys |= self._by_month.get(month, set())
        return (self._by_id[key] for key in keys)

    def changed_since(self, moment: datetime) -> Iterable[Absence]:
        """Return all whose last change is not before ``moment``."""
        keys = dict.fromkeys(key for _, key in self._changes[bisect_left(self._changes, (moment, "")) :])
        return (self._by_id[key] for key in keys if key in self._by_id and self._by_id[key].updated_at >= moment)

    def answer(self, question: Hashable, work: Callable[[], Iterable[Absence]]) -> Rows:
        """Return the sorted answer to a question, worked out once per version."""
        known = self._answers.get(question)
        if known and known[0] == self.version:
            return known[1]
        rows = sorted(work(), key=order)
        if len(self._answers) > 64:
            self._answers.clear()
        self._answers[question] = (self.version, rows)
        return rows

    def _months(self, absence: Absence) -> range | None:
        if absence.last_day is None or _month(absence.last_day) - _month(absence.first_day) > LONG:
            return None
        return range(_month(absence.first_day), _month(absence.last_day) + 1)

    def _enter(self, absence: Absence) -> None:
        key = absence.id
        self._by_id[key] = absence
        self._by_v1[absence.v1_id] = key
        self._by_person.setdefault(absence.employee_id, {})[key] = None
        if absence.substitute_id is not None:
            self._by_substitute.setdefault(absence.substitute_id, {})[key] = None
        if absence.status in self._open:
            self._open[absence.status][key] = None
        months = self._months(absence)
        if months is None:
            self._long.add(key)
            return
        for month in months:
            self._by_month.setdefault(month, set()).add(key)

    def _leave(self, key: str) -> None:
        old = self._by_id.pop(key, None)
        if old is None:
            return
        del self._by_v1[old.v1_id]
        self._by_person[old.employee_id].pop(key, None)
        if old.substitute_id is not None:
            self._by_substitute[old.substitute_id].pop(key, None)
        if old.status in self._open:
            self._open[old.status].pop(key, None)
        self._long.discard(key)
        for month in self._months(old) or ():
            self._by_month[month].discard(key)
