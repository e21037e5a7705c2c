"""Traces for OpenTelemetry: a :class:`bot.core.telemetry.Telemetry` that makes spans of acts and calls.

Imported only where a collector is configured; a span says what metrics' labels and the log say, so nothing of
anybody. The id that an act shares with what it causes is the trace id: it leads from a log line to its trace and back.
"""

from __future__ import annotations

import time
from contextvars import ContextVar, Token
from typing import Any

import structlog
from opentelemetry import context as otel
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import (
    NonRecordingSpan,
    Span,
    SpanContext,
    SpanKind,
    StatusCode,
    TraceFlags,
    set_span_in_context,
)

from bot.core.telemetry import ExternalCall, Happening, TrackedWork, current_work

SERVICE = "personio-for-teams"
PATIENCE = 3.0  # seconds for one export; the end of the process waits for the last one
_BAD = frozenset({"failed", "personio_failed", "not_set_up", "lost", "dead", "not_settled", "not_kept"})
_KINDS = {"turn": SpanKind.SERVER, "webhook": SpanKind.SERVER, "job": SpanKind.CONSUMER}

log = structlog.get_logger(__name__)


class _Ids(RandomIdGenerator):
    """A trace is called after its cause, and its root after the trace, so that a job in another process finds both."""

    def __init__(self) -> None:
        self._root: int | None = None

    def generate_trace_id(self) -> int:
        act = current_work()
        if act is None or not act.first or not act.cause:
            return super().generate_trace_id()
        self._root = root_of(act.cause)  # the span's own id is asked for next, before anybody else can ask
        return int(act.cause, 16)

    def generate_span_id(self) -> int:
        root, self._root = self._root, None
        return root or super().generate_span_id()


def root_of(cause: str) -> int:
    """Return the id of the span that a cause begins with."""
    return int(cause[-16:], 16) or 1


class Tracing:
    """Spans of turns, jobs and webhooks, and below them of each call of Personio and Teams."""

    def __init__(self, processor: SpanProcessor, *, version: str = "") -> None:
        resource = Resource.create({"service.version": version} if version else {})
        if str(resource.attributes.get("service.name", "")).startswith("unknown_service"):  # OTEL_SERVICE_NAME wins
            resource = resource.merge(Resource({"service.name": SERVICE}))
        self._provider = TracerProvider(resource=resource, id_generator=_Ids(), shutdown_on_exit=False)
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("bot")
        self._open: ContextVar[tuple[Span, Token[otel.Context]] | None] = ContextVar("open", default=None)

    def begins(self, act: TrackedWork) -> None:
        """Open a span for a piece of work; below that of what caused it, where something did."""
        if not act.cause:
            return
        parent = otel.Context()
        if not act.first:
            known = SpanContext(int(act.cause, 16), root_of(act.cause), is_remote=True, trace_flags=TraceFlags(1))
            parent = set_span_in_context(NonRecordingSpan(known), parent)
        span = self._tracer.start_span(act.what, parent, kind=_KINDS[act.what])
        self._open.set((span, otel.attach(set_span_in_context(span, parent))))

    def ends(self, act: TrackedWork) -> None:
        """Close it."""
        if not act.cause or (opened := self._open.get()) is None:
            return
        span, token = opened
        span.update_name(f"{act.what} {act.kind}")
        span.set_attributes({"kind": act.kind, "outcome": act.outcome, "cause": act.cause})
        if act.outcome in _BAD:
            span.set_status(StatusCode.ERROR)
        span.end()
        otel.detach(token)
        self._open.set(None)

    def called(self, call: ExternalCall) -> None:
        """Add the span of a call that is over."""
        end = time.time_ns()
        attributes: dict[str, Any] = {"operation": call.operation, "waited": round(call.waited, 3)}
        if call.status is not None:
            attributes["http.response.status_code"] = call.status
        name, start = f"{call.system} {call.operation}", end - int(call.seconds * 1e9)
        span = self._tracer.start_span(name, kind=SpanKind.CLIENT, attributes=attributes, start_time=start)
        if call.status is None or call.status >= 400:
            span.set_status(StatusCode.ERROR)
        span.end(end)

    def happened(self, what: Happening, why: str = "", seconds: float | None = None) -> None:
        """Do nothing: such events are counted by the metrics only."""

    def close(self) -> None:
        """Send the spans that were not sent yet; blocks for up to a few seconds."""
        self._provider.shutdown()


def tracing(endpoint: str, *, version: str = "") -> Tracing:
    """Return tracing towards a collector: ``endpoint`` is the base of OTLP over HTTP, headers come from OTEL_*.

    https://opentelemetry.io/docs/specs/otel/protocol/exporter/
    """
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces", timeout=PATIENCE)
    return Tracing(BatchSpanProcessor(exporter), version=version)
