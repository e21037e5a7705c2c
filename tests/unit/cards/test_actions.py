import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.actions import MAX_INPUT, Action, Draft, FileRequest, ReviewRequest, read_action

ID = "7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6c11"
VERBS = [kind.model_fields["verb"].default for kind in get_args(Action)]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    ["verb", "request_id", "draft", "substitute", "unit", "type_id", "comment", "language", "rows", "units", "x"]
)


@given(data=JSON | st.dictionaries(FIELDS, JSON | st.sampled_from([*VERBS, ID])), verb=st.none() | st.text())
def test_no_data_makes_reading_fail(data, verb):
    read_action(data, verb)


@given(data=st.dictionaries(FIELDS.filter(lambda name: name != "verb"), JSON), verb=st.sampled_from(VERBS))
def test_hostile_values_beside_a_known_verb_are_nothing_worse_than_nothing(data, verb):
    action = read_action({**data, "verb": verb})
    assert action is None or action.verb == verb


def test_a_bottomless_draft_is_not_read():
    deep = {}
    for _ in range(100_000):
        deep = {"draft": deep}
    assert read_action({"verb": "request.file", "request_id": ID, **deep}) is None


def test_data_that_json_cannot_write_is_not_read():
    assert read_action({"verb": "help.show", 1j: object()}) is None


def test_oversized_data_is_not_read():
    assert read_action({"verb": "help.show", "padding": "x" * 30_000}) is None


def test_the_longest_comment_in_any_script_is_read():
    data = {"verb": "request.file", "request_id": ID, "draft": {"comment": "🌴" * MAX_INPUT}}
    assert read_action(json.loads(json.dumps(data))).draft.comment == "🌴" * MAX_INPUT


def test_the_verb_inside_wins_and_the_one_beside_is_enough():
    assert read_action({"verb": "help.show"}, "request.open").verb == "help.show"
    assert read_action({}, "request.open").verb == "request.open"


@pytest.mark.parametrize("typed", [7, True, ["a"], {"a": 1}, "", "  \n ", "\x00", None])
def test_what_is_not_text_was_not_typed(typed):
    assert Draft.model_validate({"comment": typed}).comment is None


def test_text_that_no_database_takes_is_made_storable():
    read = read_action({"verb": "request.review", "request_id": ID, "comment": "a\x00b\ud800c\n\td"})
    assert read.comment == "ab?c\n\td"


def test_a_review_gives_back_the_draft_alone():
    action = ReviewRequest(request_id=ID, type_id="1", unit="hour", first_time="09:00")
    assert action.draft == Draft(type_id="1", unit="hour", first_time="09:00")
    assert type(action.draft) is Draft


def test_who_asks_is_never_read_from_data():
    assert set(FileRequest.model_fields) == {"verb", "request_id", "draft", "substitute"}
