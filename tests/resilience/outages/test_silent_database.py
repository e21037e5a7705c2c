"""A database stands still: it takes connections and answers nothing. Whoever waits for the bot is answered in time."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]  # ships no types

from tests.support.outside_bot import BUSY, DAYS, outside, timed
from tests.support.own_postgres import OwnPostgres
from tests.support.stage import Open

# Seconds, as promised, and what a busy machine adds.
INVOKE, MESSAGE, WEBHOOK, READY = 5.0 + BUSY, 8.0 + BUSY, 2.5 + BUSY, 3.0 + BUSY
END = 50.0  # the bot is killed after 60 s: stop_grace_period in deploy/compose/compose.yaml
UNCERTAIN = "Reken er nog niet op dat het gelukt is"


async def test_presses_searches_and_messages_are_answered_in_time(own_postgres: OwnPostgres, tmp_path: Path) -> None:
    async with outside(own_postgres.url, tmp_path) as stage:
        teams, other, message = stage.demo.teams, await stage.review(), await stage.review()
        with own_postgres.stopped():
            for _ in range(2):  # over connections that were open, and over new ones
                said, took = await timed(stage.file(message))
                assert took < INVOKE
                assert UNCERTAIN in said
            answer, took = await timed(teams.search(stage.user, other, "substitute", "a"))
            assert (answer.status, answer.error) == (200, None)
            assert took < INVOKE
            answer, took = await timed(teams.look_up(stage.user, "vandaag"))
            assert answer.status == 200
            assert took < INVOKE
            answer, took = await timed(teams.say(stage.user, "saldo"))
            assert took < MESSAGE
            assert [each.summary for each in answer.messages], "and the person hears something"
            assert stage.filed() == 0
        assert "Reken er" not in await stage.file(message), "the same button, once the database is back"
        async with asyncio.timeout(30):
            while not stage.filed():  # noqa: ASYNC110 - another process works on it
                await asyncio.sleep(0.1)
        assert stage.filed() == 1


async def test_machines_are_told_503_in_time(own_postgres: OwnPostgres, tmp_path: Path) -> None:
    async with outside(own_postgres.url, tmp_path) as stage:
        assert await stage.tell() == 204
        with own_postgres.stopped():
            for _ in range(2):
                status, took = await timed(stage.tell())
                assert status == 503
                assert took < WEBHOOK
                ready, took = await timed(stage.get("/readyz"))
                assert ready.status_code == 503
                assert "does not answer" in ready.json()["status"]
                assert took < READY
            assert (await stage.get("/healthz")).status_code == 200
        assert (await stage.get("/readyz")).status_code == 200
        assert await stage.tell() == 204


async def test_the_bot_ends_in_time_while_the_database_is_silent(own_postgres: OwnPostgres, tmp_path: Path) -> None:
    async with outside(own_postgres.url, tmp_path) as stage:
        message = await stage.review()
        with own_postgres.stopped():
            press = asyncio.create_task(stage.file(message))
            await asyncio.sleep(0.3)  # it is being dealt with
            began = time.monotonic()
            assert await stage.bot.stop() == 0
            assert time.monotonic() - began < END
            assert UNCERTAIN in await press


async def test_a_commit_without_an_answer_is_found_when_pressed_again(
    own_postgres: OwnPostgres, open_stage: Open
) -> None:
    stage = await open_stage(database_url=own_postgres.url)
    await stage.review(DAYS)
    database = await asyncpg.connect(own_postgres.url)
    await database.execute(
        "CREATE FUNCTION slow() RETURNS trigger AS $$BEGIN PERFORM pg_sleep(6); RETURN NEW; END$$"
        " LANGUAGE plpgsql;"
        " CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON request DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION slow()"
    )
    answer, took = await timed(stage.press("request.file"))
    assert took < INVOKE
    assert UNCERTAIN in str(answer.card)
    async with asyncio.timeout(30):
        while not await database.fetchval("SELECT count(*) FROM request"):  # noqa: ASYNC110 - a server works on it
            await asyncio.sleep(0.1)
    await database.close()
    await stage.press("request.file")
    assert UNCERTAIN not in stage.words()
    assert "request.refresh" in str(stage.card()), "it is the receipt"
    async with asyncio.timeout(30):
        while not stage.absences():  # noqa: ASYNC110 - the worker files it
            await asyncio.sleep(0.1)
    assert len(stage.absences()) == 1


async def test_a_file_that_another_process_locks_keeps_nobody_waiting(open_stage: Open, tmp_path: Path) -> None:
    stage = await open_stage()
    await stage.review(DAYS)
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer, took = await timed(stage.press("request.file"))
        assert took < INVOKE
        assert UNCERTAIN in str(answer.card)
        assert stage.absences() == []
        other.execute("ROLLBACK")
    await stage.press("request.file")
    assert "request.refresh" in str(stage.card()), "it is the receipt"
    async with asyncio.timeout(30):
        while not stage.absences():  # noqa: ASYNC110 - the worker files it
            await asyncio.sleep(0.1)
    assert len(stage.absences()) == 1
