"""What the bot gives up because of an error of its own is told to who waits for it, and may be tried again."""

import asyncio
import sqlite3
from contextlib import closing

from bot.core.jobs import DEFECT, Dead, Job
from tests.support.stage import words

DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04"}
TEXT = "Door een fout in deze app is het niet gelukt"


async def give_up(stage, database, kind):
    """End the job of a kind as the worker does when its handler has failed too often; return its id."""
    async with asyncio.timeout(30):
        while True:
            with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
                ((job_id, key, claims),) = db.execute("SELECT id, key, claims FROM job WHERE kind = ?", [kind])
            job = Job(job_id, kind, key, {}, 1, claims, stage.clock())
            if await stage.bot.services.store.jobs.settle(job, Dead(f"{DEFECT}KeyError at there.py:1")):
                stage.bot.services.outbox.wake()
                return job_id


def told(stage):
    return [words(each.card) for each in stage.demo.teams.messages(stage.user) if each.card]


async def until_told(stage, title, *, cards):
    """Wait until so many cards say that something is not finished."""
    await stage.demo.teams.until(
        lambda: sum(title in each and TEXT in each for each in told(stage)) == cards, seconds=30
    )


def down(stage, method):
    stage.demo.personio.fail_next("/v2/absence-periods*", method, "503", times=50)


async def test_a_request_that_is_given_up_is_told_and_filed_when_it_is_woken(stage, tmp_path):
    down(stage, "POST")
    await stage.review(DAYS)
    receipt = stage.last()
    await stage.press("Aanvragen")
    assert "Intrekken" in words(receipt.card_for(stage.user))
    job_id = await give_up(stage, tmp_path / "bot.db", "request.file")
    await until_told(stage, "Je aanvraag is niet afgemaakt", cards=2)  # the receipt and a message
    assert "Intrekken" not in words(receipt.card_for(stage.user)), "nobody would carry it out"
    await stage.say("mijn afwezigheden")
    assert "Niet afgemaakt: kijk in Personio" in stage.words()
    stage.demo.personio.heal()
    await stage.bot.services.store.jobs.wake(job_id)
    stage.bot.services.outbox.wake()
    await stage.demo.teams.until(lambda: "wacht op goedkeuring" in words(receipt.card_for(stage.user)), seconds=30)
    assert len(stage.absences()) == 1


async def test_a_change_that_is_given_up_is_told(stage, tmp_path):
    await stage.review(DAYS)
    await stage.press("Aanvragen")
    await stage.press("Wijzigen")
    await stage.press("Volgende stap", {"last_day": "2026-12-03"})
    down(stage, "PATCH")
    await stage.press("Wijziging opslaan")
    await give_up(stage, tmp_path / "bot.db", "absences.change")
    await until_told(stage, "Je wijziging is niet afgemaakt", cards=2)


async def test_a_recovery_that_is_given_up_is_told(stage, tmp_path):
    await stage.say("ziek melden")
    await stage.press("sick.report")
    await stage.say("beter melden")
    down(stage, "PATCH")
    await stage.press("sick.recovered", {"last_day": "2026-11-23"})
    await give_up(stage, tmp_path / "bot.db", "sickness.end")
    await until_told(stage, "Je betermelding is niet afgemaakt", cards=1)
