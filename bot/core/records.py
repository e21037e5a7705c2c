"""What is kept of people, their requests and tasks; and work to be done, as it is stored.

Values and ids only, no name and no e-mail; :mod:`bot.store` keeps them. The id of an absence type beside that of
a person tells the reason to anybody who can read both this and Personio's list of types.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from bot.core.events import Conversation

Notification = Literal["decision", "substitute", "approver", "reminder"]
"""What the bot sends by itself: a decision on one's own request, a task as substitute or approver, a reminder of it."""


@dataclass(frozen=True, slots=True)
class Account:
    """What is kept of somebody who uses the bot: ids, language and where to write. No name, no e-mail."""

    tenant_id: str
    object_id: str
    person_id: str | None = None
    language: str | None = None  # chosen by the person
    locale: str | None = None  # last seen from Teams
    last_type_id: str | None = None
    conversation: Conversation | None = None  # the personal chat
    time_zone: str | None = None  # IANA, last seen from Teams
    muted: tuple[Notification, ...] = ()  # what the person does not want to be told by itself


RequestKind = Literal["create", "change", "withdraw"]
"""What somebody asks of Personio: to create an absence, or to change or withdraw one."""


@dataclass(frozen=True, slots=True)
class AbsenceRequest:
    """What somebody confirmed that Personio is to do about an absence of theirs, as stored.

    ``state`` of a request to create one: ``waiting`` (to be filed), ``filed``, ``refused``; to change or withdraw one:
    ``waiting``, then ``done``, ``asked`` (a withdrawal that somebody must agree to) or ``declined``. ``status`` is
    Personio's own word, in our spelling (cards.request.Status), once filed.
    ``details`` is what the cards need (JSON; schema owned by bot.services.requests); the comment in it is dropped once
    Personio has it, or a week after a refusal. ``revision`` counts the changes: a change made from an older one is
    refused. ``news`` counts the hints that Personio has something new, ``followed`` how many of them were looked at.
    ``last_day``: of the absence, None where it has no end.
    """

    id: UUID
    tenant_id: str
    object_id: str
    person_id: str
    state: str
    details: dict[str, Any]
    conversation: Conversation
    card_id: str | None
    language: str
    status: str | None = None
    personio_id: str | None = None
    problem: dict[str, Any] | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    last_day: date | None = None
    revision: int = 0
    news: int = 0
    followed: int = 0
    kind: RequestKind = "create"


@dataclass(frozen=True, slots=True)
class Task:
    """What a substitute or an approver was told about somebody's request, so that it can be told what became of it.

    ``state``: ``asked`` (their turn), ``closed``. ``reminders`` counts those sent; ``remind_at``: not before.
    """

    request_id: UUID
    role: Literal["substitute", "approver"]
    tenant_id: str
    object_id: str
    person_id: str
    conversation: Conversation
    card_id: str | None = None
    state: Literal["asked", "closed"] = "asked"
    reminders: int = 0
    remind_at: datetime | None = None
    created_at: datetime | None = None


class StoreError(Exception):
    """The database cannot be used, now or at all; one sentence for the operator, never with the password."""


class StaleRevision(Exception):
    """A request has changed since it was read: nothing was stored, and who means to change it reads it again."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What became of what was kept of a person.

    ``deleted`` rows that held one of their ids; ``blanked`` places in what is others' or stays; ``under_way`` requests
    that Personio may have been asked for: they are settled first and deleted then. ``ids``: all that were known.
    """

    deleted: int
    blanked: int
    under_way: int
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class NewJob:
    """Work to be done durably.

    ``kind`` names the handler, ``key`` makes it unique, ``payload`` is small JSON: ids only. A request's id is
    ``request_id`` there, a person's ``person_id`` or ``object_id``: by these names forgetting finds them.
    """

    kind: str
    key: str
    payload: dict[str, Any]
