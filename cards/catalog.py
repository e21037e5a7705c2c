"""The gettext catalogs: ``catalogs/<language>/<feature>.po`` -> texts by key.

Loaded once per language, at its first use, from the translators' own files; nothing is compiled or installed.
Each feature has a file of its own in every language, and no key is in two of them.
"""

from __future__ import annotations

import logging
import warnings
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

LANGUAGES: Final = ("nl", "en", "de", "fr", "es", "it", "pt")
FALLBACK: Final = "en"
FOLDER: Final = Path(__file__).parent / "catalogs"

logger = logging.getLogger(__name__)


class MissingText(RuntimeWarning):
    """A catalog lacks a key, or a text a parameter. An error where RuntimeWarnings are errors: in our tests."""


def report_missing_text(what: str) -> None:
    """Say once in the log that a text is missing. Raises MissingText where RuntimeWarnings are errors."""
    logger.error("text missing: %s", what)
    warnings.warn(what, MissingText, stacklevel=3)


class Catalog:
    """The texts of one language. One that it lacks is taken from English, or else is the key itself; never an error."""

    def __init__(self, language: str, texts: dict[str, tuple[str, ...]]) -> None:
        self.language = language
        self._texts = texts  # two where there is a plural, as in all of our languages

    def text(self, key: str, *, singular: bool | None = None) -> str:
        """Return the text of ``key``; ``singular`` picks the plural form."""
        forms, form = self._texts.get(key, ()), 1 if singular is False else 0
        if form < len(forms):
            return forms[form]
        report_missing_text(f"{self.language}: {key}")
        return key if self.language == FALLBACK else catalog(FALLBACK).text(key, singular=singular)


@cache
def catalog(language: str) -> Catalog:
    """Return the catalog of one of LANGUAGES. Raises OSError for any other."""
    if language not in LANGUAGES:
        raise FileNotFoundError(language)
    texts: dict[str, tuple[str, ...]] = {}
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale=language):
                key = message.id if isinstance(message.id, str) else message.id[0]
                said = message.string or ""
                forms = (said,) if isinstance(said, str) else tuple(said)
                if key and all(forms) and not message.fuzzy:  # no header, nothing left unsaid
                    texts[key] = forms
    return Catalog(language, texts)
