"""How Personio is reached from here: by the proxy and the certificate authorities that the environment names.

What the environment says is understood as for Teams (bot.core.proxies). What nobody can use is told elsewhere
(bot.settings.outgoing_rules).
"""

from __future__ import annotations

import httpx
from yarl import URL

from bot.core.addresses import is_loopback
from bot.core.proxies import proxy_for
from bot.settings.connections import pooled


def personio_transport(address: str) -> httpx.AsyncBaseTransport:
    """Return the way to an address. Raises OSError where the certificate authorities cannot be read.

    Made here because httpx reads NO_PROXY as addresses, and raises for what other programs understand (fd00::/8).
    """
    here = is_loopback(target_host(address) or "localhost")
    proxy = None if here else proxy_for(URL(address))
    return pooled(httpx.create_ssl_context(trust_env=not here), str(proxy) if proxy else None)


def target_host(address: str) -> str | None:
    """Return the host of an address, None where it has none."""
    try:
        return URL(address).host
    except ValueError:
        return None
