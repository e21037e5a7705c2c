"""Counts and times what happens for Prometheus, with labels from closed sets.

A label that is not in its set is ``other``: labels neither grow without end nor tell of anybody.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from importlib.metadata import PackageNotFoundError, version
from platform import python_version
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, disable_created_metrics

from bot.core.telemetry import ExternalCall, Happening, TrackedWork

TURNS: Final = frozenset({"said", "pressed", "searched", "composed", "installed", "removed", "ignored", "unread"})
TURN_OUTCOMES: Final = frozenset(
    {
        "answered",
        "silent",
        "refused",
        "not_set_up",
        "personio_failed",
        "slow",
        "failed",
        "lost",
        "repeated",
        "not_admitted",
    }
)
JOB_OUTCOMES: Final = frozenset({"done", "again", "dead", "failed", "lost", "not_settled"})
WEBHOOK_OUTCOMES: Final = frozenset({"kept", "ignored", "no_door", "not_admitted", "unreadable", "not_kept", "failed"})
CONNECTOR_OPERATIONS: Final = frozenset(
    {"post", "reply", "edit", "delete", "member", "members", "team", "channels", "token", "other"}
)
DIGEST_REASONS: Final = frozenset(
    {"", "nothing", "non_working_day", "paused", "late", "deleted", "bot_removed", "channel_gone", "not_allowed"}
)
STATUSES: Final = frozenset(
    map(str, (200, 201, 202, 204, 400, 401, 403, 404, 405, 408, 409, 410, 412, 413, 415, 422, 429))
) | frozenset(map(str, (500, 501, 502, 503, 504)))
NO_ANSWER: Final = "none"
OTHER: Final = "other"

_OPERATION: Final = re.compile(r"(GET|POST|PATCH|PUT|DELETE) /v[12](/[a-z-]+|/\{id\})+")
_MOST_OPERATIONS: Final = 64


def one_of(known: Collection[str], value: str) -> str:
    """Return a value of the set, ``other`` for anything else."""
    return value if value in known else OTHER


def status_label(status: int | None) -> str:
    return NO_ANSWER if status is None else one_of(STATUSES, str(status))


class Operations:
    """The labels for calls of Personio that were seen so far: method and path without ids; a limited number of them."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def label(self, operation: str) -> str:
        """Return the operation; ``other`` where it does not look like one, or there are too many."""
        if operation in self._known:
            return operation
        if len(self._known) >= _MOST_OPERATIONS or not _OPERATION.fullmatch(operation):
            return OTHER
        self._known.add(operation)
        return operation


try:
    VERSION = version("personio-for-teams")
except PackageNotFoundError:  # run from a folder that nobody installed
    VERSION = "unknown"
SPINNER = 5.0
"""Seconds after which somebody who pressed sees an error: Teams gives up on an invoke soon after.

https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/request-response-timing
"""

_TURN = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_JOB = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_CALL = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_LATE = (5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 900.0, 1800.0, 3600.0)


class Meters:
    """The counters and histograms of one process. ``jobs``: the kinds of durable work that there are."""

    def __init__(self, jobs: Collection[str] = ()) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # time stamps that nobody reads double the counters
        self.jobs = frozenset(jobs)
        self.registry = each = CollectorRegistry()
        self._operations = Operations()
        self.http = Counter(
            "bot_http_requests_total", "Requests by route and status.", ("route", "status"), registry=each
        )
        self.http_seconds = Histogram("bot_http_request_seconds", "Time to answer.", ("route",), registry=each)
        self.turns = Histogram(
            "bot_turn_seconds", "Turns: time and outcome.", ("kind", "outcome"), registry=each, buckets=_TURN
        )
        self.slow = Counter("bot_slow_invokes_total", "Presses and searches answered after 5 s.", registry=each)
        self.job_seconds = Histogram(
            "bot_job_seconds", "Job runs: time and outcome.", ("kind", "outcome"), registry=each, buckets=_JOB
        )
        self.webhooks = Counter("bot_webhooks_total", "Personio's news by outcome.", ("outcome",), registry=each)
        self.personio = Counter(
            "bot_personio_calls_total", "Calls of Personio.", ("operation", "status"), registry=each
        )
        self.personio_seconds = Histogram(
            "bot_personio_call_seconds", "Personio's time to answer.", ("operation",), registry=each, buckets=_CALL
        )
        self.connector = Counter(
            "bot_connector_calls_total", "Calls of Teams, and for our token.", ("operation", "status"), registry=each
        )
        self.connector_seconds = Histogram(
            "bot_connector_call_seconds", "Teams' time to answer.", ("operation",), registry=each, buckets=_CALL
        )
        self.waits = Counter(
            "bot_wait_seconds_total",
            "Seconds waited to stay below a limit (pace), or asked for by a 429 (told).",
            ("system", "why"),
            registry=each,
        )
        self.digests = Counter(
            "bot_digests_total", "Daily updates by outcome and reason.", ("outcome", "reason"), registry=each
        )
        self.lateness = Histogram("bot_digest_lateness_seconds", "From due to posted.", registry=each, buckets=_LATE)
        self.requests = Counter("bot_requests_total", "Requests filed and refused.", ("outcome",), registry=each)
        build = Gauge("bot_build_info", "Always 1.", ("version", "python"), registry=each)
        build.labels(VERSION, python_version()).set(1)
        ProcessCollector(registry=each)

    def served(self, route: str, status: int, seconds: float) -> None:
        """Count and time an answer; ``route`` is a pattern of ours, or ``other``."""
        self.http.labels(route, status_label(status)).inc()
        self.http_seconds.labels(route).observe(seconds)

    def begins(self, act: TrackedWork) -> None:
        """Wait for its end."""

    def ends(self, act: TrackedWork) -> None:
        """Count and time an act."""
        match act.what:
            case "turn":
                outcome = one_of(TURN_OUTCOMES, act.outcome)
                self.turns.labels(one_of(TURNS, act.kind), outcome).observe(act.seconds)
                if act.awaited and act.seconds > SPINNER:
                    self.slow.inc()
            case "job":
                outcome = one_of(JOB_OUTCOMES, act.outcome)
                self.job_seconds.labels(one_of(self.jobs, act.kind), outcome).observe(act.seconds)
            case "webhook":
                self.webhooks.labels(one_of(WEBHOOK_OUTCOMES, act.outcome)).inc()

    def called(self, call: ExternalCall) -> None:
        """Count and time a call."""
        if call.system == "personio":
            operation = self._operations.label(call.operation)
            calls, seconds = self.personio, self.personio_seconds
        else:
            operation = one_of(CONNECTOR_OPERATIONS, call.operation)
            calls, seconds = self.connector, self.connector_seconds
        calls.labels(operation, status_label(call.status)).inc()
        seconds.labels(operation).observe(call.seconds)
        if call.waited:
            self.waits.labels(call.system, "pace").inc(call.waited)
        if call.told_to_wait:
            self.waits.labels(call.system, "told").inc(call.told_to_wait)

    def happened(self, what: Happening, why: str = "", seconds: float | None = None) -> None:
        """Count a happening."""
        thing, _, outcome = what.partition(".")
        if thing == "request":
            self.requests.labels(outcome).inc()
            return
        self.digests.labels(outcome, one_of(DIGEST_REASONS, why)).inc()
        if seconds is not None:
            self.lateness.observe(max(0.0, seconds))
