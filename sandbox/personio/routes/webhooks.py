"""Webhook subscriptions and their events, v2.

Https only, except to loopback; the token is never shown again.
Source: https://developer.personio.de/reference/post_v2-webhooks
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from sandbox.personio.errors import Problem, unknown_id
from sandbox.personio.middleware import need
from sandbox.personio.paging import created, page, single
from sandbox.personio.request_body import json_object
from sandbox.personio.webhooks import Happened, Subscription, allowed_url
from sandbox.personio.world import world_of

READ, WRITE = "personio:webhooks:read", "personio:webhooks:write"
PATH = "/v2/webhooks"
FIELDS = {"url", "description", "status", "auth_type", "token", "enabled_events", "custom_headers"}
EVENTS = {
    *(f"absence-period.{event}" for event in ("created", "updated.status", "updated.timerange", "deleted")),
    *(f"person.{event}" for event in ("created", "updated", "deleted")),
    *(
        f"employment.{event}"
        for event in ("created", "updated", "updated.cost-centers", "deleted", "started", "terminated")
    ),
}


def _body(webhook: Subscription) -> dict[str, Any]:
    return {
        "id": webhook.id,
        "url": webhook.url,
        "description": webhook.description,
        "status": webhook.status,
        "auth_type": webhook.auth_type,
        "enabled_events": webhook.enabled_events,
        "custom_headers": list(webhook.custom_headers),
        "created_at": webhook.created_at,
    }


def _refuse(detail: str) -> Problem:
    return Problem(422, "Unprocessable webhook", detail)


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(values["url"], str) or not allowed_url(values["url"]):
        raise _refuse("The url must be https.")
    if not isinstance(values["description"], str) or not values["description"]:
        raise _refuse("A description is required.")
    if values["status"] not in {"ENABLED", "DISABLED"} or values["auth_type"] not in {"NONE", "TOKEN", "CUSTOM"}:
        raise _refuse("Unknown status or auth_type.")
    if values["auth_type"] == "TOKEN" and not values["token"]:
        raise _refuse("A token is required for auth_type TOKEN.")
    events = values["enabled_events"]
    if not isinstance(events, list) or not events or not set(events) <= EVENTS:
        raise _refuse("enabled_events must name known events.")
    if not isinstance(values["custom_headers"], dict) or len(values["custom_headers"]) > 3:
        raise _refuse("At most three custom headers are allowed.")
    return values


async def create(request: web.Request) -> web.Response:
    """Register a webhook; without a status it is disabled."""
    need(request, WRITE)
    world, body = world_of(request), await json_object(request)
    asked = {"url": None, "description": None, "status": "DISABLED", "auth_type": "TOKEN", "token": None}
    asked |= {"enabled_events": [], "custom_headers": {}} | {name: body[name] for name in FIELDS & set(body)}
    values = _checked(asked)
    if any(webhook.url == values["url"] for webhook in world.hub.subscriptions.values()):
        raise Problem(409, "Webhook conflict", "A webhook with this url exists already.")
    webhook = world.hub.add(**values)
    if world.switches.webhook_body == "full":
        return web.json_response(_body(webhook), status=201)
    return created(request, f"{PATH}/{webhook.id}", webhook.id)


def _found(request: web.Request) -> Subscription:
    webhook = world_of(request).hub.subscriptions.get(request.match_info["id"])
    if webhook is None:
        raise unknown_id()
    return webhook


async def listed(request: web.Request) -> web.Response:
    need(request, READ)
    rows = list(world_of(request).hub.subscriptions.values())
    return page(request, rows, lambda row: row.id, _body, default=10, maximum=50)


async def one(request: web.Request) -> web.Response:
    need(request, READ)
    return single(request, _body(_found(request)))


async def patch(request: web.Request) -> web.Response:
    """Change fields of a webhook."""
    need(request, WRITE)
    webhook, body = _found(request), await json_object(request)
    values = _checked({name: body.get(name, getattr(webhook, name)) for name in FIELDS})
    for name, value in values.items():
        setattr(webhook, name, value)
    return web.Response(status=204)


async def delete(request: web.Request) -> web.Response:
    need(request, WRITE)
    del world_of(request).hub.subscriptions[_found(request).id]
    return web.Response(status=204)


async def events(request: web.Request) -> web.Response:
    """List the events that a webhook is enabled for, delivered or not."""
    need(request, READ)
    webhook = _found(request)
    rows = [event for event in world_of(request).hub.events if event.body["event_name"] in webhook.enabled_events]

    def show(event: Happened) -> dict[str, Any]:
        return {"id": event.id, **event.body}

    return page(request, rows, lambda row: row.id, show, default=10, maximum=50)


ROUTES = [
    web.get(PATH, listed),
    web.post(PATH, create),
    web.get(f"{PATH}/{{id}}", one),
    web.patch(f"{PATH}/{{id}}", patch),
    web.delete(f"{PATH}/{{id}}", delete),
    web.get(f"{PATH}/{{id}}/events", events),
]
