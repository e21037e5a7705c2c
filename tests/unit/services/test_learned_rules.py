"""What Personio's answers taught is read once a minute, and what this process learns counts at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.services.learned_rules import FRESH, LearnedRules


class Table:
    """The rules as they are in the database, and how often they were read; ``meanwhile``: done while they are."""

    def __init__(self) -> None:
        self.rows: dict[str, str] = {}
        self.reads = 0
        self.meanwhile = None

    async def all(self) -> dict[str, str]:
        self.reads += 1
        rows = dict(self.rows)
        if meanwhile := self.meanwhile:
            self.meanwhile = None
            await meanwhile()
        return rows

    async def learn(self, type_id: str, rule: str) -> None:
        self.rows[type_id] = rule


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 27, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


async def test_the_rules_are_read_once_a_minute() -> None:
    table, clock = Table(), Clock()
    rules = LearnedRules(table, clock)
    assert [await rules.all() for _ in range(3)] == [{}] * 3
    table.rows["1"] = "required"  # by another process
    clock.now += FRESH - timedelta(seconds=1)
    assert await rules.all() == {}
    clock.now += timedelta(seconds=1)
    assert await rules.all() == {"1": "required"}
    assert table.reads == 2


async def test_what_was_learned_here_counts_at_once() -> None:
    table = Table()
    rules = LearnedRules(table, Clock())
    await rules.all()
    await rules.learn("1", "none")
    assert await rules.all() == {"1": "none"}


async def test_what_was_learned_while_the_rules_were_read_is_not_lost() -> None:
    table = Table()
    rules = LearnedRules(table, Clock())
    table.meanwhile = lambda: rules.learn("1", "required")
    assert await rules.all() == {}
    assert await rules.all() == {"1": "required"}


async def test_a_clock_that_was_set_back_keeps_no_rules() -> None:
    table, clock = Table(), Clock()
    rules = LearnedRules(table, clock)
    await rules.all()
    clock.now -= timedelta(days=1)
    table.rows["1"] = "none"
    assert await rules.all() == {"1": "none"}
