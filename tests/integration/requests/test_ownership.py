"""What the bot did not make, or cannot prove to have made, stays as it is: filing, and withdrawing what waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from bot.core.jobs import work_job
from bot.core.records import AbsenceRequest
from sandbox.company import personas
from sandbox.personio.behaviour import Switches
from sandbox.personio.credentials import V2_SCOPES, Credential
from tests.support.own_absences import add
from tests.support.stage import MONDAY, Stage

PERIODS = "/v2/absence-periods"
DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04"}
ERRAND = "7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6cfe"


@pytest.fixture(autouse=True)
def _limit(request: pytest.FixtureRequest) -> None:
    request.node.add_marker(pytest.mark.timeout(90))


def by_hand(stage: Stage, first: str, last: str, *, at: datetime | None = None, **more: Any) -> Any:
    """Enter an absence in Personio by hand, just now where ``at`` does not say when."""
    made = at or stage.demo.personio.clock.now()
    halves = {name: more.pop(name) for name in ("comment", "start_time", "end_time") if name in more}
    absence = add(stage, first, last, created_at=made, updated_at=made, **more)
    return stage.demo.personio.add_absence(replace(absence, **halves)) if halves else absence


def untouched(stage: Stage, absence: Any) -> bool:
    return stage.demo.personio.absences.get(absence.id) == absence


def calls(stage: Stage, method: str, path: str = PERIODS) -> int:
    return sum(each.method == method and each.path.startswith(path) for each in stage.demo.personio.requests)


async def done(stage: Stage, said: str) -> None:
    await stage.demo.teams.until(lambda: said in stage.words(), seconds=60)


async def audit(stage: Stage) -> list[str]:
    return [entry.action for entry in await stage.bot.services.store.audit.entries()]


async def the_request(stage: Stage) -> AbsenceRequest:
    tenant = (await stage.bot.services.store.audit.entries())[0].tenant_id
    (request,) = await stage.bot.services.store.requests.of_owner(tenant or "", stage.user.object_id)
    return request


async def withdraw_what_waits(stage: Stage) -> Any:
    """Press *Ja, intrekken* for the request that is not filed yet."""
    request = await the_request(stage)
    assert request.state == "waiting"
    data = {"verb": "absences.withdraw", "request_id": str(request.id), "sure": "yes", "errand_id": ERRAND}
    action = {"type": "Action.Execute", "verb": "absences.withdraw", "data": data}
    return (await stage.demo.teams.people.execute(stage.user, stage.last(), action)).card


def no_writing(stage: Stage) -> None:
    """Take the right to write absences away, as an admin does by mistake."""
    stage.demo.personio.set_credential(Credential(scopes=V2_SCOPES - {"personio:absences:write"}))
    stage.demo.personio.expire_tokens()


def mended(stage: Stage) -> None:
    stage.demo.personio.set_credential(Credential())
    stage.demo.personio.expire_tokens()
    stage.clock.advance(minutes=2)  # the next try is due


# A conflict at a first try, or after definite refusals alone


@pytest.mark.parametrize("by_hand_last", ["2026-12-05", "2026-12-03"])
async def test_an_absence_a_day_longer_or_shorter_survives_the_request(stage, by_hand_last):
    theirs = by_hand(stage, "2026-12-01", by_hand_last)
    await stage.review(DAYS)
    await stage.press("Aanvragen")
    await done(stage, "Je hebt in deze periode al een afwezigheid")
    assert untouched(stage, theirs)
    assert calls(stage, "DELETE") == 0
    assert (await audit(stage))[-1] == "request.refused"


async def test_months_old_without_a_creation_date_survives_the_request(open_stage):
    stage = await open_stage(switches=Switches(timestamps="omitted"))
    theirs = by_hand(stage, "2026-12-01", "2026-12-05", at=MONDAY - timedelta(days=90))
    await stage.review(DAYS)
    await stage.press("Aanvragen")
    await done(stage, "Je hebt in deze periode al een afwezigheid")
    assert untouched(stage, theirs)


async def test_after_a_definite_refusal_other_days_by_hand_stay(stage):
    await stage.review(DAYS)
    no_writing(stage)
    await stage.press("Aanvragen")
    theirs = by_hand(stage, "2026-12-01", "2026-12-03")
    mended(stage)
    await done(stage, "Je hebt in deze periode al een afwezigheid")
    assert untouched(stage, theirs)
    assert calls(stage, "DELETE") == 0


async def test_after_a_definite_refusal_the_same_days_by_hand_survive_a_withdrawal(stage):
    await stage.review(DAYS)
    no_writing(stage)
    await stage.press("Aanvragen")
    theirs = by_hand(stage, "2026-12-01", "2026-12-04")
    await withdraw_what_waits(stage)
    mended(stage)
    await done(stage, "Je hebt deze aanvraag ingetrokken")
    assert untouched(stage, theirs)


@pytest.mark.parametrize("kind", ["429", "no_right"])
async def test_after_definite_refusals_alone_nothing_is_looked_up(stage, kind):
    await stage.review(DAYS)
    if kind == "429":
        stage.demo.personio.fail_next(PERIODS, "POST", "429", times=2)
    else:
        no_writing(stage)
    known = len(stage.demo.personio.requests)
    await stage.press("Aanvragen")
    if kind == "no_right":
        mended(stage)
    await stage.demo.teams.until(lambda: len(stage.absences()) == 1, seconds=60)
    looks = [r for r in stage.demo.personio.requests[known:] if r.path == PERIODS and "2026-12-05T23" in r.query]
    assert not looks


# After an unknown outcome


async def test_what_was_made_and_approved_meanwhile_is_adopted_as_it_is(open_stage):
    stage = await open_stage(personio_timeout=0.5)
    await stage.review(DAYS | {"comment": "Bruiloft\n van mijn zus "})
    stage.demo.personio.fail_next(PERIODS, "POST", "reset_after_work")
    stage.demo.personio.act_after(PERIODS, "POST", lambda: stage.demo.personio.approve(stage.absences()[0].id))
    await stage.press("Aanvragen")
    await done(stage, "Je aanvraag is goedgekeurd")
    (absence,) = stage.absences()
    assert absence.status == "APPROVED"
    assert calls(stage, "POST") == 1


async def test_a_comment_that_names_the_substitute_is_recognised(open_stage):
    """The type takes no substitute, so that they are named in the comment that is sent."""
    stage = await open_stage(personio_timeout=0.5)
    substitute = personas(stage.demo.company).substitute
    await stage.review(DAYS | {"comment": "Bruiloft"})
    await stage.bot.services.learned_rules.learn(stage.demo.company.type_named("Vakantie").id, "none")
    stage.demo.personio.fail_next(PERIODS, "POST", "reset_after_work")
    await stage.press("Aanvragen", {"substitute": str(substitute.id)})
    await done(stage, "wacht op goedkeuring")
    (absence,) = stage.absences()
    assert absence.comment == f"Bruiloft\n{substitute.name}"
    assert calls(stage, "POST") == 1


OTHERS = [
    ("2026-12-01", "2026-12-05", {}),
    ("2026-12-01", "2026-12-03", {}),
    ("2026-12-03", "2026-12-03", {"status": "PENDING"}),
    ("2026-12-01", "2026-12-04", {"comment": "Iets anders"}),
]


@pytest.mark.parametrize(("first", "last", "how"), OTHERS)
async def test_what_is_not_exactly_ours_stays_and_is_shown(open_stage, first, last, how):
    stage = await open_stage(personio_timeout=0.5)
    await stage.review(DAYS)
    theirs = by_hand(stage, first, last, **how)
    stage.demo.personio.fail_next(PERIODS, "POST", "timeout_before")
    await stage.press("Aanvragen")
    await done(stage, "Kijk even wat er in Personio staat")
    assert untouched(stage, theirs)
    assert calls(stage, "POST") == 1
    assert calls(stage, "DELETE") == 0
    shown = stage.words()
    assert f"{date.fromisoformat(last).day} december" in shown
    assert ("Wacht op goedkeuring" if how.get("status") else "Goedgekeurd") in shown
    assert "Aanpassen" in shown
    await stage.say("mijn afwezigheden")
    assert "Onduidelijk of hij is aangekomen" in stage.words()


async def test_the_same_days_entered_long_before_are_not_adopted(open_stage):
    stage = await open_stage(personio_timeout=0.5)
    await stage.review(DAYS)
    theirs = by_hand(stage, "2026-12-01", "2026-12-04", at=MONDAY - timedelta(minutes=30), status="PENDING")
    stage.demo.personio.fail_next(PERIODS, "POST", "timeout_before")
    await stage.press("Aanvragen")
    await done(stage, "Kijk even wat er in Personio staat")
    assert untouched(stage, theirs)
    assert (await the_request(stage)).personio_id is None


async def test_what_was_made_without_a_creation_date_is_not_adopted(open_stage):
    stage = await open_stage(switches=Switches(timestamps="omitted"), personio_timeout=0.5)
    await stage.review(DAYS)
    stage.demo.personio.fail_next(PERIODS, "POST", "reset_after_work")
    await stage.press("Aanvragen")
    await done(stage, "Kijk even wat er in Personio staat")
    assert len(stage.absences()) == 1
    assert calls(stage, "POST") == 1


async def test_what_was_made_with_a_misread_end_and_lost_is_not_taken_back(open_stage):
    stage = await open_stage(
        switches=Switches(end_write="exclusive"), personio_end_write="inclusive", personio_timeout=0.5
    )
    await stage.review(DAYS)
    stage.demo.personio.fail_next(PERIODS, "POST", "reset_after_work")
    await stage.press("Aanvragen")
    await done(stage, "Kijk even wat er in Personio staat")
    (absence,) = stage.absences()
    assert absence.last_day == date(2026, 12, 3)
    assert "3 december" in stage.words()
    assert calls(stage, "POST") == 1


async def test_hours_from_the_same_start_are_other_hours(open_stage):
    stage = await open_stage(personio_timeout=0.5)
    kind = stage.demo.company.type_named("Overuren opnemen")
    await stage.say("afwezigheid aanvragen")
    await stage.press("Volgende stap", {"type_id": kind.id, "first_day": "2026-12-01", "last_day": "2026-12-01"})
    await stage.press("Volgende stap", {"first_time": "09:00", "last_time": "17:00"})
    theirs = by_hand(stage, "2026-12-01", "2026-12-01", type_id=kind.id, start_time=time(9), end_time=time(10))
    stage.demo.personio.fail_next(PERIODS, "POST", "timeout_before")
    await stage.press("Aanvragen")
    await done(stage, "Kijk even wat er in Personio staat")
    assert untouched(stage, theirs)
    assert "10:00" in stage.words()


async def test_the_person_files_again_once_what_stood_there_is_gone(open_stage):
    stage = await open_stage(personio_timeout=0.5)
    await stage.review(DAYS)
    theirs = by_hand(stage, "2026-12-04", "2026-12-07")
    stage.demo.personio.fail_next(PERIODS, "POST", "timeout_before")
    await stage.press("Aanvragen")
    await done(stage, "Kijk even wat er in Personio staat")
    stage.demo.personio.world.absences.remove(theirs.id)
    await stage.press("Aanpassen")
    await stage.press("request.review", DAYS)
    await stage.press("Aanvragen")
    await done(stage, "wacht op goedkeuring")
    assert len(stage.absences()) == 1


# What Personio made of it


async def test_what_was_moved_and_approved_before_the_read_back_stays(stage):
    await stage.review(DAYS)

    def move() -> None:
        (absence,) = stage.absences()
        stage.demo.personio.change_times(absence.id, date(2026, 12, 2), date(2026, 12, 7), status="APPROVED")

    stage.demo.personio.act_after(PERIODS, "POST", move)
    stage.demo.personio.fail_next(f"{PERIODS}/*", "GET", "503")
    await stage.press("Aanvragen")
    await done(stage, "Je aanvraag is goedgekeurd")
    (absence,) = stage.absences()
    assert (absence.first_day, absence.last_day) == (date(2026, 12, 2), date(2026, 12, 7))
    assert calls(stage, "DELETE") == 0
    assert "7 december" in stage.words()
    assert "andere periode dan je hier vroeg" in stage.words()


@pytest.mark.parametrize("status", ["PENDING", "APPROVED"])
async def test_what_was_shortened_by_a_day_before_the_read_back_stays(open_stage, status):
    """As an end convention would have it, but somebody did it: the change has a time of its own, or an approval."""
    stage = await open_stage()
    await stage.review(DAYS)

    def shorten() -> None:
        (absence,) = stage.absences()
        stage.demo.personio.clock.advance(timedelta(seconds=2))
        stage.demo.personio.change_times(absence.id, date(2026, 12, 1), date(2026, 12, 3), status=status)

    stage.demo.personio.act_after(PERIODS, "POST", shorten)
    await stage.press("Aanvragen")
    await done(stage, "andere periode dan je hier vroeg")
    (absence,) = stage.absences()
    assert absence.last_day == date(2026, 12, 3)
    assert calls(stage, "DELETE") == 0


async def test_one_404_at_the_read_back_does_not_mean_that_it_is_gone(stage):
    await stage.review(DAYS)
    stage.demo.personio.fail_next(f"{PERIODS}/*", "GET", "404")
    await stage.press("Aanvragen")
    await done(stage, "wacht op goedkeuring")
    assert (await the_request(stage)).status == "pending"


@pytest.mark.parametrize(
    ("method", "said", "left"), [("GET", "niets ingediend", 0), ("DELETE", "andere periode dan je hier vroeg", 1)]
)
async def test_one_404_does_not_pass_for_a_misread_end_taken_back(open_stage, method, said, left):
    stage = await open_stage(switches=Switches(end_write="exclusive"), personio_end_write="inclusive")
    await stage.review(DAYS)
    personio = stage.demo.personio
    personio.act_after(f"{PERIODS}/*", "GET", lambda: personio.fail_next(f"{PERIODS}/*-*0001", method, "404"))
    await stage.press("Aanvragen")
    await done(stage, said)
    assert len(stage.absences()) == left


async def test_a_misread_end_is_taken_back_with_an_entry_of_its_own(open_stage):
    stage = await open_stage(switches=Switches(end_write="exclusive"), personio_end_write="inclusive")
    await stage.review(DAYS)
    await stage.press("Aanvragen")
    await done(stage, "niets ingediend")
    assert not stage.absences()
    assert (await audit(stage))[-2:] == ["absence.taken_back", "request.refused"]


@pytest.mark.parametrize("kind", ["503", "reset_after_work"])
async def test_a_misread_end_is_taken_back_although_the_delete_fails_at_first(open_stage, kind):
    stage = await open_stage(
        switches=Switches(end_write="exclusive"), personio_end_write="inclusive", personio_timeout=0.5
    )
    await stage.review(DAYS)
    stage.demo.personio.fail_next(f"{PERIODS}/*", "DELETE", kind)
    await stage.press("Aanvragen")
    await done(stage, "niets ingediend")
    assert not stage.absences()
    assert "absence.taken_back" in await audit(stage)


async def test_a_misread_end_that_somebody_moved_after_the_delete_failed_stays(open_stage):
    stage = await open_stage(switches=Switches(end_write="exclusive"), personio_end_write="inclusive")
    await stage.review(DAYS)

    def move() -> None:
        (absence,) = stage.absences()
        stage.demo.personio.change_times(absence.id, date(2026, 12, 2), date(2026, 12, 7), status="APPROVED")

    stage.demo.personio.fail_next(f"{PERIODS}/*", "DELETE", "503")
    stage.demo.personio.act_after(f"{PERIODS}/*", "DELETE", move)
    await stage.press("Aanvragen")
    await done(stage, "andere periode dan je hier vroeg")
    assert stage.absences()[0].last_day == date(2026, 12, 7)
    assert calls(stage, "DELETE") == 1


async def test_a_misread_end_that_somebody_approved_stays(open_stage):
    stage = await open_stage(switches=Switches(end_write="exclusive"), personio_end_write="inclusive")
    await stage.review(DAYS)
    stage.demo.personio.act_after(PERIODS, "POST", lambda: stage.demo.personio.approve(stage.absences()[0].id))
    await stage.press("Aanvragen")
    await done(stage, "andere periode dan je hier vroeg")
    assert stage.absences()[0].status == "APPROVED"
    assert "3 december" in stage.words()


async def test_a_misread_end_without_timestamps_stays(open_stage):
    switches = Switches(end_write="exclusive", timestamps="omitted")
    stage = await open_stage(switches=switches, personio_end_write="inclusive")
    await stage.review(DAYS)
    await stage.press("Aanvragen")
    await done(stage, "andere periode dan je hier vroeg")
    assert len(stage.absences()) == 1


# Withdrawing what waits


async def waiting(stage: Stage, kind: str = "reset_after_work") -> None:
    """Have a request wait whose outcome is not known: Personio cannot be read either."""
    await stage.review(DAYS)
    stage.demo.personio.fail_next(PERIODS, "POST", kind)
    stage.demo.personio.fail_next(PERIODS, "GET", "503", times=50)
    await stage.press("Aanvragen")


async def test_what_our_lost_create_made_goes_with_the_withdrawal(open_stage):
    stage = await open_stage(personio_timeout=0.5)
    await waiting(stage)
    await withdraw_what_waits(stage)
    stage.demo.personio.heal()
    await done(stage, "Je hebt deze aanvraag ingetrokken")
    assert not stage.absences()
    assert (await audit(stage))[-1:] == ["absence.withdrawn"]
    assert "absence.taken_back" in await audit(stage)


async def test_what_was_approved_meanwhile_is_asked_again(open_stage):
    stage = await open_stage(personio_timeout=0.5)
    await waiting(stage)
    await withdraw_what_waits(stage)
    (absence,) = stage.absences()
    stage.demo.personio.approve(absence.id)
    stage.demo.personio.heal()
    await done(stage, "stond intussen toch in Personio")
    assert "Goedgekeurd" in stage.words()
    assert "4 december" in stage.words()
    assert len(stage.absences()) == 1
    await stage.press("Intrekken")
    await stage.press("Ja, intrekken")
    await done(stage, "Je afwezigheid is ingetrokken")
    assert not stage.absences()


async def test_what_may_be_it_or_not_is_left_by_the_withdrawal_and_shown(open_stage):
    stage = await open_stage(personio_timeout=0.5)
    await waiting(stage, "timeout_before")
    theirs = by_hand(stage, "2026-12-02", "2026-12-03")
    await withdraw_what_waits(stage)
    stage.demo.personio.heal()
    await done(stage, "Kijk even wat er in Personio staat")
    assert "ik kan niet zien of dat deze aanvraag is" in stage.words()
    assert "Goedgekeurd" in stage.words()
    assert untouched(stage, theirs)
    assert calls(stage, "DELETE") == 0
    await stage.say("mijn afwezigheden")
    assert "Ingetrokken" in stage.words()


async def test_a_withdrawal_while_the_create_is_under_way_takes_it_back(open_stage):
    stage = await open_stage(personio_timeout=5.0)
    await stage.review(DAYS)
    stage.demo.personio.fail_next(PERIODS, "POST", "slow", seconds=4.0)
    await stage.press("Aanvragen")
    await withdraw_what_waits(stage)
    await done(stage, "Je afwezigheid is ingetrokken")
    assert not stage.absences()
    assert calls(stage, "POST") == 1


# Stored by an older version, which noted no tries


async def test_a_request_of_an_older_version_is_filed(stage):
    await stage.review(DAYS)
    await stage.press("Aanvragen")
    (first,) = stage.absences()
    stage.demo.personio.world.absences.remove(first.id)
    model = await the_request(stage)
    old = replace(
        model,
        id=UUID("7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6cd1"),
        state="waiting",
        status=None,
        personio_id=None,
        card_id=None,
        details={"draft": model.details["draft"]},
    )
    await stage.bot.services.store.requests.confirm(old, work_job(old), actor=old.object_id)
    stage.bot.services.outbox.wake()
    await stage.demo.teams.until(lambda: len(stage.absences()) == 1, seconds=30)
    stored = await stage.bot.services.store.requests.find(old.id)
    assert stored.personio_id == stage.absences()[0].id
