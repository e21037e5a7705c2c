"""What people do in Personio, as the owner sees it in Teams: real HTTP both ways."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time

import pytest

from bot.core.request_status import when
from sandbox.personio.behaviour import Switches
from sandbox.personio.request_body import When
from sandbox.personio.workflow import change, remove
from tests.support.connected_webhooks import until
from tests.support.stage import words

NOTE = "Mijn afwezigheden"


def move(life, absence_id: str, first: int, last: int) -> None:
    """Change the days as an admin does in Personio; the approval stays."""
    world = life.personio.world
    absence = world.absences[absence_id]
    change(world, absence, When(date(2026, 12, first), date(2026, 12, last)), status=absence.status)


@pytest.mark.parametrize("key", ["underscore", "hyphen"])
async def test_an_approval_reaches_the_card_and_is_told_once(open_life, key):
    life = await open_life(switches=Switches(webhook_key=key))
    mine = await life.file()
    life.personio.approve(mine.absence_id)
    await mine.shows("Je aanvraag is goedgekeurd")
    await life.until(mine.told)
    await life.idle()
    (note,) = mine.told()
    assert "1 december" in note.summary
    assert "goedgekeurd" in note.summary
    kind = life.stage.demo.company.types
    assert not any(each.name in note.summary for each in kind)
    assert NOTE in words(note.card)
    assert (await mine.stored()).status == "approved"


@pytest.mark.parametrize("listed", ["hidden", "listed"])
async def test_a_rejection_is_shown_and_told(open_life, listed):
    life = await open_life(switches=Switches(rejected_listed=listed))
    mine = await life.file()
    life.personio.reject(mine.absence_id)
    await mine.shows("Je aanvraag is afgewezen")
    await life.until(mine.told)
    await life.idle()
    assert len(mine.told()) == 1
    assert (await mine.stored()).status == "rejected"


async def test_what_vanished_while_it_waited_may_have_been_rejected_and_no_more_is_said(life):
    mine = await life.file()
    remove(life.personio.world, life.personio.absences[mine.absence_id])
    await mine.shows("Deze afwezigheid staat niet meer in Personio")
    assert "afgewezen of verwijderd" in mine.words()
    await life.until(mine.told)
    assert "afgewezen of verwijderd" in words(mine.told()[0].card)
    assert (await mine.stored()).status == "gone"


async def test_one_404_does_not_mean_that_it_is_gone(life):
    mine = await life.file()
    path = f"/v2/absence-periods/{mine.absence_id}"
    await life.idle()
    life.personio.fail_next(path, "GET", "404")
    reads = life.reads(mine.absence_id)
    await life.say_happened(mine.absence_id)

    async def looked_again() -> bool:
        return life.reads(mine.absence_id) >= reads + 2

    await until(looked_again)
    await life.idle()
    assert (await mine.stored()).status == "pending"
    assert not mine.told()


async def test_what_vanished_after_its_approval_was_removed(life):
    mine = await life.file()
    life.personio.approve(mine.absence_id)
    await mine.shows("goedgekeurd")
    remove(life.personio.world, life.personio.absences[mine.absence_id])
    await mine.shows("staat niet meer in Personio")
    assert "afgewezen" not in mine.words()


async def test_a_status_we_do_not_know_is_in_progress(open_life):
    life = await open_life(switches=Switches(extra_status="IN_REVIEW"))
    mine = await life.file()
    assert (await mine.stored()).status == "in_review"
    await mine.shows("Je aanvraag is in behandeling")
    life.personio.switches = Switches()
    life.personio.approve(mine.absence_id)
    await mine.shows("Je aanvraag is goedgekeurd")


async def test_a_withdrawal_that_is_refused_leaves_the_absence_standing(life):
    mine = await life.file()
    life.personio.approve(mine.absence_id)
    await mine.shows("goedgekeurd")
    await life.until(lambda: len(mine.told()) == 1)
    life.personio.request_deletion(mine.absence_id)
    await mine.shows("Je wilt deze afwezigheid intrekken")
    life.personio.refuse_deletion(mine.absence_id)
    await mine.shows("Je aanvraag is goedgekeurd")
    await life.until(lambda: len(mine.told()) == 2)
    assert "Je afwezigheid blijft staan" in words(mine.told()[1].card)


async def test_a_withdrawal_that_is_confirmed_is_told(life):
    mine = await life.file()
    life.personio.approve(mine.absence_id)
    await life.until(lambda: len(mine.told()) == 1)
    life.personio.request_deletion(mine.absence_id)
    await mine.shows("Je wilt deze afwezigheid intrekken")
    life.personio.confirm_deletion(mine.absence_id)
    await mine.shows("Deze afwezigheid is ingetrokken")
    await life.until(lambda: len(mine.told()) == 2)
    assert (await mine.stored()).status == "withdrawn"


@pytest.mark.parametrize("deletion", ["removed", "deletion_pending"])
async def test_what_was_withdrawn_here_is_shown_and_not_told(open_life, deletion):
    life = await open_life(switches=Switches(delete_approved=deletion))
    mine = await life.file()
    life.personio.approve(mine.absence_id)
    await life.until(mine.told)
    await life.idle()
    before = await mine.stored()
    flagged = await life.store.requests.change(
        _with(before, withdrawing=True), expected="filed"
    )  # what the feature that withdraws does
    assert flagged
    await life.stage.bot.services.personio.delete_absence(mine.absence_id)
    await life.store.request_sync.add_news([mine.absence_id])
    shown = "is ingetrokken" if deletion == "removed" else "Je wilt deze afwezigheid intrekken"
    await mine.shows(shown)
    await life.idle()
    assert len(mine.told()) == 1  # the approval


def _with(request, **details):
    return replace(request, details={**request.details, **details})


@pytest.mark.parametrize("end_read", ["exclusive", "inclusive"])
async def test_other_days_in_personio_are_on_the_card_and_told(open_life, end_read):
    life = await open_life(switches=Switches(end_read=end_read))
    mine = await life.file()
    assert await life.say_happened(mine.absence_id, "updated.timerange") == 204  # fires without a change, too
    await life.idle()
    assert "period" not in (await mine.stored()).details
    move(life, mine.absence_id, 2, 3)
    await mine.shows("Deze periode is in Personio gewijzigd")
    await life.until(mine.told)
    await life.idle()
    assert "2 december t/m donderdag 3 december" in mine.words()
    assert "2 werkdagen" in mine.words()
    (note,) = mine.told()
    assert "gewijzigd" in note.summary
    stored = await mine.stored()
    assert (when(stored).first_day, stored.last_day) == (date(2026, 12, 2), date(2026, 12, 3))


@pytest.mark.parametrize("again", ["pending", "unchanged"])
async def test_a_change_by_the_owner_here_is_shown_and_not_told(open_life, again):
    life = await open_life(switches=Switches(patch_reapproval=again))
    mine = await life.file()
    life.personio.approve(mine.absence_id)
    await life.until(mine.told)
    await life.idle()
    assert await life.store.requests.change(_with(await mine.stored(), changing=True), expected="filed")
    world = life.personio.world
    change(world, world.absences[mine.absence_id], When(date(2026, 12, 1), date(2026, 12, 3)))
    await mine.shows("Je hebt deze periode hier gewijzigd")
    await life.idle()
    assert (await mine.stored()).status == ("pending" if again == "pending" else "approved")
    assert len(mine.told()) == 1


async def test_hours_that_are_moved_follow(life):
    stage = life.stage
    await stage.say("afwezigheid aanvragen")
    kind = stage.demo.company.type_named("Overuren opnemen").id
    await stage.press("Volgende stap", {"first_day": "2026-12-01", "last_day": "2026-12-01", "type_id": kind})
    await stage.press("Volgende stap", {"first_time": "13:00", "last_time": "15:30"})
    await stage.press("Aanvragen")
    mine = await life.filed()
    assert await life.say_happened(mine.absence_id, "updated.timerange") == 204
    await life.idle()
    assert "period" not in (await mine.stored()).details
    world = life.personio.world
    day = date(2026, 12, 1)
    later = When(day, day, start_time=time(14), end_time=time(16))
    change(world, world.absences[mine.absence_id], later, status="PENDING")
    await mine.shows("14:00")
    assert "2 uur" in mine.words()
    await life.until(mine.told)


async def test_a_rejection_that_is_taken_back_is_followed(life):
    mine = await life.file()
    life.personio.reject(mine.absence_id)
    await mine.shows("afgewezen")
    await life.until(lambda: len(mine.told()) == 1)
    world = life.personio.world
    change(world, world.absences[mine.absence_id], None, status="APPROVED")
    assert await life.say_happened(mine.absence_id) == 204
    await mine.shows("Je aanvraag is goedgekeurd")
    await life.until(lambda: len(mine.told()) == 2)


async def test_an_error_of_personio_decides_nothing(open_life):
    life = await open_life(personio_timeout=0.5)
    mine = await life.file()
    for kind in ("503", "garbage", "reset", "timeout_before"):
        life.personio.fail_next(f"/v2/absence-periods/{mine.absence_id}", "GET", kind)
    life.personio.approve(mine.absence_id)
    await mine.shows("Je aanvraag is goedgekeurd")
    await life.until(mine.told)
    await life.idle()
    assert len(mine.told()) == 1
    assert json.dumps((await mine.stored()).details).count("gone") == 0
