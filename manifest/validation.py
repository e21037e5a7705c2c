"""What is wrong with a package, whichever tool built it: the faults that no schema catches.

One sentence per fault, none for a package that Teams takes; never an exception, whatever the bytes are.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final

from cards.i18n import LANGUAGES
from manifest.rules import (
    COLOR,
    LOWEST,
    MOST,
    OUTLINE,
    SCHEMAS,
    SIZES,
    Rule,
    leaves,
    pattern_of,
    rules,
    schema_address,
    translated,
)

MANIFEST: Final = "manifest.json"
_LARGEST = 1 << 20  # bytes per file; ours have a few thousand
_LIST = re.compile(r"bots\[0\]\.commandLists\[(\d+)\]\.commands\[\d+\]\.title")
_COMMAND = re.compile(r"bots\[0\]\.commandLists\[\d+\]\.commands\[\d+\]")
_TRIGGER = re.compile(r"(bots\[0\]\.commandLists\[\d+\])\.triggers\[\d+\]")
_PNG = re.compile(rb"\x89PNG\r\n\x1a\n\0\0\0\rIHDR(.{4})(.{4})\x08\x06\0\0\0", re.DOTALL)  # 8-bit RGBA, not interlaced
_PERMISSIONS = re.compile(r"(?:authorization|permissions|devicePermissions|webApplicationInfo)\b")

Leaves = dict[str, Any]


def validate(package: bytes) -> list[str]:
    """Return one sentence per fault of a package."""
    try:
        with zipfile.ZipFile(BytesIO(package)) as archive:
            wrong = list(_layout(archive))
            files = {} if wrong else {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # zipfile has a dozen ways to fail on a damaged file
        return ["The package is not a readable zip file."]
    if wrong:
        return wrong
    document = _parsed(files[MANIFEST])
    if document is None:
        return [f"{MANIFEST} is not a JSON object in UTF-8."]
    return [*_manifest(document), *_languages(document, files), *_icons(document, files), *_extra(document, files)]


def _layout(archive: zipfile.ZipFile) -> Iterator[str]:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if MANIFEST not in names:
        yield f"{MANIFEST} must lie at the top of the package, not in a folder."
    for name in sorted({name for name in names if "/" in name or "\\" in name}):
        yield f"{name} must not be there: a package has no folders."
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{name} is there {count} times."
    for entry in entries:
        if entry.file_size > _LARGEST:
            yield f"{entry.filename} is larger than any file of an app package."
        if entry.flag_bits & 1:
            yield f"{entry.filename} is encrypted."


def _parsed(content: bytes) -> Leaves | None:
    """Return the values of a JSON object by their paths."""
    try:
        document = json.loads(content.decode("utf-8"))
        return dict(leaves(document)) if isinstance(document, dict) else None
    except (ValueError, RecursionError):
        return None


def _manifest(document: Leaves) -> Iterator[str]:
    patterns, known = {pattern_of(path) for path in document}, rules(_schema(document))
    for pattern, rule in known.items():
        if pattern not in patterns:
            yield f"{pattern} is missing; it {rule.must}."
    for path, value in document.items():
        yield from _value(path, value, known)
    for pattern, most in MOST.items():
        # Entries under one parent: bots[0].commandLists[0].commands[12] is the thirteenth.
        numbers = re.compile(re.escape(pattern).replace(r"\[\]", r"\[\d+\]") + r"\[(\d+)\]")
        if any(int(found[1]) >= most for path in document if (found := numbers.match(path))):
            yield f"{pattern} has more than {most} entries."
    yield from _scopes(document)
    yield from _starters(document)
    yield from _doubles("", document)


def _schema(document: Leaves) -> str:
    said = document.get("manifestVersion")
    return said if said in SCHEMAS else LOWEST


def _value(path: str, value: object, known: Mapping[str, Rule]) -> Iterator[str]:
    rule = known.get(pattern_of(path))
    if rule and not rule.holds(value):
        yield f"{path} {rule.must}."
    elif not rule and "ChannelMessage.Read.Group" in str(value):
        yield f"{path} asks for ChannelMessage.Read.Group, which sends the bot every message of a channel."
    elif not rule and _PERMISSIONS.match(path):
        yield f"{path} asks for more than the app needs: it uses no permission."
    elif not rule:
        yield f"{path} is not a key that this app uses."


def _scopes(document: Leaves) -> Iterator[str]:
    scopes = _all(document, "bots[].scopes[]")
    listed = _all(document, "bots[].commandLists[].scopes[]")
    for scope in [*listed, *_all(document, "defaultInstallScope")]:
        if scope not in scopes:
            yield f"The bot does not have the scope {scope!r}, though commands or the default install scope name it."
    if len(listed) != len(set(map(str, listed))):
        yield "A scope has two command lists; Teams shows one of them."


def _starters(document: Leaves) -> Iterator[str]:
    for path, value in document.items():
        command, _, key = path.rpartition(".")
        other = {"prompt": "type", "type": "prompt"}.get(key)
        if other and _COMMAND.fullmatch(command) and f"{command}.{other}" not in document:
            yield f"{command} needs both type and prompt: Teams shows no half of a prompt."
        if value == "slash" and (found := _TRIGGER.fullmatch(path)):
            scopes = [scope for at, scope in document.items() if at.startswith(f"{found[1]}.scopes[")]
            if "personal" in scopes:
                yield f"{path} must not be in a list for the personal chat: Teams offers the slash in channels only."


def _doubles(name: str, document: Leaves) -> Iterator[str]:
    titles = Counter((found[1], str(text)) for path, text in document.items() if (found := _LIST.fullmatch(path)))
    for (_, title), count in titles.items():
        if count > 1:
            yield f"{name or MANIFEST} has the command {title!r} twice in one list."


def _languages(document: Leaves, files: dict[str, bytes]) -> Iterator[str]:
    default = document.get("localizationInfo.defaultLanguageTag")
    tags = _all(document, "localizationInfo.additionalLanguages[].languageTag")
    names = _all(document, "localizationInfo.additionalLanguages[].file")
    for tag, count in Counter(map(str, [default, *tags])).items():
        if count > 1:
            yield f"The language {tag} is declared {count} times; the default language has no file."
    for language in LANGUAGES:
        if language not in [default, *tags]:
            yield f"The language {language} is missing."
    schema = _schema(document)
    wanted = {path for path in document if translated(schema, path)}
    for name in map(str, names):
        if name not in files:
            yield f"{name} is missing from the package."
        elif (texts := _parsed(files[name])) is None:
            yield f"{name} is not a JSON object in UTF-8."
        else:
            yield from (f"{name}: {sentence}" for sentence in _language(texts, wanted, schema))
            yield from _doubles(name, texts)


def _language(texts: Leaves, wanted: set[str], schema: str) -> Iterator[str]:
    address, known = schema_address(schema, ".Localization"), rules(schema)
    if texts.get("$schema") != address:
        yield f'$schema must be "{address}".'
    for path in sorted(wanted - texts.keys()):
        yield f"{path} is not translated."
    for path, text in texts.items():
        if path in wanted:
            yield from _value(path, text, known)
        elif path != "$schema":
            yield f"{path} is not a text of the manifest."


def _icons(document: Leaves, files: dict[str, bytes]) -> Iterator[str]:
    for kind, size in (("color", SIZES[COLOR]), ("outline", SIZES[OUTLINE])):
        name = str(document.get(f"icons.{kind}"))
        if name not in files:
            yield f"The {kind} icon is missing from the package."
            continue
        if (header := _PNG.match(files[name])) is None:
            yield f"{name} is not a 32-bit PNG file."
            continue
        width, height = (int.from_bytes(side) for side in header.groups())
        if (width, height) != (size, size):
            yield f"{name} is {width}x{height} pixels; it must be {size}x{size}."


def _extra(document: Leaves, files: dict[str, bytes]) -> Iterator[str]:
    named = {MANIFEST, *map(str, document.values())}
    for name in files:
        if name not in named:
            yield f"{name} is in the package, but the manifest does not name it."


def _all(document: Leaves, pattern: str) -> list[Any]:
    return [value for path, value in document.items() if pattern_of(path) == pattern]
