"""What in the environment keeps the bot from reaching Personio, Microsoft and Teams, and how to mend it.

No value is shown, since a proxy's address may hold a password. Each fault keeps the bot from starting, and ``check``
reports it too. Where the bot calls addresses of this machine only, as in the demo, there is nothing to check.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from yarl import URL

from bot.core.addresses import is_loopback
from bot.core.proxies import is_usable, named_proxy
from bot.settings.outgoing import target_host
from bot.settings.rules import Fault
from bot.settings.settings import Settings

_TEAMS: Final = "https://smba.trafficmanager.net"
_OF_SIGN_IN: Final = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")  # what requests reads


def outgoing_faults(settings: Settings) -> Iterator[Fault]:
    """Return what in the environment keeps the bot from reaching Personio, Microsoft and Teams."""
    addresses = [settings.personio_base_url, *([] if settings.local else [_TEAMS])]
    outside = [each for each in addresses if not is_loopback(target_host(each) or "localhost")]
    if any((proxy := named_proxy(URL(each))) and not is_usable(proxy) for each in outside):
        yield Fault(
            "settings.proxy_unusable",
            "HTTPS_PROXY",
            "HTTPS_PROXY (or ALL_PROXY) names no proxy that speaks http or https.",
            "Write it as http://proxy.example.com:3128, without quotes; SOCKS is not spoken. User name and password in "
            "it are percent-encoded.",
        )
    names = ("SSL_CERT_FILE", *(() if settings.local else _OF_SIGN_IN)) if outside else ()
    for name in names:
        if (path := os.environ.get(name)) and (why := _no_authorities(Path(path), folder=name in _OF_SIGN_IN)):
            yield Fault(
                "settings.authorities_unusable",
                name,
                f"{name} names no certificate authorities: {why}.",
                f"Let {name} name a PEM file that the bot's user can read, or take the variable away.",
            )


def _no_authorities(path: Path, *, folder: bool) -> str | None:
    """Return why no certificates can be read from a file, None where they can. ``folder``: one will do as well."""
    if folder and path.is_dir():
        return None
    try:
        ssl.create_default_context(cafile=str(path))
    except ssl.SSLError:
        return "the file holds no certificate in PEM form"
    except OSError as error:
        return (error.strerror or type(error).__name__).lower()
    return None
