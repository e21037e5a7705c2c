"""Whole turns over HTTP: what Teams sends, what it gets back, what the connector gets."""

from __future__ import annotations

import asyncio
import os
from traceback import extract_stack
from typing import Any

import pytest

from bot.core.events import (
    Choice,
    Composed,
    Event,
    ExtensionResult,
    Installed,
    Offer,
    Pressed,
    Propose,
    Reply,
    Said,
    Searched,
    Show,
    Tell,
)
from cards import Card
from tests.support.connector import Answer, Connector
from tests.support.teams_bot import TENANT, BrowserBot

CARD = Card({"type": "AdaptiveCard", "version": "1.5", "body": []}, "A card")
OTHER = Card({"type": "AdaptiveCard", "version": "1.5", "body": [], "lang": "nl"}, "Another card")
ATTACHED = [{"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD.content}]
CARD_BODY = {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": CARD.content}
UNREADABLE = {
    "statusCode": 400,
    "type": "application/vnd.microsoft.error",
    "value": {"code": "BadRequest", "message": "This cannot be read."},
}


def said(text: str) -> dict[str, Any]:
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": text}


def found(*rows: tuple[str, str]) -> dict[str, Any]:
    results = [{"title": title, "value": value} for title, value in rows]
    return {"statusCode": 200, "type": "application/vnd.microsoft.search.searchResponse", "value": {"results": results}}


async def test_words_are_answered_with_a_card_as_a_reply(built: BrowserBot, connector: Connector) -> None:
    built.reply = Show(CARD, everywhere=True)
    assert await built.post() == (200, None)
    [call] = connector.calls
    assert (call.method, call.path) == ("POST", "/emea/v3/conversations/a%3Achat-1/activities/1700000000000")
    assert call.body == {
        "type": "message",
        "summary": "A card",
        "attachments": ATTACHED,
        "from": {"id": built.activity()["recipient"]["id"]},
        "recipient": {"id": "29:jan"},
        "conversation": {"id": "a:chat-1"},
        "replyToId": "1700000000000",
    }


async def test_two_cards_are_two_messages_and_words_are_plain(built: BrowserBot, connector: Connector) -> None:
    built.reply = Show(CARD, also=[OTHER])
    await built.post()
    built.reply = Tell("kort *gezegd*")
    await built.post(built.activity(id="2"))
    first, second, third = (call.body for call in connector.calls)
    assert [len(each["attachments"]) for each in (first, second)] == [1, 1]
    assert "text" not in first
    assert (third["text"], third["textFormat"]) == ("kort *gezegd*", "plain")
    assert "attachments" not in third


async def test_a_message_that_is_refused_takes_no_other_with_it(built: BrowserBot, connector: Connector) -> None:
    built.reply = Show(CARD, also=[OTHER])
    connector.answers.append(Answer(403, {"error": {"code": "ConversationBlockedByUser", "message": "text"}}))
    assert await built.post() == (200, None)
    assert [call.body["summary"] for call in connector.calls] == ["A card", "Another card"]


async def test_a_reply_outlives_a_refusal_that_passes(built: BrowserBot, connector: Connector) -> None:
    built.reply = Show(CARD, also=[OTHER])
    refused = {"error": {"code": "BadArgument", "message": "Failed to decrypt conversation id"}}
    connector.answers.append(Answer(400, refused))
    await built.post()
    assert [call.body["summary"] for call in connector.calls] == ["A card", "A card", "Another card"]


async def test_an_edited_message_is_answered_like_a_new_one(built: BrowserBot, connector: Connector) -> None:
    built.reply = Tell("hoi")
    edited = {"type": "messageUpdate", "channelData": {"tenant": {"id": TENANT}, "eventType": "editMessage"}}
    for text in ("saldo", "help", "help"):
        await built.post(built.activity(text=text) | edited)
    assert [event.text for event in built.events] == ["saldo", "help"], "told twice, it is one"
    assert len(connector.calls) == 2


async def test_who_expects_the_replies_in_the_answer_gets_them_there(built: BrowserBot, connector: Connector) -> None:
    built.reply = Show(CARD, also=[OTHER])
    status, body = await built.post(built.activity(deliveryMode="expectReplies"))
    assert status == 200
    first, second = body["activities"]
    assert (first["attachments"], second["summary"]) == (ATTACHED, "Another card")
    assert (first["recipient"], first["replyToId"]) == ({"id": "29:jan"}, "1700000000000")
    assert connector.calls == []


async def test_an_activity_without_id_is_answered_into_the_conversation(
    built: BrowserBot, connector: Connector
) -> None:
    built.reply = Tell("hoi")
    await built.post(built.activity(id=None))
    assert connector.calls[0].path == "/emea/v3/conversations/a%3Achat-1/activities"


async def test_a_channel_is_answered_in_its_thread(built: BrowserBot, connector: Connector) -> None:
    built.reply = Tell("hoi")
    thread = {"conversationType": "channel", "id": "19:c@thread.tacv2;messageid=5", "tenantId": TENANT}
    await built.post(built.activity(conversation=thread))
    assert connector.calls[0].path.startswith(
        "/emea/v3/conversations/19%3Ac%40thread.tacv2%3Bmessageid%3D5/activities/"
    )


@pytest.mark.parametrize(
    ("reply", "body"),
    [
        (Show(CARD, everywhere=False), CARD_BODY),
        (Tell("Opgeslagen."), said("Opgeslagen.")),
        (None, said("")),
        (Offer(()), said("")),
        (RuntimeError("Jan is ziek"), said("Something went wrong. Please try again.")),
    ],
    ids=["card", "message", "nothing", "misfit", "failure"],
)
async def test_a_press_is_answered_in_place(built: BrowserBot, connector: Connector, reply: Any, body: Any) -> None:
    """Defects 1, 16 and 17: every invoke with a body, card or text, is 200 with exactly that body."""
    built.reply = reply
    assert await built.post(built.press()) == (200, body)
    await built.settle()
    assert connector.calls == []


@pytest.mark.parametrize(
    ("reply", "body"),
    [
        (Offer([Choice("Jan Jansen", "emp-42")]), found(("Jan Jansen", "emp-42"))),
        (None, found()),
        (Show(CARD), found()),
        (RuntimeError(), found()),
    ],
    ids=["rows", "nothing", "misfit", "failure"],
)
async def test_a_search_is_answered_with_rows_and_a_status_code(built: BrowserBot, reply: Any, body: Any) -> None:
    built.reply = reply
    value = {"queryText": "jan", "queryOptions": {"skip": 0, "top": 15}, "dataset": "people"}
    assert await built.post(built.invoke("application/search", value)) == (200, body)
    assert isinstance(built.events[0], Searched)


@pytest.mark.parametrize("value", [None, 7, [], "text", {}, {"action": {"type": "Action.Submit", "data": 5}}], ids=str)
async def test_a_malformed_press_reaches_the_feature_as_one_of_nothing(built: BrowserBot, value: Any) -> None:
    """Defect 15: botbuilder answers 500."""
    built.reply = Show(CARD)
    assert await built.post(built.invoke("adaptiveCard/action", value)) == (200, CARD_BODY)
    assert isinstance(built.events[0], Pressed)
    assert built.events[0].action is None


async def test_an_invoke_that_cannot_be_read_at_all_is_400_in_its_body(built: BrowserBot) -> None:
    assert await built.post(built.invoke("adaptiveCard/action", {}, from_=None)) == (200, UNREADABLE)
    assert await built.post(built.invoke("application/search", {"dataset": 7})) == (200, UNREADABLE)
    assert await built.post(built.invoke("application/search", None, conversation={"tenantId": TENANT})) == (
        200,
        UNREADABLE,
    )


FINDING = {
    "contentType": "application/vnd.microsoft.card.adaptive",
    "content": CARD.content,
    "preview": {
        "contentType": "application/vnd.microsoft.card.thumbnail",
        "content": {"title": "Vandaag afwezig", "text": "Web: 3 afwezig"},
    },
}
QUERY = {"commandId": "whosOut", "parameters": [{"name": "question", "value": "morgen"}]}


def proposed(*attachments: dict[str, Any]) -> dict[str, Any]:
    return {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": list(attachments)}}


def sentence(text: str) -> dict[str, Any]:
    return {"composeExtension": {"type": "message", "text": text}}


@pytest.mark.parametrize(
    ("reply", "body"),
    [
        (Propose([ExtensionResult("Vandaag afwezig", "Web: 3 afwezig", CARD)]), proposed(FINDING)),
        (Propose(()), proposed()),
        (Tell("Niets gevonden."), sentence("Niets gevonden.")),
        (None, proposed()),
        (Show(CARD), proposed()),
        (RuntimeError("Jan is ziek"), sentence("Something went wrong. Please try again.")),
    ],
    ids=["list", "empty", "sentence", "nothing", "misfit", "failure"],
)
async def test_a_look_up_from_the_compose_box_is_a_list_or_a_sentence(built: BrowserBot, reply: Any, body: Any) -> None:
    built.reply = reply
    assert await built.post(built.invoke("composeExtension/query", QUERY, replyToId=None)) == (200, body)
    assert isinstance(built.events[0], Composed)
    assert built.events[0].text == "morgen"


@pytest.mark.parametrize("value", [None, 7, [], "text", {}, {"commandId": ["whosOut"]}], ids=str)
async def test_a_look_up_that_cannot_be_read_gets_a_sentence(built: BrowserBot, value: Any) -> None:
    assert await built.post(built.invoke("composeExtension/query", value)) == (200, sentence("This cannot be read."))
    assert built.events == []


async def test_a_card_that_was_put_into_a_message_asks_nothing(built: BrowserBot, connector: Connector) -> None:
    built.reply = Tell("hoi")
    assert await built.post(built.activity(text=None, attachments=ATTACHED)) == (200, None)
    assert built.events == []
    assert connector.calls == []
    await built.post(built.activity(id="2", text="help", attachments=ATTACHED))
    assert isinstance(built.events[0], Said)


@pytest.mark.parametrize(
    "name", ["task/fetch", "task/submit", "composeExtension/submitAction", "composeExtension/selectItem", "", 7, None]
)
async def test_an_unknown_invoke_is_501(built: BrowserBot, name: Any) -> None:
    assert await built.post(built.invoke(name, {"data": {}})) == (501, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "typing"},
        {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
        {"type": "messageUpdate", "channelData": {"tenant": {"id": TENANT}, "eventType": "undeleteMessage"}},
        {"type": "conversationUpdate", "membersAdded": [{"id": "29:new"}]},
        {"type": "conversationUpdate", "channelData": {"tenant": {"id": TENANT}, "eventType": "somethingNew"}},
        {"type": "somethingNew"},
        {"type": "event", "name": "application/vnd.microsoft.meetingStart"},
        {"conversation": "nonsense"},
        {"deliveryMode": "expectReplies", "type": "typing"},
    ],
    ids=str,
)
async def test_what_means_nothing_to_us_is_200_and_silence(
    built: BrowserBot, connector: Connector, changes: Any
) -> None:
    """Defects 10 and 13 over HTTP: no warning, no roster call, no error."""
    built.reply = Tell("hoi")
    assert await built.post(built.activity(**changes)) == (200, None)
    assert built.events == []
    assert connector.calls == []


async def test_an_installation_told_twice_is_two_events(built: BrowserBot, connector: Connector) -> None:
    """Defects 13 and 14."""
    built.reply = Tell("welkom")
    bot = built.activity()["recipient"]
    await built.post(built.activity(type="installationUpdate", id="f:1", action="Add"))
    await built.post(built.activity(type="conversationUpdate", id="f:2", membersAdded=[bot, {"id": "29:jan"}]))
    assert [type(event) for event in built.events] == [Installed, Installed]
    assert [call.method for call in connector.calls] == ["POST", "POST"]


async def test_everywhere_also_edits_the_message_behind_the_answer(built: BrowserBot, connector: Connector) -> None:
    built.reply = Show(CARD, everywhere=True, also=[OTHER])
    assert await built.post(built.press()) == (200, CARD_BODY)
    await built.settle()
    edit = next(call for call in connector.calls if call.method == "PUT")
    more = next(call for call in connector.calls if call.method == "POST")
    assert edit.path == "/emea/v3/conversations/a%3Achat-1/activities/card-1"
    assert edit.body == {"id": "card-1", "type": "message", "summary": "A card", "attachments": ATTACHED}
    assert more.body["summary"] == "Another card"


@pytest.mark.parametrize("place", [{"conversationType": "channel"}, {"conversationType": "groupChat"}])
async def test_a_message_that_others_see_is_never_edited(
    built: BrowserBot, connector: Connector, place: dict[str, str]
) -> None:
    built.reply = Show(CARD, everywhere=True)
    press = built.press()
    press["conversation"] = {**press["conversation"], **place}
    assert await built.post(press) == (200, CARD_BODY)
    await built.settle()
    assert connector.calls == []


async def test_what_a_job_showed_during_the_turn_is_not_put_back(built: BrowserBot, connector: Connector) -> None:
    async def edit_meanwhile(event: Any) -> None:
        await built.teams.messenger.update(event.origin.conversation, "card-1", OTHER)

    built.reply, built.meanwhile = Show(CARD, everywhere=True, gives_way=True), edit_meanwhile
    assert await built.post(built.press()) == (200, CARD_BODY)
    await built.settle()
    assert [call.body["summary"] for call in connector.calls] == ["Another card"]
    built.meanwhile = None
    await built.post(built.press())
    await built.settle()
    assert [call.body["summary"] for call in connector.calls] == ["Another card", "A card"], "it was before this turn"
    built.reply, built.meanwhile = Show(CARD, everywhere=True), edit_meanwhile
    await built.post(built.press())
    await built.settle()
    assert connector.calls[-1].body["summary"] == "A card", "a step of the person's own stays where they left it"


async def test_the_answer_stands_whatever_becomes_of_the_edit(built: BrowserBot, connector: Connector) -> None:
    connector.answers.append(Answer(404, {"error": {"code": "ActivityNotFoundInConversation"}}))
    built.reply = Show(CARD, everywhere=True)
    assert await built.post(built.press()) == (200, CARD_BODY)
    await built.settle()
    assert len(connector.calls) == 1


async def test_a_double_click_is_two_presses_and_two_answers(built: BrowserBot, connector: Connector) -> None:
    """The feature makes a second press harmless; here both need an answer, and the edits come one by one."""
    built.reply = Show(CARD, everywhere=True)
    answers = await asyncio.gather(built.post(built.press()), built.post(built.press()))
    assert answers == [(200, CARD_BODY)] * 2
    await built.settle()
    assert [call.method for call in connector.calls] == ["PUT", "PUT"]
    assert len(built.events) == 2


async def test_a_submit_edits_its_message(built: BrowserBot, connector: Connector) -> None:
    built.reply = Show(CARD)
    await built.post(built.activity(text=None, value={"verb": "help.show"}, replyToId="card-1"))
    [call] = connector.calls
    assert (call.method, call.path) == ("PUT", "/emea/v3/conversations/a%3Achat-1/activities/card-1")
    assert (call.body["id"], call.body["attachments"]) == ("card-1", ATTACHED)


@pytest.mark.parametrize("gone", [Answer(404, {"error": {"code": "ActivityNotFoundInConversation"}}), Answer(403, {})])
async def test_a_submit_on_a_message_that_is_gone_or_unknown_gets_a_new_one(
    built: BrowserBot, connector: Connector, gone: Answer
) -> None:
    connector.answers.append(gone)
    built.reply = Show(CARD)
    submit = built.activity(text=None, value={"verb": "help.show"}, replyToId="card-1")
    await built.post(submit)
    await built.post({**submit, "id": "2", "replyToId": None})
    assert [call.method for call in connector.calls] == ["PUT", "POST", "POST"]


async def test_a_message_delivered_again_is_not_handled_again(built: BrowserBot, connector: Connector) -> None:
    built.reply = Tell("hoi")
    assert [await built.post() for _ in range(3)] == [(200, None)] * 3
    assert len(built.events) == len(connector.calls) == 1
    await built.post(built.activity(text="iets anders"))
    await built.post(built.activity(conversation={"id": "a:chat-2", "tenantId": TENANT}))
    assert len(built.events) == 3


async def test_a_reply_that_cannot_be_sent_is_still_200(built: BrowserBot, connector: Connector) -> None:
    built.reply = Tell("hoi")
    connector.answers.append(Answer(403, {"error": {"code": "BotDisabledByAdmin"}}))
    assert await built.post() == (200, None)


GIVEN_ONCE = [
    Answer(404, {"error": {"code": "ActivityNotFoundInConversation"}}),
    Answer(404),
    Answer(404, text="<html>"),
    Answer(403, {}),
]
"""Refusals that may be wrong, and that a job would come back to."""


@pytest.mark.parametrize("refusal", GIVEN_ONCE, ids=str)
async def test_a_reply_survives_one_refusal_that_may_be_wrong(
    built: BrowserBot, connector: Connector, refusal: Answer
) -> None:
    connector.answers.append(refusal)
    built.reply = Tell("hoi")
    assert await built.post() == (200, None)
    assert [call.body["text"] for call in connector.calls] == ["hoi", "hoi"]
    assert 0 < built.waits[0] < 1
    connector.answers.append(refusal)
    built.reply = Show(CARD, everywhere=False, also=(OTHER,))
    await built.post(built.press())
    await built.settle()
    assert [call.body["summary"] for call in connector.calls[2:]] == ["Another card"] * 2
    connector.answers.extend([refusal] * 9)
    built.reply = Tell("hoi")
    await built.post(built.activity(text="twee"))
    assert len(connector.calls) == 6, "given up after the second"


async def test_a_busy_moment_is_waited_out_within_the_turn(built: BrowserBot, connector: Connector) -> None:
    replies: list[Reply] = [Tell("hoi")]
    built.reply = replies[0]
    connector.answers.extend([Answer(503, text="<html>"), Answer(429, {}, headers={"Retry-After": "1"})])
    assert await built.post() == (200, None)
    assert len(connector.calls) == 3
    assert built.waits[1] == 1.0
    assert isinstance(built.events[0], Said)


async def test_few_calls_of_ours_lead_from_the_socket_to_the_router(built: BrowserBot) -> None:
    calls: list[str] = []

    async def note(_event: Event) -> None:
        calls.extend(frame.name for frame in extract_stack() if f"bot{os.sep}teams" in frame.filename)

    built.meanwhile, built.reply = note, Show(CARD)
    await built.post(built.press())
    assert calls == ["messages", "run", "logic", "run", "_reply"]
