"""*Mijn afwezigheden*: everything of one's own, in an order a person finds natural."""

import json

import pytest

from sandbox.company import personas
from tests.support.own_absences import add, filed, find, opened


async def test_what_runs_and_what_comes_is_listed_first_then_the_past(stage):
    add(stage, "2026-11-20", "2026-11-25")
    add(stage, "2026-06-01", "2026-06-05")  # more than 90 days ago
    await filed(stage)
    await stage.say("mijn afwezigheden")
    said = stage.words()
    order = ["Nu en straks", "20 november", "1 december", "11 januari", "Voorbij", "2 november", "31 augustus"]
    places = [said.index(each) for each in order]
    assert places == sorted(places), said
    assert "loopt nu" in said
    assert "○ Wacht op goedkeuring" in said
    assert "✓ Goedgekeurd" in said
    assert "Vakantie · 4 werkdagen" in said
    assert "juni" not in said


async def test_an_absence_without_an_end_is_listed(stage):
    add(stage, "2026-11-19", None, type_id=stage.demo.company.type_named("Ziek").id)
    await stage.say("mijn afwezigheden")
    assert "terug nog onbekend" in stage.words()
    assert "loopt nu" in stage.words()


async def test_pages_of_six_and_back(stage):
    for month in range(2, 10):
        add(stage, f"2027-{month:02}-03", f"2027-{month:02}-03")
    await stage.say("mijn afwezigheden")
    assert "1 t/m 6 van 11" in stage.words()
    await stage.press("Volgende")
    assert "7 t/m 11 van 11" in stage.words()
    assert "Voorbij" in stage.words()
    await stage.press("absences.open")
    await stage.press("Terug")
    assert "7 t/m 11 van 11" in stage.words()
    await stage.press("Vorige")
    assert "1 t/m 6 van 11" in stage.words()


@pytest.mark.parametrize("start", ["-6", "6e9", "٣", "999999", "x" * 500, "1"])
async def test_any_page_number_shows_a_page(stage, start):
    await stage.say("mijn afwezigheden")
    card = json.loads(json.dumps(stage.card()))
    button = find(card, "absences.open")
    button |= {"verb": "absences.list", "data": {"verb": "absences.list", "start": start}}
    answer = await stage.demo.teams.people.execute(stage.user, stage.last(), button)
    assert "Mijn afwezigheden" in json.dumps(answer.card)


async def test_no_absences_is_a_sentence(stage):
    nobody = stage.demo.teams.world.user(personas(stage.demo.company).admin.email)
    for absence in [a for a in stage.demo.personio.absences if a.employee_id == personas(stage.demo.company).admin.id]:
        stage.demo.personio.absences.remove(absence.id)
    await stage.say("mijn afwezigheden", nobody)
    assert "niets gepland" in stage.words(nobody)


async def test_while_personio_is_silent_what_was_requested_here_is_shown_as_maybe_old(stage):
    await filed(stage)
    stage.demo.personio.fail_next("/v2/absence-periods", "GET", "503", times=20)
    await stage.say("mijn afwezigheden")
    assert "Personio antwoordt nu niet" in stage.words()
    assert "1 december" in stage.words()
    assert "januari" not in stage.words()


async def test_in_a_channel_nothing_is_shown(stage):
    world = stage.demo.teams.world
    team = world.teams[0]
    await stage.demo.teams.say(stage.user, "mijn afwezigheden", team.channels[0])
    said = json.dumps([m.activity for m in stage.demo.teams.messages(team.channels[0])], ensure_ascii=False)
    assert "persoonlijke chat" in said
    assert "januari" not in said


async def test_no_type_is_named_where_a_lock_screen_shows_it(stage):
    absence = await filed(stage)
    await stage.say("mijn afwezigheden")
    cards = [stage.last().activity, {"attachments": [{"content": await opened(stage, absence)}]}]
    for each in cards:
        content = each["attachments"][0]["content"]
        assert "Vakantie" not in content["speak"] + content["fallbackText"] + str(each.get("summary"))


async def test_one_absence_says_what_can_be_done(stage):
    substitute = personas(stage.demo.company).substitute
    absence = await filed(stage, {"first_day": "2026-12-01", "last_day": "2026-12-04", "comment": "Bruiloft"})
    card = await opened(stage, absence)
    assert find(card, "absences.change")
    assert find(card, "absences.withdraw")
    assert "Bruiloft" in stage.words()
    running = add(stage, "2026-11-20", "2026-11-25")
    card = await opened(stage, running)
    assert not find(card, "absences.change")
    assert not find(card, "absences.withdraw")
    assert "al begonnen" in stage.words()
    approved = next(a for a in stage.demo.company.absences if str(a.first_day) == "2027-01-11")
    card = await opened(stage, approved)
    assert find(card, "absences.withdraw")
    assert not find(card, "absences.change")
    assert "kun je hier niet wijzigen" in stage.words()
    asked = await filed(stage, {"first_day": "2026-12-10", "last_day": "2026-12-10"}, substitute=str(substitute.id))
    await opened(stage, asked)
    assert substitute.last_name in stage.words()
    assert "Wacht op je vervanger" in stage.words()


async def test_what_was_rejected_is_told_although_personio_does_not_list_it(stage):
    absence = await filed(stage)
    stage.demo.personio.reject(absence.id)
    await stage.say("mijn afwezigheden")
    assert "✗ Afgewezen" in stage.words()
    button = find(stage.card(), "absences.open", absence_id=absence.id) or find(stage.card(), "absences.open")
    answer = await stage.demo.teams.people.execute(stage.user, stage.last(), button)
    assert answer.card


async def test_what_was_deleted_in_personio_is_told_and_can_still_be_looked_at(stage):
    absence = await filed(stage)
    stage.demo.personio.absences.remove(absence.id)
    await stage.say("mijn afwezigheden")
    assert "Niet meer in Personio" in stage.words()
    (request,) = [b for b in buttons(stage.card()) if b.get("request_id")]
    action = {"type": "Action.Execute", "verb": "absences.open", "data": request}
    answer = await stage.demo.teams.people.execute(stage.user, stage.last(), action)
    assert "Niet meer in Personio" in json.dumps(answer.card)
    assert not find(answer.card, "absences.withdraw")


def buttons(card):
    """Return the data of every button."""
    match card:
        case {"type": "Action.Execute", "data": dict(data)}:
            return [data]
        case dict():
            return [each for value in card.values() for each in buttons(value)]
        case list():
            return [each for value in card for each in buttons(value)]
    return []
