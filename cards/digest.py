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
from cards.digest_topics import TOPICS, DigestTopic
from cards.elements import build_card, heading, line
from cards.i18n import Translator
from cards.people_list import AbsentLine, EventLine, lists
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
        return not any(lines for _, lines in self.topics())

    def topics(self) -> Iterator[tuple[DigestTopic, Sequence[AbsentLine] | Sequence[EventLine]]]:
        """Yield each topic with its lines, in the card's order."""
        for topic in TOPICS.values():
            yield topic, getattr(self, topic.field)


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
    said = (("digest.summary", _counted(view, t, past=False)), ("digest.summary_past", _counted(view, t, past=True)))
    return ". ".join(t(key, counts=counts) for key, counts in said if counts)


def _counted(view: DigestView, t: Translator, *, past: bool) -> str:
    counts = (
        (topic.count, sum((getattr(each, "on", view.day) != view.day) is past for each in lines))
        for topic, lines in view.topics()
    )
    return ", ".join(t.plural(key, n) for key, n in counts if n)


def digest_body(view: DigestView, t: Translator, *, budget: int = _BUDGET) -> list[CardElement]:
    """Return what the card shows, its lists in about ``budget`` bytes of JSON."""
    day = t.day(view.day)
    body: list[CardElement] = [heading(CatalogText(day[:1].upper() + day[1:]))]
    if view.units:
        body.append(line(_joined(view.units), space="None", subtle=True))
    if view.is_quiet:
        body.append(line(_nothing(view, t)))
    shown = [block for topic, lines in view.topics() for block in topic.shown(lines, view.day, t)]
    week = week_topics(view.week, view.day, t) if view.week else ()
    return [*body, *lists([*shown, *week], t, budget=budget)]


def _nothing(view: DigestView, t: Translator) -> str:
    return t("digest.everybody" if view.tells_absences else "digest.nothing")


def _joined(units: Sequence[str]) -> str:
    text = ", ".join(units)
    return text if len(text) <= 200 else f"{text[:199].rstrip()}…"
