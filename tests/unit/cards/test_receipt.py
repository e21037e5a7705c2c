from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import get_args
from uuid import UUID

import pytest

from cards.actions import Draft, EditRequest, OpenRequest, RefreshRequest, read_action
from cards.examples import example_problem
from cards.request import FINAL, Amount, Period, ReceiptView, Status, cancelled_card, receipt_card, stale_card

ID, NEXT = UUID("7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6c11"), UUID("7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6c12")
DRAFT = Draft(type_id="1", first_day="2026-11-27", last_day="2026-11-27", substitute="4711")
VIEW = ReceiptView(
    request_id=ID,
    draft=DRAFT,
    type_name="Vakantie",
    period=Period(date(2026, 11, 27), date(2026, 11, 27)),
    amount=Amount(Decimal(1), "day"),
    back_on=date(2026, 11, 30),
    status="pending",
    substitute="Jan de Vries",
    next_request_id=NEXT,
    viewer_ids=("29:me",),
)


def steps(card, words):
    marks = ("Klaar:", "Nu:", "Daarna:")
    return [line for line in words(card).splitlines() if line.startswith(marks)]


@pytest.mark.parametrize(
    ("status", "substitute", "expected"),
    [
        ("waiting", None, ["Nu: ik dien je aanvraag in bij Personio", "Daarna: je leidinggevende beslist"]),
        (
            "substitute_requested",
            "Jan de Vries",
            [
                "Klaar: je aanvraag staat in Personio",
                "Nu: Jan de Vries accepteert de vervanging",
                "Daarna: je leidinggevende beslist",
            ],
        ),
        (
            "pending",
            "Jan de Vries",
            [
                "Klaar: je aanvraag staat in Personio",
                "Klaar: Jan de Vries vervangt je",
                "Nu: je leidinggevende beslist",
            ],
        ),
        ("pending", None, ["Klaar: je aanvraag staat in Personio", "Nu: je leidinggevende beslist"]),
        ("approved", "Jan de Vries", []),
        ("rejected", "Jan de Vries", []),
    ],
)
def test_what_happens_next_is_said_in_words(nl, words, status, substitute, expected):
    assert steps(receipt_card(replace(VIEW, status=status, substitute=substitute), nl), words) == expected


@pytest.mark.parametrize("status", get_args(Status))
def test_only_what_can_still_change_asks_for_a_fresh_card(nl, status):
    content = receipt_card(replace(VIEW, status=status), nl).content
    assert ("refresh" in content) is (status not in FINAL)
    if "refresh" in content:
        assert content["refresh"]["userIds"] == ["29:me"]
        assert read_action(content["refresh"]["action"]["data"]) == RefreshRequest(request_id=ID)


def test_without_viewers_nobody_is_asked_to_refresh(nl):
    assert "refresh" not in receipt_card(replace(VIEW, viewer_ids=()), nl).content


def test_a_refused_request_says_why_and_can_be_changed(nl, words, pressed):
    card = receipt_card(replace(VIEW, status="refused", problem=example_problem("refused.conflict")), nl)
    assert "Je hebt in deze periode al een afwezigheid." in words(card)
    assert pressed(card, "Aanpassen") == EditRequest(request_id=NEXT, draft=DRAFT)
    assert card.summary == "Je aanvraag is niet ingediend"


def test_a_refused_request_without_a_next_id_can_be_begun_anew(nl, pressed, words):
    card = receipt_card(replace(VIEW, status="refused", next_request_id=None), nl)
    assert pressed(card, "Nieuwe aanvraag") == OpenRequest(after=VIEW.request_id)
    assert "Personio nam je aanvraag niet aan." in words(card)


def test_no_return_date_is_promised_for_what_will_not_happen(nl, words):
    for status in FINAL:
        assert "Weer aan het werk" not in words(receipt_card(replace(VIEW, status=status), nl))


def test_a_page_in_personio_is_linked_where_it_is_known(nl, elements):
    card = receipt_card(replace(VIEW, personio_url="https://example.app.personio.com/"), nl)
    links = [each["url"] for each in elements(card) if each.get("type") == "Action.OpenUrl"]
    assert links == ["https://example.app.personio.com/"]


def test_an_unconfirmed_substitute_is_said(nl, words):
    said = words(receipt_card(replace(VIEW, substitute_unconfirmed=True), nl))
    assert "Personio heeft de vervanger niet bevestigd." in said
    assert "Jan de Vries vervangt je" not in said


@pytest.mark.parametrize("make", [cancelled_card, stale_card])
def test_the_end_of_the_road_has_a_way_back(nl, pressed, make):
    assert pressed(make(nl), "Nieuwe aanvraag") == OpenRequest()
