"""The Bot Framework connector's REST routes, as the bot calls them; statuses and bodies are those of the real one."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from sandbox.teams.conversations import Chats, Message
from sandbox.teams.middleware import Gate, Handler, Refused, parts, read_json
from sandbox.teams.world import Place, Team, User

MAX_BYTES = 100 * 1024  # one bot message, in UTF-16
PAGE = 100


class Connector:
    """The routes over a set of chats; ``gate`` checks each call before."""

    def __init__(self, chats: Chats, tenant_id: str, gate: Gate) -> None:
        self.chats, self.tenant_id, self.gate = chats, tenant_id, gate
        self.installed: set[str] = set()  # ids of personal chats and teams

    def app(self) -> web.Application:
        """Return the routes, to be mounted under the service URL's prefix."""
        app = web.Application(middlewares=[self.gate.middleware], client_max_size=4 * 1024 * 1024)
        conv = "/v3/conversations/{conversation}"
        routes: tuple[tuple[str, str, str, Handler], ...] = (
            ("POST", "create", "/v3/conversations", self._create),
            ("POST", "send", f"{conv}/activities", self._send),
            ("POST", "send", f"{conv}/activities/{{activity}}", self._send),
            ("PUT", "update", f"{conv}/activities/{{activity}}", self._update),
            ("DELETE", "delete", f"{conv}/activities/{{activity}}", self._delete),
            ("GET", "members", f"{conv}/pagedmembers", self._paged_members),
            ("GET", "members", f"{conv}/members", self._members),
            ("GET", "member", f"{conv}/members/{{member}}", self._member),
            ("GET", "team", "/v3/teams/{conversation}", self._team),
            ("GET", "channels", "/v3/teams/{conversation}/conversations", self._channels),
        )
        for method, operation, path, handler in routes:
            app.router.add_route(method, path, _named(operation, handler))
        return app

    def _place(self, request: web.Request) -> Place:
        place = self.chats.place(request.match_info["conversation"])
        if place is None:
            raise Refused("ConversationNotFound")
        self._must_be_installed(place)
        return place

    def _must_be_installed(self, place: Place) -> None:
        if (place.team.id if place.team else place.id) not in self.installed:
            raise Refused("BotNotInConversationRoster")

    async def _send(self, request: web.Request) -> web.Response:
        place, body = self._place(request), await _activity(request)
        if body.get("type") == "typing":
            ghost = Message(
                id="", conversation=place.id, sender=self.chats.bot_id, activity=body, sent_at=self.chats.now()
            )
            await self.chats.tell("typing", ghost)
            return web.json_response({"id": self.chats.new_id()}, status=201)
        target = body.get("recipient", {}).get("id") if request.query.get("isTargetedActivity") == "true" else None
        split = parts(body)
        if len(split) > 1:
            for part in split:
                await self.chats.post(place, self.chats.bot_id, part, only_for=target, split=True)
            return web.Response(status=202)
        message = await self.chats.post(place, self.chats.bot_id, body, only_for=target)
        return web.json_response({"id": message.id}, status=201)

    def _own(self, request: web.Request, place: Place) -> Message:
        message = self.chats.find(place, request.match_info["activity"])
        if message is None:
            raise Refused("ActivityNotFoundInConversation")
        if message.sender != self.chats.bot_id:
            raise Refused("NotEnoughPermissions")
        return message

    async def _update(self, request: web.Request) -> web.Response:
        place, body = self._place(request), await _activity(request)
        message = self._own(request, place)
        if len(parts(body)) > 1 or message.split:
            raise Refused("Bad Argument")
        message.activity, message.edited = body, True
        message.views.clear()
        await self.chats.tell("update", message)
        return web.json_response({"id": message.id})

    async def _delete(self, request: web.Request) -> web.Response:
        message = self._own(request, self._place(request))
        message.deleted = True
        await self.chats.tell("delete", message)
        return web.Response(status=200)

    async def _create(self, request: web.Request) -> web.Response:
        body = await _activity(request)
        channel = body.get("channelData", {}).get("channel", {}).get("id")
        if channel:
            place = self.chats.place(channel)
            if place is None or place.team is None:
                raise Refused("ConversationNotFound")
            self._must_be_installed(place)
            activity = body.get("activity")
            if not isinstance(activity, dict):
                raise Refused("Bad Argument")
            posted = await self.chats.post(place, self.chats.bot_id, activity)
            return web.json_response({"id": f"{place.id};messageid={posted.id}", "activityId": posted.id}, status=201)
        wanted = [m.get("id") for m in body.get("members") or ()]
        user = next((u for u in self.chats.world.users if wanted and wanted[0] in (u.id, u.object_id)), None)
        if user is None or len(wanted) > 1:
            raise Refused("Bad Argument")
        place = next(p for p in self.chats.places.values() if p.user is user)
        if place.id not in self.installed:
            raise Refused("ForbiddenOperationException")
        answer = {"id": place.id}
        if isinstance(body.get("activity"), dict):
            answer["activityId"] = (await self.chats.post(place, self.chats.bot_id, body["activity"])).id
        return web.json_response(answer, status=201)

    async def _member(self, request: web.Request) -> web.Response:
        key = request.match_info["member"].casefold()
        for user in self.chats.members(self._place(request)):
            if key in (user.id.casefold(), user.object_id.casefold(), user.upn.casefold()):
                return web.json_response(self._account(user))
        raise Refused("MemberNotFoundInConversation")

    async def _members(self, request: web.Request) -> web.Response:
        return web.json_response([self._account(u) for u in self.chats.members(self._place(request))])

    async def _paged_members(self, request: web.Request) -> web.Response:
        members = [self._account(u) for u in self.chats.members(self._place(request))]
        try:
            start = int(request.query.get("continuationToken") or 0)
            size = min(max(int(request.query.get("pageSize") or PAGE), 1), 500)
        except ValueError:
            raise Refused("Bad Argument") from None
        answer: dict[str, Any] = {"members": members[start : start + size]}
        if start + size < len(members):
            answer["continuationToken"] = str(start + size)
        return web.json_response(answer)

    def _account(self, user: User) -> dict[str, Any]:
        given, _, surname = user.name.partition(" ")
        return {
            "id": user.id,
            "name": user.name,
            "objectId": user.object_id,
            "givenName": given,
            "surname": surname,
            "email": user.email,
            "userPrincipalName": user.upn,
            "tenantId": user.tenant_id or self.tenant_id,
            "userRole": "guest" if user.guest else "user",
        }

    def _team_of(self, request: web.Request) -> Team:
        team = next((t for t in self.chats.world.teams if t.id == request.match_info["conversation"]), None)
        if team is None:
            raise Refused("ConversationNotFound")
        self._must_be_installed(Place(id=team.id, team=team))
        return team

    async def _team(self, request: web.Request) -> web.Response:
        team = self._team_of(request)
        return web.json_response({"id": team.id, "name": team.name, "aadGroupId": team.aad_group_id})

    async def _channels(self, request: web.Request) -> web.Response:
        team = self._team_of(request)
        # The General channel has the team's id and no name.
        rows = [
            {"id": c.id, "name": None if c.id == team.id else c.name, "type": c.kind} for c in team.channels if c.listed
        ]
        return web.json_response({"conversations": rows})


def _named(operation: str, handler: Handler) -> Handler:
    async def named(request: web.Request) -> web.StreamResponse:
        return await handler(request)

    named.operation = operation  # type: ignore[attr-defined]  # read back by the guard
    return named


async def _activity(request: web.Request) -> dict[str, Any]:
    body = await read_json(request)
    if not isinstance(body, dict):
        raise Refused("Bad Argument")
    if len(json.dumps(body, ensure_ascii=False).encode("utf-16-le", "surrogatepass")) > MAX_BYTES:
        raise Refused("MessageSizeTooBig")
    return body
