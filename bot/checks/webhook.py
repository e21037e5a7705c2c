"""Does Personio tell us of decisions at once?

Rule: only looked at; the webhook itself is made by who runs the bot. Without one, polling finds out later.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.checks.finding import Finding, ok, problem, warning
from bot.checks.sight import Sight
from bot.webhooks import PATH, token_fault
from personio_client import PersonioError, Webhook

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


async def check(sight: Sight) -> list[Finding]:
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
    """Return that somebody else than Personio could send what the bot believes. Pure."""
    if why := token_fault(token):
        yield problem(
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
