"""Whatever is pressed, delivered or broken in between: one absence."""

import asyncio
import json
import re

import pytest

from sandbox.company import personas
from tests.support.stage import inputs, words

DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04"}


async def test_pressing_twice_at_once_files_once(stage):
    await stage.review(DAYS)
    message = stage.last()
    await asyncio.gather(*(stage.demo.teams.press(stage.user, message, "Aanvragen") for _ in range(3)))
    assert len(stage.absences()) == 1


async def test_an_old_review_card_pressed_after_a_restart_files_once(open_stage):
    first = await open_stage()
    await first.review(DAYS)
    old = first.card()
    await first.press("Aanvragen")
    second = await open_stage(demo=first.demo)
    second.last().views[second.user.id] = old  # a device that still shows the review
    answer = await second.press("Aanvragen")
    assert answer.card
    assert len(second.absences()) == 1


async def test_an_unfinished_form_survives_a_restart(open_stage):
    first = await open_stage()
    await first.review(DAYS)
    second = await open_stage(demo=first.demo)
    await second.press("Aanvragen")
    assert len(second.absences()) == 1


async def test_the_form_of_a_filed_request_answers_with_the_receipt(stage):
    await stage.say("afwezigheid aanvragen")
    form = stage.card()
    await stage.press("Volgende stap", DAYS)
    await stage.press("Aanvragen")
    stage.last().views[stage.user.id] = form
    await stage.press("Volgende stap", {"first_day": "2026-12-10", "last_day": "2026-12-10"})
    assert "wacht op goedkeuring" in stage.words()
    assert len(stage.absences()) == 1


@pytest.mark.parametrize("kind", ["503", "reset", "garbage", "html_502", "500"])  # 429: test_rate_limit.py
async def test_personio_failing_for_a_moment_is_survived(stage, kind):
    await stage.review(DAYS)
    stage.demo.personio.fail_next("/v2/absence-periods", "POST", kind, times=2)
    await stage.press("Aanvragen")
    await stage.demo.teams.until(lambda: "wacht op goedkeuring" in stage.words(), seconds=20)
    assert len(stage.absences()) == 1


@pytest.mark.parametrize("kind", ["timeout_after_work", "reset_after_work", "garbage_after_work"])
async def test_an_unknown_outcome_is_looked_up_before_it_is_tried_again(open_stage, kind):
    stage = await open_stage(personio_timeout=0.5)
    await stage.review(DAYS)
    stage.demo.personio.fail_next("/v2/absence-periods", "POST", kind)
    await stage.press("Aanvragen")
    await stage.demo.teams.until(lambda: "wacht op goedkeuring" in stage.words(), seconds=20)
    assert len(stage.absences()) == 1
    posts = [r for r in stage.demo.personio.requests if r.method == "POST" and r.path == "/v2/absence-periods"]
    assert len(posts) == 1


async def test_while_personio_is_down_the_employee_is_told_that_it_will_be_filed(open_stage):
    stage = await open_stage()
    await stage.review(DAYS)
    stage.demo.personio.fail_next("/v2/absence-periods", "POST", "503", times=3)
    await stage.press("Aanvragen")
    assert "Je aanvraag is ontvangen" in stage.words()
    await stage.demo.teams.until(lambda: "wacht op goedkeuring" in stage.words(), seconds=20)
    assert len(stage.absences()) == 1


async def test_nobody_elses_card_can_be_pressed(stage):
    await stage.review(DAYS)
    await stage.press("Aanvragen")
    stranger = stage.demo.teams.world.user(personas(stage.demo.company).approver.email)
    await stage.review({"first_day": "2026-12-10", "last_day": "2026-12-10"}, stranger)
    mine = stage.card()["refresh"]["action"]["data"]["request_id"]
    theirs = stage.card(stranger)
    for verb in ("request.file", "request.edit", "request.cancel"):
        stage.last(stranger).views[stranger.id] = json.loads(json.dumps(theirs).replace(own_id(theirs), mine))
        answer = await stage.demo.teams.press(stranger, stage.last(stranger), verb)
        assert "iemand anders" in words(answer.card)
        assert stage.person.first_name not in str(answer.card)
    assert len(stage.absences()) == 1
    assert not inputs(stage.card())


def own_id(card) -> str:
    return re.search(r'"request_id": "([0-9a-f-]{36})"', json.dumps(card)).group(1)


async def test_a_second_request_leaves_the_first_receipt_alone(stage):
    await stage.review(DAYS)
    await stage.press("Aanvragen")
    first = stage.last()
    await stage.press("Nieuwe aanvraag")
    await stage.demo.teams.until(lambda: stage.last().id != first.id)
    await stage.press("request.review", {"first_day": "2026-12-10", "last_day": "2026-12-10"})
    await stage.press("Aanvragen")
    assert len(stage.absences()) == 2
    assert "1 december" in words(first.card_for(stage.user))
    assert "10 december" in stage.words()
