"""Deleting a person's data is one command."""

from dataclasses import replace

import pytest

from bot.core.subscriptions import Subscription
from tests.support.shell import SANNE

UPDATE = Subscription(id="s", tenant_id="tenant", team_id="t", channel_id="c")


@pytest.mark.parametrize("known_as", [SANNE, "4711"])
def test_a_person_is_forgotten_by_either_id_and_nobody_else(shell, known_as):
    mine, other = shell.confirmed(), shell.confirmed("somebody", "12")
    told = shell.run("people", "forget", "--id", known_as, "--yes")
    assert (told.exit_code, told.stdout) == (0, "2 rows deleted.\n")
    assert shell.with_store(lambda store: store.requests.find(mine)) is None
    assert shell.with_store(lambda store: store.accounts.find("tenant", SANNE)) is None
    assert shell.with_store(lambda store: store.requests.find(other)) is not None


def test_the_audit_trail_says_forgotten_and_names_nobody(shell):
    shell.confirmed()
    shell.run("people", "forget", "--id", SANNE, "--yes")
    entries = shell.with_store(lambda store: store.audit.entries())
    assert [(entry.actor, entry.action) for entry in entries] == [
        ("forgotten", "request.confirmed"),
        ("operator", "person.forgotten"),
    ]
    assert SANNE not in repr(entries)
    assert "4711" not in repr(entries)


def test_without_yes_it_asks_first(shell):
    kept = shell.confirmed()
    told = shell.run("people", "forget", "--id", SANNE, typed="n\n")
    assert told.exit_code == 1
    assert "not filed" in told.stdout
    assert shell.with_store(lambda store: store.requests.find(kept)) is not None
    assert shell.run("people", "forget", "--id", SANNE, typed="y\n").exit_code == 0
    assert shell.with_store(lambda store: store.requests.find(kept)) is None


def test_an_unknown_id_is_told_and_is_no_error(shell):
    told = shell.run("people", "forget", "--id", "nobody", "--yes")
    assert (told.exit_code, told.stdout) == (0, "Nothing is kept under this id.\n")


@pytest.mark.parametrize("nothing", ["", "  "])
def test_an_empty_id_is_refused(shell, nothing):
    assert shell.run("people", "forget", "--id", nothing, "--yes").exit_code == 2


@pytest.mark.parametrize("nobody", ["bot", "operator", "Operator", " bot ", "personio", "forgotten"])
def test_nobodys_id_is_refused_and_the_audit_trail_stays(shell, nobody):
    asked = shell.confirmed()

    async def filed(store):
        await store.requests.change(await store.requests.find(asked), expected="waiting", audit="request.filed")

    shell.with_store(filed)
    told = shell.run("people", "forget", "--id", nobody, "--yes")
    assert told.exit_code == 2
    assert "nobody's id" in told.stderr
    entries = shell.with_store(lambda store: store.audit.entries())
    assert [(entry.actor, entry.action) for entry in entries] == [
        (SANNE, "request.confirmed"),
        ("bot", "request.filed"),
    ]


def test_what_is_under_way_is_told_until_it_is_settled(shell):
    asked = shell.confirmed()
    shell.with_store(lambda store: store.jobs.claim({"request.file"}, 1))
    told = shell.run("people", "forget", "--id", SANNE, "--yes")
    assert told.stdout.startswith("1 row deleted.\n1 request under way with Personio: ")

    async def settled(store):
        await store.requests.change(replace(await store.requests.find(asked), state="refused"), expected="waiting")

    shell.with_store(settled)
    assert shell.run("people", "forget", "--id", SANNE, "--yes").stdout == "Nothing is kept under this id.\n"


def test_an_object_id_in_capitals_is_the_same_id(shell):
    shell.confirmed()
    assert shell.run("people", "forget", "--id", SANNE.upper(), "--yes").stdout == "2 rows deleted.\n"


def test_an_id_that_only_the_audit_trail_holds_is_taken_out_of_it(shell):
    shell.with_store(lambda store: store.subscriptions.save(UPDATE, None, by=SANNE))
    shell.with_store(lambda store: store.subscriptions.delete("s", by=SANNE))
    told = shell.run("people", "forget", "--id", SANNE, "--yes")
    assert told.stdout == "The id was taken out of 2 rows.\n"


@pytest.mark.parametrize(("option", "celebrated"), [((), True), (("--keep-opt-out",), False)])
def test_who_stays_is_not_celebrated_against_their_wish(shell, option, celebrated):
    shell.confirmed()
    shell.with_store(lambda store: store.opt_outs.record("tenant", "4711"))
    shell.run("people", "forget", "--id", SANNE, "--yes", *option)
    assert (shell.with_store(lambda store: store.opt_outs.of_tenant("tenant")) == frozenset()) == celebrated


def test_a_database_that_cannot_be_used_is_one_sentence(shell, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:////nowhere/at/all/bot.db")
    told = shell.run("people", "forget", "--id", SANNE, "--yes")
    assert told.exit_code == 1
    assert told.stderr.startswith("Error: ")
    assert "Traceback" not in told.output
