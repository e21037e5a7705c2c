"""Typed event or action -> handler; and the one error boundary.

Rule: whatever goes wrong behind it, the person gets a sentence with a way out, and the log gets the trace; nothing is
answered with silence.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from traceback import extract_tb
from typing import Any, TypeVar
from uuid import uuid4

import structlog

from bot.deadline import left, reply_by
from bot.events import (
    Composed,
    Event,
    Ignored,
    Installed,
    Offer,
    Origin,
    Pressed,
    Removed,
    Reply,
    Said,
    Searched,
    Show,
    Tell,
)
from bot.outbox import Job, Outcome
from bot.phrases import Command, bare, command
from bot.roster import note
from bot.services import Account, Refused, Services, StoreError, Turn
from bot.watch import turned_out
from cards.i18n import best_language, translator
from cards.notice import notice_card
from cards.request import Problem, stale_card
from personio_client import NotAllowed, PersonioError

log = structlog.get_logger(__name__)

_HEARING = 2.0  # seconds for making sense of a greeting's other words, before the help card comes
_FRAMES = 8  # enough to see the way; the outermost ones are always the same

A = TypeVar("A", bound=Any)
Handler = Callable[[Turn, Any], Awaitable[Reply]]
PressHandler = Callable[[Turn, A, Pressed], Awaitable[Reply]]
JobHandler = Callable[[Services, Job], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Router:
    """What one feature answers to. Features are merged into one router in bot.features."""

    commands: dict[Command, Handler] = field(default_factory=dict)
    actions: dict[type[Any], PressHandler[Any]] = field(default_factory=dict)
    searches: dict[str, Handler] = field(default_factory=dict)
    lookups: dict[str, Handler] = field(default_factory=dict)
    jobs: dict[str, JobHandler] = field(default_factory=dict)
    events: dict[type[Event], Handler] = field(default_factory=dict)
    readers: list[Handler] = field(default_factory=list)

    def said(self, name: Command) -> Callable[[Handler], Handler]:
        """Register the handler of a command phrase."""
        return _into(self.commands, name)

    def pressed(self, action: type[A]) -> Callable[[PressHandler[A]], PressHandler[A]]:
        """Register the handler of an action."""
        return _into(self.actions, action)

    def searched(self, dataset: str) -> Callable[[Handler], Handler]:
        """Register the handler of a type-ahead."""
        return _into(self.searches, dataset)

    def composed(self, name: str) -> Callable[[Handler], Handler]:
        """Register the handler of a look-up from the compose box, by its id in the app's manifest."""
        return _into(self.lookups, name)

    def job(self, kind: str) -> Callable[[JobHandler], JobHandler]:
        """Register the handler of durable work."""
        return _into(self.jobs, kind)

    def happened(self, event: type[Event]) -> Callable[[Handler], Handler]:
        """Register the handler of any other event; for Said, of words that are no command."""
        return _into(self.events, event)

    def heard(self, handler: Handler) -> Handler:
        """Register who may make sense of words that are no command: the first whose reply is not None answers."""
        self.readers.append(handler)
        return handler

    @classmethod
    def merged(cls, routers: Iterable[Router]) -> Router:
        """Return one router of many. Raises ValueError where two answer to the same."""
        whole = cls()
        for router in routers:
            for name in ("commands", "actions", "searches", "lookups", "jobs", "events"):
                into, what = getattr(whole, name), getattr(router, name)
                if twice := into.keys() & what.keys():
                    raise ValueError(f"two handlers for {twice}")
                into.update(what)
            whole.readers.extend(router.readers)
        return whole


def _into(table: dict[Any, Any], key: Any) -> Callable[[Any], Any]:
    def register(handler: Any) -> Any:
        table[key] = handler
        return handler

    return register


class Dispatcher:
    """Hands each event to its handler."""

    def __init__(self, router: Router, services: Services) -> None:
        self._router, self._services = router, services

    async def __call__(self, event: Event) -> Reply:  # noqa: PLR0911 - one for each way in which it can end
        """Answer an event within the turn's deadline. Never raises."""
        if isinstance(event, Ignored):
            return None
        t = translator(best_language(event.origin.locale, default=self._services.default_language))
        try:
            async with asyncio.timeout_at(reply_by()):
                turn = await self._turn(event.origin, anywhere=isinstance(event, Composed))
                t = turn.t
                if not isinstance(event, Composed):
                    await note(self._services, event)
                return await self._answer(turn, event)
        except Refused as refusal:
            turned_out("refused")
            return _notice(event, refusal.problem, t)
        except NotAllowed as error:
            turned_out("not_set_up")
            log.error("turn.personio_not_set_up", error=type(error).__name__, trace_id=error.trace_id)
            return _notice(event, Problem("personio.not_set_up"), t)
        except PersonioError as error:
            turned_out("personio_failed")
            log.warning("turn.personio_failed", error=type(error).__name__, trace_id=error.trace_id)
            return _notice(event, Problem("personio.unreachable"), t, again=True)
        except TimeoutError:  # whatever it is that does not answer
            turned_out("slow")
            log.warning("turn.slow", happened=type(event).__name__)
            return _notice(event, Problem("turn.slow"), t, again=True)
        except StoreError as error:
            turned_out("failed")
            log.error("turn.store_failed", happened=type(event).__name__, error=_kind(error), where=_where(error))
            return _notice(event, Problem("turn.slow"), t, again=True)
        except Exception as error:  # its text may name people; its class and place do not
            turned_out("failed")
            reference, happened = uuid4().hex[:8], type(event).__name__
            log.error(
                "turn.failed", reference=reference, happened=happened, error=type(error).__name__, where=_where(error)
            )
            return _notice(event, Problem("error.unexpected", {"reference": reference}), t, again=True)

    async def _turn(self, origin: Origin, *, anywhere: bool) -> Turn:
        """Gather who writes in which language; remember what changed of it.

        ``anywhere``: the conversation may be one that the bot is not in, and is not kept as theirs with it.
        """
        store = self._services.store
        tenant_id, object_id = origin.conversation.tenant_id, origin.sender.object_id or ""
        account = (await store.account(tenant_id, object_id) if object_id else None) or Account(tenant_id, object_id)
        seen = replace(account, locale=origin.locale or account.locale, time_zone=origin.time_zone or account.time_zone)
        if origin.conversation.scope == "personal" and not anywhere:
            seen = replace(seen, conversation=origin.conversation)
        if seen != account and account.person_id:
            await store.save_account(seen)
        language = best_language(seen.language, seen.locale, default=self._services.default_language)
        return Turn(self._services, origin, seen, translator(language))

    async def _answer(self, turn: Turn, event: Event) -> Reply:
        handler: Handler | None
        match event:
            case Said():
                return await self._make_sense(turn, event)
            case Pressed(action=None):
                return Show(stale_card(turn.t))
            case Pressed(action=action):
                press = self._router.actions.get(type(action))
                return await press(turn, action, event) if press else Show(stale_card(turn.t))
            case Searched(dataset=dataset):
                handler = self._router.searches.get(dataset)
                return await handler(turn, event) if handler else Offer(())
            case Composed(command=name):
                handler = self._router.lookups.get(name)
            case _:
                handler = self._router.events.get(type(event))
        return await handler(turn, event) if handler else None

    async def _make_sense(self, turn: Turn, said: Said) -> Reply:
        name = command(said.text)
        handler = self._router.commands.get(name) if name else None
        if handler and name != "help":
            return await handler(turn, said)
        if handler and bare(said.text):
            return await handler(turn, said)
        try:
            # Before help, because a greeting may come before what is wanted; where that cannot be judged, help it is.
            async with asyncio.timeout(left(_HEARING) if handler else None):
                for reader in self._router.readers:
                    if reply := await reader(turn, said):
                        return reply
        except (PersonioError, TimeoutError):
            if handler is None:
                raise
        return await (handler or self._router.events[Said])(turn, said)


def _where(error: Exception) -> list[str]:
    """Return files and lines of the innermost calls, the outermost first. Pure."""
    return [f"{Path(frame.filename).name}:{frame.lineno}" for frame in extract_tb(error.__traceback__)[-_FRAMES:]]


def _kind(error: StoreError) -> str:
    """Return the class of what is behind a failure of the store. Pure."""
    return type(error.__cause__ or error).__name__


def _notice(event: Event, problem: Problem, t: Any, *, again: bool = False) -> Reply:
    """Say why not. A press can be tried again from the same values, so nothing typed is lost."""
    if problem.key == "turn.slow" and isinstance(event, Pressed):
        problem = Problem("turn.uncertain")  # it may have been stored all the same; pressed again, it is one
    match event:
        case Searched():
            return Offer(())
        case Composed():
            return Tell(t(problem.key, **problem.params))
        case Installed() | Removed():
            return None
        case Pressed(action=action) if again and action:
            return Show(notice_card(problem, t, retry=action))
    return Show(notice_card(problem, t))
