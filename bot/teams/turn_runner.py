"""Runs one turn: activity, event, handler, reply; and the sends that go on after an invoke was answered.

An invoke gets its answer in the response; whatever else there is to send follows. No failure of a handler or of a send
becomes an HTTP error, because Teams would only repeat the activity. Sends in the background are tracked and awaited at
the end; those with the same key run one after the other, so that the last edit of a card wins.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars

from bot.core.clock import Clock
from bot.core.events import Composed, Conversation, Event, Ignored, Offer, Pressed, Reply, Said, Searched, Show
from bot.core.messaging import Gone, NotAllowed, SendError
from bot.core.telemetry import current_work, raised_at, set_outcome
from bot.teams import replies
from bot.teams.activities import INVOKES, get_path, identifier, read_activity
from bot.teams.adapter import TurnConnector
from bot.teams.messenger import TeamsMessenger


class Background:
    """Runs coroutines behind the answers and drains them on close."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[None]] = set()

    def start(self, key: str, work: Coroutine[Any, Any, object]) -> None:
        """Run ``work`` after whatever was started with the same key."""
        task = asyncio.create_task(self._run(self._tasks.get(key), work))
        self._tasks[key] = task
        self._running.add(task)
        task.add_done_callback(lambda done: self._forget(key, done))

    async def settled(self, key: str, within: float) -> None:
        """Wait until what was started with a key is done, at most so many seconds."""
        if task := self._tasks.get(key):
            await asyncio.wait([task], timeout=within)

    async def drain(self, within: float = 10.0) -> None:
        """Wait for what is under way, at most so many seconds (usually more than a call takes), then drop it."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _forget(self, key: str, done: asyncio.Task[None]) -> None:
        self._running.discard(done)
        if self._tasks.get(key) is done:
            del self._tasks[key]

    @staticmethod
    async def _run(before: asyncio.Task[None] | None, work: Coroutine[Any, Any, object]) -> None:
        if before is not None:
            await asyncio.wait([before])
        try:
            await work
        except SendError as failure:
            log.warning("background_send_failed", error=type(failure).__name__, code=failure.code)
        except Exception as failure:  # nobody awaits this task, so nobody else could tell
            log.error("background_failed", error=type(failure).__name__)


REMEMBERED = 600.0  # seconds in which the same activity is not handled again
MAX_REMEMBERED = 5_000
_EARLIER_EDIT = 1.0  # seconds that a press waits for the edit of its card that an earlier one began

log = structlog.get_logger(__name__)


class Turns:
    """Runs turns."""

    def __init__(
        self,
        handle: Callable[[Event], Awaitable[Reply]],
        messenger: TeamsMessenger,
        background: Background,
        clock: Clock,
    ) -> None:
        self._handle = handle
        self._messenger = messenger
        self._background = background
        self._clock = clock
        self._seen: OrderedDict[int, float] = OrderedDict()

    async def run(self, activity: dict[str, Any], turn: TurnConnector) -> None:
        """Handle an activity and show the reply."""
        invoke = activity.get("type") == "invoke"
        event = read_activity(activity)
        _became(event, awaited=invoke)
        if isinstance(event, Ignored):
            set_outcome("silent")
            log.info("activity_ignored", kind=event.kind)
            if invoke and (name := identifier(activity.get("name"))) in INVOKES:
                await turn.answer(replies.malformed(name))
            return  # an invoke of another name stays without an answer, which is 501
        if not invoke and self._repeated(activity):
            set_outcome("repeated")
            log.info("activity_repeated", happened=type(event).__name__, activity=event.origin.activity_id)
            return
        started = time.perf_counter()
        with bound_contextvars(activity=event.origin.activity_id, scope=event.origin.conversation.scope):
            if isinstance(event, Pressed) and event.card_id:  # what it shows by now goes before what comes of this
                await self._background.settled(_card_key(event), _EARLIER_EDIT)
            began = asyncio.get_running_loop().time()
            reply = await self._reply(event)
            _answered(reply)
            try:
                await (self._answer if invoke else self._post)(turn, event, reply, began)
            except SendError as failure:
                set_outcome("lost")
                log.warning("reply_lost", error=type(failure).__name__, code=failure.code, status=failure.status)
            milliseconds = round((time.perf_counter() - started) * 1000, 1)
            log.info("turn", happened=type(event).__name__, reply=type(reply).__name__, ms=milliseconds)

    async def _reply(self, event: Event) -> Reply:
        try:
            return await self._handle(event)
        except Exception as failure:  # the last boundary: Teams gets an answer whatever went wrong
            set_outcome("failed")
            log.error(
                "turn_failed",
                happened=type(event).__name__,
                error=type(failure).__name__,
                where=raised_at(failure),
            )
        match event:
            case Said() | Pressed() | Composed():
                return replies.SORRY
            case Searched():
                return Offer(())
        return None

    async def _edit(self, there: Conversation, card_id: str, reply: Show, began: float) -> None:
        """Show a reply on the person's other devices too."""
        if not (reply.gives_way and self._messenger.updated_since(there, card_id, began)):
            await self._messenger.show_reply(there, card_id, reply.card)

    async def _answer(self, turn: TurnConnector, event: Event, reply: Reply, began: float) -> None:
        await turn.answer(replies.invoke_answer(event, reply))
        if not isinstance(event, Pressed) or not isinstance(reply, Show):
            return
        there = event.origin.conversation
        if reply.everywhere and event.card_id and there.scope == "personal":
            self._background.start(_card_key(event), self._edit(there, event.card_id, reply, began))
        for card in reply.also:
            self._background.start(there.id, self._messenger.send_reply(there, card))

    async def _post(self, turn: TurnConnector, event: Event, reply: Reply, _began: float) -> None:
        messages = replies.messages(reply)
        pressed = event if isinstance(event, Pressed) and isinstance(reply, Show) else None
        # What others see too stays as it is: the answer comes below.
        if pressed and pressed.card_id and pressed.origin.conversation.scope == "personal":
            try:
                await turn.update(pressed.card_id, messages[0])
                del messages[0]
            except (Gone, NotAllowed):
                log.info("card_gone")  # then the answer is a new message
        lost: SendError | None = None
        for message in messages:  # one that does not go out takes none of the others with it
            try:
                await turn.send(message)
            except SendError as failure:
                lost = lost or failure
        if lost:
            raise lost

    def _repeated(self, activity: dict[str, Any]) -> bool:
        """Return whether this was handled minutes ago: Teams delivers again what was not answered in time."""
        activity_id = identifier(activity.get("id"))
        if activity_id is None:
            return False
        value = activity.get("value")
        # Only a hash is remembered: what people write is not kept, and 5,000 of them are small.
        key = hash(
            (
                activity["type"],
                get_path(activity, "conversation", "id"),
                activity_id,
                identifier(activity.get("text")),
                repr(value) if isinstance(value, dict) else None,
            )
        )
        now = self._clock().timestamp()
        while self._seen and (len(self._seen) >= MAX_REMEMBERED or next(iter(self._seen.values())) < now - REMEMBERED):
            self._seen.popitem(last=False)
        if key in self._seen:
            return True
        self._seen[key] = now
        return False


def _card_key(event: Pressed) -> str:
    return f"{event.origin.conversation.id} {event.card_id}"


def _became(event: Event, *, awaited: bool) -> None:
    if act := current_work():
        act.kind, act.outcome, act.awaited = type(event).__name__.lower(), "", awaited


def _answered(reply: Reply) -> None:
    """Say that the current turn ends well, where nobody has said otherwise."""
    act = current_work()
    if act and not act.outcome:
        act.outcome = "silent" if reply is None else "answered"
