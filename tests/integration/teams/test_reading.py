"""Activities as Teams sends them, and as nobody should, read into our own words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.events import Changed, Composed, Event, Ignored, Installed, Pressed, Removed, Said, Searched
from bot.teams.activities import read_activity
from cards.actions import ChooseLanguage, ShowHelp

BOT = "28:bot"
JAN, THIJS = "8b081ef6-4792-4def-b2c9-c363a1bf41d5", "877192bd-9183-47d3-a74c-8aa0426716cf"


def activity(**changes: Any) -> dict[str, Any]:
    right: dict[str, Any] = {
        "type": "message",
        "id": "1",
        "timestamp": "2026-11-09T04:47:30.91Z",
        "serviceUrl": "https://smba.trafficmanager.net/emea/",
        "from": {"id": "29:jan", "aadObjectId": "aad"},
        "recipient": {"id": BOT},
        "conversation": {"conversationType": "personal", "id": "a:1", "tenantId": "T"},
        "channelData": {"tenant": {"id": "T"}},
        "text": "hallo",
    }
    return {**right, **{name.rstrip("_"): value for name, value in changes.items()}}


CHANNEL = {
    "conversation": {"conversationType": "channel", "isGroup": True, "id": "19:c@thread.tacv2;messageid=5"},
    "channelData": {"team": {"id": "19:t"}, "tenant": {"id": "T"}},
}


def test_a_message_is_read_with_where_and_who() -> None:
    event = read_activity(
        activity(entities=[{"type": "clientInfo", "locale": "nl-NL", "timezone": "Europe/Amsterdam"}])
    )
    assert isinstance(event, Said)
    origin = event.origin
    assert event.text == "hallo"
    assert (origin.conversation.tenant_id, origin.conversation.id, origin.conversation.scope) == (
        "T",
        "a:1",
        "personal",
    )
    assert (origin.conversation.bot_id, origin.sender.id, origin.sender.object_id) == (BOT, "29:jan", "aad")
    assert (origin.locale, origin.time_zone) == ("nl-NL", "Europe/Amsterdam")
    assert origin.sent_at == datetime(2026, 11, 9, 4, 47, 30, 910_000, UTC)


def test_the_activitys_own_locale_comes_first() -> None:
    event = read_activity(activity(locale="de-DE", entities=[{"type": "clientInfo", "locale": "nl-NL"}]))
    assert isinstance(event, Said)
    assert event.origin.locale == "de-DE"


@pytest.mark.parametrize("path", ["channelData", "conversation"])
def test_the_tenant_is_found_in_either_place(path: str) -> None:
    """Defect 12: botbuilder's model loses ``conversation.tenantId``."""
    found = activity()
    if path == "channelData":
        found["conversation"] = {"id": "a:1"}
    else:
        found["channelData"] = None
    event = read_activity(found)
    assert isinstance(event, Said)
    assert event.origin.conversation.tenant_id == "T"


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("<at>Personio</at> wie is er vandaag?", "wie is er vandaag?"),
        ("hoi <at>Personio</at>&nbsp;help\n", "hoi help"),
        ("<p>24 &amp; <b>25</b></p>", "24 & 25"),
        ("1 < 2 en 3 > 2", "1 < 2 en 3 > 2"),
        ("&lt;b&gt;", "<b>"),
        ("vraag <at>Jan</at> maar", "vraag Jan maar"),
        ("half \ud800 letter \x00", "half ? letter"),
        (None, ""),
        ({"a": 1}, ""),
    ],
)
def test_text_has_no_mention_of_the_bot_and_no_markup(text: Any, read_as: str) -> None:
    mention = {"type": "mention", "text": "<at>Personio</at>", "mentioned": {"id": BOT, "name": "Personio"}}
    event = read_activity(activity(text=text, entities=[mention], **CHANNEL))
    assert isinstance(event, Said)
    assert event.text == read_as
    assert (event.origin.conversation.scope, event.origin.conversation.team_id) == ("team", "19:t")
    assert event.origin.conversation.channel_id == "19:c@thread.tacv2"
    assert event.origin.conversation.id == "19:c@thread.tacv2;messageid=5"


@pytest.mark.parametrize(
    ("conversation", "scope"),
    [
        ({"id": "1", "conversationType": "groupChat"}, "group"),
        ({"id": "1", "conversationType": "Channel"}, "team"),
        ({"id": "1", "isGroup": True}, "group"),
        ({"id": "1"}, "personal"),
        ({"id": "1", "conversationType": 7}, "personal"),
        ({"id": "a:1", "conversationType": "personal"}, "personal"),
        ({"id": "19:meeting@thread.v2"}, "group"),
        ({"id": "19:meeting@thread.v2", "conversationType": "personal"}, "group"),
        ({"id": "1", "conversationType": "personal", "isGroup": True}, "group"),
        ({"id": "1", "conversationType": "meeting"}, "group"),
        ({"id": f"19:{JAN}_{THIJS}@unq.gbl.spaces", "conversationType": "personal"}, "group"),
        ({"id": f"19:{JAN}_{THIJS}@unq.gbl.spaces", "conversationType": "personal", "isGroup": False}, "group"),
        ({"id": f"19:{JAN}_{THIJS}@UNQ.gbl.spaces"}, "group"),
        ({"id": f"19:{JAN}_{BOT.removeprefix('28:').upper()}@unq.gbl.spaces"}, "personal"),
    ],
)
def test_the_scope_is_read_whatever_is_missing(conversation: Any, scope: str) -> None:
    event = read_activity(activity(conversation=conversation))
    assert isinstance(event, Said)
    assert event.origin.conversation.scope == scope


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("add", Installed),
        ("Add", Installed),
        ("add-upgrade", Installed),
        ("upgrade", Installed),
        ("remove", Removed),
        ("REMOVE-UPGRADE", Removed),
        ("dance", Ignored),
        (None, Ignored),
        (["add"], Ignored),
    ],
)
def test_installation_updates_are_read_in_any_casing(action: Any, kind: type) -> None:
    """Defect 14: botbuilder knows neither ``upgrade`` nor another casing."""
    assert isinstance(read_activity(activity(type="installationUpdate", action=action)), kind)


SHARED = {"team": {"id": "19:t"}, "channel": {"id": "19:shared@thread.tacv2", "type": "shared"}, "tenant": {"id": "T"}}
GENERAL = SHARED | {"channel": {"id": "19:t"}}
EDITED = {"channelData": {"eventType": "editMessage", "tenant": {"id": "T"}}}


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        (EDITED, True),
        (EDITED | {"text": ""}, False),
        (EDITED | {"conversation": {"id": "19:c@thread.tacv2", "conversationType": "channel"}}, False),
        ({"channelData": {"eventType": "undeleteMessage"}}, False),
        ({"channelData": None}, False),
    ],
)
def test_a_message_edited_in_a_chat_of_ones_own_is_read_like_a_new_one(changes: Any, asks: bool) -> None:
    event = read_activity(activity(type="messageUpdate", **{"text": "help"} | changes))
    assert isinstance(event, Said) == asks


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        ({"membersAdded": [{"id": "29:x"}, {"id": BOT}]}, Installed),
        ({"membersRemoved": [{"id": BOT}]}, Removed),
        ({"membersAdded": [{"id": "29:x"}]}, Ignored),
        ({"membersAdded": "nonsense", "membersRemoved": [7, None]}, Ignored),
        ({"channelData": {"eventType": "TeamDeleted", "tenant": {"id": "T"}}}, Removed),
        ({"channelData": SHARED | {"eventType": "channelMemberRemoved"}, "membersRemoved": [{"id": BOT}]}, Changed),
        ({"channelData": SHARED | {"eventType": "ChannelMemberAdded"}, "membersAdded": [{"id": BOT}]}, Changed),
        ({"channelData": SHARED | {"eventType": "channelMemberAdded"}, "membersAdded": [{"id": "29:x"}]}, Changed),
        ({"channelData": SHARED | {"eventType": "channelMemberRemoved"}, "membersRemoved": [{"id": "29:x"}]}, Ignored),
        ({"channelData": SHARED | {"eventType": "channelShared"}}, Changed),
        ({"channelData": SHARED | {"eventType": "channelUnshared"}}, Ignored),
        ({"channelData": SHARED | {"eventType": "teamMemberRemoved"}, "membersRemoved": [{"id": BOT}]}, Removed),
        ({"channelData": GENERAL | {"eventType": "channelMemberRemoved"}, "membersRemoved": [{"id": BOT}]}, Removed),
        ({"channelData": {"eventType": "channelRenamed", "tenant": {"id": "T"}}}, Ignored),
        ({"channelData": {"eventType": "somethingNew"}}, Ignored),
    ],
)
def test_conversation_updates_are_about_the_bot_or_ignored(update: Any, kind: type) -> None:
    """Defects 10 and 13: the event type is read from the JSON, and no roster call is made per member."""
    of_team = "team" in update.get("channelData", {})
    where = {"conversation": {"id": "19:t", "conversationType": "channel"}} if of_team else {}
    assert isinstance(read_activity(activity(type="conversationUpdate", **where, **update)), kind)


def test_execute_is_read_with_its_verb_beside_the_data() -> None:
    """Defect 10: botbuilder leaves the action a dict and warns about the trigger."""
    value = {
        "action": {"type": "Action.Execute", "verb": "language.choose", "data": {"language": "nl"}},
        "trigger": "x",
    }
    event = read_activity(activity(type="invoke", name="adaptiveCard/action", value=value, replyToId="card"))
    assert isinstance(event, Pressed)
    assert (event.action, event.card_id, event.in_place) == (ChooseLanguage(language="nl"), "card", True)


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        [],
        {},
        {"action": None},
        {"action": {"verb": "nobody.knows"}},
        {"action": {"data": "text"}},
        {"action": {"verb": {}, "data": {"verb": []}}},
    ],
    ids=str,
)
def test_a_malformed_press_is_a_press_of_nothing(value: Any) -> None:
    """Defect 15: botbuilder answers 500 to it."""
    event = read_activity(activity(type="invoke", name="adaptiveCard/action", value=value))
    assert isinstance(event, Pressed)
    assert event.action is None


def test_submit_arrives_as_a_message_with_a_value() -> None:
    event = read_activity(activity(text=None, value={"verb": "help.show"}, replyToId="card"))
    assert isinstance(event, Pressed)
    assert (event.action, event.card_id, event.in_place) == (ShowHelp(), "card", False)
    stale = read_activity(activity(text=None, value={"verb": "old"}))
    assert isinstance(stale, Pressed)
    assert stale.action is None
    assert isinstance(read_activity(activity(text="help", value={"other": "app"})), Said)


def test_a_search_is_read_with_the_other_inputs() -> None:
    value = {
        "queryText": "jan",
        "queryOptions": {"skip": 0, "top": 99},
        "dataset": "people",
        "data": {"type": "1", "x": 7},
    }
    event = read_activity(activity(type="invoke", name="application/search", value=value))
    assert isinstance(event, Searched)
    assert (event.dataset, event.query, event.data, event.skip, event.top) == ("people", "jan", {"type": "1"}, 0, 15)


def test_nobody_and_nowhere_are_ignored() -> None:
    assert read_activity(activity(from_=None)) == Ignored("message")
    assert read_activity(activity(conversation=None)) == Ignored("message")
    assert read_activity(activity(type="typing")) == Ignored("typing")
    assert read_activity({}) == Ignored("")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
KINDS = st.sampled_from(["message", "invoke", "conversationUpdate", "installationUpdate", "typing"])
NAMES = st.sampled_from(["adaptiveCard/action", "application/search", "task/fetch"])
KEYS = ["id", "text", "value", "from", "recipient", "conversation", "channelData", "entities", "timestamp", "locale", "serviceUrl", "replyToId", "membersAdded", "membersRemoved", "action", "localTimezone"]  # fmt: skip
PARTS = ["id", "tenant", "action", "verb", "data", "mentioned", "type", "settings", "team", "queryOptions", "dataset"]
SHAPED = JSON | st.dictionaries(st.sampled_from(PARTS), JSON, max_size=4)
HOSTILE = st.fixed_dictionaries({"type": KINDS, "name": NAMES | JSON}).flatmap(
    lambda head: st.dictionaries(st.sampled_from(KEYS), SHAPED, max_size=8).map(
        lambda rest: {**activity(), **head, **rest}
    )
)


@settings(max_examples=250, deadline=None)
@given(HOSTILE)
def test_reading_never_raises(hostile: dict[str, Any]) -> None:
    assert read_activity(hostile) is not None


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.text(max_size=10), JSON, max_size=6))
def test_reading_anything_never_raises(hostile: dict[str, Any]) -> None:
    assert isinstance(read_activity(hostile), Ignored)


def query(**value: Any) -> Event:
    return read_activity(activity(type="invoke", name="composeExtension/query", text=None, value=value))


def test_a_look_up_is_read_with_what_was_typed_so_far() -> None:
    event = query(
        commandId="whosOut",
        parameters=[{"name": "question", "value": " morgen "}],
        queryOptions={"skip": 3, "count": 5},
    )
    assert isinstance(event, Composed)
    assert (event.command, event.text, event.skip, event.most) == ("whosOut", "morgen", 3, 5)


@pytest.mark.parametrize(
    "parameters",
    [
        [{"name": "initialRun", "value": "true"}],
        [{"name": "initialRun", "value": True}],
        [],
        None,
        {},
        "text",
        [None, 7, [], {}, {"name": "question"}, {"value": 7}, {"name": "question", "value": ["morgen"]}],
    ],
    ids=str,
)
def test_a_look_up_without_words_is_the_first_one(parameters: Any) -> None:
    event = query(commandId="whosOut", parameters=parameters)
    assert isinstance(event, Composed)
    assert (event.text, event.skip, event.most) == ("", 0, 25)


@pytest.mark.parametrize(
    "options", [None, [], {"skip": -1, "count": 0}, {"skip": True, "count": 10**9}, {"count": "5"}]
)
def test_odd_options_of_a_look_up_are_the_usual_ones(options: Any) -> None:
    event = query(commandId="whosOut", queryOptions=options)
    assert isinstance(event, Composed)
    assert (event.skip, event.most) == (0, 25)


def test_the_words_of_a_look_up_are_cut_and_cleaned() -> None:
    event = query(commandId="whosOut", parameters=[{"name": "question", "value": "\ud800\0" + "x" * 5_000}])
    assert isinstance(event, Composed)
    assert event.text == "?" + "x" * 198
