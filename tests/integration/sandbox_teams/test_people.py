from __future__ import annotations

import pytest

from sandbox.teams import TeamsSandbox, Unsendable

CARD_ANSWER = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Klaar"}]}


def answer(kind, value, code=200):
    return {"statusCode": code, "type": f"application/vnd.microsoft.{kind}", "value": value}


@pytest.fixture
def form(card_message):
    choices = [{"title": "Vakantie", "value": "1"}, {"title": "Ziekte", "value": "2"}]
    return card_message(
        {"type": "Input.ChoiceSet", "id": "kind", "isRequired": True, "errorMessage": "Kies", "choices": choices},
        {
            "type": "ColumnSet",
            "columns": [{"type": "Column", "items": [{"type": "Input.Date", "id": "first", "value": "2026-11-23"}]}],
        },
        {"type": "Input.Toggle", "id": "half", "title": "Half"},
        {"type": "Input.Text", "id": "note"},
        {
            "type": "Input.ChoiceSet",
            "id": "substitute",
            "style": "filtered",
            "choices": [],
            "choices.data": {"type": "Data.Query", "dataset": "people", "associatedInputs": "auto"},
        },
        {
            "type": "ActionSet",
            "actions": [
                {
                    "type": "Action.Execute",
                    "title": "Volgende stap",
                    "verb": "request.review",
                    "data": {"request_id": "r1"},
                    "fallback": {"type": "Action.Submit", "data": {"request_id": "r1", "verb": "request.review"}},
                },
                {"type": "Action.Execute", "title": "Annuleren", "verb": "cancel", "associatedInputs": "none"},
            ],
        },
        refresh={"action": {"type": "Action.Execute", "verb": "again", "data": {"id": 1}}, "userIds": ["29:1emma"]},
    )


@pytest.fixture
async def posted(wire, teams, cast, form):
    await wire.send(teams.conversation(cast.emma), form)
    return teams.messages(cast.emma)[0]


async def test_a_message_arrives_as_teams_sends_it(teams, bot, cast):
    await teams.say(cast.emma, "hoi")
    (activity,) = bot.seen
    (message,) = teams.messages(cast.emma)
    assert activity == {
        "type": "message",
        "id": message.id,
        "timestamp": "2026-11-23T08:00:00.000Z",
        "localTimestamp": "2026-11-23T09:00:00.000+01:00",
        "localTimezone": "Europe/Amsterdam",
        "serviceUrl": teams.service_url,
        "channelId": "msteams",
        "from": {"id": "29:1emma", "name": "Emma de Vries", "aadObjectId": "0000-emma"},
        "conversation": {"conversationType": "personal", "tenantId": "tenant-1", "id": teams.conversation(cast.emma)},
        "recipient": {"id": "28:app", "name": "Personio"},
        "locale": "nl-NL",
        "entities": [
            {
                "type": "clientInfo",
                "locale": "nl-NL",
                "country": "NL",
                "platform": "Web",
                "timezone": "Europe/Amsterdam",
            }
        ],
        "channelData": {"tenant": {"id": "tenant-1"}},
        "textFormat": "plain",
        "text": "hoi",
    }
    assert bot.headers[0]["x-ms-tenant-id"] == "tenant-1"


async def test_a_guest_comes_from_their_own_tenant(teams, bot, cast):
    await teams.say(cast.gijs, "hi")
    assert bot.seen[0]["channelData"]["tenant"]["id"] == "tenant-2"


async def test_a_channel_message_mentions_the_bot_in_a_new_thread(teams, bot, cast):
    await teams.say(cast.emma, "wie is er?", cast.updates)
    (activity,) = bot.seen
    assert activity["text"] == "<at>Personio</at> wie is er?"
    assert activity["entities"][1]["mentioned"] == {"id": "28:app", "name": "Personio"}
    assert activity["conversation"]["id"] == f"{cast.updates.id};messageid={activity['id']}"
    assert activity["conversation"]["conversationType"] == "channel"
    assert activity["channelData"]["team"] == {"id": cast.team.id}
    await teams.say(cast.bram, "en morgen?", activity["conversation"]["id"])
    assert bot.seen[1]["conversation"]["id"] == activity["conversation"]["id"]


async def test_without_a_mention_the_bot_hears_nothing(teams, bot, cast):
    await teams.say(cast.emma, "koffie?", cast.updates, mention=False)
    assert bot.seen == []
    assert teams.messages(cast.updates)[0].text == "koffie?"


async def test_a_press_sends_the_inputs_merged_as_strings_and_without_the_empty(teams, bot, cast, posted):
    bot.answer = lambda _: answer("card.adaptive", CARD_ANSWER)
    result = await teams.press(cast.emma, posted, "Volgende stap", {"kind": "1", "note": ""})
    (activity,) = bot.seen
    assert (activity["type"], activity["name"], activity["replyToId"]) == ("invoke", "adaptiveCard/action", posted.id)
    assert activity["value"] == {
        "action": {
            "type": "Action.Execute",
            "verb": "request.review",
            "data": {"request_id": "r1", "kind": "1", "first": "2026-11-23", "half": "false"},
        },
        "trigger": "manual",
    }
    assert result.card == CARD_ANSWER


async def test_the_card_of_an_answer_is_only_the_pressers_until_an_update(teams, bot, cast, posted, wire, form):
    bot.answer = lambda _: answer("card.adaptive", CARD_ANSWER)
    await teams.press(cast.emma, posted, "request.review", {"kind": "1"})
    assert posted.card_for(cast.emma) == CARD_ANSWER
    assert posted.card_for(cast.bram) == form["attachments"][0]["content"]
    await wire.update(teams.conversation(cast.emma), posted.id, form)
    assert posted.card_for(cast.emma) == form["attachments"][0]["content"]


async def test_no_associated_inputs_means_none(teams, bot, cast, posted):
    bot.answer = lambda _: answer("activity.message", "Geannuleerd.")
    result = await teams.press(cast.emma, posted, "Annuleren")
    assert bot.seen[0]["value"]["action"] == {"type": "Action.Execute", "verb": "cancel", "data": {}}
    assert (result.toast, result.card) == ("Geannuleerd.", None)


async def test_an_old_client_sends_the_submit_fallback(teams, bot, cast, posted):
    await teams.press(cast.emma, posted, "Volgende stap", {"kind": "2"}, as_submit=True)
    (activity,) = bot.seen
    assert (activity["type"], activity["replyToId"]) == ("message", posted.id)
    assert "text" not in activity
    assert activity["value"] == {
        "request_id": "r1",
        "verb": "request.review",
        "kind": "2",
        "first": "2026-11-23",
        "half": "false",
    }


async def test_the_form_holds_back_what_teams_holds_back(teams, bot, cast, posted):
    with pytest.raises(Unsendable, match="Kies"):
        await teams.press(cast.emma, posted, "Volgende stap")
    with pytest.raises(Unsendable, match="no choice"):
        await teams.press(cast.emma, posted, "Volgende stap", {"kind": "9"})
    assert bot.seen == []
    await teams.press(cast.emma, posted, "Volgende stap", {"kind": "9"}, check=False)
    assert bot.seen[0]["value"]["action"]["data"]["kind"] == "9"


async def test_what_is_not_on_the_card_cannot_be_used(teams, cast, posted):
    with pytest.raises(LookupError, match="Volgende stap"):
        await teams.press(cast.emma, posted, "Opslaan")
    with pytest.raises(LookupError, match="kind"):
        await teams.press(cast.emma, posted, "Volgende stap", {"knd": "1"})


async def test_an_error_is_shown_and_never_sent_again(teams, bot, cast, posted):
    bot.answer = lambda _: answer("error", {"code": "BadRequest", "message": "Verlopen."}, 400)
    result = await teams.press(cast.emma, posted, "Annuleren")
    assert (result.error, result.status) == ("Verlopen.", 200)
    bot.status = 500
    assert (await teams.press(cast.emma, posted, "Annuleren")).error.startswith("De app is niet bereikbaar")
    assert len(bot.seen) == 2


async def test_a_type_ahead_asks_with_the_other_inputs_and_shows_fifteen(teams, bot, cast, posted):
    results = [{"title": f"Jan {number}", "value": str(number)} for number in range(20)]
    bot.answer = lambda _: answer("search.searchResponse", {"results": results})
    found = await teams.search(cast.emma, posted, "substitute", "jan", {"kind": "1"})
    assert found.choices == results[:15]
    (activity,) = bot.seen
    assert activity["name"] == "application/search"
    assert activity["value"] == {
        "queryText": "jan",
        "queryOptions": {"skip": 0, "top": 15},
        "dataset": "people",
        "data": {"kind": "1", "first": "2026-11-23", "half": "false"},
    }


async def test_a_refresh_says_that_it_came_by_itself(teams, bot, cast, posted):
    bot.answer = lambda _: answer("card.adaptive", CARD_ANSWER)
    await teams.refresh(cast.emma, posted)
    assert bot.seen[0]["value"] == {
        "action": {"type": "Action.Execute", "verb": "again", "data": {"id": 1}},
        "trigger": "automatic",
    }
    assert posted.card_for(cast.emma) == CARD_ANSWER


async def test_installing_tells_the_bot_twice(teams, bot, cast):
    await teams.install(cast.emma)
    update, roster = bot.seen
    assert (update["type"], update["action"]) == ("installationUpdate", "add")
    assert roster["membersAdded"] == [{"id": "28:app"}, {"id": "29:1emma", "aadObjectId": "0000-emma"}]


async def test_installing_in_a_team_names_the_channel(teams, bot, cast):
    await teams.install(cast.team, by=cast.bram)
    update, roster = bot.seen
    assert update["channelData"]["settings"] == {"selectedChannel": {"id": cast.general.id}}
    assert update["channelData"]["team"] == {"id": cast.team.id, "name": "Product", "aadGroupId": "group-1"}
    assert update["from"]["id"] == cast.bram.id
    assert (roster["channelData"]["eventType"], roster["membersAdded"]) == ("teamMemberAdded", [{"id": "28:app"}])
    await teams.uninstall(cast.team)
    assert [a.get("action") for a in bot.seen[2:]] == ["remove", None]
    assert bot.seen[3]["membersRemoved"] == [{"id": "28:app"}]


async def test_a_team_event_comes_from_the_team(teams, bot, cast):
    await teams.team_event(cast.team, "channelRenamed", channel={"id": cast.updates.id, "name": "Nieuw"})
    (activity,) = bot.seen
    assert activity["conversation"]["id"] == cast.team.id
    assert activity["channelData"]["eventType"] == "channelRenamed"
    assert activity["channelData"]["channel"]["name"] == "Nieuw"


async def test_activities_can_be_signed(bot_url, bot, cast):
    sandbox = TeamsSandbox(
        cast.world, tenant_id="t", bot_id="28:app", bot_url=bot_url, authorization=lambda a: f"Bearer {a['type']}"
    )
    async with sandbox as teams:
        await teams.say(cast.emma, "hoi")
    assert bot.headers[0]["Authorization"] == "Bearer message"


async def test_a_bot_that_is_not_there_is_said_to_be_unreachable(cast):
    sandbox = TeamsSandbox(cast.world, tenant_id="t", bot_id="28:app", bot_url="http://127.0.0.1:9/api/messages")
    async with sandbox as teams:
        result = await teams.say(cast.emma, "hoi")
    assert (result.status, result.error is not None) == (0, True)


async def test_one_can_wait_for_a_message(teams, wire, cast):
    await wire.send(teams.conversation(cast.emma), {"type": "message", "text": "ping"})
    (message,) = await teams.until(lambda: teams.messages(cast.emma))
    assert message.text == "ping"
    with pytest.raises(TimeoutError):
        await teams.until(lambda: False, seconds=0)
