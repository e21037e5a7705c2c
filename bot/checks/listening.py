"""Can the bot listen where it is told to?

Rule: the port is taken and given back without answering anybody; a bot that runs there already is no problem.
"""

from __future__ import annotations

import asyncio
import errno

import httpx

from bot.checks.finding import Finding, ok, problem, warning
from bot.checks.sight import Sight
from bot.settings import Settings
from bot.teams.addresses import is_loopback


async def check(sight: Sight) -> list[Finding]:
    """Bind to HOST and PORT for a moment."""
    settings = sight.settings
    host = "127.0.0.1" if settings.local else settings.host
    found = []
    if settings.local and not is_loopback(settings.host):
        found.append(
            warning(
                "settings.host_ignored",
                f"HOST is {settings.host}, but in local mode the bot listens on 127.0.0.1 only.",
                "Set MicrosoftAppId and what belongs to it, or take HOST away.",
                about="HOST",
            )
        )
    if not settings.local and settings.port == 0:
        found.append(
            warning(
                "settings.port_random",
                "PORT is 0: the bot listens on another port after each start, and Teams would not find it.",
                "Set PORT to the one that your proxy sends to; the usual one is 3978.",
                about="PORT",
            )
        )
    found.append(await _bound(settings, host, "PORT", settings.port))
    if settings.metrics_port and settings.metrics_port != settings.port:  # the same one: told among the settings
        found.append(await _bound(settings, host, "METRICS_PORT", settings.metrics_port))
    return found


async def _bound(settings: Settings, host: str, name: str, port: int) -> Finding:
    where = f"{host}:{port}"
    try:
        listener = await asyncio.get_running_loop().create_server(asyncio.Protocol, host, port, start_serving=False)
    except UnicodeError:  # of a name that cannot be one
        return problem(
            "settings.cannot_listen",
            "The bot cannot listen: HOST is no address.",
            "HOST must be an address of this machine (0.0.0.0 for all of them).",
            about="HOST",
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return await _taken(host, name, port)
        return problem(
            "settings.cannot_listen",
            f"The bot cannot listen on {where}: {error.strerror or type(error).__name__}.",
            f"HOST must be an address of this machine (0.0.0.0 for all of them), and {name} at least 1024 unless you "
            "are root.",
            about="HOST",
        )
    listener.close()
    alone = not settings.local and is_loopback(host)
    reach = ", for a proxy on this machine. In a container set HOST to 0.0.0.0" if alone else ""
    return ok("settings.port_free", f"The bot can listen on {where}{reach}.", about=name)


async def _taken(host: str, name: str, port: int) -> Finding:
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - nothing is bound here
    try:
        async with httpx.AsyncClient(timeout=3.0, trust_env=False) as client:
            answer = await client.get(f"http://{f'[{here}]' if ':' in here else here}:{port}/healthz")
        alive = answer.status_code == 200
    except (httpx.HTTPError, httpx.InvalidURL):
        alive = False
    if alive:
        return ok("settings.bot_listening", f"A bot is up and listening on {host}:{port}.", about=name)
    return problem(
        "settings.port_taken",
        f"Another program listens on {host}:{port}: the bot cannot start.",
        f"Stop that program, or set {name} to a free one and tell your proxy.",
        about=name,
    )
