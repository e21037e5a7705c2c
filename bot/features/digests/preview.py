"""What would be posted on a day, as data: for the command line and for tests.

Needs no Teams, changes nothing, and says the same twice. The shape is an interface: see docs.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.core.subscriptions import Subscription
from bot.services.context import Services
from bot.services.digests import update_of
from cards.digest import AbsentLine, DigestView, EventLine, Week, digest_card
from cards.i18n import translator


async def preview_update(services: Services, subscription: Subscription, day: date) -> dict[str, Any]:
    """Return a day's update of one subscription. Raises PersonioError."""
    update = await update_of(services, subscription, day)
    posted = update.reason is None
    view, card = update.view, digest_card(update.view, translator(subscription.language)) if posted else None
    return {
        "subscription": subscription.id,
        "channel_id": subscription.channel_id,
        "day": day.isoformat(),
        "posted": posted,
        "reason": update.reason,
        **_lines(update.view, posted=posted),
        "week": _week(view.week) if posted and view.week else [],
        "text": card.summary if card else None,
        "card": card.content if card else None,
    }


async def preview_all(services: Services, day: date) -> list[dict[str, Any]]:
    """Return a day's update of every subscription. Raises PersonioError."""
    return [await preview_update(services, each, day) for each in await services.store.subscriptions.all()]


def _lines(view: DigestView, *, posted: bool) -> dict[str, Any]:
    """Return the lines of each topic that has a name here; none where nothing is posted."""
    told = [(topic.field, lines if posted else ()) for topic, lines in view.topics() if topic.event]
    return {field: [_row(each) for each in lines] for field, lines in told}


def _row(line: AbsentLine | EventLine) -> dict[str, Any]:
    return _absent(line) if isinstance(line, AbsentLine) else _event(line)


def _absent(line: AbsentLine) -> dict[str, Any]:
    return {
        "person": line.person_id,
        "name": line.name,
        "half": line.half,
        "back_on": line.back_on.isoformat() if line.back_on else None,
    }


def _week(week: Week) -> list[dict[str, Any]]:
    """Return what the days to come bring, by day; those away first, then as the card has them."""
    away = [{"event": "absence", "on": str(line.from_day)} | _absent(line) for line in week.absent]
    events = [{"event": topic.event} | _event(line) for topic, lines in week.events() for line in lines]
    return sorted([*away, *events], key=lambda row: str(row["on"]))


def _event(line: EventLine) -> dict[str, Any]:
    years = {} if line.years is None else {"years": line.years}
    return {"person": line.person_id, "name": line.name, "on": line.on.isoformat()} | years
