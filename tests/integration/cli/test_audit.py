"""The audit trail leaves in a form that other programs read."""

import csv
import json
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from app import main
from tests.support.shell import SANNE


def test_every_entry_is_a_line_of_json_oldest_first(shell):
    first, second = shell.confirmed(), shell.confirmed()
    told = shell.run("audit", "export")
    assert told.exit_code == 0
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert [row["subject"] for row in rows] == [str(first), str(second)]
    assert rows[0] == {
        "id": 1, "at": "2026-11-23T08:00:00+00:00", "tenant_id": "tenant", "actor": SANNE,
        "action": "request.confirmed", "subject": str(first),
    }  # fmt: skip


def test_the_same_as_a_table(shell):
    kept = shell.confirmed()
    told = shell.run("audit", "export", "--format", "csv")
    (row,) = csv.DictReader(told.stdout.splitlines())
    assert (row["actor"], row["action"], row["subject"]) == (SANNE, "request.confirmed", str(kept))


def test_since_leaves_out_what_was_before_that_day(shell):
    shell.confirmed()
    shell.now = datetime(2026, 11, 24, tzinfo=UTC)
    later = shell.confirmed()
    told = shell.run("audit", "export", "--since", "2026-11-24")
    assert [json.loads(line)["subject"] for line in told.stdout.splitlines()] == [str(later)]
    assert shell.run("audit", "export", "--since", "2026-11-25").stdout == ""
    assert shell.run("audit", "export", "--since", "yesterday").exit_code == 2


def test_more_than_one_page_is_written_once_and_wholly(shell, monkeypatch):
    monkeypatch.setattr("bot.cli.audit._AT_ONCE", 2)
    kept = [shell.confirmed() for _ in range(5)]
    rows = [json.loads(line) for line in shell.run("audit", "export").stdout.splitlines()]
    assert [row["subject"] for row in rows] == [str(each) for each in kept]


def test_an_empty_trail_is_an_empty_export(shell):
    assert shell.run("audit", "export").stdout == ""
    assert shell.run("audit", "export", "--format", "csv").stdout == "id,at,tenant_id,actor,action,subject\n"


def test_an_export_onto_a_full_disk_says_so(shell, monkeypatch):
    shell.confirmed()
    device = Path("/dev/full")
    if not device.exists():
        pytest.skip("no device that is always full")
    with device.open("w", buffering=1) as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(click.ClickException, match=r"cannot be written: No space left on device\.$"):
            main(["audit", "export"], standalone_mode=False)
        monkeypatch.undo()
        with suppress(OSError):  # what is left in its buffer
            full.close()
