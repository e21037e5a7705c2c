"""The command line: ``python app.py`` serves, the other commands look after it.

Rule: nothing happens at import; what a command needs is put together in :mod:`bot.bootstrap`.
"""

from __future__ import annotations

import errno
import gc
import secrets
import tempfile
from contextlib import AsyncExitStack
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from bot.bootstrap import run_app
from bot.cli.runtime import read_settings, run, stop_on_signals
from bot.features import digests as feature
from bot.observability.logs import log_to_stderr
from bot.settings.settings import Settings
from cards.commands import command_list
from cards.i18n import translator

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG}


class _LookingAfter(click.Group):
    """The commands of :mod:`bot.cli`, imported when asked for: serving needs none of them (0.8 MB)."""

    names = ("audit", "check", "digests", "jobs", "manifest", "people", "webhooks")

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it says may go into a file on a full disk."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno in _FULL:
                raise click.ClickException(f"What this command writes cannot be written: {error.strerror}.") from None
            raise

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *self.names])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.names:
            return super().get_command(ctx, cmd_name)
        found: click.Command = getattr(import_module(f"bot.cli.{cmd_name}"), cmd_name)
        return found


@click.group(cls=_LookingAfter, invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Personio for Microsoft Teams. Without a command: serve."""
    if context.invoked_subcommand is None:
        context.invoke(serve)


@main.command()
def serve() -> None:
    """Serve Teams (the default)."""
    settings = read_settings()
    log_to_stderr(settings.log_level, for_good=True)

    async def work() -> None:
        stop = stop_on_signals()
        async with run_app(settings) as bot:
            # What is imported by now stays: collections need not walk it again.
            gc.collect()
            gc.freeze()
            await stop.wait()
            await bot.leave()

    run(work())


@main.command()
@click.option("--port", default=3980, show_default=True, help="Where the web chat listens, on 127.0.0.1.")
@click.option("--quiet/--logs", default=True, show_default=True, help="Show the bot's logs.")
def demo(port: int, quiet: bool) -> None:
    """Try the product: a sandbox Personio, a Teams look-alike and the bot, all on this machine."""
    if find_spec("sandbox") is None:
        raise click.ClickException("The demo is not in the container image: run it from the source.")
    from sandbox.company import personas
    from sandbox.demo import Demo, NotReady  # lazy: the product itself never needs the sandbox

    log_to_stderr("error" if quiet else "info")

    async def work() -> None:
        stop = stop_on_signals()
        async with AsyncExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="personio-demo-")))
            stage = await stack.enter_async_context(Demo(port=port, commands=command_list()))
            admin, token = personas(stage.company).admin.email, secrets.token_urlsafe()
            settings = _demo_settings(stage.personio.url, folder, admin=admin, token=token)
            bot = await stack.enter_async_context(run_app(settings, now=stage.clock))
            stage.play(bot.url, token=token)
            await stage.install()
            for update in stage.updates():
                await feature.import_yaml(
                    bot.services.store.subscriptions, update, tenant_id=stage.teams.tenant_id, now=stage.clock()
                )
            click.echo(stage.invitation(translator("nl")("command.request.title")))
            await stop.wait()
            click.echo("\nStopping.")

    try:
        run(work())
    except NotReady as error:
        raise click.ClickException(str(error)) from None


def _demo_settings(personio_url: str, folder: Path, *, admin: str, token: str) -> Settings:
    return Settings(
        _env_file=None,
        app_id=None,
        app_password=None,
        tenant_id=None,
        personio_client_id="demo-client",
        personio_client_secret="demo-secret",  # noqa: S106 - the sandbox's own
        personio_base_url=personio_url,
        personio_web_url=personio_url,
        personio_webhook_token=token,
        database_url=f"sqlite:///{folder / 'demo.db'}",
        port=0,
        admins=(admin,),
    )


if __name__ == "__main__":
    main()
