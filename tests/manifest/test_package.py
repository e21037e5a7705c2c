import dataclasses
import io
import json
import time
import zipfile

import pytest

from bot.phrases import COMMANDS, command
from cards.i18n import LANGUAGES
from manifest import build, build_package, find_schemas, language_file, manifest, schema_errors, validate
from manifest.rules import TRANSLATED, leaves


def test_microsofts_schemas_find_nothing_in_the_manifest_and_in_any_language_file(settings, schemas):
    assert schema_errors(build(settings), schemas) == []


def test_the_schemas_are_really_asked(files, pack, schemas):
    document = json.loads(files["manifest.json"])
    dutch = json.loads(files["nl.json"])
    del document["name"]["short"]
    document["packageName"] = "com.example"
    dutch["description.short"] = " "
    wrong = schema_errors(pack(files | {"manifest.json": document, "nl.json": dutch}), schemas)
    assert len(wrong) == 3
    assert [error.split(":")[0] for error in wrong].count("nl.json") == 1


def test_the_package_has_no_fault(settings):
    assert validate(build(settings)) == []


def test_the_package_is_flat_and_has_nothing_to_spare(files):
    languages = {f"{language}.json" for language in LANGUAGES if language != "en"}
    assert set(files) == {"manifest.json", "color.png", "outline.png"} | languages


def test_the_same_settings_give_the_same_bytes(settings, monkeypatch):
    first = build(settings)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    assert build(settings) == first
    monkeypatch.undo()
    time.tzset()


def test_a_new_version_changes_the_bytes(settings):
    assert build(dataclasses.replace(settings, version="1.0.1")) != build(settings)


def test_the_manifest_asks_for_the_least(settings):
    document = manifest(settings)
    assert not {"permissions", "authorization", "webApplicationInfo", "devicePermissions"} & set(document)
    assert document["validDomains"] == [settings.bot_domain]
    assert document["bots"][0]["scopes"] == ["personal", "team"]
    assert document["bots"][0]["botId"] == document["id"] == settings.app_id
    assert document["supportsChannelFeatures"] == "tier1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_file_has_every_text_of_the_manifest(language, settings):
    english = dict(leaves(manifest(settings)))
    texts = {path: text for path, text in language_file(language).items() if path != "$schema"}
    assert set(texts) == {path for path in english if TRANSLATED.fullmatch(path)}
    assert all(text.strip() for text in texts.values())
    if language == "en":
        assert all(english[path] == text for path, text in texts.items())
    else:
        assert sum(english[path] == text for path, text in texts.items()) <= 1, "only the name may be the same"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_listed_command_is_a_phrase_the_bot_knows_in_every_language(language, settings):
    titles = {path: text for path, text in language_file(language).items() if path.endswith(".title")}
    personal = [command(text) for path, text in titles.items() if "commandLists[0]" in path]
    assert {*personal, "setup"} == set(COMMANDS), "what is not listed is not found; admins know what to type"
    assert [command(text) for path, text in titles.items() if "commandLists[1]" in path] == ["whosout", "help"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_fit_the_menu_of_an_old_client(language):
    for path, text in language_file(language).items():
        assert len(text) <= 32 or not path.endswith(".title")
        assert len(text) <= 128 or not path.endswith("].description")


def test_the_file_is_written_where_it_is_asked_for(settings, schemas, tmp_path):
    out = tmp_path / "new" / "app.zip"
    assert build_package(settings, out, schemas=schemas) == []
    assert out.read_bytes() == build(settings)
    assert zipfile.ZipFile(io.BytesIO(out.read_bytes())).testzip() is None


def test_a_package_with_a_fault_is_not_written(settings, tmp_path, monkeypatch):
    monkeypatch.setitem(language_file.__globals__["COMMANDS"], "team", ("help", "help"))
    out = tmp_path / "app.zip"
    assert build_package(settings, out)
    assert not out.exists()


def test_without_the_schemas_there_is_no_second_opinion(tmp_path):
    assert find_schemas(tmp_path) is None
