"""One id from the press to the filing: in every line, in every process; and nothing of anybody in any of them."""

from __future__ import annotations

import io
import json
import logging
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.core.jobs import Job
from bot.core.telemetry import cause_of, correlation_id
from bot.teams import rate_limits
from personio_client.rate_limit import Pacer
from sandbox.company import personas
from sandbox.personio.limits import Limiter
from tests.security.test_privacy import COMMENT, SAID, _leaks
from tests.support.scraping import DAYS, Open, Stage, lines, scraped
from tests.support.worker_bench import Bench, bench

__all__ = ["bench"]

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("fresh")]
ID = re.compile(r"[0-9a-f]{32}")


async def test_from_the_press_to_the_filing_every_line_has_one_cause(stage: Stage, log: io.StringIO) -> None:
    await stage.review(DAYS)
    before = len(lines(log))
    await stage.press("request.file")
    await scraped(stage, lambda s: s("bot_requests_total") and s("bot_jobs", state="due") == 0)
    later = [line for line in lines(log)[before:] if line.get("cause")]
    (turn,) = (line for line in later if line["event"] == "turn" and line["happened"] == "Pressed")
    mine = [line for line in later if line["cause"] == turn["cause"]]
    assert ID.fullmatch(turn["cause"])
    assert {line.get("kind") for line in mine} >= {None, "request.show"}  # the turn's own lines, and its jobs'
    assert any(line["event"] == "connector_called" and line.get("kind") == "request.show" for line in mine)
    orphans = [line for line in lines(log)[before:] if line.get("activity") or line.get("job") if not line.get("cause")]
    assert orphans == []


async def test_a_trouble_of_personio_is_told_with_the_cause_and_the_trace_id(stage: Stage, log: io.StringIO) -> None:
    await stage.review(DAYS)
    stage.demo.personio.fail_next("/v2/absence-periods", "POST", "503")
    before = len(lines(log))
    await stage.press("request.file")
    await scraped(stage, lambda s: s("bot_requests_total", outcome="filed"))
    (turn,) = (line for line in lines(log)[before:] if line["event"] == "turn" and line["happened"] == "Pressed")
    (put_off,) = (line for line in lines(log) if line["event"] == "filing.put_off")
    assert put_off["cause"] == turn["cause"]
    assert put_off["trace_id"]


async def test_every_turn_has_a_cause_of_its_own(stage: Stage, log: io.StringIO) -> None:
    for _ in range(3):
        await stage.say("help")
    causes = [line["cause"] for line in lines(log) if line["event"] == "turn"]
    assert len(set(causes)) == len(causes) == 3
    assert correlation_id() is None


async def test_jobs_keep_the_cause_of_the_turn_and_nothing_else_of_it(
    stage: Stage, log: io.StringIO, tmp_path: Path
) -> None:
    await stage.review(DAYS)
    await stage.press("request.file")
    await scraped(stage, lambda s: s("bot_requests_total") and s("bot_jobs", state="due") == 0)
    turn = [line for line in lines(log) if line["event"] == "turn"][-1]
    with sqlite3.connect(f"file:{tmp_path / 'bot.db'}?mode=ro", uri=True) as db:
        rows = {kind: json.loads(payload) for kind, payload in db.execute("SELECT kind, payload FROM job")}
    assert {rows[kind]["cause"] for kind in ("request.file", "request.show")} == {turn["cause"]}
    assert set(rows["request.file"]) == {"request_id", "cause"}
    assert "cause" not in rows["personio.poll"]  # a tick of the clock


async def test_a_job_that_nobody_caused_has_the_same_id_at_each_try(bench: Bench) -> None:
    seen: list[str | None] = []

    async def note(job: Job) -> Any:
        seen.append(correlation_id())
        if len(seen) < 2:
            raise OSError
        return bench.outcome

    bench.jobs.add("key", kind="note")
    bench.start(note=note)
    await bench.time.pass_(60)
    assert seen == [cause_of("key")] * 2


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TENANT_MOST", "THREAD_BURST", "THREAD_RATE"):
        monkeypatch.setattr(rate_limits, name, 1_000_000)
    monkeypatch.setattr(Pacer, "reserve", lambda *_: 0.0)
    monkeypatch.setattr(Limiter, "take", lambda *_: (True, {}))


async def test_no_room_logs_who_why_or_what(open_stage: Open, log: io.StringIO, unlimited: None) -> None:
    stage = await open_stage(personio_webhook_token="webhook-secret-spoken")
    cast = personas(stage.demo.company)
    substitute = stage.demo.teams.world.user(cast.substitute.email)
    for user in (stage.user, substitute, stage.demo.teams.world.user(cast.approver.email)):
        await stage.demo.teams.install(user)
    await stage.review(DAYS | {"comment": COMMENT})
    await stage.press("request.file", {"substitute": str(cast.substitute.id)})
    await stage.demo.teams.until(lambda: len(stage.demo.teams.messages(substitute)) > 1, seconds=60)  # the task's card
    for words in (
        "mijn afwezigheden",
        "saldo",
        "privacy",
        "meldingen",
        f"wie is er afwezig bij {stage.person.department.name}",
        "ik ben ziek",
        SAID,
        f"volgende week vrijdag vrij, {cast.substitute.first_name} neemt waar",
        "beter melden",
    ):
        await stage.say(words)
        for verb in dict.fromkeys(pressable(stage.card())):
            await stage.say(words)  # the press before may have put another card in its place
            if verb in pressable(stage.card()):
                await stage.press(verb, check=False)
    stage.clock.advance(minutes=30)
    text = log.getvalue()
    seen = {line.get("kind") for line in lines(log)}
    assert {"request.show", "approval.ask"} & seen, seen
    assert _leaks(text, stage) == []
    assert "secret-spoken" not in text
    assert [u.email for u in stage.demo.teams.world.users if u.email.lower() in text.lower()] == []
    assert [line for line in lines(log) if line.get("job") and not line.get("cause")] == []


def pressable(card: Any) -> list[str]:
    """Return the verbs of a card's buttons."""
    match card:
        case {"type": "Action.Execute", "verb": str(verb)}:
            return [verb]
        case dict():
            return [verb for value in card.values() for verb in pressable(value)]
        case list():
            return [verb for value in card for verb in pressable(value)]
    return []


def test_a_library_speaks_json_too(log: io.StringIO) -> None:
    logging.getLogger("some.library").warning("three of %d", 7)
    (line,) = lines(log)
    assert (line["event"], line["level"], line["logger"]) == ("three of 7", "warning", "some.library")
