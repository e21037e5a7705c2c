"""An operator sees what was given up, and has it tried again."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from bot.core.jobs import Dead
from bot.core.records import NewJob
from bot.store import Store
from tests.support.shell import SANNE

KIND = "request.tell"


def given_up(shell: Any, *keys: str, reason: str = "NotAllowed") -> None:
    async def work(store: Store) -> None:
        await store.jobs.enqueue(*(NewJob(KIND, key, {"object_id": SANNE}) for key in keys))
        for taken in await store.jobs.claim({KIND}, len(keys)):
            await store.jobs.settle(taken, Dead(reason))

    shell.with_store(work)


def test_what_was_given_up_is_listed_without_anybodys_data(shell: Any) -> None:
    given_up(shell, f"tell:{SANNE}")
    told = shell.run("jobs", "dead", "--json")
    assert told.exit_code == 0
    rows = json.loads(told.stdout)
    assert rows == [{"id": 1, "kind": KIND, "reason": "NotAllowed", "at": "2026-11-23T08:00:00+00:00"}]
    told = shell.run("jobs", "dead")
    assert told.stdout.splitlines() == [
        "       1  2026-11-23 08:00 UTC  request.tell        NotAllowed",
        "1 job given up.",
    ]
    assert SANNE not in told.stdout


def test_nothing_given_up_is_an_empty_list(shell: Any) -> None:
    shell.confirmed()
    assert json.loads(shell.run("jobs", "dead", "--json").stdout) == []
    assert shell.run("jobs", "dead").stdout == "No job was given up.\n"
    assert shell.run("jobs", "wake", "--all").stdout == "No job was given up.\n"


def test_one_job_or_all_of_them_are_woken(shell: Any) -> None:
    given_up(shell, "a", "b", "c")
    told = shell.run("jobs", "wake", "2")
    assert (told.exit_code, told.stdout) == (0, "1 job woken.\n")
    assert [row["id"] for row in json.loads(shell.run("jobs", "dead", "--json").stdout)] == [1, 3]
    assert shell.run("jobs", "wake", "--all").stdout == "2 jobs woken.\n"
    shell.now = datetime(2100, 1, 1, tzinfo=UTC)  # the command has used the real time
    assert len(shell.with_store(lambda store: store.jobs.claim({KIND}, 5))) == 3
    entries = shell.with_store(lambda store: store.audit.entries())
    assert [(e.actor, e.action, e.subject) for e in entries] == [("operator", "job.woken", n) for n in "213"]


def test_what_was_not_given_up_is_not_woken(shell: Any) -> None:
    shell.confirmed()
    told = shell.run("jobs", "wake", "1")
    assert told.exit_code == 1
    assert "No job 1 was given up" in told.stderr
    assert shell.run("jobs", "wake").exit_code == 2
    assert shell.run("jobs", "wake", "1", "--all").exit_code == 2
