"""Every code is found where it belongs, and docs/troubleshooting.md knows it."""

import ast
import re
from pathlib import Path

import pytest

from tests.support import check_scenarios as scenarios
from tests.support.check_world import Scenario, named

ROOT = Path(__file__).parents[3]
CODE = re.compile(r"(?:settings|personio|clock|database|teams|webhook|check)\.[a-z_]+")
WELL = {
    "settings.readable", "settings.admins", "settings.language", "settings.port_free", "settings.bot_listening", "settings.tracing",
    "personio.token_given", "personio.attributes", "personio.types", "personio.absences", "personio.balances",
    "personio.write_unproven", "personio.people", "clock.right", "database.empty", "database.ready",
    "database.sqlite", "database.no_dead_jobs", "personio.type_rules", "teams.token_given", "teams.keys_readable", "teams.installed",
    "personio.holidays", "personio.holidays_by_package", "teams.updates", "teams.update_resting", "webhook.ready",
}  # fmt: skip

SCENARIOS: dict[str, Scenario] = {
    name.replace("__", ".", 1): scene for name, scene in vars(scenarios).items() if "__" in name.strip("_")
}


def codes_written_out() -> set[str]:
    return {
        node.value
        for path in (
            *(ROOT / "bot/cli/diagnostics").glob("*.py"),
            ROOT / "bot/settings/rules.py",
            ROOT / "bot/settings/outgoing_rules.py",
        )
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }


def test_every_code_has_a_world_in_which_it_is_found():
    assert set(SCENARIOS) == codes_written_out()


@pytest.mark.parametrize("code", sorted(SCENARIOS))
async def test_every_code_is_found_where_it_belongs(code, world, monkeypatch):
    found = await SCENARIOS[code](world, monkeypatch)
    (first, *_) = named(found, code) or pytest.fail(f"{[each.code for each in found]}")
    assert (first.level == "ok") == (code in WELL)
    assert bool(first.way_out) == (first.level != "ok")
    assert first.message.endswith(".")
    assert not re.search(r"\.\s*\.|\s{2}", f"{first.message} {first.way_out}")


def test_the_troubleshooting_page_knows_every_code_and_no_other():
    page = (ROOT / "docs/troubleshooting.md").read_text()
    assert set(re.findall(r"`((?:settings|personio|clock|database|teams|webhook|check)\.[a-z_]+)`", page)) == set(
        SCENARIOS
    )


def test_the_troubleshooting_page_has_a_heading_for_whatever_needs_a_way_out():
    page = (ROOT / "docs/troubleshooting.md").read_text()
    assert set(re.findall(r"^### `([a-z_.]+)`", page, re.MULTILINE)) == set(SCENARIOS) - WELL
