"""Somebody is forgotten while Personio is being asked for something of theirs: settled first, and then forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot import bootstrap
from personio_client import Refused
from sandbox.demo import TENANT
from sandbox.teams.card_inputs import find_action
from tests.integration.profile.test_forgetting import ids_of, settled, traces
from tests.support.office import Office
from tests.support.own_absences import question
from tests.support.plain_http import plain_http
from tests.support.stage import Open

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("soon_again")]

DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04", "comment": "Knieoperatie"}
OpenOffice = Callable[..., Awaitable[Office]]


@pytest.fixture
async def open_office(open_stage: Open, database_url: str, tmp_path: Any) -> AsyncIterator[OpenOffice]:
    async with plain_http() as http:

        async def start(**settings: Any) -> Office:
            if database_url.startswith("postgres"):  # its clock cannot be skipped: what may arrive yet does so soon
                settings.setdefault("personio_timeout", 2.0)
            office = Office(await open_stage(database_url=database_url, **settings), http, tmp_path / "bot.db")
            await office.install("employee", "substitute", "approver")
            return office

        yield start


@asynccontextmanager
async def held(office: Office, operation: str) -> AsyncIterator[asyncio.Event]:
    """Hold back Personio's next answer to an operation, once it is done there; set what is yielded to let it pass."""
    personio: Any = office.stage.bot.services.personio
    real, pass_on, there = getattr(personio, operation), asyncio.Event(), asyncio.Event()

    async def slowly(*asked: Any) -> Any:
        setattr(personio, operation, real)
        answer = await real(*asked)
        there.set()
        await pass_on.wait()
        return answer

    setattr(personio, operation, slowly)
    yield pass_on
    setattr(personio, operation, real)


async def pressed(office: Office, verb: str, filled: dict[str, str] | None = None) -> None:
    """Press, and go on before Personio has answered."""
    office.stage.bot.services.outbox.settled = _not_now  # type: ignore[method-assign]  # the press need not wait
    await office.stage.press(verb, filled or {})
    del office.stage.bot.services.outbox.settled


async def _not_now(key: str, timeout: float) -> bool:  # noqa: ASYNC109 - the outbox's own signature
    return False


async def until(there: Callable[[], Any]) -> None:
    """Wait until Personio has it."""
    async with asyncio.timeout(60):
        while not there():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.02)


async def entries(office: Office) -> list[tuple[str, str | None, str]]:
    return [(each.action, each.subject, each.actor) for each in await office.store.audit.entries()]


async def test_a_request_that_still_waits_is_not_filed(open_office: OpenOffice) -> None:
    office = await open_office()
    ids, personio = await ids_of(office, "employee"), office.stage.demo.personio
    personio.fail_next("/v2/absence-periods", "POST", "503", times=50)
    await office.stage.review(DAYS)
    await office.stage.press("request.file")
    done = await office.store.forget(ids["object id"])
    assert done.under_way == 1
    personio.heal()
    await settled(office, ids)
    assert office.stage.absences() == []
    assert await traces(office, ids) == []
    assert await traces(office, {"comment": "Knieoperatie"}) == []


async def test_an_absence_that_is_being_made_is_taken_back(open_office: OpenOffice) -> None:
    office = await open_office()
    ids = await ids_of(office, "employee")
    await office.stage.review(DAYS)
    async with held(office, "create_absence") as pass_on:
        await pressed(office, "request.file")
        await until(office.stage.absences)
        assert (await office.store.forget(ids["person id"])).under_way == 1
        pass_on.set()
        await settled(office, ids)
    assert office.stage.absences() == []
    assert ("person.forgotten", None, "operator") in await entries(office)
    assert await traces(office, ids) == []


async def test_an_absence_that_personio_keeps_is_noted_by_its_id_alone(open_office: OpenOffice) -> None:
    office = await open_office()
    ids = await ids_of(office, "employee")
    await office.stage.review(DAYS)

    async def kept(absence_id: str) -> None:
        raise Refused("no", status=422)

    office.stage.bot.services.personio.delete_absence = kept  # a refusal that the sandbox has no rule for
    async with held(office, "create_absence") as pass_on:
        await pressed(office, "request.file")
        await until(office.stage.absences)
        await office.store.forget(ids["object id"])
        pass_on.set()
        await settled(office, ids)
    [absence] = office.stage.absences()
    assert ("absence.left", absence.id, "forgotten") in await entries(office)
    assert await traces(office, ids) == []


async def test_a_request_of_a_colleague_is_filed_with_the_substitute_it_names(open_office: OpenOffice) -> None:
    office = await open_office()
    ids, before = await ids_of(office, "substitute"), {each.id for each in office.stage.absences()}
    personio = office.stage.demo.personio
    personio.fail_next("/v2/absence-periods", "POST", "503", times=50)
    await office.stage.review(DAYS)
    await office.stage.press("request.file", {"substitute": ids["person id"]})
    assert (await office.store.forget(ids["object id"])).under_way == 1
    personio.heal()
    await settled(office, ids)
    [absence] = [each for each in office.stage.absences() if each.id not in before]
    assert str(absence.substitute_id) == ids["person id"]
    assert await traces(office, ids) == []


async def test_a_change_that_is_being_made_is_brought_to_its_end(open_office: OpenOffice) -> None:
    office = await open_office()
    ids = await ids_of(office, "employee")
    absence = await office.request(substitute=False)
    await question(office.stage, absence)
    async with held(office, "delete_absence") as pass_on:
        await pressed(office, "Ja, intrekken")
        await until(lambda: not office.stage.absences())
        assert (await office.store.forget(ids["object id"])).under_way == 1
        pass_on.set()
        await settled(office, ids)
    assert [actor for action, _, actor in await entries(office) if action == "absence.withdrawn"] == ["forgotten"]
    assert await traces(office, ids) == []


async def test_an_old_card_of_what_was_settled_files_nothing(open_office: OpenOffice) -> None:
    office = await open_office()
    stage, ids = office.stage, await ids_of(office, "employee")
    await stage.review(DAYS)
    message, action = stage.last(), find_action(stage.card(), "request.file")
    async with held(office, "create_absence") as pass_on:
        await pressed(office, "request.file")
        await until(stage.absences)
        await office.store.forget(ids["object id"])
        pass_on.set()
        await settled(office, ids)
    await stage.demo.teams.people.execute(stage.user, message, {**action, "data": {**action["data"]}})
    assert stage.absences() == []
    [_, *rest] = await office.store.requests.of_owner(TENANT, stage.user.object_id) or [None]
    assert rest == []


async def test_who_deletes_their_own_data_is_told_what_is_settled_first(open_office: OpenOffice) -> None:
    office = await open_office()
    stage, ids = office.stage, await ids_of(office, "employee")
    stage.demo.personio.fail_next("/v2/absence-periods", "POST", "503", times=50)
    await stage.review(DAYS)
    await stage.press("request.file")
    await stage.say("privacy")
    await stage.press("privacy.delete")
    assert "1 aanvraag wacht nog op Personio en gaat dan niet door" in stage.words()
    await stage.press("privacy.delete")
    assert "handel ik eerst af" in stage.words()
    stage.demo.personio.heal()
    await settled(office, ids)
    assert stage.absences() == []
    assert await traces(office, ids) == []


async def test_the_record_of_teams_is_not_kept_in_memory(open_office: OpenOffice) -> None:
    office = await open_office()
    stage, members = office.stage, office.stage.bot.services.members
    await stage.say("privacy")
    assert stage.user.object_id in str(members._known)
    await stage.press("privacy.delete")
    await stage.press("privacy.delete")
    assert "Verwijderd" in stage.words()
    assert stage.user.object_id not in str(members._known)
    assert members._known  # of the others


async def test_a_record_of_teams_that_is_too_old_leaves_the_memory(
    open_office: OpenOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "EXPIRE_EVERY", 0.05)
    office = await open_office()
    stage, members = office.stage, office.stage.bot.services.members
    await stage.say("privacy")
    stage.clock.advance(minutes=14)
    await members.expire()
    assert stage.user.object_id in str(members._known)
    stage.clock.advance(minutes=2)
    async with asyncio.timeout(20):
        while members._known:  # noqa: ASYNC110 - the bot tells nobody when it lets go
            await asyncio.sleep(0.02)


async def test_whose_approver_was_to_be_asked_is_told_that_nobody_is_reached(open_office: OpenOffice) -> None:
    office = await open_office()
    office.at(2026, 11, 23, 23)  # nobody is written to at night
    absence = await office.request(substitute=False)
    await until_stored(office, "approval.ask")
    await office.store.forget(str(office.people.approver.id))
    office.at(2026, 11, 24, 9)

    async def unreachable() -> bool:
        return "approver" in (await office.stored(absence)).details.get("unreachable", ())

    async with asyncio.timeout(60):
        while not await unreachable():  # noqa: ASYNC110 - the bot tells nobody
            await asyncio.sleep(0.05)


async def until_stored(office: Office, kind: str) -> None:
    async with asyncio.timeout(60):
        while not any(each.kind == kind for each in await office.store.jobs.backlog()):  # noqa: ASYNC110 - the bot tells nobody
            await asyncio.sleep(0.02)
