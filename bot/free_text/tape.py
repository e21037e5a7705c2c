"""A row of lexemes that rules make shorter.

Rule: pure; a rule is a pattern over one letter per lexeme, and what takes the place of what it finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

Values = Sequence[Any]  # each rule knows what its letters carry


class Span(NamedTuple):
    """Days that are named, both included: code ``s``. ``weekday``, ``floating``: of any week, of any month."""

    first: date
    last: date
    weekday: bool = False
    month_first: bool = False
    marks: frozenset[str] = frozenset()
    floating: bool = False


class Tape:
    """Codes and the values they carry."""

    def __init__(self, codes: str, values: Values) -> None:
        self.codes = codes
        self.values = list(values)

    def rewrite(self, pattern: str, into: Callable[[Values], tuple[str, Values] | None]) -> None:
        """Put what ``into`` makes of the values in the place of each match, from left to right; None leaves it."""
        at, compiled = 0, _compiled(pattern)
        while found := compiled.search(self.codes, at):
            first, end = found.span()
            made = into(self.values[first:end])
            if made is None:
                at = first + 1
                continue
            codes, values = made
            self.codes = self.codes[:first] + codes + self.codes[end:]
            self.values[first:end] = values
            at = first + max(len(codes), 1) if codes != found.group() else end

    def put(self, at: int, code: str, values: Values) -> None:
        """Put another lexeme in the place of one."""
        self.codes = self.codes[:at] + code + self.codes[at + 1 :]
        self.values[at : at + 1] = values

    def find(self, code: str) -> list[int]:
        """Return where a code stands."""
        return [at for at, each in enumerate(self.codes) if each == code]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
