"""What Teams sends to a bot: envelopes, messages, invokes and install events.

One function per activity, each with exactly the keys Teams gives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sandbox.teams.world import Place, Team, User

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """What every activity between one tenant and one bot has in common."""

    tenant_id: str
    bot_id: str
    bot_name: str
    service_url: str

    def envelope(self, kind: str, user: User, place: Place, now: datetime) -> Json:
        """Return what every activity of a person has."""
        zone = ZoneInfo(user.time_zone)
        conversation: Json = {"conversationType": "personal", "tenantId": self.tenant_id, "id": place.conversation_id}
        if place.team is not None:
            conversation |= {"conversationType": "channel", "isGroup": True}
        if place.group is not None:
            conversation |= {"conversationType": "groupChat", "isGroup": True}
        tenant_id = user.tenant_id or self.tenant_id
        return {
            "type": kind,
            "id": f"f:{uuid4()}",
            "timestamp": now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "localTimestamp": now.astimezone(zone).isoformat(timespec="milliseconds"),
            "localTimezone": user.time_zone,
            "serviceUrl": self.service_url,
            "channelId": "msteams",
            "from": {"id": user.id, "name": user.name, "aadObjectId": user.object_id},
            "conversation": conversation,
            "recipient": {"id": self.bot_id, "name": self.bot_name},
            "locale": user.locale,
            "entities": [
                {
                    "type": "clientInfo",
                    "locale": user.locale,
                    "country": user.locale.partition("-")[2] or "NL",
                    "platform": "Web",
                    "timezone": user.time_zone,
                }
            ],
            "channelData": self._channel_data(place, tenant_id),
        }

    def _channel_data(self, place: Place, tenant_id: str) -> Json:
        data: Json = {"tenant": {"id": tenant_id}}
        if place.team is not None:
            data |= {
                "teamsTeamId": place.team.id,
                "teamsChannelId": place.id,
                "team": {"id": place.team.id},
                "channel": {"id": place.id},
            }
        return data

    def message(self, user: User, place: Place, now: datetime, *, message_id: str, text: str, mention: bool) -> Json:
        """Return a message; where others read it, it mentions the bot, or Teams would not deliver it."""
        activity = self.envelope("message", user, place, now) | {"id": message_id, "textFormat": "plain", "text": text}
        if mention:
            tag = f"<at>{self.bot_name}</at>"
            activity["text"] = f"{tag} {text}"
            mentioned = {"id": self.bot_id, "name": self.bot_name}
            activity["entities"].append({"type": "mention", "text": tag, "mentioned": mentioned})
            span = (
                f'<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">{escape(self.bot_name)}</span>'
            )
            activity["attachments"] = [
                {"contentType": "text/html", "content": f"<div>{span}&nbsp;{escape(text)}</div>"},
            ]
        return activity

    def execute(self, user: User, place: Place, now: datetime, *, card_id: str, action: Mapping[str, Any]) -> Json:
        """Return the invoke of an Action.Execute. ``action`` has ``data`` with the inputs merged, and ``trigger``."""
        sent = {key: action[key] for key in ("id", "verb", "data") if action.get(key) is not None}
        return self._invoke("adaptiveCard/action", user, place, now, card_id) | {
            "value": {"action": {"type": "Action.Execute", **sent}, "trigger": action.get("trigger", "manual")},
        }

    def search(self, user: User, place: Place, now: datetime, *, card_id: str, query: Mapping[str, Any]) -> Json:
        """Return the invoke of a type-ahead. ``query``: ``text``, ``dataset``, ``skip``, ``top``, ``data``."""
        value: Json = {
            "queryText": query["text"],
            "queryOptions": {"skip": query.get("skip", 0), "top": query.get("top", 15)},
            "dataset": query["dataset"],
        }
        if query.get("data") is not None:
            value["data"] = query["data"]
        return self._invoke("application/search", user, place, now, card_id) | {"value": value}

    def _invoke(self, name: str, user: User, place: Place, now: datetime, card_id: str) -> Json:
        activity = self.envelope("invoke", user, place, now) | {"name": name, "replyToId": card_id}
        activity["channelData"] |= {"source": {"name": "message"}, "legacy": {"replyToId": card_id}}
        return activity

    def submit(self, user: User, place: Place, now: datetime, *, message_id: str, card_id: str, value: Any) -> Json:
        """Return the message of an Action.Submit: a value and no words."""
        activity = self.envelope("message", user, place, now)
        activity["channelData"] |= {"source": {"name": "message"}, "legacy": {"replyToId": card_id}}
        return activity | {"id": message_id, "replyToId": card_id, "value": value}

    def installed(self, user: User, place: Place, now: datetime, *, action: str) -> list[Json]:
        """Return both activities that tell of an installation or a removal (``add``, ``remove``, ``add-upgrade``)."""
        update = self.envelope("installationUpdate", user, place, now) | {"action": action}
        roster = self.envelope("conversationUpdate", user, place, now)
        members: list[Json] = [{"id": self.bot_id}]
        if place.team is not None:
            data = self._team_data(place.team, user)
            data["settings"] = {"selectedChannel": {"id": place.id}}
            update["channelData"] = data | {"channel": {"id": place.id}, "source": {"name": "message"}}
            roster["channelData"] = data | {
                "eventType": "teamMemberRemoved" if action.startswith("remove") else "teamMemberAdded",
            }
        else:
            members.append({"id": user.id, "aadObjectId": user.object_id})
        roster["membersRemoved" if action.startswith("remove") else "membersAdded"] = members
        # An upgrade and the removal from a personal chat change no roster.
        silent = "upgrade" in action or (action == "remove" and place.team is None)
        return [update] if silent else [update, roster]

    def team_event(self, user: User, team: Team, now: datetime, *, event: str, extra: Mapping[str, Any]) -> Json:
        """Return a ``conversationUpdate`` about a team, with its ``eventType`` such as ``channelRenamed``.

        ``extra``: more fields of ``channelData``; ``membersAdded`` and ``membersRemoved`` go on the activity itself.
        """
        place = Place(id=team.id, team=team)
        activity = self.envelope("conversationUpdate", user, place, now)
        rosters = {key: extra[key] for key in ("membersAdded", "membersRemoved") if key in extra}
        said = {key: value for key, value in extra.items() if key not in rosters}
        activity["channelData"] = self._team_data(team, user) | {"eventType": event, **said}
        return activity | rosters

    def _team_data(self, team: Team, user: User) -> Json:
        return {
            "team": {"id": team.id, "name": team.name, "aadGroupId": team.aad_group_id},
            "tenant": {"id": user.tenant_id or self.tenant_id},
        }
