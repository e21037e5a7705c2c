"""Channels' daily updates: configured, claimed when due.

Claiming is one transaction: the post row, its job and the next time are stored together or not at all, and a
local date is claimed once, by whichever process.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, literal, select, update

from bot.core.records import NewJob
from bot.core.subscriptions import POST, Advance, Claimed, Post, Subscription, UnitRef, post_key
from bot.store.audit import add_audit_entry
from bot.store.jobs import add_jobs
from bot.store.repository import Repository, reads, writes
from bot.store.tables import database_time, insert_once, post, subscription, time_in

_FIELDS = [subscription.c[field.name] for field in fields(Subscription)]
_this = subscription.c.id == bindparam("this")
_now = time_in(literal(0.0))

_ALL = select(*_FIELDS).order_by(subscription.c.created_at, subscription.c.id)
_ONE = select(*_FIELDS).where(_this)
_SAVE = update(subscription).where(_this).values(updated_at=_now)
_ADD = insert(subscription).values(created_at=_now, updated_at=_now)
_DELETE = delete(subscription).where(_this).returning(subscription.c.tenant_id)
_PAUSE = (
    update(subscription)
    .where(_this, subscription.c.paused.is_(None))
    .values(paused=bindparam("why"), updated_at=_now)
    .returning(subscription.c.tenant_id)
)
_ADMIN = select(subscription.c.configured_by).where(_this)
_due = (subscription.c.paused.is_(None), subscription.c.next_at <= bindparam("at"))
_ANY_DUE = select(subscription.c.id).where(*_due).limit(1)
_DUE = (
    select(*_FIELDS, subscription.c.next_at)
    .where(*_due)
    .order_by(subscription.c.next_at, subscription.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_ADVANCE = update(subscription).where(_this).values(next_at=bindparam("then"))


class SubscriptionRepository(Repository):
    """The channels' daily updates, as their admins have configured them."""

    @reads
    def all(self, c: Connection) -> list[Subscription]:
        """Return all, paused ones too, in the order they were made."""
        return [_read(row) for row in c.execute(_ALL)]

    @reads
    def find(self, c: Connection, subscription_id: str) -> Subscription | None:
        """Return one."""
        row = c.execute(_ONE, {"this": subscription_id}).one_or_none()
        return None if row is None else _read(row)

    @reads
    def configured_by(self, c: Connection, subscription_id: str) -> str | None:
        """Return the Entra object id of the admin who set it up, as far as known."""
        return c.execute(_ADMIN, {"this": subscription_id}).scalar_one_or_none()

    @writes
    def save(
        self, c: Connection, subscription: Subscription, next_at: datetime | None, *, by: str | None = None
    ) -> None:
        """Insert or replace. ``next_at`` None leaves a known one's; ``by``: the admin's object id, None: as before."""
        _save(c, subscription, next_at, by)

    @writes
    def replace(
        self,
        c: Connection,
        subscriptions: Sequence[tuple[Subscription, datetime | None]],
        *,
        delete: Collection[str] = (),
    ) -> None:
        """Insert or replace each with its ``next_at`` (None: as it was), and forget those ids; all of it or nothing."""
        for new, next_at in subscriptions:
            _save(c, new, next_at, None)
        for subscription_id in delete:
            _delete(c, subscription_id, None)

    @writes
    def delete(self, c: Connection, subscription_id: str, *, by: str | None = None) -> bool:
        """Delete a subscription; False where there is none.

        Its posts are kept for a while, so that a new one with the same id posts nothing twice.
        """
        return _delete(c, subscription_id, by)

    @writes
    def pause(self, c: Connection, subscription_id: str, reason: str, *, by: str = "bot") -> bool:
        """Pause one; False where it rests already or is gone."""
        tenant_id = c.execute(_PAUSE, {"this": subscription_id, "why": reason}).scalar_one_or_none()
        if tenant_id is None:
            return False
        add_audit_entry(c, actor=by, action="subscription.paused", subject=subscription_id, tenant_id=tenant_id)
        return True

    async def claim_due(self, advance: Advance, *, now: datetime | None = None, limit: int = 200) -> list[Claimed]:
        """Deal with due subscriptions: post row and job, next time; each goes to one caller. None: the store's now."""
        if not await self._is_due(now):  # an idle tick takes no write lock
            return []
        return await self._claim_due(advance, now, limit)

    @reads
    def _is_due(self, c: Connection, now: datetime | None) -> bool:
        return c.execute(_ANY_DUE, {"at": now or database_time(c)}).first() is not None

    @writes
    def _claim_due(self, c: Connection, advance: Advance, now: datetime | None, limit: int) -> list[Claimed]:
        now = now or database_time(c)
        rows = c.execute(_DUE, {"at": now, "most": limit}).all()
        claimed = [Claimed(kept, advance(kept, row.next_at, now)) for row in rows for kept in [_read(row)]]
        if not claimed:
            return []
        c.execute(_ADVANCE, [{"this": one.subscription.id, "then": one.due.next_at} for one in claimed])
        if posts := [row for one in claimed if (row := _new_post(one))]:
            c.execute(insert_once(post, c.dialect.name, "claimed_at"), posts)
        add_jobs(c, [_post_job(one) for one in claimed if one.due.verdict == "post"])
        return claimed


def _save(c: Connection, kept: Subscription, next_at: datetime | None, by: str | None) -> None:
    values = _values(kept) | ({"next_at": next_at} if next_at else {}) | ({"configured_by": by} if by else {})
    if c.execute(_SAVE, {"this": kept.id, **values}).rowcount != 1:
        c.execute(_ADD, {"next_at": None, "configured_by": None, **values})
    actor = by or "operator"
    add_audit_entry(c, actor=actor, action="subscription.saved", subject=kept.id, tenant_id=kept.tenant_id)


def _delete(c: Connection, subscription_id: str, by: str | None) -> bool:
    tenant_id = c.execute(_DELETE, {"this": subscription_id}).scalar_one_or_none()
    if tenant_id is None:
        return False
    actor = by or "operator"
    add_audit_entry(c, actor=actor, action="subscription.deleted", subject=subscription_id, tenant_id=tenant_id)
    return True


def _new_post(claimed: Claimed) -> dict[str, Any] | None:
    subscription_id, due = claimed.subscription.id, claimed.due
    match due.verdict:
        case "post":
            return asdict(Post(subscription_id, due.day))
        case "skip":
            return asdict(Post(subscription_id, due.day, "skipped", reason="late"))
    return None


def _post_job(claimed: Claimed) -> NewJob:
    subscription_id, day = claimed.subscription.id, claimed.due.day
    return NewJob(POST, post_key(subscription_id, day), {"subscription": subscription_id, "day": day.isoformat()})


def _values(kept: Subscription) -> dict[str, Any]:
    units = [asdict(unit) for unit in kept.units]
    values = {column.name: getattr(kept, column.name) for column in _FIELDS}
    return {**values, "topics": list(kept.topics), "days": list(kept.days), "units": units}


def _read(row: Any) -> Subscription:
    values = {column.name: getattr(row, column.name) for column in _FIELDS}
    units = tuple(UnitRef(**unit) for unit in values["units"])
    return Subscription(**{**values, "topics": tuple(values["topics"]), "days": tuple(values["days"]), "units": units})
