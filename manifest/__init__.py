"""The Teams app package: built from settings, checked before it is written.

Pure but for :func:`build_package`, which writes the file; knows the words of ``cards`` and nothing else of ours.
"""

from manifest.package import build_manifest, build_package, build_zip, language_file
from manifest.rules import SCHEMAS
from manifest.schema import find_schemas, schema_errors
from manifest.settings import AppSettings, WrongSetting
from manifest.validation import validate

__all__ = [
    "SCHEMAS",
    "AppSettings",
    "WrongSetting",
    "build_manifest",
    "build_package",
    "build_zip",
    "find_schemas",
    "language_file",
    "schema_errors",
    "validate",
]
