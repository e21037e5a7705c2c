"""The whole way: a file, a Personio, a Teams, and a card in the channel."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.features.digests import edits, import_yaml, run_due_jobs
from sandbox.company import Absence
from sandbox.demo import TENANT
from tests.support.stage import MONDAY, Stage, open_stage, stage, words

__all__ = ["open_stage", "stage"]

FILE = """
- team_id: "{team}"
  channel_id: "{channel}"
  service_url: {service_url}
  language: nl
  time: "09:00"
  timezone: Europe/Amsterdam
  units: [{{kind: department, name: {department}}}]
"""


class Office:
    """A team's channel with a subscription, and the bot that serves it."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.demo, self.services = stage, stage.demo, stage.bot.services
        self.team = stage.demo.teams.world.teams[0]
        self.channel = self.team.channels[1]

    async def subscribe(self) -> None:
        text = FILE.format(
            team=self.team.id,
            channel=self.channel.id,
            service_url=self.demo.teams.service_url,
            department=self.stage.person.department.name,
        )
        before_nine = self.stage.clock() - timedelta(hours=3)
        await import_yaml(self.services.store.subscriptions, text, tenant_id=TENANT, now=before_nine)

    async def run(self) -> None:
        await run_due_jobs(self.services)

    @property
    def messages(self):
        return self.demo.teams.messages(self.channel)

    async def posted(self):
        await self.run()
        await self.demo.teams.until(lambda: self.messages)
        return self.messages

    def calls_in_sick(self) -> None:
        now = datetime.now(UTC)
        sick = next(kind for kind in self.demo.company.types if "ziek" in kind.name.casefold())
        self.demo.personio.add_absence(
            Absence(
                id="5f0c1c0e-0000-4000-8000-000000000001",
                v1_id=990001,
                employee_id=self.stage.person.id,
                type_id=sick.id,
                first_day=MONDAY.date(),
                last_day=None,
                status="APPROVED",
                created_at=now,
                updated_at=now,
            )
        )


@pytest.fixture
async def office(stage: Stage) -> Office:
    office = Office(stage)
    await office.subscribe()
    return office


async def test_a_channel_gets_its_card_once(office):
    for _ in range(3):
        [message] = await office.posted()
    assert message.sender == office.demo.teams.bot_id
    assert "Vandaag afwezig" in words(message.card)
    assert message.summary


async def test_somebody_who_calls_in_sick_is_added_to_the_same_card_without_a_reason(office):
    [message] = await office.posted()
    assert office.stage.person.name not in words(message.card)
    office.calls_in_sick()
    office.stage.clock.advance(minutes=45)
    await edits(office.services)
    await office.run()
    await office.demo.teams.until(lambda: message.edited)
    [message] = office.messages
    assert office.stage.person.name in words(message.card)
    assert "ziek" not in str(message.activity).casefold()


async def test_a_channel_without_the_bot_is_paused(office):
    await office.demo.teams.uninstall(office.team)
    await office.run()
    await office.run()
    [kept] = await office.services.store.subscriptions.all()
    assert kept.paused in {"bot_removed", "channel_gone"}
    assert office.messages == []


@pytest.mark.parametrize(("times", "edited"), [(3, True), (9, False)])
async def test_an_edit_answered_404_without_a_code_pauses_nothing(office, times, edited):
    """The message or a gateway, who knows: the edit alone is given up after a few tries, and the next day has its card."""
    [message] = await office.posted()
    office.calls_in_sick()
    office.stage.clock.advance(minutes=45)
    office.demo.teams.fail_next("404_no_code", times=times, operation="update")
    for _ in range(times + 1):
        await edits(office.services)
        await office.run()
        office.stage.clock.advance(minutes=1)
    [kept] = await office.services.store.subscriptions.all()
    assert kept.paused is None
    assert bool(office.messages[0].edited) == edited
    tries = [call for call in office.demo.teams.calls if call.operation == "update"]
    assert len(tries) == (times + 1 if edited else 5)
    office.stage.clock.advance(days=1)
    await office.run()
    await office.demo.teams.until(lambda: len(office.messages) == 2)
    assert office.messages[0].id == message.id


async def test_a_channel_answered_404_without_a_code_gets_its_card_later(office):
    office.demo.teams.fail_next("404_no_code", times=2, operation="send")
    for _ in range(2):
        await office.run()
        office.stage.clock.advance(minutes=2)
    assert len(await office.posted()) == 1


async def test_a_busy_teams_gets_it_later_and_once(office):
    office.demo.teams.fail_next("429", times=2, operation="send")
    await office.run()
    office.stage.clock.advance(minutes=1)
    assert len(await office.posted()) == 1
