"""The bot does things; a scrape tells of them."""

from __future__ import annotations

import socket

import pytest
from aiohttp import ClientSession

from bot.features.digests import import_yaml
from sandbox.company import personas
from sandbox.demo import TENANT
from tests.integration.digests.test_in_teams import FILE
from tests.support.scraping import DAYS, Open, Stage, scrape, scraped

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("fresh")]
TOKEN = "a-long-random-text"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def test_a_request_is_seen_from_the_words_to_the_filing(stage: Stage) -> None:
    await stage.review(DAYS)
    await stage.press("request.file")
    seen = await scraped(stage, lambda s: s("bot_requests_total", outcome="filed") and s("bot_jobs", state="due") == 0)
    assert seen("bot_turn_seconds_count", kind="said", outcome="answered") == 1
    assert seen("bot_turn_seconds_count", kind="pressed", outcome="answered") == 2
    assert seen("bot_job_seconds_count", kind="request.file", outcome="done") == 1
    assert seen("bot_personio_calls_total", operation="POST /v2/absence-periods", status="201") == 1
    assert seen("bot_personio_call_seconds_count", operation="POST /v2/absence-periods") == 1
    assert seen("bot_personio_calls_total", operation="POST /v2/auth/token", status="200") == 1
    assert seen("bot_connector_calls_total", operation="reply", status="201") >= 1
    assert seen("bot_connector_calls_total", operation="member", status="200") == 1
    assert seen("bot_slow_invokes_total") == 0
    assert seen("bot_ready") == 1
    assert seen("bot_build_info") == 1
    assert seen("bot_turn_seconds_count", outcome="other") == seen("bot_job_seconds_count", outcome="other") == 0
    assert seen("bot_directory_age_seconds", of="people") >= 0
    assert seen("bot_directory_age_seconds", of="holidays") >= 0
    assert [seen("bot_holiday_calendars", calendar=str(n), source="personio") for n in range(1, 5)] == [1] * 4
    assert seen("bot_holiday_calendars", source="package") == 0
    assert seen("process_resident_memory_bytes") > 1_000_000


async def test_who_throttles_us_is_told_with_the_seconds_asked_for(stage: Stage) -> None:
    await stage.review(DAYS)
    stage.demo.personio.fail_next("/v2/absence-periods", "POST", "429")
    stage.demo.teams.fail_next("429", operation="update")
    await stage.press("request.file")
    seen = await scraped(stage, lambda s: s("bot_requests_total", outcome="filed"))
    assert seen("bot_personio_calls_total", operation="POST /v2/absence-periods", status="429") == 1
    assert seen("bot_job_seconds_count", kind="request.file", outcome="again") == 1
    seen = await scraped(stage, lambda s: s("bot_connector_calls_total", status="429"))
    assert seen("bot_wait_seconds_total", why="told") > 0


async def test_work_that_waits_for_personio_grows_old(stage: Stage) -> None:
    await stage.review(DAYS)
    stage.demo.personio.fail_next("/v2/absence-periods", "POST", "503", times=100)
    await stage.press("request.file")
    stage.clock.advance(minutes=10)
    seen = await scraped(stage, lambda s: s("bot_jobs_oldest_seconds", kind="request.file") > 300)
    assert seen("bot_jobs", kind="request.file", state="due") == 1
    assert seen("bot_job_seconds_count", kind="request.file", outcome="again") >= 1
    stage.demo.personio.heal()
    stage.clock.advance(minutes=10)
    stage.bot.services.outbox.wake()
    seen = await scraped(stage, lambda s: s("bot_requests_total", outcome="filed"))
    await scraped(stage, lambda s: s("bot_jobs_oldest_seconds", kind="request.file") == 0)


async def test_refusals_and_failures_are_outcomes_of_their_own(stage: Stage) -> None:
    async with ClientSession() as client:
        async with client.post(f"{stage.bot.url}/api/messages", data=b"{}", headers={"Content-Type": "text/xml"}) as no:
            assert no.status == 415
        async with client.post(f"{stage.bot.url}/nowhere") as no:
            assert no.status == 404
    account = stage.demo.teams.connector._account
    stage.demo.teams.connector._account = lambda user: account(user) | {"userRole": "guest"}  # type: ignore[method-assign]  # the sandbox knows one role
    await stage.say("saldo")
    stage.demo.teams.connector._account = account  # type: ignore[method-assign]

    async def broken() -> None:
        raise ValueError("a defect")

    stage.bot.services.directory.types = broken  # type: ignore[method-assign]  # a defect of our own
    await stage.say("afwezigheid aanvragen", stage.demo.teams.world.user(personas(stage.demo.company).substitute.email))
    seen = await scrape(stage.bot.url)
    assert seen("bot_turn_seconds_count", kind="unread", outcome="not_admitted") == 1
    assert seen("bot_turn_seconds_count", kind="said", outcome="refused") == 1
    assert seen("bot_turn_seconds_count", kind="said", outcome="failed") == 1
    assert seen("bot_http_requests_total", route="other", status="404") == 1


async def test_webhooks_are_counted_by_what_became_of_them(open_stage: Open) -> None:
    stage = await open_stage(personio_webhook_token=TOKEN)
    url, known = f"{stage.bot.url}/webhooks/personio", {"Authorization": TOKEN}
    async with ClientSession() as client:
        for body, headers in (
            (b"{", known),
            (b"{}", {"Authorization": "guessed"}),
            (b'{"event_type": "organization.created", "event_data": {}}', known),
        ):
            await client.post(url, data=body, headers=headers)
    seen = await scrape(stage.bot.url)
    assert seen("bot_webhooks_total", outcome="not_admitted") == 1
    assert seen("bot_webhooks_total", outcome="unreadable") >= 1
    assert seen("bot_webhooks_total") == 3


async def test_a_daily_update_tells_how_late_it_was(stage: Stage) -> None:
    team = stage.demo.teams.world.teams[0]
    text = FILE.format(
        team=team.id,
        channel=team.channels[1].id,
        service_url=stage.demo.teams.service_url,
        department=stage.person.department.name,
    )  # due at nine in Amsterdam, which was an hour ago
    await import_yaml(
        stage.bot.services.store.subscriptions, text, tenant_id=TENANT, now=stage.clock().replace(hour=5, minute=0)
    )
    seen = await scraped(stage, lambda s: s("bot_digests_total"))
    assert seen("bot_digests_total", outcome="posted", reason="") == 1
    assert seen("bot_digest_lateness_seconds_count") == 1
    assert 3600 <= seen("bot_digest_lateness_seconds_sum") < 3600 + 300
    assert seen("bot_connector_calls_total", operation="post") == 1


async def test_metrics_on_a_port_of_their_own_are_nowhere_else(open_stage: Open) -> None:
    stage = await open_stage(metrics_port=free_port())
    assert stage.bot.inside_url != stage.bot.url
    async with ClientSession() as client:
        for base, path, status in (
            (stage.bot.url, "/metrics", 404),
            (stage.bot.url, "/healthz", 200),
            (stage.bot.url, "/readyz", 200),
            (stage.bot.inside_url, "/metrics", 200),
            (stage.bot.inside_url, "/healthz", 200),
            (stage.bot.inside_url, "/readyz", 200),
            (stage.bot.inside_url, "/webhooks/personio", 404),
        ):
            async with client.get(base + path) as answer:
                assert answer.status == status, base + path
        async with client.post(f"{stage.bot.inside_url}/api/messages", json={}) as answer:
            assert answer.status == 404
    seen = await scrape(stage.bot.inside_url)
    assert seen("bot_http_requests_total", route="other", status="404") == 3


async def test_a_metrics_port_that_is_taken_is_told_and_leaves_nothing_open(open_stage: Open) -> None:
    from bot.web.server import CannotListen

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CannotListen, match="is taken"):
            await open_stage(metrics_port=taken.getsockname()[1])
