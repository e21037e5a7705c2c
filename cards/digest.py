"""The daily update of a channel: who is away and when they are back, birthdays, anniversaries, new colleagues.

Nothing here tells one kind of absence from another unless the view names it; names come first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from microsoft_teams.cards import CardElement

from cards.card import Card
from cards.digest_outlook import Week, week_topics
from cards.elements import build_card, heading, line
from cards.i18n import Translator
from cards.people_list import AbsentLine, EventLine, Topic, absent_line, lists, name_line, remote_line
from cards.plain_text import CatalogText

__all__ = ["AbsentLine", "DigestView", "EventLine", "Week", "digest_body", "digest_card", "digest_text"]

_BUDGET: Final = 22_000  # bytes of JSON for the lists; with the rest of the card under 25,000


@dataclass(frozen=True, slots=True)
class DigestView:
    """One channel's update for one local day. ``units``: the names it is about; empty: the whole company.

    ``tells_absences``: the channel asked for them; only then an empty update says that everybody is there.
    """

    day: date
    units: Sequence[str] = ()
    absent: Sequence[AbsentLine] = ()
    remote: Sequence[AbsentLine] = ()
    birthdays: Sequence[EventLine] = ()
    anniversaries: Sequence[EventLine] = ()
    starters: Sequence[EventLine] = ()
    week: Week | None = None
    tells_absences: bool = True

    @property
    def is_empty(self) -> bool:
        return self.is_quiet and (self.week is None or self.week.is_empty)

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to say about the day itself."""
        return not (self.absent or self.remote or self.birthdays or self.anniversaries or self.starters)


def digest_card(view: DigestView, t: Translator, *, updated_at: time | None = None) -> Card:
    """Show a heading per topic with its count, names first, long lists folded.

    ``updated_at``: when a posted card was edited, in the channel's time zone. It is not in the view, because a view is
    compared with the one that was posted.
    """
    body = digest_body(view, t)
    if updated_at:
        body.append(line(t("digest.updated_at", time=t.time(updated_at)), space="Medium", subtle=True))
    return build_card(t, digest_text(view, t), body)


def digest_text(view: DigestView, t: Translator) -> str:
    """Return the notification's text: how many of each kind, no names, no reasons; events of earlier days apart."""
    if view.is_quiet:
        return _nothing(view, t)
    events = (
        ("digest.count_birthdays", view.birthdays),
        ("digest.count_anniversaries", view.anniversaries),
        ("digest.count_starters", view.starters),
    )
    today = [
        ("digest.count_absent", len(view.absent)),
        ("digest.count_remote", len(view.remote)),
        *((key, sum(each.on == view.day for each in of)) for key, of in events),
    ]
    past = [(key, sum(each.on != view.day for each in of)) for key, of in events]
    said = (("digest.summary", _counted(today, t)), ("digest.summary_past", _counted(past, t)))
    return ". ".join(t(key, counts=counts) for key, counts in said if counts)


def _counted(counts: Sequence[tuple[str, int]], t: Translator) -> str:
    return ", ".join(t.plural(key, n) for key, n in counts if n)


def digest_body(view: DigestView, t: Translator, *, budget: int = _BUDGET) -> list[CardElement]:
    """Return what the card shows, its lists in about ``budget`` bytes of JSON."""
    day = t.day(view.day)
    body: list[CardElement] = [heading(CatalogText(day[:1].upper() + day[1:]))]
    if view.units:
        body.append(line(_joined(view.units), space="None", subtle=True))
    if view.is_quiet:
        body.append(line(_nothing(view, t)))
    return [*body, *lists(_topics(view, t), t, budget=budget)]


def _topics(view: DigestView, t: Translator) -> Iterator[Topic]:
    day = view.day
    yield Topic("absent", t("digest.absent"), [absent_line(each, day, t) for each in view.absent])
    yield Topic("remote", t("digest.remote"), [remote_line(each, t) for each in view.remote])
    todays = [name_line(each.name) for each in view.birthdays if each.on == day]
    yield Topic("birthdays", t("digest.birthdays"), todays, t("digest.wish"))
    past = [name_line(each.name, _moved("birthday", each, day, t)) for each in view.birthdays if each.on != day]
    yield Topic("birthdays-past", t("digest.birthdays_moved"), past, t("digest.wish_late"))
    yield Topic("anniversaries", t("digest.anniversaries"), [_anniversary(each, day, t) for each in view.anniversaries])
    yield Topic("starters", t("digest.starters"), [_starter(each, day, t) for each in view.starters])
    if view.week:
        yield from week_topics(view.week, day, t)


def _anniversary(each: EventLine, day: date, t: Translator) -> CardElement:
    years = t.plural("digest.years", each.years) if each.years else None
    return name_line(each.name, years, _moved("anniversary", each, day, t))


def _starter(each: EventLine, day: date, t: Translator) -> CardElement:
    return name_line(each.name, each.position, each.unit, _moved("start", each, day, t))


_MOVED: Final = {
    "birthday": "digest.birthday_on",
    "anniversary": "digest.anniversary_on",
    "start": "digest.started_on",
}


def _moved(event: str, each: EventLine, day: date, t: Translator) -> str | None:
    """Return the day itself, where it is told on another one."""
    return t(_MOVED[event], day=t.near_day(each.on, day)) if each.on != day else None


def _nothing(view: DigestView, t: Translator) -> str:
    return t("digest.everybody" if view.tells_absences else "digest.nothing")


def _joined(units: Sequence[str]) -> str:
    text = ", ".join(units)
    return text if len(text) <= 200 else f"{text[:199].rstrip()}…"
