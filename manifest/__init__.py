"""The Teams app package: built from settings, checked before it leaves the house.

Rule: pure but for :func:`build_package`, which writes the file; knows the words of ``cards`` and nothing else of ours.
"""

from manifest.package import build, build_package, language_file, manifest
from manifest.rules import SCHEMAS
from manifest.schema import find_schemas, schema_errors
from manifest.settings import AppSettings, WrongSetting
from manifest.validation import validate

__all__ = [
    "SCHEMAS",
    "AppSettings",
    "WrongSetting",
    "build",
    "build_package",
    "find_schemas",
    "language_file",
    "manifest",
    "schema_errors",
    "validate",
]
