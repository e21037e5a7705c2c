"""The answer to *Wie is er afwezig?*: for a day or some days, of a unit or the whole company.

Rule: the same lines as the daily update, so nothing tells one kind of absence from another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from microsoft_teams.cards import CardElement

from cards.card import Card
from cards.elements import build, heading, line
from cards.i18n import Translator
from cards.names import AbsentLine, Topic, absent_line, lists

_BUDGET: Final = 22_000  # bytes of JSON for the list


@dataclass(frozen=True, slots=True)
class WhosOutView:
    """Who is away in a period, both days included. ``unit``: the name it is about, None for the whole company.

    ``AbsentLine.from_day`` says where in a longer period an absence begins. ``today``: the asker's.
    """

    first_day: date
    last_day: date
    unit: str | None
    absent: Sequence[AbsentLine]
    today: date


def whos_out_card(view: WhosOutView, t: Translator) -> Card:
    """Show who is away and when they are back, long lists folded. Pure."""
    is_today = view.first_day == view.last_day == view.today
    title = _title(view, t, is_today=is_today)
    body: list[CardElement] = [
        heading(f"{title} ({len(view.absent)})" if view.absent else title),
        line(view.unit or t("whosout.company"), space="None", subtle=True),
    ]
    if not view.absent:
        nobody = t("digest.everybody" if is_today else "whosout.everybody")
        return build(t, nobody, [*body, line(nobody)])
    rows = [absent_line(each, view.first_day, t, is_today=is_today) for each in view.absent]
    listed = lists([Topic("absent", "", rows)], t, budget=_BUDGET)
    return build(t, f"{title}: {len(view.absent)}", [*body, *listed])


def _title(view: WhosOutView, t: Translator, *, is_today: bool) -> str:
    if is_today:
        return t("digest.absent")
    first = t.near_day(view.first_day, view.today)
    if view.first_day != view.last_day:
        return t("whosout.days", first=first, last=t.near_day(view.last_day, view.today))
    if view.first_day == view.today + timedelta(days=1):
        return t("whosout.tomorrow", day=first)
    return t("whosout.day", day=first)
