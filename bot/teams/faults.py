"""What a refusal by Teams means, as the SendError that says what to do.

Rule: pure. The error code decides, not the status: vendor texts disagree on the statuses. Where the code is missing
it is searched in the body, which need not be JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.outbox import LONGEST_PAUSE
from bot.services import Blocked, Gone, NotAllowed, PassingRefusal, SendError, TooLarge, TryLater, Unknown

# https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/rate-limit : what may be tried again
RETRIED = frozenset({412, 429, 502, 503, 504})

# https://learn.microsoft.com/en-us/microsoftteams/platform/bots/build-conversational-capability (error codes)
_CODES: dict[str, type[SendError]] = {
    "ActivityNotFoundInConversation": Gone,
    "ConversationNotFound": Gone,
    "BotNotInConversationRoster": Gone,
    "BotDisabledByAdmin": Blocked,
    "ConversationBlockedByUser": Blocked,
    "MessageWritesBlocked": Blocked,
    "ForbiddenOperationException": Blocked,
    "BotNotRegistered": NotAllowed,
    "InvalidBotApiHost": NotAllowed,
    "NotEnoughPermissions": NotAllowed,
    "MessageSizeTooBig": TooLarge,
}
_STATUSES: dict[int, type[SendError]] = {401: NotAllowed, 403: NotAllowed, 404: Gone, 413: TooLarge}
# Refusals that pass by themselves, though their statuses sound final:
# https://github.com/MicrosoftDocs/msteams-docs/issues/9561
# https://github.com/OfficeDev/microsoft-365-agents-toolkit/issues/10059
_PASSING_STATUSES = frozenset({400, 403})
_PASSING_CODES = frozenset({"ServiceError"})
_PASSING_WORDS = "failed to decrypt"
_LONGEST = 10_000  # bytes of a body that are read


def fault(status: int, headers: Mapping[str, str], body: bytes, now: datetime) -> SendError:
    """Return the error that an answer of Teams is. Pure."""
    text = body[:_LONGEST].decode("utf-8", "replace")
    code = _code(text)
    said = f"Teams answered {status} {code or ''}".rstrip()
    if status in {412, 429}:
        return TryLater(said, code=code, status=status, retry_after=_seconds(headers.get("Retry-After"), now))
    if status >= 500 or status == 408:
        return Unknown(said, code=code, status=status, retry_after=_seconds(headers.get("Retry-After"), now))
    if status in _PASSING_STATUSES and (code in _PASSING_CODES or _PASSING_WORDS in text.lower()):
        return PassingRefusal(said, code=code, status=status, retry_after=_seconds(headers.get("Retry-After"), now))
    kind = _CODES.get(code or "") or _STATUSES.get(status, SendError)
    return kind(said, code=code, status=status)


def _code(text: str) -> str | None:
    try:
        found = json.loads(text)["error"]["code"]
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        found = None
    if isinstance(found, str) and found in _CODES:
        return found
    mentioned = next((code for code in _CODES if code in text), None)
    return mentioned or (found[:100] if isinstance(found, str) else None)


def _seconds(value: str | None, now: datetime) -> float | None:
    """Return Retry-After in seconds; it is a number or an HTTP date. None where it leaves no time to wait for.

    A longer time than a job ever pauses is not kept: whoever asks for a day would cost people that day.
    """
    if value is None:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return min(float(value), LONGEST_PAUSE) or None
    try:
        instant = parsedate_to_datetime(value)
    except ValueError:
        return None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return max(0.0, min((instant - now).total_seconds(), LONGEST_PAUSE)) or None
