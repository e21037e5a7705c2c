import dataclasses
import io
import json
import time
import zipfile
from datetime import date

import pytest
from click.testing import CliRunner

from bot.cli.manifest import manifest as line
from bot.core.command_phrases import COMMAND_NAMES, command
from bot.features import ROUTER
from bot.features.whos_out.query import parse_query
from cards.i18n import LANGUAGES
from manifest import (
    SCHEMAS,
    build_manifest,
    build_package,
    build_zip,
    find_schemas,
    language_file,
    schema_errors,
    validate,
)
from manifest.package import LISTED
from manifest.rules import LOOK_UP, QUESTION, leaves, translated
from manifest.settings import ENVIRONMENT
from sandbox.teams.message_extension import COMMAND, PARAMETER

EACH = pytest.mark.parametrize("schema", SCHEMAS)
LOWEST, PROMPTS, SLASH = SCHEMAS
PROMPTED = ["request", "sick", "whosout"]


@EACH
def test_microsofts_schemas_find_nothing_in_the_manifest_and_in_any_language_file(schema, settings, schemas):
    assert schema_errors(build_zip(settings, schema), schemas) == []


def test_the_schemas_are_really_asked(files, pack, schemas):
    document = json.loads(files["manifest.json"])
    dutch = json.loads(files["nl.json"])
    del document["name"]["short"]
    document["packageName"] = "com.example"
    dutch["description.short"] = " "
    wrong = schema_errors(pack(files | {"manifest.json": document, "nl.json": dutch}), schemas)
    assert len(wrong) == 3
    assert [error.split(":")[0] for error in wrong].count("nl.json") == 1


@EACH
def test_the_package_has_no_fault(schema, settings):
    assert validate(build_zip(settings, schema)) == []


def test_the_package_is_flat_and_has_nothing_to_spare(files):
    languages = {f"{language}.json" for language in LANGUAGES if language != "en"}
    assert set(files) == {"manifest.json", "color.png", "outline.png"} | languages


def test_the_same_settings_give_the_same_bytes(settings, monkeypatch):
    first = build_zip(settings)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    assert build_zip(settings) == first
    monkeypatch.undo()
    time.tzset()


def test_a_new_version_changes_the_bytes(settings):
    assert build_zip(dataclasses.replace(settings, version="1.0.1")) != build_zip(settings)


def test_the_manifest_asks_for_the_least(settings):
    document = build_manifest(settings)
    assert not {"permissions", "authorization", "webApplicationInfo", "devicePermissions"} & set(document)
    assert document["validDomains"] == [settings.bot_domain]
    assert document["bots"][0]["scopes"] == ["personal", "team"]
    assert document["bots"][0]["botId"] == document["id"] == settings.app_id
    assert document["supportsChannelFeatures"] == "tier1"


@EACH
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_file_has_every_text_of_the_manifest(language, schema, settings):
    english = dict(leaves(build_manifest(settings, schema)))
    texts = {path: text for path, text in language_file(language, schema).items() if path != "$schema"}
    assert set(texts) == {path for path in english if translated(schema, path)}
    assert all(text.strip() for text in texts.values())
    if language == "en":
        assert all(english[path] == text for path, text in texts.items())
    else:
        assert sum(english[path] == text for path, text in texts.items()) <= 1, "only the name may be the same"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_listed_command_is_a_phrase_the_bot_knows_in_every_language(language, settings):
    titles = {path: text for path, text in language_file(language).items() if path.endswith(".title")}
    personal = [command(text) for path, text in titles.items() if "commandLists[0]" in path]
    assert {*personal, "setup"} == set(COMMAND_NAMES), "what is not listed is not found; admins know what to type"
    assert [command(text) for path, text in titles.items() if "commandLists[1]" in path] == ["whosout", "help"]


def listed(schema, settings):
    return build_manifest(settings, schema)["bots"][0]["commandLists"]


def test_the_lowest_schema_has_neither_prompts_nor_slash_commands(settings):
    told = json.dumps(listed(LOWEST, settings))
    assert not [word for word in ("prompt", "triggers", "type") if f'"{word}"' in told]


@pytest.mark.parametrize("schema", [PROMPTS, SLASH])
def test_prompts_are_commands_that_are_listed_anyway(schema, settings):
    """A list has twelve entries at most: a prompt must not cost one."""
    personal, team = listed(schema, settings)
    assert [each["title"] for each in personal["commands"]] == [
        each["title"] for each in listed(LOWEST, settings)[0]["commands"]
    ]
    assert len(personal["commands"]) <= 12
    prompts = [each for each in personal["commands"] if "prompt" in each]
    assert [command(each["prompt"]) for each in prompts] == PROMPTED
    assert {each["type"] for each in prompts} == {"prompt"}
    assert not [each for each in team["commands"] if "prompt" in each]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_prompt_is_understood_in_every_language(language):
    texts = [text for path, text in language_file(language, SLASH).items() if path.endswith(".prompt")]
    assert [command(text) for text in texts] == PROMPTED


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prompt_for_who_is_out_asks_for_today(language):
    *_, text = [text for path, text in language_file(language, SLASH).items() if path.endswith(".prompt")]
    question = parse_query(text, date(2026, 11, 25), language, ())
    assert (question.first_day, question.dated) == (date(2026, 11, 25), True)


def test_slash_commands_are_for_channels(settings):
    personal, team = listed(SLASH, settings)
    assert "triggers" not in personal
    assert team["triggers"] == ["mention", "slash"]
    assert not any("triggers" in each for each in listed(PROMPTS, settings))


@EACH
def test_nothing_asks_for_messages_that_one_person_alone_sees(schema, settings):
    assert "supportsTargetedMessages" not in build_manifest(settings, schema)["bots"][0]


@EACH
def test_the_compose_box_searches_who_is_out(schema, settings):
    [extension] = build_manifest(settings, schema)["composeExtensions"]
    [look_up] = extension["commands"]
    assert extension["botId"] == settings.app_id
    assert (look_up["id"], look_up["type"], look_up["initialRun"], look_up["context"]) == (
        LOOK_UP,
        "query",
        True,
        ["compose"],
    )
    assert [each["name"] for each in look_up["parameters"]] == [QUESTION]


def test_the_bot_and_the_sandbox_know_the_search_by_the_same_names():
    assert LOOK_UP in ROUTER.lookups
    assert (COMMAND, PARAMETER) == (LOOK_UP, QUESTION)


@pytest.fixture
def environment(settings, monkeypatch):
    others = {"MicrosoftAppPassword": "a secret", "MicrosoftAppTenantId": "1b4e28ba-2fa1-41d2-883f-0016d3cca428"}
    for name, value in ({name: getattr(settings, field) for field, name in ENVIRONMENT.items()} | others).items():
        monkeypatch.setenv(name, value)


@EACH
@pytest.mark.usefixtures("environment")
def test_the_command_line_builds_each_schema(schema, settings, tmp_path):
    out = tmp_path / "app.zip"
    done = CliRunner().invoke(line, ["--out", str(out), "--schema", schema])
    assert done.exit_code == 0, done.output
    assert out.read_bytes() == build_zip(settings, schema)


@pytest.mark.usefixtures("environment")
def test_the_command_line_builds_the_lowest_schema_and_refuses_others(settings, tmp_path):
    out = tmp_path / "app.zip"
    assert CliRunner().invoke(line, ["--out", str(out)]).exit_code == 0
    assert out.read_bytes() == build_zip(settings, LOWEST)
    refused = CliRunner().invoke(line, ["--out", str(out), "--schema", "1.30"])
    assert refused.exit_code == 2
    assert "1.25" in refused.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_fit_the_menu_of_an_old_client(language):
    for path, text in language_file(language).items():
        assert len(text) <= 32 or not path.endswith(".title")
        assert len(text) <= 128 or not path.endswith("].description")


def test_the_file_is_written_where_it_is_asked_for(settings, schemas, tmp_path):
    out = tmp_path / "new" / "app.zip"
    assert build_package(settings, out, schemas=schemas) == []
    assert out.read_bytes() == build_zip(settings)
    assert zipfile.ZipFile(io.BytesIO(out.read_bytes())).testzip() is None


def test_a_package_with_a_fault_is_not_written(settings, tmp_path, monkeypatch):
    monkeypatch.setitem(LISTED, "team", LISTED["team"] * 2)
    out = tmp_path / "app.zip"
    assert build_package(settings, out)
    assert not out.exists()


def test_without_the_schemas_there_is_no_second_opinion(tmp_path):
    assert find_schemas(tmp_path) is None
