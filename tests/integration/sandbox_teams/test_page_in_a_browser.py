from __future__ import annotations

import shutil

import pytest

from sandbox.teams import assets

pytestmark = pytest.mark.e2e
playwright = pytest.importorskip("playwright.async_api")
CHROMIUM = shutil.which("chromium")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
ARGS += ["--disable-component-update", "--disable-sync"]


def card_answer(text):
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": text}]}
    return {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": card}


@pytest.fixture
def form(card_message):
    return card_message(
        {"type": "Input.ChoiceSet", "id": "kind", "label": "Soort", "choices": [{"title": "Vakantie", "value": "1"}]},
        {"type": "Input.Date", "id": "first", "label": "Eerste dag", "value": "2026-11-23", "isRequired": True},
        {"type": "Input.Number", "id": "hours", "label": "Uren"},
        {"type": "Input.Text", "id": "note", "label": "Opmerking"},
        {
            "type": "Input.ChoiceSet",
            "id": "substitute",
            "label": "Vervanger",
            "style": "filtered",
            "choices": [],
            "choices.data": {"type": "Data.Query", "dataset": "people", "associatedInputs": "auto"},
        },
        {
            "type": "ActionSet",
            "actions": [{"type": "Action.Execute", "title": "Verder", "verb": "next", "data": {"id": "r1"}}],
        },
    )


@pytest.fixture
async def browser():
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    assets.ensure_assets()
    async with playwright.async_playwright() as driver:
        chromium = await driver.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield chromium
        await chromium.close()


@pytest.fixture
async def visit(browser, teams):
    async def visit(query):
        page = await browser.new_page()
        await page.goto(f"{teams.url}?{query}")
        await page.wait_for_selector("[data-ready]")
        return page

    return visit


async def test_a_form_is_filled_sent_and_replaced_in_place(visit, wire, teams, bot, cast, form):
    expect = playwright.expect
    await wire.send(teams.conversation(cast.emma), form)
    page = await visit("as=emma&chat=personio&theme=light")
    await page.get_by_label("Soort").select_option("1")
    await page.get_by_label("Eerste dag").fill("2026-11-25")
    bot.answer = lambda _: {
        "statusCode": 200,
        "type": "application/vnd.microsoft.search.searchResponse",
        "value": {"results": [{"title": "Jan Jansen", "value": "emp-42"}]},
    }
    await page.get_by_role("combobox", name="Vervanger").press_sequentially("jan")
    await page.get_by_role("option", name="Jan Jansen").click()
    (search,) = bot.seen  # typing three letters asked once
    assert search["value"]["queryText"] == "jan"
    assert search["value"]["data"] == {"kind": "1", "first": "2026-11-25"}
    bot.answer = lambda _: card_answer("Aangevraagd")
    await page.get_by_role("button", name="Verder").click()
    await expect(page.get_by_role("log").get_by_text("Aangevraagd")).to_be_visible()
    assert bot.seen[1]["value"]["action"]["data"] == {
        "id": "r1",
        "kind": "1",
        "first": "2026-11-25",
        "substitute": "emp-42",
    }


async def test_a_required_date_is_asked_for_before_anything_is_sent(visit, wire, teams, bot, cast, form):
    await wire.send(teams.conversation(cast.emma), form)
    page = await visit("as=emma&chat=personio")
    await page.get_by_label("Eerste dag").fill("")
    await page.get_by_role("button", name="Verder").click()
    await playwright.expect(page.get_by_label("Eerste dag")).to_be_focused()
    assert bot.seen == []


async def test_an_update_is_shown_live_and_an_error_is_not_repeated(visit, wire, teams, bot, cast, form, card_message):
    expect = playwright.expect
    chat = teams.conversation(cast.emma)
    sent = (await wire.send(chat, form)).json()["id"]
    page = await visit("as=emma&chat=personio")
    bot.answer = lambda _: {
        "statusCode": 400,
        "type": "application/vnd.microsoft.error",
        "value": {"code": "BadRequest", "message": "Verlopen."},
    }
    await page.get_by_role("button", name="Verder").click()
    await expect(page.get_by_role("alert")).to_have_text("Verlopen.")
    assert len(bot.seen) == 1
    await wire.update(chat, sent, card_message({"type": "TextBlock", "text": "Goedgekeurd"}))
    await expect(page.get_by_role("log").get_by_text("Goedgekeurd")).to_be_visible()
    await expect(page.get_by_role("alert")).to_have_count(0)


async def test_a_card_refreshes_itself_once_for_those_it_names(visit, wire, teams, bot, cast, card_message):
    refresh = {"action": {"type": "Action.Execute", "verb": "again"}, "userIds": [cast.emma.id]}
    bot.answer = lambda _: card_answer("Vers") | {"value": card_answer("Vers")["value"] | {"refresh": refresh}}
    await wire.send(cast.updates.id, card_message({"type": "TextBlock", "text": "Oud"}, refresh=refresh))
    bram = await visit("as=bram&chat=aanwezigheid")
    await playwright.expect(bram.get_by_role("log").get_by_text("Oud")).to_be_visible()
    assert bot.seen == []
    emma = await visit("as=emma&chat=aanwezigheid")
    await playwright.expect(emma.get_by_role("log").get_by_text("Vers")).to_be_visible()
    assert [a["value"]["trigger"] for a in bot.seen] == ["automatic"]
    bot.answer = lambda _: card_answer("Verser")
    await emma.get_by_role("button", name="Meer opties").click()
    await emma.get_by_role("menuitem", name="Kaart vernieuwen").click()
    await playwright.expect(emma.get_by_role("log").get_by_text("Verser")).to_be_visible()
    assert [a["value"]["trigger"] for a in bot.seen] == ["automatic", "manual"]


async def test_a_message_elsewhere_is_counted_and_previewed(visit, wire, teams, cast):
    page = await visit("as=emma&chat=aanwezigheid")
    await wire.send(teams.conversation(cast.emma), {"type": "message", "text": "Je aanvraag is **goedgekeurd**"})
    row = page.get_by_role("button", name="Personio, 1 ongelezen")
    await playwright.expect(row).to_contain_text("Je aanvraag is goedgekeurd")
    await row.click()
    await playwright.expect(page.get_by_role("button", name="Personio", exact=True)).to_be_visible()


async def test_a_channel_hears_a_mention_and_a_phone_has_one_pane(visit, teams, bot, cast):
    page = await visit("as=emma&chat=aanwezigheid&width=phone&theme=contrast")
    await playwright.expect(page.get_by_role("navigation", name="Chats en kanalen")).to_be_hidden()
    await page.get_by_label("Bericht", exact=True).fill("@Personio wie is er?")
    await page.keyboard.press("Enter")
    await playwright.expect(page.get_by_role("log").get_by_text("wie is er?")).to_be_visible()
    assert bot.seen[0]["text"] == "<at>Personio</at> wie is er?"
    await page.get_by_role("button", name="Terug naar de lijst").click()
    await playwright.expect(page.get_by_role("navigation", name="Chats en kanalen")).to_be_visible()


async def test_several_choices_are_typed_searched_shown_as_tags_and_taken_back(
    visit, wire, teams, bot, cast, card_message
):
    expect = playwright.expect
    units = {
        "type": "Input.ChoiceSet",
        "id": "units",
        "label": "Afdelingen",
        "style": "filtered",
        "isMultiSelect": True,
        "value": "d1",
        "choices": [{"title": "Techniek", "value": "d1"}, {"title": "Verkoop", "value": "d2"}],
        "choices.data": {"type": "Data.Query", "dataset": "units"},
    }
    send = {"type": "ActionSet", "actions": [{"type": "Action.Execute", "title": "Verder", "verb": "next"}]}
    await wire.send(teams.conversation(cast.emma), card_message(units, send))
    page = await visit("as=emma&chat=personio")
    field = page.get_by_role("combobox", name="Afdelingen")
    await expect(page.get_by_role("button", name="Techniek weghalen")).to_be_visible()
    await field.click()  # what needs no search is offered at once, and stays open for more
    await page.get_by_role("option", name="Verkoop").click()
    await expect(page.get_by_role("option", name="Verkoop")).to_have_attribute("aria-selected", "true")
    bot.answer = lambda _: {
        "statusCode": 200,
        "type": "application/vnd.microsoft.search.searchResponse",
        "value": {"results": [{"title": "Amsterdam", "value": "o1"}]},
    }
    await field.press_sequentially("amst")
    await expect(page.get_by_role("option", name="Amsterdam")).to_be_visible()
    await field.press("ArrowDown")
    await field.press("Enter")
    await expect(field).to_have_value("")
    await field.press("Escape")
    await page.get_by_role("button", name="Techniek weghalen").click()
    await field.fill("only typed")
    await field.press("Escape")
    bot.answer = lambda _: card_answer("Klaar")
    await page.get_by_role("button", name="Verder").click()
    await expect(page.get_by_role("log").get_by_text("Klaar")).to_be_visible()
    assert bot.seen[-1]["value"]["action"]["data"] == {"units": "d2,o1"}


async def test_the_app_is_removed_and_added_where_one_looks(visit, teams, bot, cast):
    expect = playwright.expect
    page = await visit("as=emma&chat=aanwezigheid")
    team = next(each for each in teams.world.teams if cast.updates in each.channels)
    await page.get_by_role("button", name="App beheren").click()
    await page.get_by_role("menuitem", name=f"App verwijderen uit {team.name}").click()
    await expect(page.get_by_label("Bericht", exact=True)).to_be_disabled()
    assert [each.get("action") for each in bot.seen] == ["remove", None]
    assert team.id not in teams.connector.installed
    await page.get_by_role("button", name="App beheren").click()
    await page.get_by_role("menuitem", name=f"App toevoegen aan {team.name}").click()
    await expect(page.get_by_label("Bericht", exact=True)).to_be_enabled()
    assert bot.seen[-1]["channelData"]["eventType"] == "teamMemberAdded"
    assert team.id in teams.connector.installed
    await page.get_by_role("button", name="Personio", exact=True).click()
    await page.get_by_role("button", name="App beheren").click()
    await page.get_by_role("menuitem", name="App verwijderen", exact=True).click()
    await expect(page.get_by_label("Bericht", exact=True)).to_be_disabled()
    assert teams.conversation(cast.emma) not in teams.connector.installed
