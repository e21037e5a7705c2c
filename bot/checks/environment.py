"""The settings, read as far as they can be read, and what was in the way.

Rule: one wrong setting does not hide the others: it counts as not set, and is told by its name; no value is shown.
:class:`bot.settings.Settings` reads; here only names are looked at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from dotenv.parser import parse_stream
from pydantic import SecretStr, ValidationError
from rapidfuzz import fuzz, process

from bot.checks.finding import Finding, ok, problem, warning
from bot.settings import Settings
from bot.store.database import StoreError, parse, passwords

_ALIKE: Final = 85.0  # percent of letters in common, hyphens and underscores left out
_GUESSED: Final = 4  # letters: hiding less would take single letters out of words
_SHORTEST: Final = 6  # letters: HOST and PORT are near to too many names that are none of ours


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings, and what was found while they were read."""

    settings: Settings
    findings: tuple[Finding, ...] = ()


def read_environment() -> Environment:
    """Read environment and ``.env``; what cannot be read is a finding."""
    file = Path(str(Settings.model_config.get("env_file") or ".env"))
    try:
        in_file, lines = _statements(file) if file.is_file() else (frozenset[str](), [])
    except (OSError, ValueError) as error:
        settings, findings = _in_parts(_env_file=None)
        return Environment(settings, (_no_file(file, error), *findings, *_near_misses(os.environ)))
    settings, findings = _in_parts()
    return Environment(settings, (*lines, *findings, *_near_misses({*os.environ, *in_file})))


def secrets(settings: Settings) -> frozenset[str]:
    """Return what must never be shown, whatever a message is made of. Pure."""
    values = (getattr(settings, name) for name in type(settings).model_fields)
    found = {value.get_secret_value() for value in values if isinstance(value, SecretStr)}
    address = settings.database_url.get_secret_value()
    try:
        found |= passwords(parse(address))
    except StoreError:  # nobody knows where in it the password is: no piece of it that a message might hold
        found |= set(re.split(r"[@:/?#]+", address.partition("://")[2].rpartition("@")[0])[1:])
    return frozenset(secret for secret in found if len(secret) >= _GUESSED)


def secrets_beside(variables: Mapping[str, str]) -> frozenset[str]:
    """Return the secrets in variables that libraries read by themselves: proxies' passwords, OpenTelemetry's headers.

    Pure. https://opentelemetry.io/docs/specs/otel/protocol/exporter/
    """
    found: set[str] = set()
    for name, value in variables.items():
        if name.casefold().endswith("_proxy"):
            password = value.rpartition("@")[0].rpartition("//")[2].partition(":")[2]
            found |= {password, unquote(password)}
        elif name.upper().startswith("OTEL_EXPORTER_OTLP_") and name.upper().endswith("HEADERS"):
            for header in value.split(","):
                written = header.partition("=")[2].strip()
                found |= {text.rpartition(" ")[2] for text in (written, unquote(written))}  # without "Bearer"
    return frozenset(secret for secret in found if len(secret) >= _GUESSED)


def _statements(file: Path) -> tuple[frozenset[str], list[Finding]]:
    """Return the names that a file sets, and its lines that set nothing. Raises OSError and UnicodeDecodeError."""
    encoding = str(Settings.model_config.get("env_file_encoding") or "utf-8")
    with file.open(encoding=encoding) as opened:
        statements = list(parse_stream(opened))
    lines = [statement.original.line for statement in statements if statement.error]
    return frozenset(each.key for each in statements if each.key), [_unread(file, line) for line in lines]


def _unread(file: Path, line: int) -> Finding:
    return warning(
        "settings.line_unreadable",
        f"Line {line} of {file} sets nothing: it is not of the form NAME=value.",
        "Correct the line. Values need no quotes, not even around spaces; one that was opened must be closed.",
        about=f"{file}:{line}",
    )


def _in_parts(**given: Any) -> tuple[Settings, list[Finding]]:
    try:
        return Settings(**given), [ok("settings.readable", "Every setting can be read.")]
    except ValidationError as error:
        wrong = {str(each["loc"][0]) if each["loc"] else "": each["msg"] for each in error.errors(include_input=False)}
    defaults = {field.alias or name: field.default for name, field in Settings.model_fields.items()}
    try:
        settings = Settings(**given, **{name: defaults[name] for name in wrong if name in defaults})
    except ValidationError:  # settings that are wrong together only
        settings = Settings(**{**given, "_env_file": None}, **defaults)
    return settings, [_unreadable(name, why) for name, why in wrong.items()]


def _unreadable(name: str, why: str) -> Finding:
    return problem(
        "settings.unreadable",
        f"{name or 'The settings together'} cannot be read: {why[:1].lower()}{why[1:]}.",
        "Correct it in .env or in the environment; .env.example shows what it may be.",
        about=name,
    )


def _no_file(file: Path, error: Exception) -> Finding:
    why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
    return problem(
        "settings.file_unreadable",
        f"{file} cannot be read: {why}.",
        "Let the user that the bot runs as read it, and keep it as UTF-8 text.",
        about=str(file),
    )


def _near_misses(names: Iterable[str]) -> Iterator[Finding]:
    """Return the variables that only nearly have one of our names."""
    ours = {field.alias or name for name, field in Settings.model_fields.items()}
    known = {name.casefold() for name in ours}
    letters = {name: _letters(name) for name in ours if len(name) >= _SHORTEST}
    for name in sorted(set(names)):
        if name.casefold() in known:
            continue
        if nearest := process.extractOne(_letters(name), letters, scorer=fuzz.ratio, score_cutoff=_ALIKE):
            yield warning(
                "settings.unknown",
                f"{name} is no setting of the bot and has no effect; {nearest[2]} is.",
                f"Rename it to {nearest[2]}, or leave it if another program reads it.",
                about=name,
            )


def _letters(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "")
