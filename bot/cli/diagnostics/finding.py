"""What a check found: a stable code, how bad it is, one sentence, and the way out.

Codes are written out where they are made, because a test compares them with docs/troubleshooting.md. A missing right is
told by its name in Personio, everything else with the trace id for Personio's support.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from personio_client import NotAllowed, PersonioError

Level = Literal["ok", "warning", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``about``: which setting, attribute, right or channel; empty where only one."""

    code: str
    level: Level
    about: str
    message: str
    way_out: str = ""

    @property
    def group(self) -> str:
        """The group of checks that the finding belongs to: what stands before the dot in its code."""
        return self.code.partition(".")[0]


def ok(code: str, message: str, *, about: str = "") -> Finding:
    return Finding(code, "ok", about, message)


def warning(code: str, message: str, way_out: str, *, about: str = "") -> Finding:
    return Finding(code, "warning", about, message, way_out)


def problem_finding(code: str, message: str, way_out: str, *, about: str = "") -> Finding:
    return Finding(code, "problem", about, message, way_out)


def counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def not_read_finding(error: PersonioError, what: str, *, right: str | None = None) -> Finding:
    """Return what an error says about reading ``what``; ``right`` where the error does not know it."""
    if isinstance(error, NotAllowed):
        missing = error.right or right or "reading"
        return problem_finding(
            "personio.right_missing",
            f"Personio does not tell {what}: the credential has no right for it.",
            f"Give the API credential the right {missing} in Personio (Marketplace, Connected integrations).",
            about=missing,
        )
    status = f", status {error.status}" if error.status else ""
    trace = f", trace id {error.trace_id}" if error.trace_id else ""
    return problem_finding(
        "personio.not_read",
        f"Personio did not tell {what} ({type(error).__name__}{status}{trace}).",
        "Run the check again in a minute. If it stays, ask Personio's support, with the trace id where there is one.",
        about=error.operation or "",
    )
