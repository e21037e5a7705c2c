"""What the chat page in the browser talks to: files, the state of a person's chats, their actions, and live changes.

The page is one person at a time (``as``); it sees what that person sees.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.teams.assets import FILES
from sandbox.teams.conversations import Change, Chats, Message
from sandbox.teams.message_extension import Composing
from sandbox.teams.page_json import person, preview, shown
from sandbox.teams.people import Answer, People
from sandbox.teams.world import Place, User

STATIC = Path(__file__).parent / "static"
HEARTBEAT = 15.0  # seconds; keeps the stream through sleepy browsers
Tool = Callable[[], Awaitable[str]]  # what a button above the chats does; returns the words that tell of it
_TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".json": "application/json"}


class Page:
    """The routes of the chat page."""

    def __init__(
        self,
        chats: Chats,
        people: People,
        installed: set[str],
        closing: asyncio.Event,
        tools: Mapping[str, Tool],
    ) -> None:
        self.chats, self.people, self.composing = chats, people, Composing(people)
        self.installed, self.closing, self.tools = installed, closing, tools

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        app.router.add_get("/", self._index)
        app.router.add_get("/static/{name}", self._static)
        app.router.add_get("/assets/{name}", self._asset)
        app.router.add_get("/chat/state", self._state)
        app.router.add_get("/chat/messages", self._messages)
        app.router.add_get("/chat/changes", self._changes)
        app.router.add_post("/chat/read", self._read)
        app.router.add_post("/chat/say", self._say)
        app.router.add_post("/chat/press", self._press)
        app.router.add_post("/chat/search", self._search)
        app.router.add_post("/chat/look-up", self._look_up)
        app.router.add_post("/chat/insert", self._insert)
        app.router.add_post("/chat/install", self._install)
        app.router.add_post("/chat/tool", self._tool)

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return _file(STATIC / "index.html")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        path = STATIC / request.match_info["name"]
        if path.parent != STATIC or path.suffix not in _TYPES or not path.is_file():
            raise web.HTTPNotFound
        return _file(path)

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        path = FILES.get(request.match_info["name"])
        if path is None or not path.is_file():
            raise web.HTTPNotFound
        return _file(path)

    async def _state(self, request: web.Request) -> web.Response:
        world, user = self.chats.world, self._user(request.query)
        return web.json_response(
            {
                "me": person(user),
                "bot": {"id": self.chats.bot_id, "name": world.bot_name},
                "people": [person(u) for u in world.users],
                "names": {u.id: u.name for u in world.users} | {self.chats.bot_id: world.bot_name},
                "chats": [self._chat(place, user) for place in self.chats.places.values() if self._sees(user, place)],
                "tools": list(self.tools),
                "commands": [{"title": c.title, "description": c.description} for c in world.commands_for(user)],
            }
        )

    def _chat(self, place: Place, user: User) -> dict[str, Any]:
        seen = [m for m in self.chats.messages(place.id) if m.only_for in (None, user.id)]
        return {
            "id": place.id,
            "kind": "channel" if place.channel else "personal",
            "name": named.name if (named := place.channel or place.group) else self.chats.world.bot_name,
            "team": place.team.name if place.team else None,
            "type": place.channel.kind if place.channel else None,
            "installed": (place.team.id if place.team else place.id) in self.installed,
            "unread": self.chats.unread(place, user),
            "preview": preview(seen[-1]) if seen else "",
            "at": seen[-1].sent_at.isoformat() if seen else None,
        }

    async def _messages(self, request: web.Request) -> web.Response:
        user = self._user(request.query)
        place = self._place(request.query.get("chat", ""), user)
        return web.json_response(
            [shown(m) for m in self.chats.messages(place.id) if m.only_for in (None, user.id)],
        )

    async def _changes(self, request: web.Request) -> web.StreamResponse:
        user = self._user(request.query)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        closing = asyncio.ensure_future(self.closing.wait())
        try:
            with self.chats.listen() as queue:
                await response.write(b": hello\n\n")
                while not closing.done():
                    change = asyncio.ensure_future(queue.get())
                    await asyncio.wait({change, closing}, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
                    if change.done():
                        await response.write(self._event(change.result(), user))
                    else:
                        change.cancel()
                        await response.write(b": still here\n\n")
        except ConnectionError:  # the page was closed
            pass
        finally:
            closing.cancel()
        return response

    def _event(self, change: Change, user: User) -> bytes:
        place = self.chats.places[change.message.conversation]
        if not self._sees(user, place) or change.message.only_for not in (None, user.id):
            return b": not for you\n\n"
        data = json.dumps({"kind": change.kind, "message": shown(change.message)}, ensure_ascii=False)
        return f"data: {data}\n\n".encode()

    async def _read(self, request: web.Request) -> web.Response:
        body = await request.json()
        user = self._user(body)
        self.chats.read(self._place(body["chat"], user), user)
        return web.json_response({})

    async def _say(self, request: web.Request) -> web.Response:
        body = await request.json()
        user = self._user(body)
        place = self._place(body["chat"], user, body.get("thread"))
        return _answer(await self.people.write(user, place, str(body["text"]), mention=bool(body.get("mention"))))

    async def _press(self, request: web.Request) -> web.Response:
        body = await request.json()
        user, message = self._message(body)
        action = body["action"]
        if action["type"] == "Action.Submit":
            return _answer(await self.people.submit(user, message, action.get("data")))
        return _answer(await self.people.execute(user, message, action))

    async def _search(self, request: web.Request) -> web.Response:
        body = await request.json()
        user, message = self._message(body)
        return _answer(await self.people.find(user, message, body["query"]))

    async def _look_up(self, request: web.Request) -> web.Response:
        body = await request.json()
        user = self._user(body)
        place, text = self._place(body["chat"], user, body.get("thread")), body.get("text")
        return _answer(await self.composing.look_up(user, place, None if text is None else str(text)))

    async def _insert(self, request: web.Request) -> web.Response:
        body = await request.json()
        user = self._user(body)
        place = self._place(body["chat"], user, body.get("thread"))
        return web.json_response(shown(await self.composing.insert(user, place, body["card"], str(body["text"]))))

    async def _install(self, request: web.Request) -> web.Response:
        body = await request.json()
        user = self._user(body)
        place = self._place(body["chat"], user)
        if place.team:
            place = self.chats.places[place.team.channels[0].id]
        key, wanted = place.team.id if place.team else place.id, body.get("installed") is True
        (self.installed.add if wanted else self.installed.discard)(key)
        told = await self.people.tell_installed(user, place, "add" if wanted else "remove")
        return _answer(next((each for each in told if each.error), told[0]))

    async def _tool(self, request: web.Request) -> web.Response:
        tool = self.tools.get(str((await request.json()).get("name")))
        if tool is None:
            raise web.HTTPNotFound(text="no such tool")
        return web.json_response({"toast": await tool()})

    def _user(self, said: Mapping[str, Any]) -> User:
        try:
            return self.chats.world.user(str(said.get("as") or self.chats.world.users[0].id))
        except KeyError:
            raise web.HTTPNotFound(text="no such person") from None

    def _sees(self, user: User, place: Place) -> bool:
        return user in self.chats.members(place)

    def _place(self, conversation: str, user: User, thread: str | None = None) -> Place:
        place = self.chats.place(f"{conversation};messageid={thread}" if thread else conversation)
        if place is None or not self._sees(user, place):
            raise web.HTTPNotFound(text="no such chat")
        return place

    def _message(self, body: Mapping[str, Any]) -> tuple[User, Message]:
        user = self._user(body)
        message = self.chats.find(self._place(body["chat"], user), body["message"])
        if message is None:
            raise web.HTTPNotFound(text="no such message")
        return user, message


def _answer(answer: Answer) -> web.Response:
    keys = ("status", "card", "toast", "error", "choices", "found")
    return web.json_response({key: getattr(answer, key) for key in keys})


def _file(path: Path) -> web.Response:
    return web.Response(
        body=path.read_bytes(),
        content_type=_TYPES[path.suffix],
        charset="utf-8",
        headers={"Cache-Control": "no-cache"},
    )
