"""``people``: delete what is kept of somebody.

Asks once more unless told not to; no absence that is filed in Personio is touched, and no id goes into the log or
the audit trail.
"""

from __future__ import annotations

from collections.abc import Iterator

import click

from bot.bootstrap import utc_now
from bot.cli.runtime import read_settings, run
from bot.core.records import Forgotten
from bot.observability.logs import log_to_stderr
from bot.store import NO_PERSON, open_store


@click.group()
def people() -> None:
    """Delete what the bot has stored about somebody."""


@people.command()
@click.option("--id", "known_as", required=True, help="Their Entra object id, or their id in Personio.")
@click.option("--keep-opt-out", is_flag=True, help="They stay with you: keep the wish not to be celebrated.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(known_as: str, keep_opt_out: bool, yes: bool) -> None:
    """Delete what is kept of one person. Absences in Personio stay."""
    settings = read_settings()
    log_to_stderr(settings.log_level)
    known_as = known_as.strip()
    if not known_as:
        raise click.BadParameter("empty", param_hint="--id")
    if known_as.casefold() in NO_PERSON:
        raise click.BadParameter(
            "that is nobody's id: the audit trail uses it for what no person did", param_hint="--id"
        )
    if not yes:
        click.confirm(
            "Everything kept of this person is deleted; a request that still waits for Personio is not filed, and an "
            "end of sickness that waits is not sent. Go on?",
            abort=True,
        )

    async def work() -> None:
        async with await open_store(settings.database_url.get_secret_value(), clock=utc_now) as store:
            # Entra's object ids are written in lower case, however they are copied.
            done = await store.forget(*{known_as, known_as.lower()}, keep_opt_out=keep_opt_out)
        for line in _told(done):
            click.echo(line)

    run(work())


def _told(done: Forgotten) -> Iterator[str]:
    """Return what the operator is told."""
    if done.deleted:
        yield f"{_counted(done.deleted, 'row')} deleted."
    elif done.blanked:
        yield f"The id was taken out of {_counted(done.blanked, 'row')}."
    if done.under_way:
        yield (
            f"{_counted(done.under_way, 'request')} under way with Personio: the bot settles it first and deletes the "
            "id with it. Run this again later to see that nothing is left."
        )
    if not (done.deleted or done.blanked or done.under_way):
        yield "Nothing is kept under this id."


def _counted(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
