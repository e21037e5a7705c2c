"""*Wijzigen*: exactly the days that were wished for, or the old ones and a sentence."""

import asyncio
import re
from dataclasses import replace
from uuid import UUID

import pytest

from sandbox.company import personas
from sandbox.personio.behaviour import Switches
from tests.support.own_absences import add, done, filed, find, opened
from tests.support.stage import inputs, words

LATER = {"first_day": "2026-12-02", "last_day": "2026-12-08"}


async def form(stage, absence):
    await opened(stage, absence)
    return (await stage.press("Wijzigen")).card


async def reviewed(stage, absence, days=None):
    await form(stage, absence)
    return (await stage.press("Volgende stap", days or LATER)).card


def days(stage, absence):
    now = stage.demo.personio.absences[absence.id]
    return (now.first_day.isoformat(), now.last_day.isoformat())


def patches(stage):
    return [r for r in stage.demo.personio.requests if r.method == "PATCH"]


@pytest.mark.parametrize(("after", "failing"), [("GET", "GET"), ("GET", "PATCH"), ("PATCH", "GET")])
async def test_one_404_does_not_end_a_change(stage, after, failing):
    absence = await filed(stage)
    await reviewed(stage, absence)
    path, personio = f"/v2/absence-periods/{absence.id}", stage.demo.personio
    personio.act_after(path, after, lambda: personio.fail_next(path, failing, "404"))
    await stage.press("Wijziging opslaan")
    await done(stage, "Je aanvraag is gewijzigd")
    assert days(stage, absence) == (LATER["first_day"], LATER["last_day"])


async def test_the_form_shows_what_the_absence_says_and_what_stays(stage):
    substitute = personas(stage.demo.company).substitute
    absence = await filed(
        stage,
        {"first_day": "2026-12-01", "last_day": "2026-12-04", "first_half": "half", "comment": "Bruiloft"},
        substitute=str(substitute.id),
    )
    shown = inputs(await form(stage, absence))
    assert shown["first_day"] == "2026-12-01"
    assert shown["last_day"] == "2026-12-04"
    assert (shown["first_half"], shown["last_half"]) == ("half", "whole")
    assert shown["comment"] == "Bruiloft"
    assert "type_id" not in shown
    assert substitute.last_name in stage.words()
    assert "Vakantie" in stage.words()


async def test_the_receipt_leads_to_the_change_and_the_review_says_what_is_left_then(stage):
    await stage.review({"first_day": "2026-12-01", "last_day": "2026-12-04", "comment": "Bruiloft"})
    first = balance(stage.card())
    await stage.press("Aanvragen")
    receipt = words(stage.card())
    assert {"Wijzigen", "Intrekken", "Bruiloft"} <= set(receipt.split("\n"))
    await stage.press("Wijzigen")
    review = (await stage.press("Volgende stap", LATER)).card
    assert balance(review) == (first[1], first[1] - 1)  # four days are deducted already, five will be
    await stage.press("Terug")
    await stage.press("Annuleren")
    assert "Wijzigen" in stage.words()
    asked = (await stage.press("Intrekken")).card
    assert "Deze afwezigheid intrekken?" in words(asked)
    await stage.press("Ja, intrekken")
    assert stage.absences() == []


def balance(card):
    """Return what a review says is left, before and after."""
    said = next(line for line in words(card).split("\n") if line.startswith("nu "))
    before, after = re.findall(r"-?\d+(?:,\d+)?", said)
    return (float(before.replace(",", ".")), float(after.replace(",", ".")))


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        ("APPROVED", {"Intrekken"}),
        ("REJECTED", set()),
        ("DELETION_PENDING", set()),
        ("PENDING", {"Wijzigen", "Intrekken"}),
    ],
)
async def test_the_receipt_offers_what_can_be_done(stage, status, offered):
    absence = await filed(stage)
    receipt = stage.last()
    stage.demo.personio.add_absence(replace(absence, status=status))
    stage.clock.advance(minutes=1)
    await stage.demo.teams.people.refresh(stage.user, receipt)
    assert {"Wijzigen", "Intrekken"} & set(words(receipt.card_for(stage.user)).split("\n")) == offered


async def test_a_pending_request_is_changed(stage):
    absence = await filed(stage)
    card = await reviewed(stage, absence, LATER | {"comment": "Later"})
    assert "Je wijzigt je aanvraag van dinsdag 1 december t/m vrijdag 4 december 2026" in words(card)
    assert "5 werkdagen" in words(card)
    assert "al afwezig" not in words(card)  # the absence itself is no overlap
    await stage.press("Wijziging opslaan")
    assert "Je aanvraag is gewijzigd" in stage.words()
    assert "wacht op goedkeuring" in stage.words()
    assert "opmerking" not in stage.words().lower()
    assert days(stage, absence) == ("2026-12-02", "2026-12-08")
    assert stage.demo.personio.absences[absence.id].comment == "Later"


async def test_the_comment_does_not_linger_and_the_audit_tells_who(stage):
    absence = await filed(stage)
    card = await reviewed(stage, absence, LATER | {"comment": "Heel geheim"})
    errand_id = find(card, "absences.save")["data"]["errand_id"]
    await stage.press("Wijziging opslaan")
    kept = [e for e in await stage.bot.services.store.audit.entries() if e.subject == errand_id]
    assert [(e.action, e.actor) for e in kept] == [
        ("absence.change_asked", stage.user.object_id),
        ("absence.changed", stage.user.object_id),
    ]
    stored = await stage.bot.services.store.requests.find(UUID(errand_id))
    assert stored.state == "done"
    assert "Heel geheim" not in str(stored)


async def test_back_loses_nothing_and_cancel_goes_back_to_the_absence(stage):
    absence = await filed(stage)
    await reviewed(stage, absence, LATER | {"comment": "Later"})
    await stage.press("Terug")
    shown = inputs(stage.card())
    assert (shown["first_day"], shown["comment"]) == ("2026-12-02", "Later")
    await stage.press("Annuleren")
    assert "Wacht op goedkeuring" in stage.words()
    assert days(stage, absence) == ("2026-12-01", "2026-12-04")


async def test_a_wrong_form_comes_back_with_a_sentence(stage):
    absence = await filed(stage)
    card = await reviewed(stage, absence, {"first_day": "2026-12-08", "last_day": "2026-12-02"})
    assert "vóór de eerste dag" in words(card)
    assert inputs(card)["first_day"] == "2026-12-08"


async def test_type_and_substitute_of_a_forged_card_are_left_aside(stage):
    absence = await filed(stage)
    await reviewed(stage, absence)
    button = find(stage.card(), "absences.save")
    button["data"]["draft"] |= {"type_id": stage.demo.company.type_named("Bijzonder verlof").id, "substitute": "5002"}
    await stage.demo.teams.people.execute(stage.user, stage.last(), button)
    now = stage.demo.personio.absences[absence.id]
    assert (now.type_id, now.substitute_id) == (absence.type_id, None)
    assert days(stage, absence) == ("2026-12-02", "2026-12-08")


async def test_hours_are_changed_in_hours(stage):
    kind = stage.demo.company.type_named("Overuren opnemen")
    hours = {"type_id": kind.id, "first_day": "2026-12-01", "last_day": "2026-12-01"}
    await stage.say("afwezigheid aanvragen")
    await stage.press("Volgende stap", hours)
    await stage.press("Volgende stap", {"first_time": "09:00", "last_time": "11:00"})
    await stage.press("Aanvragen")
    (absence,) = stage.absences()
    shown = inputs(await form(stage, absence))
    assert (shown["first_time"], shown["last_time"]) == ("09:00", "11:00")
    await stage.press("Volgende stap", {"first_time": "10:00", "last_time": "12:30"})
    await stage.press("Wijziging opslaan")
    now = stage.demo.personio.absences[absence.id]
    assert (str(now.start_time), str(now.end_time)) == ("10:00:00", "12:30:00")


async def test_what_was_approved_meanwhile_is_not_changed(stage):
    absence = await filed(stage)
    await reviewed(stage, absence)
    stage.demo.personio.approve(absence.id)
    await stage.press("Wijziging opslaan")
    assert "✓ Goedgekeurd" in stage.words()
    assert "kun je hier niet wijzigen" in stage.words()
    assert not patches(stage)


async def test_a_conflict_is_one_sentence_and_the_old_days_stay(stage):
    absence = await filed(stage)
    add(stage, "2026-12-07", "2026-12-09")
    await reviewed(stage, absence)
    await stage.press("Wijziging opslaan")
    assert "niet gewijzigd" in stage.words()
    assert "al een afwezigheid" in stage.words()
    assert days(stage, absence) == ("2026-12-01", "2026-12-04")


async def test_pressed_twice_from_two_devices_and_from_an_old_card_is_one_change(stage):
    absence = await filed(stage)
    old = await reviewed(stage, absence)
    message = stage.last()
    await asyncio.gather(*(stage.demo.teams.press(stage.user, message, "Wijziging opslaan") for _ in range(3)))
    assert days(stage, absence) == ("2026-12-02", "2026-12-08")
    assert len(patches(stage)) == 1
    message.views[stage.user.id] = old
    answer = await stage.press("Wijziging opslaan")
    assert "gewijzigd" in words(answer.card)
    assert len(patches(stage)) == 1


@pytest.mark.parametrize("kind", ["503", "429", "reset", "timeout_after_work", "reset_after_work", "timeout_before"])
async def test_a_patch_that_fails_or_whose_answer_is_lost_ends_well(open_stage, kind):
    stage = await open_stage(personio_timeout=0.5)
    absence = await filed(stage)
    await reviewed(stage, absence)
    stage.demo.personio.fail_next("/v2/absence-periods/*", "PATCH", kind)
    await stage.press("Wijziging opslaan")
    await done(stage, "Je aanvraag is gewijzigd")
    assert days(stage, absence) == ("2026-12-02", "2026-12-08")


async def test_while_personio_is_down_it_is_stored_and_a_restart_loses_nothing(open_stage):
    first = await open_stage(personio_timeout=0.5)
    absence = await filed(first)
    await reviewed(first, absence)
    first.demo.personio.faults(1.0, ["503"], seed=1)
    await first.press("Wijziging opslaan")
    assert "zodra Personio antwoordt" in first.words()
    assert days(first, absence) == ("2026-12-01", "2026-12-04")
    first.demo.personio.heal()
    second = await open_stage(demo=first.demo)
    await done(second, "Je aanvraag is gewijzigd")
    assert days(second, absence) == ("2026-12-02", "2026-12-08")


async def test_the_receipt_shows_the_new_days_and_nobody_is_told_their_own_change(stage):
    absence = await filed(stage)
    receipt = stage.last()
    await reviewed(stage, absence)
    await stage.press("Wijziging opslaan")
    await stage.demo.teams.until(lambda: "8 december" in words(receipt.card_for(stage.user)), seconds=30)


EVERY = [
    Switches(patch_reapproval="unchanged"),
    Switches(patch_comment="ignored"),
    Switches(end_write="exclusive"),
    Switches(half_end_read="same_day_noon"),
    Switches(half_end_read="same_day_midnight"),
    Switches(breakdown_pending="empty"),
    Switches(breakdown_off_days="omitted"),
    Switches(end_read="inclusive"),
    Switches(substitute_read="get"),
    Switches(single_get="wrapped"),
]


@pytest.mark.parametrize("switches", EVERY, ids=str)
async def test_a_change_comes_out_as_wished_whatever_personio_is_like(open_stage, switches):
    stage = await open_stage(switches=switches, personio_end_write=switches.end_write)
    absence = await filed(stage)
    await reviewed(stage, absence, LATER | {"last_half": "half", "comment": "Nieuw"})
    await stage.press("Wijziging opslaan")
    sure = switches.breakdown_pending != "empty"  # without daily amounts nobody sees how Personio reads the last day
    await done(stage, "Je aanvraag is gewijzigd" if sure else "Personio heeft je wijziging aangenomen")
    assert ("kon ik nog niet nakijken" in stage.words()) is not sure
    now = stage.demo.personio.absences[absence.id]
    assert (str(now.first_day), str(now.last_day), now.until_midday) == ("2026-12-02", "2026-12-08", True)
    assert ("daar staat nog de oude" in stage.words()) is (switches.patch_comment == "ignored")


@pytest.mark.parametrize("wrong", [("exclusive", "inclusive"), ("inclusive", "exclusive")])
@pytest.mark.parametrize("last", ["2026-12-08", "2026-12-14"])  # a Tuesday; a Monday behind a weekend
async def test_an_end_that_personio_reads_otherwise_is_put_back(open_stage, wrong, last):
    theirs, ours = wrong
    stage = await open_stage(switches=Switches(end_write=theirs), personio_end_write=ours)
    absence = add(stage, "2026-12-01", "2026-12-04", status="PENDING")
    await reviewed(stage, absence, {"first_day": "2026-12-02", "last_day": last})
    await stage.press("Wijziging opslaan")
    await done(stage, "niet gewijzigd")
    assert "oude dagen teruggezet" in stage.words()
    assert days(stage, absence) == ("2026-12-01", "2026-12-04")
