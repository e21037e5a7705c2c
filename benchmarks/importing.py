"""The cost of ``digests import``: CPU seconds for so many channels, into a fresh SQLite database."""

import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from benchmarks import report
from bot.bootstrap import utc_now
from bot.features.digests import import_yaml
from bot.store import open_store

CHANNELS = 1_000
ZONES = ("Europe/Amsterdam", "Europe/Berlin", "Asia/Tokyo", "America/New_York")


def file_of(count: int) -> str:
    """Return an import file of so many channels, in several zones, units and regions."""
    rows = [
        {
            "team_id": f"19:t{number % 40}@thread.tacv2",
            "channel_id": f"19:c{number}@thread.tacv2",
            "time": "09:00",
            "timezone": ZONES[number % len(ZONES)],
            "units": [{"kind": "department", "name": f"Department {number % 50}"}],
            "holidays": ("NL", "DE-BY")[number % 2],
        }
        for number in range(count)
    ]
    return str(yaml.safe_dump(rows))


async def import_seconds(count: int) -> float:
    """Return the CPU seconds of one import, the start of the process left out."""
    text = file_of(count)
    with TemporaryDirectory(prefix="bench-") as folder:
        async with await open_store(f"sqlite:///{Path(folder) / 'bot.db'}", clock=utc_now) as store:
            began = time.process_time()
            await import_yaml(store.subscriptions, text, tenant_id="t", now=utc_now())
            return time.process_time() - began


def table() -> str:
    """Return the figure as Markdown; measures."""
    seconds = asyncio.run(import_seconds(CHANNELS))
    return report.table(["channels imported", "CPU s"], [[f"{CHANNELS:,}", f"{seconds:.2f}"]])


if __name__ == "__main__":
    print(table())
