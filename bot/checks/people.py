"""Do the people in Personio fit: an e-mail address each, and holiday calendars that we know?

Rule: people are counted and told by their Personio ids, never by name or address; calendars by their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.checks.finding import Finding, counted, ok, warning
from bot.checks.reading import not_read
from bot.checks.sight import Sight
from bot.directory import People
from bot.people import employed_on
from bot.public_holidays import region
from personio_client import HolidayCalendar, Person, PersonioError

_SHOWN = 5


async def check(sight: Sight) -> list[Finding]:
    """Read everybody as the bot does and look at those who are employed today."""
    if not await sight.let_in():
        return []
    try:
        people = await sight.people()
    except PersonioError as error:
        return [not_read(error, "who works here", right="personio:persons:read")]
    today = sight.now().date()
    active = {person.id for person in people.by_id.values() if employed_on(person, today)}
    if not active:
        return [
            warning(
                "personio.nobody",
                "Personio shows nobody who is employed today: nobody would be recognised.",
                "Check the data access of the API credential in Personio, and that this is the right account.",
            )
        ]
    here = [person for person in people.by_id.values() if person.id in active]
    return [
        ok("personio.people", f"{counted(len(here), 'person', 'people')} employed today."),
        *_addresses(people, here),
        *_calendars(here),
    ]


def _addresses(people: People, here: Sequence[Person]) -> Iterator[Finding]:
    active = {person.id for person in here}
    without = [person.id for person in here if not (person.email or "").strip()]
    if without and len(without) < len(here):  # all of them: the attribute is not readable, which is said elsewhere
        yield warning(
            "personio.email_missing",
            f"{counted(len(without), 'person has', 'people have')} no e-mail address and would not be recognised: "
            f"{_ids(without)}.",
            "Put their work e-mail address, the one they have in Teams, into Personio.",
            about=_ids(without),
        )
    for owners in people.by_email.values():
        sharing = [person.id for person in owners if person.id in active]
        if len(sharing) > 1:
            yield warning(
                "personio.email_shared",
                f"{counted(len(sharing), 'person', 'people')} share one e-mail address, so the bot cannot tell who is "
                f"who and refuses them: {_ids(sharing)}.",
                "Give each of them an address of their own in Personio.",
                about=_ids(sharing),
            )


def _calendars(here: Sequence[Person]) -> Iterator[Finding]:
    calendars = {person.holiday_calendar for person in here if person.holiday_calendar}
    for calendar in sorted(calendars, key=lambda each: (each.name, each.id)):
        yield from _calendar(calendar)


def _calendar(calendar: HolidayCalendar) -> Iterator[Finding]:
    name = calendar.name or calendar.id
    if region(calendar.country, calendar.state).known:
        return
    if region(calendar.country, None).known:
        yield warning(
            "personio.region_unknown",
            f"The region of the holiday calendar {name} is not known to the bot: its country's public holidays are "
            "taken, without those of the region.",
            "Choose a calendar of Personio's own for that region, or tell whoever maintains the bot.",
            about=name,
        )
    else:
        yield warning(
            "personio.country_unknown",
            f"The country of the holiday calendar {name} is not known to the bot: no public holidays are counted.",
            "Choose a calendar of Personio's own with a country for these people.",
            about=name,
        )


def _ids(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return f"Personio id {', '.join(ids[:_SHOWN])}{more}"
