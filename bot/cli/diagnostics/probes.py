"""What the checks share: the settings, Personio and the database, each asked once; and why an address does not answer.

The product's own clients are used, so that what is found is what users would meet; nothing is written. An error is told
by its kind, never by its text, which may hold an address with a password.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import urlsplit

import httpx

from bot.bootstrap import holiday_calendars, personio_client, teams_config
from bot.core.clock import Clock, http_date
from bot.services.cached_value import Pause
from bot.services.personio_cache import Directory, People
from bot.services.single_flight import Once
from bot.settings.outgoing import personio_transport
from bot.settings.outgoing_rules import outgoing_faults
from bot.settings.rules import personio_address_fault
from bot.settings.settings import Settings
from bot.store import StoreError
from bot.store.read_only import Kept, open_to_read
from bot.teams import TeamsConfig
from personio_client import AbsencePeriod, AbsenceType, PersonioError, Unavailable

Cause = Literal["name_unknown", "tls", "timeout", "refused"]


def cause(error: BaseException) -> Cause:
    """Return why there was no answer; ``refused`` where no other cause applies."""
    errors = list(_chain(error))
    if any(isinstance(each, socket.gaierror) for each in errors):
        return "name_unknown"
    if any(isinstance(each, ssl.SSLError) for each in errors):
        return "tls"
    if any(isinstance(each, TimeoutError | httpx.TimeoutException) for each in errors):
        return "timeout"
    return "refused"


def shown_host(url: str) -> str:
    """Return the host of an address, without user and password; ``?`` where there is none."""
    try:
        return urlsplit(url).hostname or "?"
    except ValueError:
        return "?"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Return an error and all that led to it."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += [led for led in (each.__cause__, each.__context__) if led is not None]
        waiting += each.exceptions if isinstance(each, BaseExceptionGroup) else ()


TOKEN = "POST /v2/auth/token"  # noqa: S105 - a path, not a secret
_LINE = 0.4  # of a check's time: until then Personio must answer anything at all
_TOKEN = 0.8  # until then it must have given a token
SOON = 0.9  # until then a check that waits for one answer gives up and says so


@dataclass(frozen=True, slots=True)
class Reachability:
    """Whether Personio's address answers. ``cause``: why not; else ``theirs`` and ``ours``: the time there and here.

    ``wrong``: the address cannot be used at all (not the API's, or no way to any), which keeps the bot from starting.
    """

    cause: Cause | None = None
    wrong: bool = False
    theirs: datetime | None = None
    ours: datetime | None = None

    @property
    def up(self) -> bool:
        return self.cause is None and not self.wrong


class Probes:
    """Everything that checks need; ``patience`` is what each of them may take, in seconds.

    ``pause``: as :class:`bot.services.personio_cache.Directory` takes it.
    """

    def __init__(self, settings: Settings, *, now: Clock, patience: float, pause: Pause) -> None:
        self.settings, self.now, self.patience = settings, now, patience
        self._stack, self._began = AsyncExitStack(), 0.0  # in the event loop's time
        # A repeated question would hide the trouble.
        self.personio = personio = personio_client(_addressable(settings), retries=0)
        directory = Directory(personio, now=now, pause=pause, calendars=holiday_calendars(settings))
        today = now().date()

        async def absences() -> list[AbsencePeriod]:
            return await personio.absences(first_day=today, last_day=today)

        async def types() -> list[AbsenceType]:
            return list((await directory.types()).values())

        async def people() -> People:
            return await directory.people()

        async def holidays() -> Directory:
            """Return the directory once it knows whose holidays count. Raises PersonioError."""
            await directory.people()
            spent = asyncio.get_running_loop().time() - self._began
            await directory.listed_holidays.first_reading(within=max(0.0, patience * SOON - spent))
            return directory

        self._directory = directory
        self.line = Once(self._line)
        self.token = Once(self._token)
        self.attributes = Once(personio.attributes)
        self.types = Once(types)
        self.old_types = Once(personio.time_off_types)
        self.absences = Once(absences)
        self.people = Once(people)
        self.holidays = Once(holidays)
        self.database = Once(self._open)

    async def __aenter__(self) -> Self:
        self._began = asyncio.get_running_loop().time()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for once in vars(self).values():
            if isinstance(once, Once):
                await once.close()
        await self._stack.aclose()
        await self._directory.close()
        await self.personio.aclose()

    @property
    def credentials(self) -> bool:
        return bool(self.settings.personio_client_id and self.settings.personio_client_secret)

    def registration(self) -> TeamsConfig | None:
        """Return the bot's registration with Microsoft.

        None in local mode, and where the settings make no valid one, which the check of the settings reports.
        """
        try:
            return None if self.settings.local else teams_config(self.settings)
        except ValueError:
            return None

    async def let_in(self) -> bool:
        """Tell whether Personio gives a token; without one the other checks of Personio cannot find anything."""
        return self.credentials and (await self.line()).up and await self.token() is None

    async def _line(self) -> Reachability:
        if _addressable(self.settings) is not self.settings:
            return Reachability(wrong=True)
        within, url = self.patience * _LINE, self.settings.personio_base_url
        try:
            transport = personio_transport(url)  # as the client does it
            async with asyncio.timeout(within), httpx.AsyncClient(timeout=within, transport=transport) as client:
                answer = await client.get(url)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            return Reachability(wrong=True)
        except (httpx.RequestError, TimeoutError, OSError) as error:
            return Reachability(cause=cause(error))
        return Reachability(theirs=http_date(answer.headers.get("Date")), ours=self.now())

    async def _token(self) -> PersonioError | None:
        """Return why there is no token, None where there is one: the first question that is answered tells."""
        first: set[asyncio.Task[Any]] = {each.start() for each in (self.types, self.attributes, self.absences)}
        done, _ = await asyncio.wait(
            first, timeout=self.patience * (_TOKEN - _LINE), return_when=asyncio.FIRST_COMPLETED
        )
        if not done:
            return Unavailable("no answer in time", operation=TOKEN)
        error = done.pop().exception()
        return error if isinstance(error, PersonioError) and error.operation == TOKEN else None

    async def _open(self) -> Kept:
        """Open the database to read it. Raises StoreError."""
        within = self.patience * SOON
        try:
            async with asyncio.timeout(within):
                kept = await open_to_read(self.settings.database_url.get_secret_value(), clock=self.now)
        except TimeoutError:
            raise StoreError(f"The database does not answer within {within:g} seconds.") from None
        self._stack.push_async_callback(kept.close)
        return kept


def _addressable(settings: Settings) -> Settings:
    """Return settings with an address that a client can be made for; it is not asked where the own one is wrong."""
    if personio_address_fault(settings.personio_base_url) or any(outgoing_faults(settings)):
        return settings.model_copy(update={"personio_base_url": "http://127.0.0.1"})
    return settings
