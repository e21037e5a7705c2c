"""The settings, read as far as they can be read, and what was in the way.

One wrong setting does not hide the others: it counts as not set, and is told by its name; no value is shown.
:class:`bot.settings.settings.Settings` reads; here only names are looked at, and the files they come from.
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from dotenv.parser import Binding
from pydantic import SecretStr, ValidationError
from rapidfuzz import fuzz, process

from bot.cli.diagnostics.finding import Finding, ok, problem_finding, warning
from bot.core.records import StoreError
from bot.settings.files import UnreadableFile, folder_fault, names_in_dotenv, secret_files, statements
from bot.settings.settings import ENV_FILE, Settings, secrets_folder, wrong_settings
from bot.store.url import parse, passwords

_ALIKE: Final = 85.0  # percent of letters in common, hyphens and underscores left out
_GUESSED: Final = 4  # letters: hiding less would take single letters out of words
_SHORTEST: Final = 6  # letters: HOST and PORT are near to too many names that are none of ours


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings, and what was found while they were read."""

    settings: Settings
    findings: tuple[Finding, ...] = ()


def read_environment() -> Environment:
    """Read environment, ``.env`` and ``SECRETS_DIR``; what cannot be read is a finding."""
    findings: list[Finding] = []
    given: dict[str, Any] = {}
    lines: list[Binding] = []
    try:
        lines = statements(ENV_FILE)
    except UnreadableFile as error:
        findings.append(_no_file(error))
        given["_env_file"] = None
    in_file = list(names_in_dotenv(lines))
    findings += (_unread(line) for line in lines if line.error)
    findings += _twice(in_file)
    findings += _open_to_others(lines)
    in_folder, wrong_folder = _folder(in_file)
    settings, unreadable = _in_parts(**given)
    set_names = {name for name, value in os.environ.items() if value} | set(in_file)
    return Environment(
        settings,
        (
            *findings,
            *wrong_folder,
            *unreadable,
            *_variable_and_file(set_names, in_folder),
            *_near_misses({*os.environ, *(line.key for line in lines if line.key), *in_folder}),
        ),
    )


def secrets(settings: Settings) -> frozenset[str]:
    """Return the texts that no output may show: every secret setting, and the passwords in ``DATABASE_URL``."""
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

    https://opentelemetry.io/docs/specs/otel/protocol/exporter/
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


def _unread(line: Binding) -> Finding:
    return warning(
        "settings.line_unreadable",
        f"Line {line.original.line} of {ENV_FILE} sets nothing: it is not of the form NAME=value.",
        "Correct the line. Values need no quotes, not even around spaces; one that was opened must be closed.",
        about=f"{ENV_FILE}:{line.original.line}",
    )


def _twice(in_file: Iterable[str]) -> Iterator[Finding]:
    """Return the names that ``.env`` sets more than once."""
    for name, number in Counter(in_file).items():
        if number > 1:
            yield warning(
                "settings.set_twice",
                f"{name} stands in {ENV_FILE} {number} times, and the last one counts.",
                "Take the others out.",
                about=name,
            )


def _variable_and_file(set_names: Iterable[str], in_folder: Iterable[str]) -> Iterator[Finding]:
    """Return the settings that come from a variable and from a file."""
    by_variable = {name.casefold() for name in set_names}
    for name, field in Settings.model_fields.items():
        alias = field.alias or name
        if alias.casefold() in by_variable and alias.casefold() in {each.casefold() for each in in_folder}:
            yield warning(
                "settings.set_twice",
                f"{alias} is set as a variable and as a file in SECRETS_DIR: the variable counts, whatever the file "
                "holds.",
                "Take the variable out of the environment and of .env; a secret belongs into the file.",
                about=alias,
            )


def _open_to_others(lines: Iterable[Binding]) -> Iterator[Finding]:
    """Return that everybody on this machine can read a secret in ``.env``."""
    secret = sorted({line.key for line in lines if line.key and line.value and _is_secret(line.key, line.value)})
    if os.name != "posix" or not secret or not stat.S_IMODE(ENV_FILE.stat().st_mode) & stat.S_IROTH:
        return
    yield warning(
        "settings.file_open_to_others",
        f"Every user of this machine can read {ENV_FILE}, and with it {', '.join(secret)}.",
        f"Take their rights away: chmod 600 {ENV_FILE}",
        about=str(ENV_FILE),
    )


def _is_secret(name: str, value: str) -> bool:
    """Tell whether a setting holds a secret; an address does where it holds a password."""
    for field_name, field in Settings.model_fields.items():
        if (field.alias or field_name).casefold() == name.casefold():
            return "@" in value if value.count("://") else "SecretStr" in str(field.annotation)
    return False


def _folder(in_file: Collection[str]) -> tuple[list[str], list[Finding]]:
    """Return the names of the files in ``SECRETS_DIR``, and what is wrong with the folder."""
    folder = secrets_folder()
    if folder is None:
        if "SECRETS_DIR" not in in_file:
            return [], []
        return [], [
            warning(
                "settings.secrets_folder",
                f"SECRETS_DIR stands in {ENV_FILE}, where it has no effect: it is read from the environment alone.",
                "Set it as a variable of the process, or of the container.",
                about="SECRETS_DIR",
            )
        ]
    if why := folder_fault(folder):
        return [], [
            problem_finding(
                "settings.secrets_folder",
                f"SECRETS_DIR names {folder}: {why}. The bot does not start.",
                "Name the folder in which the files with secrets are, let the bot's user read it, or take SECRETS_DIR "
                "away.",
                about="SECRETS_DIR",
            )
        ]
    return [path.name for path in secret_files(folder).values()], []


def _in_parts(**given: Any) -> tuple[Settings, list[Finding]]:
    try:
        return Settings(**given), [ok("settings.readable", "Every setting can be read.")]
    except ValidationError as error:
        wrong = dict(wrong_settings(error))
        in_files = {str(each["loc"][0]) for each in error.errors() if _of_a_file(each)}
    defaults = {field.alias or name: field.default for name, field in Settings.model_fields.items()}
    try:
        settings = Settings(**given, **{name: defaults[name] for name in wrong if name in defaults})
    except ValidationError:  # settings that are wrong together only
        settings = Settings(**{**given, "_env_file": None}, **defaults)
    return settings, [
        _unreadable_secret(name, why) if name in in_files else _unreadable(name, why) for name, why in wrong.items()
    ]


def _of_a_file(error: Any) -> bool:
    return isinstance(error.get("ctx", {}).get("error"), UnreadableFile)


def _unreadable(name: str, why: str) -> Finding:
    return problem_finding(
        "settings.unreadable",
        f"{name or 'The settings together'} cannot be read: {why[:1].lower()}{why[1:]}.",
        "Correct it in .env or in the environment; .env.example shows what it may be.",
        about=name,
    )


def _unreadable_secret(name: str, why: str) -> Finding:
    return problem_finding(
        "settings.secret_unreadable",
        f"{name} is not set: {why}. The bot does not start.",
        "Let the user that the bot runs as read the file (chown, chmod), and save it as UTF-8 text with only the value "
        "in it.",
        about=name,
    )


def _no_file(error: UnreadableFile) -> Finding:
    return problem_finding(
        "settings.file_unreadable",
        f"{str(error)[:1].upper()}{str(error)[1:]}. The bot does not start.",
        "Let the user that the bot runs as read it, and keep it as UTF-8 text.",
        about=str(ENV_FILE),
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
