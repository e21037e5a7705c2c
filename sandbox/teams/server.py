"""One Microsoft Teams on one port: the connector under its service URL, the chat page at the root.

Listens on 127.0.0.1 only; what tests do here is what people do on the page.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import web

from sandbox.teams.activity_json import Json, Line
from sandbox.teams.connector import Connector
from sandbox.teams.conversations import Chats, Message
from sandbox.teams.limits import Limits
from sandbox.teams.message_extension import Composing
from sandbox.teams.middleware import Call, Gate
from sandbox.teams.page import Page, Tool
from sandbox.teams.people import PATIENCE, Answer, People
from sandbox.teams.world import Channel, Group, Place, Team, User, World, personal_id

Where = User | Channel | Group | str | None  # a person's chat, a channel, a group chat, an id, or the writer's own chat


def _now() -> datetime:
    return datetime.now(UTC)


class TeamsSandbox:
    """Microsoft Teams for one bot in one tenant.

    ``bot_url`` ends in ``/api/messages`` and may be set later. ``installed``: the app is there for everybody from the
    start (nobody is told). ``limits``: refuse what is over the platform's rates. ``require_token``: ask the bot for a
    bearer token, or judge it with the function given. ``authorization`` makes the header that signs an activity for
    the bot. ``now`` is the clock of messages and limits, ``patience`` the seconds until Teams gives up on the bot.
    ``tools`` are buttons above the chats.
    """

    def __init__(
        self,
        world: World,
        *,
        tenant_id: str,
        bot_id: str,
        bot_url: str | None = None,
        installed: bool = True,
        limits: bool = False,
        require_token: bool | Callable[[str], bool] = False,
        authorization: Callable[[Json], str | None] | None = None,
        now: Callable[[], datetime] = _now,
        patience: float = PATIENCE,
    ) -> None:
        self.world, self.tenant_id, self.bot_id = world, tenant_id, bot_id
        self.chats = Chats(world, bot_id, now)
        judge = require_token if callable(require_token) else (bool if require_token else None)
        self.gate = Gate(Limits(now) if limits else None, judge)
        self.people = People(self.chats, authorization, patience)
        self.composing = Composing(self.people)
        self.connector = Connector(self.chats, tenant_id, self.gate)
        self.bot_url = bot_url
        self.tools: dict[str, Tool] = {}
        self.url = ""
        self._runner: web.AppRunner | None = None
        if installed:
            self.connector.installed |= set(self.chats.places) | {team.id for team in world.teams}

    @property
    def bot_url(self) -> str | None:
        return self.people.bot_url

    @bot_url.setter
    def bot_url(self, url: str | None) -> None:
        self.people.bot_url = url

    @property
    def service_url(self) -> str:
        """What the bot puts before ``/v3``; regional, with the tenant in its path."""
        return f"{self.url}emea/{self.tenant_id}/"

    @property
    def calls(self) -> list[Call]:
        """Every request of the bot to the connector, oldest first."""
        return self.gate.calls

    async def start(self, port: int = 0) -> str:
        """Listen on 127.0.0.1 and return the chat page's address."""
        app = web.Application(client_max_size=4 * 1024 * 1024)
        Page(self.chats, self.people, self.connector.installed, self.gate.closing, self.tools).add_to(app)
        app.add_subapp(f"/emea/{self.tenant_id}", self.connector.app())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/"
        self.people.line = Line(self.tenant_id, self.bot_id, self.world.bot_name, self.service_url)
        self.people.session = aiohttp.ClientSession()
        return self.url

    async def stop(self) -> None:
        self.gate.closing.set()
        if self.people.session:
            await self.people.session.close()
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def conversation(self, where: Where, writer: User | None = None) -> str:
        """Return the id of a person's chat, a channel or a group, or an id as it is. Raises KeyError for no place."""
        if isinstance(where, str):
            return where
        if isinstance(where, Channel | Group):
            return where.id
        user = where or writer
        if user is None:
            raise KeyError(where)
        return personal_id(self.bot_id, user)

    def messages(self, where: Where) -> list[Message]:
        """Return what was said in a chat, a channel (all threads) or a thread, oldest first."""
        return self.chats.messages(self.conversation(where))

    async def say(self, user: User, text: str, where: Where = None, *, mention: bool = True) -> Answer:
        """Write as a person; to the bot's personal chat unless told otherwise, else with a mention of the bot."""
        return await self.people.write(user, self._place(where, user), text, mention=mention)

    async def press(
        self,
        user: User,
        message: Message,
        button: str,
        inputs: Mapping[str, str | None] | None = None,
        *,
        check: bool = True,
        as_submit: bool = False,
    ) -> Answer:
        """Press a button, by title, verb or id, on the card as this person sees it, ``inputs`` typed over its values.

        ``check`` False sends what Teams' form would hold back. ``as_submit``: an old client, which knows only the
        button's Action.Submit fallback. Raises LookupError for what is not on the card, Unsendable where Teams
        sends nothing.
        """
        return await self.people.press(user, message, button, inputs or {}, check=check, as_submit=as_submit)

    async def search(
        self, user: User, message: Message, input_id: str, query: str, inputs: Mapping[str, str | None] | None = None
    ) -> Answer:
        """Type into a type-ahead field; ``Answer.choices`` are its options."""
        return await self.people.search(user, message, input_id, query, inputs or {})

    async def look_up(self, user: User, text: str | None = None, where: Where = None, **options: Any) -> Answer:
        """Open the app's search in the compose box, or type into it; ``Answer.found`` are the cards to choose from."""
        return await self.composing.look_up(user, self._place(where, user), text, **options)

    async def insert(self, user: User, card: Json, where: Where = None, *, text: str = "") -> Message:
        return await self.composing.insert(user, self._place(where, user), card, text)

    async def refresh(self, user: User, message: Message) -> Answer:
        """Let a card with ``refresh`` ask for its newer self, as Teams does when it comes into view."""
        return await self.people.refresh(user, message)

    async def install(self, where: User | Team, *, by: User | None = None, action: str = "add") -> list[Answer]:
        """Install the app for a person or in a team and tell the bot."""
        user, place, key = self._scope(where, by)
        self.connector.installed.add(key)
        return await self.people.tell_installed(user, place, action)

    async def uninstall(self, where: User | Team, *, by: User | None = None) -> list[Answer]:
        """Remove the app and tell the bot; what it sends there is refused from now on."""
        user, place, key = self._scope(where, by)
        self.connector.installed.discard(key)
        return await self.people.tell_installed(user, place, "remove")

    async def team_event(self, team: Team, event: str, *, by: User | None = None, **extra: Any) -> Answer:
        """Send a team event, for example ``channelDeleted`` with ``channel={"id": ...}``."""
        return await self.people.tell_team(by or self.world.members(team)[0], team, event, extra)

    async def deliver(self, activity: Json) -> Answer:
        """Post any activity to the bot; see :meth:`envelope`."""
        return await self.people.deliver(activity)

    def envelope(self, kind: str, user: User, where: Where = None) -> Json:
        """Return an activity with everything but its content."""
        return self.people.wire.envelope(kind, user, self._place(where, user), self.chats.now())

    def fail_next(self, kind: str, *, times: int = 1, operation: str | None = None, where: Where = None) -> None:
        """Let the next requests of the bot fail; see :mod:`sandbox.teams.faults` for the kinds.

        ``operation``: only send, update, delete, create, member, members, team or channels. Raises ValueError.
        """
        self.gate.faults.add(kind, times, operation, None if where is None else self.conversation(where))

    async def until(self, holds: Callable[[], Any], *, seconds: float = 5) -> Any:
        """Wait for a message or update after which ``holds`` is true, and return its value. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            return await self.chats.until(holds)

    def _place(self, where: Where, user: User) -> Place:
        place = self.chats.place(self.conversation(where, user))
        if place is None:
            raise KeyError(where)
        return place

    def _scope(self, where: User | Team, by: User | None) -> tuple[User, Place, str]:
        if isinstance(where, User):
            place = self._place(where, where)
            return where, place, place.id
        return by or self.world.members(where)[0], self.chats.places[where.channels[0].id], where.id
