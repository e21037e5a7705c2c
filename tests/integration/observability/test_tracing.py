"""Traces: spans of what one press causes, in one trace; nothing at all where no collector is configured."""

from __future__ import annotations

import asyncio
import io
import subprocess
import sys
from typing import Any

import pytest
from aiohttp import web

from bot.core.telemetry import ExternalCall, TrackedWork, Watchers, cause_of, new_cause, track
from bot.observability import setup
from tests.security.test_privacy import COMMENT, _leaks
from tests.support.scraping import DAYS, Open, Stage, lines, scraped

sdk = pytest.importorskip("opentelemetry.sdk.trace.export")
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest  # noqa: E402
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter  # noqa: E402

from bot.observability.tracing import Tracing, root_of  # noqa: E402

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("fresh")]


class Memory:
    """Tracing into memory."""

    def __init__(self) -> None:
        self.exporter = InMemorySpanExporter()
        self.tracing = Tracing(sdk.SimpleSpanProcessor(self.exporter))

    @property
    def spans(self) -> dict[str, Any]:
        return {span.name: span for span in self.exporter.get_finished_spans()}


def trace_of(span: Any) -> str:
    return f"{span.context.trace_id:032x}"


def test_a_call_is_a_span_below_its_turn_and_a_job_below_the_turn_that_caused_it() -> None:
    here, elsewhere, why = Memory(), Memory(), new_cause()
    with track(here.tracing, TrackedWork("turn", "unread", why)) as turn:
        turn.kind, turn.outcome = "pressed", "answered"
        here.tracing.called(ExternalCall("personio", "GET /v2/persons", 200, 0.2))
    with track(elsewhere.tracing, TrackedWork("job", "request.file", why, first=False)) as job:  # another process
        elsewhere.tracing.called(ExternalCall("teams", "edit", None, 0.1))
        job.outcome = "dead"
    turned, called = here.spans["turn pressed"], here.spans["personio GET /v2/persons"]
    worked, lost = elsewhere.spans["job request.file"], elsewhere.spans["teams edit"]
    assert {trace_of(span) for span in (turned, called, worked, lost)} == {why}
    assert turned.parent is None
    assert turned.context.span_id == root_of(why) == called.parent.span_id == worked.parent.span_id
    assert lost.parent.span_id == worked.context.span_id
    assert called.end_time - called.start_time == pytest.approx(0.2e9, rel=0.01)
    assert dict(turned.attributes) == {"kind": "pressed", "outcome": "answered", "cause": why}
    assert (turned.status.is_ok, worked.status.is_ok, lost.status.is_ok) == (True, False, False)


def test_a_second_try_of_a_job_that_nobody_caused_is_another_span_of_the_same_trace() -> None:
    memory, why = Memory(), cause_of("digest:1")
    for first in (True, False):
        with track(memory.tracing, TrackedWork("job", "digest.post", why, first=first)):
            pass
    one, two = memory.exporter.get_finished_spans()
    assert trace_of(one) == trace_of(two) == why
    assert one.context.span_id == two.parent.span_id != two.context.span_id


def test_a_tick_makes_no_span_and_its_calls_are_traces_of_their_own() -> None:
    memory = Memory()
    with track(memory.tracing, TrackedWork("tick", "poll", "")):
        memory.tracing.called(ExternalCall("personio", "GET /v2/persons", 200, 0.1))
    (span,) = memory.exporter.get_finished_spans()
    assert span.parent is None


async def test_turns_side_by_side_do_not_mix() -> None:
    memory = Memory()

    async def turn(number: int) -> None:
        with track(Watchers(memory.tracing), TrackedWork("turn", f"t{number}", new_cause())):
            await asyncio.sleep(0)
            memory.tracing.called(ExternalCall("teams", f"c{number}", 200, 0.0))
            await asyncio.sleep(0)

    await asyncio.gather(*(turn(number) for number in range(20)))
    for number in range(20):
        parent, child = memory.spans[f"turn t{number}"], memory.spans[f"teams c{number}"]
        assert child.parent.span_id == parent.context.span_id


async def test_a_collector_gets_the_spans_of_a_request_and_nothing_personal(
    open_stage: Open, log: io.StringIO, aiohttp_server: Any
) -> None:
    spans: list[Any] = []
    raw: list[bytes] = []

    async def take(request: web.Request) -> web.Response:
        raw.append(await request.read())
        told = ExportTraceServiceRequest.FromString(raw[-1])
        spans.extend(s for r in told.resource_spans for scope in r.scope_spans for s in scope.spans)
        return web.Response(body=b"", headers={"Content-Type": "application/x-protobuf"})

    app = web.Application()
    app.router.add_post("/v1/traces", take)
    collector = await aiohttp_server(app)
    stage = await open_stage(otlp_endpoint=str(collector.make_url("/")))
    await stage.review(DAYS | {"comment": COMMENT})
    await stage.press("request.file")
    await scraped(stage, lambda s: s("bot_requests_total") and s("bot_jobs", state="due") == 0)
    press = [line for line in lines(log) if line["event"] == "turn"][-1]

    def of_the_press() -> list[Any]:
        return [span for span in spans if span.trace_id.hex() == press["cause"]]

    async with asyncio.timeout(60):
        while not {"turn pressed", "job request.file", "job request.show"} <= {s.name for s in of_the_press()}:  # noqa: ASYNC110 - the collector is told, it does not tell
            await asyncio.sleep(0.1)
    names = {span.name for span in of_the_press()}
    assert "personio POST /v2/absence-periods" in names
    told = b"".join(raw).decode("utf-8", "replace")
    assert b"personio-for-teams" in raw[0]
    assert _leaks(told, stage) == []
    assert stage.user.email not in told


async def test_a_collector_that_is_away_holds_up_nothing(open_stage: Open, log: io.StringIO) -> None:
    stage: Stage = await open_stage(otlp_endpoint="http://127.0.0.1:9")
    await stage.say("help")
    assert stage.last()
    assert all(line for line in lines(log))


async def test_without_the_extra_one_sentence_says_so(
    open_stage: Open, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "find_spec", lambda _: None)
    stage = await open_stage(otlp_endpoint="http://127.0.0.1:9")
    await stage.say("help")
    warnings = [line for line in lines(log) if line["event"] == "tracing.not_installed"]
    assert [line["message"] for line in warnings] == [setup.NOT_INSTALLED]


def test_where_nothing_is_configured_nothing_is_imported() -> None:
    program = "import sys, app; print([m for m in sys.modules if m.startswith('opentelemetry') or m == 'bot.observability.tracing'])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
