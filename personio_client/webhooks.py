"""Webhooks: what Personio posts to us, and the subscriptions that make it do so.

A delivery is only a hint to look, and untrusted: it carries an id and no data.
https://developer.personio.de/v2.0/docs/event-driven-data-from-personio
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from typing import Any

from personio_client.errors import BadAnswer
from personio_client.models import Webhook, WebhookEvent
from personio_client.responses import read_json
from personio_client.values import instant, is_id, ref, required_id, text, word


def parse_webhook(body: bytes) -> WebhookEvent:
    """Return the event in a delivery; raise BadAnswer for anything that is none.

    The docs spell the key ``absence-period``, the wire ``absence_period``:
    https://github.com/personio/api-docs/issues/210
    """
    try:
        delivery = read_json(body)
    except ValueError:
        raise BadAnswer("webhook: not JSON") from None
    name = text(delivery.get("event_name")) if isinstance(delivery, dict) else None
    if name is None:
        raise BadAnswer("webhook: no event")
    payload = delivery.get("payload")
    subjects = {key.replace("-", "_"): value for key, value in payload.items()} if isinstance(payload, dict) else {}
    absence_id, person_id = ref(subjects, "absence_period"), ref(subjects, "person")
    if any(found is not None and not is_id(found) for found in (absence_id, person_id)):
        raise BadAnswer("webhook: not an id")
    if name.startswith("absence-period.") and absence_id is None:
        raise BadAnswer("webhook: no absence")
    return WebhookEvent(
        name=name[:100],
        absence_id=absence_id,
        person_id=person_id,
        company_id=text(delivery.get("company_id")),
        occurred_at=instant(delivery.get("occurred_at")),
    )


def is_from_personio(authorization: str | None, token: str) -> bool:
    """Say, in constant time, whether a delivery's Authorization header is the token we gave."""
    sent = (authorization or "").encode(errors="surrogateescape")  # as headers are read: any byte may be in one
    return bool(token) and hmac.compare_digest(sent, token.encode())


def write_webhook(
    *,
    url: str | None = None,
    description: str | None = None,
    events: Sequence[str] | None = None,
    token: str | None = None,
    enabled: bool | None = None,
) -> dict[str, Any]:
    """Return the body that makes or changes a webhook: what is given, nothing else."""
    body: dict[str, Any] = {"url": url, "description": description, "token": token}
    body["enabled_events"] = list(events) if events is not None else None
    body["status"] = {True: "ENABLED", False: "DISABLED", None: None}[enabled]
    body["auth_type"] = "TOKEN" if token is not None else None
    return {key: value for key, value in body.items() if value is not None}


def read_webhook(row: Any) -> Webhook:
    """Return a subscription; raise ValueError where it has no id."""
    webhook_id = required_id(row)
    events = row.get("enabled_events")
    return Webhook(
        id=webhook_id,
        url=text(row.get("url")) or "",
        description=text(row.get("description")) or "",
        enabled=word(row.get("status")) == "enabled",
        events=tuple(filter(None, map(text, events))) if isinstance(events, list) else (),
    )
