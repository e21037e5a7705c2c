"""``webhooks``: have Personio tell us at once what happens, instead of when it is asked.

As often as wanted with the same result; only a webhook that points to this bot is touched, and no token is shown.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

import click

from bot.bootstrap import personio_client
from bot.cli.runtime import read_settings, run
from bot.observability.logs import log_to_stderr
from bot.settings.settings import Settings
from bot.web.personio_webhook import PATH, SHORTEST_TOKEN, token_fault
from personio_client import NotAllowed, PersonioClient, PersonioError, Webhook

EVENTS: Final = (
    "absence-period.created",
    "absence-period.updated.status",
    "absence-period.updated.timerange",
    "absence-period.deleted",
)
_DESCRIPTION: Final = "Personio for Microsoft Teams"

Work = Callable[[PersonioClient, str, list[Webhook]], Awaitable[None]]


@click.group()
def webhooks() -> None:
    """Register or remove the webhook by which Personio notifies the bot."""


@webhooks.command("list")
def list_() -> None:
    """Show the webhooks of this credential."""
    settings = _settings()

    async def work(_client: PersonioClient, url: str, found: list[Webhook]) -> None:
        for each in found:
            state = "enabled" if each.enabled else "disabled"
            ours = ", this bot's" if each.url == url else ""
            click.echo(f"{each.id}: {each.url} ({state}{ours}), {', '.join(each.events) or 'no events'}")
        if not found:
            click.echo("There is no webhook.")

    _with_personio(settings, work)


@webhooks.command()
def register() -> None:
    """Have Personio post its news to https://BOT_DOMAIN/webhooks/personio."""
    settings = _settings()
    _address(settings)
    token = settings.personio_webhook_token.get_secret_value() if settings.personio_webhook_token else ""
    if token_fault(token):
        raise click.ClickException(
            f"Set PERSONIO_WEBHOOK_TOKEN to a random text of {SHORTEST_TOKEN} characters or more "
            "(openssl rand -hex 32), restart the bot with it, then register."
        )

    async def work(client: PersonioClient, url: str, found: list[Webhook]) -> None:
        ours = [each for each in found if each.url == url]
        if not ours:
            new = await client.create_webhook(url, description=_DESCRIPTION, events=EVENTS, token=token)
            click.echo(f"Registered: Personio posts its news to {url} (webhook {new}).")
            return
        # Whether the token is the right one, Personio does not tell: it is written again.
        await client.update_webhook(ours[0].id, description=_DESCRIPTION, events=EVENTS, token=token, enabled=True)
        click.echo(f"Registered already, brought up to date: {url} (webhook {ours[0].id}).")

    _with_personio(settings, work)


@webhooks.command()
def remove() -> None:
    """Have Personio post nothing to this bot any more; it is asked every two minutes instead."""
    settings = _settings()
    _address(settings)

    async def work(client: PersonioClient, url: str, found: list[Webhook]) -> None:
        ours = [each for each in found if each.url == url]
        for each in ours:
            await client.delete_webhook(each.id)
        click.echo(f"{len(ours)} removed." if ours else f"No webhook points to {url}: nothing to remove.")

    _with_personio(settings, work)


def _settings() -> Settings:
    settings = read_settings()
    log_to_stderr("error")
    if not (settings.personio_client_id and settings.personio_client_secret):
        raise click.ClickException("Set PERSONIO_CLIENT_ID and PERSONIO_CLIENT_SECRET first.")
    return settings


def _address(settings: Settings) -> str:
    """Return where Personio reaches this bot. Raises ClickException."""
    if not settings.bot_domain:
        raise click.ClickException("Set BOT_DOMAIN to where the bot is reached from the internet, without https://.")
    return f"https://{settings.bot_domain}{PATH}"


def _with_personio(settings: Settings, work: Work) -> None:
    url = _address(settings) if settings.bot_domain else ""

    async def asked() -> None:
        async with personio_client(settings) as client:
            await work(client, url, await client.webhooks())

    try:
        run(asked())
    except NotAllowed as error:
        right = error.right or "personio:webhooks:read and personio:webhooks:write"
        raise click.ClickException(
            f"Personio does not let this credential do that ({type(error).__name__}): it may lack {right}."
        ) from None
    except PersonioError as error:
        detail = f" {error.detail}" if error.detail else ""
        trace = f" (trace id {error.trace_id})" if error.trace_id else ""
        raise click.ClickException(f"Personio did not do it: {type(error).__name__}{trace}.{detail}") from None
