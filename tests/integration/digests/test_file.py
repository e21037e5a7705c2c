"""Subscriptions as a file: what is written reads back, what is wrong is said in a sentence."""

from __future__ import annotations

from contextlib import suppress
from datetime import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.subscriptions import WORKDAYS, Subscription, UnitRef
from bot.features.digests.yaml_file import WrongFile, read_yaml, write
from cards.digest_topics import USUAL_TOPICS

SMALL = "- {team_id: '19:t', channel_id: '19:c'}"

texts = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp"), blacklist_characters="\ufeff\ufffe\uffff"), min_size=1
)
units = st.builds(
    UnitRef, st.sampled_from(["department", "team", "office"]), name=texts, id=st.none() | st.integers(1).map(str)
)
made = st.builds(
    Subscription,
    id=st.from_regex(r"[A-Za-z0-9._-]{1,20}", fullmatch=True),
    tenant_id=st.sampled_from(["mine", "another"]),
    team_id=texts,
    channel_id=texts,
    service_url=st.none() | st.just("https://smba.example/emea/"),
    language=st.sampled_from(["nl", "en", "de", "fr", "es", "it", "pt"]),
    time=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    timezone=st.sampled_from(["UTC", "Europe/Amsterdam", "America/St_Johns"]),
    topics=st.lists(st.sampled_from([*USUAL_TOPICS, "remote"]), unique=True).map(tuple),
    units=st.lists(units, max_size=3).map(tuple),
    show_absence_type=st.booleans(),
    days=st.sampled_from([WORKDAYS, ("sun",), ("mon", "wed", "sat")]),
    holidays=st.sampled_from([None, "NO", "NL", "DE-BY"]),
    empty=st.sampled_from(["skip", "post"]),
    weekly_outlook=st.booleans(),
    paused=st.sampled_from([None, "admin", "channel_gone"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(made, max_size=4, unique_by=lambda each: each.id))
def test_what_is_written_reads_back_the_same(subscriptions):
    assert read_yaml(write(subscriptions, tenant_id="mine"), tenant_id="mine") == subscriptions


def test_a_file_as_an_operator_writes_it():
    text = """
# the Dutch office
- team_id: 19:team@thread.tacv2
  channel_id: 19:channel@thread.tacv2
  language: nl
  time: 10:30          # without quotes it is no number of seconds
  timezone: Europe/Amsterdam
  events: [Absences, birthdays]
  units:
    - {kind: department, name: Verkoop}
    - {kind: office, id: 7}
  show_absence_type: no
  days: [mon, Wed]
  holidays: NO         # Norway
  empty: post
"""
    [found] = read_yaml(text, tenant_id="mine")
    assert found == Subscription(
        id=found.id,
        tenant_id="mine",
        team_id="19:team@thread.tacv2",
        channel_id="19:channel@thread.tacv2",
        language="nl",
        time=time(10, 30),
        timezone="Europe/Amsterdam",
        topics=("absences", "birthdays"),
        units=(UnitRef("department", "Verkoop"), UnitRef("office", None, "7")),
        days=("mon", "wed"),
        holidays="NO",
        empty="post",
    )


def test_an_empty_file_asks_for_nothing():
    assert read_yaml("", tenant_id="mine") == read_yaml("[]\n", tenant_id="mine") == []


def test_what_is_left_out_is_sensible():
    [found] = read_yaml(SMALL, tenant_id="mine")
    assert (found.time, found.timezone, found.topics, found.days) == (time(9), "UTC", USUAL_TOPICS, WORKDAYS)


def test_the_same_entry_gets_the_same_id_and_its_twin_another():
    twice = read_yaml(f"{SMALL}\n{SMALL}", tenant_id="mine")
    assert twice == read_yaml(f"{SMALL}\n{SMALL}", tenant_id="mine")
    assert twice[0].id != twice[1].id
    assert twice[0] == read_yaml(SMALL, tenant_id="mine")[0]


def test_an_exported_file_has_an_id_for_each_and_no_surprises():
    text = write(read_yaml(SMALL, tenant_id="mine"), tenant_id="mine")
    keys = [line.split(":")[0].strip("- ") for line in text.splitlines() if not line.startswith("  -")]
    assert keys[:3] == ["id", "team_id", "channel_id"]
    assert "tenant_id" not in keys


WRONG = {
    "- team_id: 19:t\n  channel_id: [": "Line 2 is not YAML: ",
    "team_id: 19:t": "The file must be a list of subscriptions: each one begins with a dash.",
    "- 19:t": "Entry 1 (line 1): it must have keys and values, such as team_id: ...",
    "- team_id: 19:t": "Entry 1 (line 1): channel_id is missing.",
    f"{SMALL}\n- {{team_id: a, channel_id: b, tiem: '9:00'}}": "Entry 2 (line 2): tiem is not a known key; is it time.",
    "- {team_id: a, channel_id: b, time: 9 o'clock}": 'time must be a time such as "09:00".',
    "- {team_id: a, channel_id: b, time: '24:00'}": 'time must be a time such as "09:00".',
    "- {team_id: a, channel_id: b, timezone: CEST}": "timezone must be a time zone such as Europe/Amsterdam.",
    "- {team_id: a, channel_id: b, language: tlh}": "language must be one of nl, en, de, fr, es, it, pt.",
    "- {team_id: a, channel_id: b, events: [absence]}": "events, item 1, must be absences, birthdays, ",
    "- {team_id: a, channel_id: b, events: absences}": "events must be a list.",
    "- {team_id: a, channel_id: b, units: [{kind: squad, name: x}]}": "units.kind must be department, team or office.",
    "- {team_id: a, channel_id: b, units: [{kind: team}]}": "units each need a name or an id.",
    "- {team_id: a, channel_id: b, units: [Verkoop]}": "units, item 1, must have keys and values.",
    "- {team_id: a, channel_id: b, show_absence_type: maybe}": "show_absence_type must be true or false.",
    "- {team_id: a, channel_id: b, days: [monday]}": "days, item 1, must be mon, tue, wed, thu, fri, sat or sun.",
    "- {team_id: a, channel_id: b, days: []}": "days must not be empty.",
    "- {team_id: a, channel_id: b, holidays: XX}": "holidays must be a country, or a country and its region",
    "- {team_id: a, channel_id: b, empty: maybe}": "empty must be skip or post.",
    "- {team_id: a, channel_id: b, service_url: 'ftp://x'}": "service_url cannot be read.",
    "- {team_id: a, team_id: b, channel_id: c}": "Line 1 says team_id a second time.",
    "- {id: x, team_id: a, channel_id: b}\n- {id: x, team_id: a, channel_id: c}": "Entry 2 (line 2): id x is taken",
    "- &a [*a]": "Line 1 is nested too deeply, or repeats too much.",
    "- {team_id: a, channel_id: \"\x00\"}": "The file is not YAML: ",
    "[" * 5000: "",
}  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), WRONG.items(), ids=range(len(WRONG)))
def test_a_wrong_file_is_told_what_is_wrong_in_a_sentence(text, sentence):
    with pytest.raises(WrongFile) as error:
        read_yaml(text, tenant_id="mine")
    [problem] = error.value.problems
    assert sentence in problem
    assert problem.endswith(".")
    assert "\n" not in problem


FOREIGN = """
- {team_id: 19:t, channel_id: 19:a, service_url: 'https://smba.trafficmanager.net/emea/'}
- {team_id: 19:t, channel_id: 19:b, tenant_id: MINE}

- team_id: 19:t
  channel_id: 19:c
  tenant_id: another
  service_url: https://evil.example/emea/
"""


def test_a_service_url_or_tenant_that_is_not_the_bot_s_is_refused_by_its_line():
    def ours(url: str) -> bool:
        return url.startswith("https://smba.trafficmanager.net/")

    with pytest.raises(WrongFile) as error:
        read_yaml(FOREIGN, tenant_id="mine", only_tenant=True, may_serve=ours)
    assert [problem.partition(" ")[0] for problem in error.value.problems] == ["Entry", "Entry"]
    assert error.value.problems[0].startswith("Entry 3 (line 5): tenant_id is not the tenant of this bot")
    assert error.value.problems[1].startswith("Entry 3 (line 5): service_url is no address of Teams")
    assert "evil" not in str(error.value)
    assert len(read_yaml(FOREIGN, tenant_id="mine")) == 3


def test_everything_that_is_wrong_is_said_at_once():
    with pytest.raises(WrongFile) as error:
        read_yaml("- {team_id: a}\n- {team_id: a, channel_id: b, time: x, language: y}", tenant_id="mine")
    assert len(error.value.problems) == 3


def test_a_short_text_cannot_become_an_endless_one():
    lines = ["- &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    with pytest.raises(WrongFile, match="repeats too much"):
        read_yaml("\n".join(lines), tenant_id="mine")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_words(text):
    with suppress(WrongFile):
        read_yaml(text, tenant_id="mine")


KEYS = ("team_id", "channel_id", "service_url", "language", "time", "timezone", "events", "units", "days", "holidays",
        "empty", "show_absence_type", "weekly_outlook", "id", "kind", "name")  # fmt: skip
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates() | st.sampled_from(KEYS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from(KEYS), anything, max_size=8) | anything, max_size=3),
    st.sampled_from(KEYS),
    anything,
)
def test_any_structure_is_read_or_refused_in_words(rows, key, value):
    right = {"team_id": "19:t@thread.tacv2", "channel_id": "19:c@thread.tacv2", "timezone": "Europe/Amsterdam"}
    for requested_absence in (rows, [{**right, key: value}], {"updates": rows}):
        with suppress(WrongFile):
            read_yaml(yaml.safe_dump(requested_absence, allow_unicode=True), tenant_id="mine")
