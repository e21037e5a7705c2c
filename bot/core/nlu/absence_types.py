"""Which of the company's absence types is meant.

What was named decides, never what is most likely. Nothing named: no type.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from bot.core.nlu.lexicon import spell

# What a type is for, by its name in whatever language, the first that fits; else by Personio's category.
_NAMES: Final = tuple(
    (concept, re.compile(pattern))
    for concept, pattern in (
        ("unpaid", r"onbetaald|unbezahlt|unpaid|sans solde|non remunere|no remunerad|non retribuit|nao remunerad"),
        ("parental", r"ouderschap|geboorte|zwanger|elternzeit|mutterschutz|parental|[mp]aternit"),
        ("special", r"bijzonder|buitengewoon|sonderurlaub|special|compassionate|exceptionnel|calamiteit"),
        ("doctor", r"\barts|dokter|arzt|doctor|medical|medisch|medico"),
        ("care", r"zorg|kind krank|kindkrank|pflege|carer|care\b|child|enfant|aidant"),
        ("over", r"overuren|overwerk|tijd voor tijd|uberstunden|mehrarbeit|zeitausgleich|overtime|lieu|toil|recup"),
        ("trip", r"dienstreis|zakenreis|geschaftsreise|business trip|work trip|travel|deplacement|mission"),
        ("home", r"thuis|zuhause|home|remote|telet|mobil|wfh"),
        ("sick", r"ziek|sick|krank|maladie|malad|illness"),
        ("vac", r"vakantie|verlof|vacation|holiday|annual|urlaub|conge|vacances|pto|paid leave|time off|ferien|vrij"),
    )
)  # fmt: skip
_CATEGORIES: Final = {
    "paid_vacation": "vac", "sick_leave": "sick", "offsite_work": "home", "unpaid_vacation": "unpaid",
    "maternity_parental_leave": "parental", "family_care": "care", "child_care": "care",
}  # fmt: skip
CONCEPTS: Final = ("care", "unpaid", "parental", "special", "doctor", "over", "trip", "home", "sick", "vac")
"""What people name, the most particular first: who is off sick with a child at home asks for care."""

_APART: Final = {"doctor": ("home", "trip"), "over": ("home", "trip"), "trip": ("home", "sick")}
"""What is not one absence: two things are wished for in one message."""

_CLOSE: Final = 88.0  # rapidfuzz ratio, 0-100
_SHORTEST: Final = 3  # letters of a type's name looked for in a message


@dataclass(frozen=True, slots=True)
class TypeName:
    """One of the company's absence types: ``category`` and ``unit`` (``day`` or ``hour``) as Personio says them."""

    id: str
    name: str
    category: str = ""
    unit: str = "day"


@lru_cache(maxsize=512)
def _spelt(name: str) -> str:
    """Return a type's name as words are compared; a company has the same few for every message."""
    return spell(name)


def choose_type(words: str, concepts: Collection[str], types: Sequence[TypeName]) -> tuple[str | None, bool]:
    """Return the id of the type meant, and whether it is the only one that may be.

    ``words`` are padded with blanks; ``concepts`` those of :data:`CONCEPTS` that they name.
    """
    named = _named(words, types)
    concept = next((each for each in CONCEPTS if each in concepts), None)
    if named and (concept in (None, "vac") or _concept(named) in (concept, None)):
        return named.id, True
    if concept is None:
        return None, False
    fitting = [each for each in types if _concept(each) == concept]
    if concept == "vac" and len(fitting) > 1:
        paid = [each for each in fitting if each.category.lower() == "paid_vacation"]
        fitting = paid or fitting
    alone = len(fitting) == 1 and not any(each in concepts for each in _APART.get(concept, ()))
    return (fitting[0].id, alone) if fitting else (None, False)


def names_type(words: str, types: Sequence[TypeName]) -> bool:
    """Tell whether the words hold the whole name of one of the types."""
    return any(f" {name} " in words for each in types if len(name := _spelt(each.name)) >= _SHORTEST)


def _named(words: str, types: Sequence[TypeName]) -> TypeName | None:
    """Return the type whose whole name is said, the longest; a small typo is forgiven in a long one."""
    best: tuple[float, TypeName] | None = None
    for each in types:
        name = _spelt(each.name)
        if len(name) < _SHORTEST:
            continue
        name = " ".join(re.findall(r"[^\W_]+", name))
        found = f" {name} " in words
        if not found and 2 * _SHORTEST < len(name) < len(words) and _concept(each) != "vac":
            found = fuzz.partial_ratio(name, words, score_cutoff=_CLOSE) >= _CLOSE and " " in name
        if found and (best is None or len(name) > best[0]):
            best = (len(name), each)
    return best[1] if best else None


def _concept(kind: TypeName) -> str | None:
    name = _spelt(kind.name)
    found = next((concept for concept, pattern in _NAMES if pattern.search(name)), None)
    return found or _CATEGORIES.get(kind.category.lower())
