"""``people``: delete what is kept of somebody.

Rule: asks once more unless told not to; Personio is never touched, and no id goes into the log or the audit trail.
"""

from __future__ import annotations

import click

from bot.commands.process import read_settings, run
from bot.house import utc_now
from bot.logs import log_to_stderr
from bot.store import open_store


@click.group()
def people() -> None:
    """Look after what is kept of people."""


@people.command()
@click.option("--id", "known_as", required=True, help="Their Entra object id, or their id in Personio.")
@click.option("--keep-opt-out", is_flag=True, help="They stay with you: keep the wish not to be celebrated.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(known_as: str, keep_opt_out: bool, yes: bool) -> None:
    """Delete accounts, requests and tasks of one person. Absences in Personio stay."""
    settings = read_settings()
    log_to_stderr(settings.log_level)
    known_as = known_as.strip()
    if not known_as:
        raise click.BadParameter("empty", param_hint="--id")
    if not yes:
        click.confirm(
            "Everything kept of this person is deleted; a request that still waits for Personio is not filed. Go on?",
            abort=True,
        )

    async def work() -> None:
        async with await open_store(settings.database_url.get_secret_value(), clock=utc_now) as store:
            gone = await store.forget(known_as, keep_opt_out=keep_opt_out)
        rows = "1 row" if gone == 1 else f"{gone} rows"
        click.echo(f"{rows} deleted." if gone else "Nothing is kept under this id.")

    run(work())
