"""The activities that Teams would post: who writes, what they say, what they press. Pure.

Rule: as full as Teams sends them, and the same for every bot.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

TENANTS = 25  # the platform's limit is 50 sends a second per tenant: many tenants, so that no limiter is measured
SEATS = 20  # employees of the demo company
CARD_TYPE = "application/vnd.microsoft.card.adaptive"
BOT = {"id": "28:00000000-0000-0000-0000-0000000000b0", "name": "Personio"}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a tenant. ``seat`` says which employee of the demo company they are."""

    tenant: int
    seat: int

    @property
    def tenant_id(self) -> str:
        return str(uuid5(NAMESPACE_URL, f"tenant/{self.tenant}"))

    @property
    def object_id(self) -> str:
        return str(uuid5(NAMESPACE_URL, f"tenant/{self.tenant}/user/{self.seat}"))

    @property
    def user_id(self) -> str:
        return f"29:bench-{self.tenant}-{self.seat}"

    @property
    def conversation_id(self) -> str:
        return f"a:bench-{self.tenant}-{self.seat}"

    def member(self, email: str) -> dict[str, str]:
        """Return this person as the connector's member call does."""
        return {
            "id": self.user_id,
            "objectId": self.object_id,
            "aadObjectId": self.object_id,
            "name": email.partition("@")[0],
            "email": email,
            "userPrincipalName": email,
            "tenantId": self.tenant_id,
            "userRole": "user",
        }


# Neighbours are of different tenants: a burst spreads over tenants and conversations.
PEOPLE = [Person(tenant, seat) for seat in range(SEATS) for tenant in range(TENANTS)]


def members(emails: list[str]) -> dict[str, dict[str, str]]:
    """Return every person by both of their ids; ``emails`` by seat."""
    everybody = [(person, person.member(emails[person.seat])) for person in PEOPLE]
    return {key: member for person, member in everybody for key in (person.user_id, person.object_id)}


@dataclass(frozen=True, slots=True)
class Wire:
    """Writes activities that are to be answered at ``service_url``."""

    service_url: str

    def message(self, number: int, text: str) -> bytes:
        """Return the number-th message: ``text`` from the person whose turn it is."""
        return self._activity(number, {"type": "message", "text": text, "textFormat": "plain"})

    def press(self, number: int, verb: str, data: dict[str, Any], *, in_message: bool = True) -> bytes:
        """Return the number-th press of an Action.Execute button; not ``in_message``: of a card without an id."""
        action = {"type": "Action.Execute", "verb": verb, "data": data}
        value = {"action": action, "trigger": "manual"}
        place = {"replyToId": f"1700{number:09}"} if in_message else {}
        return self._activity(number, {"type": "invoke", "name": "adaptiveCard/action", "value": value, **place})

    def _activity(self, number: int, own: dict[str, Any]) -> bytes:
        person = PEOPLE[number % len(PEOPLE)]
        client = {"locale": "nl-NL", "country": "NL", "platform": "Web", "timezone": "Europe/Amsterdam"}
        activity = {
            "id": f"bench-{own['type']}-{number}",
            "timestamp": "2026-11-22T09:00:00.000Z",
            "localTimestamp": "2026-11-22T10:00:00.000+01:00",
            "localTimezone": "Europe/Amsterdam",
            "serviceUrl": self.service_url,
            "channelId": "msteams",
            "from": {"id": person.user_id, "name": "Sanne de Vries", "aadObjectId": person.object_id},
            "recipient": BOT,
            "conversation": {
                "conversationType": "personal",
                "id": person.conversation_id,
                "tenantId": person.tenant_id,
            },
            "locale": "nl-NL",
            "entities": [{"type": "clientInfo", **client}],
            "channelData": {"tenant": {"id": person.tenant_id}},
        }
        return json.dumps({**activity, **own}).encode()
