"""Ask the bot on this machine whether it is alive: ``python -m bot.cli.health``, the image's health check.

Only the standard library is imported, because a check runs every 30 seconds. It reads ``HOST`` and ``PORT`` itself for
that reason; everything else takes them from :mod:`bot.settings.settings`.
"""

from __future__ import annotations

import http.client
import os
import sys
from collections.abc import Iterator

TIMEOUT = 1.5  # seconds for one address, of which there are three at most
DEFAULT_PORT = 3978


def addresses(host: str) -> Iterator[str]:
    """Return where a bot with this ``HOST`` may listen: both loopbacks, and the address itself.

    In local mode it listens on 127.0.0.1 whatever ``HOST`` says; for ``::`` it takes IPv6 alone.
    """
    yield from ("127.0.0.1", "::1")
    if host not in ("", "0.0.0.0", "::", "127.0.0.1", "::1"):  # noqa: S104  # nothing is bound here
        yield host


def variable(name: str) -> str:
    """Return an environment variable as the settings read it: its name in any case, no spaces or quotes around it."""
    value = next((text for key, text in os.environ.items() if key.upper() == name), "").strip()
    return value[1:-1].strip() if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value


def alive(host: str, port: int) -> bool:
    """Return whether ``/healthz`` there is 200."""
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)  # asks no proxy
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def check_health() -> int:
    """Return the exit code: 0 where a bot answers on HOST and PORT of the environment, else 1."""
    try:
        port = int(variable("PORT") or DEFAULT_PORT)
    except ValueError:
        return 1  # the bot does not start with it either
    return 0 if any(alive(host, port) for host in addresses(variable("HOST"))) else 1


if __name__ == "__main__":
    sys.exit(check_health())
