"""What a check found: a code that stays, how bad it is, one sentence what, and the way out.

Rule: codes are written out where they are made, because a test compares them with docs/troubleshooting.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
        """What it belongs to: the first word of the code. Pure."""
        return self.code.partition(".")[0]


def ok(code: str, message: str, *, about: str = "") -> Finding:
    """Return what is well. Pure."""
    return Finding(code, "ok", about, message)


def warning(code: str, message: str, way_out: str, *, about: str = "") -> Finding:
    """Return what works less well than it could. Pure."""
    return Finding(code, "warning", about, message, way_out)


def problem(code: str, message: str, way_out: str, *, about: str = "") -> Finding:
    """Return what keeps somebody from their work. Pure."""
    return Finding(code, "problem", about, message, way_out)


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun. Pure."""
    return f"{number} {one if number == 1 else many or one + 's'}"
