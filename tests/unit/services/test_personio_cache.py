"""Snapshots: read once for everybody, bounded in age, serving on while Personio is down."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.people import working_time
from bot.services.cached_value import BELIEVED_AFTER, FIRST_FRESH, STALE_AT_MOST, Doubt, doubted
from bot.services.personio_cache import PEOPLE_FRESH, TYPES_FRESH, Directory
from personio_client import AbsencePeriod, AbsenceType, HolidayCalendar, Unavailable, WorkSchedule
from tests.support.fakes import NOW, Clock, Source, person

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


IDS = st.frozensets(st.sampled_from("abcdefgh"))


@given(ids=IDS, known=st.none() | st.integers(0, 12))
def test_a_list_is_doubted_where_it_is_empty_or_lost_most_of_its_rows(ids, known):
    lost = not ids if known is None else len(ids) < known / 2
    assert doubted(ids, known=known, before=None, now=NOW) == (Doubt(ids, NOW) if lost else None)


@given(ids=IDS, before=IDS, seconds=st.integers(-100, 100))
def test_a_doubtful_list_is_believed_once_it_was_read_twice_long_enough_apart(ids, before, seconds):
    since = NOW - timedelta(seconds=seconds)
    verdict = doubted(ids, known=100, before=Doubt(before, since), now=NOW)
    assert (verdict is None) == (ids == before and timedelta(seconds=seconds) >= BELIEVED_AFTER)
    if verdict and ids == before and seconds >= 0:
        assert verdict.since == since, "the time runs from the first reading"


def test_an_empty_list_that_was_believed_is_doubted_no_more():
    assert doubted(frozenset(), known=0, before=None, now=NOW) is None
    assert doubted(frozenset("a"), known=0, before=None, now=NOW) is None


async def test_an_empty_list_is_no_answer_until_it_is_said_again():
    clock, source = Clock(), Source()
    directory = Directory(source, now=clock)
    for seconds in (0, 1, 28):
        clock.advance(seconds=seconds)
        with pytest.raises(Unavailable):
            await directory.people()
        with pytest.raises(Unavailable):
            await directory.types()
        with pytest.raises(Unavailable):
            await directory.balance("1", "t")  # the join of old and new type ids
    clock.advance(seconds=1)
    assert (await directory.people()).by_id == {}
    assert await directory.types() == {}
    assert await directory.balance("1", "t") is None


async def test_the_next_reading_that_is_well_is_believed_at_once():
    source = Source()
    directory = Directory(source, now=Clock())
    with pytest.raises(Unavailable):
        await directory.people()
    source.everybody = [person()]
    assert list((await directory.people()).by_id) == ["1"]


@pytest.mark.parametrize("left", [0, 1, 4])
async def test_a_list_that_lost_most_of_its_rows_leaves_the_one_before_in_place(left):
    clock, source = Clock(), Source([person(str(n), f"{n}@example.com") for n in range(10)])
    directory = Directory(source, now=clock)
    await directory.people()
    whole, source.everybody = source.everybody, source.everybody[:left]
    clock.advance(seconds=PEOPLE_FRESH.total_seconds())
    for seconds in (0, 0, 12, 12):
        clock.advance(seconds=seconds)
        assert len((await directory.people(fresher_than=PEOPLE_FRESH)).by_id) == len(whole)
    assert source.calls.count("people") == 4, "read again now and then, and not by everybody who asks"
    clock.advance(seconds=12)
    assert len((await directory.people(fresher_than=PEOPLE_FRESH)).by_id) == left


async def test_a_first_list_is_taken_for_whole_for_a_minute_alone():
    clock, source = Clock(), Source([person()])
    directory = Directory(source, now=clock)
    assert len((await directory.people()).by_id) == 1
    source.everybody = [person(str(n), f"{n}@example.com") for n in range(10)]
    clock.advance(seconds=FIRST_FRESH.total_seconds() - 1)
    assert len((await directory.people(fresher_than=PEOPLE_FRESH)).by_id) == 1
    clock.advance(seconds=1)
    assert len((await directory.people(fresher_than=PEOPLE_FRESH)).by_id) == 10
    clock.advance(seconds=FIRST_FRESH.total_seconds())
    await directory.people(fresher_than=PEOPLE_FRESH)
    assert source.calls.count("people") == 2, "compared once, it is believed for as long as always"


async def test_who_asks_for_a_compared_list_has_the_first_one_read_again_at_once():
    source = Source([person()])
    directory = Directory(source, now=Clock())
    assert len((await directory.people()).by_id) == 1
    source.everybody = [person(str(n), f"{n}@example.com") for n in range(10)]
    for _ in range(2):
        assert len((await directory.people(compared=True)).by_id) == 10
    assert source.calls.count("people") == 2


async def test_a_stray_404_of_the_older_list_is_not_the_end_of_it():
    clock, source = Clock(), Source([person()])
    directory = Directory(source, now=clock)
    await directory.people()
    source.not_found = 9
    for _ in range(2):
        clock.advance(seconds=PEOPLE_FRESH.total_seconds())
        assert (await directory.people(fresher_than=PEOPLE_FRESH)).by_id, "the last one serves"
    assert "people_v2" not in source.calls
    clock.advance(seconds=PEOPLE_FRESH.total_seconds())
    await directory.people(fresher_than=PEOPLE_FRESH)
    assert source.calls[-1] == "people_v2"


@pytest.mark.parametrize(
    ("missing", "calls"), [(9, ["people", "people", "people_v2"]), (1, ["people", "people"]), (0, ["people"])]
)
async def test_right_after_the_start_two_404_of_the_older_list_have_the_newer_read(missing, calls):
    source = Source([person()])
    source.not_found = missing
    await Directory(source, now=Clock()).people()
    assert source.calls == calls


async def test_half_of_them_left_is_believed_at_once():
    clock, source = Clock(), Source([person(str(n), f"{n}@example.com") for n in range(10)])
    directory = Directory(source, now=clock)
    await directory.people()
    del source.everybody[5:]
    clock.advance(seconds=PEOPLE_FRESH.total_seconds())
    assert len((await directory.people(fresher_than=PEOPLE_FRESH)).by_id) == 5


async def test_a_list_that_ends_elsewhere_each_time_is_not_believed():
    clock, source = Clock(), Source([person(str(n), f"{n}@example.com") for n in range(10)])
    directory = Directory(source, now=clock)
    await directory.people()
    whole = source.everybody
    clock.advance(seconds=PEOPLE_FRESH.total_seconds())
    for left in (1, 3, 2, 4):
        source.everybody = whole[:left]
        assert len((await directory.people(fresher_than=PEOPLE_FRESH)).by_id) == len(whole)
        clock.advance(seconds=40)


async def test_types_that_went_missing_are_served_from_before():
    clock, source = Clock(), Source(types=[AbsenceType(id="a"), AbsenceType(id="b"), AbsenceType(id="c")])
    directory = Directory(source, now=clock)
    await directory.types()
    del source.types[1:]
    for _ in range(2):
        clock.advance(seconds=TYPES_FRESH.total_seconds())
        assert list(await directory.types()) == ["a", "b", "c"]
        await asyncio.sleep(0)  # the reading behind it ends
    assert list(await directory.types()) == ["a"]


async def test_a_command_reads_a_doubtful_list_again_after_a_pause():
    source, pauses = Source(), []

    async def pause():
        pauses.append(source.calls.count("people"))
        source.everybody = [person()]

    directory = Directory(source, now=Clock(), pause=pause)
    assert list((await directory.people()).by_id) == ["1"]
    assert pauses == [1]


@pytest.mark.parametrize(("first", "second", "served"), [(3, 3, 3), (3, 2, 10), (3, 10, 10)])
async def test_a_command_believes_what_is_said_twice(first, second, served):
    clock, source = Clock(), Source([person(str(n), f"{n}@example.com") for n in range(10)])
    whole = source.everybody

    async def pause():
        source.everybody = whole[:second]

    directory = Directory(source, now=clock, pause=pause)
    await directory.people()
    source.everybody = whole[:first]
    clock.advance(seconds=PEOPLE_FRESH.total_seconds())
    assert len((await directory.people(fresher_than=PEOPLE_FRESH)).by_id) == served


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
