"""What was deleted is not in SQLite's file any more, for whoever gets hold of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from sqlalchemy import text

from bot.core.records import AbsenceRequest, NewJob
from tests.support.stores import CHAT, Kept

COMMENT = "words-that-nobody-else-should-read"


def request(**details: str) -> AbsenceRequest:
    return AbsenceRequest(
        id=uuid4(), tenant_id="tenant", object_id="object-of-ann", person_id="4711", state="waiting", details=details,
        conversation=CHAT, card_id=None, language="nl",
    )  # fmt: skip


async def test_a_deleted_comment_is_not_in_the_files_bytes_after_a_checkpoint(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    kept = Kept(f"sqlite:///{path}")
    store = await kept.another()
    for n in range(50):  # several pages, so that deleting frees some of them
        new = request(comment=f"{COMMENT}-{n} " * 40)
        assert await store.requests.confirm(new, NewJob("file", f"file:{new.id}", {}), actor="object-of-ann")

    def written() -> bytes:
        return b"".join(each.read_bytes() for each in tmp_path.iterdir())

    assert COMMENT.encode() in written()
    assert (await store.forget("4711")).deleted
    with closing(sqlite3.connect(path)) as another:
        assert another.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)
    left = written()
    assert COMMENT.encode() not in left
    assert b"object-of-ann" not in left
    await store.close()


async def test_deleting_overwrites_whatever_sqlite_was_built_with(tmp_path: Path) -> None:
    async with await Kept(f"sqlite:///{tmp_path / 'bot.db'}").another() as store:
        assert await store._database.write(lambda c: c.execute(text("PRAGMA secure_delete")).scalar_one()) == 1
