"""What somebody means by a message: command phrases of every language, forgiving small typos.

The phrases themselves are words people see and use, so they live in the catalogs of :mod:`cards.i18n`.
A question about others is one whatever else is in it; thanks are thanks only where they are all that is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from rapidfuzz import fuzz, process

from bot.core.filler_words import BEFORE_A_QUESTION, FILLER, FRIENDLY, TAKING, THANKS
from bot.core.language_request import speaks_of_language, wished_language
from bot.core.plain_words import bare_words
from cards.i18n import phrases

__all__ = [
    "COMMANDS",
    "Command",
    "PersonFrame",
    "as_request",
    "bare",
    "bare_words",
    "command",
    "in_passing",
    "is_phrase",
    "person_frames",
    "takes_back",
]

Command = Literal[
    "request", "absences", "sick", "recovered", "balance", "whosout", "privacy", "notifications", "setup", "language",
    "help", "thanks", "person",
]  # fmt: skip

COMMANDS: tuple[Command, ...] = tuple(name for name in get_args(Command) if name not in {"thanks", "person"})
"""What people are told that they can type."""

GAP = "…"  # in a phrase of the catalogs: other words may stand here
_CLOSE = 86.0  # rapidfuzz ratio, 0-100: two letters wrong in "afwezigheid aanvragen", none in "taal"
_ALONE = frozenset({"stop", "stopp"})  # a phrase only where nothing else is said
_HOW = ("wie lange", "wie viel", "wie oft", "wie melde", "wie kann")  # German for how, Dutch for who
_SHORT = 6  # phrases up to this length must be spelt right: "help" and "held" are one letter apart
_YIELDING = frozenset({"request", "absences", "sick", None})  # to a request to withdraw an absence


def command(text: str) -> Command | None:
    """Return the command that a message means, in whatever language, or None.

    The longest phrase found as whole words wins; then one whose words are found in order; else the nearest one, read
    word by word, forgives small typos.
    """
    said = bare_words(text)
    if not said or _thanks(said):
        return "thanks" if said or _friendly(text) else None
    padded = f" {said} "
    if _asks_who(said):
        return "whosout"
    if wished_language(text):
        return "language"
    exact = _longest(padded)
    name = exact[1] if exact else None
    if name == "sick" and any(f" {words} " in padded for words in _FED_UP):
        name = None
    if name in _YIELDING and takes_back(said):
        return "absences"
    if name == "balance" and as_request(text) != text:
        return "request"
    return name or _spread(padded) or ("language" if speaks_of_language(text) else _nearest(said))


def bare(text: str) -> bool:
    """Tell whether a message is a command's phrase and nothing else but filler words."""
    said = bare_words(text)
    found = _longest(f" {said} ")
    if found is None:
        return False
    rest = f" {said} ".replace(f" {found[0]} ", " ", 1).split()
    return all(word in FILLER for word in rest)


def in_passing(text: str) -> bool:
    """Tell whether a command's only trace in a message is one word of it among others: *fijne vakantie Lotte!*."""
    said = bare_words(text)
    found = _longest(f" {said} ")
    return found is not None and " " not in found[0] and not bare(text) and not _nearest(said, words=2)


def is_phrase(text: str) -> bool:
    """Tell whether a message is a command's phrase and nothing else at all."""
    return bare_words(text) in _known()


def as_request(text: str) -> str:
    """Return what asks to take days that are left as a request of its language, anything else as it is.

    *Resturlaub im Dezember nehmen* is about days off in December, not about how many are left.
    """
    said = bare_words(text)
    if TAKING.isdisjoint(said.split()):
        return text
    padded = f" {said} "
    found = max((p for p in _of("balance") if f" {p} " in padded), key=len, default=None)
    if found is None or any(f" {words} " in padded for words in _UNPAID) or " ".join(found.split()[:2]) in _HOW_MANY:
        return text
    language = next(tongue for tongue, phrase in phrases("balance") if bare_words(phrase) == found)
    return padded.replace(f" {found} ", f" {_LEAVE[language]} ", 1).strip()


_LEAVE = {
    "nl": "verlof",
    "de": "Urlaub",
    "en": "leave",
    "fr": "congé",
    "es": "vacaciones",
    "it": "ferie",
    "pt": "férias",
}
_UNPAID = ("sans solde",)  # whose *solde* is no balance
_FED_UP = ("sick of", "sick and tired", "ziek van", "malade de ces", "krank von", "enfermo de", "stufo")
_HOW_MANY = frozenset(
    {"hoeveel dagen", "hoeveel vakantiedagen", "hoeveel vakantie", "hoeveel verlof", "hoeveel vrije", "how many",
     "how much", "wie viel", "wieviel urlaub", "wie viele", "combien de", "cuantos dias", "cuantas vacaciones",
     "quanti giorni", "quante ferie", "quantos dias", "quantas ferias"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonFrame:
    """The words of a question in which a name stands, with the days that are named beside it.

    ``strong``: the rest of it is a question about a person, known or not. ``back``: it asks when they return.
    """

    words: str
    strong: bool
    back: bool


def person_frames(text: str) -> list[PersonFrame]:
    """Return how a message may be read as a question about a person, the most particular first."""
    words = bare_words(text).split()
    said = " ".join(words)
    starts = {said}
    while words and words[0] in BEFORE_A_QUESTION:
        words = words[1:]
        starts.add(" ".join(words))
    found = {
        (-len(head) - len(tail), head, found[1].strip() + (f" {found[2]}" if found[2] else ""), tail)
        for pattern, head, tail in _frames()
        for start in starts
        if (found := pattern.fullmatch(start))
    }
    return [
        PersonFrame(name, bool(head and (tail or " " in head)), head.startswith(_WHEN))
        for _, head, name, tail in sorted(found)
    ]


_WHEN = (
    "wanneer", "tot wanneer", "hoe lang", "hoelang", "when", "until when", "how long", "wann", "bis wann", "wie lange",
    "quand", "jusqu", "cuando", "hasta cuando", "quando", "fino a quando", "ate quando",
)  # fmt: skip


@lru_cache(maxsize=1)
def _frames() -> list[tuple[re.Pattern[str], str, str]]:
    """Return each frame as a pattern, with what stands before and after the name."""
    found = []
    for head, tail in sorted(
        {(bare_words(a), bare_words(b)) for _, p in phrases("person") for a, _, b in [p.partition(GAP)]}
    ):
        before, after = f"{re.escape(head)} " if head else "", f" {re.escape(tail)}(?: (.+))?" if tail else "()"
        found.append((re.compile(f"{before}(.+?){after}"), head, tail))
    return found


def _thanks(said: str) -> bool:
    """Tell whether nothing but thanks or consent is said."""
    padded = f" {said} "
    named = max((each.strip() for each in _padded("thanks") if each in padded), key=len, default=None)
    if named is None:
        return False
    alone = {word for phrase in _of("thanks") for word in phrase.split()}
    rest = padded.replace(f" {named} ", " ", 1).split()
    return all(word in alone or word in THANKS or word in FILLER for word in rest)


def _friendly(text: str) -> bool:
    """Tell whether a message is friendly pictures alone."""
    shown = [each for each in text if not each.isspace() and each not in "\ufe0f\u200d" and each not in _SKINS]
    return bool(shown) and all(each in FRIENDLY or each in "!.:;-)(" for each in shown)


_SKINS = frozenset(map(chr, range(0x1F3FB, 0x1F400)))


def _asks_who(said: str) -> bool:
    """Tell whether a message begins as a question who is away, and goes on as one."""
    words = said.split()
    while words and words[0] in BEFORE_A_QUESTION:
        words = words[1:]
    padded = f" {' '.join(words)} "
    if " ".join(words[:2]).startswith(_HOW):
        return False
    if padded.startswith(_padded("whosout")):
        return True
    return any(padded.startswith(f" {parts[0]} ") and _in_order(padded, parts) for parts in _gaps_of("whosout"))


def takes_back(text: str) -> bool:
    """Tell whether an absence is to be cancelled or changed: the verb first, or with what is meant."""
    said = bare_words(text)
    padded = f" {said} "
    if not any(verb in padded for verb in _padded("change")):
        return False
    verbs = _of("change")
    words = said.split()
    while words and words[0] in FILLER:
        words = words[1:]
    if f" {' '.join(words)} ".startswith(_padded("change")):
        return True
    return any(f" {noun} " in padded for noun in _of("request") | _of("absences") if verbs.isdisjoint({noun}))


def _longest(padded: str) -> tuple[str, Command] | None:
    """Return the longest phrase that is said as whole words, of equally long ones the first of :func:`_known`."""
    exact = [
        (len(phrase), -place, phrase, name)
        for word in set(padded.split())
        for place, phrase, name in _by_first_word().get(word, ())
        if f" {phrase} " in padded and (phrase not in _ALONE or padded == f" {phrase} ")
    ]
    return max(exact)[2:] if exact else None


def _spread(padded: str) -> Command | None:
    """Return the command whose phrase is said with words in between: *stop nu met die berichten*."""
    return next((name for parts, name in _with_gaps() if _in_order(padded, parts)), None)


def _in_order(padded: str, parts: list[str]) -> bool:
    at = 0
    for part in parts:
        at = padded.find(f" {part} ", at) + 1
        if not at:
            return False
    return True


def _nearest(said: str, words: int = 1) -> Command | None:
    """Return the command whose phrase, of so many words at least, is spelt most alike."""
    spoken = said.split()
    best: tuple[float, Command] | None = None
    for phrase, name in _known().items():
        if len(phrase) <= _SHORT:
            continue
        size = len(phrase.split())
        if size < words:
            continue
        windows = {" ".join(spoken[i : i + n]) for n in {size, max(1, size - 1)} for i in range(len(spoken) - n + 1)}
        found = process.extractOne(phrase, windows, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        if found and (best is None or found[1] > best[0]):
            best = (found[1], name)
    return best[1] if best else None


@lru_cache(maxsize=1)
def _known() -> dict[str, Command]:
    return {bare_words(phrase): name for name in reversed(COMMANDS) for _, phrase in phrases(name) if GAP not in phrase}


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[tuple[int, str, Command]]]:
    """Return the phrases of :func:`_known`, with their places in it, by their first word: a message has few words."""
    found: dict[str, list[tuple[int, str, Command]]] = {}
    for place, (phrase, name) in enumerate(_known().items()):
        found.setdefault(phrase.partition(" ")[0], []).append((place, phrase, name))
    return found


@lru_cache(maxsize=1)
def _with_gaps() -> list[tuple[list[str], Command]]:
    return [(parts, name) for name in COMMANDS if name != "whosout" for parts in _gaps_of(name)]


@lru_cache
def _of(name: str) -> frozenset[str]:
    return frozenset(bare_words(phrase) for _, phrase in phrases(name) if GAP not in phrase)


@lru_cache
def _padded(name: str) -> tuple[str, ...]:
    """Return the phrases of :func:`_of` between blanks, to be looked for as whole words."""
    return tuple(sorted(f" {phrase} " for phrase in _of(name)))


@lru_cache
def _gaps_of(name: str) -> list[list[str]]:
    return [[bare_words(part) for part in phrase.split(GAP)] for _, phrase in phrases(name) if GAP in phrase]
