"""A bot that runs for long: memory, open files, connections and the database stay what they were.

``make soak`` runs 100,000 turns and 20,000 daily updates (``SOAK_SHARE=0.2``: a fifth), CI 2,000 and 500.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from tests.support.endurance import started

log = logging.getLogger(__name__)  # the figures of docs/quality.md: pytest --log-cli-level=info
SOAK = bool(os.environ.get("SOAK"))
SHARE = float(os.environ.get("SOAK_SHARE", "1" if SOAK else "0.02"))
TURNS, UPDATES = int(100_000 * SHARE), int(20_000 * SHARE) if SOAK else 500
ROUNDS, WARM_UP = (10, 2) if SOAK else (3, 1)
POOLS = 100  # connections more: the pool for calls to Teams at its widest; a leak is one for every turn
GROWTH = 10.0  # MB that the bot may have grown by at the end
# Where other tests keep the machine busy, a press may get the sentence that it takes longer, in time. Alone: none.
LATE = 0 if SOAK else TURNS // 50


@pytest.mark.soak
@pytest.mark.timeout(3600 if SOAK else 240)
async def test_memory_files_connections_and_database_stay_what_they_were(tmp_path: Path) -> None:
    async with started(tmp_path) as bot:
        for _ in range(ROUNDS):
            await bot.round(TURNS // ROUNDS, UPDATES // ROUNDS)
        log.info(bot.story())
        assert set(bot.failures) <= {"card action: another answer"}, bot.failures
        assert len(bot.failures) <= LATE, bot.failures
        assert await bot.left() == 0
        first, last = bot.costs[WARM_UP - 1], bot.costs[-1]
        assert last.memory - first.memory < GROWTH, bot.story()
        assert max(cost.files for cost in bot.costs) <= first.files + POOLS, bot.story()
        assert max(cost.connections for cost in bot.costs) <= first.connections + POOLS, bot.story()
        assert last.file_size <= first.file_size * 1.5, bot.story()
        assert last.in_use <= first.in_use + 0.2, bot.story()
