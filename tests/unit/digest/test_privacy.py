"""What colleagues see does not tell why somebody is away."""

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.digest import DayIndex, Snapshot, build_digest
from bot.core.privacy import type_shown, without_reason
from bot.core.schedule import WEEK
from personio_client import AbsenceType
from tests.support.digest_company import BAVARIA, FRIDAY_OFF, FULL, MON, SHIFTS, TYPES, absence, channel, digest, person

REASONS = ("paid_vacation", "sick_leave", "parental_leave", "unpaid_vacation", "other", "", "a_new_word")
STATUSES = ("approved", "approved", "deletion_pending", "pending", "rejected")

away = st.builds(
    lambda start, length, halves, by, status: absence(
        MON + timedelta(days=start),
        None if length is None else MON + timedelta(days=start + length),
        by=str(by),
        status=status,
        first_half=halves[0],
        last_half=halves[1] and length is not None and not (halves[0] and length == 0),
    ),
    st.integers(-20, 10),
    st.none() | st.integers(0, 30),
    st.tuples(st.booleans(), st.booleans()),
    st.integers(1, 6),
    st.sampled_from(STATUSES),
)
hours = st.builds(
    lambda start, length, by: absence(MON, MON, by=str(by), at=(time(start), time(start + length))),
    st.integers(6, 16), st.integers(1, 7), st.integers(1, 6),
)  # fmt: skip
PEOPLE = [
    person(str(n), name, minutes=minutes, calendar=BAVARIA if n % 2 else None)
    for n, (name, minutes) in enumerate([("Zoë", FULL), ("Émile", FRIDAY_OFF), ("anna", SHIFTS), ("Anna", None), ("Bo", FULL), ("Li", FULL)], 1)
]  # fmt: skip


def company(prefix: str, categories, *, unit="day"):
    return {f"{prefix}{n}": AbsenceType(id=f"{prefix}{n}", name=f"{prefix}-{c}", category=c, unit=unit) for n, c in enumerate(categories)}  # fmt: skip


def typed(absences, picks, kinds, hourly):
    chosen = [list(hourly if p.ends_at and p.ends_at.time() > time.min else kinds) for p in absences]
    return [p.model_copy(update={"type_id": ids[pick % len(ids)]}) for p, pick, ids in zip(absences, picks, chosen, strict=True)]  # fmt: skip


@given(
    st.lists(away | hours, max_size=15),
    st.data(),
    st.lists(st.sampled_from(REASONS), min_size=1, max_size=4),
    st.lists(st.sampled_from(REASONS), min_size=1, max_size=4),
    st.integers(0, 11),
)
def test_two_companies_that_differ_only_in_the_reasons_read_the_same(absences, data, ours, theirs, later):
    day = MON + timedelta(days=later)
    views = []
    for prefix, categories in (("a", ours), ("b", theirs)):
        kinds, hourly = company(prefix, categories), company(f"{prefix}h", categories, unit="hour")
        picks = data.draw(st.lists(st.integers(0, 9), min_size=len(absences), max_size=len(absences)))
        found = data.draw(st.permutations(typed(absences, picks, kinds, hourly)))
        wanted = {"topics": ("absences", "remote"), "weekly_outlook": True}
        views.append(digest(day, PEOPLE, found, types=kinds | hourly, **wanted))
    assert views[0] == views[1]
    assert repr(views[0]) == repr(views[1])
    assert all(line.type_name is None for line in (*views[0].absent, *(views[0].week.absent if views[0].week else ())))


@given(st.lists(away | hours, max_size=15), st.randoms(use_true_random=False), st.booleans(), st.integers(0, 11))
def test_the_same_facts_in_any_order_make_the_same_digest(absences, random, show, later):
    day, people, shuffled = MON + timedelta(days=later), list(PEOPLE), list(absences)
    random.shuffle(people)
    random.shuffle(shuffled)
    wanted = {"show_absence_type": show, "weekly_outlook": True}
    assert digest(day, PEOPLE, absences, **wanted) == digest(day, people, shuffled, **wanted)


@given(st.lists(away | hours, max_size=15), st.integers(0, 11))
def test_showing_types_adds_their_names_and_nothing_else(absences, later):
    index = DayIndex(Snapshot(PEOPLE, absences, TYPES), MON + timedelta(days=later))
    hidden = build_digest(index, channel())
    shown = build_digest(index, channel(show_absence_type=True))
    assert [replace(line, type_name=None) for line in shown.absent] == list(hidden.absent)


@given(st.lists(away | hours, max_size=15), st.integers(0, 11))
def test_nobody_is_back_while_away_and_everybody_listed_is_away(absences, later):
    day = MON + timedelta(days=later)
    standing = {p.person_id for p in absences if p.status in {"approved", "deletion_pending"} and p.first_day <= day}
    for line in digest(day, PEOPLE, absences).absent:
        assert line.person_id in standing
        assert line.back_on is None or line.back_on >= day
        assert not (line.open_end and line.back_on)
        assert not line.back_at_noon or line.back_on


@given(st.lists(away | hours, max_size=15))
def test_who_is_listed_for_the_week_is_away_then_and_was_not_the_day_before(absences):
    view = digest(MON, PEOPLE, absences, weekly_outlook=True)
    for line in view.week.absent:
        then = digest(line.from_day, PEOPLE, absences, days=WEEK).absent
        assert replace(line, from_day=None) in then
        before = [known for known in digest(line.from_day - timedelta(days=1), PEOPLE, absences, days=WEEK).absent if known.person_id == line.person_id]  # fmt: skip
        assert all(known.hours or (known.back_on and known.back_on <= line.from_day) for known in before)


@given(st.lists(away | hours, max_size=15))
def test_everybody_who_is_away_in_the_week_is_in_the_weeks_first_update(absences):
    view = digest(MON, PEOPLE, absences, weekly_outlook=True)
    told = {line.person_id for line in (*view.absent, *view.week.absent)}
    days = [digest(MON + timedelta(days=n), PEOPLE, absences, days=WEEK).absent for n in range(7)]
    assert {line.person_id for lines in days for line in lines} == told


def test_a_sealed_absence_does_not_print_or_compare_its_reason():
    sick, holiday = (without_reason(absence(MON, MON, kind), TYPES[kind]) for kind in ("sick", "vac"))
    assert sick == holiday
    assert hash(sick) == hash(holiday)
    assert "Ziek" not in repr(sick)
    assert type_shown([sick], channel()) is None
    assert type_shown([sick], channel(show_absence_type=True)) == "Ziek"


def test_types_are_named_where_the_channel_asks_and_in_alphabetical_order():
    both = [absence(MON, MON, "vac", first_half=True), absence(MON, MON, "sick", last_half=True)]
    assert [line.type_name for line in digest(MON, PEOPLE, both, show_absence_type=True).absent] == ["Verlof, Ziek"]
    assert [line.type_name for line in digest(MON, PEOPLE, both).absent] == [None]
    assert [
        line.type_name for line in digest(MON, PEOPLE, [absence(MON, MON, "gone")], show_absence_type=True).absent
    ] == [None]


def test_no_age_and_no_year_of_birth_gets_into_a_view():
    view = digest(MON, [person(birthday=date(1971, 11, 23))])
    assert "1971" not in repr(view)
    assert view.birthdays[0].years is None
