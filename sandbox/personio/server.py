"""The Personio sandbox: starts, stops, and gives tests direct access to its state.

Loopback only; what a method does here, ``/_sandbox/`` does over HTTP.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from sandbox.company import Absence, Company, Employee, Status, demo_company
from sandbox.personio import workflow
from sandbox.personio.absence_store import AbsenceStore
from sandbox.personio.behaviour import Switches
from sandbox.personio.call_log import Seen
from sandbox.personio.clock import Clock
from sandbox.personio.credentials import Credential
from sandbox.personio.faults import Kind
from sandbox.personio.middleware import CLOSING, check_request
from sandbox.personio.request_body import When
from sandbox.personio.routes import ROUTES
from sandbox.personio.webhooks import DELAYS, Hub, loopback
from sandbox.personio.world import WORLD, World


class PersonioSandbox:
    """A Personio of one company on a loopback port.

    ``now`` is the base of the sandbox's clock (aware), ``monotonic`` that of the rate limits, ``webhook_delays`` the
    seconds between delivery attempts.
    """

    def __init__(
        self,
        company: Company | None = None,
        *,
        switches: Switches | None = None,
        credentials: Sequence[Credential] = (Credential(),),
        now: Callable[[], datetime] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        webhook_delays: Sequence[float] = DELAYS,
    ) -> None:
        self.clock = Clock(now)
        company = company or demo_company(self.clock.now().date())
        self.world = World(
            company,
            switches=switches or Switches(),
            credentials=credentials,
            clock=self.clock,
            monotonic=monotonic,
            webhook_delays=webhook_delays,
        )
        self.url = ""
        self._runner: web.AppRunner | None = None
        self._closing = asyncio.Event()

    async def start(self, port: int = 0, host: str = "127.0.0.1") -> str:
        """Listen and return the URL; port 0 takes a free one; raises ValueError for a host that is not loopback."""
        if not loopback(host):
            raise ValueError(f"{host} is not loopback")
        app = web.Application(middlewares=[check_request])
        self._closing = asyncio.Event()
        app[WORLD], app[CLOSING] = self.world, self._closing
        app.add_routes(ROUTES)
        # handler_cancellation: a call that never is answered ends when its caller gives up
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        await self.hub.open()
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"
        return self.url

    async def stop(self) -> None:
        """Stop listening; state stays and may be looked at, or started again."""
        self._closing.set()
        await self.hub.close()
        if self._runner:
            await self._runner.cleanup()
        self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def company(self) -> Company:
        return self.world.company

    @property
    def switches(self) -> Switches:
        """Return the switches; change them in place or set others at any time."""
        return self.world.switches

    @switches.setter
    def switches(self, switches: Switches) -> None:
        self.world.switches = switches

    @property
    def requests(self) -> list[Seen]:
        return list(self.world.requests)

    @property
    def absences(self) -> AbsenceStore:
        """Return all absences: iterable, by id, ``of(person)``."""
        return self.world.absences

    @property
    def hub(self) -> Hub:
        """Return the webhooks: subscriptions, events, deliveries."""
        return self.world.hub

    def accept(self, absence_id: str) -> Absence:
        """Accept as the substitute; raises KeyError or WrongState, like all decisions here."""
        return self._move(absence_id, "accept")

    def decline(self, absence_id: str) -> Absence:
        return self._move(absence_id, "decline")

    def approve(self, absence_id: str) -> Absence:
        return self._move(absence_id, "approve")

    def reject(self, absence_id: str) -> Absence:
        return self._move(absence_id, "reject")

    def request_deletion(self, absence_id: str) -> Absence:
        """Ask for the deletion of an approved absence, as the employee does in Personio."""
        return self._move(absence_id, "request-deletion")

    def refuse_deletion(self, absence_id: str) -> Absence:
        """Refuse the deletion: the absence stands again."""
        return self._move(absence_id, "refuse-deletion")

    def confirm_deletion(self, absence_id: str) -> None:
        workflow.move(self.world, absence_id, "confirm-deletion")

    def _move(self, absence_id: str, event: workflow.Event) -> Absence:
        moved = workflow.move(self.world, absence_id, event)
        assert moved is not None  # noqa: S101  # only confirm-deletion takes an absence away
        return moved

    def add_absence(self, absence: Absence) -> Absence:
        """Enter an absence as it is, without any check."""
        return workflow.add(self.world, absence)

    def change_employee(self, person: int, **changes: Any) -> Employee:
        """Change fields of a person's record; raises KeyError."""
        return self.world.change_employee(person, **changes)

    def fail_next(self, path_glob: str, method: str, kind: Kind | int, *, times: int = 1, seconds: float = 1.0) -> None:
        """Let the next ``times`` calls that fit fail; ``*`` in the glob also stands for slashes."""
        self.world.faults.fail_next(path_glob, method, kind, times=times, seconds=seconds)

    def act_after(self, path_glob: str, method: str, act: Callable[[], object]) -> None:
        """Let somebody act right after the next call that fits was dealt with, before it is answered."""
        self.world.faults.act_after(path_glob, method, act)

    def change_times(self, absence_id: str, first: date, last: date, *, status: Status | None = None) -> Absence:
        """Move an absence to other days, as an admin does; its status stays, or is set.

        Raises KeyError where there is none, Problem where its days are refused.
        """
        absence = self.world.absences[absence_id]
        when = When(first, last, absence.from_midday, absence.until_midday, absence.start_time, absence.end_time)
        return workflow.change(self.world, absence, when, status=status or absence.status)

    def faults(self, rate: float, kinds: Sequence[Kind], seed: int) -> None:
        """Let a seeded share of all calls fail; rate 0 ends it."""
        self.world.faults.at_random(rate, kinds, seed)

    def heal(self) -> None:
        """Let nothing fail any more, and answer at once."""
        self.world.faults.clear()

    def expire_tokens(self) -> None:
        self.world.registry.revoke_all()

    def set_credential(self, credential: Credential) -> None:
        """Add or replace a credential; its tokens live on with the scopes they were given."""
        self.world.registry.credentials[credential.client_id] = credential

    async def settle(self) -> None:
        """Wait until every webhook delivery is done or given up."""
        await self.hub.settle()
