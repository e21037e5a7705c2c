"""When an update is due: once per local date, in every time zone, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.schedule import WEEK, days_told, due, local_day, moment, next_at, posting_day
from tests.support.digest_company import FRI, MON, NEXT_MON, SAT, SUN, channel

EVERY_DAY = WEEK
AMSTERDAM = "Europe/Amsterdam"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NEXT = [
    ("the same day", AMSTERDAM, time(9), {}, "2026-11-23T07:00", "2026-11-23T08:00"),
    ("at the very moment: the next day", AMSTERDAM, time(9), {}, "2026-11-23T08:00", "2026-11-24T08:00"),
    ("Friday's is followed by Monday's", AMSTERDAM, time(9), {}, "2026-11-27T08:00", "2026-11-30T08:00"),
    ("summer time", AMSTERDAM, time(9), {}, "2026-07-01T00:00", "2026-07-01T07:00"),
    ("half an hour off", "Asia/Kolkata", time(9), {}, "2026-11-23T00:00", "2026-11-23T03:30"),
    ("UTC+13: Monday's is on Sunday in Europe", "Pacific/Tongatapu", time(9), {}, "2026-11-22T00:00", "2026-11-22T20:00"),
    ("UTC-11: Friday's is late on Friday", "Pacific/Pago_Pago", time(9), {}, "2026-11-27T12:00", "2026-11-27T20:00"),
    ("UTC-11, in the evening: Saturday in UTC", "Pacific/Pago_Pago", time(18), {}, "2026-11-27T12:00", "2026-11-28T05:00"),
    ("the clock goes forward: the first valid moment", AMSTERDAM, time(2, 30), {"days": EVERY_DAY}, "2026-03-28T12:00", "2026-03-29T01:00"),
    ("the clock goes back: the first of two", AMSTERDAM, time(2, 30), {"days": EVERY_DAY}, "2026-10-24T12:00", "2026-10-25T00:30"),
    ("the clock goes back: not the second of two", AMSTERDAM, time(2, 30), {"days": EVERY_DAY}, "2026-10-25T00:30", "2026-10-26T01:30"),
    ("between the two", AMSTERDAM, time(2, 30), {"days": EVERY_DAY}, "2026-10-25T01:00", "2026-10-26T01:30"),
    ("New York goes forward", "America/New_York", time(2), {"days": EVERY_DAY}, "2026-03-08T00:00", "2026-03-08T07:00"),
    ("half an hour of summer time", "Australia/Lord_Howe", time(2, 15), {"days": EVERY_DAY}, "2026-10-03T00:00", "2026-10-03T15:30"),
    ("midnight is skipped in Beirut", "Asia/Beirut", time(0), {"days": EVERY_DAY}, "2026-03-28T12:00", "2026-03-28T22:00"),
    ("the last hour of a day is skipped in Nuuk", "America/Nuuk", time(23, 30), {"days": ("sat",)}, "2026-03-28T12:00", "2026-03-29T00:59:59"),
    ("Samoa had no 30 December 2011", "Pacific/Apia", time(9), {"days": EVERY_DAY}, "2011-12-29T20:00", "2011-12-30T19:00"),
    ("a weekly channel", AMSTERDAM, time(9), {"days": ("mon",)}, "2026-11-23T08:00", "2026-11-30T08:00"),
    ("no days: looked at daily", AMSTERDAM, time(9), {"days": ()}, "2026-11-27T08:00", "2026-11-28T08:00"),
    ("a zone that is none: UTC", "Mars/Phobos", time(9), {}, "2026-11-23T00:00", "2026-11-23T09:00"),
    ("a folder of zones: UTC", "Europe", time(9), {}, "2026-11-23T00:00", "2026-11-23T09:00"),
    ("a way out of the folder: UTC", "../etc/passwd", time(9), {}, "2026-11-23T00:00", "2026-11-23T09:00"),
    ("no zone: UTC", "", time(9), {}, "2026-11-23T00:00", "2026-11-23T09:00"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "zone", "clock", "options", "after", "expected"), NEXT, ids=[row[0] for row in NEXT])
def test_the_next_update_is_at_the_channels_local_time(why, zone, clock, options, after, expected):
    assert next_at(channel(timezone=zone, time=clock, **options), at(after)) == at(expected)


ZONES = [
    AMSTERDAM, "Europe/Dublin", "America/New_York", "America/Sao_Paulo", "America/Nuuk", "Africa/Casablanca",
    "Asia/Beirut", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Apia", "Pacific/Pago_Pago",
]  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("clock", [time(0), time(2, 30), time(9), time(23, 30)])
def test_over_years_there_is_exactly_one_update_per_posting_date(zone, clock):
    wanted, now, found = channel(timezone=zone, time=clock), datetime(2024, 12, 31, 12, tzinfo=UTC), []
    while (now := next_at(wanted, now)) < datetime(2028, 1, 1, tzinfo=UTC):
        found.append(now)
    assert found == sorted(set(found))
    dates = [local_day(wanted, each) for each in found]
    expected = [
        day for n in range((dates[-1] - dates[0]).days + 1) if (day := dates[0] + timedelta(days=n)).weekday() < 5
    ]
    assert dates == expected


@given(
    st.sampled_from(ZONES),
    st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    st.integers(0, 40 * 365 * 1440).map(lambda minutes: at("2000-01-01") + timedelta(minutes=minutes)),
    st.sets(st.sampled_from(EVERY_DAY), min_size=1),
)
def test_the_next_update_is_later_and_none_lies_between(zone, clock, now, days):
    wanted = channel(timezone=zone, time=clock, days=tuple(days))
    found = next_at(wanted, now)
    assert now < found
    assert found.tzinfo is UTC
    assert WEEK[local_day(wanted, found).weekday()] in days
    assert next_at(wanted, found - timedelta(seconds=1)) == found
    assert next_at(wanted, now + (found - now) / 2) == found
    local = found.astimezone(ZoneInfo(zone))
    assert local.time() == clock or moment(local.date(), clock, ZoneInfo(zone)) == found


DUE = [
    ("too early", "2026-11-23T07:59:59", {}, "wait"),
    ("on time", "2026-11-23T08:00", {}, "post"),
    ("caught up after an outage", "2026-11-23T13:59", {}, "post"),
    ("until three o'clock", "2026-11-23T14:00", {}, "post"),
    ("later it helps nobody", "2026-11-23T14:01", {}, "skip"),
    ("the next morning it would be wrong", "2026-11-24T08:00", {}, "skip"),
    ("another limit", "2026-11-23T10:01", {"catch_up": time(11)}, "skip"),
    ("a limit before the channel's time leaves an hour", "2026-11-23T08:59", {"catch_up": time(6)}, "post"),
    ("and no more", "2026-11-23T09:01", {"catch_up": time(6)}, "skip"),
]


@pytest.mark.parametrize(("why", "now", "options", "expected"), DUE, ids=[row[0] for row in DUE])
def test_an_update_is_caught_up_until_a_set_time_of_its_day(why, now, options, expected):
    assert due(channel(timezone=AMSTERDAM), at("2026-11-23T08:00"), at(now), **options) == expected


def test_a_late_channel_is_caught_up_within_its_day_only():
    late = channel(timezone=AMSTERDAM, time=time(23, 30))
    assert due(late, at("2026-11-23T22:30"), at("2026-11-23T22:59:59")) == "post"
    assert due(late, at("2026-11-23T22:30"), at("2026-11-23T23:00")) == "skip"


def test_the_first_valid_moment_after_a_gap_is_never_waited_for_twice():
    wanted = channel(timezone=AMSTERDAM, time=time(2, 30), days=EVERY_DAY)
    first = next_at(wanted, at("2026-03-28T12:00"))
    assert due(wanted, first, first) == "post"
    assert local_day(wanted, next_at(wanted, first)) == date(2026, 3, 30)


POSTING = [
    ("a weekday", MON, {}, True),
    ("a weekend", SAT, {}, False),
    ("a weekend in a shop", SAT, {"days": ("sat",)}, True),
    ("Christmas in the Netherlands", date(2026, 12, 25), {"holidays": "NL"}, False),
    ("Christmas, no region set", date(2026, 12, 25), {}, True),
    ("Epiphany in Bavaria", date(2027, 1, 6), {"holidays": "DE-BY"}, False),
    ("Epiphany in Germany", date(2027, 1, 6), {"holidays": "DE"}, True),
    ("Epiphany in Catalonia", date(2027, 1, 6), {"holidays": "ES-CT"}, False),
    ("Saint Stephen's in Catalonia", date(2025, 12, 26), {"holidays": "ES-CT"}, False),
    ("Good Friday is worked in the Netherlands", date(2026, 4, 3), {"holidays": "NL"}, True),
    ("in small letters", date(2026, 12, 25), {"holidays": "nl"}, False),
    ("a region that is none", date(2026, 12, 25), {"holidays": "XX"}, True),
]


@pytest.mark.parametrize(("why", "day", "options", "expected"), POSTING, ids=[row[0] for row in POSTING])
def test_a_channel_rests_at_weekends_and_on_its_holidays(why, day, options, expected):
    assert posting_day(channel(**options), day) is expected


def test_a_posting_day_tells_itself_and_the_days_before_it_without_an_update():
    assert days_told(channel(), FRI) == [FRI]
    assert days_told(channel(), NEXT_MON) == [SAT, SUN, NEXT_MON]
    christmas = days_told(channel(holidays="NL"), date(2026, 12, 28))
    assert christmas == [date(2026, 12, 25) + timedelta(days=n) for n in range(4)]
    assert len(days_told(channel(days=("mon",)), NEXT_MON)) == 7
