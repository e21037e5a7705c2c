"""In a channel and in a group chat: nothing of a person's own is shown, answered or updated there, whatever is pressed.

New verbs, commands, type-aheads and jobs are in it by themselves, because they are read from what the bot reads.
"""

from __future__ import annotations

import copy
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from bot.bootstrap import run_app
from bot.core.command_phrases import COMMAND_NAMES
from bot.core.events import Conversation
from bot.core.jobs import show_job, tell_job
from bot.core.records import Account, NewJob
from bot.core.subscriptions import Subscription, UnitRef
from bot.features import ROUTER
from bot.features.digests.posting import EDIT, POST, POST_NOW
from bot.services.personal_messenger import PersonalMessenger
from bot.services.router import Router
from cards.actions import Action, AskWhosOut, ChooseLanguage, ShowHelp
from cards.help import welcome_card
from cards.i18n import LANGUAGES, phrases, translator
from sandbox.company import personas, roster
from sandbox.demo import BOT, TENANT, Demo
from sandbox.teams import Group, TeamsSandbox
from tests.security.test_every_verb import SECRET, VERBS, forged, kept, somebodys_things
from tests.support.attacker import MessageEndpoint, message_endpoint_of
from tests.support.stage import MONDAY, Stage, Ticking, bot_settings, words

pytestmark = pytest.mark.timeout(120)

ELSEWHERE = (
    "Dit kan alleen in de persoonlijke chat met mij, zodat niemand meeleest. Klik op mijn naam om hem te openen."
)
GROUP = Group(id="19:planning@thread.v2", name="Planning")
OPEN = {each.model_fields["verb"].default for each in (ShowHelp, ChooseLanguage, AskWhosOut)}
BUTTONS = {
    each.model_fields["verb"].default for each in (ChooseLanguage, AskWhosOut)
}  # that a card in a shared place may have
LANGUAGE = {"language": "nl"}
STALE: tuple[Any, ...] = (
    {"verb": "request.form.v0", "request_id": "7"}, {"request_id": None}, {}, {"verb": ["request.open"]}, "request.open",
)  # fmt: skip


@dataclass
class Shared:
    """A channel or a group chat with the demo's employee in it, who is an admin of the bot as well."""

    stage: Stage
    http_endpoint: MessageEndpoint
    place: Any

    @property
    def teams(self) -> TeamsSandbox:
        return self.stage.demo.teams

    @property
    def messages(self) -> list[Any]:
        return self.teams.messages(self.place)

    async def post(self) -> Any:
        """Let the bot post a card here as an earlier version did, and return the message."""
        card = welcome_card(translator("nl"))
        card_id = await self.stage.bot.services.messenger.send(self.conversation(), card)
        return next(message for message in self.messages if message.id == card_id)

    def conversation(self) -> Conversation:
        scope = "group" if isinstance(self.place, Group) else "team"
        return Conversation(TENANT, self.place.id, self.teams.service_url, BOT, scope)  # type: ignore[arg-type]  # a scope

    def pressed(self, card_id: str, verb: str, data: Any) -> Any:
        """Return a press on a card that is posted here."""
        activity = self.teams.envelope("invoke", self.stage.user, self.place)
        action = {"type": "Action.Execute", "verb": verb, "data": data}
        return activity | {"name": "adaptiveCard/action", "replyToId": card_id, "value": {"action": action}}

    async def press(self, card_id: str, verb: str, data: Any) -> Any:
        status, body = await self.http_endpoint.post(self.pressed(card_id, verb, data))
        assert (status, body["statusCode"]) == (200, 200), (verb, data, body)
        return body

    async def submit(self, card_id: str, data: Any) -> list[Any]:
        """Press as an old client does, and return the messages that came of it."""
        before = len(self.messages)
        activity = self.teams.envelope("message", self.stage.user, self.place)
        status, _ = await self.http_endpoint.post(activity | {"id": str(uuid4()), "replyToId": card_id, "value": data})
        assert status == 200
        return self.messages[before:]


@pytest.fixture(params=["channel", "group"])
async def shared(request: pytest.FixtureRequest, tmp_path: Any, unlimited: None) -> AsyncIterator[Shared]:
    clock = Ticking(MONDAY)
    demo = Demo(today=date(2026, 11, 23), now=clock)
    demo.teams = TeamsSandbox(replace(demo.teams.world, groups=(GROUP,)), tenant_id=TENANT, bot_id=BOT, now=clock)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(demo)
        stage = Stage(demo, None, clock)  # type: ignore[arg-type]  # the admin's address is needed first
        settings = bot_settings(demo.personio.url, tmp_path / "bot.db", admins=(stage.user.email,))
        stage.bot = await stack.enter_async_context(run_app(settings, now=clock))
        demo.play(stage.bot.url)
        http_endpoint = await stack.enter_async_context(message_endpoint_of(stage.bot.url))
        yield Shared(stage, http_endpoint, GROUP if request.param == "group" else demo.teams.world.teams[0].channels[1])


def offered(card: Any) -> set[str]:
    """Return the verbs that a card's buttons have, wherever they are in it."""
    match card:
        case dict():
            own = {str(card["data"].get("verb"))} if isinstance(card.get("data"), dict) else set()
            return own.union(*(offered(each) for each in card.values()))
        case list():
            return set().union(*(offered(each) for each in card))
    return set()


def private(value: Any) -> list[str]:
    """Return what of the employee's own matters is in an answer."""
    said = json.dumps(value, ensure_ascii=False)
    return [each for each in (SECRET, "februari", "2027-02", "Vakantie", "Ziek gemeld", "ziekgemeld") if each in said]


async def test_no_verb_does_or_shows_anything_of_ones_own_there(shared: Shared) -> None:
    stage, message = shared.stage, await shared.post()
    things = await somebodys_things(stage)
    await shared.press(message.id, "language.choose", LANGUAGE)  # once more below: it is allowed
    before, card, calls = await kept(stage), copy.deepcopy(message.card), len(shared.messages)
    for verb, kind in VERBS.items():
        for name, own in things.items():
            for data in forged(kind, own):
                body = await shared.press(message.id, verb, {"verb": verb, **data, **LANGUAGE})
                if verb not in OPEN:
                    assert (body["type"], body["value"]) == ("application/vnd.microsoft.activity.message", ELSEWHERE)
                assert not offered(body), (verb, name, data)
                assert not private(body), (verb, name, data)
    assert await kept(stage) == before
    assert (message.card, len(shared.messages)) == (card, calls)
    assert not [c for c in shared.teams.calls if c.operation == "update" and c.conversation.startswith(shared.place.id)]


async def test_nor_does_a_stale_card_offer_a_form_there(shared: Shared) -> None:
    message = await shared.post()
    for verb in (*VERBS, "request.form.v0"):
        for data in STALE:
            known = verb in OPEN and isinstance(data, dict) and "verb" not in data  # such a verb needs no more
            body = await shared.press(message.id, verb, data)
            assert body["value"] == ELSEWHERE or known, (verb, data)
            assert not offered(body)
    assert len(shared.messages) == 1
    assert not shared.stage.absences()


async def test_old_clients_that_submit_are_told_in_plain_words_and_the_card_stays(shared: Shared) -> None:
    stage, message = shared.stage, await shared.post()
    things = await somebodys_things(stage)
    await shared.submit(message.id, {"verb": "language.choose", **LANGUAGE})
    before, card = await kept(stage), copy.deepcopy(message.card)
    for verb, kind in VERBS.items():
        data = next(forged(kind, things["the request"]))
        told = await shared.submit(message.id, {"verb": verb, **data, **LANGUAGE})
        assert not any(offered(each.activity) or private(each.activity) for each in told), verb
        if verb not in OPEN:
            assert [(each.text, each.card) for each in told] == [(ELSEWHERE, None)], verb
    [stale] = await shared.submit(message.id, {"verb": "request.form.v0"})
    assert (stale.text, stale.card) == (ELSEWHERE, None)
    assert await kept(stage) == before
    assert message.card == card


async def test_no_command_opens_anything_of_ones_own_there(shared: Shared) -> None:
    stage = shared.stage
    await somebodys_things(stage)
    before = await kept(stage)
    said = [phrase for name in COMMAND_NAMES for _, phrase in phrases(name)] + [
        "volgende week vrijdag vrij", "ik ben ziek", "24 t/m 31 december vakantie", "bedankt", "", "?",
    ]  # fmt: skip
    for text in said:
        answer = await shared.teams.say(stage.user, text.replace("…", " morgen "), shared.place)
        assert answer.messages, text  # never silence
        for message in answer.messages:
            assert offered(message.activity) <= BUTTONS, text
            assert not private(message.activity), text
    assert await kept(stage) == before
    assert not shared.messages[0].edited


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_request_in_any_language_is_pointed_to_the_personal_chat(shared: Shared, language: str) -> None:
    store, user = shared.stage.bot.services.store, shared.stage.user
    await store.accounts.save(Account(TENANT, user.object_id, person_id=str(shared.stage.person.id), language=language))
    t = translator(language)
    for name in ("request", "absences", "sick", "recovered", "balance", "privacy", "notifications"):
        answer = await shared.teams.say(user, t(f"command.{name}.title"), shared.place)
        assert [t("chat.personal_only") in words(message.card) for message in answer.messages] == [True], name


async def test_a_language_is_chosen_there_for_whom_presses_alone(shared: Shared) -> None:
    stage, store = shared.stage, shared.stage.bot.services.store
    other = stage.demo.teams.world.user(personas(stage.demo.company).approver.email)
    for user in (stage.user, other):
        await stage.say("saldo", user)
    [message] = (await shared.teams.say(stage.user, "taal", shared.place)).messages
    assert offered(message.activity) == {"language.choose"}
    card = copy.deepcopy(message.card)
    answer = await shared.teams.press(other, message, "language.choose", {"language": "fr"})
    assert (answer.card, answer.toast) == (None, translator("fr")("language.now"))
    assert message.card == card
    assert not message.views
    assert (await store.accounts.find(TENANT, other.object_id)).language == "fr"
    assert (await store.accounts.find(TENANT, stage.user.object_id)).language is None
    await stage.say("saldo", other)
    assert "Ce qu’il vous reste" in stage.words(other)
    await shared.teams.press(stage.user, message, "language.choose", {"language": "de"}, as_submit=True)
    assert message.card == card
    assert shared.messages[-1].text == translator("de")("language.now")


async def test_no_type_ahead_offers_anything_there(shared: Shared) -> None:
    teams, message = shared.teams, await shared.post()
    await shared.stage.say("saldo")
    for dataset in ROUTER.searches:
        for query in ("", "a", "e", "thijs"):
            asked = {"queryText": query, "dataset": dataset, "data": {"teams": teams.world.teams[0].id}}
            activity = teams.envelope("invoke", shared.stage.user, shared.place)
            status, body = await shared.http_endpoint.post(
                activity | {"name": "application/search", "replyToId": message.id, "value": asked}
            )
            assert (status, body["value"]["results"]) == (200, []), (dataset, query)


async def test_setting_up_goes_on_in_the_personal_chat(shared: Shared) -> None:
    stage = shared.stage
    await stage.say("saldo")
    [told] = (await shared.teams.say(stage.user, "instellen", shared.place)).messages
    opened = "setup.personio" in offered(stage.card())
    assert opened is (shared.place is not GROUP)  # a group chat is no channel that could be told anything
    assert ("klaargezet in onze chat" in told.text) if opened else (ELSEWHERE in words(told.card))
    assert not offered(told.activity)


async def test_who_is_out_is_told_there(shared: Shared) -> None:
    if shared.place is not GROUP:
        unit = Subscription(
            id="s", tenant_id=TENANT, team_id=shared.teams.world.teams[0].id, channel_id=shared.place.id,
            units=(UnitRef("team", "Platform"),), topics=("absences",),
        )  # fmt: skip
        await shared.stage.bot.services.store.subscriptions.save(unit, None)
    [told] = (await shared.teams.say(shared.stage.user, "wie is er afwezig?", shared.place)).messages
    assert ("Platform" if shared.place is not GROUP else "Web") in words(told.card)
    assert not offered(told.activity)


async def test_what_personio_says_of_the_asker_is_not_said_there(shared: Shared) -> None:
    inactive = next(e for e in shared.stage.demo.company.employees if e.name == roster.INACTIVE)
    user = shared.stage.user
    shared.stage.demo.personio.change_employee(shared.stage.person.id, email="nobody@example.com")
    shared.stage.demo.personio.change_employee(inactive.id, email=user.email)
    [told] = (await shared.teams.say(user, "wie is er afwezig?", shared.place)).messages
    assert "Vraag het me in de persoonlijke chat, dan lees je waarom" in words(told.card)
    assert "actieve medewerker" not in words(told.card)
    await shared.stage.say("wie is er afwezig?")
    assert "actieve medewerker" in shared.stage.words()


async def test_no_job_puts_a_receipt_on_a_message_there(shared: Shared) -> None:
    """As an earlier version stored requests and errands that were confirmed there."""
    stage, store = shared.stage, shared.stage.bot.services.store
    await somebodys_things(stage)
    _, asked = await store.requests.of_owner(TENANT, stage.user.object_id)
    posted = [await shared.post() for _ in range(3)]
    cards, count = [copy.deepcopy(message.card) for message in posted], len(shared.messages)
    outside = replace(asked, conversation=shared.conversation(), personio_id=None, revision=0)
    living = replace(outside, id=uuid4(), card_id=posted[0].id)
    cardless = replace(outside, id=uuid4(), card_id=None)
    details = {"absence_id": asked.personio_id, "type_id": None}
    operation = replace(outside, id=uuid4(), card_id=posted[1].id, state="done", kind="withdraw", details=details)
    decided = replace(outside, id=uuid4(), card_id=posted[2].id, status="approved", object_id="nobody")
    decided = replace(decided, details={**decided.details, "told": 0})
    jobs = (
        show_job(living),
        show_job(cardless),
        NewJob("absences.show", f"absences.show:{operation.id}", {"request_id": str(operation.id)}),
        tell_job(decided, "approved"),
    )
    for request, job in zip((living, cardless, operation, decided), jobs, strict=True):
        assert await store.requests.confirm(request, job, actor="test")
        stage.bot.services.outbox.wake()
        assert await stage.bot.services.outbox.settled(job.key, 5.0)
    assert [message.card for message in posted] == cards
    assert len(shared.messages) == count
    assert not any(message.edited for message in posted)


def test_only_the_daily_update_s_jobs_write_into_channels() -> None:
    raw = {kind for kind, route in ROUTER.jobs.items() if route.anywhere}
    assert raw == {POST, POST_NOW, EDIT}


async def test_a_job_that_says_nothing_of_where_it_writes_is_given_personal_chats_alone() -> None:
    router, given = Router(), []

    async def handler(services: Any, _job: Any) -> Any:
        given.append(services)

    router.job("quiet")(handler)
    router.job("loud", anywhere=True)(handler)
    messenger = Recorder()
    services = FakeServices(messenger)
    for kind in ("quiet", "loud"):
        await router.jobs[kind](services, None)  # type: ignore[arg-type]  # a stand-in
    assert isinstance(given[0].messenger, PersonalMessenger)
    assert given[1].messenger is messenger


@pytest.mark.parametrize(
    ("place", "scope", "passed"),
    [
        ("c", "personal", True),
        ("c", "team", False),
        ("c", "group", False),
        ("19:jan_b@unq.gbl.spaces", "personal", True),
        ("19:jan_thijs@unq.gbl.spaces", "personal", False),  # of two people, as an earlier version may have stored it
    ],
)
async def test_a_messenger_for_personal_chats_writes_nowhere_else(place: str, scope: Any, passed: bool) -> None:
    recorder = Recorder()
    personal, to = PersonalMessenger(recorder), Conversation("t", place, "http://127.0.0.1/", "28:b", scope)  # type: ignore[arg-type]  # records
    card = welcome_card(translator("nl"))
    assert await personal.send(to, card) == ("id" if passed else None)
    assert await personal.say(to, "x") == ("id" if passed else None)
    await personal.update(to, "1", card)
    await personal.delete(to, "1")
    assert recorder.done == (["send", "say", "update", "delete"] if passed else [])


def test_every_verb_is_pressed_here() -> None:
    assert {kind.model_fields["verb"].default for kind in Action.__args__} == set(VERBS)
    assert {kind for kind, route in ROUTER.actions.items() if route.anywhere} == {ShowHelp, ChooseLanguage}


class Recorder:
    """A messenger that says what it was asked to do."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def __getattr__(self, name: str) -> Any:
        async def do(*_: Any, **__: Any) -> str:
            self.done.append(name)
            return "id"

        return do


@dataclass(frozen=True)
class FakeServices:
    messenger: Any
