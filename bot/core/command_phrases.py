"""Which command a message means: the command phrases of every language, with small typos forgiven.

The phrases are text that people see and use, so they live in the catalogs of :mod:`cards.i18n`.
A message that asks about other people is such a question whatever else it says; small talk counts as small talk only
where the message says nothing else.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from bot.core.filler_words import BEFORE_A_QUESTION, BOTHERING, FILLER, TAKING
from bot.core.language_request import speaks_of_language, wished_language
from bot.core.openings import without_opening
from bot.core.others_question import asks_who
from bot.core.plain_words import bare_words
from bot.core.sickness_phrases import about_sickness, is_of_somebody_else
from bot.core.small_talk import small_talk
from bot.core.spoken_phrases import GAP, gapped, in_order, phrases_of, spaced
from cards.commands import COMMANDS, CommandName
from cards.i18n import phrases

__all__ = [
    "COMMAND_NAMES",
    "as_request",
    "bare",
    "bare_words",
    "command",
    "in_passing",
    "is_phrase",
    "takes_back",
]

COMMAND_NAMES: Final = tuple(command.name for command in COMMANDS if command.told)
"""What people are told that they can type."""

_CLOSE = 86.0  # rapidfuzz ratio, 0-100: two letters wrong in "afwezigheid aanvragen", none in "taal"
_ALONE = frozenset({"stop", "stopp"})  # a phrase only where nothing else is said
_SHORT = 6  # phrases up to this length must be spelt right: "help" and "held" are one letter apart
_YIELDING = frozenset({"request", "absences", "sick", None})  # to a request to withdraw an absence


def command(text: str) -> CommandName | None:
    """Return the command that a message means, in whatever language, or None.

    The longest phrase found as whole words wins; then one whose words are found in order; else the nearest one, read
    word by word, forgives small typos.
    """
    if talk := small_talk(text):
        return talk
    said = bare_words(text)
    if said and asks_who(text):
        return "whosout"
    if wished_language(text):
        return "language"
    if about := about_sickness(f" {said} "):
        return about
    meant, exact = _meant(text, said), _longest(f" {said} ")
    return None if meant == "sick" and is_of_somebody_else(text, exact[0] if exact else "") else meant


def _meant(text: str, said: str) -> CommandName | None:
    """Return the command in a message that is no question about others and no small talk."""
    padded = f" {said} "
    exact = _longest(padded)
    name = exact[1] if exact else None
    if name == "sick" and any(f" {words} " in padded for words in _FED_UP):
        name = None
    if name in _YIELDING and (takes_back(said) or (name in {"request", "absences"} and _stopped(said) is not None)):
        return "absences"
    if name == "balance" and as_request(text) != text:
        return "request"
    if name := name or _spread(padded):
        return name
    if speaks_of_language(text):
        return "language"
    if (rest := _stopped(said)) is not None and BOTHERING.issuperset(rest):
        return "notifications"
    return _nearest(said)


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
    """Return a message that asks to use up remaining days as a request for leave, in its language; any other as it is.

    *Resturlaub im Dezember nehmen* asks for days off in December, not how many days are left.
    """
    said = bare_words(text)
    if TAKING.isdisjoint(said.split()):
        return text
    padded = f" {said} "
    found = max((p for p in phrases_of("balance") if f" {p} " in padded), key=len, default=None)
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


def _stopped(said: str) -> list[str] | None:
    """Return the words after what asks that something ends, with which a message begins; None where it does not."""
    words = said.split()
    while words and words[0] in BEFORE_A_QUESTION:
        words = words[1:]
    begun = f"{' '.join(words)} "
    verb = max((phrase for phrase in phrases_of("stop") if begun.startswith(f"{phrase} ")), key=len, default=None)
    return None if verb is None else begun[len(verb) :].split()


def takes_back(text: str) -> bool:
    """Tell whether an absence is to be cancelled or changed: the verb first, or with what is meant."""
    said = bare_words(text)
    padded = f" {said} "
    if not any(verb in padded for verb in spaced("change")):
        return False
    verbs = phrases_of("change")
    words = said.split()
    while words and words[0] in FILLER:
        words = words[1:]
    first = " ".join(words) + " "
    if any(first.startswith(f"{verb} ") for verb in verbs):
        return True
    return any(
        f" {noun} " in padded for noun in phrases_of("request") | phrases_of("absences") if verbs.isdisjoint({noun})
    )


def _longest(padded: str) -> tuple[str, CommandName] | None:
    """Return the longest phrase that is said as whole words, of equally long ones the first of :func:`_known`."""
    exact = [
        (len(phrase), -place, phrase, name)
        for word in set(padded.split())
        for place, phrase, name in _by_first_word().get(word, ())
        if f" {phrase} " in padded and (phrase not in _ALONE or padded == f" {phrase} ")
    ]
    return max(exact)[2:] if exact else None


def _spread(padded: str) -> CommandName | None:
    """Return the command whose phrase is said with words in between: *stop nu met die berichten*."""
    return next((name for parts, name in _with_gaps() if in_order(padded, parts)), None)


def _nearest(said: str, words: int = 1) -> CommandName | None:
    """Return the command whose phrase, of so many words at least, is spelt most alike."""
    spoken = said.split()
    opened = without_opening(spoken) or spoken
    best: tuple[float, CommandName] | None = None
    for phrase, name in _known().items():
        if len(phrase) <= _SHORT:
            continue
        size = len(phrase.split())
        if size < words:
            continue
        begins = name == "whosout"  # "er ist krank" at the end is no "wer ist krank"
        windows = {
            " ".join((opened if begins else spoken)[i : i + n])
            for n in {size, max(1, size - 1)}
            for i in range(1 if begins else len(spoken) - n + 1)
        }
        found = process.extractOne(phrase, windows, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        if found and (best is None or found[1] > best[0]):
            best = (found[1], name)
    return best[1] if best else None


@lru_cache(maxsize=1)
def _known() -> dict[str, CommandName]:
    known = [(phrase, name) for name in reversed(COMMAND_NAMES) for _, phrase in phrases(name)]
    return {bare_words(phrase): name for phrase, name in known if GAP not in phrase}


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[tuple[int, str, CommandName]]]:
    """Return the phrases of :func:`_known`, with their places in it, by their first word: a message has few words."""
    found: dict[str, list[tuple[int, str, CommandName]]] = {}
    for place, (phrase, name) in enumerate(_known().items()):
        found.setdefault(phrase.partition(" ")[0], []).append((place, phrase, name))
    return found


@lru_cache(maxsize=1)
def _with_gaps() -> list[tuple[list[str], CommandName]]:
    return [(parts, name) for name in COMMAND_NAMES if name != "whosout" for parts in gapped(name)]
