"""Runs the sandbox in a process of its own: ``python -m sandbox.personio --port 8081``.

Loopback only; state is in memory and ends with the process.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
from datetime import UTC, date, datetime

from sandbox.company import demo_company, generate
from sandbox.personio.server import PersonioSandbox


async def serve(port: int, people: int | None, today: date, seed: int) -> None:
    """Serve until told to stop."""
    company = generate(people, today, seed) if people else demo_company(today)
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    sandbox = PersonioSandbox(company)
    print(await sandbox.start(port), flush=True)  # noqa: T201  # the address is what one waits for
    await stopped.wait()
    await sandbox.stop()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.personio", description="Personio stand-in on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--people", type=int, help="a generated company instead of the demo company")
    parser.add_argument("--today", type=date.fromisoformat, default=datetime.now(UTC).date())
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    asyncio.run(serve(asked.port, asked.people, asked.today, asked.seed))


if __name__ == "__main__":
    main()
