"""Withdrawn and changed is what its owner saw: what has changed in Personio since is asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from bot.core.jobs import work_job
from sandbox.personio.behaviour import Switches
from tests.support.own_absences import Stage, add, done, filed, find, opened, question
from tests.support.stage import inputs, words

PERIODS = "/v2/absence-periods"
LATER = {"first_day": "2026-12-02", "last_day": "2026-12-08"}
OLD_ERRAND = UUID("7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6ca1")


def there(stage: Stage, absence: Any) -> Any:
    return stage.demo.personio.absences.get(absence.id)


def days(stage: Stage, absence: Any) -> tuple[date, date]:
    now = there(stage, absence)
    return (now.first_day, now.last_day)


def move(stage: Stage, absence: Any, first: int, last: int, **how: Any) -> None:
    """Change the days in December, as HR does in Personio."""
    stage.demo.personio.change_times(absence.id, date(2026, 12, first), date(2026, 12, last), **how)


def calls(stage: Stage, method: str) -> int:
    return sum(each.method == method for each in stage.demo.personio.requests)


async def audit(stage: Stage) -> list[str]:
    return [entry.action for entry in await stage.bot.services.store.audit.entries()]


async def says(stage: Stage, message: Any, text: str) -> None:
    """Wait until a message says that; a later one may tell what HR did."""
    await stage.demo.teams.until(lambda: text in words(message.card_for(stage.user)), seconds=30)


async def reviewed(stage: Stage, absence: Any, wished: dict[str, str] | None = None) -> Any:
    await opened(stage, absence)
    await stage.press("Wijzigen")
    return (await stage.press("Volgende stap", wished or LATER)).card


# Withdrawing


async def test_the_question_shows_days_and_status(stage):
    absence = add(stage, "2027-03-01", "2027-03-02")
    asked = words(await question(stage, absence))
    assert "2 maart 2027" in asked
    assert "Goedgekeurd" in asked


@pytest.mark.parametrize("what", ["days", "status"])
async def test_what_has_changed_since_the_question_is_asked_again(stage, what):
    absence = await filed(stage)
    await question(stage, absence)
    if what == "days":
        move(stage, absence, 2, 7)
    else:
        stage.demo.personio.approve(absence.id)
    await stage.press("Ja, intrekken")
    assert "veranderd nadat je ernaar keek" in stage.words()
    assert ("7 december" if what == "days" else "Goedgekeurd") in stage.words()
    assert there(stage, absence)
    assert calls(stage, "DELETE") == 0
    await stage.press("Ja, intrekken")
    assert "Je afwezigheid is ingetrokken" in stage.words()
    assert there(stage, absence) is None


async def test_a_card_that_does_not_say_what_it_showed_asks_again(stage):
    absence = await filed(stage)
    await question(stage, absence)
    old = find(stage.card(), "absences.withdraw")
    del old["data"]["seen"]
    await stage.demo.teams.people.execute(stage.user, stage.last(), old)
    assert "kaart is van eerder" in stage.words()
    assert there(stage, absence)
    await stage.press("Ja, intrekken")
    assert there(stage, absence) is None


@pytest.mark.parametrize("what", ["days", "status"])
async def test_what_has_changed_until_the_work_is_done_is_asked_again(open_stage, what):
    stage = await open_stage(personio_timeout=0.5)
    absence = await filed(stage)
    await question(stage, absence)
    stage.demo.personio.faults(1.0, ["503"], seed=1)
    await stage.press("Ja, intrekken")
    assert "zodra Personio antwoordt" in stage.words()
    if what == "days":
        move(stage, absence, 2, 7)
    else:
        stage.demo.personio.approve(absence.id)
    message = stage.last()
    stage.demo.personio.heal()
    await says(stage, message, "veranderd nadat je ernaar keek")
    assert ("7 december" if what == "days" else "Goedgekeurd") in words(message.card_for(stage.user))
    assert there(stage, absence)
    assert calls(stage, "DELETE") == 0
    request = await stage.bot.services.store.requests.of_absence(absence.id)
    assert not request.details.get("withdrawing")
    await stage.demo.teams.press(stage.user, message, "Intrekken")
    await stage.demo.teams.press(stage.user, message, "Ja, intrekken")
    await says(stage, message, "Je afwezigheid is ingetrokken")
    assert there(stage, absence) is None


@pytest.mark.parametrize("kind", ["503", "429", "reset"])
async def test_what_has_changed_after_a_deletion_that_failed_is_asked_again(open_stage, kind):
    stage = await open_stage(personio_timeout=0.5, switches=Switches(retry_after="present"))
    absence = await filed(stage)
    await question(stage, absence)
    stage.demo.personio.fail_next(f"{PERIODS}/*", "DELETE", kind)
    stage.demo.personio.act_after(f"{PERIODS}/*", "DELETE", lambda: move(stage, absence, 2, 7, status="APPROVED"))
    message = stage.last()
    await stage.press("Ja, intrekken")
    await says(stage, message, "veranderd nadat je ernaar keek")
    assert days(stage, absence) == (date(2026, 12, 2), date(2026, 12, 7))
    assert calls(stage, "DELETE") == 1


async def test_an_old_card_while_personio_is_silent_comes_to_nothing(open_stage):
    stage = await open_stage(personio_timeout=0.5)
    absence = await filed(stage)
    await question(stage, absence)
    old = find(stage.card(), "absences.withdraw")
    del old["data"]["seen"]
    stage.demo.personio.faults(1.0, ["503"], seed=1)
    await stage.demo.teams.people.execute(stage.user, stage.last(), old)
    stage.demo.personio.heal()
    await done(stage, "kaart is van eerder")
    assert there(stage, absence)


@pytest.mark.parametrize("moved", [False, True])
async def test_a_withdrawal_stored_by_an_older_version_goes_by_the_days(open_stage, moved):
    stage = await open_stage()
    absence = await filed(stage)
    store = stage.bot.services.store
    request = await store.requests.of_absence(absence.id)
    if moved:
        move(stage, absence, 2, 7)
    when = {"first_day": "2026-12-01", "last_day": "2026-12-04", "first_time": None, "last_time": None}
    when |= {"first_half": False, "last_half": False}
    details = {"absence_id": absence.id, "type_id": absence.type_id, "zone": None, "proven": True}
    old = replace(request, id=OLD_ERRAND, state="waiting", status=None, personio_id=None, details=details)
    old = replace(old, kind="withdraw", details=details | {"when": when})
    await store.requests.confirm(old, work_job(old), actor=old.object_id)
    stage.bot.services.outbox.wake()
    assert await stage.bot.services.outbox.settled(work_job(old).key, 30.0)
    assert (there(stage, absence) is not None) is moved
    stored = await store.requests.find(OLD_ERRAND)
    assert stored.state == ("declined" if moved else "done")


# Changing


async def test_the_review_shows_the_days_and_the_status_that_are_to_change(stage):
    absence = await filed(stage)
    asked = words(await reviewed(stage, absence))
    assert "van dinsdag 1 december t/m vrijdag 4 december 2026" in asked
    assert "Wacht op goedkeuring" in asked


async def test_what_has_changed_since_the_form_is_asked_again_with_what_was_typed(stage):
    absence = await filed(stage)
    await opened(stage, absence)
    await stage.press("Wijzigen")
    move(stage, absence, 2, 7)
    card = (await stage.press("Volgende stap", LATER)).card
    assert "veranderd nadat je ernaar keek" in words(card)
    assert inputs(card)["last_day"] == "2026-12-08"
    assert "t/m maandag 7 december" in words((await stage.press("Volgende stap", LATER)).card)


async def test_what_has_changed_since_the_review_is_asked_again(stage):
    absence = await filed(stage)
    await reviewed(stage, absence)
    move(stage, absence, 2, 7)
    await stage.press("Wijziging opslaan")
    assert "veranderd nadat je ernaar keek" in stage.words()
    assert days(stage, absence) == (date(2026, 12, 2), date(2026, 12, 7))
    assert calls(stage, "PATCH") == 0
    await stage.press("Volgende stap", LATER)
    await stage.press("Wijziging opslaan")
    assert days(stage, absence) == (date(2026, 12, 2), date(2026, 12, 8))


async def test_a_review_that_does_not_say_what_it_showed_is_shown_again(stage):
    absence = await filed(stage)
    await reviewed(stage, absence)
    old = find(stage.card(), "absences.save")
    del old["data"]["draft"]["seen"]
    await stage.demo.teams.people.execute(stage.user, stage.last(), old)
    assert "kaart is van eerder" in stage.words()
    assert calls(stage, "PATCH") == 0
    await stage.press("Wijziging opslaan")
    assert "Je aanvraag is gewijzigd" in stage.words()


async def test_what_has_changed_until_it_is_sent_is_asked_again(open_stage):
    stage = await open_stage(personio_timeout=0.5)
    absence = await filed(stage)
    await reviewed(stage, absence)
    stage.demo.personio.faults(1.0, ["503"], seed=1)
    await stage.press("Wijziging opslaan")
    move(stage, absence, 2, 7)
    message = stage.last()
    stage.demo.personio.heal()
    await says(stage, message, "veranderd nadat je ernaar keek")
    assert days(stage, absence) == (date(2026, 12, 2), date(2026, 12, 7))
    assert calls(stage, "PATCH") == 0
    assert "7 december" in words(message.card_for(stage.user))
    form = (await stage.demo.teams.press(stage.user, message, "Wijzigen")).card
    assert inputs(form)["last_day"] == "2026-12-07"


def act_after_patch(stage: Stage, absence: Any, first: int, last: int, **how: Any) -> None:
    """Have HR change it between our change and the read-back."""
    stage.demo.personio.act_after(f"{PERIODS}/*", "PATCH", lambda: move(stage, absence, first, last, **how))


@pytest.mark.parametrize("answer", ["ok", "reset_after_work"])
async def test_what_hr_moved_and_approved_before_the_read_back_stays(open_stage, answer):
    stage = await open_stage(personio_timeout=0.5)
    absence = await filed(stage)
    await reviewed(stage, absence)
    if answer != "ok":
        stage.demo.personio.fail_next(f"{PERIODS}/*", "PATCH", answer)
    act_after_patch(stage, absence, 9, 11, status="APPROVED")
    message = stage.last()
    await stage.press("Wijziging opslaan")
    await says(stage, message, "Kijk even wat er in Personio staat")
    assert days(stage, absence) == (date(2026, 12, 9), date(2026, 12, 11))
    assert calls(stage, "PATCH") == 1
    assert "11 december" in words(message.card_for(stage.user))
    assert "Goedgekeurd" in words(message.card_for(stage.user))


@pytest.mark.parametrize(("first", "last", "status"), [(2, 7, "APPROVED"), (2, 9, None), (1, 8, None), (2, 4, None)])
async def test_what_no_end_convention_explains_is_not_put_back(stage, first, last, status):
    absence = await filed(stage)
    await reviewed(stage, absence)
    act_after_patch(stage, absence, first, last, **({"status": status} if status else {}))
    message = stage.last()
    await stage.press("Wijziging opslaan")
    await says(stage, message, "Kijk even wat er in Personio staat")
    assert days(stage, absence) == (date(2026, 12, first), date(2026, 12, last))
    assert calls(stage, "PATCH") == 1


async def test_what_was_changed_outside_of_our_try_is_not_put_back(stage):
    """As an end convention would have it, but Personio says that it was changed at another time."""
    absence = await filed(stage)
    await reviewed(stage, absence)

    def shorten() -> None:
        stage.demo.personio.clock.advance(timedelta(minutes=30))
        move(stage, absence, 2, 7)

    stage.demo.personio.act_after(f"{PERIODS}/*", "PATCH", shorten)
    message = stage.last()
    await stage.press("Wijziging opslaan")
    await says(stage, message, "Kijk even wat er in Personio staat")
    assert days(stage, absence) == (date(2026, 12, 2), date(2026, 12, 7))


async def test_what_hr_only_approved_before_the_read_back_is_changed(stage):
    absence = await filed(stage)
    await reviewed(stage, absence)
    act_after_patch(stage, absence, 2, 8, status="APPROVED")
    message = stage.last()
    await stage.press("Wijziging opslaan")
    await says(stage, message, "Je aanvraag is gewijzigd")
    assert "goedgekeurd" in words(message.card_for(stage.user))


async def test_after_a_definite_refusal_a_change_by_hr_is_not_taken_for_ours(open_stage):
    """429: nothing was done. A day less than was wished for is HR's then, whatever it looks like."""
    stage = await open_stage(switches=Switches(retry_after="present"))
    absence = await filed(stage)
    await reviewed(stage, absence)
    stage.demo.personio.fail_next(f"{PERIODS}/*", "PATCH", "429")
    message = stage.last()
    act_after_patch(stage, absence, 2, 7)
    await stage.press("Wijziging opslaan")
    await says(stage, message, "veranderd nadat je ernaar keek")
    assert days(stage, absence) == (date(2026, 12, 2), date(2026, 12, 7))
    assert calls(stage, "PATCH") == 1


@pytest.mark.parametrize("lost", [False, True])
async def test_putting_back_leaves_an_entry_of_its_own(open_stage, lost):
    stage = await open_stage(
        switches=Switches(end_write="exclusive"), personio_end_write="inclusive", personio_timeout=0.5
    )
    absence = add(stage, "2026-12-01", "2026-12-04", status="PENDING")
    await reviewed(stage, absence)
    if lost:
        stage.demo.personio.fail_next(f"{PERIODS}/*", "PATCH", "reset_after_work", times=2)
    await stage.press("Wijziging opslaan")
    await done(stage, "oude dagen teruggezet")
    assert days(stage, absence) == (date(2026, 12, 1), date(2026, 12, 4))
    assert (await audit(stage))[-2:] == ["absence.put_back", "absence.change_declined"]


async def test_without_timestamps_nothing_is_put_back(open_stage):
    switches = Switches(end_write="exclusive", timestamps="omitted")
    stage = await open_stage(switches=switches, personio_end_write="inclusive")
    absence = add(stage, "2026-12-01", "2026-12-04", status="PENDING")
    await reviewed(stage, absence)
    await stage.press("Wijziging opslaan")
    await done(stage, "Kijk even wat er in Personio staat")
    assert days(stage, absence) == (date(2026, 12, 2), date(2026, 12, 7))
    assert calls(stage, "PATCH") == 1


@pytest.mark.parametrize("moved", [False, True])
async def test_a_change_stored_by_an_older_version_goes_by_the_days(open_stage, moved):
    stage = await open_stage()
    absence = await filed(stage)
    store = stage.bot.services.store
    request = await store.requests.of_absence(absence.id)
    if moved:
        move(stage, absence, 3, 7)
    before = {"first_day": "2026-12-01", "last_day": "2026-12-04", "first_time": None, "last_time": None}
    before |= {"first_half": False, "last_half": False}
    draft = {"type_id": absence.type_id, "unit": "day", **LATER, "changes": absence.id}
    details = {"absence_id": absence.id, "type_id": absence.type_id, "zone": None}
    details |= {"draft": draft, "before": before}
    old = replace(request, id=OLD_ERRAND, state="waiting", status=None, personio_id=None, details=details)
    old = replace(old, kind="change")
    await store.requests.confirm(old, work_job(old), actor=old.object_id)
    stage.bot.services.outbox.wake()
    assert await stage.bot.services.outbox.settled(work_job(old).key, 30.0)
    assert (await store.requests.find(OLD_ERRAND)).state == ("declined" if moved else "done")
    assert days(stage, absence) == (date(2026, 12, 3 if moved else 2), date(2026, 12, 7 if moved else 8))
