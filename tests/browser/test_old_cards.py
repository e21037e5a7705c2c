"""Pressed twice, after a restart, while Personio is down, years later: one absence, always an answer."""

from playwright.async_api import expect

from tests.support.browser_chat import JOURNEY

pytestmark = JOURNEY


async def test_a_double_click_files_once(built, chat):
    await chat.review("2026-12-01")
    await chat.button("Aanvragen").dblclick()
    await chat.sees("Je aanvraag wacht op goedkeuring")
    assert built.absence().employee_id == built.people.employee.id


async def test_the_second_click_of_a_double_click_is_not_taken_for_a_press_on_the_receipt(built, chat):
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
    assert built.absence()


async def test_two_windows_file_once_and_both_show_the_receipt(built, look):
    state, phone = await look(), await look(theme="dark")
    await state.ask("2026-12-01")
    await phone.sees("Afwezigheid aanvragen")
    await state.press("Volgende stap")
    for window in (state, phone):
        await window.sees("Klopt dit?")
    await phone.press("Aanvragen")
    for window in (state, phone):
        await window.sees("Je aanvraag wacht op goedkeuring")
    assert built.absence()


async def test_a_review_that_was_open_during_a_restart_still_files(built, chat):
    await chat.review("2026-12-01", "2026-12-04")
    await built.restart()
    await chat.press("Aanvragen")
    await chat.sees("Je aanvraag wacht op goedkeuring", "Vakantie · 4 werkdagen")
    assert built.absence()


async def test_a_receipt_keeps_following_personio_after_a_restart(built, chat):
    await chat.review("2026-12-01")
    await chat.press("Aanvragen")
    await chat.sees("Je aanvraag wacht op goedkeuring")
    await built.restart()
    built.demo.personio.approve(built.absence().id)
    await chat.come_back()
    await chat.sees("Je aanvraag is goedgekeurd")


async def test_while_the_bot_is_away_the_card_says_so_and_keeps_what_was_typed(built, chat):
    await chat.ask("2026-12-01", comment="Skiën")
    await built.bot.aclose()
    await chat.press("Volgende stap")
    await expect(chat.page.get_by_role("alert")).to_be_visible()
    await expect(chat.field("Opmerking")).to_have_value("Skiën")
    await built.start()
    await chat.press("Volgende stap")
    await chat.sees("Klopt dit?", "Skiën")


async def test_a_card_that_cannot_be_read_any_more_leads_to_a_fresh_form(built, chat):
    await chat.ask("2026-12-01")
    user = built.demo.teams.world.user("sanne")
    for action in built.last_card(user)["body"][-1]["actions"]:
        action["data"] = {"verb": "request.v0", "step": 2}  # as an older version might have written it
    await chat.open("sanne")
    await chat.press("Volgende stap")
    await chat.sees("Deze kaart is verlopen")
    await chat.press("Nieuwe aanvraag")
    await expect(chat.field("Eerste dag")).to_have_value("2026-11-23")
    assert built.absences() == []


async def test_while_personio_is_down_the_receipt_says_so_and_catches_up_by_itself(built, chat):
    await chat.review("2026-12-01")
    built.demo.personio.fail_next("/v2/absence-periods", "POST", "503")
    await chat.press("Aanvragen")  # which waits three seconds for Personio
    await chat.sees("Je aanvraag is ontvangen", "deze kaart werkt zichzelf bij")
    built.clock.advance(minutes=1)
    await chat.sees("Je aanvraag wacht op goedkeuring")
    assert built.absence()
