"""The answer to *Who is out?*: for a day or some days, of a unit or the whole company.

The same lines as the daily update, so nothing tells one kind of absence from another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from microsoft_teams.cards import CardElement

from cards.card import Card
from cards.day_part import DayPart, on_part
from cards.elements import build_card, heading, line
from cards.i18n import Translator
from cards.people_list import AbsentLine, Topic, absent_line, later_line, lists
from cards.plain_text import CatalogText

_BUDGET: Final = 22_000  # bytes of JSON for the list


@dataclass(frozen=True, slots=True)
class WhosOutView:
    """Who is away in a period, both days included. ``unit``: the name it is about, None for the whole company.

    ``AbsentLine.from_day`` says where in a longer period an absence begins; somebody may be away twice in it.
    ``today``: the asker's. ``asks_why``: it was asked why too, which is not told.
    ``asks_here``: it was asked who is there, which is not known. ``part``: the part of the day that it is about.
    """

    first_day: date
    last_day: date
    unit: str | None
    absent: Sequence[AbsentLine]
    today: date
    asks_why: bool = False
    asks_here: bool = False
    part: DayPart | None = None


def whos_out_card(view: WhosOutView, t: Translator, *, budget: int = _BUDGET) -> Card:
    """Show who is away and when they are back, long lists folded; ``budget``: bytes of JSON for the list."""
    title, count = _title(view, t), _count(view)
    body: list[CardElement] = [
        heading(CatalogText(f"{title} ({count})") if count else title),
        line(view.unit or t("whosout.company"), space="None", subtle=True),
    ]
    if view.asks_why:
        body.append(line(t("whosout.why"), space="Small", subtle=True))
    if view.asks_here:
        body.append(line(t("whosout.only_away"), space="Small", subtle=True))
    if not view.absent:
        nobody = _nobody(t)
        return build_card(t, nobody, [*body, line(nobody)])
    rows = [
        later_line(each, view.first_day, t)
        if each.from_day
        else absent_line(each, view.first_day, t, is_today=_is_today(view))
        for each in view.absent
    ]
    listed = lists([Topic("absent", None, rows)], t, budget=budget)
    return build_card(t, f"{title}: {count}", [*body, *listed])


def whos_out_preview(view: WhosOutView, t: Translator) -> tuple[str, str]:
    """Return title and text of a card in the list it is picked from, which says who will read it."""
    absent = t.plural("whosout.count", _count(view)) if view.absent else _nobody(t)
    return _title(view, t), t("whosout.preview", unit=view.unit or t("whosout.company"), absent=absent)


def nothing_found(t: Translator) -> str:
    """Return the answer to words that name neither a day nor a unit."""
    return t("whosout.nothing")


def too_slow(t: Translator) -> str:
    return t("whosout.slow")


def _count(view: WhosOutView) -> int:
    """Return how many people are away: one may be so twice."""
    return len({each.person_id for each in view.absent})


def _is_today(view: WhosOutView) -> bool:
    return view.first_day == view.last_day == view.today


def _nobody(t: Translator) -> str:
    """Say that no absence is known: who works on other days only, or has a day off like everybody, is not there."""
    return t("whosout.nobody")


def _title(view: WhosOutView, t: Translator) -> CatalogText:
    return on_part(_days(view, t), view.part, t)


def _days(view: WhosOutView, t: Translator) -> CatalogText:
    if _is_today(view):
        return t("digest.absent")
    first = t.near_day(view.first_day, view.today)
    if view.first_day != view.last_day:
        return t("whosout.days", first=first, last=t.near_day(view.last_day, view.today))
    if view.first_day == view.today + timedelta(days=1):
        return t("whosout.tomorrow", day=first)
    return t("whosout.day", day=first)
