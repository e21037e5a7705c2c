"""The answer about one person, and the question who or what is meant.

Here, or away and back on; never why, and nothing tells one kind of absence from another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from microsoft_teams.cards import CardElement

from cards.actions import AskWhosOut
from cards.card import Card
from cards.day_part import DayPart, on_part
from cards.elements import build_card, button, buttons, heading, line
from cards.i18n import Translator
from cards.people_list import AbsentLine, absent_line, later_line, name_line
from cards.plain_text import CatalogText

MOST: Final = 6  # buttons that Teams shows in a row


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody on some days, both included; ``unit`` is where they work.

    ``absent``: their absences then, empty where there are none. ``present``: what else is known: they work that day, or
    do not, or neither is known. ``asks_why``: the question was also why. ``part``: the part of the day asked about.
    """

    name: str
    unit: str | None
    first_day: date
    last_day: date
    today: date
    absent: Sequence[AbsentLine] = ()
    present: Literal["works", "off", "not_away"] = "not_away"
    back_on: date | None = None  # the next working day after one that is none
    asks_why: bool = False
    part: DayPart | None = None


@dataclass(frozen=True, slots=True)
class Meant:
    """One of those who or which may be meant."""

    title: str
    ask: AskWhosOut


@dataclass(frozen=True, slots=True)
class WhichView:
    """``unknown``: the words that name nothing here, None where they name several. ``more``: there are others yet.

    ``is_shared``: others see the card too, so nothing on it is pressed; who is meant is typed again.
    """

    offered: Sequence[Meant]
    unknown: str | None = None
    is_person: bool = False
    more: bool = False
    is_shared: bool = False


def person_card(view: PersonView, t: Translator) -> Card:
    """Show whether somebody is here, or away and when they are back."""
    body: list[CardElement] = [heading(person_days(view, t))]
    if view.unit:
        body.append(line(view.unit, space="None", subtle=True))
    body += _rows(view, t)
    if view.asks_why:
        body.append(line(t("whosout.why"), space="Medium", subtle=True))
    return build_card(t, f"{view.name}: {person_said(view, t)}", body)


def people_card(views: Sequence[PersonView], t: Translator) -> Card:
    """Show whether some people are here, all on the same days."""
    body: list[CardElement] = [heading(person_days(views[0], t)), *(row for view in views for row in _rows(view, t))]
    if any(view.asks_why for view in views):
        body.append(line(t("whosout.why"), space="Medium", subtle=True))
    return build_card(t, "; ".join(f"{view.name}: {person_said(view, t)}" for view in views), body)


def only_own(t: Translator) -> str:
    """Say that nobody can request an absence for somebody else."""
    return t("whosout.only_own")


def only_own_balance(t: Translator) -> str:
    """Say that nobody is told what somebody else has left."""
    return t("whosout.only_own_balance")


def only_by_name(t: Translator) -> str:
    """Say that somebody's absences are asked for by their name."""
    return t("whosout.only_by_name")


def person_days(view: PersonView, t: Translator) -> CatalogText:
    if view.first_day == view.last_day == view.today:
        return on_part(t("whosout.today"), view.part, t)
    first, last = t.near_day(view.first_day, view.today), t.near_day(view.last_day, view.today)
    days = first if view.first_day == view.last_day else t("period.range", first=first, last=last)
    return on_part(CatalogText(days[:1].upper() + days[1:]), view.part, t)


def person_said(view: PersonView, t: Translator) -> str:
    """Return in a few words whether somebody is here."""
    if view.absent and (view.first_day != view.last_day or any(each.from_day is None for each in view.absent)):
        return t("person.away")
    return {"works": t("person.works"), "off": t("person.off"), "not_away": t("person.not_away")}[view.present]


def person_preview(view: PersonView, t: Translator) -> tuple[str, str]:
    """Return title and text of a card in the compose box's results; they say who can read it."""
    return person_days(view, t), t("whosout.preview", unit=view.name, absent=person_said(view, t))


def which_card(view: WhichView, t: Translator) -> Card:
    """Ask who or what is meant, and offer the nearest."""
    title = t("whosout.which")
    body: list[CardElement] = [heading(title)]
    said = title if view.unknown is None else _unknown(view, t)
    if view.unknown is not None:
        body.append(line(said, space="Small"))
        if view.offered:
            body.append(line(t("whosout.nearest")))
    if view.is_shared:
        body += [line(each.title, space="Small") for each in view.offered[:MOST]]
    elif view.offered:
        body.append(buttons(*(button(each.title, each.ask) for each in view.offered[:MOST])))
    if view.more or len(view.offered) > MOST:
        body.append(line(t("whosout.more"), subtle=True))
    return build_card(t, said, body)


def _unknown(view: WhichView, t: Translator) -> str:
    words = view.unknown or ""
    return t("whosout.unknown_person", words=words) if view.is_person else t("whosout.unknown", words=words)


def _rows(view: PersonView, t: Translator) -> list[CardElement]:
    today = view.first_day == view.last_day == view.today
    away = t("person.away")
    rows: list[CardElement] = [
        later_line(each, view.first_day, t, lead=away)
        if each.from_day
        else absent_line(each, view.first_day, t, is_today=today, lead=away)
        for each in view.absent
    ]
    if not view.absent or (view.first_day == view.last_day and all(each.from_day for each in view.absent)):
        back = t("absent.back_on", day=t.near_day(view.back_on, view.today)) if view.back_on else None
        rows.insert(0, name_line(view.name, person_said(view, t), back))
    return rows
