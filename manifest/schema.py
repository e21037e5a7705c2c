"""Microsoft's own JSON schemas, where they are installed: npm package ``@microsoft/app-manifest``.

A second opinion. They are 23 MB and not ours, so they are installed for the tests and never shipped.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from manifest.rules import LOWEST, SCHEMAS

_INSTALLED = Path("node_modules/@microsoft/app-manifest/build/json-schemas/teams")


def find_schemas(*folders: Path) -> Path | None:
    """Return where the schemas are installed in one of the folders; None without them or without ``jsonschema``."""
    if find_spec("jsonschema") is None:
        return None
    return next((folder / _INSTALLED for folder in folders if (folder / _INSTALLED).is_dir()), None)


def schema_errors(package: bytes, schemas: Path) -> list[str]:
    """Return what the schemas find wrong with the manifest and the language files of a readable package."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        documents = {name: json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")}
    said = documents["manifest.json"].get("manifestVersion")
    schema = said if said in SCHEMAS else LOWEST
    return [error for name, document in documents.items() for error in _errors(name, document, schemas, schema)]


def _errors(name: str, document: Any, schemas: Path, schema: str) -> Iterator[str]:
    # Lazy: a tool of the tests, absent where the product is installed alone.
    from jsonschema import Draft4Validator, FormatChecker  # type: ignore[import-untyped]  # it publishes no types

    part = "" if name == "manifest.json" else ".Localization"
    rules = json.loads((schemas / f"v{schema}" / f"MicrosoftTeams{part}.schema.json").read_text(encoding="utf-8-sig"))
    for error in Draft4Validator(rules, format_checker=FormatChecker()).iter_errors(document):
        yield f"{name}: {'.'.join(map(str, error.absolute_path)) or 'root'}: {error.message}"
