"""Does Personio tell us of decisions at once?

Rule: only looked at; the webhook itself is made by who runs the bot. Without one, polling finds out later.
"""

from __future__ import annotations

from typing import Final

from bot.checks.finding import Finding, ok, warning
from bot.checks.sight import Sight
from personio_client import PersonioError, Webhook

PATH: Final = "/webhooks/personio"
EVENTS: Final = frozenset(
    {
        "absence-period.created",
        "absence-period.updated.status",
        "absence-period.updated.timerange",
        "absence-period.deleted",
    }
)
_LATER: Final = "decisions arrive by polling only, some minutes late"


async def check(sight: Sight) -> list[Finding]:
    """Look for a webhook that is enabled, points here and tells enough."""
    settings = sight.settings
    if "personio_webhook_token" not in type(settings).model_fields:
        return []
    if not getattr(settings, "personio_webhook_token", None):
        return [
            warning(
                "webhook.token_missing",
                f"PERSONIO_WEBHOOK_TOKEN is empty: {_LATER}.",
                "Put a long random text there and give the same one to the webhook in Personio.",
                about="PERSONIO_WEBHOOK_TOKEN",
            )
        ]
    if not settings.bot_domain or not await sight.let_in():
        return []  # told already
    try:
        webhooks = await sight.personio.webhooks()
    except PersonioError as error:
        return [
            warning(
                "webhook.unknown",
                f"Personio does not tell which webhooks there are ({type(error).__name__}).",
                "Give the API credential the right personio:webhooks:read, or look in Personio yourself.",
                about="personio:webhooks:read",
            )
        ]
    return [_judged(f"https://{settings.bot_domain}{PATH}", webhooks)]


def _judged(url: str, webhooks: list[Webhook]) -> Finding:
    here = [each for each in webhooks if each.url.rstrip("/").casefold() == url.casefold()]
    if not here:
        return warning(
            "webhook.missing",
            f"No webhook in Personio points to {url}: {_LATER}.",
            "Make one in Personio with PERSONIO_WEBHOOK_TOKEN as its token and the events that begin with "
            "absence-period.",
            about=url,
        )
    enabled = [each for each in here if each.enabled]
    if not enabled:
        return warning(
            "webhook.disabled",
            f"The webhook to {url} is switched off: {_LATER}.",
            "Switch it on in Personio.",
            about=url,
        )
    missing = min((EVENTS - set(each.events) for each in enabled), key=len)
    if missing:
        return warning(
            "webhook.events_missing",
            f"The webhook to {url} does not tell of {', '.join(sorted(missing))}: those arrive by polling only.",
            "Tick these events for it in Personio.",
            about=url,
        )
    return ok("webhook.ready", "Personio tells of decisions at once.")
