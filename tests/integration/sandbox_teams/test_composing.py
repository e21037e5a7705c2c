"""The compose box of the sandbox: what goes over the wire, and what others see."""

from __future__ import annotations

import pytest

FOUND = {
    "contentType": "application/vnd.microsoft.card.adaptive",
    "content": {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Drie afwezig"}]},
    "preview": {"contentType": "application/vnd.microsoft.card.thumbnail", "content": {"title": "T", "text": "x"}},
}


def proposing(*found):
    return lambda _: {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": list(found)}}


async def test_a_look_up_arrives_as_teams_sends_it(teams, bot, cast):
    bot.answer = proposing(FOUND)
    opened = await teams.look_up(cast.emma, where=cast.updates)
    typed = await teams.look_up(cast.emma, "morgen", cast.updates, skip=5)
    first, second = bot.seen
    assert (first["type"], first["name"]) == ("invoke", "composeExtension/query")
    assert "replyToId" not in first
    assert first["channelData"]["source"] == {"name": "compose"}
    assert first["value"]["parameters"] == [{"name": "initialRun", "value": "true"}]
    assert second["value"] == {
        "commandId": "whosOut",
        "parameters": [{"name": "question", "value": "morgen"}],
        "queryOptions": {"skip": 5, "count": 25},
    }
    assert opened.found == typed.found == [FOUND]


@pytest.mark.parametrize(
    ("body", "toast"),
    [
        ({"composeExtension": {"type": "message", "text": "Niets gevonden."}}, "Niets gevonden."),
        ({"composeExtension": "odd"}, None),
        ({}, None),
        (None, None),
    ],
)
async def test_a_sentence_or_nothing_takes_the_place_of_the_list(teams, bot, cast, body, toast):
    bot.answer = lambda _: body
    answer = await teams.look_up(cast.emma, "x")
    assert (answer.found, answer.toast, answer.error) == ([], toast, None)


async def test_an_unknown_invoke_is_an_app_that_cannot_be_reached(teams, bot, cast):
    bot.status = 501
    assert (await teams.look_up(cast.emma)).error


async def test_a_card_in_a_channel_is_a_post_of_its_own_that_the_bot_does_not_hear_of(teams, bot, cast):
    message = await teams.insert(cast.emma, FOUND["content"], cast.updates, text="Kijk")
    assert (message.sender, message.text, message.card, message.thread) == (
        cast.emma.id,
        "Kijk",
        FOUND["content"],
        None,
    )
    assert teams.messages(cast.updates) == [message]
    assert bot.seen == []


async def test_the_bot_gets_what_is_put_into_its_own_chat(teams, bot, cast):
    await teams.insert(cast.emma, FOUND["content"])
    [activity] = bot.seen
    assert (activity["type"], activity["text"]) == ("message", "")
    assert activity["attachments"][0]["content"] == FOUND["content"]


async def test_the_page_looks_up_and_inserts(wire, teams, bot, cast):
    bot.answer = proposing(FOUND)
    where = {"as": "emma", "chat": cast.updates.id}
    answer = await wire.http.post(f"{teams.url}chat/look-up", json=where | {"text": None})
    assert answer.json()["found"] == [FOUND]
    card = FOUND["content"]
    shown = await wire.http.post(f"{teams.url}chat/insert", json=where | {"card": card, "text": "Kijk"})
    assert shown.json()["cards"] == [card]
    root = shown.json()["id"]
    reply = where | {"card": card, "text": "", "thread": root}
    assert (await wire.http.post(f"{teams.url}chat/insert", json=reply)).json()["thread"] == root
