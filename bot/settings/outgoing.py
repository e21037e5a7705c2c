"""How Personio is reached: through the proxy and with the certificate authorities that the environment names.

The environment is read as for Teams (bot.core.proxies). Unusable settings are reported by
bot.settings.outgoing_rules.
"""

from __future__ import annotations

import ssl
from functools import cache

import httpx
from yarl import URL

from bot.core.addresses import is_loopback
from bot.core.proxies import proxy_for
from bot.settings.connections import pooled


def personio_transport(address: str) -> httpx.AsyncBaseTransport:
    """Return the httpx transport for an address, by the environment's proxy where one applies.

    Raises OSError where the certificate authorities cannot be read. The proxy is chosen here because httpx reads
    NO_PROXY as addresses, and raises for what other programs understand (fd00::/8).
    """
    here = is_loopback(target_host(address) or "localhost")
    proxy = None if here else proxy_for(URL(address))
    authorities = _usual_authorities() if here else httpx.create_ssl_context()
    return pooled(authorities, str(proxy) if proxy else None)


@cache
def _usual_authorities() -> ssl.SSLContext:
    """Return the certificate authorities that every Python program knows, read once: there are more than a hundred."""
    return httpx.create_ssl_context(trust_env=False)


def target_host(address: str) -> str | None:
    """Return the host of an address, None where it has none."""
    try:
        return URL(address).host
    except ValueError:
        return None
