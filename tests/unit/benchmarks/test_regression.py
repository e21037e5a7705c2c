"""A table that is committed is read back, and what became dearer than it says is told."""

from __future__ import annotations

import pytest

from benchmarks.echo import AGENTS
from benchmarks.measure import Figures, Footprint, Round
from benchmarks.ours import OURS
from benchmarks.regression import FULL_MARGIN, QUICK_MARGIN, ratios, read, worse
from benchmarks.report import tables
from benchmarks.turns import FULL


def a_round(rss: float, **cpu: float) -> Round:
    rows = {name.replace("_", " "): Figures(each, 100.0, 10.0, 1.0, 2.0, "") for name, each in cpu.items()}
    return Round(Footprint(1.0, rss, rss + 10, 3, 3.3), {**rows})


PLAYED = [
    (OURS, [a_round(110, message=1.0, card_action=0.6, review=3.0), a_round(112, message=0.8, card_action=0.5)]),
    (AGENTS, [a_round(80, message=2.2, card_action=1.1), a_round(75, message=2.0, card_action=1.0)]),
]


def test_ratios_are_those_of_the_best_rounds() -> None:
    assert ratios(PLAYED) == pytest.approx(
        {
            "message": 0.4,
            "card action": 0.5,
            "review": 1.5,
            "RSS ready": 110 / 75,
            "RSS after messages": 120 / 85,
        }
    )
    assert ratios(PLAYED[:1]) == {}


def test_a_table_is_read_back_as_it_was_written() -> None:
    text = f"# Side by side\n\n<!-- table -->\n\n{tables(PLAYED, FULL, 'A heading')}\n\n<!-- /table -->\n"
    assert read(text) == pytest.approx(ratios(PLAYED), abs=0.01)
    assert read("nothing") == {}


@pytest.mark.parametrize(
    ("now", "full", "quick"),
    [(0.40, False, False), (0.45, False, False), (0.47, True, False), (0.55, True, True)],
)
def test_what_became_dearer_is_told(now: float, full: bool, quick: bool) -> None:
    before = {"message": 0.40, "gone": 1.0}
    assert bool(worse({"message": now, "new": 9.0}, before, FULL_MARGIN)) == full
    assert bool(worse({"message": now, "new": 9.0}, before, QUICK_MARGIN)) == quick


def test_the_slips_of_november_2026_would_not_have_passed() -> None:
    """Measured in one run: 140d117, then 188380e."""
    before = {"message": 0.42, "card action": 0.51, "review": 3.07, "filing": 7.0}
    after = {"message": 0.58, "card action": 0.68, "review": 2.94, "filing": 11.39}
    assert worse(after, before, QUICK_MARGIN).keys() == {"message", "card action", "filing"}
