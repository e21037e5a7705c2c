"""Composition root and command line: who implements what is decided here and nowhere else.

Rule: nothing happens at import; ``python app.py`` serves.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import click
import structlog
from pydantic import ValidationError

from bot.directory import Directory
from bot.events import Event, Reply
from bot.features import ROUTER
from bot.identity import Members
from bot.outbox import Handler
from bot.router import Dispatcher, JobHandler
from bot.server import CannotListen, Metrics, listen, server
from bot.services import Clock, Services
from bot.settings import Settings
from bot.store import StoreError, open_store
from bot.teams import SERVICE_HOSTS, Teams, TeamsConfig
from bot.worker import Periodic, Worker
from cards.i18n import LANGUAGES, translator
from personio_client import PersonioClient

log = structlog.get_logger("app")

DRAIN = 20.0  # seconds for running work after SIGTERM
PURGE_EVERY = 3600.0  # seconds
KEEP_JOBS = timedelta(days=7)  # done jobs: how long the same work is recognised
KEEP_AUDIT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that answers: where, and its services."""

    url: str
    services: Services


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@asynccontextmanager
async def running(settings: Settings, *, now: Clock = utc_now) -> AsyncIterator[Running]:
    """Put the house together, open its doors, and close them in order.

    Raises StoreError and CannotListen with a sentence for the operator.
    """
    async with AsyncExitStack() as stack:
        store = await open_store(settings.database_url, clock=now)
        stack.push_async_callback(store.close)
        personio = await stack.enter_async_context(_personio(settings))
        directory = Directory(personio, now=now)
        stack.push_async_callback(directory.close)

        # The doors and the services need each other: the doors get handlers that look them up when something comes in.
        async def dispatch(event: Event) -> Reply:
            return await dispatcher(event)

        def bound(handler: JobHandler) -> Handler:
            return lambda job: handler(services, job)

        teams = Teams(_teams(settings), dispatch)
        await teams.start()
        stack.push_async_callback(teams.close)
        worker = Worker(
            store,
            {kind: bound(handler) for kind, handler in ROUTER.jobs.items()},
            every=(Periodic("purge", PURGE_EVERY, partial(store.purge, jobs=KEEP_JOBS, audit=KEEP_AUDIT)),),
        )
        services = Services(
            store=store,
            members=Members(),
            messenger=teams.messenger,
            directory=directory,
            personio=personio,
            outbox=worker,
            clock=now,
            default_language=settings.default_language,
            personio_web_url=settings.personio_web_url,
        )
        dispatcher = Dispatcher(ROUTER, services)
        work = asyncio.create_task(worker.run())
        warm = asyncio.create_task(directory.warm_up())
        stack.callback(warm.cancel)

        async def ready() -> str | None:
            try:
                await store.ping()
            except StoreError as error:
                return str(error)
            return "The worker has stopped." if work.done() else None

        host = "127.0.0.1" if settings.local else settings.host
        runner, port = await listen(server(teams.messages, ready=ready, metrics=Metrics()), host, settings.port)
        log.info("app.listening", host=host, port=port, local_mode=settings.local)
        try:
            yield Running(f"http://{host}:{port}", services)
        finally:
            await runner.cleanup()  # no new turns, running ones end
            await worker.drain(DRAIN)
            await asyncio.gather(work, return_exceptions=True)
            log.info("app.stopped")


def _personio(settings: Settings) -> PersonioClient:
    secret = settings.personio_client_secret
    return PersonioClient(
        settings.personio_client_id or "",
        secret.get_secret_value() if secret else "",
        base_url=settings.personio_base_url,
        timeout=settings.personio_timeout,
        end_write=settings.personio_end_write,
        birthday_attribute=settings.personio_birthday_attribute,
    )


def _teams(settings: Settings) -> TeamsConfig:
    return TeamsConfig(
        app_id=settings.app_id,
        app_password=settings.app_password.get_secret_value() if settings.app_password else None,
        app_type=settings.app_type,
        tenant_id=settings.tenant_id,
        openid_metadata=settings.openid_metadata,
        service_hosts=(*SERVICE_HOSTS, *settings.service_hosts),
        token_url=settings.token_url,
    )


def _log_to_stderr(level: str) -> None:
    """Write structured logs to standard error; standard output belongs to the commands."""
    logging.basicConfig(stream=sys.stderr, level=level.upper(), format="%(message)s", force=True)
    for chatty in ("httpx", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)  # URLs with ids, and every plugin set up
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _settings() -> Settings:
    """Read the settings, or stop with one sentence per wrong one; values are never shown."""
    try:
        settings = Settings()
        _teams(settings)  # contradictions among the registration's settings
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
    _log_to_stderr(settings.log_level)

    async def run() -> None:
        stop = _stop_on_signals()
        async with running(settings):
            # What is imported by now stays: collections need not walk it again, and come sooner (about 12 MB less).
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

    _log_to_stderr("error" if quiet else "info")

    async def run() -> None:
        stop = _stop_on_signals()
        async with AsyncExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="personio-demo-")))
            stage = await stack.enter_async_context(Demo(port=port, commands=_commands()))
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


def _commands() -> dict[str, list[tuple[str, str]]]:
    """Return the command list of the app's manifest, by language."""
    names = ("request", "help", "language")
    return {
        language: [(t(f"command.{name}.title"), t(f"command.{name}.description")) for name in names]
        for language, t in ((language, translator(language)) for language in LANGUAGES)
    }


def _run(work: object) -> None:
    try:
        asyncio.run(work)  # type: ignore[arg-type]
    except (StoreError, CannotListen) as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
