"""Faults in a package, one at a time; where the schema would have caught it as well, the last column says so."""

import copy
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import manifest
from manifest import build_zip, schema_errors, validate
from tests.support.app_package import unpacked

README = Path(manifest.__file__).with_name("README.md")
LOOK_UP = ("composeExtensions", 0, "commands", 0)
LISTS = "bots[0].commandLists"
SCHEMA_MISSES, SCHEMA_SEES = False, True


def put(document, path, value):
    *way, last = path
    for step in way:
        document = document[step]
    if value is None:
        del document[last]
    else:
        document[last] = value


TRAPS = [
    (("supportsChannelFeatures",), None, "supportsChannelFeatures is missing; it must be \"tier1\"", SCHEMA_MISSES),
    (("supportsChannelFeatures",), "tier2", "supportsChannelFeatures must be \"tier1\"", SCHEMA_SEES),
    (("composeExtensions",), None, "composeExtensions[].botId is missing", SCHEMA_MISSES),
    (("composeExtensions", 0, "botId"), "00000000-0000-0000-0000-000000000000", "composeExtensions[0].botId must be the GUID", SCHEMA_MISSES),
    (("composeExtensions", 0, "canUpdateConfiguration"), True, "composeExtensions[0].canUpdateConfiguration is not a key", SCHEMA_MISSES),
    ((*LOOK_UP, "id"), "whoIsOut", 'composeExtensions[0].commands[0].id must be "whosOut"', SCHEMA_MISSES),
    ((*LOOK_UP, "type"), "action", 'composeExtensions[0].commands[0].type must be "query"', SCHEMA_MISSES),
    ((*LOOK_UP, "context"), ["compose", "message"], 'composeExtensions[0].commands[0].context[1] must be "compose"', SCHEMA_MISSES),
    ((*LOOK_UP, "initialRun"), False, "composeExtensions[0].commands[0].initialRun must be true", SCHEMA_MISSES),
    ((*LOOK_UP, "title"), "t" * 33, "composeExtensions[0].commands[0].title must be a text of at most 32", SCHEMA_SEES),
    ((*LOOK_UP, "parameters", 0, "name"), "query", 'composeExtensions[0].commands[0].parameters[0].name must be "question"', SCHEMA_MISSES),
    ((*LOOK_UP, "parameters"), [], "composeExtensions[].commands[].parameters[].name is missing", SCHEMA_SEES),
    (("bots", 0, "commandLists", 0, "triggers"), ["slash"], "bots[0].commandLists[0].triggers[0] is not a key", SCHEMA_SEES),
    (("bots", 0, "commandLists", 0, "commands", 0, "prompt"), "Hi", "bots[0].commandLists[0].commands[0].prompt is not a key", SCHEMA_SEES),
    (("bots", 0, "supportsTargetedMessages"), True, "bots[0].supportsTargetedMessages is not a key", SCHEMA_SEES),
    (("manifestVersion",), "1.24", "manifestVersion must be \"1.25\"", SCHEMA_MISSES),
    (("$schema",), "https://example.com/schema.json", "$schema must be", SCHEMA_MISSES),
    (("version",), "1.0", "version must be three numbers", SCHEMA_MISSES),
    (("version",), "01.0.0", "version must be three numbers", SCHEMA_MISSES),
    (("id",), "personio", "id must be the GUID", SCHEMA_SEES),
    (("bots", 0, "botId"), "00000000-0000-0000-0000-000000000000", "bots[0].botId must be the GUID", SCHEMA_MISSES),
    (("developer", "websiteUrl"), "http://example.com", "developer.websiteUrl must be an https:// address", SCHEMA_MISSES),
    (("developer", "privacyUrl"), None, "developer.privacyUrl is missing", SCHEMA_SEES),
    (("developer", "name"), " ", "developer.name must be a text", SCHEMA_MISSES),
    (("name", "short"), "P" * 31, "name.short must be a text of at most 30", SCHEMA_SEES),
    (("name", "short"), "{{APP_NAME}}", "name.short must be a text", SCHEMA_MISSES),
    (("description", "short"), "d" * 81, "description.short must be a text of at most 80", SCHEMA_SEES),
    (("accentColor",), "green", "accentColor must be a colour", SCHEMA_SEES),
    (("packageName",), "com.example", "packageName is not a key", SCHEMA_SEES),
    (("staticTabs",), [], "staticTabs is not a key", SCHEMA_MISSES),
    (("bots", 0, "isNotificationOnly"), True, "bots[0].isNotificationOnly must be false", SCHEMA_MISSES),
    (("bots", 0, "isNotificationOnly"), 0, "bots[0].isNotificationOnly must be false", SCHEMA_SEES),
    (("bots", 0, "scopes"), ["personal", "groupChat"], "bots[0].scopes[1] must be", SCHEMA_MISSES),
    (("bots", 0, "scopes"), ["personal"], "The bot does not have the scope 'team'", SCHEMA_MISSES),
    (("bots", 0, "commandLists", 1, "scopes"), ["personal"], "A scope has two command lists", SCHEMA_MISSES),
    (("bots", 0, "commandLists", 0, "commands", 1, "title"), "Request absence", "manifest.json has the command", SCHEMA_MISSES),
    (("bots", 0, "commandLists", 0, "commands", 0, "title"), "t" * 129, "bots[0].commandLists[0].commands[0].title must", SCHEMA_SEES),
    (("bots", 0, "commandLists", 0, "commands", 0, "description"), "", "bots[0].commandLists[0].commands[0].description must", SCHEMA_MISSES),
    (("bots", 0, "commandLists", 1, "commands"), [{"title": f"Help {n}", "description": "d"} for n in range(13)], "bots[].commandLists[].commands has more than 12", SCHEMA_SEES),
    (("validDomains",), ["https://bot.example.com"], "validDomains[0] must be a bare public host name", SCHEMA_MISSES),
    (("validDomains",), ["*.azurewebsites.net"], "validDomains[0] must be", SCHEMA_MISSES),
    (("validDomains",), [], "validDomains[] is missing", SCHEMA_MISSES),
    (("validDomains",), [f"bot{n}.example.com" for n in range(17)], "validDomains has more than 16", SCHEMA_SEES),
    (("permissions",), ["identity"], "permissions[0] asks for more than the app needs", SCHEMA_MISSES),
    (("authorization",), {"permissions": {"resourceSpecific": [{"name": "ChannelMessage.Read.Group", "type": "Application"}]}}, "authorization.permissions.resourceSpecific[0].name asks for ChannelMessage.Read.Group, which sends", SCHEMA_MISSES),
    (("defaultInstallScope",), "groupChat", "defaultInstallScope must be", SCHEMA_MISSES),
    (("icons", "color"), "images/color.png", "icons.color must name a .png file at the top", SCHEMA_MISSES),
    (("localizationInfo", "defaultLanguageTag"), "en-us", "localizationInfo.defaultLanguageTag must be a language alone", SCHEMA_MISSES),
    (("localizationInfo", "additionalLanguages", 0, "languageTag"), "en", "The language en is declared 2 times", SCHEMA_MISSES),
    (("localizationInfo", "additionalLanguages", 0), None, "The language nl is missing.", SCHEMA_MISSES),
    (("localizationInfo", "additionalLanguages", 0, "file"), "dutch.json", "dutch.json is missing from the package.", SCHEMA_MISSES),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "sentence", "schema_sees"), TRAPS)
def test_a_fault_in_the_manifest_is_found(path, value, sentence, schema_sees, files, pack, schemas):
    document = json.loads(files["manifest.json"])
    put(document, path, copy.deepcopy(value))
    package = pack(files | {"manifest.json": document})
    wrong = validate(package)
    assert any(each.startswith(sentence) for each in wrong), wrong
    assert bool(schema_errors(package, schemas)) is schema_sees


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("description.full", None, "nl.json: description.full is not translated."),
        (f"{LISTS}[0].commands[2].title", None, f"nl.json: {LISTS}[0].commands[2].title is not translated."),
        ("name.short", " ", "nl.json: name.short must be a text"),
        ("name.short", "null", "nl.json: name.short must be a text"),
        ("name.short", "P" * 31, "nl.json: name.short must be a text of at most 30"),
        ("description.short", "d" * 81, "nl.json: description.short must be a text of at most 80"),
        (f"{LISTS}[0].commands[12].title", "Verlof", f"nl.json: {LISTS}[0].commands[12].title is not a text of the manifest."),
        (f"{LISTS}[0].commands[1].title", "Taal", "nl.json has the command 'Taal' twice"),
        ("$schema", None, "nl.json: $schema must be"),
    ],
)  # fmt: skip
def test_a_fault_in_a_language_file_is_found(key, value, sentence, files, pack):
    texts = json.loads(files["nl.json"])
    put(texts, (key,), value)
    wrong = validate(pack(files | {"nl.json": texts}))
    assert any(each.startswith(sentence) for each in wrong), wrong


COMMAND = ("bots", 0, "commandLists", 0, "commands", 0)
TEAM = ("bots", 0, "commandLists", 1)

NEWER_TRAPS = [
    ((*COMMAND, "prompt"), None, f"{LISTS}[0].commands[0] needs both type and prompt", SCHEMA_MISSES),
    ((*COMMAND, "type"), None, f"{LISTS}[0].commands[0] needs both type and prompt", SCHEMA_MISSES),
    ((*COMMAND, "type"), "basic", f'{LISTS}[0].commands[0].type must be "prompt"', SCHEMA_MISSES),
    ((*COMMAND, "prompt"), "p" * 4001, f"{LISTS}[0].commands[0].prompt must be a text of at most 4000", SCHEMA_SEES),
    ((*TEAM, "triggers"), None, "bots[].commandLists[].triggers[] is missing", SCHEMA_MISSES),
    ((*TEAM, "triggers"), ["mention", "hash"], f'{LISTS}[1].triggers[1] must be "mention" or "slash"', SCHEMA_SEES),
    (("bots", 0, "commandLists", 0, "triggers"), ["slash"], f"{LISTS}[0].triggers[0] must not be in a list for the personal chat", SCHEMA_MISSES),
    (("bots", 0, "supportsTargetedMessages"), True, "bots[0].supportsTargetedMessages is not a key", SCHEMA_MISSES),
    (("manifestVersion",), "1.27", "$schema must be", SCHEMA_SEES),
    (("manifestVersion",), "1.30", 'manifestVersion must be "1.25" or "1.27" or "1.29"', SCHEMA_SEES),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "sentence", "schema_sees"), NEWER_TRAPS)
def test_a_fault_in_a_newer_manifest_is_found(path, value, sentence, schema_sees, newest, pack, schemas):
    document = json.loads(newest["manifest.json"])
    put(document, path, copy.deepcopy(value))
    package = pack(newest | {"manifest.json": document})
    wrong = validate(package)
    assert any(each.startswith(sentence) for each in wrong), wrong
    assert bool(schema_errors(package, schemas)) is schema_sees


def test_a_prompt_is_translated_where_the_schema_lets_it_be(settings, newest, pack):
    path = f"{LISTS}[0].commands[0].prompt"
    dutch = json.loads(newest["nl.json"])
    assert dutch.pop(path)
    assert f"nl.json: {path} is not translated." in validate(pack(newest | {"nl.json": dutch}))
    middle = unpacked(build_zip(settings, "1.27"))
    dutch = json.loads(middle["nl.json"]) | {path: "Hoi"}
    assert f"nl.json: {path} is not a text of the manifest." in validate(pack(middle | {"nl.json": dutch}))


def test_the_schema_forgets_the_length_of_a_translated_name(files, pack, schemas):
    texts = json.loads(files["nl.json"]) | {"name.short": "P" * 31}
    assert schema_errors(pack(files | {"nl.json": texts}), schemas) == []


def test_the_readme_counts_right():
    faults = TRAPS + NEWER_TRAPS
    missed = sum(seen is SCHEMA_MISSES for *_, seen in faults)
    assert f"They miss {missed} of the {len(faults)} faults" in README.read_text()


def icon(size, color_type=6):
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + 2 * size.to_bytes(4) + bytes([8, color_type, 0, 0, 0])


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("color.png", icon(96), "color.png is 96x96 pixels; it must be 192x192."),
        ("outline.png", icon(20), "outline.png is 20x20 pixels; it must be 32x32."),
        ("color.png", b"\xff\xd8\xff\xe0JFIF", "color.png is not a 32-bit PNG file."),
        ("color.png", icon(192)[:-8], "color.png is not a 32-bit PNG file."),
        ("color.png", icon(192, color_type=2), "color.png is not a 32-bit PNG file."),
    ],
)
def test_a_wrong_icon_is_found(name, content, sentence, files, pack):
    assert any(each.startswith(sentence) for each in validate(pack(files | {name: content})))


def test_a_package_that_was_zipped_with_its_folder_is_refused(files, pack):
    wrong = validate(pack({f"manifest/{name}": content for name, content in files.items()}))
    assert wrong[0] == "manifest.json must lie at the top of the package, not in a folder."


def test_what_a_file_manager_leaves_behind_is_found(files, pack):
    assert validate(pack(files | {"__MACOSX/._color.png": b"x"})) == [
        "__MACOSX/._color.png must not be there: a package has no folders."
    ]
    assert validate(pack(files | {".DS_Store": b"x"})) == [
        ".DS_Store is in the package, but the manifest does not name it."
    ]


def test_a_missing_icon_and_a_missing_language_file_are_found(files, pack):
    few = {name: content for name, content in files.items() if name not in ("outline.png", "pt.json")}
    assert validate(pack(few)) == ["pt.json is missing from the package.", "The outline icon is missing from the package."]  # fmt: skip


def test_a_file_that_unpacks_to_gigabytes_is_not_unpacked(files):
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content if name != "nl.json" else b" " * (2 << 20))
    assert validate(result.getvalue()) == ["nl.json is larger than any file of an app package."]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe{}", b"\xef\xbb\xbf{}", b"[" * 100_000], ids=lambda c: repr(c[:4])
)
def test_a_manifest_that_is_no_json_object_is_found(content, files, pack):
    assert validate(pack(files | {"manifest.json": content})) == ["manifest.json is not a JSON object in UTF-8."]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@hypothesis_settings(max_examples=60)
@given(data=st.data())
def test_whatever_stands_in_the_manifest_the_answer_is_sentences(data, files, pack):
    document = json.loads(files["manifest.json"])
    for key in data.draw(st.lists(st.sampled_from(sorted(document)), max_size=4)):
        document[key] = data.draw(JSON)
    wrong = validate(pack(files | {"manifest.json": document}))
    assert all(each.endswith(".") for each in wrong)


@hypothesis_settings(max_examples=60)
@given(noise=st.binary(max_size=400), at=st.integers(0, 7000), change=st.binary(min_size=1, max_size=4))
def test_whatever_the_bytes_are_the_answer_is_sentences(noise, at, change, package):
    assert validate(noise)
    assert isinstance(validate(package[:at] + change + package[at + len(change) :]), list)
