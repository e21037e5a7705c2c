"""RULES_FILE: read, or refused with a sentence."""

import pytest

from bot.core.type_rules import TypeRule
from bot.settings.company_rules import UnreadableRules, read_company_rules


def test_without_a_file_nothing_is_ruled():
    assert read_company_rules(None) == {}


def test_rules_are_found_by_the_name_of_a_type(tmp_path):
    path = tmp_path / "rules.yaml"
    path.write_text("types:\n  - {name: ' Onbetaald Verlof', substitute: required, half_days: false, visible: false}\n")
    assert read_company_rules(path) == {"onbetaald verlof": TypeRule("required", half_days=False, visible=False)}
    path.write_text("")
    assert read_company_rules(path) == {}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"types: [{name: X, substitutes: none}]", "types.0.substitutes"),
        (b"types: [{name: X, substitute: maybe}]", "types.0.substitute"),
        (b"types: [{name: X, half_days: 'no'}]", "types.0.half_days"),
        (b"types: [{substitute: none}]", "types.0.name"),
        (b"kinds: []", "kinds"),
        (b"- X", "the file"),
        (b"types: [{name: X}, {name: x}]", "twice"),
        (b"types: [", "line 1"),
        (b"types: \xff", "UTF-8"),
        (b"[" * 5000, "YAML"),
        (b"#" * 200_000, "longer"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(tmp_path, content, why):
    path = tmp_path / "rules.yaml"
    path.write_bytes(content)
    with pytest.raises(UnreadableRules, match=why):
        read_company_rules(path)


def test_a_folder_or_nothing_at_all_is_no_file(tmp_path):
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(UnreadableRules, match="no file"):
            read_company_rules(path)
