"""One message on a decision: when, to whom, and never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.records import Account
from tests.support.stage import words


async def quiet(life, mine) -> None:
    """Wait until all is done, and see that nothing was said."""
    await life.idle()
    assert mine.told() == []


async def account(life) -> Account:
    found = await life.store.accounts.find(life.stage.demo.teams.tenant_id, life.stage.user.object_id)
    assert found is not None
    return found


async def test_at_night_nobody_is_told_and_in_the_morning_once(life):
    mine = await life.file()
    life.stage.clock.now = datetime(2026, 11, 23, 22, tzinfo=UTC)
    life.personio.approve(mine.absence_id)
    await mine.shows("goedgekeurd")
    await quiet(life, mine)
    life.stage.clock.now = datetime(2026, 11, 24, 6, 31, tzinfo=UTC)  # 7:31 in Amsterdam
    await life.until(mine.told)
    await life.idle()
    assert len(mine.told()) == 1


async def test_what_was_overtaken_in_the_night_is_not_told_in_the_morning(life):
    mine = await life.file()
    life.stage.clock.now = datetime(2026, 11, 23, 22, tzinfo=UTC)
    life.personio.approve(mine.absence_id)
    await mine.shows("goedgekeurd")
    life.personio.request_deletion(mine.absence_id)
    await mine.shows("intrekken")
    life.personio.confirm_deletion(mine.absence_id)
    await mine.shows("is ingetrokken")
    await quiet(life, mine)
    life.stage.clock.now = datetime(2026, 11, 24, 6, 31, tzinfo=UTC)
    await life.until(mine.told)
    await life.idle()
    (note,) = mine.told()
    assert "is ingetrokken" in words(note.card)


async def test_who_does_not_want_to_be_told_is_not(life):
    mine = await life.file()
    await life.store.accounts.save(replace(await account(life), muted=("decision",)))
    life.personio.approve(mine.absence_id)
    await mine.shows("goedgekeurd")
    await quiet(life, mine)


async def test_the_message_is_in_the_language_the_person_chose_since(life):
    mine = await life.file()
    await life.store.accounts.save(replace(await account(life), language="de"))
    life.personio.approve(mine.absence_id)
    await life.until(mine.told)
    assert "genehmigt" in mine.told()[0].summary


@pytest.mark.parametrize("kind", ["429", "412"])
async def test_what_was_surely_not_delivered_is_sent_later_once(life, kind):
    mine = await life.file()
    life.stage.demo.teams.fail_next(kind, times=2, operation="send", where=life.stage.user)
    life.personio.approve(mine.absence_id)
    await life.until(mine.told)
    await life.idle()
    assert len(mine.told()) == 1


@pytest.mark.parametrize("kind", ["500", "502"])
async def test_what_was_perhaps_delivered_is_not_sent_again(life, kind):
    mine = await life.file()
    life.stage.demo.teams.fail_next(kind, operation="send", where=life.stage.user)
    life.personio.approve(mine.absence_id)
    await mine.shows("goedgekeurd")
    await life.idle()
    assert len(mine.told()) <= 1
    sends = [call for call in life.stage.demo.teams.calls if call.operation == "send"]
    assert len(sends) <= 2  # the form, and one try
