"""What was posted in a channel on a day: at most one post of a subscription on a local date."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import Connection, bindparam, delete, literal, select

from bot.core.records import NewJob
from bot.core.subscriptions import EDIT, Post, State, post_key
from bot.store.jobs import add_jobs, forget_dead, forget_done, hold_job
from bot.store.repository import Repository, reads, writes
from bot.store.tables import database_time, post, time_in, upsert

_POST_FIELDS = [post.c[field.name] for field in fields(Post)]
_now = time_in(literal(0.0))

_POST = select(*_POST_FIELDS).where(
    post.c.subscription_id == bindparam("this"), post.c.local_date == bindparam("local_day")
)
_STATE = (
    select(post.c.state)
    .where(post.c.subscription_id == bindparam("this"), post.c.local_date == bindparam("local_day"))
    .with_for_update()
)
_EDITABLE = select(*_POST_FIELDS).where(
    post.c.state == "sent", post.c.activity_id.is_not(None), post.c.local_date >= bindparam("since")
)
_PURGE = delete(post).where(post.c.local_date < bindparam("before"))


class PostRepository(Repository):
    """The posts of daily updates."""

    @reads
    def find(self, c: Connection, subscription_id: str, day: date) -> Post | None:
        """Return what is known of a day's post."""
        row = c.execute(_POST, {"this": subscription_id, "local_day": day}).one_or_none()
        return None if row is None else Post(*row)

    @reads
    def sent_since(self, c: Connection, since: date) -> list[Post]:
        """Return the posts of that local day and later that can be edited: sent, and their activity id is known."""
        return [Post(*row) for row in c.execute(_EDITABLE, {"since": since})]

    @writes
    def record(
        self,
        c: Connection,
        kept: Post,
        *,
        fence: tuple[int, int] | None = None,
        was: State | Literal["any"] | None = "any",
    ) -> bool:
        """Insert or replace; with the ``fence`` of a job only while that is held, and then for another lease.

        ``was``: only while what is stored is in that state, None: while nothing is. False, and nothing changed, where
        the job has passed on or the state is another.
        """
        if fence is not None and not hold_job(c, fence):
            return False
        if was != "any":
            known = {"this": kept.subscription_id, "local_day": kept.local_date}
            if c.execute(_STATE, known).scalar_one_or_none() != was:
                return False
        c.execute(upsert(post, c.dialect.name), {**asdict(kept), "claimed_at": database_time(c)})
        return True

    @writes
    def add_edit_job(self, c: Connection, kept: Post, facts: str) -> None:
        """Add the job that edits a sent post, unless it waits already; ``facts`` is the hash of what it should show.

        It is added again where an earlier job ended without the edit, on older facts in another process; where that job
        was given up, only for other facts.
        """
        key = f"{post_key(kept.subscription_id, kept.local_date)}:edit:{kept.edits + 1}"
        forget_done(c, key)
        forget_dead(c, key, unless={"facts": facts})
        payload = {"subscription": kept.subscription_id, "day": kept.local_date.isoformat(), "facts": facts}
        add_jobs(c, [NewJob(EDIT, key, payload)])


def purge_posts(c: Connection, older: timedelta) -> int:
    """Delete older posts; return the number of rows."""
    return c.execute(_PURGE, {"before": (database_time(c) - older).date()}).rowcount
