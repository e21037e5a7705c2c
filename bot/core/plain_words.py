"""A message as bare words: lower case, no accents, no punctuation."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LONGEST: Final = 500  # characters read of a message; a command is short
_SPACES: Final = re.compile(r"[^\w]+")


def bare_words(text: str) -> str:
    """Return lower-case words without accents and punctuation; what cannot be seen parts no word."""
    letters = unicodedata.normalize("NFKD", text[:_LONGEST]).casefold()
    kept = (c for c in letters if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return _SPACES.sub(" ", "".join(kept)).strip()
