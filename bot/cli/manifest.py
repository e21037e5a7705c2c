"""``manifest``: build the app package that an admin uploads to Teams.

What is written has passed every check; what has not is told, one sentence a line.
"""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.runtime import read_settings
from manifest import SCHEMAS, AppSettings, WrongSetting, build_package, find_schemas


@click.command()
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default="personio-for-teams.zip", show_default=True
)
@click.option(
    "--schema",
    type=click.Choice(SCHEMAS),
    default=SCHEMAS[0],
    show_default=True,
    help="1.27 adds prompts to start with, 1.29 slash commands; older tenants take the lowest only.",
)
def manifest(out: Path, schema: str) -> None:
    """Build and check the Teams app package from the settings."""
    settings = read_settings()
    wanted = AppSettings(
        app_id=settings.app_id or "",
        bot_domain=settings.bot_domain or "",
        developer_name=settings.developer_name or "",
        website_url=settings.website_url or "",
        privacy_url=settings.privacy_url or "",
        terms_url=settings.terms_url or "",
        version=settings.app_version,
    )
    try:
        faults = build_package(wanted, out, schema=schema, schemas=find_schemas(Path("tests/unit/manifest")))
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from None
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from None
    if faults:
        raise click.ClickException("The package is not right, nothing was written:\n  " + "\n  ".join(faults))
    click.echo(f"{out} is ready: upload it in Teams under Apps, Manage your apps, Upload an app.")
