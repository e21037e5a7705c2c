"""What each value of the manifest must look like, by its path; the paths are those of the language files too.

Stricter than the schema on purpose: what it lets pass and Teams refuses, or what would ask for more than we use.
Source: https://learn.microsoft.com/microsoft-365/extensibility/schema/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

SCHEMAS: Final = ("1.25", "1.27", "1.29")
"""Those we build: the lowest has everything needed (`supportsChannelFeatures`), 1.27 adds prompts, 1.29 the slash.

A higher one reaches fewer tenants: sovereign clouds and old admin centres lag behind.
"""

LOWEST, PROMPTS, SLASH = SCHEMAS

SCOPES: Final = ("personal", "team")
LOOK_UP: Final = "whosOut"
"""The command of the compose box, as the bot answers to it."""
QUESTION: Final = "question"
COLOR: Final = "color.png"
OUTLINE: Final = "outline.png"
SIZES: Final = {COLOR: 192, OUTLINE: 32}  # pixels per side
ACCENT: Final = "#1E6B5C"
LONGEST_URL: Final = 2048
LONGEST_DEVELOPER: Final = 32

_GUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_NIL = re.compile(r"[0-]+")
_VERSION = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.(?:0|[1-9][0-9]{0,8})){2}")
_DOMAIN = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.IGNORECASE)
_OURS_ALONE = re.compile(r"(?:^|\.)(?:localhost|local|internal|lan|test|invalid|home\.arpa)$", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\{|\$\{|<[^>]*>|%\w+%")
_COMMAND = r"bots\[0\]\.commandLists\[\d+\]\.commands\[\d+\]"
_LOOK_UP = r"composeExtensions\[0\]\.commands\[\d+\](?:\.parameters\[\d+\])?"
_TRANSLATED = re.compile(rf"(?:name|description)\.(?:short|full)|(?:{_COMMAND}|{_LOOK_UP})\.(?:title|description)")
_PROMPT = re.compile(rf"{_COMMAND}\.prompt")
_INDEX = re.compile(r"\[\d+\]")


def has(schema: str, feature: str) -> bool:
    """Tell whether one of SCHEMAS has what came with another."""
    return SCHEMAS.index(schema) >= SCHEMAS.index(feature)


def schema_address(schema: str, part: str = "") -> str:
    """Return the name of Microsoft's schema of the manifest, or of a ``.Localization`` file."""
    return f"https://developer.microsoft.com/json-schemas/teams/v{schema}/MicrosoftTeams{part}.schema.json"


def is_guid(value: object) -> bool:
    """Tell whether this is a GUID and not the one of zeros."""
    return isinstance(value, str) and bool(_GUID.fullmatch(value)) and not _NIL.fullmatch(value)


def is_version(value: object) -> bool:
    """Tell whether this is major.minor.patch; the schema takes any text."""
    return isinstance(value, str) and bool(_VERSION.fullmatch(value))


def is_https(value: object) -> bool:
    """Tell whether this is an https address of a page; the schema takes http as well."""
    if not isinstance(value, str) or len(value) > LONGEST_URL or re.search(r"\s", value):
        return False
    try:
        parts = urlsplit(value)
        return parts.scheme == "https" and parts.username is None and is_host(parts.hostname)
    except ValueError:
        return False


def is_host(value: object) -> bool:
    """Tell whether this is a host name with a dot in it: no address, port, path or wildcard."""
    return isinstance(value, str) and bool(_DOMAIN.fullmatch(value))


def is_public_host(value: object) -> bool:
    """Tell whether Teams may find this host: none of the names that only exist at home."""
    return isinstance(value, str) and is_host(value) and not _OURS_ALONE.search(value)


def is_text(value: object, longest: int) -> bool:
    """Tell whether this says something, is short enough and has no placeholder left in it."""
    if not isinstance(value, str) or not value.strip() or value.strip().casefold() == "null":
        return False
    return len(value) <= longest and not _PLACEHOLDER.search(value)


class Rule(NamedTuple):
    """What must hold for a value, and how that is said."""

    holds: Callable[[object], bool]
    must: str


def _text(longest: int) -> Rule:
    return Rule(lambda value: is_text(value, longest), f"must be a text of at most {longest} characters, all filled in")


def _only(*allowed: object, because: str = "") -> Rule:
    said = " or ".join(str(each).lower() if isinstance(each, bool) else f'"{each}"' for each in allowed)
    return Rule(lambda value: type(value) is type(allowed[0]) and value in allowed, f"must be {said}{because}")


def _file(suffix: str) -> Rule:
    pattern = re.compile(rf"[\w-]+{re.escape(suffix)}", re.ASCII)
    return Rule(
        lambda value: isinstance(value, str) and bool(pattern.fullmatch(value)),
        f"must name a {suffix} file at the top of the package",
    )


_ID = Rule(is_guid, "must be the GUID of the bot's registration")
_PAGE = Rule(is_https, "must be an https:// address")
_LANGUAGE = Rule(
    lambda value: isinstance(value, str) and bool(re.fullmatch("[a-z]{2}", value)),
    'must be a language alone, such as "nl": Teams falls back from nl-BE to nl, not from nl to nl-NL',
)
_CHANNELS = ": Teams refuses an app for teams without it, though the schema does not"

_ALWAYS: Final[Mapping[str, Rule]] = {
    "manifestVersion": _only(*SCHEMAS, because=", the schemas that are known here"),
    "version": Rule(is_version, "must be three numbers such as 1.0.0"),
    "id": _ID,
    "developer.name": _text(LONGEST_DEVELOPER),
    "developer.websiteUrl": _PAGE,
    "developer.privacyUrl": _PAGE,
    "developer.termsOfUseUrl": _PAGE,
    "localizationInfo.defaultLanguageTag": _LANGUAGE,
    "localizationInfo.additionalLanguages[].languageTag": _LANGUAGE,
    "localizationInfo.additionalLanguages[].file": _file(".json"),
    "name.short": _text(30),
    "name.full": _text(100),
    "description.short": _text(80),
    "description.full": _text(4000),
    "icons.color": _file(".png"),
    "icons.outline": _file(".png"),
    "accentColor": Rule(
        lambda value: isinstance(value, str) and bool(re.fullmatch("#[0-9a-fA-F]{6}", value)),
        "must be a colour such as #1E6B5C",
    ),
    "bots[].botId": _ID,
    "bots[].scopes[]": _only(*SCOPES),
    "bots[].isNotificationOnly": _only(False, because=": true would take people's text box away"),
    "bots[].supportsFiles": _only(False, because=": the bot takes no files"),
    "bots[].commandLists[].scopes[]": _only(*SCOPES),
    "bots[].commandLists[].commands[].title": _text(128),
    "bots[].commandLists[].commands[].description": _text(4000),
    "composeExtensions[].botId": _ID,
    "composeExtensions[].commands[].id": _only(LOOK_UP),
    "composeExtensions[].commands[].type": _only("query", because=": nothing is filed from a compose box"),
    "composeExtensions[].commands[].context[]": _only("compose", because=": the answer is for a conversation"),
    "composeExtensions[].commands[].initialRun": _only(True, because=": today is answered before a word is typed"),
    "composeExtensions[].commands[].title": _text(32),
    "composeExtensions[].commands[].description": _text(128),
    "composeExtensions[].commands[].parameters[].name": _only(QUESTION),
    "composeExtensions[].commands[].parameters[].inputType": _only("text"),
    "composeExtensions[].commands[].parameters[].title": _text(32),
    "composeExtensions[].commands[].parameters[].description": _text(128),
    "validDomains[]": Rule(is_public_host, "must be a bare public host name, such as bot.example.com"),
    "supportsChannelFeatures": _only("tier1", because=_CHANNELS),
    "defaultInstallScope": _only(*SCOPES),
    "defaultGroupCapability.team": _only("bot"),
}

_SINCE: Final[Mapping[str, Mapping[str, Rule]]] = {
    PROMPTS: {
        "bots[].commandLists[].commands[].type": _only("prompt"),
        "bots[].commandLists[].commands[].prompt": _text(4000),
    },
    SLASH: {"bots[].commandLists[].triggers[]": _only("mention", "slash")},
}

MOST: Final = {
    "bots": 1,
    "bots[].commandLists": 3,
    "bots[].commandLists[].commands": 12,
    "composeExtensions": 1,
    "composeExtensions[].commands": 1,
    "composeExtensions[].commands[].parameters": 1,
    "validDomains": 16,
}


def rules(schema: str) -> Mapping[str, Rule]:
    """Return the rule of every key that a manifest of one of SCHEMAS has, by its path without numbers."""
    newer = (rule for feature, of in _SINCE.items() if has(schema, feature) for rule in of.items())
    return {"$schema": _only(schema_address(schema)), **_ALWAYS, **dict(newer)}


def translated(schema: str, path: str) -> bool:
    """Tell whether a language file replaces the text at a path.

    The schema of 1.27 takes prompts only under a key that no manifest has; 1.29 has put that right.
    """
    return bool(_TRANSLATED.fullmatch(path)) or (has(schema, SLASH) and bool(_PROMPT.fullmatch(path)))


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value of a JSON document that holds no other, by its path: ``bots[0].botId``."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and value:
        for index, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{index}]")
    else:
        yield path, value


def pattern_of(path: str) -> str:
    """Return a path without its numbers: the key of its rule."""
    return _INDEX.sub("[]", path)
