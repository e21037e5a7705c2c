from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.actions import CancelRequest, Draft, ReviewRequest
from cards.examples import example_problem
from cards.i18n import translator
from cards.request import FormView, TypeOption, form_card

ID = UUID("7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6c11")
TYPES = (TypeOption("1", "Vakantie", "day"), TypeOption("2", "Dokter", "hour"))
TYPED = Draft(
    type_id="1",
    first_day="2026-11-27",
    first_half="half",
    last_day="2026-12-01",
    last_half="whole",
    comment="Zeeland\nen terug",
    substitute="4711",
)


def test_what_was_typed_comes_back(nl, inputs, pressed):
    card = form_card(FormView(ID, TYPES, TYPED), nl)
    assert {field: each.get("value") for field, each in inputs(card).items()} == {
        "type_id": "1",
        "first_day": "2026-11-27",
        "first_half": "half",
        "last_day": "2026-12-01",
        "last_half": "whole",
        "comment": "Zeeland\nen terug",
    }
    assert pressed(card, "Volgende stap").draft == TYPED


def test_an_hour_type_asks_times_and_keeps_the_halves_for_later(nl, inputs, pressed):
    draft = TYPED.model_copy(update={"unit": "hour", "first_time": "09:00", "last_time": "12:30"})
    card = form_card(FormView(ID, TYPES, draft), nl)
    assert list(inputs(card)) == ["type_id", "first_day", "first_time", "last_day", "last_time", "comment"]
    assert pressed(card, "Volgende stap").draft == draft


def test_empty_times_do_not_keep_anybody_from_choosing_another_type(nl, inputs, pressed):
    card = form_card(FormView(ID, TYPES, Draft(type_id="2", unit="hour", first_day="2026-11-27")), nl)
    assert not [each for each in inputs(card).values() if each["type"] == "Input.Time" and each.get("isRequired")]
    sent = pressed(card, "Volgende stap", type_id="1", first_time="", last_time="").draft
    assert (sent.type_id, sent.unit, sent.first_time, sent.last_time) == ("1", "hour", None, None)


def test_a_day_type_keeps_the_times_for_later(nl, pressed):
    draft = TYPED.model_copy(update={"first_time": "09:00", "last_time": "12:30"})
    assert pressed(form_card(FormView(ID, TYPES, draft), nl), "Volgende stap").draft == draft


def test_an_emptied_comment_stays_empty(nl, pressed):
    card = form_card(FormView(ID, TYPES, TYPED), nl)
    assert pressed(card, "Volgende stap", comment="").draft.comment is None


@pytest.mark.parametrize("typed", ["27-11-2026", "2026-02-30", "20261127", "2026-W48-5", "2026-11-27T00:00", "morgen"])
def test_a_day_that_cannot_be_shown_is_left_empty(nl, inputs, typed):
    draft = TYPED.model_copy(update={"first_day": typed})
    assert "value" not in inputs(form_card(FormView(ID, TYPES, draft), nl))["first_day"]


@pytest.mark.parametrize("typed", ["25:00", "0900", "09:00+01:00", "13:00 PM", "negen"])
def test_a_time_that_cannot_be_shown_is_left_empty(nl, inputs, typed):
    draft = TYPED.model_copy(update={"unit": "hour", "first_time": typed})
    assert "value" not in inputs(form_card(FormView(ID, TYPES, draft), nl))["first_time"]


@pytest.mark.parametrize("typed", ["9:00", "09:00:00", "9:00 AM"])
def test_a_time_as_old_clients_send_it_comes_back_as_clients_show_it(nl, inputs, typed):
    draft = TYPED.model_copy(update={"unit": "hour", "first_time": typed})
    assert inputs(form_card(FormView(ID, TYPES, draft), nl))["first_time"]["value"] == "09:00"


def test_an_unknown_type_is_not_selected(nl, inputs):
    draft = TYPED.model_copy(update={"type_id": "gone"})
    assert "value" not in inputs(form_card(FormView(ID, TYPES, draft), nl))["type_id"]


def test_more_than_eight_types_are_searched_by_typing(nl, inputs):
    few = form_card(FormView(ID, [TypeOption(str(n), f"Type {n}", "day") for n in range(8)], TYPED), nl)
    many = form_card(FormView(ID, [TypeOption(str(n), f"Type {n}", "day") for n in range(9)], TYPED), nl)
    assert inputs(few)["type_id"]["style"] == "compact"
    assert inputs(many)["type_id"]["style"] == "filtered"


def test_a_problem_is_the_first_thing_said(nl):
    card = form_card(FormView(ID, TYPES, TYPED, example_problem("form.last_before_first")), nl)
    _title, first, *_rest = card.content["body"]
    assert first["style"] == "attention"
    assert first["items"][0]["inlines"][0]["text"].startswith("De laatste dag ligt vóór de eerste dag.")
    assert card.summary == "Je aanvraag is nog niet compleet"


def test_cancelling_sends_nothing_that_was_typed(nl, pressed):
    card = form_card(FormView(ID, TYPES, TYPED), nl)
    assert pressed(card, "Annuleren") == CancelRequest(request_id=ID)


ANYTHING = st.none() | st.text(max_size=60) | st.dates().map(str) | st.times().map(lambda at: at.strftime("%H:%M"))
DRAFTS = st.builds(
    Draft,
    type_id=st.sampled_from(["1", "2"]) | ANYTHING,
    unit=st.sampled_from(["day", "hour"]),
    first_day=ANYTHING,
    first_half=st.sampled_from(["whole", "half"]) | ANYTHING,
    first_time=ANYTHING,
    last_day=ANYTHING,
    last_half=st.sampled_from(["whole", "half"]) | ANYTHING,
    last_time=ANYTHING,
    comment=st.none() | st.text(max_size=3000),
    substitute=ANYTHING,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draft=DRAFTS, language=st.sampled_from(["nl", "de", "fr"]))
def test_whatever_was_typed_makes_a_sound_card_and_comes_back(draft, language, flaws, pressed, inputs):
    t = translator(language)
    card = form_card(FormView(ID, TYPES, draft), t)
    assert flaws(card) == []
    back = pressed(card, t("button.next"))
    assert isinstance(back, ReviewRequest)
    shown = inputs(card)
    for field, typed in draft.model_dump().items():
        kept = getattr(back.draft, field)
        if field in shown and "value" not in shown[field]:
            assert kept is None
        elif field in shown and field.endswith("_half"):
            assert kept == ("half" if typed == "half" else "whole")
        else:
            assert kept == typed
