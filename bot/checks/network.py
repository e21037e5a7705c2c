"""Why an address does not answer, as far as the library says.

Rule: pure; an error is told by its kind, never by its text, which may hold an address with a password.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

import httpx

Cause = Literal["name_unknown", "tls", "timeout", "refused"]


def cause(error: BaseException) -> Cause:
    """Return why there was no answer; ``refused`` is all that is not one of the others. Pure."""
    errors = list(_chain(error))
    if any(isinstance(each, socket.gaierror) for each in errors):
        return "name_unknown"
    if any(isinstance(each, ssl.SSLError) for each in errors):
        return "tls"
    if any(isinstance(each, TimeoutError | httpx.TimeoutException) for each in errors):
        return "timeout"
    return "refused"


def host_of(url: str) -> str:
    """Return the host of an address, without user and password. Pure."""
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
