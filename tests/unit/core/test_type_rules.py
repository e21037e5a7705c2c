"""What is known of absence types, and which source counts."""

import pytest

from bot.core.type_rules import TypeRule, rules_of_types
from personio_client import AbsenceType, TimeOffType

KIND = AbsenceType(id="a", name="Onbetaald verlof ")
OLD = TimeOffType(id="1", id_v2="a", substitute="optional", half_days=False, certificate=True)


@pytest.mark.parametrize(
    ("own", "learned", "older", "known"),
    [
        ({}, {}, [], TypeRule()),
        ({}, {}, [OLD], TypeRule("optional", half_days=False, certificate=True)),
        ({}, {"a": "required"}, [OLD], TypeRule("required", half_days=False, certificate=True)),
        ({}, {"a": "comment"}, [OLD], TypeRule("optional", half_days=False, certificate=True)),
        (
            {"onbetaald verlof": TypeRule("none")},
            {"a": "required"},
            [OLD],
            TypeRule("none", half_days=False, certificate=True),
        ),
        (
            {"onbetaald verlof": TypeRule(half_days=True, visible=False)},
            {},
            [OLD],
            TypeRule("optional", True, False, True),
        ),
        ({"another": TypeRule("required")}, {"b": "required"}, [TimeOffType(id="2", substitute="none")], TypeRule()),
    ],
)
def test_the_file_counts_before_answers_and_answers_before_the_older_api(own, learned, older, known):
    assert rules_of_types([KIND], own=own, learned=learned, older=older) == {"a": known}
