"""Reading a request from somebody's own words, with the types that the company has.

Where a message names a type that cannot be requested here, no other one is taken for it: the form says so, and asks
for a type.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from bot.core import nlu
from bot.core.command_phrases import as_request, is_phrase
from bot.core.nlu import ParsedSentence, TypeName
from bot.core.people import category
from cards.request import Problem
from personio_client import AbsenceType

_SOME_DAY: Final = date(2000, 1, 3)
_LISTED = 8  # types named of those that are offered; the form has them all


@dataclass(frozen=True, slots=True)
class SaidRequest:
    """What was read in a message.

    ``not_offered``: a type that the message names and that cannot be requested here; the form then has none.
    """

    parsed: ParsedSentence
    not_offered: AbsenceType | None = None


def read_said(
    text: str,
    *,
    today: date,
    types: Mapping[str, AbsenceType],
    offered: Mapping[str, AbsenceType],
    language: str | None = None,
) -> SaidRequest | None:
    """Read a message as a request for an absence; None where it is none.

    ``offered``: those of ``types`` that can be requested here. ``language``: decides where the words fit several.
    """
    parsed = _read(text, today, offered.values(), language)
    if len(offered) == len(types):
        return SaidRequest(parsed) if parsed else None
    of_all = _read(text, today, types.values(), language)
    named = types.get(of_all.type_id or "") if of_all else None
    doubtful = parsed is not None and parsed.type_id and of_all and "free_text.which_type" in of_all.unclear
    if of_all is None or named is None or named.id in offered or doubtful:
        return SaidRequest(parsed) if parsed else None
    unclear = tuple(key for key in of_all.unclear if key != "free_text.which_type")
    return SaidRequest(replace(of_all, type_id=None, sure=False, unclear=unclear), named)


def told_not_offered(kind: AbsenceType, offered: Collection[AbsenceType]) -> Problem:
    """Return the problem that a type cannot be requested here, with the types that can."""
    names = [each.name or each.id for each in offered]
    shown = ", ".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "")
    return Problem("form.not_offered", {"type": kind.name or kind.id, "types": shown})


def _read(text: str, today: date, types: Collection[AbsenceType], language: str | None) -> ParsedSentence | None:
    names = tuple(TypeName(kind.id, kind.name or "", category(kind), kind.unit) for kind in types)
    if is_phrase(text):
        known = _read_phrase(as_request(text), names, language)
        if known is None or known.first_day is known.last_day is None:
            return known
    return nlu.parse_request(as_request(text), today=today, types=names, language=language)


@lru_cache(maxsize=256)
def _read_phrase(phrase: str, types: tuple[TypeName, ...], language: str | None) -> ParsedSentence | None:
    """Return what a command's phrase alone asks for, on some day; nothing that only one person would write is kept."""
    return nlu.parse_request(phrase, today=_SOME_DAY, types=types, language=language)
