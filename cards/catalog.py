"""The gettext catalogs: ``catalogs/<language>/<room>.po`` -> texts by key.

Rule: loaded once per language, at its first use, from the translators' own files; nothing is compiled or installed.
Each room of the bot has a file of its own in every language, and no key is in two of them.
"""

from __future__ import annotations

import gettext
import logging
import warnings
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog as Messages
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES: Final = ("nl", "en", "de", "fr", "es", "it", "pt")
FALLBACK: Final = "en"
FOLDER: Final = Path(__file__).parent / "catalogs"

logger = logging.getLogger(__name__)


class MissingText(RuntimeWarning):
    """A catalog lacks a key, or a text a parameter. An error where RuntimeWarnings are errors: in our tests."""


def report(what: str) -> None:
    """Say once in the log that a text is missing. Raises MissingText where RuntimeWarnings are errors."""
    logger.error("text missing: %s", what)
    warnings.warn(what, MissingText, stacklevel=3)


class Catalog(gettext.GNUTranslations):
    """The texts of one language. A key that it lacks is said in English, else by the key itself; never an error."""

    language: str

    def text(self, key: str, *, singular: bool | None = None) -> str:
        """Return the text of ``key``; ``singular`` picks the plural form. Pure."""
        found = self.gettext(key) if singular is None else self.ngettext(key, f"{key}*", 1 if singular else 2)
        if found not in (key, f"{key}*"):
            return found
        report(f"{self.language}: {key}")
        return key if self.language == FALLBACK else catalog(FALLBACK).text(key, singular=singular)


@cache
def catalog(language: str) -> Catalog:
    """Return the catalog of one of LANGUAGES. Raises OSError for any other."""
    if language not in LANGUAGES:
        raise FileNotFoundError(language)
    whole = Messages(locale=language)
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale=language):
                whole[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    result = Catalog(compiled)
    result.language = language
    return result
