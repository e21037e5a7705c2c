"""Lists of people on a card: who is away and when they are back, long lists folded.

A name comes first and is bold; what follows is the same for every kind of absence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final, Literal

from microsoft_teams.cards import ActionSet, CardElement, Container, RichTextBlock, TextRun, ToggleVisibilityAction

from cards.elements import line, topic
from cards.i18n import Translator
from cards.plain_text import CatalogText, one_line

NAMELESS: Final = "?"
"""The name of somebody whom Personio, or the right to read it, gives none; lists say so in words."""

FEW: Final = 8  # names that are seen at once
_ALMOST: Final = 10  # a list up to this length is not folded: "and 1 other" would take as much space as the other
_LONGEST: Final = 80  # characters of a name, a position or a unit


@dataclass(frozen=True, slots=True)
class AbsentLine:
    """Somebody who is away.

    ``half``: only that half of the day. ``hours``: only from when until when. ``back_on``: first working day, None
    where that is not known (``open_end``: because the absence has no end yet). ``type_name``: only where the channel
    asks. ``from_day``: the first day away, where a list of several days shows somebody who is there at its beginning.
    ``time_zone``: the zone of the hours, where it has to be said. ``back_at``: when they are back that day, by the
    reader's clock, where that is asked.
    """

    person_id: str
    name: str
    half: Literal["morning", "afternoon"] | None = None
    hours: tuple[time, time] | None = None
    back_on: date | None = None
    back_at_noon: bool = False
    open_end: bool = False
    type_name: str | None = None
    from_day: date | None = None
    time_zone: str | None = field(default=None, repr=False)  # posted updates are compared by repr, older ones too
    back_at: time | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class EventLine:
    """A birthday, an anniversary (``years``) or a start (``position``, ``unit``). ``on``: the day itself, this year."""

    person_id: str
    name: str
    on: date
    years: int | None = None
    position: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading with a count, and its lines; without a title, the lines alone. ``greeting``: said to all of them."""

    id: str
    title: CatalogText | None
    lines: Sequence[CardElement]
    greeting: CatalogText | None = None


def name_line(name: str, *details: str | None, aside: str | None = None) -> RichTextBlock:
    """Show a name and what there is to say, commas between; ``aside`` in brackets."""
    said = "".join(f", {_short(each)}" for each in details if each)
    rest = f"{said} ({_short(aside)})" if aside else said
    runs = [TextRun(text=_short(name), weight="Bolder"), *([TextRun(text=rest)] if rest else [])]
    return RichTextBlock(inlines=list(runs), spacing="Small")


def absent_line(
    absent: AbsentLine, day: date, t: Translator, *, is_today: bool = True, lead: str | None = None
) -> RichTextBlock:
    """Show who is away, which part of ``day``, and when they are back; ``lead``: said first."""
    begins = t("absent.from", day=t.near_day(absent.from_day, day)) if absent.from_day else None
    return name_line(
        _called(absent, t),
        lead,
        begins,
        _part(absent, t),
        _back(absent, day, t, is_today=is_today),
        aside=absent.type_name,
    )


def remote_line(remote: AbsentLine, t: Translator) -> RichTextBlock:
    """Show who works elsewhere, and for which part of the day; without the day they are back, unlike absences."""
    return name_line(_called(remote, t), _part(remote, t), aside=remote.type_name)


def later_line(absent: AbsentLine, day: date, t: Translator, *, lead: str | None = None) -> RichTextBlock:
    """Show who will be away from a day after ``day``, and when they are back."""
    begins = t.near_day(absent.from_day or day, day)
    part = _part(absent, t)
    back = _back(absent, day, t, is_today=False) if absent.back_on != absent.from_day else None
    start = begins if part else t("absent.from", day=begins)
    return name_line(_called(absent, t), lead, start, part, back, aside=absent.type_name)


def _called(absent: AbsentLine, t: Translator) -> str:
    return t("absent.nameless") if absent.name == NAMELESS else absent.name


def _part(absent: AbsentLine, t: Translator) -> str | None:
    if absent.hours:
        said = _hours(*absent.hours, t)
        return t("absent.in_zone", hours=said, city=t.city(absent.time_zone)) if absent.time_zone else said
    if absent.half:
        return t("absent.morning" if absent.half == "morning" else "absent.afternoon")
    return None


def _hours(first: time, last: time, t: Translator) -> str:
    if last == time.min:  # until the end of the day
        return t("absent.hours_from", first=t.time(first))
    if first == time.min:
        return t("absent.hours_until", last=t.time(last))
    return t("absent.hours", first=t.time(first), last=t.time(last))


def _back(absent: AbsentLine, day: date, t: Translator, *, is_today: bool) -> str | None:
    if absent.open_end or (absent.back_on is None and _part(absent, t) is None):
        return t("absent.open")  # in the same words for every cause, or they would tell of a sickness
    if absent.back_on is None:
        return None
    if absent.back_at:
        return t("absent.back_at", time=t.time(absent.back_at))
    if absent.back_on == day:  # by the hour, the end says it already
        if absent.hours or not absent.back_at_noon:
            return None
        return t("absent.back_this_afternoon" if is_today else "absent.back_at_noon")
    back_on = t.near_day(absent.back_on, day)
    return t("absent.back_on", day=t("period.from_midday", day=back_on) if absent.back_at_noon else back_on)


def lists(topics: Iterable[Topic], t: Translator, *, budget: int) -> list[CardElement]:
    """Show topics under headings with their counts, long lists folded, in about ``budget`` bytes of JSON.

    Every topic shows its first lines before any shows more; what does not fit is counted.
    """
    shown = [each for each in topics if each.lines]
    # Each topic has a heading, and the two buttons of a fold.
    space = budget - sum(_size(line(each.title or "")) + 900 for each in shown)
    fits = [0] * len(shown)
    for most in (FEW, None):
        for place, each in enumerate(shown):
            for row in each.lines[fits[place] : most]:
                if (size := _size(row)) > space:
                    break
                space -= size
                fits[place] += 1
    folded = [len(each.lines) > _ALMOST or n < len(each.lines) for each, n in zip(shown, fits, strict=True)]
    return [
        element
        for each, n, fold in zip(shown, fits, folded, strict=True)
        for element in _lines_of(each, n, t, fold=fold, named=folded.count(True) > 1)
    ]


def _lines_of(each: Topic, fits: int, t: Translator, *, fold: bool, named: bool) -> list[CardElement]:
    """Return a topic; its fold is ``named`` after it where there are several, so that no two buttons sound the same."""
    count = len(each.lines)
    title: list[CardElement] = [topic(CatalogText(f"{each.title} ({count})"))] if each.title else []
    if each.greeting:
        title.append(line(each.greeting, space="Small"))
    if not fold:
        return [*title, *each.lines]
    called = f" ({each.title})" if named and each.title else ""
    few = min(FEW, fits)
    rest: list[CardElement] = list(each.lines[few:fits])
    if fits < count:
        rest.append(line(t.plural("list.beyond", count - fits), space="Small", subtle=True))
    return [
        *title,
        *each.lines[:few],
        *_fold(each.id, rest, t.plural("list.more", count - few) + called, t("list.fewer") + called),
    ]


def _fold(name: str, rest: list[CardElement], more: str, fewer: str) -> list[CardElement]:
    """Hide ``rest`` behind a button that says how many there are, and bring a button to hide it again.

    https://adaptivecards.io/explorer/Action.ToggleVisibility.html
    """
    ids = [f"{name}-more", f"{name}-rest"]
    show = ToggleVisibilityAction(title=more, target_elements=list(ids))
    hide = ToggleVisibilityAction(title=fewer, target_elements=list(ids))
    return [
        ActionSet(id=ids[0], actions=[show], spacing="Small"),
        Container(
            id=ids[1], is_visible=False, spacing="Small", items=[*rest, ActionSet(actions=[hide], spacing="Small")]
        ),
    ]


def _size(element: CardElement) -> int:
    return len(json.dumps(element.model_dump(by_alias=True, exclude_none=True), ensure_ascii=False).encode()) + 2


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
