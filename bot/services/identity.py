"""Who is asking: from the verified activity to one person in Personio.

Entra object id -> member e-mail -> Personio person, and nothing else. A display name, a card or a message never
says who somebody is; guests and people of other tenants are nobody, even where their e-mail equals an employee's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import structlog

from bot.core.messaging import Member, SendError, TryLater
from bot.core.people import employed_on
from bot.services.context import Refusal, Turn
from bot.services.deadline import AFTER_ROSTER, ROSTER_WAIT, within
from bot.services.personio_cache import People
from personio_client import Person

log = structlog.get_logger(__name__)

_LOOK_AGAIN_AFTER = timedelta(minutes=1)
"""Somebody new in Personio is found soon, yet nobody can make us read it all day."""


async def require_person_in_private(turn: Turn) -> Person:
    """Return the person who asks in their personal chat, where nobody reads along.

    Raises Refusal anywhere else, and whatever :func:`require_person` raises.
    """
    if turn.origin.conversation.scope != "personal":
        raise Refusal("chat.personal_only")
    return await require_person(turn)


async def require_person(turn: Turn) -> Person:
    """Return the person in Personio who sent this event.

    Raises Refusal (unknown, guest, inactive, not yet started, ambiguous), PersonioError, and TimeoutError where it
    cannot be said yet.
    """
    try:
        person = await _find(turn)
    except Refusal as refusal:
        log.warning("identity.refused", reason=refusal.problem.key)
        raise
    if turn.account.person_id != person.id:
        await turn.services.store.accounts.save(replace(turn.account, person_id=person.id))
    return person


async def _find(turn: Turn) -> Person:
    object_id = turn.origin.sender.object_id
    if not object_id:
        raise Refusal("identity.unknown")
    try:
        async with within(ROSTER_WAIT, reserve=AFTER_ROSTER):
            member = await turn.services.members.of(turn.origin, turn.account)
    except (SendError, TimeoutError) as error:
        return await _remembered(turn, error)
    if member is None:
        raise Refusal("identity.unknown")
    if is_guest(member, turn.origin.conversation.tenant_id):
        raise Refusal("identity.guest")
    if member.object_id and member.object_id.casefold() != object_id.casefold():
        raise Refusal("identity.unknown")
    return only(await _listed(turn, lambda people: _matches(people, member)), turn.today)


async def _listed(turn: Turn, find: Callable[[People], tuple[Person, ...]]) -> tuple[Person, ...]:
    """Return whom ``find`` finds among the people of Personio; nobody only after the list was read anew."""
    if found := find(await turn.services.directory.people()):
        return found
    return find(await turn.services.directory.people(fresher_than=_LOOK_AGAIN_AFTER, compared=True))


async def _remembered(turn: Turn, failure: SendError | TimeoutError) -> Person:
    """Fall back on the person found the last time while Teams' roster does not answer.

    Raises TimeoutError for whom nobody was found yet, where the roster may answer later: slow is not unknown.
    """
    known = turn.account.person_id
    if known and (found := await _listed(turn, lambda people: _with_id(people, known))):
        return only(found, turn.today)
    if is_slow(failure):
        raise TimeoutError("no answer from the roster") from failure
    raise Refusal("identity.unknown")


def _with_id(people: People, person_id: str) -> tuple[Person, ...]:
    person = people.by_id.get(person_id)
    return (person,) if person else ()


def is_slow(failure: SendError | TimeoutError) -> bool:
    """Tell whether Teams may well answer the same question later, so that nothing follows from this failure."""
    return isinstance(failure, TimeoutError | TryLater)


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
    """Return the one person among those with the same e-mail who works here today. Raises Refusal."""
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
