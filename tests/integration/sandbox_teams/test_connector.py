from __future__ import annotations

from urllib.parse import quote

import pytest

from sandbox.teams import TeamsSandbox
from tests.support.plain_http import plain_http


async def test_a_sent_card_gets_an_id_and_is_stored_as_it_came(wire, teams, cast, card_message):
    body = card_message({"type": "TextBlock", "text": "Hoi"})
    response = await wire.send(teams.conversation(cast.emma), body)
    assert response.status_code == 201
    (message,) = teams.messages(cast.emma)
    assert response.json() == {"id": message.id}
    assert message.activity == body
    assert message.card["body"][0]["text"] == "Hoi"
    assert message.summary == "Kaart"
    assert response.headers["MS-CV"]


async def test_ids_work_encoded_and_plain(wire, teams, cast):
    for conversation in (cast.updates.id, quote(cast.updates.id, safe="")):
        response = await wire("POST", f"/conversations/{conversation}/activities", {"type": "message", "text": "a"})
        assert response.status_code == 201
    assert len(teams.messages(cast.updates)) == 2


async def test_the_service_url_has_a_prefix_that_must_be_kept(wire, teams, cast):
    assert teams.service_url == f"{teams.url}emea/tenant-1/"
    response = await wire.http.get(f"{teams.url}v3/teams/{cast.team.id}")
    assert response.status_code == 404


async def test_a_thread_holds_its_root_and_replies(wire, teams, cast):
    root = (await wire.send(cast.updates.id, {"type": "message", "text": "root"})).json()["id"]
    await wire.send(f"{cast.updates.id};messageid={root}", {"type": "message", "text": "reply"})
    await wire.send(cast.updates.id, {"type": "message", "text": "other"})
    assert [m.text for m in teams.messages(f"{cast.updates.id};messageid={root}")] == ["root", "reply"]
    assert [m.text for m in teams.messages(cast.updates)] == ["root", "reply", "other"]


async def test_an_update_replaces_and_a_delete_removes(wire, teams, cast):
    chat = teams.conversation(cast.emma)
    sent = (await wire.send(chat, {"type": "message", "text": "one"})).json()["id"]
    updated = await wire.update(chat, sent, {"type": "message", "text": "two"})
    assert (updated.status_code, updated.json()) == (200, {"id": sent})
    assert [(m.text, m.edited) for m in teams.messages(cast.emma)] == [("two", True)]
    path = f"/conversations/{quote(chat, safe='')}/activities/{sent}"
    deleted = await wire("DELETE", path)
    assert (deleted.status_code, deleted.content) == (200, b"")
    assert teams.messages(cast.emma) == []
    gone = await wire.update(chat, sent, {"type": "message", "text": "three"})
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "ActivityNotFoundInConversation")


@pytest.mark.parametrize("cards", [1, 2])
async def test_text_and_card_or_two_cards_are_split_and_get_no_id(wire, teams, cast, card_message, cards):
    body = card_message()
    body["attachments"] *= cards
    if cards == 1:
        body["text"] = "Hoi"
    response = await wire.send(teams.conversation(cast.emma), body)
    assert (response.status_code, response.content) == (202, b"")
    assert len(teams.messages(cast.emma)) == 2


async def test_a_message_over_100_kb_of_utf16_is_refused(wire, teams, cast):
    response = await wire.send(teams.conversation(cast.emma), {"type": "message", "text": "x" * 52_000})
    assert (response.status_code, response.json()["error"]["code"]) == (413, "MessageSizeTooBig")
    assert (
        await wire.send(teams.conversation(cast.emma), {"type": "message", "text": "x" * 50_000})
    ).status_code == 201


@pytest.mark.parametrize("key", ["id", "object_id"])
async def test_creating_a_personal_chat_returns_the_existing_one(wire, teams, cast, key):
    body = {
        "bot": {"id": "28:app"},
        "members": [{"id": getattr(cast.emma, key)}],
        "isGroup": False,
        "tenantId": "tenant-1",
        "channelData": {"tenant": {"id": "tenant-1"}},
    }
    response = await wire("POST", "/conversations", body)
    assert (response.status_code, response.json()) == (201, {"id": teams.conversation(cast.emma)})


async def test_creating_a_channel_conversation_starts_a_thread(wire, teams, cast):
    body = {
        "bot": {"id": "28:app"},
        "isGroup": True,
        "channelData": {"channel": {"id": cast.updates.id}},
        "activity": {"type": "message", "text": "Vandaag"},
    }
    answer = (await wire("POST", "/conversations", body)).json()
    assert answer["id"] == f"{cast.updates.id};messageid={answer['activityId']}"
    assert teams.messages(cast.updates)[0].text == "Vandaag"


@pytest.mark.parametrize("key", ["id", "object_id", "upn"])
async def test_a_member_is_found_by_any_id(wire, teams, cast, key):
    chat = quote(teams.conversation(cast.emma), safe="")
    response = await wire("GET", f"/conversations/{chat}/members/{quote(getattr(cast.emma, key), safe='')}")
    assert response.json() == {
        "id": "29:1emma",
        "name": "Emma de Vries",
        "objectId": "0000-emma",
        "givenName": "Emma",
        "surname": "de Vries",
        "email": "emma@example.com",
        "userPrincipalName": "emma@corp.example",
        "tenantId": "tenant-1",
        "userRole": "user",
    }


async def test_members_come_in_pages(wire, cast):
    path = f"/conversations/{quote(cast.team.id, safe='')}/pagedmembers"
    first = (await wire("GET", path, params={"pageSize": 1})).json()
    second = (await wire("GET", path, params={"pageSize": 1, "continuationToken": first["continuationToken"]})).json()
    assert [m["id"] for m in first["members"] + second["members"]] == ["29:1emma", "29:1bram"]
    assert "continuationToken" not in second
    everybody = (await wire("GET", f"/conversations/{quote(cast.team.id, safe='')}/members")).json()
    assert len(everybody) == 2


async def test_a_team_tells_its_name_and_channels(wire, cast):
    team = quote(cast.team.id, safe="")
    assert (await wire("GET", f"/teams/{team}")).json() == {
        "id": cast.team.id,
        "name": "Product",
        "aadGroupId": "group-1",
    }
    assert (await wire("GET", f"/teams/{team}/conversations")).json()["conversations"] == [
        {"id": cast.team.id, "name": None, "type": "standard"},
        {"id": cast.updates.id, "name": "Aanwezigheid", "type": "standard"},
    ]


async def test_an_unknown_conversation_is_not_found(wire):
    response = await wire.send("19:nowhere@thread.tacv2", {"type": "message", "text": "?"})
    assert (response.status_code, response.json()["error"]["code"]) == (404, "ConversationNotFound")


async def test_a_targeted_message_is_taken(wire, teams, cast):
    path = f"/conversations/{quote(cast.updates.id, safe='')}/activities?isTargetedActivity=true"
    response = await wire("POST", path, {"type": "message", "text": "psst", "recipient": {"id": cast.emma.id}})
    assert response.status_code == 201
    assert teams.messages(cast.updates)[0].only_for == cast.emma.id


async def test_without_the_app_nothing_can_be_posted(bot_url, cast):
    async with (
        TeamsSandbox(cast.world, tenant_id="t", bot_id="28:app", bot_url=bot_url, installed=False) as teams,
        plain_http() as http,
    ):
        create = {"bot": {"id": "28:app"}, "members": [{"id": cast.emma.id}]}
        refused = await http.post(f"{teams.service_url}v3/conversations", json=create)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "ForbiddenOperationException")
        await teams.install(cast.emma)
        assert (await http.post(f"{teams.service_url}v3/conversations", json=create)).status_code == 201
        await teams.uninstall(cast.emma)
        chat = quote(teams.conversation(cast.emma), safe="")
        blocked = await http.post(f"{teams.service_url}v3/conversations/{chat}/activities", json={"type": "message"})
        assert (blocked.status_code, blocked.json()["error"]["code"]) == (403, "BotNotInConversationRoster")


async def test_a_token_is_asked_for_where_told_to(cast):
    async with (
        TeamsSandbox(cast.world, tenant_id="t", bot_id="28:app", require_token=lambda token: token == "good") as teams,
        plain_http() as http,
    ):
        url = f"{teams.service_url}v3/teams/{quote(cast.team.id, safe='')}"
        assert (await http.get(url)).status_code == 401
        assert (await http.get(url, headers={"Authorization": "Bearer bad"})).status_code == 401
        assert (await http.get(url, headers={"Authorization": "Bearer good"})).status_code == 200
        assert [call.status for call in teams.calls] == [401, 401, 200]
