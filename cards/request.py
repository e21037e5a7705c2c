"""The cards of a request for an absence: form, review, receipt.

Rule: what the employee typed comes back as typed, whatever it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal
from uuid import UUID

from cards.actions import Draft
from cards.card import Card
from cards.i18n import Translator


@dataclass(frozen=True, slots=True)
class TypeOption:
    """An absence type to choose from. ``unit`` decides whether halves or times are asked."""

    id: str
    name: str
    unit: Literal["day", "hour"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a form came back: a message key of the catalogs and its parameters."""

    key: str
    params: dict[str, str | int | date | Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormView:
    """An empty or returned form. ``draft`` holds what the inputs show, ``unit`` in it which inputs are shown."""

    request_id: UUID
    types: Sequence[TypeOption]
    draft: Draft
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """When: days inclusive, halves of the first and last day or clock times (hour types). ``last_day`` None: open end."""

    first_day: date
    last_day: date | None
    first_half: bool = False  # from midday on
    last_half: bool = False  # until midday
    first_time: time | None = None
    last_time: time | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: a number of working days or of hours."""

    value: Decimal
    unit: Literal["day", "hour"]


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """Days left before and after this request (both planned absences deducted). ``unit`` of the type."""

    before: Decimal
    after: Decimal
    unit: Literal["day", "hour"]


@dataclass(frozen=True, slots=True)
class Overlap:
    """An absence of the employee's own in the same period."""

    type_name: str
    period: Period


@dataclass(frozen=True, slots=True)
class SubstituteView:
    """Whether a substitute is asked, and who is chosen so far (``chosen`` = title to show for ``value``)."""

    rule: Literal["none", "optional", "required"]
    value: str | None = None
    chosen: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Everything the employee checks before *Aanvragen*. None means not known: the line is left out."""

    request_id: UUID
    draft: Draft
    type_name: str
    period: Period
    amount: Amount | None
    back_on: date | None
    back_at_noon: bool = False  # back on the afternoon of back_on
    balance: BalanceLine | None = None
    overlaps: Sequence[Overlap] = ()
    colleagues_away: int | None = None
    colleagues_unit: str | None = None  # name of the team or department counted
    substitute: SubstituteView = SubstituteView("none")
    comment: str | None = None
    problem: Problem | None = None


Status = Literal[
    "waiting",  # confirmed and stored here; not yet with Personio
    "substitute_requested",
    "pending",
    "approved",
    "rejected",
    "deletion_pending",
    "unknown",  # Personio says something we do not know: in progress
    "gone",  # no longer in Personio
    "refused",  # Personio did not take it
]


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A request that was confirmed, and how it stands.

    ``problem`` (status ``refused``): why and the way out. ``substitute_unconfirmed``: Personio took the request but
    did not confirm the substitute. ``personio_url``: where the person sees it in Personio, if known.
    """

    request_id: UUID
    draft: Draft
    type_name: str
    period: Period
    amount: Amount | None
    back_on: date | None
    status: Status
    back_at_noon: bool = False
    substitute: str | None = None  # name
    substitute_unconfirmed: bool = False
    comment: str | None = None
    problem: Problem | None = None
    filed_at: datetime | None = None
    personio_url: str | None = None


def form_card(view: FormView, t: Translator) -> Card:
    """Show type, both days with their halves (or times), a comment; *Volgende stap*, *Annuleren*. Pure."""
    raise NotImplementedError


def review_card(view: ReviewView, t: Translator) -> Card:
    """Show what will be asked of Personio, with the substitute picker; *Aanvragen*, *Terug*, *Annuleren*. Pure."""
    raise NotImplementedError


def receipt_card(view: ReceiptView, t: Translator) -> Card:
    """Show what was filed, its status and what happens next. Pure."""
    raise NotImplementedError


def cancelled_card(t: Translator) -> Card:
    """Say that nothing was asked; a button for a new request. Pure."""
    raise NotImplementedError


def stale_card(t: Translator) -> Card:
    """Say that this card is too old to be used; a button for a fresh form. Pure."""
    raise NotImplementedError
