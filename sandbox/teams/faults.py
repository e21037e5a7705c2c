"""What can go wrong on the platform's side, by name, and the queue of what goes wrong next.

Bodies are the platform's own shapes; a fault is used up by the request it hits.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error as the platform words it."""

    status: int
    code: str
    message: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> web.Response:
        """Return it as an HTTP answer."""
        body: dict[str, Any] = {"error": {"code": self.code, "message": self.message}} if self.code else {}
        if self.code == "MessageWritesBlocked":
            details = {
                "subCode": self.code,
                "details": self.message,
                "errorCode": None,
                "errorSubCode": None,
            }
            body = {"errorCode": 209, "message": json.dumps(details, indent=2).replace("\n", "\r\n")}
        return web.json_response(body, status=self.status, headers=dict(self.headers))


REFUSALS: dict[str, Refusal] = {
    refusal.code: refusal
    for refusal in (
        Refusal(400, "Bad Argument", "Unknown activity type or malformed payload."),
        Refusal(401, "BotNotRegistered", "The bot is not registered."),
        Refusal(403, "BotDisabledByAdmin", "The bot is disabled by the tenant admin."),
        Refusal(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster."),
        Refusal(403, "ConversationBlockedByUser", "User blocked the conversation with the bot."),
        Refusal(403, "MessageWritesBlocked", "Thread is blocked from message writes."),
        Refusal(403, "ForbiddenOperationException", "Bot is not installed in user's personal scope."),
        Refusal(403, "InvalidBotApiHost", "Invalid bot api host. For GCC tenants, please use the GCC host."),
        Refusal(403, "NotEnoughPermissions", "The bot does not have enough permissions."),
        Refusal(404, "ActivityNotFoundInConversation", "Activity not found in conversation."),
        Refusal(404, "ConversationNotFound", "Conversation not found."),
        Refusal(404, "MemberNotFoundInConversation", "Member not found in conversation."),
        Refusal(412, "PreconditionFailed", "Precondition failed, please try again."),
        Refusal(413, "MessageSizeTooBig", "Message size too large."),
        Refusal(429, "Throttled", "Too many requests.", {"Retry-After": "1"}),
        Refusal(500, "ServiceError", "Internal server error."),
    )
}
_NAMED: dict[str, Refusal] = {
    "403_no_code": Refusal(403, "", ""),
    "undecryptable": Refusal(400, "BadArgument", "Failed to decrypt conversation id"),
    "403_undecryptable": Refusal(403, "BadArgument", "Failed to decrypt conversation id"),
    "403_service_error": Refusal(403, "ServiceError", "Unknown"),
}
"""Refusals that say nothing, and those that real connectors take back a little later."""
_SHORT = {
    "400": "Bad Argument",
    "401": "BotNotRegistered",
    "403": "BotNotInConversationRoster",
    "404": "ActivityNotFoundInConversation",
    "412": "PreconditionFailed",
    "413": "MessageSizeTooBig",
    "429": "Throttled",
    "500": "ServiceError",
}
_HTML = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
DROPS = frozenset({"hang", "reset", "hang_after", "reset_after"})  # *_after: delivered, the answer is lost
AFTER = "_after"
KINDS = frozenset(
    {
        *REFUSALS,
        *_NAMED,
        *_SHORT,
        "404_no_code",
        "429_no_retry_after",
        "html_502",
        "502",
        "502_after",
        "503",
        "504",
        *DROPS,
    }
)


def throttled(seconds: float | None) -> web.Response:
    """Return a 429; ``seconds`` goes into Retry-After, rounded up."""
    headers = {} if seconds is None else {"Retry-After": str(max(1, -int(-seconds // 1)))}
    return Refusal(429, "Throttled", "Too many requests.", headers).response()


def failure(kind: str) -> web.Response:
    """Return the HTTP answer of a fault. Raises KeyError for a fault that is no answer (``hang``, ``reset``)."""
    if kind == "429_no_retry_after":
        return throttled(None)
    if kind == "html_502":
        return web.Response(status=502, text=_HTML, content_type="text/html")
    if kind == "404_no_code":
        return web.json_response({"message": "No HTTP resource was found that matches the request URI."}, status=404)
    kind = kind.removesuffix(AFTER)
    if kind in {"502", "503", "504"}:
        return Refusal(int(kind), "ServiceError", "The service is unavailable.").response()
    return (_NAMED.get(kind) or REFUSALS[_SHORT.get(kind, kind)]).response()


class Faults:
    """The failures planned for the next requests to Teams: queued ones, and a random share."""

    def __init__(self) -> None:
        self._queue: list[tuple[str, str | None, str | None]] = []
        self._rate = 0.0
        self._kinds: Sequence[str] = ()
        self._where = ""
        self._random = random.Random(0)
        self.latency = 0.0  # seconds from the work to its answer

    def add(self, kind: str, times: int, operation: str | None, conversation: str | None) -> None:
        """Queue a fault. Raises ValueError for an unknown kind."""
        self._queue += [(_known(kind), operation, conversation)] * times

    def at_random(self, rate: float, kinds: Sequence[str], seed: int, *, where: str = "") -> None:
        """Let a share of all requests (``rate``, 0 to 1) fail, the same for the same seed and order; 0 ends it.

        ``where``: only conversations whose ids begin so. Raises ValueError for an unknown kind.
        """
        self._rate, self._kinds, self._where = rate, tuple(map(_known, kinds)), where
        self._random = random.Random(seed)

    def take(self, operation: str, conversation: str) -> str | None:
        """Return the planned fault for this request, and use it up; None for none."""
        for index, (kind, only, where) in enumerate(self._queue):
            if only in (None, operation) and (where is None or conversation.startswith(where)):
                del self._queue[index]
                return kind
        if self._rate and conversation.startswith(self._where) and self._random.random() < self._rate:
            return self._random.choice(self._kinds)
        return None


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError(f"unknown fault {kind!r}; there are {', '.join(sorted(KINDS))}")
    return kind
