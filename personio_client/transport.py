"""How a request gets to Personio: token, pace, time-out, retry.

This module decides what may be sent twice: reads, and deletes of what nobody else changes. Anything else is sent
once, except where the token is refused, because then nothing was done.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
from pydantic import SecretStr
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    stop_after_delay,
    wait_exponential_jitter,
)

from personio_client.auth import Keyring, Scheme, Token, is_refusal, read_token, steps
from personio_client.errors import NotFound, PersonioError, RateLimited, Unavailable
from personio_client.pause_limit import pause_limit_left
from personio_client.rate_limit import Pacer
from personio_client.rate_limit_pauses import Pauses
from personio_client.responses import Operation, bad_answer, payload, retry_after
from personio_client.values import is_id

log = logging.getLogger(__name__)
# At level DEBUG it prints response headers, and Personio's older API echoes the token in one.
_headers_log = logging.getLogger("httpcore.http11")
_headers_log.setLevel(_headers_log.level or logging.INFO)

MAX_WAIT = 60.0  # seconds; a longer Retry-After is left to the caller

T = TypeVar("T")
Query = Sequence[tuple[str, str]]

# Nothing of the request was sent. (A time-out of the pool is a wait for a free connection.)
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_NO_SUCH_TOKEN = {400, 401, 403, 404, 410}  # the older way to a token is closed for us, or altogether
_TOKEN_PATHS: dict[Scheme, str] = {"v2": "/v2/auth/token", "v1": "/v1/auth"}


@dataclass(frozen=True, slots=True)
class Call:
    """One request, not yet authorised. ``ids`` fill the ``{id}`` of the operation's path."""

    operation: Operation
    ids: tuple[str, ...] = ()
    query: Query = ()
    body: Any = None
    beta: bool = False

    @property
    def path(self) -> str:
        """The path with its ids filled in. Raises NotFound for an id that cannot be one of Personio's."""
        path = self.operation.path
        for part in self.ids:
            if not is_id(part):
                raise NotFound(f"{self.operation}: not an id", operation=str(self.operation))
            path = path.replace("{id}", part, 1)
        return path


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request as it went, for measurements: no id, no content. ``status`` None: there was no answer.

    ``seconds`` until the answer, after having ``waited`` to stay below the rate limit; ``retry_after`` of a 429.
    """

    operation: str
    status: int | None
    seconds: float
    waited: float
    retry_after: float | None


Observe = Callable[[Exchange], None]


class Transport:
    """Sends requests to Personio with one credential: gets tokens, keeps to the rate limits, repeats reads that failed.

    ``wait_scale`` multiplies every wait; 0 takes them away, for tests.
    """

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        *,
        base_url: str,
        app_id: str,
        timeout: float,
        retries: int,
        wait_scale: float,
        transport: httpx.AsyncBaseTransport | None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        observe: Observe | None = None,
    ) -> None:
        self._credential = {"client_id": SecretStr(client_id), "client_secret": SecretStr(client_secret)}
        self.deadline = 2 * timeout  # seconds; httpx limits each step, this limits an answer that drips without end
        self._retries = retries
        self._wait_scale = wait_scale
        self._clock = clock
        self._sleep = sleep
        self._observe = observe
        self._keyring = Keyring(clock)
        self._pacer = Pacer()
        self._pauses = Pauses(wait_scale)
        self._ending = asyncio.Event()
        self.writes = 0
        """How many writes and deletes have begun, and how many have ended: what was read before may be out of date."""
        headers = {"Accept": "application/json, application/problem+json", "X-Personio-App-ID": app_id}
        self._http = httpx.AsyncClient(
            base_url=base_url.rstrip("/"),
            headers=headers,
            timeout=timeout,
            transport=transport,
            follow_redirects=False,
            trust_env=not _on_this_machine(base_url),  # a proxy of the environment is for other machines
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    def end(self) -> None:
        """Repeat nothing from now on, and wait for no next try: the process ends, and what is left goes to another."""
        self._ending.set()

    async def read(self, call: Call) -> Any:
        """Return the JSON of a read, repeated after failures that may pass. Raises PersonioError."""
        return await self._repeat(lambda: self._once(call))

    async def write(self, call: Call) -> Any:
        """Return the JSON of the answer to a write, which is sent once."""
        with self._counted():
            return await self._once(call)

    async def delete(self, call: Call) -> None:
        """Delete, repeated while it makes sense. Gone after an unknown outcome means: that was us."""
        unknown = False

        async def attempt() -> None:
            nonlocal unknown
            try:
                await self._once(call)
            except NotFound:
                if not unknown:
                    raise
            except PersonioError as error:
                unknown = unknown or not error.definite
                raise

        with self._counted():
            await self._repeat(attempt)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self.writes += 1
        try:
            yield
        finally:
            self.writes += 1

    async def _repeat(self, attempt: Callable[[], Awaitable[T]]) -> T:
        failure: PersonioError | None = None

        async def once() -> T:
            nonlocal failure
            if failure and self._ending.is_set():
                raise failure  # the pause was cut short
            try:
                return await attempt()
            except PersonioError as error:
                failure = error
                raise

        scale = self._wait_scale
        usual = wait_exponential_jitter(multiplier=1.0 * scale, max=8.0 * scale, jitter=1.0 * scale)
        retrying = AsyncRetrying(
            retry=retry_if_exception(lambda error: self._wait_for(error) is not False),
            wait=lambda state: self._seconds(state, usual(state)),
            stop=stop_after_attempt(self._retries + 1) | stop_after_delay(MAX_WAIT),
            sleep=self._between,
            reraise=True,
        )
        return await retrying(once)

    async def _between(self, seconds: float) -> None:
        """Wait between two tries, at most until the process ends."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._ending.wait()

    def _seconds(self, state: RetryCallState, usual: float) -> float:
        """Return how long to wait before the next try."""
        error = state.outcome.exception() if state.outcome else None
        wait = self._wait_for(error) if error else True
        seconds = usual if wait is True else float(wait)
        log.info("tried again in %.1f s after %s: %s", seconds, type(error).__name__, error)
        return seconds

    def _wait_for(self, error: BaseException) -> bool | float:
        """Say whether there is another try, and after how long: :func:`wait_for`, as far as the caller can wait."""
        if self._ending.is_set():
            return False
        wait, left = wait_for(error, self._wait_scale), pause_limit_left()
        if left is not None and isinstance(error, RateLimited) and wait > left:
            return False  # the caller cannot wait for so long, and learns how long it would have been
        return wait

    async def _once(self, call: Call) -> Any:
        return self._payload(call.operation, await self._authorised(call))

    def _payload(self, operation: Operation, response: httpx.Response) -> Any:
        try:
            return payload(operation, response.status_code, response.headers, response.content)
        except RateLimited as error:
            if error.retry_after is None:
                error.retry_after = self._pauses.left(str(operation), self._clock()) or None
            raise

    async def _authorised(self, call: Call) -> httpx.Response:
        path = call.path
        token: Token | None = None
        response: httpx.Response | None = None
        for step in steps(path, v1_needs_own_token=self._keyring.v1_needs_own_token):
            try:
                token = await self._token(step.scheme, refused=token if step.fresh else None)
            except PersonioError as error:
                if response is None or step.scheme == "v2" or error.status not in _NO_SUCH_TOKEN:
                    raise
                break  # the refusal stands
            response = await self._exchange(
                call.operation,
                self._http.build_request(
                    call.operation.method,
                    path,
                    params=list(call.query),
                    json=call.body,
                    headers={"Authorization": f"Bearer {token.value.get_secret_value()}"}
                    | ({"Beta": "true"} if call.beta else {}),
                ),
            )
            if not is_refusal(path, response.status_code):
                self._keyring.v1_needs_own_token |= step.scheme == "v1"
                break
        if response is None:
            raise AssertionError("every request has a first step")
        return response

    async def _token(self, scheme: Scheme, *, refused: Token | None) -> Token:
        return await self._keyring.token(scheme, lambda: self._ask_token(scheme), refused=refused)

    async def _ask_token(self, scheme: Scheme) -> Token:
        # Not a write: a token that got lost does no harm, so its errors are definite.
        operation = Operation("POST", _TOKEN_PATHS[scheme])
        form = {name: value.get_secret_value() for name, value in self._credential.items()}
        if scheme == "v2":
            request = self._http.build_request("POST", operation.path, data={"grant_type": "client_credentials"} | form)
        else:
            request = self._http.build_request("POST", operation.path, json=form)
        response = await self._exchange(operation, request)
        answer = self._payload(operation, response)
        try:
            return read_token(scheme, answer, self._clock())
        except ValueError:
            raise bad_answer(operation, "no token", status=response.status_code) from None

    async def _exchange(self, operation: Operation, request: httpx.Request) -> httpx.Response:
        endpoint = str(operation)
        _unless_paused(endpoint, self._pauses.left(endpoint, self._clock()))
        if delay := self._pacer.reserve(operation.path, self._clock()) * self._wait_scale:
            await self._sleep(delay)
        _unless_paused(endpoint, self._pauses.admit(endpoint, self._clock()))  # one may have begun meanwhile
        # "from None": httpx's errors hold the request, and with it the token.
        sent = self._clock()
        started, response = time.perf_counter(), None
        try:
            async with asyncio.timeout(self.deadline):
                response = await self._http.send(request)
        except httpx.DecodingError:
            raise bad_answer(operation, "unreadable encoding") from None
        except (httpx.RequestError, TimeoutError) as error:
            raise Unavailable(
                f"{operation}: {type(error).__name__}",
                operation=str(operation),
                definite=not operation.write or isinstance(error, _NOT_SENT),
            ) from None
        finally:
            if self._observe is not None:
                self._observe(_exchange(operation, response, time.perf_counter() - started, delay))
        now = self._clock()
        self._pacer.learn(operation.path, response.headers, response.status_code, now)
        if response.status_code == 429:
            self._pauses.limited(endpoint, sent=sent, now=now, told=retry_after(response.headers))
        else:
            self._pauses.answered(endpoint, sent=sent)
        return response


def _on_this_machine(base_url: str) -> bool:
    try:
        host = httpx.URL(base_url).host
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except (httpx.InvalidURL, ValueError):
        return False


def _unless_paused(endpoint: str, seconds: float) -> None:
    if seconds:
        error = RateLimited(f"{endpoint}: paused after a 429", operation=endpoint)
        error.retry_after = seconds
        raise error


def _exchange(operation: Operation, response: httpx.Response | None, seconds: float, waited: float) -> Exchange:
    if response is None:
        return Exchange(str(operation), None, seconds, waited, None)
    limited = response.status_code == 429
    after = retry_after(response.headers) if limited else None
    return Exchange(str(operation), response.status_code, seconds, waited, after)


def wait_for(error: BaseException, scale: float = 1.0) -> bool | float:
    """Say whether an error is worth another try: the seconds it asks for, True for the usual back-off."""
    if isinstance(error, RateLimited) and error.retry_after is not None:
        return error.retry_after * scale if error.retry_after <= MAX_WAIT else False
    return isinstance(error, RateLimited | Unavailable)
