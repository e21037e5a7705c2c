"""The bot is killed at random points while people file absences with a Personio that is slow and fails.

Whatever was confirmed is filed once: none lost, none doubled. ``make soak`` runs a hundred filings on each database,
CI a sample.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.core.holiday_calendars import PACKAGE
from bot.core.working_time import WorkingTime
from sandbox.company import personas
from sandbox.demo import Demo
from sandbox.teams import TeamsSandbox
from tests.support.bot_process import BotProcess

SOAK = bool(os.environ.get("SOAK"))
FILINGS = 100 if SOAK else 8
FAULTS = ("503", "timeout_after_work", "reset_after_work", "timeout_before", "garbage", "429", "slow")
TODAY = date(2026, 11, 23)
PATIENCE = 240.0  # seconds for the last filings once Personio is well again


@pytest.mark.soak
@pytest.mark.timeout(1800 if SOAK else 400)  # PATIENCE, and what comes before it
async def test_a_killed_bot_loses_nothing_and_doubles_nothing(database_url, tmp_path):
    chance = random.Random(20261123)
    async with Demo(today=TODAY) as demo:
        bot = BotProcess(_environment(demo, database_url), log=tmp_path / "bot.log")
        demo.play(bot.url)
        await bot.start()
        kills = 0
        people = personas(demo.company)
        cast = [demo.teams.world.user(p.email) for p in (people.employee, people.substitute, people.approver)]
        wanted = list(_free_days(FILINGS))
        reviews = [await _review(demo.teams, cast[n % 3], day) for n, day in enumerate(wanted)]
        demo.personio.faults(0.25, FAULTS, 7)
        for number, message in enumerate(reviews):
            press = asyncio.create_task(demo.teams.press(cast[number % 3], message, "Aanvragen"))
            if chance.random() < 0.6:
                await asyncio.sleep(chance.random() * 0.6)  # a random point is what this test is about
                await bot.kill()
                kills += 1
                await asyncio.gather(press, return_exceptions=True)
                await bot.start()
                await _press_until_told(demo.teams, cast[number % 3], message)
            elif not _told((await press).card):
                await _press_until_told(demo.teams, cast[number % 3], message)
        demo.personio.heal()
        await _all_filed(demo, len(wanted))
        assert await bot.stop() == 0
    known = {absence.id for absence in demo.company.absences}
    filed = sorted(absence.first_day for absence in demo.personio.absences if absence.id not in known)
    assert filed == sorted(wanted), "each confirmed request is exactly one absence"
    assert kills >= FILINGS // 3


async def _review(teams: TeamsSandbox, user, day: date):
    """Bring a request to the last step, and return its message."""
    for _ in range(5):  # on a busy machine a message may be answered too late, and people write again
        answer = await teams.say(user, "afwezigheid aanvragen")
        if answer.messages:
            break
    message = answer.messages[-1]
    inputs = {"first_day": day.isoformat(), "last_day": day.isoformat()}
    answer = await teams.press(user, message, "request.review", inputs)
    assert answer.card, answer
    return message


async def _press_until_told(teams: TeamsSandbox, user, message) -> None:
    """Press as a person does who got no answer, or one that says to press again; the card may meanwhile have become the
    receipt by itself."""
    for _ in range(60):
        try:
            answer = await teams.press(user, message, "request.file")
        except LookupError:
            return  # no such button any more
        if _told(answer.card):
            return
    pytest.fail("the press was never answered")


def _told(card) -> bool:
    """Tell whether a card says that the request is on its way; one that can be pressed again says that it is not."""
    return card is not None and "request.file" not in json.dumps(card)


async def _all_filed(demo: Demo, wanted: int) -> None:
    """Wait until Personio has as many new absences as were asked for, and no card waits any more."""
    known = len(list(demo.company.absences))
    async with asyncio.timeout(PATIENCE):
        while len(list(demo.personio.absences)) < known + wanted:  # noqa: ASYNC110 - another process works on it
            await asyncio.sleep(0.2)


def _free_days(count: int) -> Iterator[date]:
    """Return working days, far enough from the demo's own absences and from each other."""
    work = WorkingTime(holidays=PACKAGE.in_region("NL"))
    day = TODAY + timedelta(days=180)
    while count:
        if work.works(day) and day.weekday() < 3:
            yield day
            count -= 1
        day += timedelta(days=1)


def _environment(demo: Demo, url: str) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "PERSONIO_CLIENT_ID": "demo-client",
        "PERSONIO_CLIENT_SECRET": "demo-secret",
        "PERSONIO_BASE_URL": demo.personio.url,
        "PERSONIO_TIMEOUT": "1.0",
        "LOG_LEVEL": "warning",
    }
