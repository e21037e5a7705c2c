"""What may be seen: a substitute never learns the type, an approver's overlap no reason."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.contact_hours import reminder_time, seconds_until_daytime, until_at_work, until_reachable
from bot.core.privacy import without_reason
from bot.core.records import Account
from bot.core.working_time import Span, WorkingTime
from bot.features.approvals.task_card import for_approver, for_substitute, zone_to_name
from bot.features.approvals.task_state import ApprovalState
from bot.services.context import time_zone
from bot.services.personio_cache import People
from cards.approval import approver_card, cover_card
from cards.i18n import translator
from personio_client import AbsencePeriod, AbsenceType, Person

DAY = date(2026, 12, 1)
AMSTERDAM = time_zone("Europe/Amsterdam")
PEOPLE = {
    name: Person(id=name, first_name=name.capitalize(), last_name="X", status="active", supervisor_id=boss)
    for name, boss in (("asker", "boss"), ("sub", "boss"), ("mine", "boss"), ("theirs", "other"), ("boss", None))
}
TYPES = [
    AbsenceType(id=str(n), name=name, unit="day", category=category)
    for n, (name, category) in enumerate(
        (("Vakantie", "paid_vacation"), ("Ziek", "sick_leave"), ("Zwangerschap", "parental_leave"))
    )
]
types = st.sampled_from(TYPES)
days = st.integers(-5, 5).map(lambda n: DAY + timedelta(days=n))
spans = st.builds(lambda first, more: Span(first, first + timedelta(days=more)), days, st.integers(0, 6))


def approval(when, kind, status="pending"):
    request = SimpleNamespace(id=UUID(int=1))
    return ApprovalState(request, status, when, kind, PEOPLE["asker"], "sub", People(PEOPLE, {}))


def absence(person_id, when, kind):
    return AbsencePeriod(
        id="1",
        person_id=person_id,
        type_id=kind.id,
        first_day=when.first_day,
        last_day=when.last_day,
        starts_at=datetime.combine(when.first_day, datetime.min.time()),
        status="approved",
    )


@given(when=spans, own=spans, one=types, other=types, stage=st.sampled_from(["open", "accepted", "approved"]))
def test_a_substitutes_card_is_the_same_whatever_the_type(when, own, one, other, stage):
    cards = [
        cover_card(
            for_substitute(
                approval(when, kind), stage, WorkingTime(), [without_reason(absence("sub", own, kind), kind)]
            ),
            translator("nl"),
        )
        for kind in (one, other)
    ]
    assert cards[0] == cards[1]


@pytest.mark.parametrize(
    ("own", "reader", "named"),
    [
        ("America/New_York", "Europe/Amsterdam", "America/New_York"),
        ("Eastern Standard Time", "Europe/Amsterdam", "America/New_York"),
        ("Europe/Berlin", "Europe/Amsterdam", None),
        ("America/New_York", None, None),
        (None, "Europe/Amsterdam", None),
    ],
)
def test_the_zone_of_hours_is_named_to_whose_clock_shows_others(own, reader, named):
    hours = Span(DAY, DAY, first_time=time(9), last_time=time(12))
    asked = replace(approval(hours, TYPES[0]), time_zone=own)
    account = Account("t", "o", time_zone=reader)
    assert zone_to_name(asked, account) == named
    assert zone_to_name(replace(asked, span=Span(DAY, DAY)), account) is None, "whole days are days anywhere"
    assert zone_to_name(asked, None) is None


@given(when=spans, others=st.lists(st.tuples(st.sampled_from(["mine", "theirs", "boss"]), spans, types, types)))
def test_an_approvers_overlap_is_the_same_whatever_the_reasons(when, others):
    views = []
    for pick in (2, 3):
        away = {}
        for row in others:
            away.setdefault(row[0], []).append(without_reason(absence(row[0], row[1], row[pick]), row[pick]))
        views.append(for_approver(approval(when, TYPES[0]), "open", WorkingTime(), approver_id="boss", away=away))
    assert views[0] == views[1]
    assert approver_card(views[0], translator("nl")) == approver_card(views[1], translator("nl"))


def test_names_are_those_of_the_approvers_own_people_only():
    team = SimpleNamespace(id="t", name="T")
    people = {k: p.model_copy(update={"team": team}) for k, p in PEOPLE.items()}
    asked = ApprovalState(
        SimpleNamespace(id=UUID(int=1)), "pending", Span(DAY, DAY), TYPES[0], people["asker"], None, People(people, {})
    )
    away = {each: [without_reason(absence(each, Span(DAY, DAY), TYPES[1]), TYPES[1])] for each in people}
    view = for_approver(asked, "open", WorkingTime(), approver_id="boss", away=away)
    assert view.away == 3  # neither who asks nor the approver
    assert list(view.away_names) == ["Mine X", "Sub X"]


@pytest.mark.parametrize("stage", ["approved", "rejected", "withdrawn", "gone", "passed_on"])
def test_the_type_goes_with_the_decision(stage):
    view = for_approver(approval(Span(DAY, DAY), TYPES[1]), stage, WorkingTime(), approver_id="boss", left=1, away={})
    assert (view.type_name, view.left, view.away) == (None, None, None)


def test_nobody_decides_about_themselves_or_after_they_left():
    asked = approval(Span(DAY, DAY), TYPES[0])
    assert asked.decider(DAY).id == "boss"
    gone = PEOPLE["boss"].model_copy(update={"termination_date": DAY - timedelta(days=1)})
    assert (
        ApprovalState(
            asked.request, "pending", asked.span, None, asked.requester, None, People(PEOPLE | {"boss": gone}, {})
        ).decider(DAY)
        is None
    )
    own = PEOPLE["asker"].model_copy(update={"supervisor_id": "asker"})
    assert (
        ApprovalState(
            asked.request, "pending", asked.span, None, own, None, People(PEOPLE | {"asker": own}, {})
        ).decider(DAY)
        is None
    )


@given(st.datetimes(datetime(2026, 11, 20), datetime(2026, 12, 20)), spans)  # noqa: DTZ001 - hypothesis wants them naive
def test_after_the_wait_it_is_daytime_and_they_are_there(now, holiday):
    work = WorkingTime()
    now = now.replace(tzinfo=UTC)
    for wait in (until_at_work, until_reachable):
        then = now
        for _ in range(5):
            seconds = wait(then, work, [holiday], AMSTERDAM)
            then += timedelta(seconds=seconds)
        local = then.astimezone(AMSTERDAM)
        assert seconds_until_daytime(then, AMSTERDAM) == 0
        assert not holiday.first_day <= local.date() <= holiday.last_day or not work.works(local.date())
        assert wait is until_reachable or work.works(local.date())


def test_a_reminder_is_due_on_the_nth_working_day_of_theirs():
    friday = date(2026, 11, 27)
    assert reminder_time(friday, 2, WorkingTime(), [], AMSTERDAM) == datetime(2026, 12, 1, 8, tzinfo=UTC)
    wednesdays_off = WorkingTime((480, 480, 0, 480, 480, 0, 0))
    assert reminder_time(friday, 3, wednesdays_off, [], AMSTERDAM) == datetime(2026, 12, 3, 8, tzinfo=UTC)
    assert reminder_time(friday, 0, WorkingTime(), [], AMSTERDAM) is None
    assert reminder_time(friday, 2, WorkingTime(), [Span(friday, None)], AMSTERDAM) is None
