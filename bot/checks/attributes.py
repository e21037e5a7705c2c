"""Does Personio let us read the attributes of employees that cards are made of?

Rule: as step 2 of the setup in Teams; an attribute is found by key or universal id, never by its localised label.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.checks.finding import Finding, ok, problem, warning
from bot.checks.reading import not_read
from bot.checks.sight import Sight
from personio_client import NotFound, PersonioError

# What is lost without it.
REQUIRED: Final = {
    "first_name": "people have no names",
    "last_name": "people have no names",
    "email": "nobody who writes to the bot is recognised",
    "status": "people who left cannot be told from those who are here",
    "hire_date": "no anniversaries, and no new colleagues",
    "termination_date": "people who left go on appearing",
    "position": "new colleagues are announced without what they do",
    "department": "no updates for a department",
    "team": "no updates for a team, no question about one's own",
    "office": "no updates for an office",
    "supervisor": "managers are not told that somebody waits for them",
}
OPTIONAL: Final = {
    "work_schedule": "Monday to Friday counts for everybody, so that part-timers get wrong durations and return days",
    "holiday_calendar": "public holidays count as working days",
}
_TICK: Final = (
    "Tick it in Personio: Marketplace, Connected integrations (or API credentials), its readable employee attributes."
)
_BIRTHDAY: Final = "date_of_birth"  # its universal id: the birthday is an attribute of one's own


async def check(sight: Sight) -> list[Finding]:
    """Compare what the credential may read with what is needed."""
    if not await sight.let_in():
        return []
    try:
        found = await sight.attributes()
    except NotFound:
        return [
            warning(
                "personio.old_api_closed",
                "Personio's older API does not answer any more: work schedules and holiday calendars cannot be read.",
                "People are read from the newer API. Durations and return days take Monday to Friday for everybody, "
                "without public holidays, until the bot is updated.",
            )
        ]
    except PersonioError as error:
        return [not_read(error, "which attributes of employees may be read")]
    readable = {each.key for each in found} | {each.universal_id or "" for each in found}
    missing = [*_missing(readable), *_birthday(readable, sight.settings.personio_birthday_attribute)]
    return missing or [ok("personio.attributes", "Every attribute of employees that is needed can be read.")]


def _missing(readable: set[str]) -> Iterator[Finding]:
    for key, lost in REQUIRED.items():
        if key not in readable:
            yield problem("personio.attribute_missing", f"{key} cannot be read: {lost}.", _TICK, about=key)
    for key, lost in OPTIONAL.items():
        if key not in readable:
            yield warning("personio.attribute_optional", f"{key} cannot be read: {lost}.", _TICK, about=key)


def _birthday(readable: set[str], own: str | None) -> Iterator[Finding]:
    if own and own not in readable:
        yield warning(
            "personio.birthday_key_unknown",
            "PERSONIO_BIRTHDAY_ATTRIBUTE names an attribute that this credential cannot read.",
            f"{_TICK} Its key begins with dynamic_.",
            about="PERSONIO_BIRTHDAY_ATTRIBUTE",
        )
    elif not own and _BIRTHDAY not in readable:
        yield warning(
            "personio.birthday_missing",
            "The date of birth cannot be read: channels get no birthdays.",
            f"{_TICK} Where it is an attribute of your own, put its key into PERSONIO_BIRTHDAY_ATTRIBUTE.",
            about=_BIRTHDAY,
        )
