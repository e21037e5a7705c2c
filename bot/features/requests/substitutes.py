"""The type-ahead for a substitute: active colleagues by name; somebody away in the period cannot be picked.

It tells outsiders nothing, and nobody is offered themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.core.absence_request import read_day, with_substitute
from bot.core.choices import SEVERAL, value_of
from bot.core.events import Choice, Offer, Reply, Searched
from bot.core.name_search import label, labels
from bot.core.people import display_name
from bot.core.plain_words import bare_words
from bot.core.working_time import Span, until
from bot.services.context import Turn
from bot.services.identity import here_on, require_person
from bot.services.requests.covers import Availability
from bot.services.requests.review import available
from bot.services.router import Router
from cards.clock_time import read_time
from cards.form_data import Draft
from cards.i18n import Translator
from personio_client import Person

router = Router()

_SHOWN = 15  # https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/dynamic-search
AWAY = "away:"  # marks a row that cannot be picked: no Personio id starts like this


@router.searched("substitutes")
async def searched(turn: Turn, event: Searched) -> Reply:
    """Offer colleagues whose name matches what is typed."""
    asker = await require_person(turn)
    people = (await turn.services.directory.people()).by_id.values()
    found = matching(event.query, (p for p in people if p.id != asker.id and here_on(p, turn.today)))
    shown = found[event.skip : event.skip + max(1, min(event.top, _SHOWN))]
    when = _span(event.data)
    known = (await available(turn.services, when) if when else None) or Availability()
    return Offer([_choice(turn, person, label(person, found), known) for person in shown])


async def with_chosen(turn: Turn, asker: Person, draft: Draft, chosen: str | None) -> Draft:
    """Return a draft with the substitute chosen, by id also where a client sent the title of the choice back."""
    people = (await turn.services.directory.people()).by_id
    if chosen is None or chosen.startswith(SEVERAL) or chosen.removeprefix(AWAY) in people:
        return with_substitute(draft, chosen)
    here = [person for person in people.values() if person.id != asker.id and here_on(person, turn.today)]
    return with_substitute(draft, by_title(chosen, here, turn.t))


def by_title(chosen: str, people: Collection[Person], t: Translator) -> str:
    """Return the value of the choice with this title, marked where it is no single one, itself where it is none.

    A name alone is taken for a title too: the client may have shown it before somebody else of that name came.
    """
    for names in (labels(people), {person.id: display_name(person) for person in people}):
        choices = [(each, title) for each, name in names.items() for title in (name, *_pickable(name, t))]
        away = [(f"{AWAY}{each}", t("review.substitute_away_row", name=name)) for each, name in names.items()]
        if (value := value_of(chosen, [*choices, *away]) or chosen) != chosen:
            return value
    return chosen


def _choice(turn: Turn, person: Person, name: str, known: Availability) -> Choice:
    if person.id in known.away:
        return Choice(turn.t("review.substitute_away_row", name=name), f"{AWAY}{person.id}")
    if person.id in known.covering:
        return Choice(turn.t("review.substitute_covers_row", name=name), person.id)
    if person.id in known.maybe:
        return Choice(turn.t("review.substitute_maybe_row", name=name), person.id)
    return Choice(name, person.id)


def _pickable(name: str, t: Translator) -> tuple[str, str]:
    return t("review.substitute_covers_row", name=name), t("review.substitute_maybe_row", name=name)


def matching(query: str, people: Iterable[Person]) -> list[Person]:
    """Return people whose name has every typed word, at the start of one of its words or anywhere in it; best first."""
    words = bare_words(query).split()
    ranked = []
    for person in people:
        name = bare_words(display_name(person))
        parts = name.split()
        if all(any(part.startswith(word) for part in parts) or word in name for word in words):
            starts = sum(any(part.startswith(word) for part in parts) for word in words)
            ranked.append((-starts, name, person.id, person))
    return [person for *_, person in sorted(ranked, key=lambda row: row[:3])]


def _span(data: dict[str, str]) -> Span | None:
    """Read the period of the card that is typed in; halves and hours count."""
    first, last = read_day(data.get("first_day", "")), read_day(data.get("last_day", ""))
    if first is None or last is None or last < first:
        return None
    start, end = read_time(data.get("first_time", "")), read_time(data.get("last_time", ""))
    last = until(first, last, end) if end else last
    return Span(first, last, data.get("first_half") == "half", data.get("last_half") == "half", start, end)
