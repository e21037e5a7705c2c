"""Somebody is forgotten after a company has used the bot: no table, no column and no job holds an id of theirs."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, inspect, text

from bot.bootstrap import run_app
from bot.core.jobs import work_job
from bot.core.records import Account
from bot.core.subscriptions import Subscription
from bot.store import open_store
from sandbox.demo import TENANT
from tests.support.fakes import Clock
from tests.support.office import Office
from tests.support.own_absences import question
from tests.support.plain_http import plain_http
from tests.support.stage import MONDAY, Open, bot_settings, inputs
from tests.support.stores import a_request

pytestmark = [pytest.mark.timeout(180), pytest.mark.usefixtures("soon_again")]

SECOND = "5ec0d5ec-0000-4000-8000-000000000002"  # another account in Entra of the same person
PlayCompany = Callable[[], Awaitable[Office]]


@pytest.fixture
async def play_company(open_stage: Open, database_url: str, tmp_path: Any) -> AsyncIterator[PlayCompany]:
    """Have four people use everything that stores something; on either database."""
    async with plain_http() as http:

        async def play() -> Office:
            stage = await open_stage(database_url=database_url, sick_note_after_days=3)
            office = Office(stage, http, tmp_path / "bot.db")
            await office.install("employee", "substitute", "approver")
            await _play(office)
            return office

        yield play


async def _play(office: Office) -> None:
    stage, people = office.stage, office.people
    employee, substitute = office.user("employee"), office.user("substitute")
    # A request with a substitute, decided; one for which the approver is asked; one withdrawn; one refused.
    absence = await office.request()
    await office.until("substitute", "als vervanger")
    await office.decide(absence, "accept")
    await office.until("approver", "vraagt afwezigheid aan")
    await office.decide(absence, "approve")
    await office.until("approver", "goedgekeurd")
    await office.request(substitute=False, days={"first_day": "2026-12-14", "last_day": "2026-12-15"})
    await stage.demo.teams.until(lambda: len(office.cards("approver")) == 2, seconds=60)
    await _withdraw(office, {"first_day": "2026-12-21", "last_day": "2026-12-21"})
    await stage.review({"first_day": "2026-12-01", "last_day": "2026-12-02", "comment": "Knieoperatie"})
    await stage.press("request.file")
    # Colleagues who name each other as substitute.
    for user, other, first in (
        (substitute, people.employee, "2027-01-11"),
        (substitute, people.employee, "2027-01-18"),
        (office.user("approver"), people.substitute, "2027-01-25"),
    ):
        await stage.review({"first_day": first, "last_day": first}, user)
        await stage.press("request.file", {"substitute": str(other.id)}, user)
    await stage.demo.teams.until(lambda: "als vervanger" in office.said("employee"), seconds=60)
    # Sick, and well again while Personio does not answer.
    for name in ("employee", "substitute", "approver"):
        await _sick_and_well(office, office.user(name))
    # An admin, who has a second account.
    for number, by in enumerate((employee.object_id, SECOND)):
        update = Subscription(id=f"s{number}", tenant_id=TENANT, team_id="t", channel_id=f"c{number}")
        await office.store.subscriptions.save(update, None, by=by)
    account = await office.store.accounts.find(TENANT, employee.object_id)
    await office.store.accounts.save(replace(account, object_id=SECOND, conversation=None))
    await stage.say("privacy")
    await stage.press("privacy.celebrations")


async def _withdraw(office: Office, days: dict[str, str]) -> None:
    absence = await office.request(substitute=False, days=days)
    await question(office.stage, absence)
    await office.stage.press("Ja, intrekken")
    assert "ingetrokken" in office.stage.words()


async def _sick_and_well(office: Office, user: Any) -> None:
    stage = office.stage
    await stage.say("ik ben ziek", user)
    await stage.press("sick.report", inputs(stage.card(user)), user)
    await stage.say("beter melden", user)
    stage.demo.personio.fail_next("/v2/absence-periods/*", "PATCH", "503", times=1)
    await stage.press("sick.recovered", {"last_day": "2026-11-23"}, user)


Dump = list[tuple[str, str]]


async def dump(office: Office) -> Dump:
    """Return every value of every column of every table, with where it stands."""

    def read(c: Connection) -> Dump:
        found = []
        for table in inspect(c).get_table_names():
            for row in c.execute(text(f'SELECT * FROM "{table}"')).mappings():
                found += [(f"{table}.{name}", _shown(value)) for name, value in row.items() if value is not None]
        return found

    return await office.store._database.read(read)


def _shown(value: Any) -> str:
    return json.dumps(value) if isinstance(value, dict | list) else str(value)


async def traces(office: Office, ids: dict[str, str]) -> list[str]:
    """Return where the database holds which of these ids."""
    values = await dump(office)
    return sorted(
        {
            f"{where} holds the {name}: {value}"
            for name, known in ids.items()
            for where, value in values
            if re.search(rf"(?<![\w-]){re.escape(known)}(?![\w-])", value)
        }
    )


async def ids_of(office: Office, name: str) -> dict[str, str]:
    user, person = office.user(name), getattr(office.people, name)
    account: Account | None = await office.store.accounts.find(TENANT, user.object_id)
    assert account is not None
    assert account.conversation is not None
    ids = {
        "object id": user.object_id, "Teams id": user.id, "person id": str(person.id), "chat": account.conversation.id,
        "e-mail": user.email, "name": user.name,
    }  # fmt: skip
    return ids | ({"second account": SECOND} if name == "employee" else {})


@pytest.mark.parametrize(
    ("name", "known_as"),
    [
        ("employee", "object id"),
        ("employee", "person id"),
        ("employee", "second account"),
        ("substitute", "person id"),
        ("approver", "object id"),
    ],
)
async def test_no_table_holds_an_id_of_who_was_forgotten(play_company: PlayCompany, name: str, known_as: str) -> None:
    office = await play_company()
    ids = await ids_of(office, name)
    before = await traces(office, ids)
    for table in ("account.", "request.", "task.", "job.", "audit."):
        assert [each for each in before if each.startswith(table)], f"{table}: what is not stored proves nothing"
    await office.store.forget(ids[known_as])
    await settled(office, ids)
    assert await traces(office, ids) == []


async def settled(office: Office, ids: dict[str, str]) -> None:
    """Let what is under way end, in the bot that runs."""

    async def left() -> list[str]:
        office.stage.bot.services.outbox.wake()
        return [each for each in await traces(office, ids) if each.startswith("request.")]

    async with asyncio.timeout(60):
        while await left():  # noqa: ASYNC110 - the bot tells nobody when it is done
            await asyncio.sleep(0.05)


async def test_the_comment_of_a_refused_request_goes_by_itself_after_a_week(tmp_path: Any) -> None:
    clock, url = Clock(MONDAY), f"sqlite:///{tmp_path / 'bot.db'}"
    refused = [a_request(details={"draft": {"type_id": "1", "comment": "Knieoperatie"}}) for _ in range(2)]
    async with await open_store(url, clock=clock) as store:
        for each in refused:
            assert await store.requests.confirm(each, work_job(each), actor="test")
            new = replace(each, state="refused")
            assert await store.requests.change(new, expected="waiting", audit="request.refused", actor="bot")
            clock.advance(days=2)

        async def comments() -> list[bool]:
            found = [await store.requests.find(each.id) for each in refused]
            return ["comment" in each.details["draft"] for each in found if each]

        clock.advance(days=4)  # eight and six days after the refusals
        async with run_app(bot_settings("http://127.0.0.1:1", tmp_path / "bot.db"), now=clock), asyncio.timeout(20):
            while (left := await comments()) == [True, True]:  # noqa: ASYNC110 - the bot tells nobody when it is done
                await asyncio.sleep(0.02)
    assert left == [False, True]
