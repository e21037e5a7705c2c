"""The operator's proxy for outgoing HTTP, as the environment names it.

HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY mean here what they mean to the other libraries that the bot calls with
(requests for Microsoft's sign-in). Addresses of this machine are never asked for through a proxy.
"""

from __future__ import annotations

from urllib.request import getproxies, proxy_bypass

from yarl import URL

from bot.core.addresses import is_loopback


def proxy_for(url: URL) -> URL | None:
    """Return the proxy through which ``url`` is to be called, None for a direct call.

    One that speaks neither http nor https (socks5) is not supported and counts as none; with it the bot does not start
    (:mod:`bot.settings.outgoing_rules`).
    """
    named = named_proxy(url)
    return _address(named) if named else None


def named_proxy(url: URL) -> str | None:
    """Return what the environment names as the proxy for ``url``, whatever it is; None for a direct call."""
    host = url.host or ""
    if is_loopback(host):
        return None
    named = getproxies()
    proxy = named.get(url.scheme) or named.get("all")
    return proxy if proxy and not proxy_bypass(host) else None


def is_usable(proxy: str) -> bool:
    """Tell whether a proxy can be asked by every library that the bot calls with."""
    return _address(proxy) is not None


def _address(proxy: str) -> URL | None:
    if any(letter.isspace() or not letter.isprintable() for letter in proxy):
        return None
    try:
        found = URL(proxy if "://" in proxy else f"http://{proxy}")
        port = found.explicit_port
    except ValueError:
        return None
    return found if found.scheme in ("http", "https") and found.host and port != 0 else None
