"""The operator's proxy for outgoing HTTP, as the environment names it.

HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY mean here what they mean to the other libraries that the bot calls with
(httpx for Personio, requests for Microsoft's sign-in). Addresses of this machine are never asked for through a proxy.
"""

from __future__ import annotations

from urllib.request import getproxies, proxy_bypass

from yarl import URL

from bot.teams.addresses import is_loopback


def proxy_for(url: URL) -> URL | None:
    """Return the proxy through which ``url`` is to be called, None for a direct call.

    A proxy that speaks neither http nor https (socks5) is not supported and counts as none.
    """
    host = url.host or ""
    if is_loopback(host):
        return None
    named = getproxies()
    proxy = named.get(url.scheme) or named.get("all")
    if not proxy or proxy_bypass(host):
        return None
    try:
        found = URL(proxy if "://" in proxy else f"http://{proxy}")
    except ValueError:
        return None
    return found if found.scheme in ("http", "https") and found.host else None
