"""The command ``audit``: write the audit trail out, for those who keep it longer than the bot does.

It only reads the database, and does not migrate it. One entry a line, oldest first; entries hold ids, no names.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any, Final

import click

from bot.bootstrap import utc_now
from bot.cli.runtime import read_settings, run
from bot.observability.logs import log_to_stderr
from bot.store import AuditEntry, Store, open_store_to_read

_AT_ONCE: Final = 1_000  # entries of one query
_COLUMNS: Final = [field.name for field in fields(AuditEntry)]


@click.group()
def audit() -> None:
    """Look at who did what, and when."""


@audit.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="The first day, in UTC; all where it is left out.")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
def export(since: datetime | None, form: str) -> None:
    """Write the audit trail to standard output."""
    settings = read_settings()
    log_to_stderr(settings.log_level)
    start = since.replace(tzinfo=UTC) if since else None

    async def work() -> None:
        async with await open_store_to_read(settings.database_url.get_secret_value(), clock=utc_now) as store:
            table = csv.DictWriter(sys.stdout, _COLUMNS, lineterminator="\n")
            if form == "csv":
                table.writeheader()
            async for entry in _entries(store):
                if start and entry.at < start:
                    continue
                row = _row(entry)
                if form == "csv":
                    table.writerow(row)
                else:
                    click.echo(json.dumps(row))

    run(work())


async def _entries(store: Store) -> AsyncIterator[AuditEntry]:
    after = 0
    while found := await store.audit.entries(after=after, limit=_AT_ONCE):
        for entry in found:
            yield entry
        after = found[-1].id


def _row(entry: AuditEntry) -> dict[str, Any]:
    return asdict(entry) | {"at": entry.at.isoformat()}
