"""Whether a message asks for an absence of its writer, and of what sort.

Questions, other people's absences, greetings and withdrawals are not; in doubt it is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.core.nlu.absence_types import CONCEPTS
from bot.core.nlu.lexicon import GREETINGS, Lexeme, Lexicon

_ROOTS: Final = ("vakantie", "verlof", "urlaub")  # of compounds: "kerstvakantie", "Urlaubstag", "zomerverlof"
_NOT_ROOTED: Final = re.compile(r"geld|saldo|anspruch|konto|planning|planung|foto|huis|park|vertretung")
_JANUARY: Final = Lexeme("M", 1)  # who is called Jan
_HOME: Final = (
    ("thuis", "werk"),
    ("hause", "arbeit"),
    ("zuhause", "arbeit"),
    ("home", "work"),
    ("maison", "travail"),
    ("moi", "travail"),
)


@dataclass(frozen=True, slots=True)
class Intent:
    """What a message asks for. ``concepts``: the kinds of absence that it names; ``wanted``: it says that it asks.

    ``past``: it tells of something over. ``every``: it repeats. ``excepted``: some day is left out. ``timed``: it is a
    request only if a time is named. ``arriving``: that time is when the writer comes in.
    """

    concepts: frozenset[str]
    wanted: bool
    past: bool
    every: bool
    excepted: bool
    words: str
    timed: bool = False
    arriving: bool = False


def read_intent(
    sentences: tuple[str, ...], known: Lexicon, *, named: bool = False, names: frozenset[str] = frozenset()
) -> Intent | None:
    """Return what a message asks for, None where it asks for nothing.

    ``named``: it names one of the company's absence types. ``names``: words that may be somebody's name.
    """
    kept = [words for each in sentences if _speaks_of_self(words := _plain(each, known), known, names)]
    if len(kept) < len(sentences) and (not kept or any(_starts(each, "cancel", known) for each in sentences)):
        return None
    asking = [each for each in kept if not _has(each, "saldo", known)]
    if any(_has(each, concept, known) for each in asking for concept in CONCEPTS):
        kept = asking  # "kan ik maandag onbetaald vrij? m'n saldo is op"
    words = "".join(kept)
    arriving = _has(words, "arrives", known) or _spread(words, known, "arrives_around")
    leaving = _has(words, "leaves", known) or _spread(words, known, "leaves_around")
    timed = arriving or leaving
    reason = _has(words, "reason", known) or _spread(words, known, "reason_around")
    away = _has(words, "away", known) or _spread(words, known, "away_around") or reason or _has(words, "untyped", known)
    for phrase in known.roles["away"]:
        if " " in phrase.strip():  # "to leave" is no leave; one word alone may be the name of a type
            words = words.replace(phrase, " . ")
    for phrase in known.roles["leaves"]:
        words = words.replace(phrase, " . ")
    if any(_has(_without(words, "unpaid", known), role, known) for role in ("cancel", "back", "saldo")):
        return None
    bare = _without(words, "reason", known)  # "mudar de casa" is not work from home
    concepts = {each for each in CONCEPTS if _has(bare if each == "home" else words, each, known)}
    if any(rooted(word) for word in words.split()):
        concepts.add("vac")
    if "home" not in concepts and any(f" {a} " in words and f" {b}" in words for a, b in _HOME):
        concepts.add("home")
    wanted = _has(words, "want", known) or _has(words, "feast", known)
    concepts = _of_a_child(words, concepts, known)
    if (_has(words, "take", known) and not _has(words, "untyped", known)) or (
        _has(words, "half", known) and not away and not concepts
    ):
        concepts.add("vac")
    if not concepts and not away and not named and not timed:
        return None
    if (
        concepts == {"vac"}
        and not wanted
        and not _has(words, "me", known)
        and _has(" ".join(words.split()[:2]).join("  "), "child", known)
    ):
        return None  # "mi hijo empieza las vacaciones"
    timed = timed and not concepts and not away and not named
    if not away and not timed and not (named and not concepts) and _undone(words, known):
        return None
    wanted = wanted or ("sick" in concepts and _has(words, "illness", known))
    wanted = wanted or ("care" in concepts and _has(words, "child", known))  # "mijn kind is ziek"
    past, every, excepted = (_has(words, role, known) for role in ("was", "every", "except"))
    wanted = wanted or (away and not reason and (_has(words, "me", known) or "sick" in concepts))
    return Intent(frozenset(concepts), wanted, past, every, excepted, words, timed, arriving)


def speaks_of_others(sentences: tuple[str, ...], known: Lexicon, names: frozenset[str] = frozenset()) -> bool:
    """Tell whether everything said is a question, or about somebody else."""
    return bool(sentences) and not any(_speaks_of_self(_plain(each, known), known, names) for each in sentences)


def takes_something_back(sentences: tuple[str, ...], known: Lexicon) -> bool:
    """Tell whether an absence is no longer wanted: *I no longer need the days off*."""
    return any(_has(each, "cancel", known) for each in sentences)


def _of_a_child(words: str, concepts: set[str], known: Lexicon) -> set[str]:
    """Take the illness of a child as a request for care, unless its writer is ill as well."""
    ill = "sick" in concepts or _has(words, "illness", known)
    if ill and _has(words, "child", known) and not _has(words, "self_sick", known):
        return concepts - {"sick"} | {"care"}
    others = _has(words, "child", known) or _has(words, "colleague", known)
    return concepts - {"vac"} | {"sick"} if ill and concepts <= {"vac", "doctor"} and not others else concepts


def rooted(word: str) -> bool:
    """Tell whether a word is a compound with a word for holiday: *kerstvakantie*, *Urlaubstag*."""
    return any(root in word for root in _ROOTS) and not _NOT_ROOTED.search(word)


_BEFORE_A_NOUN = 3  # words: "unser neuer Chef", "mijn collega Joost"


def _about_somebody(spoken: Sequence[str], known: Lexicon, names: frozenset[str]) -> bool:
    """Tell whether somebody else is the subject: *Mijn collega Joost is ziek*, *just so you know, Sinead rang in
    sick*."""
    verbs = {word.strip() for role in ("he", "others") for word in known.roles[role]}
    people = {word.strip() for word in known.roles["colleague"]}
    mine = _has(f" {' '.join(spoken)} ", "me", known)  # "leider hat mich die Grippe erwischt"
    for at, (word, after) in enumerate(pairwise(spoken)):
        if after in verbs and (word in names or word in people or (at == 0 and word not in known.words and not mine)):
            return True
        if at == 0 and word not in known.words and not mine and _has(f" {' '.join(spoken[1:4])} ", "others", known):
            return True  # "Javi no viene mañana"
        if after in verbs and at and at <= _BEFORE_A_NOUN and people & set(spoken[:at]):
            return True
    return False


def _plain(sentence: str, known: Lexicon) -> str:
    for phrase in known.roles["plain"]:
        if phrase in sentence:
            sentence = sentence.replace(phrase, " . ")
    return sentence


def _starts(words: str, role: str, known: Lexicon) -> bool:
    return any(words.startswith(phrase) for phrase in known.roles.get(role, ()))


def _without(words: str, role: str, known: Lexicon) -> str:
    for phrase in known.roles.get(role, ()):
        words = words.replace(phrase, " ")
    return words


def _has(words: str, role: str, known: Lexicon) -> bool:
    return any(phrase in words for phrase in known.roles.get(role, ()))


def _spread(words: str, known: Lexicon, role: str) -> bool:
    """Tell whether a phrase is said with a day in between: *ik ben er maandag niet*."""
    for phrase in known.roles.get(role, ()):
        head, _, tail = phrase.partition(" … ")
        at = words.find(f"{head} ")
        if at >= 0 and f" {tail}" in words[at + len(head) :]:
            return True
    return False


def _undone(words: str, known: Lexicon) -> bool:
    """Tell whether every absence is denied or wished to others: *niet vrij*, *fijne vakantie*."""
    clean = words
    for role in ("not", "wish"):
        for phrase in known.roles[role]:
            if phrase not in clean:
                continue
            for named in (*known.roles["vac"], *known.roles["sick"], *known.roles["home"]):
                if named in clean:
                    clean = re.sub(rf"{phrase}(?:\w+ )?{named[1:]}", " . ", clean)
            tail = clean.partition(phrase)[2].split()[:1]
            if role == "wish" and tail and rooted(tail[0]):
                return True
    left = any(phrase in clean for concept in CONCEPTS for phrase in known.roles[concept])
    return clean != words and not left


def _speaks_of_self(words: str, known: Lexicon, names: frozenset[str] = frozenset()) -> bool:
    """Tell a request from a question, and from a statement about somebody else."""
    spoken = words.replace("?", " ").replace("!", " ").replace(",", " ").replace(";", " ").replace(" . ", " ").split()
    while spoken and spoken[0] in GREETINGS:
        spoken = spoken[1:]
    start = f" {' '.join(spoken)} "
    if any(start.startswith(phrase) for role in ("ask", "you") for phrase in known.roles[role]):
        return False
    child = _has(start, "child", known)
    if not child and not _has(start, "subject", known):
        if _about_somebody(spoken, known, names):
            return False
        told = "?" not in words and _has(f" {spoken[0]} " if spoken else "", "was", known)  # "war am Freitag krank"
        told = told and len(spoken) > 1 and spoken[1] in known.own
        if any(start.startswith(phrase) for phrase in known.roles["he"]) and not _has(start, "may", known) and not told:
            return False
    if _has(start, "me", known) or _has(start, "may", known):
        return True
    while spoken and f" {spoken[0]} " in known.roles["my"]:
        spoken = spoken[1:]
    if any(start.startswith(phrase) for phrase in known.roles["he"]):
        return False
    second = f" {' '.join(spoken[1:])} "
    other = bool(spoken) and (spoken[0] not in known.own or known.phrases.get(spoken[0], (None,))[0] == _JANUARY)
    return not (other and any(second.startswith(phrase) for phrase in (*known.roles["he"], *known.roles["others"])))
