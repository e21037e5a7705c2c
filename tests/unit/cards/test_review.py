from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.actions import CancelRequest, Draft, EditRequest, FileRequest
from cards.examples import example_problem
from cards.request import Amount, BalanceLine, Overlap, Period, ReviewView, SubstituteView, review_card

ID = UUID("7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6c11")
DRAFT = Draft(type_id="1", first_day="2026-11-27", last_day="2026-11-27", comment="Zeeland", substitute="4711")
FRIDAY = date(2026, 11, 27)
VIEW = ReviewView(
    request_id=ID,
    draft=DRAFT,
    type_name="Vakantie",
    period=Period(FRIDAY, FRIDAY),
    amount=Amount(Decimal(1), "day"),
    back_on=date(2026, 11, 30),
    balance=BalanceLine(Decimal("18.5"), Decimal("17.5"), "day"),
    colleagues_away=3,
    colleagues_unit="Sales",
    substitute=SubstituteView("optional", "4711", "Jan de Vries"),
    comment="Zeeland",
)


def test_one_look_tells_what_when_back_when_and_what_it_costs(nl, words):
    said = words(review_card(VIEW, nl))
    assert "Vakantie · 1 werkdag" in said
    assert "Vrijdag 27 november 2026" in said
    assert "Weer aan het werk: \nmaandag 30 november 2026" in said
    assert "nu 18,5 dagen, hierna 17,5 dagen" in said
    assert "3 collega’s van je team (Sales) zijn dan ook weg." in said
    assert "Zeeland" in said


def test_what_is_not_known_is_left_out(nl, words):
    said = words(review_card(ReviewView(ID, DRAFT, "Vakantie", VIEW.period, amount=None, back_on=None), nl))
    assert said.splitlines() == [
        "Klopt dit?",
        "Vakantie",
        "Vrijdag 27 november 2026",
        "Aanvragen",
        "Aanvragen",
        "Terug",
        "Terug",
        "Annuleren",
        "Annuleren",
    ]


@pytest.mark.parametrize(
    ("away", "unit", "sentence"),
    [
        (0, None, "Verder is er dan niemand van je team weg."),
        (0, "Sales", "Verder is er dan niemand van je team (Sales) weg."),
        (1, None, "1 collega van je team is dan ook weg."),
        (1, "Sales", "1 collega van je team (Sales) is dan ook weg."),
    ],
)
def test_colleagues_are_a_number(nl, words, away, unit, sentence):
    assert sentence in words(review_card(replace(VIEW, colleagues_away=away, colleagues_unit=unit), nl))


def test_a_department_is_called_a_department(nl, words):
    view = replace(VIEW, colleagues_away=2, colleagues_unit="Sales", colleagues_kind="department")
    assert "2 collega’s van je afdeling (Sales) zijn dan ook weg." in words(review_card(view, nl))


def test_overlaps_no_working_time_and_too_little_balance_are_warned_of_in_one_box(nl):
    view = replace(
        VIEW,
        amount=Amount(Decimal(0), "day"),
        balance=BalanceLine(Decimal(0), Decimal(-1), "day"),
        overlaps=[Overlap("Ouderschapsverlof", VIEW.period)],
    )
    box = next(each for each in review_card(view, nl).content["body"] if each.get("style") == "warning")
    assert [each["inlines"][0]["text"] for each in box["items"]] == [
        "In deze periode hoef je volgens je rooster niet te werken. Kloppen de dagen?",
        "Je vraagt meer aan dan je saldo.",
        "Let op: je bent in deze periode al afwezig.",
        "Ouderschapsverlof: vrijdag 27 november 2026",
    ]


def test_a_problem_is_not_said_twice(nl, words):
    view = replace(VIEW, amount=Amount(Decimal(0), "day"), problem=example_problem("form.no_working_time"))
    assert words(review_card(view, nl)).count("volgens je rooster") == 1


def test_filing_sends_the_draft_and_the_chosen_substitute(nl, pressed):
    without = DRAFT.model_copy(update={"substitute": None})
    card = review_card(VIEW, nl)
    assert pressed(card, "Aanvragen") == FileRequest(request_id=ID, draft=without, substitute="4711")
    assert pressed(card, "Terug", substitute="12") == EditRequest(request_id=ID, draft=without, substitute="12")
    assert pressed(card, "Annuleren") == CancelRequest(request_id=ID)


def test_an_emptied_substitute_is_not_filled_again(nl, pressed):
    action = pressed(review_card(VIEW, nl), "Aanvragen", substitute="")
    assert (action.substitute, action.draft.substitute) == (None, None)


def test_without_a_picker_the_draft_goes_back_whole(nl, pressed):
    card = review_card(replace(VIEW, substitute=SubstituteView("none")), nl)
    assert pressed(card, "Terug").draft == DRAFT


def test_a_search_tells_the_period(nl, inputs):
    found = inputs(review_card(VIEW, nl))
    assert found["substitute"]["choices.data"] == {
        "type": "Data.Query",
        "dataset": "substitutes",
        "associatedInputs": "auto",
    }
    assert {field: found[field]["value"] for field in ("first_day", "last_day")} == {
        "first_day": "2026-11-27",
        "last_day": "2026-11-27",
    }
    assert all(found[field]["isVisible"] is False for field in ("first_day", "last_day"))


def test_a_chosen_substitute_is_shown_by_name(nl, inputs):
    picker = inputs(review_card(VIEW, nl))["substitute"]
    assert (picker["value"], picker["choices"]) == ("4711", [{"title": "Jan de Vries", "value": "4711"}])


def test_a_required_substitute_must_be_chosen_before_filing(nl, inputs):
    required = review_card(replace(VIEW, substitute=SubstituteView("required")), nl)
    assert inputs(required)["substitute"]["isRequired"] is True
    assert "isRequired" not in inputs(review_card(VIEW, nl))["substitute"]


def test_what_people_wrote_is_never_markdown(nl, elements):
    evil = "[klik](https://evil.example) **nu** 1. een"
    view = replace(VIEW, type_name=evil, colleagues_unit=evil, comment=evil, overlaps=[Overlap(evil, VIEW.period)])
    blocks = [each["text"] for each in elements(review_card(view, nl)) if each.get("type") == "TextBlock"]
    assert not any("evil" in text for text in blocks)


def test_a_long_comment_is_shown_in_part_and_sent_whole(nl, words, pressed):
    text = "é" * 2000
    card = review_card(replace(VIEW, comment=text, draft=DRAFT.model_copy(update={"comment": text})), nl)
    assert "é" * 499 + "…" in words(card)
    assert pressed(card, "Aanvragen").draft.comment == text


LINES = st.text(max_size=2000) | st.lists(st.text(max_size=5), max_size=400).map("\n".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(comment=LINES, name=st.text(min_size=1, max_size=200), title=st.text(max_size=200))
def test_whatever_people_wrote_makes_a_sound_card(nl, flaws, comment, name, title):
    draft = Draft(type_id="1", comment=comment, substitute=title)
    chosen = SubstituteView("required", title or None, name)
    view = replace(VIEW, draft=draft, type_name=name, comment=draft.comment, substitute=chosen, colleagues_unit=title)
    assert flaws(review_card(view, nl), budget=75_000) == []
