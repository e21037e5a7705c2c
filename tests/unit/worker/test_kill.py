"""kill -9 in the middle of the work: nothing is lost, and a handler that looks first acts once."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from bot.core.records import NewJob
from bot.store import open_store

JOBS = 50
ROUNDS = (7, 15, JOBS)  # effects after which a round stops settling and is killed; the last one finishes

ROUND = """
import asyncio, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from bot.core.jobs import Done
from bot.store import open_store
from bot.worker import Worker

url, done, day, stop = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
now = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=day)  # each round is a day later: the leases are over

async def main():
    acted = 0
    async def file(job):
        nonlocal acted
        if job.claims == 1 or job.key not in done.read_text().split():  # look first where an earlier try may have acted
            with done.open("a") as out:
                out.write(job.key + "\\n")
            acted += 1
        if acted >= stop:
            print("enough", flush=True)
            await asyncio.Event().wait()  # acted, and will be killed before it is settled
        return Done()
    store = await open_store(url, clock=lambda: now)
    worker = Worker(store.jobs, {"file": file}, concurrency=4)
    running = asyncio.create_task(worker.run())
    while await store.jobs.next_due(["file"]) is not None:
        await asyncio.sleep(0.01)
    print("empty", flush=True)
    await worker.drain(5)
    await running
    await store.close()

asyncio.run(main())
"""


async def _fill(url: str) -> None:
    async with await open_store(url, clock=lambda: datetime(2025, 1, 1, tzinfo=UTC)) as store:
        await store.jobs.enqueue(*(NewJob("file", f"k{number}", {}) for number in range(JOBS)))


async def _claims(url: str) -> list[int]:
    async with await open_store(url, clock=lambda: datetime(2025, 1, 1, tzinfo=UTC)) as store:
        query = text("SELECT claims FROM job WHERE finished_at IS NOT NULL AND NOT dead")
        return await store._database.read(lambda c: list(c.execute(query).scalars()))


def test_nothing_is_lost_and_nothing_doubled_by_kills(tmp_path: Path) -> None:
    url, done = f"sqlite:///{tmp_path / 'bot.db'}", tmp_path / "done"
    done.touch()
    asyncio.run(_fill(url))
    for day, stop in enumerate(ROUNDS, start=1):
        command = [sys.executable, "-c", ROUND, url, str(done), str(day), str(stop)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            word = process.stdout.readline().strip()
            assert word == ("empty" if stop == JOBS else "enough")
            if word == "enough":
                process.send_signal(signal.SIGKILL)
    claims = asyncio.run(_claims(url))
    assert len(claims) == JOBS
    assert max(claims) > 1  # somebody was killed between acting and settling
    assert Counter(done.read_text().split()) == {f"k{number}": 1 for number in range(JOBS)}
