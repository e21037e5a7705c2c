"""What a day costs grows with people plus channels, counted in calls, not in seconds."""

import sys
from datetime import date, timedelta

from bot.core.digest import DayIndex, Snapshot, build_digest
from bot.core.subscriptions import UnitRef
from tests.support.digest_company import MON, TYPES, absence, channel, person

TEAM = 10  # people


def calls(work) -> int:
    counted = 0

    def count(frame, event, argument):
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


def a_company(size: int) -> Snapshot:
    people = [
        person(str(n), birthday=date(1990, 1, 1) + timedelta(days=n % 365), team=(str(n // TEAM), f"Team {n // TEAM}"))
        for n in range(size)
    ]
    return Snapshot(people, [absence(MON, MON, by=str(n)) for n in range(0, size, 5)], TYPES)


def a_day(size: int) -> tuple[int, int]:
    """Return the calls for the index, and for one channel per team."""
    snapshot, made = a_company(size), []
    channels = [channel(units=(UnitRef("team", id=str(n)),)) for n in range(size // TEAM)]
    index_cost = calls(lambda: made.append(DayIndex(snapshot, MON)))
    return index_cost, calls(lambda: [build_digest(made[0], each) for each in channels])


def test_twice_the_company_with_twice_the_channels_costs_twice_as_much():
    a_day(100)  # holidays and regions are cached now
    (index, channels), (index_2, channels_2) = a_day(1000), a_day(2000)
    assert index_2 < index * 2.2
    assert channels_2 < channels * 2.2


def test_a_channel_costs_the_same_in_a_company_of_any_size():
    one = channel(units=(UnitRef("team", id="3"),))
    small, large = (DayIndex(a_company(size), MON) for size in (100, 2000))
    build_digest(small, one)
    cost = calls(lambda: build_digest(small, one))
    assert cost == calls(lambda: build_digest(large, one))
    assert cost < 400
