from __future__ import annotations

import json

import pytest

from sandbox.teams import assets


@pytest.fixture(scope="session")
def renderer():
    try:
        return assets.ensure_assets()
    except RuntimeError as error:
        pytest.skip(f"the page's npm packages cannot be installed here: {error}")


@pytest.mark.usefixtures("renderer")
async def test_the_page_and_everything_it_names_is_served(wire, teams):
    page = await wire.http.get(teams.url)
    assert page.status_code == 200
    assert '<html lang="nl"' in page.text
    for line in page.text.splitlines():
        for attribute in ('href="/', 'src="/'):
            if attribute in line:
                path = line.split(attribute)[1].split('"')[0]
                assert (await wire.http.get(teams.url + path)).status_code == 200, path


@pytest.mark.usefixtures("renderer")
@pytest.mark.parametrize("name", list(assets.FILES))
async def test_the_renderer_is_served_with_its_type(wire, teams, name):
    response = await wire.http.get(f"{teams.url}assets/{name}")
    assert response.status_code == 200
    kind = {"js": "text/javascript", "css": "text/css", "json": "application/json"}[name.rpartition(".")[2]]
    assert response.headers["Content-Type"] == f"{kind}; charset=utf-8"


@pytest.mark.parametrize(
    "path", ["assets/package.json", "static/../server.py", "static/%2e%2e%2fserver.py", "static/x.js"]
)
async def test_nothing_else_is_served(wire, teams, path):
    assert (await wire.http.get(teams.url + path)).status_code == 404


async def test_a_person_sees_their_chats_and_commands(wire, teams, cast):
    state = (await wire.http.get(f"{teams.url}chat/state", params={"as": "emma"})).json()
    assert state["me"]["id"] == cast.emma.id
    assert [chat["name"] for chat in state["chats"]] == ["Personio", "General", "Aanwezigheid"]
    assert state["commands"] == [{"title": "afwezigheid aanvragen", "description": ""}]
    guest = (await wire.http.get(f"{teams.url}chat/state", params={"as": cast.gijs.upn})).json()
    assert [chat["name"] for chat in guest["chats"]] == ["Personio"]
    assert guest["commands"][0]["title"] == "request absence"


async def test_nobody_reads_the_chat_of_another(wire, teams, cast):
    theirs = {"as": "bram", "chat": teams.conversation(cast.emma)}
    assert (await wire.http.get(f"{teams.url}chat/messages", params=theirs)).status_code == 404
    assert (await wire.http.get(f"{teams.url}chat/state", params={"as": "nobody"})).status_code == 404


async def test_unread_messages_are_counted_until_read(wire, teams, cast, card_message):
    chat = teams.conversation(cast.emma)
    await wire.send(chat, card_message())
    url = f"{teams.url}chat/state"
    first = (await wire.http.get(url, params={"as": "emma"})).json()["chats"][0]
    assert (first["unread"], first["preview"]) == (1, "Kaart")
    await wire.http.post(f"{teams.url}chat/read", json={"as": "emma", "chat": chat})
    assert (await wire.http.get(url, params={"as": "emma"})).json()["chats"][0]["unread"] == 0


async def test_a_card_without_a_summary_only_says_that_a_card_came(wire, teams, cast, card_message):
    await wire.send(teams.conversation(cast.emma), card_message() | {"summary": None})
    state = (await wire.http.get(f"{teams.url}chat/state", params={"as": "emma"})).json()
    assert state["chats"][0]["preview"] == "Heeft een kaart gestuurd"


async def test_the_page_writes_presses_and_searches_like_teams(wire, teams, bot, cast, card_message):
    chat = teams.conversation(cast.emma)
    await wire.http.post(f"{teams.url}chat/say", json={"as": "emma", "chat": chat, "text": "hoi"})
    card = (await wire.send(chat, card_message())).json()["id"]
    bot.answer = lambda _: {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": "Opgeslagen.",
    }
    action = {"type": "Action.Execute", "verb": "save", "data": {"a": "1"}}
    pressed = await wire.http.post(
        f"{teams.url}chat/press", json={"as": "emma", "chat": chat, "message": card, "action": action}
    )
    assert pressed.json() == {
        "status": 200,
        "card": None,
        "toast": "Opgeslagen.",
        "error": None,
        "choices": [],
        "found": [],
    }
    query = {"text": "ja", "dataset": "people", "data": {"kind": "1"}}
    await wire.http.post(f"{teams.url}chat/search", json={"as": "emma", "chat": chat, "message": card, "query": query})
    assert [a.get("name") for a in bot.seen] == [None, "adaptiveCard/action", "application/search"]
    assert bot.seen[1]["value"] == {"action": action, "trigger": "manual"}


async def test_changes_are_told_live_to_those_who_may_see_them(wire, teams, cast):
    async with wire.http.stream("GET", f"{teams.url}chat/changes", params={"as": "emma"}) as stream:
        lines = stream.aiter_lines()
        assert await anext(lines) == ": hello"
        await wire.send(teams.conversation(cast.bram), {"type": "message", "text": "secret"})
        sent = (await wire.send(cast.updates.id, {"type": "message", "text": "een"})).json()["id"]
        await wire.update(cast.updates.id, sent, {"type": "message", "text": "twee"})
        told = []
        while len(told) < 2:
            line = await anext(lines)
            if line.startswith("data: "):
                told.append(json.loads(line.removeprefix("data: ")))
    assert [(t["kind"], t["message"]["text"]) for t in told] == [("message", "een"), ("update", "twee")]


def test_a_missing_npm_is_said_in_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "_STAMP", tmp_path / "none")
    monkeypatch.setattr(assets.shutil, "which", lambda _: None)
    monkeypatch.setattr(assets.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(RuntimeError, match="needs npm"):
        assets.ensure_assets()


def test_the_lock_file_names_no_registry():
    for name in ("package.json", "package-lock.json", ".npmrc"):
        assert "http" not in (assets.HERE / name).read_text()
