"""Sends each event to its handler, checks first whether it may be used there, and handles what it raises.

Whatever goes wrong, the person gets a message with a way out, and the log gets the trace; no event stays without an
answer. In a channel or group chat a handler is only used where its registration says ``anywhere``, so that leaving
it out means a refusal.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from uuid import uuid4

import structlog

from bot.core.command_phrases import bare, command
from bot.core.events import Composed, Event, Ignored, Offer, Origin, Pressed, Reply, Said, Searched, Show, Tell
from bot.core.jobs import Job, Outcome
from bot.core.messaging import SendError
from bot.core.others_question import may_be_about_somebody
from bot.core.records import Account, StaleRevision, StoreError
from bot.core.telemetry import innermost_calls, set_outcome
from bot.services.context import Refusal, Services, Turn
from bot.services.deadline import reply_by, seconds_left
from bot.services.failures import TRIED_AGAIN, FailurePolicy, outcome_after
from bot.services.installations import remember_installation
from bot.services.personal_messenger import PersonalMessenger
from cards.actions import Draft, FinishSetup, SetupDraft
from cards.commands import COMMANDS, CommandName
from cards.i18n import Translator, best_language, translator
from cards.notice import notice_card
from cards.request import Problem, stale_card
from personio_client import NotAllowed, PersonioError, limit_pauses

log = structlog.get_logger(__name__)

AWAITED = 4.0  # seconds for which an answer may wait for Personio's rate limit
_HEARING = 2.0  # seconds for making sense of a sentence, before the command in it is answered
_FRAMES = 8  # enough to see the way; the outermost ones are always the same

_WHOLE_MESSAGE = frozenset(each.name for each in COMMANDS if each.question)
_READ_BY_ITSELF = frozenset(each.name for each in COMMANDS if each.whole_sentence)
_FALLS_BACK = {each.name: each.falls_back for each in COMMANDS if each.falls_back}

A = TypeVar("A", bound=Any)
Handler = Callable[[Turn, Any], Awaitable[Reply]]
PressHandler = Callable[[Turn, A, Pressed], Awaitable[Reply]]
JobHandler = Callable[[Services, Job], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Route:
    """A handler, and where it may be used: in personal chats alone, or ``anywhere``.

    Calling it in a channel or group chat where it may not be used raises Refusal.
    """

    handler: Callable[..., Awaitable[Reply]]
    anywhere: bool = False

    def usable(self, turn: Turn) -> bool:
        """Tell whether the handler may be used where a turn takes place."""
        return self.anywhere or turn.origin.conversation.scope == "personal"

    async def __call__(self, turn: Turn, *what: Any) -> Reply:
        """Call the handler. Raises Refusal, and what the handler raises."""
        if not self.usable(turn):
            raise Refusal("chat.personal_only")
        return await self.handler(turn, *what)


@dataclass(frozen=True, slots=True)
class JobRoute:
    """A handler of durable work, and what follows from failures that it does not deal with itself.

    Without ``anywhere`` its messages go into personal chats alone.
    """

    handler: JobHandler
    anywhere: bool
    policy: FailurePolicy

    async def __call__(self, services: Services, job: Job) -> Outcome:
        try:
            return await self.handler(services if self.anywhere else _to_personal_chats(services), job)
        except (PersonioError, SendError, StaleRevision) as error:
            return outcome_after(error, job, self.policy)


@dataclass(frozen=True, slots=True)
class Router:
    """What one feature answers to. Features are merged into one router in bot.features.

    Each registration may say ``anywhere``: in channels and group chats too. Without it a handler is for personal chats
    alone, and the messages of durable work go there alone.
    """

    commands: dict[CommandName, Route] = field(default_factory=dict)
    actions: dict[type[Any], Route] = field(default_factory=dict)
    searches: dict[str, Route] = field(default_factory=dict)
    lookups: dict[str, Route] = field(default_factory=dict)
    jobs: dict[str, JobRoute] = field(default_factory=dict)
    events: dict[type[Event], Route] = field(default_factory=dict)
    readers: list[Route] = field(default_factory=list)

    def said(self, name: CommandName, *, anywhere: bool = False) -> Callable[[Handler], Handler]:
        return _into(self.commands, name, anywhere=anywhere)

    def pressed(self, action: type[A], *, anywhere: bool = False) -> Callable[[PressHandler[A]], PressHandler[A]]:
        return _into(self.actions, action, anywhere=anywhere)

    def searched(self, dataset: str, *, anywhere: bool = False) -> Callable[[Handler], Handler]:
        return _into(self.searches, dataset, anywhere=anywhere)

    def composed(self, name: str, *, anywhere: bool = False) -> Callable[[Handler], Handler]:
        """Register the handler of a look-up from the compose box, by its id in the app's manifest."""
        return _into(self.lookups, name, anywhere=anywhere)

    def job(
        self, kind: str, *, anywhere: bool = False, policy: FailurePolicy = TRIED_AGAIN
    ) -> Callable[[JobHandler], JobHandler]:
        """Register the handler of durable work."""

        def register(handler: JobHandler) -> JobHandler:
            self.jobs[kind] = JobRoute(handler, anywhere, policy)
            return handler

        return register

    def happened(self, event: type[Event], *, anywhere: bool = False) -> Callable[[Handler], Handler]:
        """Register the handler of any other event; for Said, of words that are no command."""
        return _into(self.events, event, anywhere=anywhere)

    def heard(self, handler: Handler) -> Handler:
        """Register who may make sense of words that are no command: the first whose reply is not None answers.

        In channels and group chats nobody is asked.
        """
        self.readers.append(Route(handler))
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


def _into(table: dict[Any, Route], key: Any, *, anywhere: bool) -> Callable[[Any], Any]:
    def register(handler: Any) -> Any:
        table[key] = Route(handler, anywhere)
        return handler

    return register


def _to_personal_chats(services: Services) -> Services:
    """Return the services with a messenger that writes into personal chats alone."""
    return replace(services, messenger=PersonalMessenger(services.messenger))


async def _show_stale(turn: Turn, *_: object) -> Reply:
    return Show(stale_card(turn.t), everywhere=False)


async def _offer_nothing(_turn: Turn, *_: object) -> Reply:
    return Offer(())


_STALE = Route(_show_stale)  # offers a request form, which is for personal chats
_NO_OPTIONS = Route(_offer_nothing, anywhere=True)


class Dispatcher:
    """Passes each event to its handler; what a handler sends besides its reply goes into personal chats alone."""

    def __init__(self, router: Router, services: Services) -> None:
        self._router, self._services = router, _to_personal_chats(services)

    async def __call__(self, event: Event) -> Reply:  # noqa: PLR0911 - one for each way in which it can end
        """Answer an event within the turn's deadline. Never raises."""
        if isinstance(event, Ignored):
            return None
        t = translator(best_language(event.origin.locale, default=self._services.default_language))
        try:
            async with asyncio.timeout_at(reply_by()):
                with limit_pauses(seconds_left(AWAITED)):
                    turn = await self._turn(
                        event.origin,
                        anywhere=isinstance(event, Composed),
                        acts=isinstance(event, Said | Pressed),
                    )
                    t = turn.t
                    if not isinstance(event, Composed):
                        await remember_installation(self._services, event)
                    if isinstance(event, Said):
                        return await self._make_sense(turn, event)
                    route = self._route(event)
                    what = (event.action, event) if isinstance(event, Pressed) else (event,)
                    return await route(turn, *what) if route else None
        except Refusal as refusal:
            set_outcome("refused")
            return _notice(event, refusal.problem, t)
        except NotAllowed as error:
            set_outcome("not_set_up")
            log.error("turn.personio_not_set_up", error=type(error).__name__, trace_id=error.trace_id)
            return _notice(event, Problem("personio.not_set_up"), t)
        except PersonioError as error:
            set_outcome("personio_failed")
            log.warning("turn.personio_failed", error=type(error).__name__, trace_id=error.trace_id)
            return _notice(event, Problem("personio.unreachable"), t, again=True)
        except TimeoutError:  # whatever it is that does not answer
            set_outcome("slow")
            log.warning("turn.slow", happened=type(event).__name__)
            return _notice(event, Problem("turn.slow"), t, again=True)
        except StoreError as error:
            set_outcome("failed")
            log.error("turn.store_failed", happened=type(event).__name__, error=_kind(error), where=_where(error))
            return _notice(event, Problem("turn.slow"), t, again=True)
        except Exception as error:  # its text may name people; its class and place do not
            set_outcome("failed")
            reference, happened = uuid4().hex[:8], type(event).__name__
            log.error(
                "turn.failed",
                reference=reference,
                happened=happened,
                error=type(error).__name__,
                where=_where(error),
            )
            return _notice(event, Problem("error.unexpected", {"reference": reference}), t, again=True)

    async def _turn(self, origin: Origin, *, anywhere: bool, acts: bool) -> Turn:
        """Gather who writes in which language; remember what changed of it, and where their personal chat is.

        ``anywhere``: the conversation may be one that the bot is not in, and is not kept as theirs with it. ``acts``:
        they write or press; nothing else is a reason to keep somebody who is not known yet.
        """
        store = self._services.store
        tenant_id, object_id = origin.conversation.tenant_id, origin.sender.object_id or ""
        found = await store.accounts.find(tenant_id, object_id) if object_id else None
        account = found or Account(tenant_id, object_id)
        seen = replace(account, locale=origin.locale or account.locale, time_zone=origin.time_zone or account.time_zone)
        own_chat = origin.conversation.scope == "personal" and not anywhere
        if own_chat:
            seen = replace(seen, conversation=origin.conversation)
        kept = found is not None or (acts and bool(object_id))
        if seen != account and (account.person_id or (own_chat and kept)):
            await store.accounts.save(seen)
        language = best_language(seen.language, seen.locale, default=self._services.default_language)
        return Turn(self._services, origin, seen, translator(language))

    def _route(self, event: Event) -> Route | None:
        match event:
            case Pressed(action=action):
                return self._router.actions.get(type(action), _STALE)
            case Searched(dataset=dataset):
                return self._router.searches.get(dataset, _NO_OPTIONS)
            case Composed(command=name):
                return self._router.lookups.get(name)
        return self._router.events.get(type(event))

    async def _make_sense(self, turn: Turn, said: Said) -> Reply:
        name, commands = command(said.text), self._router.commands
        route = commands.get(name) if name else None
        if route and name not in _FALLS_BACK and (name in _WHOLE_MESSAGE or bare(said.text)):
            return await route(turn, said)
        asked = [commands["person"]] if "person" in commands and may_be_about_somebody(said.text) else []
        if route and name in _FALLS_BACK:
            asked.append(route)
            route = commands.get(_FALLS_BACK[name])
        if name not in _READ_BY_ITSELF:
            asked += [reader for reader in self._router.readers if reader.usable(turn)]
        try:
            # A command's word inside a sentence does not win over the sentence: a greeting may come before what is
            # wanted, and *congé sans solde le 4 décembre* asks for no balance. Where that cannot be judged, it does.
            async with asyncio.timeout(seconds_left(_HEARING) if route else None):
                for each in asked:
                    if reply := await each(turn, said):
                        return reply
        except (PersonioError, TimeoutError):
            if route is None:
                raise
        return await (route or self._router.events[Said])(turn, said)


def _where(error: Exception) -> list[str]:
    return innermost_calls(error, _FRAMES)


def _kind(error: StoreError) -> str:
    """Return the class of what is behind a failure of the store."""
    return type(error.__cause__ or error).__name__


def _notice(event: Event, problem: Problem, t: Translator, *, again: bool = False) -> Reply:
    """Say why not. A press can be tried again from the same values, so nothing typed is lost.

    A card in a channel or group chat is not only the presser's: it stays as it is, and the sentence comes beside it.
    What Personio says of the person who asked is not said where others read it.
    """
    if problem.key == "turn.slow" and isinstance(event, Pressed):
        problem = Problem("turn.uncertain")  # it may have been stored all the same; pressed again, it is one
    if isinstance(event, Searched):
        return Offer(())
    if isinstance(event, Composed):
        return Tell(t(problem.key, **problem.params))
    if not isinstance(event, Said | Pressed):
        return None
    others_read = event.origin.conversation.scope != "personal"
    if others_read and problem.key.startswith("identity."):
        problem = Problem("chat.ask_there")
    if others_read and isinstance(event, Pressed):
        return Tell(t(problem.key, **problem.params))
    retry = event.action if again and isinstance(event, Pressed) else None
    # What was typed rides in the button, so it is kept with the message. What may have been stored is left to its work.
    typed = isinstance(retry, Draft | SetupDraft) and not isinstance(retry, FinishSetup)
    return Show(notice_card(problem, t, retry=retry), everywhere=typed)
