"""The package itself: manifest, language files and icons in one zip.

The same settings give the same bytes, so that a package can be compared with the one that was uploaded.
"""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from cards.commands import COMMANDS, Command
from cards.i18n import LANGUAGES, Translator, translator
from manifest.rules import (
    ACCENT,
    COLOR,
    LOOK_UP,
    LOWEST,
    OUTLINE,
    PROMPTS,
    QUESTION,
    SLASH,
    has,
    leaves,
    schema_address,
    translated,
)
from manifest.schema import schema_errors
from manifest.settings import AppSettings
from manifest.validation import validate

FOLDER: Final = Path(__file__).parent
DEFAULT_LANGUAGE: Final = "en"
LISTED: Final = {
    "personal": [command for command in COMMANDS if command.help],
    "team": [command for command in COMMANDS if command.channel],  # there the rest only leads to the personal chat
}
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # the first day a zip file knows


def build_manifest(settings: AppSettings, schema: str = LOWEST) -> dict[str, Any]:
    """Return manifest.json of one of SCHEMAS. Raises WrongSetting.

    It asks for no permission at all: a bot that is spoken to and posts through the connector needs none.
    """
    settings.check()
    return {
        "$schema": schema_address(schema),
        "manifestVersion": schema,
        "version": settings.version,
        "id": settings.app_id,
        "developer": {
            "name": settings.developer_name,
            "websiteUrl": settings.website_url,
            "privacyUrl": settings.privacy_url,
            "termsOfUseUrl": settings.terms_url,
        },
        "localizationInfo": {
            "defaultLanguageTag": DEFAULT_LANGUAGE,
            "additionalLanguages": [
                {"languageTag": language, "file": f"{language}.json"}
                for language in LANGUAGES
                if language != DEFAULT_LANGUAGE
            ],
        },
        **_texts(settings.app_id, DEFAULT_LANGUAGE, schema),
        "icons": {"color": COLOR, "outline": OUTLINE},
        "accentColor": ACCENT,
        "validDomains": [settings.bot_domain.lower()],
        "supportsChannelFeatures": "tier1",
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot"},
    }


def language_file(language: str, schema: str = LOWEST) -> dict[str, str]:
    """Return the file of one of LANGUAGES: every text of the manifest by its path."""
    texts = {path: text for path, text in leaves(_texts("", language, schema)) if translated(schema, path)}
    return {"$schema": schema_address(schema, ".Localization"), **texts}


def build_zip(settings: AppSettings, schema: str = LOWEST) -> bytes:
    """Return the zip file that is uploaded to Teams, for one of SCHEMAS. Raises WrongSetting."""
    files = {
        "manifest.json": _json(build_manifest(settings, schema)),
        **{
            f"{language}.json": _json(language_file(language, schema))
            for language in LANGUAGES
            if language != DEFAULT_LANGUAGE
        },
        **{name: (FOLDER / name).read_bytes() for name in (COLOR, OUTLINE)},
    }
    result = BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content)
    return result.getvalue()


def build_package(settings: AppSettings, out: Path, *, schema: str = LOWEST, schemas: Path | None = None) -> list[str]:
    """Write the package to ``out`` and return nothing, or return what is wrong with it and write nothing.

    With ``schemas`` (see :func:`manifest.schema.find_schemas`) Microsoft's own schemas are asked as well.
    Raises WrongSetting, and OSError where the file cannot be written.
    """
    package = build_zip(settings, schema)
    wrong = validate(package) or (schema_errors(package, schemas) if schemas else [])
    if not wrong:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(package)
    return wrong


def _texts(app_id: str, language: str, schema: str) -> dict[str, Any]:
    t = translator(language)
    return {
        "name": {"short": t("manifest.name.short"), "full": t("manifest.name.full")},
        "description": {"short": t("manifest.description.short"), "full": t("manifest.description.full")},
        "bots": [
            {
                "botId": app_id,
                "scopes": list(LISTED),
                "isNotificationOnly": False,
                "supportsFiles": False,
                "commandLists": [
                    {
                        "scopes": [scope],
                        **({"triggers": ["mention", "slash"]} if scope == "team" and has(schema, SLASH) else {}),
                        "commands": [
                            _command(t, command, starts=scope == "personal" and has(schema, PROMPTS))
                            for command in commands
                        ],
                    }
                    for scope, commands in LISTED.items()
                ],
            }
        ],
        "composeExtensions": [{"botId": app_id, "commands": [_look_up(t)]}],
    }


def _command(t: Translator, command: Command, *, starts: bool) -> dict[str, Any]:
    """Return an entry of a command list; one to begin a chat with says in a whole sentence what it starts with."""
    name = command.name
    prompt = {"type": "prompt", "prompt": t(f"manifest.prompt.{name}")} if starts and command.prompt else {}
    return {"title": t(f"command.{name}.title"), "description": t(f"command.{name}.description"), **prompt}


def _look_up(t: Translator) -> dict[str, Any]:
    """Return the search of the compose box: *Wie is er afwezig?*, and the card found is put into a message.

    https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/define-search-command
    """
    return {
        "id": LOOK_UP,
        "type": "query",
        "context": ["compose"],
        "initialRun": True,
        "title": t("command.whosout.title"),
        "description": t("manifest.compose.description"),
        "parameters": [
            {
                "name": QUESTION,
                "inputType": "text",
                "title": t("manifest.compose.question"),
                "description": t("manifest.compose.hint"),
            }
        ],
    }


def _json(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
