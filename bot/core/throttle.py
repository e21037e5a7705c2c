"""Throttles clients that repeatedly send no valid token.

Nobody is turned away before their token was looked at, so garbage through the same proxy keeps nobody out; what
such clients send besides is never read. Pure but for the clock.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from time import monotonic

OFTEN = 60  # refusals a minute with the word that it is one; more are told to wait
KEPT = 10_000  # addresses, about 2 MB; the one that was quiet for longest goes first

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


def networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """Return networks such as ``10.0.0.0/8``; raises ValueError with a sentence."""
    try:
        return tuple(ip_network(each, strict=False) for each in texts)
    except ValueError:
        raise ValueError("write addresses or networks separated by commas, for example 10.0.0.0/8,fd00::/8") from None


class FailedAuthThrottle:
    """Counts refusals by address; ``proxies``: whose X-Forwarded-For is believed."""

    def __init__(
        self,
        proxies: Sequence[str] = (),
        *,
        now: Callable[[], float] = monotonic,
        often: int = OFTEN,
        kept: int = KEPT,
    ) -> None:
        self._proxies = networks(proxies)
        self._now = now
        self._often = often
        self._most = kept
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # address -> refusals left, as of when

    def wait(self, peer: str | None, forwarded: Sequence[str]) -> int:
        """Count a refusal; return 0, or the seconds after which the client may try again."""
        key, now = _network_key(self.address(peer, forwarded)), self._now()
        left, at = self._left.pop(key, (float(self._often), now))
        left = min(self._often, left + (now - at) * self._often / 60.0)
        wait = 0 if left >= 1.0 else math.ceil((1.0 - left) * 60.0 / self._often)
        self._left[key] = (left if wait else left - 1.0, now)
        if len(self._left) > self._most:
            self._left.popitem(last=False)
        return wait

    def address(self, peer: str | None, forwarded: Sequence[str]) -> Address | None:
        """Return the client's address: the last in ``forwarded`` (X-Forwarded-For) that is none of the trusted proxies.

        ``peer``: the connection's own address, which counts where it is no such proxy. None where it cannot be parsed.
        """
        found = _parsed(peer or "")
        for hop in reversed(",".join(forwarded).split(",")):
            if found is None or not any(found in network for network in self._proxies):
                break
            if (before := _parsed(hop)) is None:
                break
            found = before
        return found


def _parsed(text: str) -> Address | None:
    """Return the address in one entry of X-Forwarded-For; some proxies add a port."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def _network_key(address: Address | None) -> str:
    """Return what is counted together: IPv6 clients by their /64 network."""
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address.packed[:8] + bytes(8), 64)))
    return str(address)
