"""Lists in pages: cursors of the newer API, row offsets of the older one.

From a link only the cursor is taken, never its host or path; a list that cannot end is an error, not a
loop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from personio_client.values import Unreadable

MAX_PAGES = 10_000


def rows_of_answer(answer: Any) -> list[Any]:
    """Return the rows of a list answer (``_data`` or ``data``); raise ValueError where it is none."""
    found = answer.get("_data", answer.get("data")) if isinstance(answer, dict) else None
    if not isinstance(found, list):
        raise Unreadable("not a list")
    return found


def single(answer: Any) -> dict[str, Any]:
    """Return the object of a single answer, wrapped in ``_data`` or bare; raise ValueError where it is none."""
    found = answer.get("_data", answer.get("data", answer)) if isinstance(answer, dict) else None
    if not isinstance(found, dict):
        raise Unreadable("not an object")
    return found


def next_cursor(answer: Any) -> str | None:
    """Return the cursor of the next page, None on the last one; raise ValueError for a link without.

    The link may be relative or absolute: https://developer.personio.de/changelog
    """
    meta = answer.get("_meta", answer.get("meta")) if isinstance(answer, dict) else None
    links = meta.get("links") if isinstance(meta, dict) else None
    link = links.get("next") if isinstance(links, dict) else None
    href = link.get("href") if isinstance(link, dict) else link
    if not href:
        return None
    if not isinstance(href, str) or not (cursor := parse_qs(urlsplit(href).query).get("cursor")):
        raise Unreadable("a next link without a cursor")
    return cursor[0]


class Cursors:
    """The cursors of one list so far. Raises ValueError where the list runs in circles."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def following(self, answer: Any) -> str | None:
        """Return the cursor of the page after ``answer``, None where it was the last.

        Raises Unreadable where the cursors repeat, or never end.
        """
        cursor = next_cursor(answer)
        if cursor is not None:
            if cursor in self._seen or len(self._seen) >= MAX_PAGES:
                raise Unreadable("an endless list")
            self._seen.add(cursor)
        return cursor


class Offsets:
    """The rows of one list of the older API so far, without doubles.

    The list ends where a page brings nothing new, where all of ``total_elements`` are there or, if that is not
    told, on a short page. ``current_page`` is ignored: the vendor's samples disagree on it.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.offset = 0
        self.rows: list[Any] = []
        self._ids: set[str] = set()

    def add(self, answer: Any, identify: Callable[[Any], str]) -> bool:
        """Take in a page; say whether to ask for another from ``offset`` on. Raise ValueError for no page."""
        page = rows_of_answer(answer)
        new = 0
        for row in page:
            try:
                row_id = identify(row)
            except ValueError:
                self.rows.append(row)  # kept, so that it is counted as unreadable
                continue
            if row_id not in self._ids:
                self._ids.add(row_id)
                self.rows.append(row)
                new += 1
        self.offset += len(page)
        metadata = answer.get("metadata")
        total = metadata.get("total_elements") if isinstance(metadata, dict) else None
        if not new:
            return False
        return len(self._ids) < total if isinstance(total, int) else len(page) >= self.limit
