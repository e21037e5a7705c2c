"""People by name: found by the words of it, and told apart where several are called the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from bot.core.filler_words import word_set
from bot.core.people import display_name
from bot.core.plain_words import bare_words
from personio_client.models import Person

PARTICLES: Final = word_set(
    "van de der den het t te ter ten op in von zu zum vom la le les du des di da do das dos del della el al ben "
    "bin ibn of y e en und af av mac o"
)
"""Parts of names that name nobody by themselves."""
_NEAR: Final = 75.0  # rapidfuzz ratio, 0-100, from which on a name is offered
_SHORTEST: Final = 3  # letters from which on a name is guessed
_SPELT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "ı": "i"})


def name_words(person: Person) -> frozenset[str]:
    """Return the words of a name, umlauts written in both ways."""
    return _words_of(display_name(person).casefold())


@lru_cache(maxsize=50_000)  # every message that may name somebody looks at everybody
def _words_of(name: str) -> frozenset[str]:
    return frozenset(
        word for each in (name, name.translate(_LETTERS), name.translate(_SPELT)) for word in bare_words(each).split()
    )


def people_named(words: Collection[str], people: Iterable[Person]) -> tuple[list[Person], frozenset[str]]:
    """Return the people of whose name most of the words are, and those words; nobody by particles alone."""
    said, best = frozenset(words), 0
    found: list[Person] = []
    used: frozenset[str] = frozenset()
    for person in people:
        shared = said & name_words(person)
        count = len(shared - PARTICLES)
        if count > best:
            best, found, used = count, [person], shared
        elif count and count == best:
            found.append(person)
            used |= shared
    return found, used


def nearest(words: Sequence[str], people: Iterable[Person], *, most: int = 4) -> list[Person]:
    """Return people whose name begins or sounds like what was typed, the likeliest first."""
    said = [word for word in words if word not in PARTICLES and len(word) > 1]
    ranked = []
    for person in people:
        parts = name_words(person) - PARTICLES
        likeness = max(
            (
                100.0 if part.startswith(word) and len(word) > 2 else fuzz.ratio(word, part)
                for word in said
                for part in parts
            ),
            default=0.0,
        )
        if likeness >= _NEAR:
            ranked.append((-likeness, bare_words(display_name(person)), person.id, person))
    return [person for *_, person in sorted(ranked, key=lambda row: row[:3])][:most]


def begun(typed: str, people: Iterable[Person]) -> list[Person]:
    """Return people who have a word in their name that starts with ``typed``, sorted by name, as for a type-ahead.

    Empty where ``typed`` is too short.
    """
    if len(typed) < _SHORTEST:
        return []
    found = [each for each in people if any(word.startswith(typed) for word in name_words(each) - PARTICLES)]
    return sorted(found, key=lambda each: (bare_words(display_name(each)), each.id))


def labels(people: Iterable[Person]) -> dict[str, str]:
    """Return by id what people are called in a choice: the name, and what tells apart those who share it."""
    same: dict[str, list[Person]] = {}
    for person in {each.id: each for each in people}.values():
        same.setdefault(bare_words(display_name(person)), []).append(person)
    found: dict[str, str] = {}
    for group in same.values():
        details = [""] if len(group) == 1 else _apart(group)
        for person, detail in zip(group, details, strict=len(group) > 1):
            found[person.id] = f"{display_name(person)} ({detail})" if detail else display_name(person)
    return found


def label(person: Person, people: Iterable[Person]) -> str:
    """Return what somebody is called in a choice among these people; who has left is mistaken for nobody."""
    name = display_name(person)
    others = (each for each in people if each.status != "inactive" and display_name(each) == name)
    return labels([person, *others])[person.id]


def _apart(group: Sequence[Person]) -> list[str]:
    """Return for each of several people of one name the first thing that differs, else all that is known."""
    ways = [[_of(person, kind) for person in group] for kind in ("team", "department", "office", "position")]
    for way in ways:
        if all(way) and len({bare_words(each) for each in way}) == len(group):
            return way
    whole = [", ".join(dict.fromkeys(part for part in parts if part)) for parts in zip(*ways, strict=True)]
    if all(whole) and len({bare_words(each) for each in whole}) == len(group):
        return whole
    return [", ".join(part for part in (each, person.email) if part) for each, person in zip(whole, group, strict=True)]


def _of(person: Person, kind: str) -> str:
    value = getattr(person, kind)
    return (value if isinstance(value, str) else value.name if value else None) or ""
