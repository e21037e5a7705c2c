"""What was typed, judged; and what Personio answered, understood."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.absence_request import (
    InvalidDraft,
    RequestedAbsence,
    new_absence,
    read_day,
    validate_draft,
    without_substitute,
)
from bot.core.events import Conversation
from bot.core.people import span
from bot.core.records import AbsenceRequest
from bot.core.request_status import typed, when
from bot.core.verification import Verdict, comment_of, compare, same, stored_problem
from bot.core.working_time import Span, WorkingTime
from cards.actions import Draft
from cards.clock_time import read_time, shown_time
from cards.i18n import translator
from personio_client import (
    AbsenceConflict,
    AbsencePeriod,
    AbsenceType,
    DayAmount,
    SubstituteInvalid,
    SubstituteNotAllowed,
    SubstituteRequired,
    Substituting,
    Unprocessable,
)

TODAY = date(2026, 11, 23)  # a Monday
TYPES = {
    "vac": AbsenceType(id="vac", name="Vakantie", unit="day"),
    "ot": AbsenceType(id="ot", name="Overuren", unit="hour"),
}
GOOD = Draft(type_id="vac", first_day="2026-11-25", last_day="2026-11-27")
HOURS = Draft(
    type_id="ot", unit="hour", first_day="2026-11-25", last_day="2026-11-25", first_time="09:00", last_time="11:00"
)


def changed(draft: Draft, **values) -> Draft:
    return draft.model_copy(update=values)


def test_a_good_draft_becomes_a_wish():
    assert validate_draft(GOOD, TYPES, TODAY) == RequestedAbsence(
        "vac", "Vakantie", "day", Span(date(2026, 11, 25), date(2026, 11, 27))
    )


@pytest.mark.parametrize("sent", ["Vakantie", "vakantie", "Overuren (per uur)"])
def test_the_title_of_a_type_sent_back_is_taken_where_one_has_it(sent):
    requested_absence = validate_draft(changed(HOURS if "(" in sent else GOOD, type_id=sent), TYPES, TODAY)
    assert isinstance(requested_absence, RequestedAbsence)
    assert requested_absence.type_id == ("ot" if "(" in sent else "vac")


def test_a_title_that_two_types_have_is_asked_for_again():
    twice = TYPES | {"old": AbsenceType(id="old", name="Vakantie", unit="day")}
    back = validate_draft(changed(GOOD, type_id="Vakantie"), twice, TODAY)
    assert isinstance(back, InvalidDraft)
    assert (back.problem.key, back.draft.type_id) == ("form.missing_type", None)
    assert validate_draft(changed(GOOD, type_id="old"), twice, TODAY).type_id == "old"


def test_halves_become_a_span():
    requested_absence = validate_draft(changed(GOOD, first_half="half", last_half="half"), TYPES, TODAY)
    assert requested_absence.span == Span(date(2026, 11, 25), date(2026, 11, 27), first_half=True, last_half=True)


@pytest.mark.parametrize(
    ("half", "expected"),
    [
        ({"first_half": "half"}, Span(TODAY, TODAY, first_half=True)),
        ({"last_half": "half"}, Span(TODAY, TODAY, last_half=True)),
        ({"first_half": "whole", "last_half": "whole"}, Span(TODAY, TODAY)),
    ],
    ids=["the afternoon", "the morning", "the whole day"],
)
def test_one_day_can_be_the_afternoon_the_morning_or_whole(half, expected):
    draft = changed(GOOD, first_day=TODAY.isoformat(), last_day=TODAY.isoformat(), **half)
    assert validate_draft(draft, TYPES, TODAY).span == expected


WRONG = [
    ({"type_id": None}, "form.missing_type"),
    ({"type_id": "gone"}, "form.unknown_type"),
    ({"first_day": None}, "form.missing_first_day"),
    ({"last_day": None}, "form.missing_last_day"),
    ({"first_day": "25-11-2026"}, "form.bad_date"),
    ({"first_day": "20261125"}, "form.bad_date"),
    ({"last_day": "2026-02-30"}, "form.bad_date"),
    ({"last_day": "2026-11-24"}, "form.last_before_first"),
    ({"last_day": "2028-12-31"}, "form.too_long"),
    ({"first_day": "2030-01-01", "last_day": "2030-01-02"}, "form.too_far"),
    ({"first_day": "2020-01-01", "last_day": "2020-01-02"}, "form.too_far"),
    ({"last_day": "2026-11-25", "first_half": "half", "last_half": "half"}, "form.both_halves"),
]


@pytest.mark.parametrize(("values", "key"), WRONG, ids=[f"{k} {v}" for v, k in WRONG])
def test_a_wrong_draft_goes_back_as_typed_with_one_sentence(values, key):
    draft = changed(GOOD, **values)
    objection = validate_draft(draft, TYPES, TODAY)
    assert isinstance(objection, InvalidDraft)
    assert objection.problem.key == key
    assert objection.draft == draft


WRONG_HOURS = [
    ({"first_time": None}, "form.missing_times"),
    ({"last_time": "25:00"}, "form.bad_time"),
    ({"last_time": "nine"}, "form.bad_time"),
    ({"last_time": "09:00"}, "form.end_before_start"),
    ({"first_time": "00:00", "last_time": "00:00"}, "form.end_before_start"),
]


@pytest.mark.parametrize(("values", "key"), WRONG_HOURS)
def test_wrong_hours_go_back(values, key):
    assert validate_draft(changed(HOURS, **values), TYPES, TODAY).problem.key == key


def test_hours_become_a_span_with_times():
    assert validate_draft(HOURS, TYPES, TODAY).span == Span(
        date(2026, 11, 25), date(2026, 11, 25), first_time=time(9), last_time=time(11)
    )


MIDNIGHTS = [
    ("of the next day", "2026-11-26", WED_25 := date(2026, 11, 25), "2026-11-26"),
    ("of the same day, which is its end", "2026-11-25", WED_25, "2026-11-26"),
    ("two days later", "2026-11-27", date(2026, 11, 26), "2026-11-27"),
]


@pytest.mark.parametrize(("why", "typed_day", "last_day", "sent"), MIDNIGHTS, ids=[row[0] for row in MIDNIGHTS])
def test_hours_until_midnight_end_with_the_day_before_it(why, typed_day, last_day, sent):
    draft = changed(HOURS, first_time="16:00", last_day=typed_day, last_time="00:00")
    wish = validate_draft(draft, TYPES, TODAY)
    assert wish.span == Span(date(2026, 11, 25), last_day, first_time=time(16), last_time=time(0))
    new = new_absence(wish, "7")
    assert (new.last_day, new.last_time) == (date.fromisoformat(sent), time(0)), "Personio is sent the next midnight"
    read = AbsencePeriod(
        id="a",
        type_id="ot",
        first_day=WED_25,
        last_day=last_day,
        starts_at=datetime.combine(WED_25, time(16)),
        ends_at=datetime.combine(new.last_day, time()),
    )
    assert same(wish, read)
    assert span(read, TYPES["ot"]) == wish.span
    assert typed(wish.span)["last_day"] == sent, "the form of a change shows what was typed"
    chat = Conversation("t", "a:1", "http://127.0.0.1", "28:bot", "personal")
    request = AbsenceRequest(UUID(int=1), "t", "o", "7", "filed", {"draft": draft.model_dump()}, chat, None, "nl")
    assert when(request) == wish.span, "the receipt says the same"


def test_titles_of_half_days_sent_back_are_half_days():
    titles = [translator("nl")("form.from_midday"), translator("en")("form.until_midday")]
    draft = changed(GOOD, first_half=titles[0], last_half=titles[1])
    assert validate_draft(draft, TYPES, TODAY).span == Span(WED_25, date(2026, 11, 27), True, True)
    assert validate_draft(changed(GOOD, first_half="Hele dag"), TYPES, TODAY).span == Span(WED_25, date(2026, 11, 27))


def test_choosing_an_hour_type_on_the_day_form_asks_for_hours_and_keeps_the_rest():
    objection = validate_draft(changed(GOOD, type_id="ot", comment="x"), TYPES, TODAY)
    assert objection.problem.key == "form.hours_needed"
    assert objection.draft == changed(GOOD, type_id="ot", comment="x", unit="hour")


def test_choosing_a_day_type_on_the_hour_form_asks_for_halves():
    for without in ({}, {"first_time": None, "last_time": None}):
        objection = validate_draft(changed(HOURS, type_id="vac", **without), TYPES, TODAY)
        assert objection.problem.key == "form.days_needed"
        assert objection.draft.unit == "day"


@given(st.builds(Draft, **{n: st.none() | st.text(max_size=30) for n in Draft.model_fields if n != "unit"}))
def test_nothing_that_can_be_typed_breaks_the_judgement(draft):
    assert isinstance(validate_draft(changed(draft, type_id="vac"), TYPES, TODAY), RequestedAbsence | InvalidDraft)


@given(st.text(max_size=12))
def test_only_iso_days_are_read(text):
    day = read_day(text)
    assert day is None or day.isoformat() == text


@given(st.text(max_size=12))
def test_what_is_read_as_a_time_is_read_the_same_from_the_form_that_shows_it(text):
    assert read_time(shown_time(text)) == read_time(text)


TIMES = [
    ("09:00", time(9)),
    ("9:00", time(9)),
    ("9.30", time(9, 30)),
    ("09:00:00", time(9)),
    ("9:00 AM", time(9)),
    ("9:05\u202fpm", time(21, 5)),
    ("09:00PM", time(21)),
    ("9:00 p.\xa0m.", time(21)),
    ("12:30 AM", time(0, 30)),
    ("12:30 PM", time(12, 30)),
    ("24:00", None),
    ("13:00 PM", None),
    ("0:30 AM", None),
    ("9:60", None),
    ("9", None),
    ("٠٩:٠٠", None),
    ("9:00 AM or so", None),
]


@pytest.mark.parametrize(("text", "at"), TIMES)
def test_a_time_is_read_as_old_clients_send_it_too(text, at):
    assert read_time(text) == at
    draft = changed(HOURS, first_time="00:00", last_time=text)
    requested_absence = validate_draft(draft, TYPES, TODAY)
    if at:
        assert requested_absence.span.last_time == at
    else:
        assert requested_absence.problem.key == "form.bad_time"


def test_what_personio_is_asked_is_what_was_wished():
    new = new_absence(validate_draft(HOURS, TYPES, TODAY), "7")
    assert (new.person_id, new.unit, new.first_time, new.last_time) == ("7", "hour", time(9), time(11))


def test_a_substitute_that_personio_does_not_take_is_named_in_the_comment():
    requested_absence = RequestedAbsence("vac", "Vakantie", "day", Span(TODAY, TODAY), comment="Ski", substitute_id="9")
    assert without_substitute(requested_absence, "Jan Jansen") == RequestedAbsence(
        "vac", "Vakantie", "day", Span(TODAY, TODAY), comment="Ski\nJan Jansen"
    )


REFUSALS = [
    (AbsenceConflict, "refused.conflict"),
    (Substituting, "refused.substituting"),
    (SubstituteInvalid, "refused.substitute_invalid"),
    (SubstituteRequired, "refused.substitute_required"),
    (SubstituteNotAllowed, "refused.substitute_not_allowed"),
]


@pytest.mark.parametrize(("kind", "key"), REFUSALS)
def test_each_refusal_of_personio_has_its_sentence(kind, key):
    assert stored_problem(kind("no")) == {"key": key}


def test_an_unknown_refusal_shows_personios_own_words():
    error = Unprocessable("no", detail="Half days are\n not allowed.")
    assert stored_problem(error) == {"key": "refused.detail", "params": {"detail": "Half days are not allowed."}}
    assert stored_problem(Unprocessable("no")) == {"key": "refused.generic"}


WED, THU, FRI = (TODAY + timedelta(days=n) for n in (2, 3, 4))
WISH = validate_draft(GOOD, TYPES, TODAY)
WORK = WorkingTime()


def period(first=WED, last=FRI, **values) -> AbsencePeriod:
    at = datetime.combine(first, time())
    return AbsencePeriod(id="a", type_id="vac", first_day=first, last_day=last, starts_at=at, **values)


def rows(*days, value=1) -> list[DayAmount]:
    return [DayAmount(date=day, value=Decimal(value)) for day in days]


VERDICTS = [
    ("read as asked", period(), rows(WED, THU, FRI), Verdict.UNDERSTOOD),
    ("nothing to compare with", period(), [], Verdict.UNSURE),
    ("a weekend", period(), rows(WED, THU, FRI, value=0), Verdict.UNDERSTOOD),
    ("a weekend, perhaps a day short", period(last=THU), rows(WED, THU, value=0), Verdict.UNSURE),
    ("a day short, on both counts", period(last=THU), rows(WED, THU), Verdict.MISUNDERSTOOD),
    ("a day short as read, but the days are right", period(last=THU), rows(WED, THU, FRI), Verdict.UNDERSTOOD),
    ("a day too many", period(), rows(WED, THU, FRI, FRI + timedelta(days=1)), Verdict.MISUNDERSTOOD),
    ("a day too early", period(), rows(TODAY, WED, THU, FRI), Verdict.MISUNDERSTOOD),
    (
        "a holiday we do not know, listed as zero",
        period(last=THU),
        rows(WED, THU) + rows(FRI, value=0),
        Verdict.UNDERSTOOD,
    ),
    ("a holiday we do not know, left out", period(), rows(WED, THU), Verdict.UNDERSTOOD),
]


@pytest.mark.parametrize(("why", "read", "amounts", "expected"), VERDICTS, ids=[row[0] for row in VERDICTS])
def test_only_what_is_surely_different_is_misunderstood(why, read, amounts, expected):
    assert compare(WISH, read, amounts, WORK) is expected


def test_an_absence_with_other_days_or_halves_is_another():
    assert same(WISH, period())
    assert same(WISH, period(last=THU), rows(WED, THU, FRI))  # the daily amounts know the last day
    assert not same(WISH, period(last=THU))
    assert not same(WISH, period(first=THU))
    assert not same(WISH, period(first_half=True))
    assert not same(WISH, period(last_half=True))


@pytest.mark.parametrize("amounts", [[], rows(WED, THU, FRI)])
@pytest.mark.parametrize(
    "read",
    [
        period(first=THU),
        period(first_half=True),
        period(last_half=True),
        period(last=FRI + timedelta(days=2)),
        period(last=None),
    ],
)
def test_other_days_than_an_end_convention_explains_are_misunderstood(read, amounts):
    assert compare(WISH, read, amounts, WORK) is Verdict.MISUNDERSTOOD


def test_hours_are_compared_by_both_ends():
    nine, ten, five = (datetime.combine(WED, time(hour)) for hour in (9, 10, 17))
    requested_absence = RequestedAbsence("vac", "", "hour", Span(WED, WED, first_time=time(9), last_time=time(10)))
    asked, longer = (
        AbsencePeriod(id="a", first_day=WED, last_day=WED, starts_at=nine, ends_at=ends) for ends in (ten, five)
    )
    assert compare(requested_absence, asked, [], WORK) is Verdict.UNDERSTOOD
    assert compare(requested_absence, longer, [], WORK) is Verdict.MISUNDERSTOOD
    assert not same(requested_absence, longer)


def test_a_comment_is_compared_trimmed_and_however_its_lines_end():
    assert comment_of(period(comment=" een\r\ntwee\rdrie\n")) == "een\ntwee\ndrie"
    assert comment_of(period()) == comment_of(WISH) == ""
