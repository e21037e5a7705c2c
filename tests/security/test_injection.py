"""What people send is a value to the database, never a statement."""

from __future__ import annotations

import ast
from pathlib import Path
from uuid import uuid4

import pytest

from bot.core.events import Conversation
from bot.core.records import AbsenceRequest, Account, NewJob
from bot.store import open_store
from tests.support.databases import database_url, postgres

__all__ = ["database_url", "postgres"]

ROOT = Path(__file__).parents[2]
HOSTILE = [
    "' OR '1'='1",
    "x'; DROP TABLE account; --",
    '"; DELETE FROM request; --',
    "%",
    "_",
    "\\",
    ":id",
    "$1",
    "é\u202e",
]
CHAT = Conversation("tenant", "a:chat", "https://smba.example/emea/", "28:bot", "personal")


def a_request(object_id: str) -> AbsenceRequest:
    return AbsenceRequest(uuid4(), "tenant", object_id, "4711", "waiting", {"comment": object_id}, CHAT, None, "nl")


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_hostile_ids_find_and_delete_nothing_but_themselves(database_url, hostile):
    from bot.bootstrap import utc_now

    async with await open_store(database_url, clock=utc_now) as store:
        await store.accounts.save(Account("tenant", "somebody", "12"))
        assert (await store.forget(hostile)).deleted == 0
        assert await store.accounts.find("tenant", hostile) is None
        assert await store.accounts.of_person("tenant", hostile) is None
        assert await store.requests.of_owner(hostile, hostile) == []
        assert await store.request_sync.add_news([hostile]) == 0
        mine = a_request(hostile)
        await store.accounts.save(Account("tenant", hostile, "4711", hostile))
        assert await store.requests.confirm(mine, NewJob(hostile, hostile, {"x": hostile}), actor=hostile)
        kept = await store.requests.find(mine.id)
        assert (kept.object_id, kept.details) == (hostile, {"comment": hostile})
        assert (await store.forget(hostile)).deleted in (2, 3)  # the job too, if long
        assert await store.accounts.find("tenant", "somebody") is not None


def test_no_statement_is_put_together_from_text():
    """``text`` and ``exec_driver_sql`` take literals; only PRAGMAs of our own constants are formatted."""
    for path in (ROOT / "bot").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name not in ("text", "exec_driver_sql", "execute") or not call.args:
                continue
            (first, *_) = call.args
            if isinstance(first, ast.JoinedStr):
                assert "PRAGMA" in ast.unparse(first), f"{path.name}:{call.lineno}"
            assert not isinstance(first, ast.BinOp), f"{path.name}:{call.lineno}"
