"""Channels' daily updates: kept, claimed when due, and what was posted.

Claiming is one transaction: the post row, its job and the next time are stored together or not at all, and a
local date is claimed once, by whichever process. Each function is part of a transaction that its caller opened.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, delete, insert, literal, select, update

from bot.core.records import NewJob
from bot.core.subscriptions import EDIT, POST, Advance, Claimed, Post, State, Subscription, UnitRef, post_key
from bot.store import audit, jobs
from bot.store.tables import account, insert_once, opt_out, post, subscription, time_in, upsert

_FIELDS = [subscription.c[field.name] for field in fields(Subscription)]
_POST_FIELDS = [post.c[field.name] for field in fields(Post)]
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
_SERVICE_URL = (
    select(account.c.conversation)
    .where(account.c.tenant_id == bindparam("tenant"), account.c.conversation.is_not(None))
    .limit(1)
)
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
_OPTED_OUT = select(opt_out.c.person_id).where(opt_out.c.tenant_id == bindparam("tenant"))
_OPT_IN = delete(opt_out).where(opt_out.c.tenant_id == bindparam("tenant"), opt_out.c.person_id == bindparam("person"))


def everyone(c: Connection) -> list[Subscription]:
    return [_read(row) for row in c.execute(_ALL)]


def find_subscription(c: Connection, subscription_id: str) -> Subscription | None:
    row = c.execute(_ONE, {"this": subscription_id}).one_or_none()
    return None if row is None else _read(row)


def replace_all(c: Connection, kept: Sequence[tuple[Subscription, datetime | None]], delete: Collection[str]) -> None:
    """Insert or replace each with the time it is due at, and forget those ids."""
    for one, next_at in kept:
        save_subscription(c, one, next_at, None)
    for subscription_id in delete:
        remove(c, subscription_id, None)


def save_subscription(c: Connection, kept: Subscription, next_at: datetime | None, by: str | None) -> None:
    """Insert or replace; what is None of ``next_at`` and ``by`` stays as it was."""
    values = _values(kept) | ({"next_at": next_at} if next_at else {}) | ({"configured_by": by} if by else {})
    if c.execute(_SAVE, {"this": kept.id, **values}).rowcount != 1:
        c.execute(_ADD, {"next_at": None, "configured_by": None, **values})
    audit.add_audit_entry(
        c, actor=by or "operator", action="subscription.saved", subject=kept.id, tenant_id=kept.tenant_id
    )


def remove(c: Connection, subscription_id: str, by: str | None) -> bool:
    """Delete one, but not its posts."""
    tenant_id = c.execute(_DELETE, {"this": subscription_id}).scalar_one_or_none()
    if tenant_id is None:
        return False
    actor = by or "operator"
    audit.add_audit_entry(c, actor=actor, action="subscription.deleted", subject=subscription_id, tenant_id=tenant_id)
    return True


def pause(c: Connection, subscription_id: str, reason: str, by: str) -> bool:
    tenant_id = c.execute(_PAUSE, {"this": subscription_id, "why": reason}).scalar_one_or_none()
    if tenant_id is None:
        return False
    audit.add_audit_entry(c, actor=by, action="subscription.paused", subject=subscription_id, tenant_id=tenant_id)
    return True


def configured_by(c: Connection, subscription_id: str) -> str | None:
    return c.execute(_ADMIN, {"this": subscription_id}).scalar_one_or_none()


def service_url(c: Connection, tenant_id: str) -> str | None:
    """Return the service URL of some chat in the tenant."""
    where: dict[str, Any] | None = c.execute(_SERVICE_URL, {"tenant": tenant_id}).scalar_one_or_none()
    return where["service_url"] if where else None


def is_due(c: Connection, now: datetime | None) -> bool:
    return c.execute(_ANY_DUE, {"at": now or _clock(c)}).first() is not None


def claim_due(c: Connection, advance: Advance, now: datetime | None, limit: int) -> list[Claimed]:
    """Deal with due subscriptions that nobody else holds."""
    now = now or _clock(c)
    rows = c.execute(_DUE, {"at": now, "most": limit}).all()
    claimed = [Claimed(kept, advance(kept, row.next_at, now)) for row in rows for kept in [_read(row)]]
    if not claimed:
        return []
    c.execute(_ADVANCE, [{"this": one.subscription.id, "then": one.due.next_at} for one in claimed])
    if posts := [row for one in claimed if (row := _new_post(one))]:
        c.execute(insert_once(post, c.dialect.name, "claimed_at"), posts)
    jobs.enqueue(c, [_post_job(one) for one in claimed if one.due.verdict == "post"])
    return claimed


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


def find_post(c: Connection, subscription_id: str, day: date) -> Post | None:
    row = c.execute(_POST, {"this": subscription_id, "local_day": day}).one_or_none()
    return None if row is None else Post(*row)


def record_post(c: Connection, kept: Post, fence: tuple[int, int] | None, was: State | Literal["any"] | None) -> bool:
    """Insert or replace, where there is no fence or it still holds, and what is stored is as it ``was``."""
    if fence is not None and not jobs.hold(c, fence):
        return False
    if was != "any":
        known = {"this": kept.subscription_id, "local_day": kept.local_date}
        if c.execute(_STATE, known).scalar_one_or_none() != was:
            return False
    c.execute(upsert(post, c.dialect.name), {**asdict(kept), "claimed_at": _clock(c)})
    return True


def sent_posts(c: Connection, since: date) -> list[Post]:
    return [Post(*row) for row in c.execute(_EDITABLE, {"since": since})]


def ask_edit(c: Connection, kept: Post, facts: str) -> None:
    """Add the job of the next edit, also where one ended without it: on older facts, in another process, given up."""
    key = f"{post_key(kept.subscription_id, kept.local_date)}:edit:{kept.edits + 1}"
    payload = {"subscription": kept.subscription_id, "day": kept.local_date.isoformat(), "facts": facts}
    jobs.forget_done(c, key)
    jobs.forget_dead(c, key, unless={"facts": facts})
    jobs.enqueue(c, [NewJob(EDIT, key, payload)])


def opted_out(c: Connection, tenant_id: str) -> frozenset[str]:
    """Return the ids of those who want no posts about themselves."""
    return frozenset(c.execute(_OPTED_OUT, {"tenant": tenant_id}).scalars())


def set_opt_out(c: Connection, tenant_id: str, person_id: str, out: bool) -> None:
    if out:
        c.execute(insert_once(opt_out, c.dialect.name), {"tenant_id": tenant_id, "person_id": person_id})
    else:
        c.execute(_OPT_IN, {"tenant": tenant_id, "person": person_id})


def purge_posts(c: Connection, older: timedelta) -> int:
    """Delete older posts; return the number of rows."""
    return c.execute(_PURGE, {"before": (_clock(c) - older).date()}).rowcount


def _clock(c: Connection) -> datetime:
    return c.execute(select(_now)).scalar_one()


def _values(kept: Subscription) -> dict[str, Any]:
    units = [asdict(unit) for unit in kept.units]
    values = {column.name: getattr(kept, column.name) for column in _FIELDS}
    return {**values, "topics": list(kept.topics), "days": list(kept.days), "units": units}


def _read(row: Any) -> Subscription:
    values = {column.name: getattr(row, column.name) for column in _FIELDS}
    units = tuple(UnitRef(**unit) for unit in values["units"])
    return Subscription(**{**values, "topics": tuple(values["topics"]), "days": tuple(values["days"]), "units": units})
