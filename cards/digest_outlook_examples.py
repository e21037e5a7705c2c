"""The days to come of a daily update, in every state worth looking at.

As in :mod:`cards.examples`, which yields them with all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from typing import Final

from cards.card import Card
from cards.digest import AbsentLine, DigestView, EventLine, Week, digest_card
from cards.i18n import Translator

Example = tuple[str, Callable[[Translator], Card]]

_TUESDAY, _WEDNESDAY, _THURSDAY, _FRIDAY = (date(2026, 11, day) for day in (24, 25, 26, 27))
_WEEK: Final = Week(
    date(2026, 11, 29),
    absent=(
        AbsentLine("21", "Sara Blom", from_day=_TUESDAY, back_on=_FRIDAY),
        AbsentLine("22", "Levi Postma", from_day=_WEDNESDAY, half="afternoon", back_on=_THURSDAY),
        AbsentLine("23", "Nora Willems", from_day=_THURSDAY, half="morning", back_on=_THURSDAY, back_at_noon=True),
        AbsentLine("24", "Thijs Peeters", from_day=_THURSDAY, hours=(time(13), time(15)), back_on=_THURSDAY),
        AbsentLine("25", "Lotte Kuipers", from_day=_FRIDAY, open_end=True),
    ),
    birthdays=(EventLine("26", "Max Verhoeven", _THURSDAY),),
    anniversaries=(EventLine("27", "Isa Brouwer", _TUESDAY, years=5),),
    starters=(EventLine("28", "Jip de Haan", _WEDNESDAY, position="Planner", unit="Techniek"),),
)


def week_examples(digest: DigestView) -> Iterator[Example]:
    """Yield the examples of updates with a week ahead; ``digest`` is an update without."""
    yield "digest with the week ahead", lambda t: digest_card(replace(digest, week=_WEEK), t)
    alone = DigestView(digest.day, week=replace(_WEEK, last_day=date(2026, 12, 1)))
    yield "digest of nothing but the days ahead", lambda t: digest_card(alone, t)
    crowd = [AbsentLine(str(n), f"Collega {n}", from_day=_TUESDAY, back_on=_FRIDAY) for n in range(40, 60)]
    folded = replace(digest, week=replace(_WEEK, absent=crowd))
    yield "digest with a week folded", lambda t: digest_card(folded, t)
