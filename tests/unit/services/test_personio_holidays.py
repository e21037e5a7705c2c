"""Personio's days off: who is asked how often, what counts meanwhile, and what an outage changes."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from bot.core.working_time import DayOff
from bot.services.personio_cache import Directory
from bot.services.personio_holidays import AGAIN_AFTER, FRESH, KEPT_AT_MOST
from personio_client import BadAnswer, HolidayCalendar, NotAllowed, NotFound, Unavailable, Unit
from tests.support.fakes import NOW, Clock, Source, person
from tests.support.listed_holidays import holidays_for

NL, BAVARIA = HolidayCalendar(id="1", country="NL"), HolidayCalendar(id="2", country="DE", state="Bayern")
OFFICES = {"a": NL, "b": NL, "c": BAVARIA}
GOOD_FRIDAY, CHRISTMAS = date(2027, 3, 26), date(2026, 12, 25)
OWN = [(GOOD_FRIDAY, "day")]
LATER = timedelta(minutes=11)  # when everybody is read anew


def somebody(number: int, office: str = "a"):
    return person(
        str(number), f"{number}@example.com", office=Unit(id=office, name=office), holiday_calendar=OFFICES[office]
    )


class Account(Source):
    """A Personio with the list of holidays; ``fails``: with what it answers instead, from the next question on."""

    fails: Exception | None = None
    hangs: asyncio.Event | None = None

    async def holidays(self, person_ids, *, first_day, last_day):
        read = await super().holidays(person_ids, first_day=first_day, last_day=last_day)
        if self.hangs:
            await self.hangs.wait()
        if self.fails:
            raise self.fails
        return read


def account(*offices: str, each: int = 3) -> Account:
    people = [somebody(100 * n + number, office) for n, office in enumerate(offices) for number in range(1, each + 1)]
    return Account(people, listed=[row for who in people for row in holidays_for(who, NOW.date(), OWN)])


async def seen(directory: Directory, number: str = "1", day: date = GOOD_FRIDAY) -> DayOff:
    """Return what somebody's days off are, after the directory was asked for everybody, as every turn asks."""
    people = await directory.people(fresher_than=LATER)
    await directory.holidays_known()
    return directory.holidays.of(people.by_id[number])(day)


async def passed(directory: Directory, clock: Clock, by: timedelta) -> None:
    """Let time pass, and let the reading that is due then come to its end."""
    clock.now += by
    await directory.people(fresher_than=LATER)
    if flight := directory.listed_holidays._flight:
        await flight


async def test_one_of_each_calendar_and_office_is_asked_and_a_second_to_verify():
    source = account("a", "b", "c", each=1000)
    directory = Directory(source, now=Clock())
    assert await seen(directory) is DayOff.WHOLE
    assert source.asked_holidays == [["1", "101", "201"], ["2", "102", "202"]]
    assert await seen(directory, "999") is DayOff.WHOLE
    assert len(source.asked_holidays) == 2


async def test_days_are_read_daily_and_verified_with_another_one():
    clock, source = Clock(), account("a")
    directory = Directory(source, now=clock)
    await seen(directory)
    await passed(directory, clock, FRESH - timedelta(minutes=1))
    assert len(source.asked_holidays) == 2
    for _ in range(2):
        await passed(directory, clock, FRESH)
    assert source.asked_holidays == [["1"], ["2"], ["1"], ["3"], ["1"], ["2"]]


async def test_more_are_asked_where_two_differ():
    source = account("a", each=9)
    source.listed = [row for row in source.listed if row.person_id != "1" or row.date != GOOD_FRIDAY]
    directory = Directory(source, now=Clock())
    assert await seen(directory, "9") is DayOff.WHOLE
    assert await seen(directory, "1") is DayOff.NONE  # as Personio says of them
    assert source.asked_holidays == [["1"], ["2"], ["3", "4", "5"]]


async def test_people_of_a_new_office_are_asked_for_and_leavers_cost_nothing():
    clock, source = Clock(), account("a")
    directory = Directory(source, now=clock)
    await seen(directory)
    gone = somebody(300, "c").model_copy(update={"status": "inactive"})
    source.everybody = [*source.everybody, gone]
    await passed(directory, clock, LATER)
    assert len(source.asked_holidays) == 2
    new = somebody(200, "c")
    source.everybody, source.listed = [*source.everybody, new], [*source.listed, *holidays_for(new, NOW.date(), OWN)]
    await passed(directory, clock, LATER)
    assert source.asked_holidays[2:] == [["1", "200"], ["3"]]
    assert directory.holiday_sources() == {"1": "personio", "2": "personio"}


@pytest.mark.parametrize(
    ("answer", "why", "questions"),
    [
        (NotFound("no such endpoint"), "not_found", 2),
        (NotAllowed("no right"), "not_allowed", 1),
        (BadAnswer("no list"), "unreadable", 1),
        (Unavailable("down"), "failed", 1),
        (RuntimeError("a defect of ours"), "failed", 1),
        (None, "empty", 2),
    ],
)
async def test_an_account_without_it_has_the_package_and_is_asked_again(answer, why, questions):
    clock, source = Clock(), account("a")
    listed, source.fails = source.listed, answer
    source.listed = [] if answer is None else listed
    directory = Directory(source, now=clock)
    assert await seen(directory) is DayOff.NONE
    assert await seen(directory, day=CHRISTMAS) is DayOff.WHOLE
    assert (directory.listed_holidays.why, len(source.asked_holidays)) == (why, questions)
    assert directory.holiday_sources() == {"1": "package"}
    await passed(directory, clock, AGAIN_AFTER[why] - timedelta(seconds=1))
    assert len(source.asked_holidays) == questions
    source.fails, source.listed = None, listed
    await passed(directory, clock, timedelta(seconds=1))
    assert await seen(directory) is DayOff.WHOLE
    assert directory.holiday_sources() == {"1": "personio"}


async def test_one_stray_404_takes_nothing_away():
    source = account("a")
    source.fails = NotFound("stray")
    directory = Directory(source, now=Clock())
    reading = source.holidays

    async def healed(*args, **how):
        try:
            return await reading(*args, **how)
        finally:
            source.fails = None

    source.holidays = healed
    assert await seen(directory) is DayOff.WHOLE


async def test_what_was_read_serves_on_for_a_week_without_personio():
    clock, source = Clock(), account("a")
    directory = Directory(source, now=clock)
    before = directory.holidays
    await seen(directory)
    source.fails = NotAllowed("taken away")
    await passed(directory, clock, FRESH)
    assert directory.holidays.from_personio
    assert directory.holiday_sources() == {"1": "personio"}
    assert directory.ages()["holidays"] == FRESH.total_seconds()
    await passed(directory, clock, KEPT_AT_MOST)
    assert not directory.holidays.from_personio
    assert directory.holidays is not before
    assert directory.ages()["holidays"] is None


async def test_a_slow_list_holds_nobody_up_for_long_and_counts_when_it_comes(monkeypatch):
    monkeypatch.setattr("bot.services.personio_holidays.PATIENCE", 0.02)
    source = account("a")
    source.hangs = asyncio.Event()
    directory = Directory(source, now=Clock())
    people = await asyncio.wait_for(directory.people(), 1)
    assert directory.holidays.of(people.by_id["1"])(GOOD_FRIDAY) is DayOff.NONE
    assert directory.settled_holidays is None
    source.hangs.set()
    assert (await directory.holidays_known()).from_personio
    assert directory.settled_holidays is directory.holidays
    await directory.close()


async def test_a_clock_that_was_set_back_has_the_days_read_anew():
    clock, source = Clock(), account("a")
    directory = Directory(source, now=clock)
    await seen(directory)
    await passed(directory, clock, -timedelta(days=2))
    assert len(source.asked_holidays) == 4


async def test_at_a_start_the_first_answer_counts_while_it_is_verified():
    source = account("a")
    directory = Directory(source, now=Clock())
    hangs, reading = asyncio.Event(), source.holidays

    async def verified_late(ids, **how):
        if ids != ["1"]:
            await hangs.wait()
        return await reading(ids, **how)

    source.holidays = verified_late
    await directory.people()
    assert directory.holidays.from_personio
    hangs.set()
    await directory.holidays_known()
    assert source.asked_holidays == [["1"], ["2"]]
