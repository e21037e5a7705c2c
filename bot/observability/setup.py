"""Sets telemetry up: metrics always, traces where a collector is configured.

What is not configured is not imported; a collector that is away, a package that is missing, or a variable of
OpenTelemetry that says nothing usable, stops nobody.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.util import find_spec

import structlog

from bot.core.telemetry import ExternalCall, Telemetry, Watchers
from bot.observability import Meters
from bot.observability.metrics import VERSION
from bot.observability.tracing_settings import tracing_faults
from personio_client import Exchange

NOT_INSTALLED = (
    "OTEL_EXPORTER_OTLP_ENDPOINT is set, but there are no traces: install the extra with "
    "pip install 'personio-for-teams[tracing]', or empty the setting."
)

log = structlog.get_logger("app")


@dataclass(frozen=True, slots=True)
class Observation:
    """The telemetry receiver, and the metrics to expose."""

    telemetry: Telemetry
    meters: Meters

    def exchanged(self, exchange: Exchange) -> None:
        told = exchange.retry_after or 0.0
        call = ExternalCall("personio", exchange.operation, exchange.status, exchange.seconds, exchange.waited, told)
        self.telemetry.called(call)


@asynccontextmanager
async def observation(jobs: frozenset[str], *, otlp_endpoint: str | None) -> AsyncIterator[Observation]:
    """Set up metrics and traces; on exit, send the last spans.

    Metrics only where there is no endpoint, the packages are not installed, or the settings are wrong.
    """
    meters = Meters(jobs)
    if not otlp_endpoint:
        yield Observation(Watchers(meters), meters)
        return
    if not is_installed():
        log.warning("tracing.not_installed", message=NOT_INSTALLED)
        yield Observation(Watchers(meters), meters)
        return
    if wrong := dict(tracing_faults(otlp_endpoint, os.environ)):
        log.warning("tracing.not_started", **_not_started(wrong))
        yield Observation(Watchers(meters), meters)
        return
    from bot.observability.tracing import tracing  # 4 MB, and a thread, for those who want it

    try:
        traces = tracing(otlp_endpoint, version=VERSION)
    except (ValueError, TypeError, RuntimeError, OSError) as error:  # a variable that is not known to us
        log.warning("tracing.not_started", **_not_started({"OTEL_...": f"cannot be used ({type(error).__name__})"}))
        yield Observation(Watchers(meters), meters)
        return
    try:
        yield Observation(Watchers(meters, traces), meters)
    finally:
        await asyncio.to_thread(traces.close)


def is_installed() -> bool:
    """Tell whether the packages for traces are there."""
    return find_spec("opentelemetry") is not None and find_spec("opentelemetry.exporter") is not None


def _not_started(wrong: Mapping[str, str]) -> dict[str, str]:
    told = "; ".join(f"{name} {why}" for name, why in wrong.items())
    return {"message": f"There are no traces: {told}. The bot works without."}
