"""Calls Teams' connector: one HTTP session, token, rate limits, time-outs, retries and typed errors.

A post that may have been delivered is repeated only where the caller says that twice is better than never. What a
refusal means is decided by its error code, because vendor texts disagree on the statuses; where it is missing it is
searched for in the body, which need not be JSON.
"""

from __future__ import annotations

import asyncio
import functools
import json
import math
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp
import structlog
from yarl import URL

from bot.core.addresses import address, may_fetch, may_serve
from bot.core.clock import Clock, http_date
from bot.core.jobs import LONGEST_PAUSE
from bot.core.messaging import Blocked, Gone, NotAllowed, PassingRefusal, SendError, TooLarge, TryLater, Unknown
from bot.core.proxies import proxy_for
from bot.core.telemetry import UNWATCHED, ExternalCall, Telemetry
from bot.teams.access_token import Tokens
from bot.teams.config import TeamsConfig
from bot.teams.credential_status import Standing
from bot.teams.rate_limits import Limits
from bot.teams.wire import json_body

# https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/rate-limit : what may be tried again
RETRIED = frozenset({412, 429, 502, 503, 504})

# https://learn.microsoft.com/en-us/microsoftteams/platform/bots/build-conversational-capability (error codes)
_CODES: dict[str, type[SendError]] = {
    "ActivityNotFoundInConversation": Gone,
    "ConversationNotFound": Gone,
    "BotNotInConversationRoster": Gone,
    "BotDisabledByAdmin": Blocked,
    "ConversationBlockedByUser": Blocked,
    "MessageWritesBlocked": Blocked,
    "ForbiddenOperationException": Blocked,
    "BotNotRegistered": NotAllowed,
    "InvalidBotApiHost": NotAllowed,
    "NotEnoughPermissions": NotAllowed,
    "MessageSizeTooBig": TooLarge,
}
_STATUSES: dict[int, type[SendError]] = {401: NotAllowed, 403: NotAllowed, 404: Gone, 413: TooLarge}
# Refusals that pass by themselves, though their statuses sound final:
# https://github.com/MicrosoftDocs/msteams-docs/issues/9561
# https://github.com/OfficeDev/microsoft-365-agents-toolkit/issues/10059
_PASSING_STATUSES = frozenset({400, 403})
_PASSING_CODES = frozenset({"ServiceError"})
_PASSING_WORDS = "failed to decrypt"
_LONGEST = 10_000  # bytes of a body that are read


def fault(status: int, headers: Mapping[str, str], body: bytes, now: datetime) -> SendError:
    """Return the error that stands for Teams' answer; ``now`` is for a Retry-After that is a date."""
    text = body[:_LONGEST].decode("utf-8", "replace")
    code = _code(text)
    said = f"Teams answered {status} {code or ''}".rstrip()
    if status in {412, 429}:
        return TryLater(said, code=code, status=status, retry_after=_seconds(headers.get("Retry-After"), now))
    if status >= 500 or status == 408:
        return Unknown(said, code=code, status=status, retry_after=_seconds(headers.get("Retry-After"), now))
    if status in _PASSING_STATUSES and (code in _PASSING_CODES or _PASSING_WORDS in text.lower()):
        return PassingRefusal(said, code=code, status=status, retry_after=_seconds(headers.get("Retry-After"), now))
    kind = _CODES.get(code or "") or _STATUSES.get(status, SendError)
    return kind(said, code=code, status=status)


def _code(text: str) -> str | None:
    try:
        found = json.loads(text)["error"]["code"]
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        found = None
    if isinstance(found, str) and found in _CODES:
        return found
    mentioned = next((code for code in _CODES if code in text), None)
    return mentioned or (found[:100] if isinstance(found, str) else None)


def _seconds(value: str | None, now: datetime) -> float | None:
    """Return Retry-After in seconds; it is a number or an HTTP date. None where it leaves no time to wait for.

    A longer time than a job ever pauses is not kept: one of a day would cost people that day.
    """
    if value is None:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return min(float(value), LONGEST_PAUSE) or None
    instant = http_date(value)
    return max(0.0, min((instant - now).total_seconds(), LONGEST_PAUSE)) or None if instant else None


MAX_ATTEMPTS = 6
NO_CONVERSATION = "ConversationNotFound"  # said now and then of one that is there, hence asked once more
NO_ACTIVITY = "ActivityNotFoundInConversation"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a call may take, in seconds: in all, one attempt, one connection; the first wait, then doubled."""

    total: float = 8.0
    attempt: float = 5.0
    connect: float = 3.0
    first_wait: float = 0.3


class Outbound:
    """Calls the connector.

    https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
    """

    def __init__(
        self,
        config: TeamsConfig,
        clock: Clock,
        *,
        patience: Timeouts,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        telemetry: Telemetry = UNWATCHED,
    ) -> None:
        self._config = config
        self._clock = clock
        self._patience = patience
        self._sleep = sleep
        self._telemetry = telemetry
        self._tokens = Tokens(config, clock, telemetry)
        self._limits = Limits()
        self.standing = Standing()
        self._session: aiohttp.ClientSession | None = None

    async def call(
        self,
        method: str,
        service_url: str,
        *segments: str,
        tenant_id: str,
        body: dict[str, Any] | None = None,
        thread_id: str | None = None,
        repeat: bool = True,
        bulk: bool = False,
        reply: bool = False,
        within: float = math.inf,
        before: Callable[[], Awaitable[None]] | None = None,
    ) -> dict[str, Any]:
        """Return the JSON object that Teams answers, empty where there is none; raises SendError.

        ``segments`` are encoded already. ``thread_id``: the conversation whose limit this counts for.
        ``repeat``: try again even where the last attempt may have been carried out. ``bulk``: nobody waits for it.
        ``reply``: somebody waits for it, and nothing sends it later.
        ``within``: seconds that it may take in all, where that is less than usual. ``before`` is awaited right before
        each attempt, when there is nothing else to wait for; what it raises ends the call, and nothing is sent.
        """
        if not may_serve(service_url, local=self._config.local, hosts=self._config.service_hosts):
            log.error("service_url_not_allowed")
            raise NotAllowed("service URL not allowed")
        url = URL(address(service_url, *segments), encoded=True)
        data = None if body is None else json_body(body)
        attempt = functools.partial(self._attempt, operation_of(method, segments), method, url, data)
        with self.standing.noted():
            total = min(within, self._patience.total)
            return await self._repeated(
                attempt, tenant_id, thread_id, repeat=repeat, bulk=bulk, reply=reply, total=total, before=before
            )

    async def _repeated(
        self,
        one_attempt: Callable[..., Awaitable[dict[str, Any]]],
        tenant_id: str,
        thread_id: str | None,
        *,
        repeat: bool,
        bulk: bool,
        reply: bool,
        total: float,
        before: Callable[[], Awaitable[None]] | None,
    ) -> dict[str, Any]:
        """Try as often as it makes sense, within ``total`` seconds and the limits."""
        spent = 0.0
        refused = missing = False
        for attempt in range(MAX_ATTEMPTS):
            started = time.monotonic()
            try:
                await self._limits.admit(tenant_id, thread_id, total - spent, bulk=bulk)
                waited = time.monotonic() - started
                token = await self._token(total - spent - waited)
                if before is not None:
                    await before()
                left = total - spent - (time.monotonic() - started)
                return await one_attempt(token, within=left, waited=waited)
            except (NotAllowed, TryLater, Gone) as failure:
                spent += time.monotonic() - started
                if isinstance(failure, NotAllowed) and failure.status == 401:
                    if refused:
                        raise
                    refused = True  # revoked or rotated before its end: one new token is worth a try
                    self._tokens.forget()
                    continue
                wait = failure.retry_after if isinstance(failure, TryLater) else None
                if not isinstance(failure, TryLater) and (missing or not _may_be_wrong(failure, reply=reply)):
                    raise
                missing = not isinstance(failure, TryLater)
                if wait is None:
                    wait = self._patience.first_wait * 2**attempt * random.uniform(0.75, 1.25)  # noqa: S311  jitter, no secret
                last = attempt + 1 == MAX_ATTEMPTS or spent + wait >= total
                if last or not _repeatable(failure, repeat):
                    raise
                spent += wait
                await self._sleep(wait)
        raise TryLater("no attempt left")

    async def fetch(self, url: str) -> Any:
        """Return the JSON at ``url``, read without the bot's token; https only, or on this machine.

        Raises ValueError for another address, and whatever the request raises.
        """
        if not may_fetch(url):
            raise ValueError("keys come over https, or from this machine")
        timeout = self._timeout(self._patience.total)
        async with self.open().get(url, allow_redirects=False, timeout=timeout, proxy=proxy_for(URL(url))) as answer:
            answer.raise_for_status()
            return json.loads(await answer.read())

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _token(self, within: float) -> str | None:
        """Return our token; raises TryLater where it does not come in time (the request for it goes on)."""
        try:
            async with asyncio.timeout(within):
                return await self._tokens.token()
        except TimeoutError:
            raise TryLater("no token in time") from None

    async def _attempt(
        self,
        operation: str,
        method: str,
        url: URL,
        data: bytes | None,
        token: str | None,
        *,
        within: float,
        waited: float,
    ) -> dict[str, Any]:
        headers = {} if data is None else {"Content-Type": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        started = time.monotonic()
        status: int | None = None
        told_to_wait = 0.0
        try:
            async with self.open().request(
                method,
                url,
                data=data,
                headers=headers,
                allow_redirects=False,
                timeout=self._timeout(within),
                proxy=proxy_for(url),
            ) as answer:
                body = await answer.read()
                status, answered = answer.status, answer.headers
                failure_ = None if 200 <= status < 300 else fault(status, answered, body, self._clock())
                told_to_wait = (failure_.retry_after or 0.0) if isinstance(failure_, TryLater) else 0.0
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError) as failure:
            # A proxy that refuses to connect has passed nothing on.
            raise TryLater(f"not connected: {type(failure).__name__}") from None
        except (aiohttp.ClientError, TimeoutError, OSError) as failure:
            raise Unknown(f"no answer: {type(failure).__name__}") from None
        finally:
            seconds = time.monotonic() - started
            self._telemetry.called(ExternalCall("teams", operation, status, seconds, waited, told_to_wait))
        facts = {
            "method": method,
            "status": status,
            "ms": round(seconds * 1000),
            "ms_cv": answered.get("MS-CV"),  # vendor support asks for it
            "context_id": answered.get("ContextId"),
        }
        if failure_ is None:
            log.debug("connector_called", **facts)
            return _object(body)
        log.warning("connector_refused", code=failure_.code, **facts)
        raise failure_

    def open(self) -> aiohttp.ClientSession:
        """Return the pool of connections, opening it at the first call."""
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        return self._session

    def _timeout(self, within: float) -> aiohttp.ClientTimeout:
        total = max(min(self._patience.attempt, within), 0.001)  # aiohttp reads 0 as endless
        return aiohttp.ClientTimeout(total=total, connect=min(self._patience.connect, total))


def _may_be_wrong(failure: NotAllowed | Gone, *, reply: bool) -> bool:
    """Tell whether a refusal that sounds final is asked about once more.

    A job comes back to a message that was refused so; a reply is lost with its turn. Hence a reply is tried again
    where the refusal does not say what is missing, as one from a gateway in between, and where the message that it
    answers is said not to be there yet.
    """
    if isinstance(failure, Gone) and failure.code == NO_CONVERSATION:
        return True
    bare = failure.code is None and failure.status in (403, 404)
    return reply and (bare or failure.code == NO_ACTIVITY)


def _repeatable(failure: TryLater | Gone | NotAllowed, repeat: bool) -> bool:
    if isinstance(failure, PassingRefusal | Gone | NotAllowed):
        return True  # surely not delivered
    if failure.status is not None and failure.status not in RETRIED:
        return False
    return repeat or not isinstance(failure, Unknown)


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body) if body else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def posted_id(answer: dict[str, Any]) -> str | None:
    """Return the activity id in Teams' answer to a post, None where it gave none, because it split the message."""
    found = answer.get("id")
    return found if isinstance(found, str) and found else None


_NAMES = {
    ("POST", "conversations", 3): "post",
    ("POST", "conversations", 4): "reply",
    ("PUT", "conversations", 4): "edit",
    ("DELETE", "conversations", 4): "delete",
    ("GET", "conversations", 4): "member",
    ("GET", "conversations", 3): "members",
    ("GET", "teams", 2): "team",
    ("GET", "teams", 3): "channels",
}


def operation_of(method: str, segments: Sequence[str]) -> str:
    """Return the name of a call, ``other`` where it has none.

    https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
    """
    return _NAMES.get((method, segments[0], len(segments)), "other")
