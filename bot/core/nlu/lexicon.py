"""What words mean, in four languages: days and connectives as lexemes, the rest as roles.

Names of days and months come from CLDR (Babel), everything else from one file per language. Words are normalised before
they are looked up: accents, case and apostrophes are dropped, punctuation between digits is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from babel import Locale

from bot.core.nlu.words import de, en, es, fr, it, nl, pt

LONGEST: Final = 500  # characters read of a message
_MARKS: Final = str.maketrans(
    {
        "’": " ",
        "'": " ",
        "‘": " ",
        "`": " ",
        "´": " ",
        "–": "-",
        "—": "-",
        "‑": "-",
        "~": "-",
        "→": "-",
        "&": "+",
        "\n": "!",
        "…": ".",
    }
)
_INVISIBLE: Final = re.compile(r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def spell(text: str) -> str:
    """Return a text in lower case without accents, apostrophes and stray blanks."""
    folded = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text[:LONGEST]).translate(_MARKS)).casefold()
    letters = "".join(each for each in folded if not unicodedata.combining(each))
    return " ".join(letters.split())


GREETINGS: Final = frozenset(
    re.findall(
        r"\w+",
        "hoi hallo hi hey hee he dag beste goedemorgen goedemiddag ok oke eh ehm ja so dus hello dear bonjour salut "
        "coucou moin servus ey joh yo sorry zeg bot le pls please euh uhm um ah oh",
    )
)

_COUNTED: Final = {"numbers": ("number", 1), "ordinals": ("ordinal", 4)}
"""Rows that count on, word by word, and from which number; other forms of a word stand behind a slash."""


def _counted(words: Mapping[str, str]) -> dict[str, str]:
    rows: dict[str, str] = {}
    for key, phrases in words.items():
        if key in _COUNTED:
            kind, start = _COUNTED[key]
            rows |= {f"{kind}:{n}": each.replace("/", "|") for n, each in enumerate(phrases.split("|"), start)}
        else:
            rows[key] = phrases
    return rows


LANGUAGES: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": _counted(nl.WORDS),
    "de": _counted(de.WORDS),
    "en": _counted(en.WORDS),
    "fr": _counted(fr.WORDS),
    "es": _counted(es.WORDS),
    "it": _counted(it.WORDS),
    "pt": _counted(pt.WORDS),
}

CODES: Final = {
    "day": "D", "weekday": "W", "month": "M", "number": "w", "ordinal": "O", "first": "F",
    "am": "a", "pm": "p", "evening": "v", "noon": "z", "half": "f", "half_hour": "q", "half_past": "Q",
    "quarter_past": "A", "quarter_to": "B", "and_quarter": "c", "between": "b",
    "whole": "G", "rest": "R", "to": ">", "until": "u", "from": "<", "since": "S", "of": "o", "and": "&", "or": "|",
    "next": "N", "coming": "C", "this": "H", "last": "L", "in": "I", "in_weeks": "E", "week": "K", "weekend": "e",
    "at": "@", "skip": "", "plain": ".", "no_day": ".", "feast_day": "x", "before": "y", "after": "Z", "closing": "r",
    "deny": "t", "but": "l",
    "half_month": "J", "open_end": "V", "bridge": "P",
}  # fmt: skip
"""One letter for each kind of lexeme, so that a grammar is a pattern. ``""`` is not there at all."""

_MIXING: Final = ("nl", "de", "en", "fr")  # whose words are heard in sentences of the others
_UNITS: Final = {"day": "d", "week": "k", "month": "m", "hour": "h"}
_SHORT: Final = 4  # a shorter word of another language than the one written is more often something else
_LONG: Final = 6  # from this length on, the name of a type is looked for in a typo
_OTHER_TYPES: Final = ("sick", "unpaid", "home")
_WELCOME: Final = frozenset({"off", "wfh", "pto"})
_MIXED: Final = ("day", "weekday", "month", "week", "am", "pm", "next", "weekend")
_LIKELY: Final = ("day", "weekday", "month", "next", "week", "am", "pm", "coming")  # what typos are looked for in
_LIKELY_ROLES: Final = ("home", "doctor")  # and the words of these


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word that says something about days: the letter of its kind, and its number where it has one."""

    code: str
    value: int = 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, and those of the other languages that cannot be mistaken for one of its own."""

    phrases: Mapping[str, tuple[Lexeme, ...]]
    longest: int  # words in the longest phrase
    roles: Mapping[str, tuple[str, ...]]  # padded with blanks
    own: frozenset[str]  # every word of this language
    words: frozenset[str]  # every word known: no typo
    likely: tuple[str, ...]  # what a typo may be meant for


@cache
def lexicon(language: str) -> Lexicon:
    """Return the words of a language."""
    phrases: dict[str, tuple[Lexeme, ...]] = {}
    for other in _MIXING:
        if other != language:
            found = _phrases(other, _MIXED).items()
            phrases |= {word: lexemes for word, lexemes in found if len(word) >= _SHORT}
    own = _phrases(language, (*CODES, "unit"))
    phrases = {word: each for word, each in phrases.items() if word not in _all_words(language)} | own
    roles = {role: _role(role, language) for role in dict.fromkeys(r for words in LANGUAGES.values() for r in words)}
    known = frozenset().union(*(_all_words(each) for each in LANGUAGES))
    likely = {word for word in _phrases(language, _LIKELY) if len(word) >= _SHORT and " " not in word}
    likely |= {word for word in LANGUAGES[language]["vac"].split("|") if len(word) > _SHORT and " " not in word}
    others = (word for role in _OTHER_TYPES for word in LANGUAGES[language][role].split("|"))
    likely |= {word for word in others if len(word) >= _LONG and " " not in word}
    parts = (word for role in _LIKELY_ROLES for each in LANGUAGES[language][role].split("|") for word in each.split())
    likely |= {word for word in parts if len(word) >= _LONG}
    return Lexicon(
        phrases, max(len(p.split()) for p in phrases), roles, _all_words(language), known, tuple(sorted(likely))
    )


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Return how much each word speaks for a language: one, shared by the languages that have it.

    Half of that where it is only part of a phrase: *off* of *jour off* is hardly French.
    """
    having = [each for language in LANGUAGES for each in _all_words(language)]
    shared = Counter(having)
    return {
        language: {word: (1 if word in alone else 0.5) / shared[word] for word in _all_words(language)}
        for language in LANGUAGES
        for alone in [_whole_phrases(language)]
    }


def _role(role: str, language: str) -> tuple[str, ...]:
    """Return the phrases of a role, padded: the language's own, then the longer ones of the others."""
    own = LANGUAGES[language].get(role, "").split("|")
    others = [
        word
        for each, words in ((each, LANGUAGES[each]) for each in _MIXING)
        for word in words.get(role, "").split("|")
        if each != language and role in ("vac", "sick", "home", "away") and (len(word) > _SHORT or word in _WELCOME)
    ]
    return tuple(f" {word} " for word in dict.fromkeys((*own, *others)) if word)


def _whole_phrases(language: str) -> frozenset[str]:
    spoken = (phrase for phrases in LANGUAGES[language].values() for phrase in phrases.split("|"))
    return frozenset((*spoken, *_calendar(language)))


@cache
def _all_words(language: str) -> frozenset[str]:
    spoken = [phrase for phrases in LANGUAGES[language].values() for phrase in phrases.split("|")]
    return frozenset(word for phrase in (*spoken, *_calendar(language)) for word in phrase.split())


def _phrases(language: str, kinds: tuple[str, ...]) -> dict[str, tuple[Lexeme, ...]]:
    found: dict[str, tuple[Lexeme, ...]] = {
        name: (each,)
        for name, each in _calendar(language).items()
        if {"W": "weekday", "M": "month"}[each.code] in kinds
    }
    for key, phrases in LANGUAGES[language].items():
        if key.partition(":")[0].partition(" ")[0] in kinds:
            found |= dict.fromkeys(phrases.split("|"), tuple(_lexeme(part) for part in key.split()))
    return found


def _lexeme(key: str) -> Lexeme:
    kind, _, value = key.partition(":")
    if kind == "unit":
        return Lexeme(_UNITS[value])
    return Lexeme(CODES[kind], int(value or 0))


@cache
def _calendar(language: str) -> dict[str, Lexeme]:
    locale = Locale.parse(language)
    found: dict[str, Lexeme] = {}
    for letter, forms in (("W", locale.days), ("M", locale.months)):
        for form in forms.values():
            for width in ("abbreviated", "wide"):
                found |= {spell(name).replace(".", ""): Lexeme(letter, n) for n, name in form[width].items()}
    return {name: each for name, each in found.items() if name not in ("so", "zo", "mon" if language == "fr" else "")}
