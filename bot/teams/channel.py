"""Builds the Teams adapter: the HTTP endpoint and the messenger.

The objects of this package are created and closed here; other packages use only the names in this module.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.core.clock import Clock
from bot.core.events import Event, Reply
from bot.core.messaging import Messenger
from bot.core.telemetry import UNWATCHED, Telemetry
from bot.core.throttle import FailedAuthThrottle
from bot.teams.adapter import Adapter
from bot.teams.authentication import Inbound, SigningKeys
from bot.teams.config import TeamsConfig
from bot.teams.connector import Outbound, Timeouts
from bot.teams.endpoint import Endpoint
from bot.teams.messenger import TeamsMessenger
from bot.teams.turn_runner import Background, Turns


def _now() -> datetime:
    return datetime.now(UTC)


class Teams:
    """Microsoft Teams: ``messenger`` writes into conversations, :meth:`endpoint` takes activities.

    ``clock`` must be the real time where tokens are checked. ``patience``: the limits of waits for outbound calls;
    ``sleep`` does the waiting.
    """

    def __init__(
        self,
        config: TeamsConfig,
        *,
        clock: Clock = _now,
        patience: Timeouts | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        telemetry: Telemetry = UNWATCHED,
        failed_auth: FailedAuthThrottle | None = None,
    ) -> None:
        self._config, self._clock, self._telemetry = config, clock, telemetry
        self._failed_auth = failed_auth or FailedAuthThrottle()
        self._outbound = Outbound(config, clock, patience=patience or Timeouts(), sleep=sleep, telemetry=telemetry)
        self._background = Background()
        self._messenger = TeamsMessenger(self._outbound)

    @property
    def messenger(self) -> Messenger:
        return self._messenger

    def endpoint(self, handle: Callable[[Event], Awaitable[Reply]]) -> Endpoint:
        """Return what takes activities over HTTP; ``handle`` turns an event into a reply."""
        return Endpoint(
            Inbound(
                self._config, SigningKeys(self._config.openid_metadata, self._outbound.fetch, self._clock), self._clock
            ),
            Adapter(self._outbound),
            Turns(handle, self._messenger, self._background, self._clock),
            self._telemetry,
            failed_auth=self._failed_auth,
        )

    @property
    def refusal(self) -> str | None:
        """Why Teams, or Entra, refuses the bot's credential; None as long as it does not."""
        return self._outbound.standing.refusal

    async def start(self) -> None:
        """Open the pool of connections; it opens by itself at the first call, too."""
        self._outbound.open()

    async def drain(self, within: float) -> None:
        """Wait for messages that are sent after a turn was answered, ``within`` seconds at most."""
        await self._background.drain(within)

    async def close(self) -> None:
        """Wait for what is sent behind the answers, then close the connections."""
        await self._background.drain()
        await self._outbound.close()
