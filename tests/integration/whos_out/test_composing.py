"""The whole way from a compose box: what is typed, what is proposed, what everybody reads."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest

from bot.features.whos_out import handlers
from sandbox.company import personas
from sandbox.demo import TENANT
from tests.integration.whos_out.test_in_teams import FROM_TUESDAY, REASONS, TODAY, WEB, open_changed
from tests.support.attacker import http_endpoint, recorded, watched
from tests.support.mutation import Mutator
from tests.support.stage import Stage, open_stage, stage, words

__all__ = ["http_endpoint", "open_stage", "stage"]

READERS = "Iedereen in dit gesprek kan dit lezen."
HUMANS = {"conversationType": "personal", "id": "19:one_two@unq.gbl.spaces", "tenantId": TENANT}
FAULTS = 800


def proposed(answer: Any) -> list[tuple[str, str]]:
    """Return title and text of everything in the list."""
    assert answer.status == 200
    assert answer.error is None
    return [(each["preview"]["content"]["title"], each["preview"]["content"]["text"]) for each in answer.found]


def said(answer: Any) -> str:
    """Return the sentence in place of a list."""
    assert (answer.status, answer.found, set(answer.body["composeExtension"])) == (200, [], {"type", "text"})
    return str(answer.toast)


def channel(stage: Stage) -> Any:
    return stage.demo.teams.world.teams[0].channels[1]


async def among_humans(stage: Stage, text: str | None = None, user: Any = None) -> Any:
    """Look something up in the chat of two people, of which the bot is no member."""
    teams, user = stage.demo.teams, user or stage.user
    parameter = {"name": "question", "value": text} if text else {"name": "initialRun", "value": "true"}
    activity = teams.envelope("invoke", user) | {"name": "composeExtension/query", "conversation": HUMANS}
    return await teams.deliver(activity | {"value": {"commandId": "whosOut", "parameters": [parameter]}})


async def test_before_a_word_is_typed_the_own_units_are_proposed(stage):
    answer = await stage.demo.teams.look_up(stage.user)
    assert proposed(answer) == [
        ("Vandaag afwezig", f"Web: 1 afwezig. {READERS}"),
        ("Morgen afwezig: dinsdag 24 november", f"Web: 1 afwezig. {READERS}"),
        ("Afwezig van maandag 23 november t/m zondag 29 november", f"Web: 1 afwezig. {READERS}"),
        ("Vandaag afwezig", f"Techniek: 7 afwezig. {READERS}"),
        ("Vandaag afwezig", f"Amsterdam: 9 afwezig. {READERS}"),
    ]
    assert WEB in words(answer.found[0]["content"])


async def test_the_answer_is_as_teams_wants_it(stage):
    answer = await stage.demo.teams.look_up(stage.user, "morgen")
    result = answer.body["composeExtension"]
    assert (result["type"], result["attachmentLayout"]) == ("result", "list")
    for each in result["attachments"]:
        assert each["contentType"] == "application/vnd.microsoft.card.adaptive"
        assert each["content"]["type"] == "AdaptiveCard"
        assert each["preview"]["contentType"] == "application/vnd.microsoft.card.thumbnail"
        assert len(json.dumps(each)) < 25_000


async def test_a_day_is_proposed_for_each_own_unit(stage):
    titles = {title for title, _ in proposed(await stage.demo.teams.look_up(stage.user, "24 t/m 26 november"))}
    assert titles == {"Afwezig van dinsdag 24 november t/m donderdag 26 november"}


async def test_a_unit_is_proposed_for_the_usual_days(stage):
    answer = await stage.demo.teams.look_up(stage.user, "klantenservice")
    assert [text for _, text in proposed(answer)] == [f"Klantenservice: {n} afwezig. {READERS}" for n in (2, 1, 3)]
    assert TODAY in words(answer.found[0]["content"])
    assert FROM_TUESDAY in words(answer.found[1]["content"])


async def test_a_unit_and_a_day_are_one_proposal(stage):
    answer = await stage.demo.teams.look_up(stage.user, "wie is er morgen afwezig bij klantenservice?")
    assert proposed(answer) == [("Morgen afwezig: dinsdag 24 november", f"Klantenservice: 1 afwezig. {READERS}")]


async def test_a_unit_is_found_while_it_is_typed(stage):
    assert [text for _, text in proposed(await stage.demo.teams.look_up(stage.user, "klant"))] == [
        f"Klantenservice: 2 afwezig. {READERS}"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("is Beatriz er?", "Beatriz Carmelinho: afwezig."),
        ("thij", "Thijs Wolvenkamp: aan het werk."),
        ("Thijs Wolvenkamp", "Thijs Wolvenkamp: aan het werk."),
    ],
)
async def test_a_person_is_proposed(stage, text, told):
    answer = await stage.demo.teams.look_up(stage.user, text)
    assert proposed(answer) == [("Vandaag", f"{told} {READERS}")]


async def test_another_list_is_never_proposed_for_a_unit_that_is_not_known(stage):
    answer = await stage.demo.teams.look_up(stage.user, "wie is er afwezig bij Foobar?")
    assert said(answer).startswith("Niets gevonden.")


@pytest.mark.parametrize("text", ["xyz", "k", "<b>", "' or a=a --"])
async def test_what_names_nothing_is_told_so(stage, text):
    assert said(await stage.demo.teams.look_up(stage.user, text)).startswith("Niets gevonden.")


async def test_the_list_goes_on_where_the_client_asks(stage):
    teams = stage.demo.teams
    whole = proposed(await teams.look_up(stage.user))
    assert proposed(await teams.look_up(stage.user, skip=2)) == whole[2:]
    assert said(await teams.look_up(stage.user, skip=50)).startswith("Niets gevonden.")


async def test_a_day_on_which_everybody_is_there_says_so(stage):
    answer = await stage.demo.teams.look_up(stage.user, "web 11 december 2026")
    assert proposed(answer) == [("Afwezig op vrijdag 11 december", f"Web: Geen afwezigheid bekend. {READERS}")]


async def test_no_reason_is_ever_proposed(stage):
    for text in (None, "platform deze week", "techniek", "amsterdam volgende week", "klantenservice", "verkoop"):
        told = json.dumps((await stage.demo.teams.look_up(stage.user, text)).body, ensure_ascii=False).casefold()
        assert not [reason for reason in REASONS if reason in told]


async def test_what_is_put_into_a_message_is_read_by_others_and_the_bot_hears_nothing(stage):
    teams, there = stage.demo.teams, channel(stage)
    answer = await teams.look_up(stage.user, "klantenservice", there)
    with recorded(stage) as sent:
        message = await teams.insert(stage.user, answer.found[0]["content"], there, text="Ter info")
    assert sent == []
    assert message.sender == stage.user.id
    assert TODAY in words(teams.messages(there)[-1].card)


async def test_a_card_put_into_the_bots_own_chat_is_no_question(stage):
    teams = stage.demo.teams
    await teams.insert(stage.user, (await teams.look_up(stage.user)).found[0]["content"])
    assert [message.sender for message in teams.messages(stage.user)] == [stage.user.id]


async def test_it_answers_in_a_team_without_the_app_to_who_is_known(stage):
    teams, there = stage.demo.teams, channel(stage)
    await stage.say("help")
    await stage.say("wie is er afwezig?")
    await teams.uninstall(teams.world.teams[0])
    assert len(proposed(await teams.look_up(stage.user, where=there))) == 5


async def test_a_look_up_does_not_make_a_team_one_that_has_the_app(stage):
    teams = stage.demo.teams
    await teams.uninstall(teams.world.teams[0])
    before = await stage.bot.services.store.teams.of_tenant(TENANT)
    await teams.look_up(stage.user, where=channel(stage))
    assert await stage.bot.services.store.teams.of_tenant(TENANT) == before


async def test_between_two_people_who_is_known_is_answered(stage):
    await stage.say("wie is er afwezig?")
    assert len(proposed(await among_humans(stage))) == 5


async def test_the_chat_of_two_people_is_not_taken_for_the_chat_with_the_bot(stage):
    await stage.say("wie is er afwezig?")
    await stage.say("wie is er afwezig?")
    await among_humans(stage)
    account = await stage.bot.services.store.accounts.find(TENANT, stage.user.object_id)
    assert account.conversation.id == stage.demo.teams.conversation(stage.user)


async def test_between_two_people_somebody_new_is_not_believed(stage):
    assert "vaststellen wie je bent" in said(await among_humans(stage))


async def test_somebody_who_became_a_guest_since_is_refused_between_two_people(stage):
    """The own chat's roster is asked again; what was found weeks ago is not enough while it answers."""
    await stage.say("wie is er afwezig?")
    await stage.say("wie is er afwezig?")
    stage.bot.services.members._known.clear()
    account = stage.demo.teams.connector._account
    stage.demo.teams.connector._account = lambda user: account(user) | {"userRole": "guest"}
    assert "gast" in said(await among_humans(stage))


async def test_somebody_who_left_is_refused_between_two_people(stage):
    await stage.say("wie is er afwezig?")
    stage.demo.personio.change_employee(stage.person.id, status="inactive")
    await stage.bot.services.directory.people(fresher_than=timedelta(microseconds=1))
    assert "actieve medewerker" in said(await among_humans(stage))


async def test_who_takes_another_ones_teams_id_is_nobody(stage):
    """The roster of the own chat must name the same person as the activity."""
    await stage.say("wie is er afwezig?")
    await stage.say("wie is er afwezig?")
    stage.bot.services.members._known.clear()
    other = stage.demo.teams.world.user(personas(stage.demo.company).approver.email)
    activity = stage.demo.teams.envelope("invoke", stage.user) | {
        "name": "composeExtension/query",
        "conversation": HUMANS,
        "value": {"commandId": "whosOut"},
        "from": {"id": other.id, "aadObjectId": stage.user.object_id},
    }
    assert "vaststellen wie je bent" in said(await stage.demo.teams.deliver(activity))


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


async def test_a_guest_gets_a_sentence_and_nothing_else(stack, open_stage):
    upn = "sanne.hagenaar_example.com#EXT#@host.onmicrosoft.com"
    stage = await open_changed(stack, open_stage, user={"upn": upn, "guest": True})
    for text in (None, "web", "web morgen"):
        assert "gast" in said(await stage.demo.teams.look_up(stage.user, text))
        assert WEB not in json.dumps((await among_humans(stage, text)).body)


async def test_who_is_in_no_unit_is_never_told_of_the_company(stack, open_stage):
    stage = await open_changed(stack, open_stage, employee={"team": None, "department": None, "office": None})
    assert said(await stage.demo.teams.look_up(stage.user)).startswith("Niets gevonden.")
    assert proposed(await stage.demo.teams.look_up(stage.user, "klantenservice"))


async def test_while_personio_talks_nonsense_the_list_is_a_sentence(stage):
    stage.demo.personio.fail_next("*", "GET", "garbage", times=50)
    assert "Personio" in said(await stage.demo.teams.look_up(stage.user))


async def test_an_answer_that_takes_too_long_is_a_sentence(stage, monkeypatch):
    monkeypatch.setattr(handlers, "ANSWER_WAIT", 0.0)
    assert said(await stage.demo.teams.look_up(stage.user)).startswith("Dit duurt te lang.")
    monkeypatch.undo()
    assert len(proposed(await stage.demo.teams.look_up(stage.user))) == 5


@pytest.mark.parametrize("command", ["other", "whosout", "__class__", ""])
async def test_an_unknown_search_finds_nothing(stage, command):
    activity = stage.demo.teams.envelope("invoke", stage.user) | {"name": "composeExtension/query"}
    answer = await stage.demo.teams.deliver(activity | {"value": {"commandId": command, "parameters": []}})
    assert (answer.status, answer.found) == (200, [])


@pytest.mark.timeout(120)
async def test_no_look_up_breaks_the_bot_however_it_is_broken(stage, http_endpoint):
    teams = stage.demo.teams
    with watched() as trouble:
        with recorded(stage) as sent:
            for text in (None, "morgen", "klantenservice", "24 t/m 28 december", "wie is er deze week bij platform?"):
                await teams.look_up(stage.user, text)
                await teams.look_up(stage.user, text, channel(stage))
            await among_humans(stage, "web")
        mutator = Mutator(7, sent, [(u.id, u.object_id, u.name) for u in teams.world.users])
        answers = set()
        for delivery in itertools.islice(mutator, FAULTS):
            status, body = await http_endpoint.post(delivery.body, delivery.headers)
            assert status < 500 or status == 501, delivery.body[:2_000]
            if status == 200 and body is not None:
                assert set(body) == {"composeExtension"} or body["statusCode"] in {200, 400}, body
            answers.add(status)
        assert {200, 501} <= answers
        assert trouble.found() == []
    assert len(proposed(await teams.look_up(stage.user))) == 5
