"""How words are written down before they are looked up.

Rule: pure; accents, case and apostrophes carry no meaning here, punctuation between digits does.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 500  # characters read of a message
_MARKS: Final = str.maketrans(
    {
        "’": " ",
        "'": " ",
        "‘": " ",
        "`": " ",
        "´": " ",
        "–": "-",
        "—": "-",
        "‑": "-",
        "~": "-",
        "→": "-",
        "&": "+",
        "\n": "!",
        "…": ".",
    }
)
_INVISIBLE: Final = re.compile(r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def spell(text: str) -> str:
    """Return a text in lower case without accents, apostrophes and stray blanks. Pure."""
    folded = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text[:LONGEST]).translate(_MARKS)).casefold()
    letters = "".join(each for each in folded if not unicodedata.combining(each))
    return " ".join(letters.split())
