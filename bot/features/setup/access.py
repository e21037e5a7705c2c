"""Who may use the setup: the admins named in the settings.

Every message and every press is checked anew; that a card was shown to somebody proves nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import structlog

from bot.core.events import Reply
from bot.core.messaging import Member, SendError
from bot.services.context import Refusal, Turn
from bot.services.deadline import AFTER_ROSTER, ROSTER_WAIT, within
from bot.services.identity import is_guest, is_slow

log = structlog.get_logger(__name__)

P = ParamSpec("P")
Handler = Callable[Concatenate[Turn, P], Awaitable[Reply]]


def for_admins(handler: Handler[P]) -> Handler[P]:
    """Decorate a handler that only admins may use; for others it raises Refusal."""

    @wraps(handler)
    async def judged(turn: Turn, /, *args: P.args, **kwargs: P.kwargs) -> Reply:
        await require_admin(turn)
        return await handler(turn, *args, **kwargs)

    return judged


async def require_admin(turn: Turn) -> None:
    """Raise Refusal unless the sender is an admin, by Entra object id or by the address that Teams knows.

    Raises TimeoutError where Teams does not answer in time: nobody is told then that they are none.
    """
    admins, object_id = turn.services.admins, turn.origin.sender.object_id
    if not admins:
        raise Refusal("setup.no_admins")
    if object_id and (object_id.casefold() in admins or await _by_address(turn, object_id)):
        return
    log.warning("setup.refused")
    raise Refusal("setup.admins_only")


async def _by_address(turn: Turn, object_id: str) -> bool:
    if not any("@" in admin for admin in turn.services.admins):
        return False
    try:
        async with within(ROSTER_WAIT, reserve=AFTER_ROSTER):
            member = await turn.services.members.of(turn.origin, turn.account)
    except (SendError, TimeoutError) as failure:
        if is_slow(failure):
            raise TimeoutError("no answer from the roster") from failure
        return False
    return member is not None and _is(member, object_id, turn) and bool(_addresses(member) & turn.services.admins)


def _is(member: Member, object_id: str, turn: Turn) -> bool:
    """Tell whether the record is of the sender, who belongs to the organisation."""
    if is_guest(member, turn.origin.conversation.tenant_id):
        return False
    return member.object_id is None or member.object_id.casefold() == object_id.casefold()


def _addresses(member: Member) -> set[str]:
    return {address.strip().casefold() for address in (member.email, member.upn) if address}
