"""Who is asking: from the verified activity to one person in Personio.

Entra object id -> member e-mail -> Personio person, and nothing else. A display name, a card or a message never
says who somebody is; guests and people of other tenants are nobody, even where their e-mail equals an employee's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

import structlog

from bot.core.messaging import Member, SendError
from bot.core.people import employed_on
from bot.services.context import Refusal, Turn
from bot.services.deadline import seconds_left
from bot.services.personio_cache import People
from personio_client import Person

log = structlog.get_logger(__name__)

MEMBER_FRESH = timedelta(minutes=15)
_LOOK_AGAIN_AFTER = timedelta(
    minutes=1
)  # somebody new in Personio is found soon, yet nobody can make us read it all day
_PATIENCE = 3.0  # seconds for Teams' roster: somebody waits for an answer
_AFTERWARDS = 2.0  # seconds of a turn that are left for Personio where the roster is silent
_KEPT = 20_000


class Members:
    """Who Teams says somebody is, remembered for a short while and only in memory."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[datetime, Member]] = {}

    async def of(self, turn: Turn, object_id: str) -> Member | None:
        """Return Teams' record of the sender. Raises SendError where Teams does not answer."""
        key = (turn.origin.conversation.tenant_id, object_id)
        now = turn.services.clock()
        if (known := self._known.get(key)) and timedelta() <= now - known[0] < MEMBER_FRESH:
            return known[1]
        member = await _look_up(turn)
        if member:
            self._known.pop(key, None)
            self._known[key] = (now, member)
            if len(self._known) > _KEPT:
                self._known.pop(next(iter(self._known)))
        return member

    def forget(self, object_ids: Collection[str]) -> None:
        for key in [key for key in self._known if key[1] in object_ids]:
            del self._known[key]

    async def expire(self, now: datetime) -> None:
        """Drop what is too old to be used: people whom another process deleted are no longer known here."""
        for key in [key for key, (at, _) in self._known.items() if now - at >= MEMBER_FRESH]:
            del self._known[key]


async def _look_up(turn: Turn) -> Member | None:
    """Ask the roster of this chat, and where it has no answer, that of the person's own chat with the bot.

    The compose box is in chats that the bot is not in. An own chat is known only of who was found by a roster before;
    whatever it says now is judged as any other record. Raises SendError.
    """
    here, own, sender = turn.origin.conversation, turn.account.conversation, turn.origin.sender
    elsewhere = own if turn.account.person_id and own and own.id != here.id else None
    try:
        member = await turn.services.messenger.member(here, sender.id)
    except SendError:
        if elsewhere is None:
            raise
        member = None
    if member is None and elsewhere is not None:
        return await turn.services.messenger.member(elsewhere, sender.id)
    return member


async def require_person_in_private(turn: Turn) -> Person:
    """Return the person who asks in their personal chat, where nobody reads along.

    Raises Refused anywhere else, and whatever :func:`who` raises.
    """
    if turn.origin.conversation.scope != "personal":
        raise Refusal("chat.personal_only")
    return await require_person(turn)


async def require_person(turn: Turn) -> Person:
    """Return the person in Personio who sent this event.

    Raises Refused (unknown, guest, inactive, not yet started, ambiguous) and PersonioError.
    """
    try:
        person = await _find(turn)
    except Refusal as refusal:
        log.warning("identity.refused", reason=refusal.problem.key)
        raise
    if turn.account.person_id != person.id:
        await turn.services.store.save_account(replace(turn.account, person_id=person.id))
    return person


async def _find(turn: Turn) -> Person:
    object_id = turn.origin.sender.object_id
    if not object_id:
        raise Refusal("identity.unknown")
    try:
        async with asyncio.timeout(seconds_left(_PATIENCE, reserve=_AFTERWARDS)):
            member = await turn.services.members.of(turn, object_id)
    except (SendError, TimeoutError):
        return await _remembered(turn)
    if member is None:
        raise Refusal("identity.unknown")
    if is_guest(member, turn.origin.conversation.tenant_id):
        raise Refusal("identity.guest")
    if member.object_id and member.object_id.casefold() != object_id.casefold():
        raise Refusal("identity.unknown")
    people = await turn.services.directory.people()
    if not _matches(people, member):
        people = await turn.services.directory.people(fresher_than=_LOOK_AGAIN_AFTER, compared=True)
    return only(_matches(people, member), turn.today)


async def _remembered(turn: Turn) -> Person:
    """Fall back on the person found the last time while Teams' roster does not answer."""
    person = (await turn.services.directory.people()).by_id.get(turn.account.person_id or "")
    if person is None:
        raise Refusal("identity.unknown")
    return only((person,), turn.today)


def is_guest(member: Member, tenant_id: str) -> bool:
    """Tell whether Teams' record is of somebody from outside."""
    return (
        "#ext#" in (member.upn or "").casefold()
        or "#ext#" in (member.email or "").casefold()
        or (member.role or "").casefold() in {"guest", "anonymous"}
        or (member.tenant_id is not None and member.tenant_id.casefold() != tenant_id.casefold())
    )


def _matches(people: People, member: Member) -> tuple[Person, ...]:
    for address in (member.email, member.upn):
        if address and (found := people.by_email.get(address.strip().casefold())):
            return found
    return ()


def only(found: tuple[Person, ...], today: date) -> Person:
    """Return the one person among those with the same e-mail who works here today. Raises Refused."""
    if not found:
        raise Refusal("identity.not_linked")
    here = [person for person in found if here_on(person, today)]
    if len(here) > 1:
        raise Refusal("identity.ambiguous")
    if here:
        return here[0]
    if all(person.hire_date and person.hire_date > today for person in found):
        raise Refusal("identity.not_started")
    raise Refusal("identity.inactive")


def here_on(person: Person, day: date) -> bool:
    """Tell whether somebody belongs to the company on a day: judged by dates, and never while inactive."""
    return employed_on(person, day) and person.status != "inactive"
