"""Whether this process still holds a job's lease, asked right before something that must happen once.

A process that stood still for longer than its lease (a paused virtual machine, SIGSTOP) may not go on as if
nothing had happened: another one has taken the job over meanwhile. What it finds out by asking is still true a moment
later, because asking renews the lease.
"""

from __future__ import annotations

from bot.core.jobs import Job, Lost
from bot.services.context import Services


async def keep_lease(services: Services, job: Job) -> None:
    """Keep a job for another lease from now. Raises Lost where it has passed on to another process."""
    if not await services.store.jobs.hold(job.fence):
        raise Lost
