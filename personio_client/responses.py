"""From an HTTP answer to its JSON, or to the error it stands for.

The status decides first, then the title in lower case; texts and addresses in a body never do (they are
localised and change). https://developer.personio.de/v2.0/page/public-api-error-codes
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from personio_client.errors import (
    AbsenceConflict,
    BadAnswer,
    BadCredentials,
    Conflict,
    NotAllowed,
    NotFound,
    PersonioError,
    RateLimited,
    Refused,
    SubstituteInvalid,
    SubstituteNotAllowed,
    SubstituteRequired,
    Substituting,
    Unavailable,
    Unprocessable,
)

# Words that must all be in the title, most telling first: only one real body is known, so the match is loose.
_TITLES: tuple[tuple[tuple[str, ...], type[Refused]], ...] = (
    (("substitute", "not allowed"), SubstituteNotAllowed),
    (("substitute", "required"), SubstituteRequired),
    (("substitute", "invalid"), SubstituteInvalid),
    (("substituting",), Substituting),
    (("absence", "conflict"), AbsenceConflict),
)

_BY_STATUS: dict[int, type[PersonioError]] = {
    401: NotAllowed,
    403: NotAllowed,
    404: NotFound,
    408: Unavailable,
    409: Conflict,
    410: NotFound,
    422: Unprocessable,
    429: RateLimited,
}
LONGEST = 300.0  # seconds of a Retry-After that are kept: nothing that waits here is left alone for longer
_AUTH_PATHS = {"/v2/auth/token", "/v1/auth"}

_RIGHTS = (
    ("/v2/absence", "personio:absences:read", "personio:absences:write"),
    ("/v2/holidays", "personio:absences:read", "personio:absences:write"),
    ("/v2/persons", "personio:persons:read", "personio:persons:write"),
    ("/v2/webhooks", "personio:webhooks:read", "personio:webhooks:write"),
    ("/v1/company/employees/{id}/absences", "absences:read", "absences:write"),
    ("/v1/company/employees", "employees:read", "employees:write"),
    ("/v1/company/time-off", "absences:read", "absences:write"),
)


@dataclass(frozen=True, slots=True)
class Operation:
    """What was asked: ``method`` and ``path`` with ``{id}`` in place of ids, and whether it changes something."""

    method: str
    path: str
    write: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str | None
    detail: str | None


def read_json(body: bytes) -> Any:
    """Return the JSON in ``body``, fractions as Decimal; raise ValueError for anything else."""
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise ValueError("not JSON") from None


def payload(operation: Operation, status: int, headers: Mapping[str, str], body: bytes) -> Any:
    """Return the JSON of a good answer (None where it is empty); raise the error of any other."""
    if not 200 <= status < 300:
        raise error_of_response(operation, status, headers, body)
    if not body.strip():
        return None
    try:
        answer = read_json(body)
    except ValueError:
        raise bad_answer(operation, "not JSON", status=status) from None
    if isinstance(answer, dict) and answer.get("success") is False:  # v1 says so with HTTP 200, too
        raise error_of_response(operation, status, headers, body)
    return answer


def bad_answer(operation: Operation, why: str, *, status: int | None = None) -> BadAnswer:
    """Return the error for an answer that cannot be understood; ``why`` names no content."""
    return BadAnswer(f"{operation}: {why}", operation=str(operation), status=status, definite=not operation.write)


def error_of_response(operation: Operation, status: int, headers: Mapping[str, str], body: bytes) -> PersonioError:
    """Return the error that an answer stands for, whatever its body is.

    Known bodies: v2 ``errors`` (application/problem+json), v1 ``error``, and the token's ``error`` text.
    """
    try:
        answer = read_json(body)
    except ValueError:
        answer = None
    answer = answer if isinstance(answer, dict) else {}
    entries = _entries(answer)
    means = (_code(answer) or status) if status < 300 else status
    kind, entry = _kind(operation, means, entries, answer)
    trace_id = _text(answer.get("personio_trace_id")) or _text(answer.get("trace_id"))
    words = [f"{operation}: {status}", entry.title or "", f"(trace {trace_id})" if trace_id else ""]
    error = kind(
        " ".join(word for word in words if word),
        operation=str(operation),
        status=status,
        title=entry.title,
        detail=entry.detail,
        trace_id=trace_id,
        definite=not operation.write or not issubclass(kind, Unavailable | BadAnswer),
    )
    if isinstance(error, RateLimited):
        error.retry_after = retry_after(headers)
    if isinstance(error, NotAllowed):
        error.right = likely_right(operation)
    return error


def likely_right(operation: Operation) -> str | None:
    """Return the scope of the credential that an operation needs, as far as known."""
    for prefix, reading, writing in _RIGHTS:
        if operation.path.startswith(prefix):
            return writing if operation.write else reading
    return None


def _kind(
    operation: Operation, status: int, entries: list[_Entry], answer: dict[str, Any]
) -> tuple[type[PersonioError], _Entry]:
    """Return the kind of error and the entry of the body that says so."""
    first = entries[0] if entries else _Entry(None, None)
    kind = _BY_STATUS.get(status, Unavailable if status >= 500 else Refused)
    if 300 <= status < 400:  # we follow no redirects: this is somebody else answering
        kind = BadAnswer
    if operation.path in _AUTH_PATHS:
        # "Not found" would be taken for the thing that was asked for, not for the token.
        down = kind is NotFound or answer.get("error") in ("server_error", "temporarily_unavailable")
        kind = Unavailable if down else BadCredentials if issubclass(kind, Refused | NotAllowed) else kind
    elif kind in {Conflict, Unprocessable}:
        matches = ((e, k) for words, k in _TITLES for e in entries if all(w in (e.title or "").lower() for w in words))
        first, kind = next(matches, (first, kind))
    return kind, first


def _entries(answer: dict[str, Any]) -> list[_Entry]:
    errors, error = answer.get("errors"), answer.get("error")
    if isinstance(errors, list):
        return [_Entry(_text(e.get("title")), _text(e.get("detail"))) for e in errors if isinstance(e, dict)]
    if isinstance(error, dict):
        return [_Entry(None, _text(error.get("message")))]
    if isinstance(error, str):
        return [_Entry(_text(error), _text(answer.get("error_description")))]
    return []


def _code(answer: dict[str, Any]) -> int | None:
    error = answer.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, int) and 400 <= code < 600 else None


def _text(value: Any) -> str | None:
    return " ".join(value.split())[:500] or None if isinstance(value, str) else None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that an answer asks to wait, at most :data:`LONGEST`; None for no number, or 0."""
    value = headers.get("retry-after")
    return (min(float(value), LONGEST) or None) if value and value.isascii() and value.strip().isdecimal() else None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
