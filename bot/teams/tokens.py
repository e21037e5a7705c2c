"""Our own token: what the bot shows to Teams when it sends.

Rule: msal is created once and runs in a thread of its own, because it blocks; one request at a time, kept until five
minutes before it expires. Local mode has no token.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from time import perf_counter
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msal
import requests

from bot.services import Clock, NotAllowed, SendError, TryLater
from bot.teams.addresses import is_loopback
from bot.teams.config import TeamsConfig
from bot.teams.credentials import NoCredential, client_credential
from bot.teams.flight import Flight
from bot.watch import UNWATCHED, Call, Watch

EARLY = 300.0  # seconds before its end at which a token is renewed
LONGEST = 7 * 24 * 3600.0  # seconds; Entra's last an hour, or a day
PATIENCE = 5.0  # seconds for the token request, from one byte to the next
GIVEN_UP = 12.0  # seconds for all of it, an identity's own token included; an answer may drip without end

T = TypeVar("T")


class Tokens:
    """Hands out the bot's token, asking for a new one as seldom as possible."""

    def __init__(self, config: TeamsConfig, clock: Clock, watch: Watch = UNWATCHED) -> None:
        self._config = config
        self._clock = clock
        self._watch = watch
        self._token: str | None = None
        self._until = 0.0
        self._client: Any = None
        self._flight = Flight(self._renew)

    async def token(self) -> str | None:
        """Return a valid token, None in local mode; raises NotAllowed (credentials) or TryLater (no answer)."""
        if self._config.local:
            return None
        if self._token is None or self._clock().timestamp() >= self._until:
            return await self._flight.join()
        return self._token

    def forget(self) -> None:
        """Drop the token, because Teams refused it."""
        self._token = None

    async def _renew(self) -> str:
        started, status = perf_counter(), None
        try:
            token = await self._new()
            status = 200
            return token
        except NotAllowed:
            status = 401  # whatever Entra's number is, or that there is nothing to show
            raise
        finally:
            self._watch.called(Call("teams", "token", status, perf_counter() - started))

    async def _new(self) -> str:
        if not self._config.has_credential:
            raise NotAllowed("no secret, certificate or identity for the app id", code="invalid_client")
        try:
            async with asyncio.timeout(GIVEN_UP):
                answer = await _in_a_thread(self._ask)
        except NoCredential as failure:
            raise NotAllowed(str(failure), code="invalid_client") from failure  # it holds nothing of the credential
        except TimeoutError:
            self._client = None  # the thread still has it
            raise TryLater("no token in time") from None
        except Exception as failure:  # msal raises anything where an answer is not as Entra's; all mean the same
            raise TryLater(f"no token: {type(failure).__name__}") from None
        if "access_token" not in answer:
            raise _refusal(answer)
        self._token = str(answer["access_token"])
        self._until = self._clock().timestamp() + _lifetime(answer.get("expires_in")) - EARLY
        return self._token

    def _ask(self) -> dict[str, Any]:
        if self._client is None:
            self._client = msal.ConfidentialClientApplication(
                self._config.app_id,
                client_credential=client_credential(self._config),
                authority="https://login.microsoftonline.com/" + (self._config.tenant_id or "botframework.com"),
                instance_discovery=False,
                http_client=_Wire(self._config.token_address),
            )
        self._client.remove_tokens_for_client()  # one cache is enough; msal's would hand out what Teams refused
        answer: dict[str, Any] = self._client.acquire_token_for_client([self._config.token_scope])
        return answer


async def _in_a_thread(call: Callable[[], T]) -> T:
    """Return what a call returns, made in a thread that the end of the process does not wait for.

    asyncio.to_thread has few threads, and the process would not end before the last of them does.
    """
    loop = asyncio.get_running_loop()
    made: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: Exception | None) -> None:
        if made.done():
            return  # given up meanwhile
        if error is not None:
            made.set_exception(error)
        else:
            made.set_result(result)  # type: ignore[arg-type]  # None only where the call returns it

    def work() -> None:
        result, failure = None, None
        try:
            result = call()
        except Exception as error:  # whatever it is, it is the caller's
            failure = error
        with suppress(RuntimeError):  # the loop is closed: nobody waits
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=work, name="token", daemon=True).start()
    return await made


def _lifetime(seconds: object) -> float:
    """Return how long a token lasts, in seconds; 0 where the answer does not say in a usable way. Pure."""
    if isinstance(seconds, str) and seconds.isascii() and seconds.isdecimal() and len(seconds) < 10:
        seconds = int(seconds)
    return float(seconds) if isinstance(seconds, int | float) and 0 < seconds <= LONGEST else 0.0


def _refusal(answer: dict[str, Any]) -> SendError:
    code = str(answer.get("error", ""))
    # error_description names tenant and app; the AADSTS number in it is what an operator searches for.
    number = next((word.rstrip(":") for word in str(answer.get("error_description", "")).split()[:1]), "")
    if code in {"temporarily_unavailable", "server_error"}:
        return TryLater(f"no token: {code}", code=code)
    return NotAllowed(f"no token: {code} {number}".strip(), code=code or None)


class _Wire:
    """What msal talks through: the token address is known, so discovery is answered here, and nothing waits long.

    Proxies of the environment are honoured, but not for an address of this machine.
    """

    def __init__(self, token_address: str) -> None:
        self._session = requests.Session()
        self._session.trust_env = not is_loopback(urlsplit(token_address).hostname or "")
        self._token_address = token_address

    def get(self, url: str, **_: Any) -> Any:
        """Answer discovery from what is known."""
        parts = urlsplit(url)
        here = f"https://{parts.netloc}{parts.path}"
        return _Discovered(
            {
                "issuer": here,
                "authorization_endpoint": here,
                # The audience of what a certificate signs; msal wants https. Where requests go is decided in post.
                # https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials#claims-payload
                "token_endpoint": "https://" + self._token_address.partition("://")[2],
            }
        )

    def post(self, _url: str, **options: Any) -> Any:
        """Ask for a token."""
        return self._session.post(
            self._token_address,
            data=options.get("data"),
            headers=options.get("headers"),
            timeout=PATIENCE,
            allow_redirects=False,
        )

    def close(self) -> None:
        """Close the connection."""
        self._session.close()


class _Discovered:
    """A discovery document in the shape of a response."""

    status_code = 200

    def __init__(self, document: dict[str, str]) -> None:
        self.text = json.dumps(document)
        self.headers: dict[str, str] = {}
