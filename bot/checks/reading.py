"""What it means that Personio does not let something be read.

Rule: pure; a missing right is told by its name in Personio, everything else with the trace id for Personio's support.
"""

from __future__ import annotations

from bot.checks.finding import Finding, problem
from personio_client import NotAllowed, PersonioError


def not_read(error: PersonioError, what: str, *, right: str | None = None) -> Finding:
    """Return what an error says about reading ``what``; ``right`` where the error does not know it. Pure."""
    if isinstance(error, NotAllowed):
        missing = error.right or right or "reading"
        return problem(
            "personio.right_missing",
            f"Personio does not tell {what}: the credential has no right for it.",
            f"Give the API credential the right {missing} in Personio (Marketplace, Connected integrations).",
            about=missing,
        )
    status = f", status {error.status}" if error.status else ""
    trace = f", trace id {error.trace_id}" if error.trace_id else ""
    return problem(
        "personio.not_read",
        f"Personio did not tell {what} ({type(error).__name__}{status}{trace}).",
        "Run the check again in a minute. If it stays, ask Personio's support, with the trace id where there is one.",
        about=error.operation or "",
    )
