"""People from outside, and people who are not (any more) here: told why not, and nothing else."""

from __future__ import annotations

import copy
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.bootstrap import run_app
from sandbox.company import Employee, personas, roster
from sandbox.demo import BOT, TENANT, Demo
from sandbox.teams import TeamsSandbox, User
from tests.support.attacker import MessageEndpoint, choices, file_press, message_endpoint_of, press
from tests.support.stage import MONDAY, Stage, Ticking, bot_settings, words

pytestmark = pytest.mark.timeout(60)

Opened = Callable[..., Awaitable[tuple[Stage, User]]]


@pytest.fixture
async def open_with(tmp_path: Any) -> AsyncIterator[Opened]:
    """Open a stage on which one more user sits in Teams, made from an employee; ``role`` as the roster says it."""
    async with AsyncExitStack() as stack:

        async def start(
            like: str, role: str = "user", *, tenant_id: str | None = TENANT, **changes: Any
        ) -> tuple[Stage, User]:
            clock = Ticking(MONDAY)
            demo = Demo(today=date(2026, 11, 23), now=clock)
            employee = next(e for e in demo.company.employees if e.name == like)
            visitor = _user(employee, **changes)
            world = replace(demo.teams.world, users=(*demo.teams.world.users, visitor))
            demo.teams = TeamsSandbox(world, tenant_id=TENANT, bot_id=BOT, now=clock)
            await stack.enter_async_context(demo)
            account = demo.teams.connector._account
            demo.teams.connector._account = lambda user: account(user) | ({"userRole": role} if user is visitor else {})  # type: ignore[method-assign]  # the sandbox knows one role
            settings = bot_settings(demo.personio.url, tmp_path / "bot.db", tenant_id=tenant_id)
            bot = await stack.enter_async_context(run_app(settings, now=clock))
            demo.play(bot.url)
            return Stage(demo, bot, clock), visitor

        yield start


def _user(employee: Employee, **changes: Any) -> User:
    own: dict[str, Any] = {
        "id": "29:visitor",
        "object_id": "00000000-0000-4000-8000-00000000face",
        "name": employee.name,
    }
    return User(**(own | {"email": employee.email, "upn": employee.email} | changes))


async def _refused(stage: Stage, visitor: User, sentence: str) -> None:
    """Show that a visitor is told why not, and gets no form, no names and no absence."""
    await stage.say("afwezigheid aanvragen", visitor)
    assert sentence in stage.words(visitor), stage.words(visitor)
    assert "type_id" not in json.dumps(stage.card(visitor))
    async with message_endpoint_of(stage.bot.url) as http_endpoint:
        for query in ("", "a", "thijs"):
            assert await choices(stage, http_endpoint, visitor, query) == []
        mine = await file_press(stage)
        theirs = copy.deepcopy(mine)
        theirs["from"] = {"id": visitor.id, "aadObjectId": visitor.object_id, "name": visitor.name}
        theirs["conversation"]["id"] = stage.demo.teams.conversation(visitor)
        _, body = await http_endpoint.post(theirs)
        assert sentence in words(body), words(body)
    assert not stage.absences()


GUEST = "gast"


@pytest.mark.parametrize(
    ("role", "changes"),
    [
        ("user", {"upn": "sanne.hagenaar_example.com#EXT#@host.onmicrosoft.com", "guest": True}),
        ("user", {"upn": "Sanne.Hagenaar_example.com#ext#@host.onmicrosoft.com"}),
        ("user", {"email": "x#EXT#@host.onmicrosoft.com"}),
        ("guest", {}),
        ("Anonymous", {}),
    ],
    ids=["#EXT#", "#ext#", "#EXT# in the address", "role guest", "role anonymous"],
)
async def test_a_guest_with_an_employees_address_is_refused(
    open_with: Opened, role: str, changes: dict[str, Any]
) -> None:
    stage, visitor = await open_with("Sanne Hagenaar", role, **changes)
    await _refused(stage, visitor, GUEST)


async def test_somebody_of_another_tenant_is_refused_at_the_door(open_with: Opened) -> None:
    stage, visitor = await open_with("Sanne Hagenaar", tenant_id="00000000-0000-4000-8000-000000000009")
    answer = await stage.demo.teams.say(visitor, "afwezigheid aanvragen")
    assert answer.status == 403


async def test_a_member_whom_the_roster_gives_another_tenant_is_refused(open_with: Opened) -> None:
    """Their activity says our tenant, as in a chat that our tenant hosts; the roster says where they belong."""
    stage, visitor = await open_with("Sanne Hagenaar")
    account = stage.demo.teams.connector._account
    foreign = {"tenantId": "00000000-0000-4000-8000-000000000009"}
    stage.demo.teams.connector._account = lambda user: account(user) | (foreign if user is visitor else {})  # type: ignore[method-assign]  # the roster alone knows
    await _refused(stage, visitor, GUEST)


async def test_an_activity_that_names_two_tenants_is_refused_even_where_none_is_configured(open_with: Opened) -> None:
    stage, visitor = await open_with("Sanne Hagenaar", tenant_id=None)
    message = stage.demo.teams.envelope("message", visitor) | {"text": "afwezigheid aanvragen"}
    message["channelData"] = {"tenant": {"id": "00000000-0000-4000-8000-000000000009"}}  # its conversation is in ours
    assert (await stage.demo.teams.deliver(message)).status == 403
    assert stage.demo.teams.messages(visitor) == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (roster.INACTIVE, "actieve medewerker"),
        (roster.TERMINATED, "actieve medewerker"),
        (roster.NOT_STARTED, "nog niet begonnen"),
    ],
)
async def test_who_is_not_here_yet_or_any_more_is_refused(open_with: Opened, name: str, sentence: str) -> None:
    stage, visitor = await open_with(name)
    await _refused(stage, visitor, sentence)


async def test_somebody_whom_personio_does_not_know_is_refused(open_with: Opened) -> None:
    stage, visitor = await open_with(
        "Sanne Hagenaar", name="Iemand Anders", email="iemand@example.org", upn="iemand@example.org"
    )
    await _refused(stage, visitor, "Personio")


async def test_somebody_whom_teams_does_not_know_is_refused(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    for sender in (
        {"id": "29:nobody", "aadObjectId": "nobody"},
        {"id": stage.user.id},
        {"id": "29:nobody"},
        {"aadObjectId": "x"},
    ):
        activity = press(stage, stage.user, "request.open")
        activity["from"] = sender | {"name": stage.user.name}
        status, body = await http_endpoint.post(activity)
        assert status == 200
        assert "type_id" not in json.dumps(body), sender
        query = {"queryText": "t", "dataset": "substitutes"}
        search = activity | {"name": "application/search", "value": query}
        assert (await http_endpoint.post(search))[1]["value"]["results"] == [], sender


async def test_an_empty_address_matches_nobody(open_with: Opened) -> None:
    stage, visitor = await open_with("Sanne Hagenaar", email="", upn="x@example.org")
    stage.demo.personio.change_employee(stage.demo.company.employees[0].id, email="")
    await stage.say("afwezigheid aanvragen", visitor)
    assert "type_id" not in json.dumps(stage.card(visitor))


async def test_an_address_that_two_employees_share_is_nobodys(open_with: Opened) -> None:
    stage, visitor = await open_with("Sanne Hagenaar")
    stage.demo.personio.change_employee(personas(stage.demo.company).approver.id, email=visitor.email)
    await stage.say("afwezigheid aanvragen", visitor)
    assert "type_id" not in json.dumps(stage.card(visitor))
