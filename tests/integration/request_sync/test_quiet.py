"""Until when somebody is left alone, also in the nights when clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.contact_hours import DAY_BEGINS, DAY_ENDS, seconds_until_daytime

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZONES = ["Europe/Amsterdam", "Pacific/Apia", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]


def at(*when: int, zone: ZoneInfo = AMSTERDAM) -> datetime:
    return datetime(*when, tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (at(2026, 11, 23, 9), 0),
        (at(2026, 11, 23, 7, 30), 0),
        (at(2026, 11, 23, 19, 59), 0),
        (at(2026, 11, 23, 20), 11.5),
        (at(2026, 11, 23, 23, 30), 8),
        (at(2026, 11, 24, 0, 0), 7.5),
        (at(2026, 11, 24, 7, 0), 0.5),
        (at(2026, 3, 28, 23, 30), 7),  # an hour is left out that night
        (at(2026, 3, 29, 0, 30), 6),
        (at(2026, 10, 24, 23, 30), 9),  # an hour comes twice
        (at(2026, 12, 31, 22), 9.5),
    ],
)
def test_the_clock_on_the_wall_decides(now, hours):
    assert seconds_until_daytime(now, AMSTERDAM) == hours * 3600


def test_the_same_moment_is_night_for_one_and_day_for_another():
    now = datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert seconds_until_daytime(now, ZoneInfo("America/New_York")) == 0
    assert seconds_until_daytime(now, AMSTERDAM) == 10.5 * 3600


@given(
    st.integers(0, 4 * 366 * 24 * 60).map(
        lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.sampled_from(ZONES).map(ZoneInfo),
)
def test_after_the_wait_it_is_polite_and_not_a_minute_later_than_needed(now, zone):
    wait = seconds_until_daytime(now, zone)
    assert 0 <= wait <= 13 * 3600
    then = (now + timedelta(seconds=wait)).astimezone(zone).time()
    assert DAY_BEGINS <= then < DAY_ENDS
    if wait:
        assert then == DAY_BEGINS
        assert (now + timedelta(seconds=wait - 60)).astimezone(zone).time() < time(7, 30)
