"""The sentences of the corpus, and what should be understood of each.

Rule: an expectation is one short line. ``none`` is no wish; otherwise days, times, type and what must be marked:
``24dec..02jan27/am 09:00-11:00 vac ?past``. A day without a year is of 2026; ``/pm`` from midday, ``/am`` until midday;
``-`` is no day or no type; ``@2027-02-24`` is another today. No day and no type are marked without being said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

import yaml

from bot.core.nlu import ParsedSentence, TypeName

LANGUAGES = ("nl", "de", "en", "fr")
TODAY = date(2026, 11, 25)  # a Wednesday
FOLDER = Path(__file__).parents[1] / "unit" / "nlu" / "corpus"

_KINDS = (
    ("vac", "paid_vacation", "day", "Vakantie|Urlaub|Paid vacation|Congés payés"),
    ("sick", "sick_leave", "day", "Ziek|Krankheit|Sick leave|Maladie"),
    ("parental", "maternity_parental_leave", "day", "Ouderschapsverlof|Elternzeit|Parental leave|Congé parental"),
    ("special", "other", "day", "Bijzonder verlof|Sonderurlaub|Special leave|Congé exceptionnel"),
    ("unpaid", "unpaid_vacation", "day", "Onbetaald verlof|Unbezahlter Urlaub|Unpaid leave|Congé sans solde"),
    ("home", "offsite_work", "day", "Thuiswerken|Homeoffice|Working from home|Télétravail"),
    ("over", "other", "hour", "Overuren opnemen|Überstundenabbau|Overtime|Récupération"),
    ("care", "family_care", "day", "Zorgverlof|Kind krank|Carer’s leave|Enfant malade"),
    ("trip", "offsite_work", "day", "Dienstreis|Dienstreise|Business trip|Déplacement professionnel"),
    ("doctor", "sick_leave", "hour", "Artsbezoek|Arzttermin|Doctor’s appointment|Rendez-vous médical"),
)
TYPES = {
    language: tuple(TypeName(key, names.split("|")[n], category, unit) for key, category, unit, names in _KINDS)
    for n, language in enumerate(LANGUAGES)
}


@dataclass(frozen=True)
class Case:
    """A sentence and the guess that is right; ``want`` None: no wish."""

    say: str
    want: ParsedSentence | None
    today: date


@cache
def cases(name: str) -> tuple[Case, ...]:
    """Return the sentences of ``nl``, ``nl_blind`` and so on."""
    rows = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return tuple(_case(row["say"], row["want"].split()) for row in rows)


def _case(say: str, words: list[str]) -> Case:
    today = next((date.fromisoformat(word[1:]) for word in words if word[0] == "@"), TODAY)
    marks = {word[1:] for word in words if word[0] == "?"}
    words = [word for word in words if word[0] not in "@?"]
    if words == ["none"]:
        return Case(say, None, today)
    first, last, halves = _days(words[0])
    last = None if "no_end" in marks else last
    first_time, last_time = _times(next((word for word in words[1:] if ":" in word), "-"))
    kind = words[-1] if words[-1] != "-" and ":" not in words[-1] else None
    marks |= set() if kind else {"free_text.which_type"}
    marks |= set() if first or {"form.too_far", "which_days"} & marks else {"free_text.no_day"}
    keys = tuple(sorted(key if "." in key else f"free_text.{key}" for key in marks))
    return Case(say, ParsedSentence(first, last, not keys, *halves, first_time, last_time, kind, keys), today)


def _days(word: str) -> tuple[date | None, date | None, tuple[bool, bool]]:
    if word == "-":
        return None, None, (False, False)
    head, _, tail = word.partition("..")
    first, _, first_part = head.partition("/")
    last, _, last_part = (tail or head).partition("/")
    return _day(first), _day(last), (first_part == "pm", last_part == "am")


def _day(word: str) -> date:
    return datetime.strptime(word if len(word) > 5 else f"{word}26", "%d%b%y").date()  # noqa: DTZ007 — a day


def _times(word: str) -> tuple[time | None, time | None]:
    first, _, last = word.partition("-")
    return (time.fromisoformat(first) if first else None), (time.fromisoformat(last) if last else None)
