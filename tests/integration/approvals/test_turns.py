"""Who is told what, in Teams, while a request goes its way in Personio."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bot.core.jobs import TASKS
from bot.core.records import NewJob
from bot.features.requests import sync
from sandbox.personio.behaviour import Switches
from tests.support.office import DAYS, PATIENCE
from tests.support.stage import inputs, words


async def test_the_substitute_then_the_approver_are_told_and_their_cards_end_with_the_decision(office):
    absence = await office.request()
    asked = await office.until("substitute", "Sanne Hagenaar vraagt jou als vervanger")
    assert "4 werkdagen" in asked
    assert "Vakantie" not in asked
    assert not office.cards("approver")

    await office.decide(absence, "accept")
    await office.until("substitute", "Afgehandeld: vervanging geaccepteerd")
    context = await office.until("approver", "Sanne Hagenaar vraagt afwezigheid aan")
    for said in ("Vakantie", "4 werkdagen", "Saldo:", "1 collega uit het team is dan ook weg.", "Beatriz Carmelinho"):
        assert said in context

    await office.decide(absence, "approve")
    await office.until("approver", "Afgehandeld: goedgekeurd")
    await office.until("substitute", "Je vervangt Sanne Hagenaar in deze periode.")
    assert "Vakantie" not in office.said("approver")
    assert [len(office.cards(name)) for name in ("substitute", "approver")] == [1, 1]


async def test_hours_over_several_days_are_told_as_such_by_every_card(open_office):
    office = await open_office("approver", switches=Switches(hours_over_days="accepted"))
    stage, approver = office.stage, office.user("approver")
    kind = next(each for each in stage.demo.company.types if each.unit == "HOUR")
    days = {"first_day": "2026-11-30", "last_day": "2026-12-02", "type_id": kind.id}
    await stage.say("afwezigheid aanvragen")
    await stage.press("Volgende stap", days)
    await stage.press("Volgende stap", {"first_time": "22:00", "last_time": "06:00"})
    whole = "Maandag 30 november 22:00 tot woensdag 2 december 2026 06:00"
    assert f"{whole}\nWeer aan het werk: \nwoensdag 2 december 2026 06:00" in stage.words()
    await stage.press("Aanvragen")
    assert f"{whole}\nWeer aan het werk: \nwoensdag 2 december 2026 06:00" in stage.words()
    (absence,) = stage.absences()
    assert whole in await office.until("approver", "vraagt afwezigheid aan")
    await office.decide(absence, "approve")
    assert whole in await office.until("approver", "Afgehandeld: goedgekeurd")
    for day, told in (
        ("30 november", "vanaf 22:00, terug op woensdag 2 december"),
        ("1 december", "terug op woensdag 2 december"),
        ("2 december", "tot 06:00"),
    ):
        await stage.say(f"wie is er afwezig op {day}?", approver)
        assert f"Sanne Hagenaar\n, {told}" in stage.words(approver)


async def test_no_button_says_what_only_personio_can_do(office):
    await office.request(substitute=False)
    said = await office.until("approver", "vraagt afwezigheid aan")
    assert "Later herinneren" in said
    assert not {"Goedkeuren", "Afwijzen", "Accepteren"} & set(said.split("\n"))
    assert "in Personio, bij je taken" in said


async def test_a_link_leads_to_personio_where_it_is_known(open_office):
    office = await open_office("approver", personio_web_url="https://noorderlicht.example.com")
    await office.request(substitute=False)
    said = await office.until("approver", "Beslissen in Personio")
    assert "Vervanger: " not in said
    (link,) = links(office.cards("approver")[-1].card)
    page = f"time-off/employee/{office.people.employee.id}/monthly?month=12&year=2026"
    assert (link["url"], link["style"]) == (f"https://noorderlicht.example.com/{page}", "positive")


async def test_a_substitute_is_led_to_the_start_page_and_named_to_the_approver(open_office):
    office = await open_office("substitute", "approver", personio_web_url="https://noorderlicht.example.com")
    absence = await office.request()
    await office.until("substitute", "Beslissen in Personio")
    (link,) = links(office.cards("substitute")[-1].card)
    assert (link["url"], link["style"]) == ("https://noorderlicht.example.com", "positive")
    await office.decide(absence, "accept")
    said = await office.until("approver", "vraagt afwezigheid aan")
    assert f"Vervanger: \n{office.people.substitute.name}" in said


async def test_the_approver_sees_the_balance_without_the_request(office):
    await office.stage.review(DAYS)
    before = next(line for line in office.stage.words().split("\n") if line.startswith("nu "))
    before = before.removeprefix("nu ").split(", hierna")[0]
    await office.stage.press("Aanvragen")
    assert f"{before} vóór deze aanvraag" in await office.until("approver", "vraagt afwezigheid aan")


def links(card):
    """Return the links of a card."""
    match card:
        case {"type": "Action.OpenUrl"}:
            return [card]
        case dict():
            return [link for value in card.values() for link in links(value)]
        case list():
            return [link for value in card for link in links(value)]
    return []


async def test_a_declined_cover_ends_it_and_no_approver_hears_of_it(office):
    absence = await office.request()
    await office.until("substitute", "als vervanger")
    await office.decide(absence, "decline")
    await office.until("substitute", "Afgehandeld: vervanging geweigerd")
    assert not office.cards("approver")


async def test_a_declined_cover_is_told_as_that_and_one_press_opens_the_filled_form(office):
    stage = office.stage
    absence = await office.request(days={**DAYS, "last_half": "half", "comment": "Naar zee"})
    await office.until("substitute", "als vervanger")
    receipt = stage.last()
    await office.decide(absence, "decline")
    await stage.demo.teams.until(lambda: stage.last() is not receipt, seconds=PATIENCE)
    told = stage.words()
    assert "Je vervanger heeft geweigerd" in told
    assert "Andere vervanger kiezen" in told
    assert not any(word in told for word in ("afgewezen", "leidinggevende"))
    await stage.demo.teams.until(lambda: "Je vervanger heeft geweigerd" in words(receipt.card), seconds=PATIENCE)
    assert "Andere vervanger kiezen" in words(receipt.card)

    form = (await stage.press("Andere vervanger kiezen")).card
    filled = {key: value for key, value in inputs(form).items() if value}
    assert filled.items() >= {**DAYS, "last_half": "half", "comment": "Naar zee", "type_id": absence.type_id}.items()
    review = (await stage.press("Volgende stap")).card
    assert not inputs(review)["substitute"]
    await stage.press("Aanvragen", {"substitute": str(office.people.approver.id)})
    again = next(each for each in stage.absences() if each.id != absence.id)
    assert (again.comment, again.until_midday) == ("Naar zee", True)
    answer = await stage.demo.teams.press(stage.user, receipt, "Andere vervanger kiezen")
    assert "wacht op je vervanger" in words(answer.card)
    assert len(stage.absences()) == 2

    await stage.say("mijn afwezigheden")
    assert "Vervanger heeft geweigerd" in stage.words()


async def test_who_rejected_after_a_long_silence_is_not_guessed(office, monkeypatch):
    absence = await office.request()
    await office.until("substitute", "als vervanger")
    monkeypatch.setattr(sync, "_LATELY", 0.0)
    await office.decide(absence, "decline")
    stage = office.stage
    await stage.demo.teams.until(lambda: "Je aanvraag is afgewezen" in stage.words(), seconds=PATIENCE)
    assert "dat vertelt Personio mij niet" in stage.words()
    assert "Andere vervanger kiezen" in stage.words()


async def test_a_rejection_ends_the_approvers_card(office):
    absence = await office.request(substitute=False)
    await office.until("approver", "afwezigheid aan")
    await office.decide(absence, "reject")
    await office.until("approver", "Afgehandeld: afgewezen")


async def test_an_absence_that_vanishes_from_personio_ends_the_card(office):
    absence = await office.request()
    await office.until("substitute", "als vervanger")
    await office.stage.bot.services.personio.delete_absence(absence.id)
    await office.hint(absence)
    await office.until("substitute", "Afgehandeld: staat niet meer in Personio")


async def test_one_404_leaves_nobody_unasked(office):
    personio, made = office.stage.demo.personio, "/v2/absence-periods/*0001"
    personio.act_after(made, "GET", lambda: personio.fail_next(made, "GET", "404"))  # after the read-back
    absence = await office.request(substitute=False)
    assert absence.id.endswith("0001")
    await office.until("approver", "afwezigheid aan")


async def test_times_changed_in_personio_are_shown_in_the_same_card(office):
    absence = await office.request(substitute=False)
    assert "4 werkdagen" in await office.until("approver", "afwezigheid aan")
    await office.control(f"absences/{absence.id}/times", first_day="2026-12-07", last_day="2026-12-08")
    await office.hint(absence)
    await office.until("approver", "2 werkdagen")
    assert len(office.cards("approver")) == 1


async def test_however_often_and_in_whatever_order_the_news_comes_each_is_asked_once(office):
    absence = await office.request()
    request = await office.stored(absence)
    await office.decide(absence, "accept")
    await office.store.jobs.enqueue(*(NewJob(TASKS, f"again:{n}", {"request_id": str(request.id)}) for n in range(12)))
    await asyncio.gather(*(office.hint(absence) for _ in range(5)))
    await office.until("approver", "afwezigheid aan")
    for _ in range(2):
        await office.run(TASKS)
        await office.run("approval.ask")
    await office.settled(TASKS)
    await office.settled("approval.ask")
    assert len(office.cards("approver")) == 1
    assert len(office.cards("substitute")) <= 1  # none where Personio was faster than we were


async def test_a_turn_that_begins_anew_gets_a_message_of_its_own(office):
    absence = await office.request(substitute=False)
    await office.until("approver", "afwezigheid aan")
    await office.decide(absence, "approve")
    await office.until("approver", "Afgehandeld: goedgekeurd")
    sandbox = office.stage.demo.personio
    approved = sandbox.absences[absence.id]
    sandbox.absences.put(replace(approved, status="PENDING"))  # a change that has to be approved again
    await office.hint(absence)
    await office.until("approver", "vraagt afwezigheid aan")
    assert len(office.cards("approver")) == 2
    await office.decide(absence, "reject")
    await office.until("approver", "Afgehandeld: afgewezen")


async def test_a_new_supervisor_is_asked_and_the_old_ones_card_is_closed(office):
    await office.request(substitute=False)
    await office.until("approver", "afwezigheid aan")
    office.stage.demo.personio.change_employee(office.stage.person.id, supervisor_id=office.people.substitute.id)
    await office.read_people()
    await office.run(TASKS)
    await office.until("approver", "Afgehandeld: dit ligt nu bij iemand anders")
    await office.until("substitute", "Sanne Hagenaar vraagt afwezigheid aan")


@pytest.mark.parametrize("kind", ["429", "412"])
async def test_a_message_that_surely_did_not_go_out_is_sent_again(office, kind):
    office.stage.demo.teams.fail_next(kind, times=4, operation="send", where=office.user("approver"))
    await office.request(substitute=False)
    await office.until("approver", "afwezigheid aan")
    await office.settled("approval.ask")
    assert len(office.cards("approver")) == 1


@pytest.mark.parametrize("kind", ["502_after", "reset_after"])
async def test_a_message_that_perhaps_went_out_is_not_sent_twice(office, kind):
    office.stage.demo.teams.fail_next(kind, times=1, operation="send", where=office.user("approver"))
    await office.request(substitute=False)
    await office.until("approver", "afwezigheid aan")
    await office.settled("approval.ask")
    await office.run("approval.ask")
    await office.run(TASKS)
    assert len(office.cards("approver")) == 1


async def test_who_has_no_app_cannot_be_told_and_the_receipt_says_so(open_office):
    office = await open_office("employee")
    absence = await office.request()
    await office.until("employee", "Je vervanger gebruikt deze app niet; Personio laat het zelf weten.")
    await office.decide(absence, "accept")
    await office.until("employee", "Je leidinggevende gebruikt deze app niet; Personio laat het zelf weten.")
    await office.decide(absence, "approve")
    assert "gebruikt deze app niet" not in await office.until("employee", "goedgekeurd")


async def test_who_removed_the_app_is_forgotten_until_they_write_again(office):
    await office.stage.demo.teams.uninstall(office.user("approver"))
    await office.request(substitute=False)
    await office.until("employee", "Je leidinggevende gebruikt deze app niet")


async def test_an_approver_on_holiday_is_asked_on_their_first_day_back(office):
    await office.away("approver", date(2026, 11, 20), date(2026, 11, 24))
    await office.request(substitute=False)
    await office.settled("approval.ask", "not now")
    assert not office.cards("approver")
    office.at(2026, 11, 25, 8, 0, 1)
    await office.until("approver", "afwezigheid aan")


@pytest.mark.parametrize(
    "change", [{"supervisor_id": None}, {"supervisor_id": 5001, "self": True}, {"status": "inactive"}]
)
async def test_nobody_is_asked_where_there_is_no_supervisor_to_ask(office, change):
    sandbox, me = office.stage.demo.personio, office.stage.person.id
    if "status" in change:
        sandbox.change_employee(office.people.approver.id, status="inactive", termination_date=date(2026, 11, 1))
    else:
        sandbox.change_employee(me, supervisor_id=me if "self" in change else None)
    await office.read_people()
    await office.request(substitute=False)
    await office.settled(TASKS)
    assert not office.jobs("approval.ask")
    assert not office.cards("approver")
