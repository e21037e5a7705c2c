"""Which part of a day a question names: *vanmiddag*, *tomorrow morning*, *um 15 Uhr*; and what is told of it alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from typing import Final

from bot.core.nlu.lexicon import spell
from bot.core.working_time import NOON
from cards.day_part import DayPart
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
_AFTERNOON_HOURS: Final = 7  # "at 3" is in the afternoon, "at 7" in the morning


def part_in(text: str) -> tuple[DayPart | None, str]:
    """Return the part of a day that is named, and the text without it; None where none or several are."""
    said = _GREETING.sub(" ", spell(text))
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


def lines_in(lines: Sequence[AbsentLine], part: DayPart | None) -> list[AbsentLine]:
    """Return the lines of a day that touch a part of it."""
    return [line for line in lines if part is None or _touches(line, part)]


def in_office_hours(part: DayPart | None) -> bool:
    """Tell whether people who work that day may be taken to work then."""
    return part is None or (part.name != "evening" and (part.at is None or MORNING <= part.at < EVENING))


def as_typed(part: DayPart | None) -> str | None:
    """Return a part of a day as text for a button's data: its name, or ``HH:MM``; None for the whole day."""
    return None if part is None else f"{part.at:%H:%M}" if part.at else part.name


def part_of(typed: str | None) -> DayPart | None:
    """Return the part of a day that a card's button carries, None where it carries none that can be read."""
    match typed:
        case "morning" | "afternoon" | "evening":
            return DayPart(typed)
        case str() if re.fullmatch(r"[0-2]\d:[0-5]\d", typed):
            return _part_at(int(typed[:2]), int(typed[3:]))
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


def _touches(line: AbsentLine, part: DayPart) -> bool:
    if line.hours:
        start, end = line.hours
        return start <= (part.at or _LAST[part.name]) and (end == time.min or end > (part.at or _FIRST[part.name]))
    return line.half is None or line.half == part.name


_FIRST: Final = {"morning": time.min, "afternoon": NOON, "evening": EVENING}
_LAST: Final = {"morning": time(11, 59), "afternoon": time(17, 59), "evening": time.max}
