"""Pressed twice, after a restart, while Personio is down, years later: one absence, always an answer."""

from playwright.async_api import expect

from tests.support.browser_chat import JOURNEY

pytestmark = JOURNEY


async def test_a_double_click_files_once(house, chat):
    await chat.review("2026-12-01")
    await chat.button("Aanvragen").dblclick()
    await chat.sees("Je aanvraag wacht op goedkeuring")
    assert house.absence().employee_id == house.people.employee.id


async def test_the_second_click_of_a_double_click_is_not_taken_for_a_press_on_the_receipt(house, chat):
    await chat.review("2026-12-01")
    await chat.button("Aanvragen").hover()
    mouse = chat.page.mouse
    await mouse.down(click_count=1)
    await mouse.up(click_count=1)
    await chat.sees("Je aanvraag wacht op goedkeuring")
    filed = chat.presses
    await mouse.down(click_count=2)
    await mouse.up(click_count=2)
    await mouse.click(0, 0)
    await chat.sees("Je aanvraag wacht op goedkeuring")
    assert chat.presses == filed
    assert house.absence()


async def test_two_windows_file_once_and_both_show_the_receipt(house, look):
    desk, phone = await look(), await look(theme="dark")
    await desk.ask("2026-12-01")
    await phone.sees("Afwezigheid aanvragen")
    await desk.press("Volgende stap")
    for window in (desk, phone):
        await window.sees("Klopt dit?")
    await phone.press("Aanvragen")
    for window in (desk, phone):
        await window.sees("Je aanvraag wacht op goedkeuring")
    assert house.absence()


async def test_a_review_that_was_open_during_a_restart_still_files(house, chat):
    await chat.review("2026-12-01", "2026-12-04")
    await house.restart()
    await chat.press("Aanvragen")
    await chat.sees("Je aanvraag wacht op goedkeuring", "Vakantie · 4 werkdagen")
    assert house.absence()


async def test_a_receipt_keeps_following_personio_after_a_restart(house, chat):
    await chat.review("2026-12-01")
    await chat.press("Aanvragen")
    await chat.sees("Je aanvraag wacht op goedkeuring")
    await house.restart()
    house.demo.personio.approve(house.absence().id)
    await chat.come_back()
    await chat.sees("Je aanvraag is goedgekeurd")


async def test_while_the_bot_is_away_the_card_says_so_and_keeps_what_was_typed(house, chat):
    await chat.ask("2026-12-01", comment="Skiën")
    await house.bot.aclose()
    await chat.press("Volgende stap")
    await expect(chat.page.get_by_role("alert")).to_be_visible()
    await expect(chat.field("Opmerking")).to_have_value("Skiën")
    await house.start()
    await chat.press("Volgende stap")
    await chat.sees("Klopt dit?", "Skiën")


async def test_a_card_that_cannot_be_read_any_more_leads_to_a_fresh_form(house, chat):
    await chat.ask("2026-12-01")
    user = house.demo.teams.world.user("sanne")
    for action in house.last_card(user)["body"][-1]["actions"]:
        action["data"] = {"verb": "request.v0", "step": 2}  # as an older version might have written it
    await chat.open("sanne")
    await chat.press("Volgende stap")
    await chat.sees("Deze kaart is verlopen")
    await chat.press("Nieuwe aanvraag")
    await expect(chat.field("Eerste dag")).to_have_value("2026-11-23")
    assert house.absences() == []


async def test_while_personio_is_down_the_receipt_says_so_and_catches_up_by_itself(house, chat):
    await chat.review("2026-12-01")
    house.demo.personio.fail_next("/v2/absence-periods", "POST", "503")
    await chat.press("Aanvragen")  # which waits three seconds for Personio
    await chat.sees("Je aanvraag is ontvangen", "deze kaart werkt zichzelf bij")
    house.clock.advance(minutes=1)
    await chat.sees("Je aanvraag wacht op goedkeuring")
    assert house.absence()
