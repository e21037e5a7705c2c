"""What people type is read in no time, whatever they type: no pattern backtracks, and only so much is read."""

from __future__ import annotations

import itertools
from datetime import date
from time import process_time

import pytest

from bot.core.command_phrases import command
from bot.core.nlu import parse_request

PIECES = [
    "a", "1", "é", "\u200b", " ", "1-2-2026 ", "1, ", "vrij ", "maandag, ", "tot en met ", "volgende week ", "halve dag ",
    "niet ", "1-", "van ", "9:00 ", "le ", "1. ", "von ", "bis ", "maandag en ", "ziek ", "nachmittag ", "25e ", ". ",
]  # fmt: skip
MOST = 5.0  # seconds of processor time; all take less than a tenth, and a pattern that backtracks takes for ever


@pytest.mark.parametrize("first", PIECES, ids=repr)
def test_no_words_take_long_to_read(first: str) -> None:
    for second, length in itertools.product(PIECES[::3], (500, 100_000)):
        text = ("vrij " + (first + second) * length)[:length]
        before = process_time()
        command(text)
        parse_request(text, today=date(2026, 11, 22), types=[])
        assert process_time() - before < MOST, (first, second)
