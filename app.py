"""The command line: ``python app.py`` serves, the other commands look after it.

Rule: nothing happens at import; what a command needs is put together in :mod:`bot.house`.
"""

from __future__ import annotations

import asyncio
import gc
import signal
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

import click
from pydantic import ValidationError

from bot.house import running, teams_config
from bot.logs import log_to_stderr
from bot.server import CannotListen
from bot.settings import Settings
from bot.store import StoreError
from cards.commands import command_list
from cards.i18n import translator


def _settings() -> Settings:
    """Read the settings, or stop with one sentence per wrong one; values are never shown."""
    try:
        settings = Settings()
        teams_config(settings)  # contradictions among the registration's settings
        return settings
    except ValueError as error:
        if not isinstance(error, ValidationError):
            raise click.ClickException(f"Wrong settings: {error}.") from None
        lines = (f"  {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False))
        raise click.ClickException("Wrong settings:\n" + "\n".join(lines)) from None


def _stop_on_signals() -> asyncio.Event:
    """Return what is set by Ctrl-C or SIGTERM; asked for first, so that a start can be ended cleanly as well."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Personio for Microsoft Teams. Without a command: serve."""
    if context.invoked_subcommand is None:
        context.invoke(serve)


@main.command()
def serve() -> None:
    """Serve Teams (the default)."""
    settings = _settings()
    log_to_stderr(settings.log_level)

    async def run() -> None:
        stop = _stop_on_signals()
        async with running(settings):
            # What is imported by now stays: collections need not walk it again.
            gc.collect()
            gc.freeze()
            await stop.wait()

    _run(run())


@main.command()
@click.option("--port", default=3980, show_default=True, help="Where the web chat listens, on 127.0.0.1.")
@click.option("--quiet/--logs", default=True, show_default=True, help="Show the bot's logs.")
def demo(port: int, quiet: bool) -> None:
    """Try the product: a sandbox Personio, a Teams look-alike and the bot, all on this machine."""
    from sandbox.demo import Demo, NotReady  # lazy: the product itself never needs the sandbox

    log_to_stderr("error" if quiet else "info")

    async def run() -> None:
        stop = _stop_on_signals()
        async with AsyncExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="personio-demo-")))
            stage = await stack.enter_async_context(Demo(port=port, commands=command_list()))
            bot = await stack.enter_async_context(running(_demo_settings(stage.personio.url, folder)))
            stage.play(bot.url)
            click.echo(stage.invitation(translator("nl")("command.request.title")))
            await stop.wait()
            click.echo("\nStopping.")

    try:
        _run(run())
    except NotReady as error:
        raise click.ClickException(str(error)) from None


def _demo_settings(personio_url: str, folder: Path) -> Settings:
    return Settings(
        _env_file=None,
        app_id=None,
        app_password=None,
        tenant_id=None,
        personio_client_id="demo-client",
        personio_client_secret="demo-secret",  # noqa: S106 - the sandbox's own
        personio_base_url=personio_url,
        personio_web_url=personio_url,
        database_url=f"sqlite:///{folder / 'demo.db'}",
        port=0,
    )


def _run(work: object) -> None:
    try:
        asyncio.run(work)  # type: ignore[arg-type]
    except (StoreError, CannotListen) as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
