"""*Wie is er afwezig?*: who is away on a day or in a week, of the own team or of any unit by name.

Rule: the same facts as the daily update, and no reason either. Only somebody in Personio is answered; a channel is told
of its own units, and where it has none, of the asker's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from babel import Locale

from bot.digest import DayIndex, Group
from bot.events import Reply, Said, Show
from bot.identity import who
from bot.people import employed_on
from bot.phrases import plain
from bot.router import Router
from bot.services import Turn
from bot.subscriptions import Subscription, UnitRef
from bot.updates import day_indexes
from cards.digest import AbsentLine
from cards.help import HelpView, help_card
from cards.i18n import LANGUAGES, phrases
from cards.whos_out import WhosOutView, whos_out_card
from personio_client import Person

router = Router()

_NO_TYPES: Final = Subscription(id="", tenant_id="", team_id="", channel_id="", show_absence_type=False)

# Words as bot.phrases.plain leaves them, of every language at once; a compound may go on: "morgenmiddag".
# The order decides: "pasado mañana" is not "mañana", and "heute Morgen" is today.
_DAYS: Final = (
    (2, "overmorgen|day after tomorrow|ubermorgen|apres demain|pasado manana|dopodomani|depois de amanha"),
    (0, "vandaag|today|heute|aujourd hui|hoy|esta manana|oggi|hoje"),
    (1, "morgen|tomorrow|demain|manana|domani|amanha"),
)
_WEEKS: Final = (
    (
        1,
        "volgende week|komende week|next week|coming week|nachste woche|nachsten woche|nachster woche|kommende woche|"
        "kommenden woche|kommender woche|"
        "semaine prochaine|prochaine semaine|proxima semana|semana proxima|semana que viene|prossima settimana|"
        "settimana prossima|semana que vem",
    ),
    (0, "deze week|this week|diese woche|dieser woche|cette semaine|esta semana|questa settimana"),
)
_YEARS: Final = range(2000, 2100)  # what a year in four digits may be
_ONE_DAY: Final = timedelta(days=1)
_ONE_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants to know: both days included; ``unit`` None is whatever goes without saying."""

    first_day: date
    last_day: date
    unit: UnitRef | None = None


def asked(text: str, today: date, language: str, units: Iterable[UnitRef]) -> Question:
    """Read a question in any language; today where it names no day. Pure.

    ``language`` is the asker's: short names of months are read in theirs and in English. The longest unit named wins,
    then the first.
    """
    said = f" {plain(text)} "
    command = max((p for p in _commands() if f" {p} " in said), key=len, default="")
    said = said.replace(f" {command} ", " ", 1)  # "qui est absent" does not name an office Est
    named = [(name, unit) for unit in units if (name := plain(unit.name or "")) and f" {name} " in said]
    name, unit = max(named, key=lambda found: len(found[0]), default=("", None))
    said = said.replace(f" {name} ", " ", 1)  # the team Support 24/7 does not name a day
    first, last = _when(said, today, language)
    return Question(first, last, unit)


@router.said("whosout")
async def asked_who_is_out(turn: Turn, event: Said) -> Reply:
    """Tell who is away. Raises Refused for who is nobody in Personio, and PersonioError."""
    asker, today = await who(turn), turn.today
    people = await turn.services.directory.people()
    question = asked(event.text, today, turn.t.language, _company(people.by_id.values(), today))
    units = [question.unit] if question.unit else await _unsaid(turn, asker)
    if units is None:
        return Show(help_card(HelpView(unknown=True, is_channel=True), turn.t))
    indexes = await day_indexes(turn.services, question.first_day, question.last_day)
    names, groups = indexes[0].resolve(units)
    lines = absent(indexes, groups)
    unit = ", ".join(names) or None
    return Show(whos_out_card(WhosOutView(question.first_day, question.last_day, unit, lines, today), turn.t))


async def _unsaid(turn: Turn, asker: Person) -> list[UnitRef] | None:
    """Return the units meant where none is named, [] for the whole company, None where it must not be told."""
    place = turn.origin.conversation
    if place.channel_id:
        wanted = [
            each.units
            for each in await turn.services.subscriptions.subscriptions()
            if (each.tenant_id, each.channel_id) == (place.tenant_id, place.channel_id) and "absences" in each.topics
        ]
        if wanted:
            return list(dict.fromkeys(unit for units in wanted for unit in units)) if all(wanted) else []
    own = {unit.kind: unit for unit in _units(asker)}
    nearest = next((own[kind] for kind in ("team", "department", "office") if kind in own), None)
    if nearest:
        return [nearest]
    return [] if place.scope == "personal" else None  # guests read channels


def absent(indexes: Sequence[DayIndex], groups: Collection[Group]) -> list[AbsentLine]:
    """Return the lines of a day; of several days everybody once, from their first day away, by name. Pure.

    A part of a day gives way to an absence that goes on to another day.
    """
    told = [(index.day, index.lines("absences", groups, _NO_TYPES)) for index in indexes]
    first = told[0][0]
    if len(told) == 1:
        return told[0][1]
    found: dict[str, tuple[bool, AbsentLine]] = {}
    for day, lines in told:
        for line in lines:
            passing, known = line.back_on == day, found.get(line.person_id)
            if known is None or (known[0] and not passing):
                back_on = None if line.hours else line.back_on  # their end says it
                shown = replace(line, from_day=day, back_on=back_on) if day > first else line
                found[line.person_id] = (passing, shown)
    return sorted((line for _, line in found.values()), key=lambda line: (line.name.casefold(), line.person_id))


def _company(people: Iterable[Person], today: date) -> list[UnitRef]:
    """Return the units that somebody is in, departments first. Pure."""
    found = dict.fromkeys(unit for person in people if employed_on(person, today) for unit in _units(person))
    return sorted(found, key=lambda unit: ("department", "team", "office").index(unit.kind))


def _units(person: Person) -> Iterator[UnitRef]:
    if person.department:
        yield UnitRef("department", person.department.name, person.department.id)
    if person.team:
        yield UnitRef("team", person.team.name, person.team.id)
    if person.office:
        yield UnitRef("office", person.office.name, person.office.id)


def _when(said: str, today: date, language: str) -> tuple[date, date]:
    """Return the first and the last day that are named; what is over of this week is not asked for. Pure."""
    if day := _date(said, today, language):
        return day, day
    monday = today - today.weekday() * _ONE_DAY
    week = next((n for n, words in _WEEKS if _names(said, words)), None)
    if (weekday := next((n for name, n in _weekdays().items() if f" {name}" in said), None)) is not None:
        day = monday + weekday * _ONE_DAY + (week or 0) * _ONE_WEEK
        day = day if day >= today else day + _ONE_WEEK
        return day, day
    if week is not None:
        first = monday + week * _ONE_WEEK
        return max(first, today), first + 6 * _ONE_DAY
    day = today + next((n for n, words in _DAYS if _names(said, words)), 0) * _ONE_DAY
    return day, day


def _names(said: str, words: str) -> bool:
    return any(f" {word}" in said for word in words.split("|"))


def _date(said: str, today: date, language: str) -> date | None:
    """Return the day of a calendar date, the next one where the year is not said. Pure."""
    months = _months(language)
    for pattern in _patterns(language):
        for found in re.finditer(pattern, said):
            parts = found.groupdict()
            month = int(parts["month"]) if parts["month"].isdecimal() else months[parts["month"]]
            years = [int(parts["year"])] if parts["year"] else range(today.year, today.year + 9)
            for year in years:  # nine, because of 29 February
                try:
                    day = date(year, month, int(parts["day"]))
                except ValueError:
                    continue
                if day >= today if not parts["year"] else year in _YEARS:
                    return day
    return None


@cache
def _patterns(language: str) -> tuple[str, ...]:
    months, english = "|".join(_months(language)), "|".join(_month_names("en"))
    day, year = r"(?P<day>\d{1,2})", r"(?: (?:de |del )?(?P<year>\d{4}))?"
    return (
        rf" (?P<year>\d{{4}}) (?P<month>\d{{1,2}}) {day}(?= )",
        rf" {day}(?:ste|de|st|nd|rd|th|er|o|e)? (?:(?:of|de|d|di) )?(?P<month>{months}){year}(?= )",
        rf" (?P<month>{english}) (?:the )?{day}(?:st|nd|rd|th)?{year}(?= )",
        rf" {day} (?P<month>\d{{1,2}}){year}(?= )",
    )


@cache
def _months(language: str) -> dict[str, int]:
    """Return months by their full name in every language, and by their short one in English and this. Pure."""
    full = {name: n for each in LANGUAGES for name, n in _month_names(each, short=False).items()}
    return _month_names("en") | full | _month_names(language)


def _month_names(language: str, *, short: bool = True) -> dict[str, int]:
    widths = ("abbreviated", "wide") if short else ("wide",)
    months = Locale.parse(language).months
    return {plain(name): n for form in months.values() for width in widths for n, name in form[width].items()}


@cache
def _weekdays() -> dict[str, int]:
    """Return days of the week by their full name in every language; Monday is 0. Pure."""
    named = ((each, Locale.parse(each).days["format"]["wide"]) for each in LANGUAGES)
    return {plain(name): n for _, names in named for n, name in names.items()}


@cache
def _commands() -> frozenset[str]:
    return frozenset(plain(phrase) for _, phrase in phrases("whosout"))
