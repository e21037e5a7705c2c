"""``digests``: import and export the daily updates of channels as a file, preview them, and post them.

The file holds the same configuration as the cards in Teams. Commands that only read (export, preview) leave the
database as it is; the others migrate it first, as the bot does.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from bot.bootstrap import build_app, teams_config, utc_now
from bot.cli.runtime import read_settings, run
from bot.core.addresses import may_serve
from bot.core.jobs import Lost
from bot.core.messaging import SendError
from bot.features import digests as feature
from bot.observability.logs import log_to_stderr
from bot.services.cached_value import short_pause
from bot.settings.settings import Settings
from bot.store import open_store_to_read
from cards.digest_topics import TOPICS
from personio_client import PersonioError

LOCAL_TENANT = "local"  # of channels imported where no tenant is set: the bot is in local mode then
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def digests() -> None:
    """Import, export, preview and post the daily updates of channels."""


def _settings() -> Settings:
    settings = read_settings()
    log_to_stderr(settings.log_level)
    return settings


def _callable(settings: Settings) -> Callable[[str], bool]:
    """Return what says whether the bot may call a service URL.

    In local mode also one that it may call once it has an app id, since a file may be made before the registration.
    """
    config = teams_config(settings)

    def answer(url: str) -> bool:
        return any(may_serve(url, local=local, hosts=config.service_hosts) for local in {config.local, False})

    return answer


@digests.command("export")
def export() -> None:
    """Write every daily update as YAML to standard output."""
    settings = _settings()

    async def work() -> None:
        async with await open_store_to_read(settings.database_url.get_secret_value(), clock=utc_now) as store:
            click.echo(
                await feature.export_yaml(store.subscriptions, tenant_id=settings.tenant_id or LOCAL_TENANT), nl=False
            )

    run(work())


@digests.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--replace", is_flag=True, help="Forget the updates that the file does not name.")
def import_(file: Path, replace: bool) -> None:
    """Store the daily updates of a YAML FILE (- for standard input)."""
    from bot.features.digests.yaml_file import WrongFile  # lazy: only this command reads YAML

    settings = _settings()
    try:
        with click.open_file(str(file), encoding="utf-8-sig") as opened:
            text = opened.read()
    except UnicodeError:
        raise click.ClickException(
            f"{file} is not UTF-8 text (PowerShell's > writes UTF-16): save it as UTF-8."
        ) from None

    async def work() -> None:
        async with build_app(settings) as built:
            taken = await feature.import_yaml(
                built.store.subscriptions,
                text,
                tenant_id=settings.tenant_id or LOCAL_TENANT,
                now=utc_now(),
                replace=replace,
                only_tenant=settings.tenant_id is not None,
                may_serve=_callable(settings),
            )
        click.echo(
            f"{taken.added} added, {taken.changed} changed, {taken.unchanged} unchanged, {taken.removed} removed."
        )

    try:
        run(work())
    except WrongFile as wrong:
        raise click.ClickException(str(wrong)) from None


@digests.command()
@click.option("--date", "day", type=DAY, help="The local day; today where it is left out.")
@click.option("--json", "as_json", is_flag=True, help="Everything, cards included, as JSON.")
def preview(day: datetime | None, as_json: bool) -> None:
    """Print the daily update that each channel would get on a day, and post nothing."""
    settings = _settings()
    asked = day.date() if day else date.today()  # noqa: DTZ011 - the operator's own day

    async def work() -> None:
        async with build_app(settings, reading=True, pause=short_pause) as built:
            found = await feature.preview_all(built.services, asked)
        click.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else "\n".join(map(_told, found)))

    _with_personio(work)


@digests.command()
@click.option("--subscription", required=True, help="The id, as export writes it.")
@click.option("--date", "day", type=DAY, required=True, help="The local day.")
def send(subscription: str, day: datetime) -> None:
    """Post one update now, or bring the posted one up to date."""
    settings = _settings()

    async def work() -> None:
        async with build_app(settings, pause=short_pause) as built:
            found = await built.store.subscriptions.find(subscription)
            if found is None:
                raise click.ClickException(f"There is no daily update with the id {subscription}.")
            try:
                click.echo(await feature.post_now(built.services, found, day.date()))
            except Lost:
                raise click.ClickException("The bot is posting it at this very moment; nothing was sent.") from None

    _with_personio(work)


@digests.command("run-due")
@click.option("--now", "moment", help="Pretend that it is this moment (ISO 8601).")
def run_due(moment: str | None) -> None:
    """Post what is due now, once; for a scheduler of your own."""
    settings = _settings()
    at = _moment(moment) if moment else None

    async def work() -> None:
        async with build_app(settings, now=(lambda: at) if at else utc_now, pause=short_pause) as built:
            click.echo(f"{await feature.run_due_jobs(built.services)} handled.")

    _with_personio(work)


def _moment(text: str) -> datetime:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("not a moment such as 2026-11-23T09:00:00+01:00", param_hint="--now") from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _with_personio(work: Any) -> None:
    try:
        run(work())
    except PersonioError as error:
        trace = f" (trace id {error.trace_id})" if error.trace_id else ""
        raise click.ClickException(f"Personio did not answer as needed: {type(error).__name__}{trace}.") from None
    except SendError as error:
        raise click.ClickException(f"Teams did not take it: {type(error).__name__} {error.code or ''}.") from None


def _told(found: dict[str, Any]) -> str:
    """Return one update in a few lines."""
    head = f"{found['channel_id']} ({found['subscription']}), {found['day']}"
    if not found["posted"]:
        return f"{head}: not posted, {found['reason']}"
    lines = [f"{head}: {found['text']}"]
    lines += [f"  away: {_absent(row)}" for row in found["absent"]]
    for topic in (topic.field for topic in TOPICS.values() if topic.coming):
        lines += [f"  {topic}: {row['name']} on {row['on']}" for row in found[topic]]
    lines += [f"  later this week: {row['name']}, {row['event']} on {row['on']}" for row in found["week"]]
    return "\n".join(lines)


def _absent(row: dict[str, Any]) -> str:
    half = f", {row['half']}" if row["half"] else ""
    return f"{row['name']}{half}, back {row['back_on'] or 'not known'}"
