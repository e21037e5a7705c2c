"""Snapshots: read once for everybody, bounded in age, serving on while Personio is down."""

import asyncio
from datetime import date, datetime

import pytest

from bot.directory import PEOPLE_FRESH, STALE_AT_MOST, Directory
from bot.people import working_time
from personio_client import AbsencePeriod, AbsenceType, HolidayCalendar, Unavailable, WorkSchedule
from tests.bot.fakes import Clock, Source, person

DAY = date(2026, 11, 23)


def absence(number: int, status: str, type_id: str = "vac") -> AbsencePeriod:
    at = datetime(2026, 11, 23)  # noqa: DTZ001 - naive is Personio's wire
    return AbsencePeriod(
        id=str(number), person_id=str(number), type_id=type_id, first_day=DAY, last_day=DAY, starts_at=at, status=status
    )


async def test_many_who_ask_at_once_cost_one_call():
    source = Source([person()])
    directory = Directory(source, now=Clock())
    await asyncio.gather(*(directory.people() for _ in range(20)))
    assert source.calls == ["people"]


async def test_an_old_snapshot_is_served_while_a_new_one_is_read():
    clock, source = Clock(), Source([person()])
    directory = Directory(source, now=clock)
    await directory.people()
    source.everybody.append(person("2", "b@example.com"))
    clock.advance(seconds=PEOPLE_FRESH.total_seconds())
    assert len((await directory.people()).by_id) == 1
    await directory.people(fresher_than=PEOPLE_FRESH)
    assert len((await directory.people()).by_id) == 2
    assert source.calls == ["people", "people"]


async def test_the_last_snapshot_serves_while_personio_is_down_but_not_forever():
    clock, source = Clock(), Source([person()])
    directory = Directory(source, now=clock)
    await directory.people()
    source.down = True
    clock.advance(hours=23)
    assert (await directory.people()).by_id
    assert (await directory.people(fresher_than=PEOPLE_FRESH)).by_id
    clock.advance(seconds=STALE_AT_MOST.total_seconds())
    with pytest.raises(Unavailable):
        await directory.people()


async def test_without_any_snapshot_a_failure_is_told():
    directory = Directory(Source(down=True), now=Clock())
    with pytest.raises(Unavailable):
        await directory.people()
    await directory.warm_up()


async def test_away_means_approved_or_deletion_pending_and_not_working_elsewhere():
    source = Source(types=[AbsenceType(id="vac"), AbsenceType(id="home", category="OFFSITE_WORK")])
    source.absent = [
        absence(1, "approved"),
        absence(2, "deletion_pending"),
        absence(3, "pending"),
        absence(4, "substitute_requested"),
        absence(5, "rejected"),
        absence(6, "something_new"),
        absence(7, "approved", "home"),
    ]
    directory = Directory(source, now=Clock())
    assert [p.id for p in await directory.away(DAY, DAY)] == ["1", "2"]
    assert [p.id for p in await directory.own_absences("3", DAY, DAY)] == ["3"]


async def test_absences_of_a_range_are_read_once_a_minute():
    clock, source = Clock(), Source()
    directory = Directory(source, now=clock)
    await directory.absences(DAY, DAY)
    await directory.absences(DAY, DAY)
    assert source.calls == ["absences"]
    clock.advance(minutes=1)
    await directory.absences(DAY, DAY)
    assert source.calls == ["absences", "absences"]


def test_working_time_is_the_schedule_with_the_calendars_holidays():
    bavaria = HolidayCalendar(id="2", name="Deutschland (Bayern) Feiertage", country="DE", state="Bayern")
    schedule = WorkSchedule(minutes=(480, 480, 480, 480, 0, 0, 0))
    work = working_time(person(holiday_calendar=bavaria, work_schedule=schedule))
    assert work.works(date(2027, 1, 5))
    assert not work.works(date(2027, 1, 6))  # Epiphany
    assert not work.works(date(2027, 1, 8))  # Friday


def test_without_a_schedule_monday_to_friday_is_assumed():
    assert working_time(person()).minutes == (480, 480, 480, 480, 480, 0, 0)
    assert working_time(person(work_schedule=WorkSchedule(minutes=(0,) * 7))).minutes[0] == 480
