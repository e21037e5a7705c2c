"""Who asked, for whom, why and with which secret: in no log, no notification, and no row of the database."""

from __future__ import annotations

import io
import json
import logging
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.bootstrap import run_app
from bot.observability.logs import log_to_stderr
from sandbox.company import personas
from sandbox.demo import TENANT
from tests.support.attacker import DAYS, Json, Open, data_of, file_press, message_endpoint_of, recorded
from tests.support.connector import Connector
from tests.support.issuer import APP_ID, Issuer
from tests.support.stage import MONDAY, Stage, Ticking, bot_settings

pytestmark = pytest.mark.timeout(60)

COMMENT = "Knieoperatie in het Amphia"
SAID = "mijn rug doet zeer en Kees weet ervan"
SECRETS = {"password": "app-password-4711", "token": "our-own-token-4711", "personio": "demo-secret"}
TRACE = "6311d371-0000-4000-8000"  # how Personio's trace ids begin


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Log as an operator does who looks for something: everything, to standard error."""
    root, stderr = logging.getLogger(), sys.stderr
    handlers, level = root.handlers[:], root.level
    sys.stderr = text = io.StringIO()
    try:
        log_to_stderr("debug")
        yield text
    finally:
        sys.stderr = stderr
        structlog.reset_defaults()
        root.handlers[:] = handlers
        root.setLevel(level)


async def _lived_through(open_stage: Open) -> tuple[Stage, list[Json], list[Any]]:
    """Play a day with everything in it; return the stage, and what went to and came from the bot."""
    async with Issuer() as issuer, Connector() as connector:
        connector.token_answer.json["access_token"] = SECRETS["token"]
        stage = await open_stage(
            app_id=APP_ID,
            app_password=SECRETS["password"],
            tenant_id=TENANT,
            openid_metadata=issuer.metadata_url,
            service_hosts=("127.0.0.1",),
            token_url=connector.token_url,
            personio_timeout=0.5,
        )
        teams, answers = stage.demo.teams, []
        teams.people.authorization = lambda activity: issuer.bearer(activity["serviceUrl"])
        deliver = teams.people.deliver

        async def noted(activity: Json) -> Any:
            answer = await deliver(activity)
            answers.append(answer.body)
            return answer

        teams.people.deliver = noted  # type: ignore[method-assign]  # the tap lies where the wire enters Teams
        with recorded(stage) as sent:
            await _journeys(stage)
            await _failures(stage, issuer)
        return stage, sent, answers


async def _journeys(stage: Stage) -> None:
    teams, cast = stage.demo.teams, personas(stage.demo.company)
    await teams.install(stage.user)
    await stage.say(SAID)
    await stage.say("taal")
    await stage.press("language.choose", {"language": "nl"})
    await stage.say("afwezigheid aanvragen")
    await stage.press("request.review", {**DAYS, "last_day": "2020-01-01", "comment": COMMENT}, check=False)
    await stage.press("request.review", {**DAYS, "comment": COMMENT})
    for query in ("thijs", cast.substitute.email, "wolvenkamp"):
        await teams.search(stage.user, stage.last(), "substitute", query)
    await stage.press("request.file", {"substitute": str(cast.substitute.id)})
    await teams.refresh(stage.user, stage.last())
    for name in ("Artsbezoek", "Overuren opnemen", "Thuiswerken", "Ziek", "Zorgverlof"):
        kind = stage.demo.company.type_named(name)
        first = {"first_day": "2026-12-14", "last_day": "2026-12-14", "type_id": kind.id, "comment": COMMENT}
        await stage.say("afwezigheid aanvragen")
        await stage.press("request.review", first, check=False)
        if "request.file" not in json.dumps(stage.card()):  # the form had the inputs of another kind
            await stage.press(
                "request.review", {"first_time": "09:00", "last_time": "10:30"} if kind.unit == "HOUR" else {}
            )
        await stage.press("request.file")  # all on one day: Personio refuses what comes after the first
    stage.clock.advance(minutes=2)
    stage.demo.personio.accept(stage.absences()[0].id)


async def _failures(stage: Stage, issuer: Issuer) -> None:
    personio, teams = stage.demo.personio, stage.demo.teams
    for number, kind in enumerate(("503", "garbage", "html_502", "reset_after_work")):
        day = {"first_day": f"2027-02-0{1 + number}", "last_day": f"2027-02-0{1 + number}", "comment": COMMENT}
        await stage.review(day)
        personio.fail_next("/v2/absence-periods", "POST", kind)
        await stage.press("request.file")
        await teams.until(lambda: "wacht op" in stage.words(), seconds=10)
    stage.clock.advance(minutes=30)
    teams.fail_next("ForbiddenOperationException", operation="member")  # the roster does not answer
    await stage.say("afwezigheid aanvragen")
    async with message_endpoint_of(stage.bot.url) as http_endpoint:
        message = teams.envelope("message", stage.user) | {"text": SAID}
        await http_endpoint.post(message, {"Authorization": f"Bearer {issuer.token(teams.service_url, aud='x')}"})
        await http_endpoint.post(
            message | {"value": {"verb": "request.file", "draft": {"comment": COMMENT}}, "text": None}
        )
        await http_endpoint.post(json.dumps(message).encode()[:-9])


def _leaks(text: str, stage: Stage, *, types: bool = True) -> list[str]:
    """Return which private things a text holds."""
    people = stage.demo.company.employees
    names = {word for p in people for word in (p.first_name, p.last_name, p.name)}
    exact = [rf"\b{re.escape(name)}\b" for name in sorted(names)]
    kinds = [rf"\b{re.escape(kind.name)}\b" for kind in stage.demo.company.types] if types else []
    loose = [*(re.escape(p.email) for p in people), re.escape(COMMENT), "Knieoperatie", re.escape(SAID), "doet zeer"]
    found = [m for each in exact + kinds for m in re.findall(each, text)]
    return found + [m for each in loose for m in re.findall(each, text, re.IGNORECASE)]


async def test_no_log_line_says_who_why_or_with_which_secret(
    open_stage: Open, log: io.StringIO, unlimited: None
) -> None:
    stage, sent, _ = await _lived_through(open_stage)
    text = log.getvalue()
    for event in ("app.listening", '"turn"', "filing.", "activity_refused", "connector_called", TRACE):
        assert event in text, f"{event}: a log that is not written proves nothing"
    assert _leaks(text, stage) == []
    assert [u.name for u in stage.demo.teams.world.users if u.object_id in text] == []
    assert [secret for secret in (*SECRETS.values(), "eyJ", "Bearer ") if secret in text] == []
    assert [u.email for u in stage.demo.teams.world.users if u.email.lower() in text.lower()] == []
    assert len(sent) > 30


async def test_a_defect_is_logged_with_its_place_and_without_its_words(stage: Stage, log: io.StringIO) -> None:
    async def broken() -> None:
        raise ValueError(f"{stage.person.name} heeft {COMMENT}")

    stage.bot.services.directory.types = broken  # type: ignore[method-assign]  # a defect of our own
    await stage.say("afwezigheid aanvragen")
    assert "ging iets mis" in stage.words() or "lukt nu niet" in stage.words()
    text = log.getvalue()
    for told in ("turn.failed", "ValueError", "form.py:"):
        assert told in text
    assert _leaks(text, stage) == []


async def test_no_notification_names_an_absence_type_and_no_card_shows_a_trace_id(
    open_stage: Open, log: io.StringIO, unlimited: None
) -> None:
    stage, _, answers = await _lived_through(open_stage)
    bodies = [call.body for call in stage.demo.teams.calls if call.body]
    cards = list(_cards([*bodies, *answers]))
    assert len(cards) > 25
    messages = [body for body in bodies if body.get("attachments")]
    said = [text for card in cards for text in (card.get("speak"), card.get("fallbackText"))]
    assert all(card.get("speak") or card.get("fallbackText") for card in cards)
    assert all(message.get("summary") and not message.get("text") for message in messages)
    for text in filter(None, [*said, *(message["summary"] for message in messages)]):
        assert _leaks(text, stage) == [], text
    everything = json.dumps([bodies, answers])
    assert "trace" not in everything.lower()
    assert TRACE not in everything
    assert TRACE in log.getvalue()


def _cards(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        if value.get("type") == "AdaptiveCard":
            yield value
        for inner in value.values():
            yield from _cards(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _cards(inner)


async def test_the_database_knows_ids_only_and_forgets_a_comment_once_it_is_filed(
    open_stage: Open, tmp_path: Path
) -> None:
    stage = await open_stage()
    activity = await file_press(stage, days=DAYS | {"comment": COMMENT})
    data_of(activity)["substitute"] = str(personas(stage.demo.company).substitute.id)
    await stage.demo.teams.deliver(activity)
    assert stage.absences()[0].comment == COMMENT
    rows = "\n".join(_rows(tmp_path / "bot.db"))
    assert data_of(activity)["request_id"].replace("-", "") in rows.replace("-", "")
    assert _leaks(rows, stage) == []
    assert stage.user.name not in rows


async def test_nor_does_the_file_keep_the_bytes_of_a_comment_once_the_bot_has_stopped(
    open_stage: Open, tmp_path: Path
) -> None:
    demo = (await open_stage()).demo
    async with run_app(bot_settings(demo.personio.url, tmp_path / "other.db"), now=Ticking(MONDAY)) as bot:
        demo.play(bot.url)
        stage = Stage(demo, bot, Ticking(MONDAY))
        await demo.teams.deliver(await file_press(stage, days=DAYS | {"comment": COMMENT}))
        assert len(stage.absences()) == 1
    stored = b"".join(path.read_bytes() for path in sorted(tmp_path.glob("other.db*")))  # noqa: ASYNC240  the bot has stopped
    assert b"request.filed" in stored
    assert COMMENT.encode() not in stored


def _rows(path: Path) -> Iterable[str]:
    """Yield every value of every table, as another program reads them."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in db.execute(f'SELECT * FROM "{table}"'):
                yield "|".join(map(str, row))
