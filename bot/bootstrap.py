"""Composition root: builds every component, starts and stops them.

Servers start last and stop first; running jobs finish before the database closes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from pydantic import SecretStr

from bot.core.clock import Clock, SetBack
from bot.core.holiday_calendars import HolidayCalendars
from bot.core.jobs import Handler, Job, Outcome
from bot.core.telemetry import Telemetry
from bot.core.throttle import FailedAuthThrottle
from bot.features import ROUTER, digests, requests
from bot.observability import Exposition, Meters
from bot.observability.setup import observation
from bot.services.cached_value import Pause
from bot.services.context import Services
from bot.services.learned_rules import LearnedRules
from bot.services.members import Members
from bot.services.personio_cache import Directory
from bot.services.recent_reads import RecentReads
from bot.services.router import Dispatcher, JobRoute
from bot.settings.company_rules import read_company_rules
from bot.settings.outgoing import personio_transport
from bot.settings.settings import Settings
from bot.store import Store, StoreError, open_store, open_store_to_read
from bot.teams import SERVICE_HOSTS, Endpoint, Teams, TeamsConfig
from bot.web.personio_webhook import PersonioWebhook, WebhookActions
from bot.web.server import inside, listen, origin, server
from bot.worker import Periodic, Worker, Workers
from personio_client import Observe, PersonioClient, limit_pauses

log = structlog.get_logger("app")

LEAVING = (
    2.0  # seconds between "not ready" and the end of the servers: load balancers send requests elsewhere meanwhile
)
ENDING = 20.0  # seconds from SIGTERM to the end of the process, whatever is down
CLOSING = 5.0  # seconds of these that are kept for giving work back and closing what is open
DIGEST_WORKERS = 24  # Teams' 50 a second, where an answer takes 0.4 s and one in twenty has to wait a second
JOB_PATIENCE = 10.0  # seconds for which a job waits for Personio's rate limit; put off for longer ones, others run
TICK_EVERY = 5.0  # seconds: how late a daily update may be
COMPARE_EVERY = 300.0  # seconds: how long a posted update may be out of date
COMPARE_SOON = 15.0  # seconds: how long after news from Personio, however much there is
PURGE_EVERY = 3600.0  # seconds
EXPIRE_EVERY = 60.0  # seconds: how long more than it may be used Teams' record of somebody is in memory
CLOCK_EVERY = 10.0  # seconds: how late what waits may be after the clock was set back
KEEP_JOBS = timedelta(days=7)  # done jobs: how long the same work is recognised
KEEP_AUDIT = timedelta(days=365)
KEEP_COMMENTS = timedelta(days=7)  # of refused requests; of others until Personio has them
KEEP_REQUESTS = timedelta(days=365)  # after their absence is over and nothing has changed


@dataclass(frozen=True, slots=True)
class App:
    """All components, built but not yet listening."""

    services: Services
    store: Store
    teams: Teams
    endpoint: Endpoint
    personio_webhook: PersonioWebhook
    workers: tuple[Worker, ...]
    meters: Meters


@dataclass(frozen=True, slots=True)
class RunningApp:
    """A bot that answers: where, where it tells how it is, its services.

    ``leave`` says that it is not ready any more, and goes on answering for as long as that takes to get about.
    """

    url: str
    services: Services
    inside_url: str
    leave: Callable[[], Awaitable[None]]


def utc_now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def build_app(
    settings: Settings, *, now: Clock = utc_now, reading: bool = False, pause: Pause | None = None
) -> AsyncIterator[App]:
    """Build every component, without listening. Raises StoreError with a sentence for the operator.

    ``reading``: the database is only read, neither created nor migrated. ``pause``: as
    :class:`bot.services.personio_cache.Directory` takes it, for a command that does its work once and ends.
    """
    async with AsyncExitStack() as stack:
        kinds = frozenset(ROUTER.jobs)
        seen = await stack.enter_async_context(observation(kinds, otlp_endpoint=_value(settings.otlp_endpoint)))
        opened = open_store_to_read if reading else open_store
        store = await opened(settings.database_url.get_secret_value(), clock=now)
        stack.push_async_callback(store.close)
        personio = await stack.enter_async_context(personio_client(settings, observe=seen.exchanged))
        directory = Directory(personio, now=now, pause=pause, calendars=holiday_calendars(settings))
        stack.push_async_callback(directory.close)

        failed_auth, happened = FailedAuthThrottle(settings.trusted_proxies), asyncio.Event()
        teams = Teams(teams_config(settings), telemetry=seen.telemetry, failed_auth=failed_auth)
        await teams.start()
        stack.push_async_callback(teams.close)
        outbox = Workers()
        services = Services(
            store=store,
            members=Members(teams.messenger, now),
            messenger=teams.messenger,
            directory=directory,
            learned_rules=LearnedRules(store.substitute_rules, now),
            recent_reads=RecentReads(lambda: personio.writes),
            personio=personio,
            outbox=outbox,
            clock=now,
            default_language=settings.default_language,
            personio_web_url=settings.personio_web_url,
            admins=frozenset(each.casefold() for each in settings.admins),
            app_id=settings.app_id,
            tenant_id=settings.tenant_id,
            own_rules=read_company_rules(settings.rules_file),
            sick_note_after=settings.sick_note_after_days,
            reminder_after=settings.reminder_after_days,
            has_credentials=bool(settings.personio_client_id and settings.personio_client_secret),
        )
        people, channels = await _workers(services, happened, seen.telemetry)
        outbox.add(people, channels)

        def absence_happened() -> None:
            directory.expire_absences()
            happened.set()

        personio_webhook = PersonioWebhook(
            _value(settings.personio_webhook_token),
            WebhookActions(store.request_sync.add_news, people.wake, absence_happened, directory.expire_people),
            telemetry=seen.telemetry,
            failed_auth=failed_auth,
        )
        endpoint = teams.endpoint(Dispatcher(ROUTER, services))
        yield App(services, store, teams, endpoint, personio_webhook, (people, channels), seen.meters)


async def _workers(services: Services, happened: asyncio.Event, telemetry: Telemetry) -> tuple[Worker, Worker]:
    """Return the worker of what people ask for, and that of the daily updates; ``happened``: an absence has changed.

    Two, because a thousand updates at once must not delay an employee's request.
    """
    store = services.store
    clock = SetBack(services.clock, seen=await store.times.newest())

    async def compare_after_news() -> None:
        if happened.is_set():
            happened.clear()
            await digests.edits(services)

    async def look_at_clock() -> None:
        if back := clock.since():
            waiting = await store.times.set_back(back)
            log.warning("clock.set_back", seconds=round(back.total_seconds()), jobs=waiting)

    purge = partial(store.purge, jobs=KEEP_JOBS, audit=KEEP_AUDIT, requests=KEEP_REQUESTS, comments=KEEP_COMMENTS)
    handlers: dict[str, Handler] = {kind: partial(_run_job, route, services) for kind, route in ROUTER.jobs.items()}
    channels = Worker(
        store.jobs,
        {kind: handlers.pop(kind) for kind in digests.router.jobs},
        concurrency=DIGEST_WORKERS,
        every=(
            Periodic("digests", TICK_EVERY, partial(digests.tick, services)),
            Periodic("digest edits", COMPARE_EVERY, partial(digests.edits, services)),
            Periodic("digest edits after news", COMPARE_SOON, compare_after_news),
            Periodic("purge", PURGE_EVERY, purge),
            Periodic("members", EXPIRE_EVERY, services.members.expire),
        ),
        telemetry=telemetry,
    )
    every = (
        Periodic("clock", CLOCK_EVERY, look_at_clock),
        Periodic("poll", requests.EVERY, partial(requests.ask_poll, services)),
    )
    return Worker(store.jobs, handlers, every=every, telemetry=telemetry), channels


async def _run_job(route: JobRoute, services: Services, job: Job) -> Outcome:
    with limit_pauses(JOB_PATIENCE):
        return await route(services, job)


@asynccontextmanager
async def run_app(settings: Settings, *, now: Clock = utc_now) -> AsyncIterator[RunningApp]:
    """Build every component and listen; on exit, stop them in order.

    Raises StoreError and CannotListen with a sentence for the operator.
    """
    async with build_app(settings, now=now) as built:
        work = [asyncio.create_task(worker.run()) for worker in built.workers]
        warm = asyncio.create_task(built.services.directory.warm_up())

        leaving, clock = asyncio.Event(), asyncio.get_running_loop().time
        ends: float | None = None  # when the process must have ended

        async def leave() -> None:
            nonlocal ends
            ends = clock() + ENDING
            leaving.set()
            await asyncio.sleep(LEAVING)

        async def ready() -> str | None:
            if leaving.is_set():
                return "The bot is being stopped."
            try:
                await built.store.ping()
            except StoreError as error:
                return str(error)
            return "A worker has stopped." if any(task.done() for task in work) else None

        def detail() -> str | None:
            refusal = built.teams.refusal
            return f"Teams refuses the bot's credential: {refusal}." if refusal else None

        host = "127.0.0.1" if settings.local else settings.host
        try:
            async with AsyncExitStack() as running_servers:
                exposition = Exposition(
                    built.meters,
                    backlog=built.store.jobs.backlog,
                    ready=ready,
                    ages=built.services.directory.ages,
                    holidays=built.services.directory.holiday_sources,
                    refused=lambda: built.teams.refusal is not None,
                )
                inner = settings.metrics_port
                if inner:
                    quiet = inside(ready=ready, detail=detail, meters=built.meters, exposition=exposition)
                    runner, inner = await listen(quiet, host, inner)
                    running_servers.push_async_callback(runner.cleanup)
                world = server(
                    built.endpoint.messages,
                    events=built.personio_webhook.events,
                    ready=ready,
                    detail=detail,
                    meters=built.meters,
                    exposition=None if inner else exposition,
                )
                runner, port = await listen(world, host, settings.port)
                running_servers.push_async_callback(runner.cleanup)  # no new turns, running ones end
                log.info("app.listening", host=host, port=port, metrics=inner or port, local_mode=settings.local)
                yield RunningApp(origin(host, port), built.services, origin(host, inner or port), leave)
        finally:
            warm.cancel()
            # Turns have ended by now, or were cut; what they took of the time is not there for the work.
            built.services.personio.end()  # with Personio down, pauses between tries would take all of the time
            within = max(1.0, (ends or clock() + ENDING) - CLOSING - clock())
            await asyncio.gather(*(worker.drain(within) for worker in built.workers), built.teams.drain(within))
            await asyncio.gather(*work, warm, return_exceptions=True)
            log.info("app.stopped")


def holiday_calendars(settings: Settings) -> HolidayCalendars:
    """Return what answers which days are free, with the operator's corrections."""
    return HolidayCalendars(settings.adjustments, afternoon_work=settings.half_holidays_afternoon_work)


def personio_client(settings: Settings, *, retries: int = 3, observe: Observe | None = None) -> PersonioClient:
    """Return a client with the operator's credentials; ``retries`` is how often a read is repeated.

    Raises OSError where the certificate authorities that the environment names cannot be read.
    """
    return PersonioClient(
        settings.personio_client_id or "",
        _value(settings.personio_client_secret) or "",
        base_url=settings.personio_base_url,
        timeout=settings.personio_timeout,
        end_write=settings.personio_end_write,
        birthday_attribute=settings.personio_birthday_attribute,
        retries=retries,
        observe=observe,
        transport=personio_transport(settings.personio_base_url),
    )


def _value(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


def teams_config(settings: Settings) -> TeamsConfig:
    """Return the bot's registration. Raises ValueError where the settings contradict each other."""
    return TeamsConfig(
        app_id=settings.app_id,
        app_password=_value(settings.app_password),
        certificate=settings.app_certificate,
        federated_token_file=settings.federated_token_file,
        managed_identity=settings.managed_identity,
        app_type=settings.app_type,
        tenant_id=settings.tenant_id,
        openid_metadata=settings.openid_metadata,
        token_issuer=settings.token_issuer,
        token_scope=settings.token_scope,
        service_hosts=(*SERVICE_HOSTS, *settings.service_hosts),
        token_url=settings.token_url,
    )
