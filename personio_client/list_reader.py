"""Reads of one object or of a whole list, page by page.

A list is complete or an error. Only a row that cannot be read is left out, counted and logged.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from personio_client.paging import Cursors, Offsets, rows_of_answer, single
from personio_client.responses import Operation, bad_answer
from personio_client.transport import Call, Query, Transport
from personio_client.values import Unreadable, required_id

T = TypeVar("T")
Read = Callable[[Any], T]

log = logging.getLogger("personio_client")


class Reader:
    """Reads through a transport. ``unreadable`` counts the rows that were left out, by path."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.unreadable: Counter[str] = Counter()

    async def one(self, path: str, read: Read[T], *ids: str, query: Query = ()) -> T:
        """Return one object; raise BadAnswer where it cannot be read."""
        operation = Operation("GET", path)
        answer = await self._transport.read(Call(operation, ids, query))
        return _understood(operation, lambda: read(single(answer)))

    async def whole_list(self, path: str, read: Read[T], *ids: str) -> list[T]:
        """Return a list that comes in one page."""
        operation = Operation("GET", path)
        answer = await self._transport.read(Call(operation, ids))
        return self.readable(_understood(operation, rows_of_answer, answer), read, path)

    async def cursor_list(
        self,
        path: str,
        read: Read[T],
        *,
        ids: tuple[str, ...] = (),
        query: Query = (),
        limit: int | None = None,
        beta: bool = False,
        carried: bool = False,
    ) -> list[T]:
        """Return all pages of a list of the newer API; raise BadAnswer where it runs in circles.

        ``carried``: the cursor carries the filters, and goes alone.
        """
        operation = Operation("GET", path)
        filters = [("limit", str(limit)), *query] if limit else list(query)
        found: list[Any] = []
        cursors = Cursors()
        cursor: str | None = None
        while True:
            page = [*([] if carried else filters), ("cursor", cursor)] if cursor else filters
            answer = await self._transport.read(Call(operation, ids, page, beta=beta))
            found += _understood(operation, rows_of_answer, answer)
            cursor = _understood(operation, cursors.following, answer)
            if cursor is None:
                return self.readable(found, read, path)

    async def offset_list(self, path: str, read: Read[T], *, limit: int, query: Query = ()) -> list[T]:
        """Return all pages of a list of the older API, each row once."""
        operation = Operation("GET", path)
        offsets = Offsets(limit)
        more = True
        while more:
            page = [("limit", str(limit)), ("offset", str(offsets.offset)), *query]
            answer = await self._transport.read(Call(operation, (), page))
            more = _understood(operation, offsets.add, answer, _identity)
        return self.readable(offsets.rows, read, path)

    def readable(self, found: Sequence[Any], read: Read[T], path: str) -> list[T]:
        """Return the rows that can be read; count and log the others: one bad row spoils no list."""
        good: list[T] = []
        for row in found:
            try:
                good.append(read(row))
            except (ValueError, ArithmeticError):
                continue
        if bad := len(found) - len(good):
            self.unreadable[path] += bad
            log.warning("%d of %d rows of %s could not be read and were left out", bad, len(found), path)
        return good


def _identity(row: Any) -> str:
    """Return the id of a row of the older API: bare, or in a labelled attribute."""
    attributes = row.get("attributes") if isinstance(row, dict) else None
    holder = attributes if isinstance(attributes, dict) else row
    labelled = holder.get("id") if isinstance(holder, dict) else None
    return required_id(labelled, "value") if isinstance(labelled, dict) else required_id(holder)


def _understood(operation: Operation, read: Callable[..., T], *args: Any) -> T:
    try:
        return read(*args)
    except (ValueError, ArithmeticError) as why:
        raise bad_answer(operation, str(why) if isinstance(why, Unreadable) else "unreadable") from None
