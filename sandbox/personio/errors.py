"""Personio's error bodies.

Handlers raise one of these; only the middleware turns them into responses.
Source: https://github.com/personio/api-docs (common-components-v2.json, personio-personnel-data-api-oa3.yaml)
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

CODES = "https://developer.personio.de/v2.0/page/public-api-error-codes"
LATER = "There was a problem while processing this request. Please try again later."
UNAVAILABLE = "The server is temporarily unavailable. Please try again later."
SERVER_ERRORS = {
    500: ("Internal Server Error", LATER),
    502: ("Bad Gateway", LATER),
    503: ("Service Unavailable", UNAVAILABLE),
    504: ("Gateway Timeout", LATER),
}


class ApiError(Exception):
    """An answer that is an error."""

    status: int


class Problem(ApiError):
    """A v2 error, sent as ``application/problem+json``."""

    def __init__(
        self, status: int, title: str, detail: str, kind: str | None = None, meta: dict[str, Any] | None = None
    ) -> None:
        super().__init__(title)
        self.status = status
        self.entry: dict[str, Any] = {"title": title, "detail": detail, "type": kind, "_meta": meta or {}}


class V1Error(ApiError):
    """A v1 error. ``code`` is often not the HTTP status."""

    def __init__(self, status: int, message: str, code: int | None = None, error_data: object = None) -> None:
        super().__init__(message)
        self.status = status
        self.error: dict[str, Any] = {"code": status if code is None else code, "message": message}
        if error_data is not None:
            self.error["error_data"] = error_data


def problem_response(status: int, entry: dict[str, Any], trace_id: str, timestamp: str) -> web.Response:
    body = {"personio_trace_id": trace_id, "timestamp": timestamp, "errors": [entry]}
    return web.json_response(body, status=status, content_type="application/problem+json")


def v1_response(status: int, error: dict[str, Any]) -> web.Response:
    return web.json_response({"success": False, "error": error}, status=status)


def unknown_route(path: str) -> Problem:
    """Return the answer to a path that does not exist, or to a beta path without its header."""
    detail = f"The endpoint with {path} was not found."
    return Problem(404, "Not Found", detail, f"{CODES}#apinot_found", {"path": path})


def unknown_id() -> Problem:
    """Return the answer to an id that does not exist."""
    return Problem(
        404,
        "Resource not found",
        "The requested resource was not found. The resource could have been deleted or never existed in our system.",
        "https://developer.personio.de/reference/errors#common.requested_resource_not_found",
    )


def missing_scope(status: int) -> Problem:
    """Return the answer to a token without the needed scope."""
    detail = "Client scope insufficient to access resource"
    return Problem(status, "Insufficient access scope", detail, f"{CODES}#commonforbidden")


def bad_value(name: str) -> Problem:
    """Return the answer to a query parameter that makes no sense."""
    return Problem(400, "Bad Request", f"Provided value for {name} is not valid")


def unauthorized() -> Problem:
    """Return the 401 for a missing or bad token, and for a token without the right to v2's persons."""
    return Problem(401, "Unauthorized Request", "The access token is missing, invalid or not allowed to do this.")


def invalid_json(detail: str) -> Problem:
    """Return the answer to a body of the wrong shape."""
    return Problem(400, "Invalid JSON", detail)
