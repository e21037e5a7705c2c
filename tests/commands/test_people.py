"""Deleting a person's data is one command."""

import pytest

from tests.commands.conftest import SANNE


@pytest.mark.parametrize("known_as", [SANNE, "4711"])
def test_a_person_is_forgotten_by_either_id_and_nobody_else(shell, known_as):
    mine, other = shell.confirmed(), shell.confirmed("somebody", "12")
    told = shell.run("people", "forget", "--id", known_as, "--yes")
    assert (told.exit_code, told.stdout) == (0, "2 rows deleted.\n")
    assert shell.with_store(lambda store: store.request(mine)) is None
    assert shell.with_store(lambda store: store.account("tenant", SANNE)) is None
    assert shell.with_store(lambda store: store.request(other)) is not None


def test_the_audit_trail_says_forgotten_and_names_nobody(shell):
    shell.confirmed()
    shell.run("people", "forget", "--id", SANNE, "--yes")
    entries = shell.with_store(lambda store: store.audit_entries())
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
    assert shell.with_store(lambda store: store.request(kept)) is not None
    assert shell.run("people", "forget", "--id", SANNE, typed="y\n").exit_code == 0
    assert shell.with_store(lambda store: store.request(kept)) is None


def test_an_unknown_id_is_told_and_is_no_error(shell):
    told = shell.run("people", "forget", "--id", "nobody", "--yes")
    assert (told.exit_code, told.stdout) == (0, "Nothing is kept under this id.\n")


@pytest.mark.parametrize("nothing", ["", "  "])
def test_an_empty_id_is_refused(shell, nothing):
    assert shell.run("people", "forget", "--id", nothing, "--yes").exit_code == 2


@pytest.mark.parametrize(("option", "celebrated"), [((), True), (("--keep-opt-out",), False)])
def test_who_stays_is_not_celebrated_against_their_wish(shell, option, celebrated):
    shell.confirmed()
    shell.with_store(lambda store: store.opt_out("tenant", "4711"))
    shell.run("people", "forget", "--id", SANNE, "--yes", *option)
    assert (shell.with_store(lambda store: store.opted_out("tenant")) == frozenset()) == celebrated


def test_a_database_that_cannot_be_used_is_one_sentence(shell, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:////nowhere/at/all/bot.db")
    told = shell.run("people", "forget", "--id", SANNE, "--yes")
    assert told.exit_code == 1
    assert told.stderr.startswith("Error: ")
    assert "Traceback" not in told.output
