"""Checks of the company's data: an e-mail address each, known holiday calendars, and the clock of this machine.

People are counted and told by their Personio ids, never by name or address. The clock is compared with the time in
Personio's answer, which is exact to a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.cli.diagnostics.finding import Finding, counted, not_read_finding, ok, problem_finding, warning
from bot.cli.diagnostics.probes import Probes
from bot.core.holiday_regions import calendar_region
from bot.core.people import employed_on, has_name
from bot.core.person_region import holiday_region, without_country
from bot.services.personio_cache import HolidaySource, People
from personio_client import HolidayCalendar, Person, PersonioError

_SHOWN = 5


async def check_people(sight: Probes) -> list[Finding]:
    """Read all people as the bot does, and check the data of those who are employed today."""
    if not await sight.let_in():
        return []
    try:
        people = await sight.people()
    except PersonioError as error:
        return [not_read_finding(error, "who works here", right="personio:persons:read")]
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
        *_unread(here),
        *_calendars(people, here, (await sight.holidays()).holiday_sources()),
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


def _unread(here: Sequence[Person]) -> Iterator[Finding]:
    """Return what is in Personio and cannot be used: values that are not understood, people without any name."""
    for key in sorted({key for person in here for key in person.unreadable}):
        of = [person.id for person in here if key in person.unreadable]
        yield warning(
            "personio.value_unreadable",
            f"The attribute {key} of {counted(len(of), 'person', 'people')} has a value that the bot cannot read and "
            f"leaves out: {_ids(of)}.",
            "Look at that value in Personio; if it is right there, tell us its form.",
            about=key,
        )
    nameless = [person.id for person in here if not has_name(person)]
    if nameless and len(nameless) < len(here):  # all of them: the attributes are not readable, which is said elsewhere
        yield warning(
            "personio.name_missing",
            f"{counted(len(nameless), 'person has', 'people have')} no name that the bot can read, and updates say "
            f"so in place of it: {_ids(nameless)}.",
            "Put their name into Personio.",
            about=_ids(nameless),
        )


def _calendars(people: People, here: Sequence[Person], sources: Mapping[str, HolidaySource]) -> Iterator[Finding]:
    """Return what is not known of calendars; of those that Personio lists the days for nothing has to be."""
    active = {person.id for person in here}
    calendars = {person.holiday_calendar for person in here if person.holiday_calendar}
    regions = {calendar for calendar in calendars if sources.get(calendar.id) != "personio"}
    unread = {
        key: [p for p in owners if p.id in active]
        for key, owners in people.unread_calendars.items()
        if sources.get(key) != "personio"
    }
    for calendar in sorted(regions, key=lambda each: (each.name, each.id)):
        if calendar.id not in unread:
            yield from _region(calendar)
    for owners in unread.values():
        if owners and (unreadable := owners[0].holiday_calendar):
            yield _country(unreadable, [people.by_id[person.id] for person in owners])


def _region(calendar: HolidayCalendar) -> Iterator[Finding]:
    name = calendar.name or calendar.id
    if calendar_region(calendar.country, calendar.state, calendar.name).known:
        return
    yield warning(
        "personio.region_unknown",
        f"The region of the holiday calendar {name} is not known to the bot: its country's public holidays are "
        "taken, without those of the region.",
        f"Choose a calendar of Personio's own for that region, or add the days: {_setting(calendar)}.",
        about=name,
    )


def _country(calendar: HolidayCalendar, owners: Sequence[Person]) -> Finding:
    """Return the finding about a calendar without a known country; ``owners`` as the bot takes them."""
    name = calendar.name or calendar.id
    taken = sorted({place.country for p in owners if not without_country(p) and (place := holiday_region(p))})
    without = sum(without_country(person) for person in owners)
    what = f"those of {', '.join(taken)} are taken, as all other calendars in the office say" if taken else ""
    rest = f"no public holidays are counted for {counted(without, 'person', 'people')}" if without else ""
    return warning(
        "personio.country_unknown",
        f"The country of the holiday calendar {name}, and so its public holidays, are not known to the bot: "
        f"{'; '.join(filter(None, (what, rest)))}.",
        f"Choose a calendar of Personio's own with a country for these people, or add the days: {_setting(calendar)}.",
        about=name,
    )


def _setting(calendar: HolidayCalendar) -> str:
    return f"HOLIDAYS_ADDED=calendar={calendar.id}:2026-12-25,calendar={calendar.id}:2026-12-26"


def _ids(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return f"Personio id {', '.join(ids[:_SHOWN])}{more}"


TOLERATED: Final = 60.0  # seconds
TOO_MUCH: Final = 300.0  # seconds: what Teams' tokens are allowed to differ


async def check_clock(sight: Probes) -> list[Finding]:
    """Compare our time with Personio's; says nothing where Personio does not answer, which is told already."""
    line = await sight.line()
    if not line.up:
        return []
    if line.theirs is None or line.ours is None:
        return [
            warning(
                "clock.unknown",
                "The clock could not be compared: the answer from Personio's address carries no time.",
                "Compare it by hand. A proxy may have answered in Personio's place.",
            )
        ]
    seconds = (line.ours - line.theirs).total_seconds()
    if abs(seconds) <= TOLERATED:
        return [ok("clock.right", "This machine's clock agrees with Personio's.")]
    told = problem_finding if abs(seconds) > TOO_MUCH else warning
    minutes = max(1, round(abs(seconds) / 60))
    return [
        told(
            "clock.wrong",
            f"This machine's clock is {minutes} min {'ahead' if seconds > 0 else 'behind'}: updates come at the wrong "
            "time, and above 5 min every message from Teams is refused.",
            "Switch on time synchronisation (NTP), for example with timedatectl set-ntp true.",
        )
    ]
