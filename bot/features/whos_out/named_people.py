"""Who is named in a message, by the words of their names, wherever they stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.name_search import PARTICLES, name_words, people_named
from personio_client import Person

NAME: Final = "…"
"""Stands for a name in the words of a message."""


@dataclass(frozen=True, slots=True)
class NamedPeople:
    """The names in a message. ``groups``: for each, the people it may mean. ``words``: ``NAME`` in place of each."""

    groups: Sequence[Sequence[Person]]
    words: Sequence[str]


def people_in(words: Sequence[str], people: Iterable[Person], is_plain: Callable[[str], bool]) -> NamedPeople | None:
    """Return who is named, None where nobody is, or where words that stand together name no one person.

    ``is_plain``: tells of a word that it is usually no name: it is part of one only beside another word of it.
    """
    wanted = {word for word in words if word not in PARTICLES and not is_plain(word)}
    called = [(person, name_words(person)) for person in people] if wanted else []
    called = [(person, name) for person, name in called if not wanted.isdisjoint(name)]
    if not called:
        return None
    groups: list[Sequence[Person]] = []
    left: list[str] = []
    at = 0
    while at < len(words):
        end = _end_of_name(words, at, [name for _, name in called], wanted)
        if end == at:
            left.append(words[at])
            at += 1
            continue
        run = words[at:end]
        found, used = people_named(run, [person for person, _ in called])
        if not found or not set(run) - PARTICLES <= used or (groups and left and left[-1] == NAME):
            return None
        groups.append(found)
        left.append(NAME)
        at = end
    return NamedPeople(groups, left) if groups else None


def _end_of_name(words: Sequence[str], at: int, names: Sequence[frozenset[str]], wanted: set[str]) -> int:
    """Return where a name that begins here ends; ``at`` where none does."""
    best = at
    for name in names:
        end = at
        while end < len(words) and words[end] in name:
            end += 1
        while end > at and words[end - 1] in PARTICLES:
            end -= 1
        if end > best and not wanted.isdisjoint(words[at:end]):
            best = end
    return best
