"""Text from outside as text: names, types, comments and Personio's words show what they are and do nothing.

Teams renders Markdown in a TextBlock and in facts and nowhere else, so a TextBlock takes
:class:`CatalogText` alone and whatever else there is goes into text runs. What no client may be trusted with is taken
out here, once for every card.
https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-format
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ISOLATE, _END = "\u2068", "\u2069"  # https://www.w3.org/International/articles/inline-bidi-markup/
_JOINER: Final = "\u2060"  # has no width and breaks no line

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_DROPPED: Final = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), 0x2066, 0x2067))
"""Control characters, and those that turn the direction of whatever comes after them."""
_NO_ISOLATES: Final = dict.fromkeys(map(ord, (_ISOLATE, _END)))
_RIGHT_TO_LEFT: Final = ("R", "AL")

_LINK = re.compile(r"\](?=[(\[:])|<(?=[A-Za-z/!?])|&(?=#?\w{1,32};)")


class CatalogText(str):
    """A text that the catalogs or CLDR wrote, with nothing in it from outside: the only one a TextBlock may hold.

    :class:`cards.i18n.Translator` makes them. Putting two together takes an explicit ``CatalogText(...)``.
    """

    __slots__ = ()


def one_line(text: str) -> str:
    """Return a text on one line, without control characters, and with a direction of its own.

    A text that is written from right to left stands between marks, so that what comes after it stays where it is.
    Doing it twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    shown = _BREAKS.sub(" ", text).translate(_DROPPED).encode("utf-8", "replace").decode()
    balanced, outside = _directions(shown)
    if not balanced:
        shown = shown.translate(_NO_ISOLATES)
        _, outside = _directions(shown)
    return f"{_ISOLATE}{shown}{_END}" if outside else shown


def inert(text: str) -> str:
    """Return a text in which no client, whatever it renders there, finds a link, a tag or an entity.

    It looks the same: a character without width parts what would make one. For places of which it is not known
    whether they are rendered: the titles of choices, the preview of a card (HTML).
    """
    return _LINK.sub(lambda found: f"{found[0]}{_JOINER}", one_line(text))


def _directions(text: str) -> tuple[bool, bool]:
    """Return whether marks come in pairs, and whether something outside of them goes from right to left."""
    depth, outside = 0, False
    for character in text:
        if character == _ISOLATE:
            depth += 1
        elif character == _END:
            depth -= 1
            if depth < 0:
                return False, outside
        elif not depth and unicodedata.bidirectional(character) in _RIGHT_TO_LEFT:
            outside = True
    return depth == 0, outside
