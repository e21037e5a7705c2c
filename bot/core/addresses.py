"""Which addresses may be called, and how ids become part of them.

An address is refused unless it is plainly one of ours; a forged service URL never gets our token.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from bot.core.messaging import SendError

# Deliberately narrow: no user part, query, fragment, backslash or white space, on which parsers disagree.
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[0-9a-z.-]+)(?::[0-9]{1,5})?(?:/[0-9a-z\-._~:@/%]*)?",
    re.ASCII | re.IGNORECASE,
)


@lru_cache(maxsize=64)  # asked at every call of Teams, about the same few hosts
def is_loopback(host: str) -> bool:
    """Return whether a host name or address means this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _parts(url: object) -> tuple[str, str] | None:
    """Return scheme and host in lower case, or None where ``url`` is no plain address."""
    match = _ADDRESS.fullmatch(url) if isinstance(url, str) and len(url) <= 500 else None
    return (match["scheme"].lower(), match["host"].strip("[]").lower()) if match else None


def host_of(url: object) -> str | None:
    """Return the host of a plain address in lower case, None for anything else."""
    parts = _parts(url)
    return parts[1] if parts else None


def may_fetch(url: object) -> bool:
    """Return whether signing keys may be fetched there: https, or plain http on this machine."""
    parts = _parts(url)
    return parts is not None and (parts[0] == "https" or is_loopback(parts[1]))


def may_serve(url: object, *, local: bool, hosts: Sequence[str]) -> bool:
    """Return whether ``url`` may be a service URL: one that messages, and our token, are sent to.

    Local mode: this machine only. Else: https on one of ``hosts``; this machine only where it is listed. A host that
    begins with a dot stands for that host and its subdomains.
    """
    parts = _parts(url)
    if parts is None:
        return False
    scheme, host = parts
    if is_loopback(host):
        return local or host in hosts
    return not local and scheme == "https" and any(_is_host(host, known.lower()) for known in hosts)


def _is_host(host: str, known: str) -> bool:
    return host == known or (known.startswith(".") and f".{host}".endswith(known))


def segment(identifier: str) -> str:
    """Return an id as exactly one segment of a path; raises SendError where it cannot be one."""
    try:
        encoded = quote(identifier, safe="")
    except UnicodeEncodeError:
        encoded = ""
    if encoded.strip(".") == "":
        raise SendError("an id is not usable in an address")
    return encoded


def address(service_url: str, *segments: str) -> str:
    """Return ``service_url``, verbatim with its path prefix, followed by ``segments``.

    https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
    """
    return "/".join([service_url.removesuffix("/"), "v3", *segments])
