"""The files that settings come from: ``.env``, and those in ``SECRETS_DIR`` as Docker and Kubernetes mount them.

A file that cannot be read is reported by its path and the reason, never by its content; an empty one sets nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dotenv.parser import Binding, parse_stream
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource


class UnreadableFile(ValueError):
    """A file of settings cannot be read; the message names it and says why, without its content."""


class UnreadableValue(NamedTuple):
    """What stands in a setting's place where its file cannot be read."""

    error: UnreadableFile


class SecretFiles(PydanticBaseSettingsSource):
    """Files named like the settings, in any case. A folder that is not there sets nothing: see folder_fault.

    Unlike pydantic's own source it follows links out of the folder, and passes over no file in silence.
    """

    def __init__(self, settings_cls: type[BaseSettings], folder: Path) -> None:
        super().__init__(settings_cls)
        self._files = secret_files(folder)

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return what a setting's file holds, None where there is none, an UnreadableValue where it cannot be read."""
        name = field.alias or field_name
        path = self._files.get(name.casefold())
        if path is None:
            return None, name, False
        try:
            return _value(read_text(path), path, field), name, False
        except UnreadableFile as error:
            return UnreadableValue(error), name, False

    def __call__(self) -> dict[str, Any]:
        """Return the settings that have a file with something in it."""
        read = (self.get_field_value(field, name) for name, field in self.settings_cls.model_fields.items())
        return {name: value for value, name, _ in read if value}


def secret_files(folder: Path) -> dict[str, Path]:
    """Return the files of a folder by their names in lower case, none where it cannot be read."""
    try:
        return {path.name.casefold(): path for path in sorted(folder.iterdir())}
    except OSError:
        return {}


def folder_fault(folder: Path) -> str | None:
    """Return why there are no secrets to be had from a folder, None where there may be."""
    try:
        next(folder.iterdir(), None)
    except FileNotFoundError:
        return "there is no such folder"
    except NotADirectoryError:
        return "it is a file, not a folder"
    except (OSError, ValueError) as error:
        return _reason(error)
    return None


def read_text(path: Path) -> str:
    """Return the text of a file; raises UnreadableFile."""
    _refuse_pipes(path)
    try:
        text = path.read_text(encoding="utf-8-sig")  # with the mark that Windows puts first, or without
        if "\0" in text:
            raise ValueError("UTF-16")
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"the file {path} cannot be read: {_reason(error)}") from None
    return text


def _refuse_pipes(path: Path) -> None:
    """Raise UnreadableFile for a pipe, socket or device: reading it may never end."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise UnreadableFile(f"the file {path} cannot be read: it is no file")


def unquoted(value: str | None) -> str | None:
    """Return a value without the quotes around it, which ``docker run --env-file`` leaves there."""
    return value[1:-1] if value and len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value


def _value(text: str, path: Path, field: FieldInfo) -> str | None:
    """Return what a file sets; raises UnreadableFile where a secret has more than one line."""
    value = text.strip()
    if "SecretStr" in str(field.annotation) and len(value.splitlines()) > 1:
        raise UnreadableFile(f"the file {path} cannot be read: it has more than one line")
    return unquoted(value)


def statements(path: Path) -> list[Binding]:
    """Return what a ``.env`` says, line by line; nothing where there is none. Raises UnreadableFile."""
    _refuse_pipes(path)
    try:
        with path.open(encoding="utf-8") as opened:
            return list(parse_stream(opened))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"the file {path} cannot be read: {_reason(error)}") from None


def names_in_dotenv(bindings: list[Binding]) -> Iterator[str]:
    """Return the names that a ``.env`` gives a value, again where it does so twice."""
    return (binding.key for binding in bindings if binding.key and binding.value)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, IsADirectoryError):
        return "it is a folder, not a file"
    if isinstance(error, OSError):
        return (error.strerror or type(error).__name__).lower() if error.errno else type(error).__name__
    return "it is not UTF-8 text"
