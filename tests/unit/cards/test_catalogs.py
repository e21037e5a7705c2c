import ast
import re
import string
from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.pofile import read_po

import cards
from bot.core.command_phrases import COMMAND_NAMES
from cards.actions import Action
from cards.catalog import FOLDER, MissingText, catalog
from cards.i18n import LANGUAGES, phrases, translator
from cards.problem import PROBLEMS
from cards.request import Status

ROOM = Path(cards.__file__).parent
KEY = re.compile(r"[a-z_]+(\.[a-z_]+)+")
ELSEWHERE = {  # asked for by name: cards.i18n.phrases, and the manifest's command list
    f"command.{name}.{part}" for name in COMMAND_NAMES for part in ("title", "description", "phrases")
} | {f"manifest.{part}.{size}" for part in ("name", "description") for size in ("short", "full")}
ELSEWHERE |= {"command.thanks.phrases", "command.change.phrases", "command.person.phrases", "command.why.phrases"}
ELSEWHERE |= {f"command.{name}.phrases" for name in ("yes_no", "small_talk", "stop", "undo")}
ELSEWHERE |= {f"command.{name}.phrases" for name in ("who", "away", "here", "for_other", "told")}
ELSEWHERE |= {f"command.{name}.phrases" for name in ("still_sick", "sick_undo", "sick_report")}
ELSEWHERE |= {f"manifest.prompt.{name}" for name in ("request", "sick", "whosout")}
ELSEWHERE |= {f"manifest.compose.{part}" for part in ("description", "question", "hint")}
ELSEWHERE |= {
    f"review.substitute_{kind}_row" for kind in ("away", "covers", "maybe")
}  # rows of the type-ahead: no card


def texts(language):
    found = {}
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as source:
            for each in read_po(source, locale=language, abort_invalid=True):
                key = each.id if isinstance(each.id, str) else each.id[0] if each.id else ""
                assert key not in found, f"{key} is in two files"
                if key:
                    found[key] = each
    return found


def said(message):
    return [message.string] if isinstance(message.string, str) else list(message.string)


def braces(text):
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})


def used():
    """Every string in the room that looks like a message key and is no verb."""
    verbs = {kind.model_fields["verb"].default for kind in get_args(Action)}
    literals = {
        node.value
        for path in ROOM.rglob("*.py")
        if path.name not in ("gallery.py", "examples.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value)
    }
    return literals - verbs - {"choices.data"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_has_every_key_and_no_other(language):
    assert set(texts(language)) == used() | ELSEWHERE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_says_everything_and_nothing_is_fuzzy(language):
    for key, message in texts(language).items():
        assert all(text.strip() == text and text for text in said(message)), key
        assert not message.fuzzy, key
        assert message.pluralizable is (len(said(message)) == 2), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_has_the_same_braces_in_every_language(language):
    dutch = texts("nl")
    for key, message in texts(language).items():
        for text in said(message):
            assert braces(text) == braces(said(dutch[key])[-1]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_has_no_markdown(language):
    for key, message in texts(language).items():
        shown = [re.sub(r"\b[A-Z]+(_[A-Z]+)+\b", "", text) for text in said(message)]  # names of settings
        assert not any(re.search(r"[*_`\[\]#<>]|^\d+\.", text) for text in shown), key


def test_every_problem_and_every_status_can_be_said():
    keys = set(texts("en"))
    assert keys.issuperset(PROBLEMS)
    assert keys.issuperset(f"receipt.{status}" for status in get_args(Status))


def test_the_words_of_the_contract_are_literal(nl):
    contract = {
        "form.type": "Type afwezigheid",
        "form.first_day": "Eerste dag",
        "form.whole": "Hele dag",
        "form.from_midday": "Halve dag (vanaf de middag)",
        "form.last_day": "Laatste dag",
        "form.until_midday": "Halve dag (tot de middag)",
        "form.comment": "Opmerking",
        "button.next": "Volgende stap",
        "button.cancel": "Annuleren",
        "button.file": "Aanvragen",
        "button.back": "Terug",
        "button.edit": "Aanpassen",
        "review.substitute": "Vervanger",
        "review.back_on": "Weer aan het werk:",
    }
    assert {key: nl(key) for key in contract} == contract


def test_a_missing_text_is_an_error_in_tests():
    with pytest.raises(MissingText):
        translator("nl")("no.such.key")


@pytest.mark.filterwarnings("default::cards.catalog.MissingText")
def test_a_missing_text_is_said_in_english_elsewhere(monkeypatch, caplog):
    monkeypatch.delitem(catalog("nl")._texts, "button.cancel")
    with pytest.warns(MissingText):
        assert translator("nl")("button.cancel") == "Cancel"
    assert "nl: button.cancel" in caplog.text


@pytest.mark.filterwarnings("default::cards.catalog.MissingText")
def test_a_missing_parameter_leaves_a_readable_sentence(nl):
    with pytest.warns(MissingText):
        assert nl("review.substitute_away") == "… is dan zelf ook afwezig. Kies iemand anders."


@pytest.mark.filterwarnings("default::cards.catalog.MissingText")
def test_an_unknown_key_from_an_old_row_is_shown_as_it_is(nl):
    with pytest.warns(MissingText):
        assert nl("refused.long_forgotten") == "refused.long_forgotten"


@pytest.mark.parametrize("name", COMMAND_NAMES)
def test_every_language_has_phrases_for_every_command(name):
    found = phrases(name)
    assert {language for language, _ in found} == set(LANGUAGES)
    assert all(phrase == phrase.strip() and phrase for _, phrase in found)
    assert len(found) == len(set(found))


def test_no_phrase_means_two_commands():
    known = {name: {phrase.casefold() for _, phrase in phrases(name)} for name in COMMAND_NAMES}
    for one, other in combinations(COMMAND_NAMES, 2):
        assert not known[one] & known[other], (one, other)


def test_what_the_command_list_inserts_is_a_phrase():
    for language in LANGUAGES:
        for name in COMMAND_NAMES:
            title = translator(language)(f"command.{name}.title")
            assert title.casefold() in {phrase.casefold() for _, phrase in phrases(name)}, (language, name)
