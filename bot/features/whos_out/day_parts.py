"""Which part of a day a question names: *vanmiddag*, *tomorrow morning*, *um 15 Uhr*; and the answer for it alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.core.nlu.lexicon import spell
from bot.core.time_zones import named_zone, offset
from bot.core.working_time import NOON
from bot.features.whos_out.dates import months
from cards.day_part import DayPart
from cards.i18n import LANGUAGES
from cards.people_list import AbsentLine

EVENING: Final = time(18)
MORNING: Final = time(8)

_GREETING: Final = re.compile(
    r"\bgoede ?(?:morgen|middag|avond|dag)\b|\bgood (?:morning|afternoon|evening)\b|\bguten (?:morgen|tag|abend)\b|"
    r"\bbuen[oa]s (?:dias|tardes|noches)\b|\bbuon ?(?:giorno|pomeriggio)\b|\bbuona ?sera\b|"
    r"\bbo[am] (?:dia|tarde|noite)\b|\bbonne (?:journee|soiree)\b|\bmoin moin\b"
)
# What is left of a compound is a day: "vrijdagmiddag", "morgenochtend".
_PARTS: Final = {
    "morning": re.compile(
        r"\bvan(?:ochtend|morgen)\b|(?:\bs )?(?:\b|(?<=\w))ochtends?\b|\bs morgens\b|\b(?:in the |this )?mornings?\b|"
        r"(?<=heute )morgen\b|\bam morgen\b|(?<=tag )morgen\b|(?<=woch )morgen\b|"
        r"(?:\b|(?<=tag)|(?<=woch))vormittags?\b|(?<=morgen )fruh\b|(?<=heute )fruh\b|"
        r"\b(?:ce |le |du |au )?matin(?:ee)?\b|"
        r"\b(?:por|de|en|a) la manana\b|\bstamatti?n[ao]\b|\bstamani\b|"
        r"\b(?:di |la |in |al |questa )?mattin(?:a|o|ata)\b|"
        r"\b(?:esta|de|da|pela|na) manha\b"
    ),
    "afternoon": re.compile(
        r"\bvan(?:mid|namid)dag\b|(?:\bs )?(?:\b|(?<=\w))(?:na)?middags?\b|\b(?:in the |this )?(?:afternoons?|arvo)\b|"
        r"(?:\b|(?<=tag)|(?<=woch))nachmittags?\b|\b(?:l |cet |cette |dans l )?apres[- ]midi\b|"
        r"\b(?:(?:por|de|en|a) la |esta |[ad]a? |pela |de )?tarde\b|\b(?:di |nel |questo |oggi )?pomeriggio\b"
    ),
    "evening": re.compile(
        r"\bvanavond\b|(?:\bs )?(?:\b|(?<=\w))avonds?\b|\btonight\b|\b(?:in the |this )?evenings?\b|"
        r"(?:\b|(?<=tag)|(?<=woch))abends?\b|\b(?:ce |le |du )?soir(?:ee)?\b|\b(?:(?:por|de) la |esta )noche\b|"
        r"\bstasera\b|\b(?:di|la|questa) sera\b|\b(?:a|esta|da|de) noite\b"
    ),
}  # fmt: skip
_NOONS: Final = re.compile(
    r"\b(?:um |am |zu |heute |a |at |al )?(?:mittags?|noon|midi|mediodia|mezzogiorno|meio[- ]dia)\b(?!\w)"
)
_BEFORE: Final = (
    r"\b(?:om|rond|tegen|vanaf|na|at|around|by|after|um|gegen|ab|nach|a|vers|des|a las|a la|"
    r"sobre las|desde las|alle|dalle|as|pelas)"
)
_UNIT: Final = r"(?: ?(?P<unit>uur|u|uhr|o ?clock|heures?|horas?|hrs?|h|ore|pm|am|p\.m\.?|a\.m\.?)(?!\w))"
_CLOCK: Final = re.compile(
    rf"(?:{_BEFORE} )?(?<![\d./-])(?P<hour>\d{{1,2}})(?:[:.h](?P<minute>\d{{2}}))?{_UNIT}"
    rf"|(?:{_BEFORE} )?(?<![\d./-])(?P<hour2>\d{{1,2}})[:h](?P<minute2>\d{{2}})(?!\d)"
    rf"|\b(?:om|at|um|a las|alle)(?= \d) (?P<hour3>\d{{1,2}})(?:[.:](?P<minute3>\d{{2}}))?"
    r"(?= ?(?:$|[?!,]|\.(?!\d)| de la | da | de | in ))"
)
_HOURS: Final = (
    "een|ein|eins|one|une|una|un|uma", "twee|zwei|two|deux|dos|due|duas", "drie|drei|three|trois|tres",
    "vier|four|quatre|cuatro|quattro|quatro", "vijf|funf|five|cinq|cinco|cinque", "zes|sechs|six|seis|sei",
    "zeven|sieben|seven|sept|siete|sette|sete", "acht|eight|huit|ocho|otto|oito", "negen|neun|nine|neuf|nueve|nove",
    "tien|zehn|ten|dix|diez|dieci|dez", "elf|eleven|onze|once|undici", "twaalf|zwolf|twelve|douze|doce|dodici|doze",
)  # fmt: skip
_HOUR: Final = {name: n for n, names in enumerate(_HOURS, 1) for name in (*names.split("|"), str(n))}
_NAMED: Final = "|".join(_HOUR)
_SPOKEN: Final = (
    (-30, re.compile(rf"(?:{_BEFORE} )?\b(?:half|halb) (?P<hour>{_NAMED})\b(?: uur| uhr)?")),
    (30, re.compile(rf"(?:{_BEFORE} )?\bhalf past (?P<hour>{_NAMED})\b")),
    (15, re.compile(rf"(?:{_BEFORE} )?\b(?:kwart over|viertel nach|(?:a )?quarter past) (?P<hour>{_NAMED})\b")),
    (-15, re.compile(rf"(?:{_BEFORE} )?\b(?:kwart voor|viertel vor|(?:a )?quarter to) (?P<hour>{_NAMED})\b")),
    (
        30,
        re.compile(rf"(?:{_BEFORE} )?\b(?P<hour>{_NAMED})(?: ?h| heures?)? (?:et demie?|y media|e mezz[oa]|e meia)\b"),
    ),
    (
        0,
        re.compile(
            rf"\b(?:om|at|um|vers|sobre las|a las?|alle|as) (?P<hour>{_NAMED})(?: uur| uhr| o ?clock| heures?)?\b"
            r"(?! \d)(?= ?(?:$|[?!,.]))"
        ),
    ),
)
_FROM: Final = (
    "van|tussen|vanaf|from|between|von|zwischen|de|entre|des|desde(?: las?)?|dalle|dall|da|fra|tra|das|de las|"
    "a partir de"
)
_TO: Final = (
    "tot|to|till|until|bis|a|alle|all|as|ate(?: as)?|hasta(?: las?)?|a las|jusqu a|"
    "en|and|und|et|y(?: las)?|e(?: le| as)?"
)
_HOUR_UNIT: Final = " ?(?:uur|uhr|heures?|horas?|hrs?|h|ore|pm|am)"


def _hour(n: int) -> str:
    return rf"(?P<hour{n}>\d{{1,2}})(?:[:.h](?P<minute{n}>\d{{2}}))?(?P<unit{n}>{_HOUR_UNIT})?"


_MONTHS: Final = "|".join(sorted({name for each in LANGUAGES for name in months(each)}))
_HOURS_TO_HOURS: Final = re.compile(
    rf"(?:\b(?P<before>{_FROM}) )?(?<![\d./-])(?:(?:de |das |las |les |le |l ?)?){_hour(1)}(?![\w/])"
    rf"(?:(?P<dash> ?[-–—] ?)| (?:{_TO}) ){_hour(2)}(?!\w|[./-]\d)"
    rf"(?!\.? ?(?:of |de |di )?(?:{_MONTHS})\b)"  # "van 10 tot 12 december" are days
)
_AFTERNOON_HOURS: Final = 7  # "at 3" is in the afternoon, "at 7" in the morning


def part_in(text: str) -> tuple[DayPart | None, str]:
    """Return the part of a day that is named, and the text without it; None where none or several are."""
    said = _GREETING.sub(" ", spell(text))
    for hours in _HOURS_TO_HOURS.finditer(said):
        if part := _from_to(hours):
            return part, f"{said[: hours.start()]} {said[hours.end() :]}"
    if clock := _CLOCK.search(said):
        part = _at(clock)
        rest = f"{said[: clock.start()]} {said[clock.end() :]}"
        for pattern in _PARTS.values():  # "a las 3 de la tarde"
            rest = pattern.sub(" ", rest)
        return (part, rest) if part else (None, text)
    for minutes, spoken in _SPOKEN:
        if clock := spoken.search(said):
            hour = _HOUR[clock["hour"]]
            at = (hour + 12 if hour <= _AFTERNOON_HOURS else hour) * 60 + minutes
            return _part_at(at // 60, at % 60), f"{said[: clock.start()]} {said[clock.end() :]}"
    named = [name for name, pattern in _PARTS.items() if pattern.search(said)]
    if len(named) == 1:
        name = named[0]
        return DayPart(name), _PARTS[name].sub(" ", said)  # type: ignore[arg-type]  # a key of _PARTS
    if not named and (noon := _NOONS.search(said)):
        return DayPart("afternoon", NOON), f"{said[: noon.start()]} {said[noon.end() :]}"
    return None, _GREETING.sub(" ", spell(text)) if _GREETING.search(spell(text)) else text


def lines_in(lines: Sequence[AbsentLine], part: DayPart | None, day: date, zone: str | None = None) -> list[AbsentLine]:
    """Return the lines of a day that touch a part of it, by the clock of the reader's time zone."""
    return [line for line in lines if part is None or _touches(line, part, day, zone)]


def hours_read(hours: tuple[time, time], own: str | None, day: date, zone: str | None) -> tuple[datetime, datetime]:
    """Return when hours of a day begin and end by the clock of the reader's time zone.

    ``own``: the zone of the hours; None where it is the reader's, or not known.
    """
    theirs, here = offset(named_zone(own), day), offset(named_zone(zone), day)
    later = here - theirs if here is not None and theirs is not None else timedelta()
    start, end = (datetime.combine(day, each) + later for each in hours)
    return start, end + timedelta(days=1) if hours[1] == time.min else end


def in_office_hours(part: DayPart | None) -> bool:
    """Tell whether people who work that day may be taken to work then."""
    if part is None or part.at is None:
        return part is None or part.name != "evening"
    return MORNING <= part.at < EVENING and (part.until is None or part.until <= EVENING)


def as_typed(part: DayPart | None) -> str | None:
    """Return a part of a day as text for a button's data: its name, or ``HH:MM``, or two; None for the whole day."""
    if part is None:
        return None
    if part.at is None:
        return part.name
    return f"{part.at:%H:%M}-{part.until:%H:%M}" if part.until else f"{part.at:%H:%M}"


def part_of(typed: str | None) -> DayPart | None:
    """Return the part of a day that a card's button carries, None where it carries none that can be read."""
    match typed:
        case "morning" | "afternoon" | "evening":
            return DayPart(typed)
        case str() if re.fullmatch(r"[0-2]\d:[0-5]\d", typed):
            return _part_at(int(typed[:2]), int(typed[3:]))
        case str() if re.fullmatch(r"[0-2]\d:[0-5]\d-[0-2]\d:[0-5]\d", typed):
            return _part_of_times(int(typed[:2]) * 60 + int(typed[3:5]), int(typed[6:8]) * 60 + int(typed[9:]))
    return None


def _at(clock: re.Match[str]) -> DayPart | None:
    hour = int(clock["hour"] or clock["hour2"] or clock["hour3"])
    minute = int(clock["minute"] or clock["minute2"] or clock["minute3"] or 0)
    unit = (clock["unit"] or "").replace(".", "")
    if (unit == "pm" and hour < NOON.hour) or (not unit.startswith("am") and 0 < hour < _AFTERNOON_HOURS):
        hour += 12
    return _part_at(hour, minute)


def _part_at(hour: int, minute: int) -> DayPart | None:
    if hour > 23 or minute > 59:
        return None
    at = time(hour, minute)
    return DayPart("morning" if at < NOON else "afternoon" if at < EVENING else "evening", at)


def _from_to(hours: re.Match[str]) -> DayPart | None:
    """Return from when until when; None where the numbers are no times, or are not said to be any."""
    clocked = hours["unit1"] or hours["unit2"] or ":" in hours[0]
    if not clocked and (not hours["before"] or hours["dash"] or "." in hours[0]):
        return None
    first, last = int(hours["hour1"]), int(hours["hour2"])
    units = [(hours[f"unit{n}"] or "").strip() for n in (1, 2)]
    in_the_afternoon = (units[0] or units[1]) == "pm" and first < NOON.hour and first <= last % NOON.hour
    if in_the_afternoon or (units[0] != "am" and 0 < first < _AFTERNOON_HOURS):
        first += NOON.hour
    if last < NOON.hour and (units[1] == "pm" or last <= first):
        last += NOON.hour
    return _part_of_times(first * 60 + int(hours["minute1"] or 0), last * 60 + int(hours["minute2"] or 0))


def _part_of_times(first: int, last: int) -> DayPart | None:
    """Return the part of a day between two times, in minutes."""
    start, end = (_part_at(each // 60, each % 60) for each in (first, last))
    return replace(start, until=end.at) if start and end and first < last else None


def _touches(line: AbsentLine, part: DayPart, day: date, zone: str | None) -> bool:
    if line.hours:
        start, end = hours_read(line.hours, line.time_zone, day, zone)
        first = datetime.combine(day, part.at or _FIRST[part.name])
        if part.until:
            return start < datetime.combine(day, part.until) and end > first
        return start <= datetime.combine(day, part.at or _LAST[part.name]) and end > first
    if line.half and part.at and part.until:
        return part.at < NOON if line.half == "morning" else part.until > NOON and part.at < EVENING
    return line.half is None or line.half == part.name


_FIRST: Final = {"morning": time.min, "afternoon": NOON, "evening": EVENING}
_LAST: Final = {"morning": time(11, 59), "afternoon": time(17, 59), "evening": time.max}
