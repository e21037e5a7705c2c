"""Checks of HTTP: can the bot listen on its address, and does a webhook of Personio point to it?

Each port is bound and released without serving anything; a port on which this bot already runs is no problem. The
webhook is read from Personio and never called; without one, the bot learns of decisions by polling, minutes later.
"""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Iterator
from typing import Final

import httpx

from bot.cli.diagnostics.finding import Finding, ok, problem_finding, warning
from bot.cli.diagnostics.probes import Probes
from bot.core.addresses import is_loopback
from bot.settings.settings import Settings
from bot.web.personio_webhook import PATH, token_fault
from personio_client import PersonioError, Webhook


async def check_address(sight: Probes) -> list[Finding]:
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
        return problem_finding(
            "settings.cannot_listen",
            "The bot cannot listen: HOST is no address.",
            "HOST must be an address of this machine (0.0.0.0 for all of them).",
            about="HOST",
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return await _taken(host, name, port)
        return problem_finding(
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
    return problem_finding(
        "settings.port_taken",
        f"Another program listens on {host}:{port}: the bot cannot start.",
        f"Stop that program, or set {name} to a free one and tell your proxy.",
        about=name,
    )


EVENTS: Final = frozenset(
    {
        "absence-period.created",
        "absence-period.updated.status",
        "absence-period.updated.timerange",
        "absence-period.deleted",
    }
)
_REGISTER: Final = "run: python app.py webhooks register"
_LATER: Final = "decisions arrive by polling only, some minutes late"


async def check_webhook(sight: Probes) -> list[Finding]:
    """Look for a webhook that is enabled, points here and tells enough."""
    settings = sight.settings
    if not settings.personio_webhook_token:
        return [
            warning(
                "webhook.token_missing",
                f"PERSONIO_WEBHOOK_TOKEN is empty: {_LATER}.",
                f"Put a long random text there (openssl rand -hex 32), restart the bot, then {_REGISTER}",
                about="PERSONIO_WEBHOOK_TOKEN",
            )
        ]
    weak = list(_weak(settings.personio_webhook_token.get_secret_value()))
    if not settings.bot_domain or not await sight.let_in():
        return weak  # the rest is told already
    try:
        webhooks = await sight.personio.webhooks()
    except PersonioError as error:
        return [
            *weak,
            warning(
                "webhook.unknown",
                f"Personio does not tell which webhooks there are ({type(error).__name__}).",
                "Give the API credential the right personio:webhooks:read, or look in Personio yourself.",
                about="personio:webhooks:read",
            ),
        ]
    return [*weak, _judged(f"https://{settings.bot_domain}{PATH}", webhooks)]


def _weak(token: str) -> Iterator[Finding]:
    """Return that somebody else than Personio could send what the bot believes."""
    if why := token_fault(token):
        yield problem_finding(
            "webhook.token_weak",
            f"PERSONIO_WEBHOOK_TOKEN {why}: it is all that tells Personio's news from anybody else's.",
            f"Put a long random text there (openssl rand -hex 32), restart the bot, then {_REGISTER}",
            about="PERSONIO_WEBHOOK_TOKEN",
        )


def _judged(url: str, webhooks: list[Webhook]) -> Finding:
    here = [each for each in webhooks if each.url.rstrip("/").casefold() == url.casefold()]
    if not here:
        return warning(
            "webhook.missing",
            f"No webhook in Personio points to {url}: {_LATER}.",
            f"Start the bot where that address leads to, then {_REGISTER}",
            about=url,
        )
    enabled = [each for each in here if each.enabled]
    if not enabled:
        return warning(
            "webhook.disabled",
            f"The webhook to {url} is switched off: {_LATER}.",
            f"Have it switched on: {_REGISTER}",
            about=url,
        )
    missing = min((EVENTS - set(each.events) for each in enabled), key=len)
    if missing:
        return warning(
            "webhook.events_missing",
            f"The webhook to {url} does not tell of {', '.join(sorted(missing))}: those arrive by polling only.",
            f"Have them added: {_REGISTER}",
            about=url,
        )
    return ok("webhook.ready", "Personio tells of decisions at once.")
