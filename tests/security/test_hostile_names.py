"""People, units, comments and teams with hostile names, all the way: nothing that reaches Teams is more than text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.bootstrap import run_app
from bot.core.subscriptions import Subscription
from bot.features.digests import tick
from sandbox.company import personas
from sandbox.demo import BOT, TENANT, Demo
from sandbox.teams import TeamsSandbox
from tests.support.card_rules import walk
from tests.support.stage import MONDAY, Stage, Ticking, bot_settings, words
from tests.unit.cards.test_foreign_text import EVIL, flaws, harmless

pytestmark = pytest.mark.timeout(120)

LINK = f"[Klik](https://{EVIL})"
TURNED = f"\u202e{EVIL}"
DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04"}


@pytest.fixture
async def stage(tmp_path: Any, unlimited: None) -> AsyncIterator[Stage]:
    clock = Ticking(MONDAY)
    demo = Demo(today=date(2026, 11, 23), now=clock)
    world = demo.teams.world
    named = [
        replace(team, name=f"{LINK}{team.name}", channels=[_named(channel, team.id) for channel in team.channels])
        for team in world.teams
    ]
    demo.teams = TeamsSandbox(replace(world, teams=tuple(named)), tenant_id=TENANT, bot_id=BOT, now=clock)
    for number, person in enumerate(demo.company.employees):
        first, poison = person.first_name, (LINK, f"**{EVIL}**", f"<a href='https://{EVIL}'>", TURNED)[number % 4]
        units = {kind: replace(unit, name=f"{LINK}{unit.name}") for kind in ("department", "team", "office") if (unit := getattr(person, kind))}  # fmt: skip
        demo.personio.change_employee(
            person.id, first_name=f"{poison}{first}", position=f"{LINK}{person.position}", **units
        )
    cast = personas(demo.company)
    for person in (cast.employee, cast.substitute):
        demo.personio.change_employee(person.id, first_name=f"{LINK}{person.first_name}")
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(demo)
        stage = Stage(demo, None, clock)  # type: ignore[arg-type]  # the admin's address is needed first
        settings = bot_settings(demo.personio.url, tmp_path / "bot.db", admins=(stage.user.email,))
        stage.bot = await stack.enter_async_context(run_app(settings, now=clock))
        demo.play(stage.bot.url)
        await demo.install()
        yield stage


def _named(channel: Any, team_id: str) -> Any:
    return channel if channel.id == team_id else replace(channel, name=f"{LINK}{channel.name}")


async def test_hostile_names_are_text_in_every_message_and_answer(stage: Stage) -> None:
    teams, services, cast = stage.demo.teams, stage.bot.services, personas(stage.demo.company)
    answers: list[Any] = []
    deliver = teams.people.deliver

    async def record(activity: Any) -> Any:
        answer = await deliver(activity)
        answers.append(answer.body)
        return answer

    teams.people.deliver = record  # type: ignore[method-assign]  # the tap lies where the wire leaves Teams
    substitute, approver = (teams.world.user(each.email) for each in (cast.substitute, cast.approver))
    await stage.review(DAYS | {"comment": f"{LINK}\n{TURNED}"})
    found = await teams.search(stage.user, stage.last(), "substitute", "wolvenkamp")
    assert EVIL in found.choices[0]["title"]
    await stage.press("request.file", {"substitute": str(cast.substitute.id)})
    asked = await _told(stage, substitute, "vraagt jou als vervanger")
    assert f"{LINK}Sanne" in asked  # read as it was written
    absence = stage.absences()[0]
    stage.demo.personio.accept(absence.id)
    await services.store.request_sync.add_news([absence.id])
    services.outbox.wake()
    assert f"{LINK}Sanne" in await _told(stage, approver, "vraagt afwezigheid aan")
    for text in ("mijn afwezigheden", "saldo", "wie is er deze week afwezig?", "wat zien collega's van mij?"):
        await stage.say(text)
    await teams.look_up(stage.user, "techniek")
    await _setup(stage)
    for team in teams.world.teams:
        update = Subscription(
            id=team.id, tenant_id=TENANT, team_id=team.id, channel_id=team.channels[1].id,
            service_url=teams.service_url, language="nl", topics=("absences", "birthdays", "anniversaries", "starters"),
        )  # fmt: skip
        await services.store.subscriptions.save(update, None)
    stage.clock.now += timedelta(days=1)
    await tick(services, stage.clock())
    services.outbox.wake()
    channel = teams.world.teams[0].channels[1]
    await teams.until(lambda: any(message.card for message in teams.messages(channel)), seconds=20)
    sent = [call.body for call in teams.calls if call.body]
    assert str(sent).count(EVIL) > 20
    wrong = [flaw for node in walk([sent, answers]) for flaw in flaws(node)]
    assert wrong == []
    assert all(harmless(each.get("summary")) for each in sent)


async def _told(stage: Stage, user: Any, text: str) -> str:
    def said() -> str:
        return "\n".join(words(message.card) for message in stage.demo.teams.messages(user) if message.card)

    await stage.demo.teams.until(lambda: text in said(), seconds=20)
    return said()


async def _setup(stage: Stage) -> None:
    for team in stage.demo.teams.world.teams:
        await stage.demo.teams.install(team)
    await stage.say("instellen")
    await stage.press("setup.personio")
    await stage.press("setup.teams")
    assert EVIL in stage.words()
    team = stage.demo.teams.world.teams[0]
    await stage.press("setup.channels", {"teams": team.id})
    await stage.press("digest.preview", {"channel": team.channels[1].id, "units": "company"})
    await stage.press("setup.channels")
    await stage.press("setup.finish", {"channel": team.channels[1].id, "units": "company"})
    assert EVIL in stage.words()
    await stage.press("digest.list")
