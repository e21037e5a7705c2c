"""``jobs``: list jobs that were given up, and have them tried again.

Shows ids, kinds and reasons only; what a job is about stays in the database. Whether the work of a job that is tried
again is still wanted is for its handler to judge, as at the first time.
"""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from bot.bootstrap import utc_now
from bot.cli.runtime import read_settings, run
from bot.core.jobs import DeadJob
from bot.observability.logs import log_to_stderr
from bot.store import open_store, open_store_to_read


@click.group()
def jobs() -> None:
    """Look after work that was given up."""


@jobs.command()
@click.option("--json", "as_json", is_flag=True, help="A list of objects: id, kind, reason, at.")
def dead(as_json: bool) -> None:
    """List the jobs that were given up, the oldest first."""
    settings = read_settings()
    log_to_stderr(settings.log_level)

    async def work() -> None:
        async with await open_store_to_read(settings.database_url.get_secret_value(), clock=utc_now) as store:
            found = await store.jobs.dead()
        if as_json:
            click.echo(json.dumps([asdict(each) | {"at": each.at.isoformat()} for each in found], indent=2))
            return
        for each in found:
            click.echo(_line(each))
        click.echo(f"{_counted(len(found))} given up." if found else "No job was given up.")

    run(work())


@jobs.command()
@click.argument("job_id", metavar="ID", type=int, required=False)
@click.option("--all", "every", is_flag=True, help="All that were given up.")
def wake(job_id: int | None, every: bool) -> None:
    """Have a job that was given up tried again. One whose work is out of date by now sends nothing."""
    if (job_id is None) != every:
        raise click.UsageError("Say which: an ID of `jobs dead`, or --all.")
    settings = read_settings()
    log_to_stderr(settings.log_level)

    async def work() -> None:
        async with await open_store(settings.database_url.get_secret_value(), clock=utc_now) as store:
            woken = await store.jobs.wake(job_id)
        if job_id is not None and not woken:
            raise click.ClickException(f"No job {job_id} was given up: see `jobs dead`.")
        click.echo(f"{_counted(len(woken))} woken." if woken else "No job was given up.")

    run(work())


def _line(each: DeadJob) -> str:
    return f"{each.id:>8}  {each.at:%Y-%m-%d %H:%M} UTC  {each.kind:<18}  {each.reason or ''}".rstrip()


def _counted(number: int) -> str:
    return f"{number} job" if number == 1 else f"{number} jobs"
