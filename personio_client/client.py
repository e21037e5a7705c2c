"""The client: one method per thing one wants of Personio.

Nothing is decided here. A method names the call, sends it through the transport, reads the answer.
https://developer.personio.de/reference
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Any, Self

import httpx

from personio_client import absence_mapping, holiday_mapping, people_mapping, webhooks
from personio_client.list_reader import Reader
from personio_client.models import (
    AbsencePeriod,
    AbsenceType,
    Attribute,
    Balance,
    DayAmount,
    Holiday,
    NewAbsence,
    Person,
    TimeOffType,
    Webhook,
)
from personio_client.paging import single
from personio_client.people_v2 import people_with_employments
from personio_client.responses import Operation, bad_answer
from personio_client.transport import Call, Observe, Query, Transport
from personio_client.values import required_id

log = logging.getLogger(__name__)


class PersonioClient:
    """An async client of Personio's API for one credential; every method raises PersonioError.

    Use it as an async context manager, or close it with :meth:`aclose`. It asks for tokens by itself, stays below the
    rate limits, and repeats reads ``retries`` times. ``timeout`` is in seconds per step of a request.
    ``end_write`` says how Personio understands the end of a new absence: the last day itself (inclusive) or the day
    after. ``birthday_attribute`` is the key (``dynamic_NNN``) of the birthday where the tenant's has no universal id.
    ``wait_scale`` stretches all waits; 0 takes them away, for tests. ``observe`` is told of every exchange. ``clock``
    gives the seconds of rate limits and tokens, ``sleep`` waits to stay below them.
    """

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        *,
        base_url: str = "https://api.personio.de",
        app_id: str = "PERSONIO_FOR_TEAMS",
        timeout: float = 10.0,
        end_write: absence_mapping.EndWrite = "inclusive",
        birthday_attribute: str | None = None,
        retries: int = 3,
        wait_scale: float = 1.0,
        transport: httpx.AsyncBaseTransport | None = None,
        observe: Observe | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._transport = Transport(
            client_id,
            client_secret,
            base_url=base_url,
            app_id=app_id,
            timeout=timeout,
            retries=retries,
            wait_scale=wait_scale,
            transport=transport,
            observe=observe,
            clock=clock,
            sleep=sleep,
        )
        self._reader = Reader(self._transport)
        self._end_write = end_write
        self._birthday_attribute = birthday_attribute
        self._not_understood: set[str] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def end(self) -> None:
        """Repeat nothing from now on, and end waits between two tries at once, so that the process can stop soon."""
        self._transport.end()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    @property
    def deadline(self) -> float:
        """The most seconds that one answer is waited for, from when the request is sent."""
        return self._transport.deadline

    @property
    def writes(self) -> int:
        """How many writes have begun, and how many have ended: after another one, what was read may be out of date."""
        return self._transport.writes

    @property
    def end_write(self) -> absence_mapping.EndWrite:
        """How the last day of a new or changed absence is sent: itself (inclusive) or the day after (exclusive)."""
        return self._end_write

    @property
    def unreadable_rows(self) -> int:
        """How many rows of lists could not be read so far and were left out."""
        return self._reader.unreadable.total()

    @property
    def unreadable_lists(self) -> dict[str, int]:
        """The same by the list's path."""
        return dict(self._reader.unreadable)

    @property
    def not_understood(self) -> frozenset[str]:
        """What holidays said and nobody here understands: ``duration=QUARTER``; each was logged once."""
        return frozenset(self._not_understood)

    async def absence_types(self) -> list[AbsenceType]:
        """Return all absence types."""
        return await self._reader.cursor_list("/v2/absence-types", absence_mapping.read_type, limit=100)

    async def time_off_types(self) -> list[TimeOffType]:
        """Return the older API's absence types: the only source of ``approval_required``."""
        return await self._reader.offset_list(
            "/v1/company/time-off-types", absence_mapping.read_time_off_type, limit=200
        )

    async def create_absence(self, new: NewAbsence) -> str:
        """Ask for an absence, with the approval it needs; return its id. Sent once, whatever happens.

        Raises Refused and its kinds where Personio declines. After an error that is not ``definite``, look for the
        absence before asking again. The answer holds no status: read the absence.
        """
        operation = Operation("POST", "/v2/absence-periods", write=True)
        body = absence_mapping.write_absence(new, self._end_write)
        return self._created(operation, await self._write(operation, query=_WITH_APPROVAL, body=body))

    async def absence(self, absence_id: str) -> AbsencePeriod:
        """Return one absence; raise NotFound where it is gone."""
        return await self._reader.one("/v2/absence-periods/{id}", absence_mapping.read_absence, absence_id)

    async def absences(
        self,
        *,
        person_id: str | None = None,
        first_day: dt.date | None = None,
        last_day: dt.date | None = None,
        updated_since: dt.datetime | None = None,
    ) -> list[AbsencePeriod]:
        """Return the absences that touch the days from ``first_day`` to ``last_day`` (inclusive), of any status.

        Open-ended ones may be missing: see :meth:`open_ended_absences`. One that ends on ``first_day`` may be, where
        the tenant's ends mean otherwise: ask from the day before and settle it (:meth:`AbsencePeriod.settled`).
        ``updated_since`` is aware.
        """
        query = absence_mapping.overlap_query(person_id, first_day, last_day, updated_since)
        return [found for found in await self._absences(query) if absence_mapping.touches(found, first_day, last_day)]

    async def open_ended_absences(self, *, until: dt.date) -> list[AbsencePeriod]:
        """Return the absences without an end that start until that day. Costs a scan of all absences so far."""
        query = absence_mapping.overlap_query(None, None, until, None)
        return [found for found in await self._absences(query) if found.ends_at is None and found.first_day <= until]

    async def breakdowns(self, absence_id: str) -> list[DayAmount]:
        """Return how much of each day an absence takes, in order; days off may be 0 or missing."""
        path = "/v2/absence-periods/{id}/breakdowns"
        found = await self._reader.cursor_list(path, absence_mapping.read_amount, limit=28, ids=(absence_id,))
        return absence_mapping.summed(found)

    async def update_absence(self, absence_id: str, new: NewAbsence) -> None:
        """Change both ends and the comment of an absence; person, type and substitute stay. Read it again afterwards.

        Sent once. Raises NotFound, or Refused and its kinds.
        """
        operation = Operation("PATCH", "/v2/absence-periods/{id}", write=True)
        body = absence_mapping.write_change(new, self._end_write)
        await self._write(operation, absence_id, query=_WITH_APPROVAL, body=body)

    async def delete_absence(self, absence_id: str) -> None:
        """Delete an absence; read it again afterwards, deletion may need an approval. Raises NotFound.

        Sent once: until it is sent again somebody may have changed what is deleted, so the caller looks before.
        """
        operation = Operation("DELETE", "/v2/absence-periods/{id}", write=True)
        await self._transport.write(Call(operation, (absence_id,)))

    async def people(self, attributes: Sequence[str] | None = None) -> list[Person]:
        """Return all employees, leavers too. ``attributes`` are the keys to read, by default all that may be read."""
        query = [("attributes[]", key) for key in attributes or ()]
        return await self._reader.offset_list("/v1/company/employees", self._person, limit=100, query=query)

    async def person(self, person_id: str) -> Person:
        """Return one employee; raise NotFound where there is none."""
        return await self._reader.one("/v1/company/employees/{id}", self._person, person_id)

    async def attributes(self) -> list[Attribute]:
        """Return the attributes that the credential may read."""
        path = "/v1/company/employees/attributes"
        return await self._reader.whole_list(path, people_mapping.read_attribute)

    async def balances(self, person_id: str) -> list[Balance]:
        """Return what a person has left of each type; raise NotFound for an unknown person."""
        path = "/v1/company/employees/{id}/absences/balance"
        return await self._reader.whole_list(path, people_mapping.read_balance, person_id)

    async def people_v2(self) -> list[Person]:
        """Return all persons by the newer API, without schedule and calendar. Costs one request per person."""
        return await people_with_employments(self._reader, self._birthday_attribute)

    async def holidays(self, person_ids: Sequence[str], *, first_day: dt.date, last_day: dt.date) -> list[Holiday]:
        """Return the public and company holidays of some persons, both days included.

        Personio answers only within :func:`holiday_range`, and not in every account: NotFound. Raises BadAnswer where
        there are holidays and none can be read.
        """
        found: list[Holiday] = []
        for start in range(0, len(person_ids), holiday_mapping.PERSONS_AT_ONCE):
            at_once = person_ids[start : start + holiday_mapping.PERSONS_AT_ONCE]
            found += await self._holidays(holiday_mapping.holidays_query(at_once, first_day, last_day))
        for said in holiday_mapping.unknown_values(found):
            if said not in self._not_understood:
                self._not_understood.add(said)
                log.warning("a holiday says %s, which is not understood", said)
        return found

    async def create_webhook(
        self, url: str, *, description: str, events: Sequence[str], token: str, enabled: bool = True
    ) -> str:
        """Have events posted to an https address, with ``token`` as Authorization header; return the webhook's id."""
        operation = Operation("POST", "/v2/webhooks", write=True)
        body = webhooks.write_webhook(url=url, description=description, events=events, token=token, enabled=enabled)
        return self._created(operation, await self._write(operation, body=body))

    async def webhooks(self) -> list[Webhook]:
        """Return all webhooks of this credential."""
        return await self._reader.cursor_list("/v2/webhooks", webhooks.read_webhook)

    async def update_webhook(
        self,
        webhook_id: str,
        *,
        url: str | None = None,
        description: str | None = None,
        events: Sequence[str] | None = None,
        token: str | None = None,
        enabled: bool | None = None,
    ) -> None:
        """Change a webhook; None leaves a property as it is."""
        body = webhooks.write_webhook(url=url, description=description, events=events, token=token, enabled=enabled)
        await self._write(Operation("PATCH", "/v2/webhooks/{id}", write=True), webhook_id, body=body)

    async def delete_webhook(self, webhook_id: str) -> None:
        """Delete a webhook; repeated like a read."""
        await self._transport.delete(Call(Operation("DELETE", "/v2/webhooks/{id}", write=True), (webhook_id,)))

    async def _absences(self, query: Query) -> list[AbsencePeriod]:
        path = "/v2/absence-periods"
        found = await self._reader.cursor_list(path, absence_mapping.read_absence, limit=100, query=query)
        return list({period.id: period for period in found}.values())  # a list that changes under us repeats rows

    async def _holidays(self, query: Query) -> list[Holiday]:
        path, rows = "/v2/holidays", 0

        def read(row: Any) -> Holiday:
            nonlocal rows
            rows += 1
            return holiday_mapping.read_holiday(row)

        found = await self._reader.cursor_list(path, read, limit=100, query=query, carried=True)
        if rows and not found:
            raise bad_answer(Operation("GET", path), "no row can be read")
        return found

    def _person(self, row: Any) -> Person:
        return people_mapping.read_person(row, self._birthday_attribute)

    async def _write(self, operation: Operation, *ids: str, query: Query = (), body: Any) -> Any:
        return await self._transport.write(Call(operation, ids, query, body))

    def _created(self, operation: Operation, answer: Any) -> str:
        try:
            return required_id(single(answer))
        except ValueError:
            raise bad_answer(operation, "no id") from None


# Sent although it is the default: the older API's default is the opposite, and it bypasses the approval.
_WITH_APPROVAL = [("skip_approval", "false")]
