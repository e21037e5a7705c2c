"""What clients send back for a choice: its value, or its title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.choices import SEVERAL, doubtful_title, in_every_language, value_of, values_of
from cards.examples import examples
from cards.i18n import translator
from cards.request import HALVES

UNITS = [
    ("department:1", "Techniek (afdeling)"),
    ("team:2", "Web (team)"),
    ("team:3", "Sales, Noord (team)"),
    ("team:4", "C++ (team)"),
    ("team:5", "C# (team)"),
    ("office:6", "Web (kantoor)"),
    ("team:7", "Zelfde (team)"),
    ("team:8", "Zelfde (team)"),
]
SENT = [
    ("department:1", "department:1"),
    ("Techniek (afdeling)", "department:1"),
    ("techniek  (Afdeling)", "department:1"),
    ("Web (kantoor)", "office:6"),
    ("C++ (team)", "team:4"),
    ("c (team)", f"{SEVERAL}c (team)"),
    ("Zelfde (team)", f"{SEVERAL}Zelfde (team)"),
    ("Techniek", "Techniek"),
    ("?", "?"),
    ("", ""),
    (None, None),
]


@pytest.mark.parametrize(("sent", "value"), SENT)
def test_a_title_is_taken_where_one_choice_has_it(sent, value):
    assert value_of(sent, UNITS) == value
    assert value_of(value, UNITS) == value, "read twice it stays the same"


@pytest.mark.parametrize(
    ("sent", "values"),
    [
        (("Techniek (afdeling)", "team:2"), ("department:1", "team:2")),
        (("Sales", "Noord (team)", "Techniek (afdeling)"), ("team:3", "department:1")),
        (("Techniek (afdeling)", "Sales", "Noord (team)"), ("department:1", "team:3")),
        (("Techniek (afdeling)", "department:1"), ("department:1",)),
        (("gone:9", "team:2"), ("gone:9", "team:2")),
        ((), ()),
    ],
)
def test_of_several_each_is_read_and_a_title_may_have_commas(sent, values):
    assert values_of(sent, UNITS) == values


@given(st.lists(st.sampled_from([value for value, _ in UNITS]), unique=True))
def test_values_stay_what_they_are(sent):
    assert values_of(sent, UNITS) == tuple(sent)


def test_what_is_to_be_asked_again_is_named_as_it_was_sent():
    assert doubtful_title([None, "team:2", value_of("Zelfde (team)", UNITS)]) == "Zelfde (team)"
    assert doubtful_title([None, "team:2", "Techniek"]) is None


def test_a_title_of_ours_is_read_in_whatever_language_the_card_is():
    choices = in_every_language(HALVES["last_half"])
    assert {value_of(translator(language)("form.until_midday"), choices) for language in ("nl", "de", "pt")} == {"half"}
    assert value_of("Hele dag", choices) == "whole"


READ = {
    "type_id": "bot.core.absence_request.with_values",
    "first_half": "bot.core.absence_request.with_values",
    "last_half": "bot.core.absence_request.with_values",
    "substitute": "bot.features.requests.substitutes.by_title",
    "language": "bot.features.language, bot.features.setup.values",
    "length": "bot.features.sickness.report",
    "last_day": "bot.features.sickness.recovery",
    "day": "bot.features.approvals.actions",
    **dict.fromkeys(
        ("teams", "channel", "units", "timezone", "holidays", "topics", "days"), "bot.features.setup.values"
    ),
}
"""Where each choice of a card is read by its title, too."""


def choice_fields(node):
    match node:
        case dict():
            own = {node["id"]} if node.get("type") == "Input.ChoiceSet" else set()
            return own.union(*(choice_fields(inner) for inner in node.values()))
        case list():
            return set().union(*(choice_fields(inner) for inner in node))
    return set()


def test_every_choice_there_is_has_a_place_that_reads_its_titles():
    cards = (make(translator("nl")).content for _, make in examples())
    assert set().union(*map(choice_fields, cards)) == READ.keys()
