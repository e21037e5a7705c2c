"""What the job of a report does next, whatever was reported before and whoever changed the absence meanwhile."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.ownership import as_shown
from bot.features.sickness.end import Report, step
from bot.features.sickness.status import as_seen, can_end, last_day_of, read_last_day
from cards.sickness.recovered import LastDay
from personio_client import AbsencePeriod

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)

DAYS = st.sampled_from([MONDAY, TUESDAY, WEDNESDAY])
ENDS = st.builds(LastDay, DAYS)


def period(end: LastDay | None, status: str = "approved") -> AbsencePeriod:
    at = datetime.combine(MONDAY, datetime.min.time())
    ends = datetime.combine(end.day + timedelta(days=1), datetime.min.time()) if end else None
    return AbsencePeriod(
        id="a", person_id="1", type_id="s", first_day=MONDAY, last_day=end.day if end else None, starts_at=at,
        ends_at=ends, status=status,
    )  # fmt: skip


@given(
    ends=st.lists(ENDS, min_size=1, max_size=5),
    saw=st.none() | ENDS,
    mine=st.integers(0, 4),
    now=st.none() | ENDS,
    sick=st.booleans(),
)
def test_only_what_was_seen_or_left_by_an_own_report_is_ever_changed(ends, saw, mine, now, sick):
    reports = [Report(str(n), "a", "1", end, as_shown(period(saw))) for n, end in enumerate(ends)]
    own = reports[mine % len(reports)]
    what = step(reports, own, period(now), last_day_of(period(now)), sick=sick)
    newest = reports[-1]
    if what == "set":
        assert sick
        assert now != newest.last_day
        assert now == saw or now in ends[:-1]
        assert own.last_day == newest.last_day or now == own.last_day, "an older report only mends what it has done"
    if what == "done":
        assert now == newest.last_day == own.last_day
    if what == "changed":
        assert now != newest.last_day
        assert not sick or (now != saw and now not in ends[:-1])


@given(
    saw=st.none() | ENDS,
    now=st.none() | ENDS,
    wanted=ENDS,
    earlier=st.lists(ENDS),
    status=st.sampled_from(["approved", "pending"]),
)
def test_a_press_ends_what_it_saw_or_what_an_own_report_left(saw, now, wanted, earlier, status):
    stands = period(now, status)
    same = (now, status) == (saw, "approved")
    assert as_seen(stands, as_shown(period(saw)), wanted, earlier) == (same or now == wanted or now in earlier)
    assert as_seen(stands, None, wanted, earlier) == (now == wanted), "older cards do not say what they showed"


@given(end=st.builds(LastDay, st.dates(MONDAY - timedelta(days=2), WEDNESDAY), st.booleans()), half=st.booleans())
def test_an_absence_ends_no_sooner_than_it_begins(end, half):
    begins = period(None).model_copy(update={"first_half": half})
    assert can_end(begins, end) == (end.day > MONDAY or (end.day == MONDAY and not (half and end.half)))
    assert read_last_day(end.value) == end
