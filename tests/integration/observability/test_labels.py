"""Labels come from closed sets, whatever is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.telemetry import ExternalCall, TrackedWork
from bot.features import ROUTER
from bot.observability import Meters, metrics
from tests.security.test_privacy import _leaks
from tests.support.scraping import DAYS, Stage, parsed, scraped

JOBS = frozenset(ROUTER.jobs) | {metrics.OTHER}
SETS = {
    "bot_turn_seconds": {"kind": metrics.TURNS | {metrics.OTHER}, "outcome": metrics.TURN_OUTCOMES | {metrics.OTHER}},
    "bot_job_seconds": {"kind": JOBS, "outcome": metrics.JOB_OUTCOMES | {metrics.OTHER}},
    "bot_jobs": {"kind": JOBS, "state": {"due", "later", "dead"}},
    "bot_jobs_oldest_seconds": {"kind": JOBS},
    "bot_webhooks": {"outcome": metrics.WEBHOOK_OUTCOMES | {metrics.OTHER}},
    "bot_connector_calls": {"operation": metrics.CONNECTOR_OPERATIONS, "status": metrics.STATUSES | {"none", "other"}},
    "bot_connector_call_seconds": {"operation": metrics.CONNECTOR_OPERATIONS},
    "bot_personio_calls": {"status": metrics.STATUSES | {"none", "other"}},
    "bot_wait_seconds": {"system": {"teams", "personio"}, "why": {"pace", "told"}},
    "bot_digests": {
        "outcome": {"posted", "edited", "skipped", "paused"},
        "reason": metrics.DIGEST_REASONS | {metrics.OTHER},
    },
    "bot_requests": {"outcome": {"filed", "refused"}},
    "bot_directory_age_seconds": {"of": {"people", "types", "holidays"}},
    "bot_holiday_calendars": {"source": {"personio", "package"}},
    "bot_http_requests": {
        "route": {"/api/messages", "/webhooks/personio", "/healthz", "/readyz", "/metrics", "other"},
        "status": metrics.STATUSES | {"other"},
    },
    "bot_http_request_seconds": {
        "route": {"/api/messages", "/webhooks/personio", "/healthz", "/readyz", "/metrics", "other"}
    },
    "bot_slow_invokes": {},
    "bot_ready": {},
    "bot_teams_refuses": {},
    "bot_digest_lateness_seconds": {},
}
OPEN = {
    ("bot_personio_calls", "operation"),  # made of our own code
    ("bot_personio_call_seconds", "operation"),
    ("bot_holiday_calendars", "calendar"),  # ids of Personio's, so many at most
}
anything = st.text() | st.sampled_from(["said", "answered", "GET /v2/persons", "request.file", "post"])


def strange(meters: Meters) -> list[tuple[str, str, str]]:
    """Return the labels that are in no closed set."""
    return [
        (metric.name, name, value)
        for metric in meters.registry.collect()
        for sample in metric.samples
        for name, value in sample.labels.items()
        if name != "le" and metric.name != "bot_build_info" and (metric.name, name) not in OPEN
        if value not in SETS.get(metric.name, {}).get(name, set())
    ]


@given(st.lists(st.tuples(anything, anything, st.integers() | st.none()), max_size=30))
def test_whatever_is_told_the_labels_stay_in_their_sets(told: list[tuple[str, str, int | None]]) -> None:
    meters = Meters(ROUTER.jobs)
    for kind, outcome, status in told:
        for what in ("turn", "job", "webhook", "tick"):
            meters.ends(TrackedWork(what, kind, "c", outcome))  # type: ignore[arg-type]  # each of them is one
        meters.called(ExternalCall("teams", kind, status, 0.1, 0.1, 0.1))
        meters.called(ExternalCall("personio", kind, status, 0.1))
        meters.happened("digest.skipped", outcome)
    assert strange(meters) == []


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ("GET /v2/persons/{id}/employments", "GET /v2/persons/{id}/employments"),
        ("GET /v2/persons/5005", "other"),
        ("GET /v2/absence-periods/6f2e4a52-9f4f", "other"),
        ("GET /v2/persons?email=a@example.com", "other"),
        ("Anna Jansen", "other"),
    ],
)
def test_an_operation_with_an_id_in_it_is_other(told: str, label: str) -> None:
    assert metrics.Operations().label(told) == label


def test_operations_are_so_many_at_most() -> None:
    operations = metrics.Operations()
    words = [f"GET /v2/{'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}" for n in range(100)]
    assert sum(operations.label(word) != "other" for word in words) == 64
    assert operations.label(words[0]) == words[0]


@pytest.mark.timeout(120)
async def test_after_a_day_no_label_names_anybody_or_anything(stage: Stage) -> None:
    await stage.review(DAYS | {"comment": "Knieoperatie"})
    await stage.press("request.file", {"substitute": ""})
    await stage.say("wie is er vandaag?")
    await stage.say("mijn afwezigheden")
    seen = await scraped(stage, lambda s: s("bot_requests_total"))
    told = " ".join(f"{key}={value}" for sample in seen.samples for key, value in sample.labels.items())
    assert _leaks(told, stage) == []
    assert {s.labels["operation"] for s in seen.samples if s.name == "bot_personio_calls_total"} <= {
        "POST /v2/auth/token",
        "POST /v2/absence-periods",
        "GET /v2/absence-periods",
        "GET /v2/absence-periods/{id}",
        "GET /v2/absence-periods/{id}/breakdowns",
        "GET /v2/absence-types",
        "GET /v2/holidays",
        "GET /v1/company/employees",
        "GET /v1/company/employees/{id}",
        "GET /v1/company/employees/{id}/absences/balance",
        "GET /v1/company/time-off-types",
    }


def test_an_answer_after_five_seconds_is_slow_only_where_somebody_waits() -> None:
    meters = Meters()
    for seconds, awaited in ((4.9, True), (5.1, True), (9.0, False)):
        meters.ends(TrackedWork("turn", "pressed", "c", "answered", seconds, awaited))
    assert parsed(text(meters))("bot_slow_invokes_total") == 1


def text(meters: Meters) -> str:
    from prometheus_client import generate_latest

    return generate_latest(meters.registry).decode()


def test_two_processes_in_one_do_not_share_their_meters() -> None:
    one, other = Meters(), Meters()
    one.happened("request.filed")
    assert parsed(text(one))("bot_requests_total") == 1
    assert parsed(text(other))("bot_requests_total") == 0
