"""The life of a filed request: from what is stored and what Personio says now to what is so from now on.

Personio's last word counts, whatever came before. Nothing is told twice for one change, and nobody is
told what they did here themselves.

What is remembered in ``details``: ``seen`` is the absence's ends as Personio last sent them, so that an end convention
we do not know is no change; ``period`` is when the absence is, once that differs from what was asked;
``changed_here``: its owner changed it so in Teams; ``differs``: Personio had other days from the start; ``was`` is the
status before it vanished; ``told`` is the revision whose change the owner is still to be told; ``rejected_by`` is
``substitute`` where one declined, ``unknown`` where it may have been one or the approver; ``withdrawing`` and
``changing`` are set by the code that is about to delete or change the absence for its owner, who then is told nothing.
``forgotten`` and ``forget_substitute`` are set while a request waits, by :mod:`bot.store.forgetting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, Final

from bot.core.absence_request import read_day
from bot.core.jobs import Told
from bot.core.people import OPEN, span
from bot.core.records import AbsenceRequest
from bot.core.working_time import Span, until, written_end
from cards.actions import Draft
from cards.clock_time import read_time
from personio_client.models import AbsencePeriod, AbsenceType, DayAmount

VANISHED: Final = frozenset({"gone", "withdrawn"})
FINAL: Final = frozenset({"rejected", *VANISHED})
"""Ends, as far as we know. Where Personio says otherwise later, it is right."""

_FLAGS = ("withdrawing", "changing")


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be stored, and what the owner is told about it. ``shows``: their card says something else now."""

    request: AbsenceRequest
    told: Told | None = None
    shows: bool = True


def apply_personio_state(
    request: AbsenceRequest, period: AbsencePeriod | None, *, amounts: Iterable[DayAmount] = (), lately: bool = True
) -> Change | None:
    """Return what a look at Personio changes about a filed request; None where nothing.

    ``period`` None: Personio has it no more. ``amounts`` are the daily amounts of an absence that :func:`moved`; they
    say which day is the last under every end convention. ``lately``: nothing can have come in between since the last
    look, so that the person whose turn it was then is the one who has answered.
    """
    return _vanished(request) if period is None else _present(request, period, amounts, lately=lately)


def moved(request: AbsenceRequest, period: AbsencePeriod) -> bool:
    """Tell whether Personio sends other ends than before, so that its daily amounts are worth asking for."""
    known = request.details.get("seen")
    return known != ends_seen(period) if known else _when(request, period) != when(request)


def ends_seen(period: AbsencePeriod) -> dict[str, Any]:
    """Return when an absence starts and ends, as Personio sent it, for :attr:`AbsenceRequest.details`."""
    ends = period.ends_at.isoformat() if period.ends_at else None
    return {"from": period.starts_at.isoformat(), "to": ends, "halves": [period.first_half, period.last_half]}


def draft_of(request: AbsenceRequest) -> Draft:
    return Draft.model_validate(request.details.get("draft", {}))


def when(request: AbsenceRequest) -> Span | None:
    """Return when a request's absence is: as in Personio, or else as asked; None where it cannot be read."""
    stored = request.details.get("period")
    return read_span(stored) if isinstance(stored, dict) else _asked(draft_of(request))


def read_span(stored: Mapping[str, Any]) -> Span | None:
    """Return a span as :func:`write_span` wrote it; None where it is none."""
    first = read_day(stored.get("first_day") or "")
    if first is None:
        return None
    starts, ends = (read_time(stored.get(name) or "") for name in ("first_time", "last_time"))
    halves = (bool(stored.get("first_half")), bool(stored.get("last_half")))
    return Span(first, read_day(stored.get("last_day") or ""), *halves, starts, ends)


def write_span(span: Span) -> dict[str, Any]:
    """Return a span as a dictionary of JSON values."""
    return {
        "first_day": _text(span.first_day),
        "last_day": _text(span.last_day),
        "first_half": span.first_half,
        "last_half": span.last_half,
        "first_time": _text(span.first_time),
        "last_time": _text(span.last_time),
    }


def is_untold(request: AbsenceRequest, revision: object, what: Told) -> bool:
    """Tell whether a change still is to be told, and still is true."""
    if request.state != "filed" or request.details.get("told") != revision:
        return False
    match what:
        case "approved" | "kept":
            return request.status == "approved"
        case "changed":
            return request.status not in FINAL
        case _:
            return request.status == what


def untold(request: AbsenceRequest, revision: int, what: Told) -> bool:
    """Tell whether the right to tell a change was given up and nothing has happened to the request since.

    The change itself and the giving up are one revision each.
    """
    again = replace(request, details={**request.details, "told": revision})
    return "told" not in request.details and request.revision == revision + 2 and is_untold(again, revision, what)


def mark_notified(request: AbsenceRequest) -> AbsenceRequest:
    """Return a request whose owner has nothing to be told any more."""
    return replace(request, details={key: value for key, value in request.details.items() if key != "told"})


def _vanished(request: AbsenceRequest) -> Change | None:
    if request.status in FINAL:
        return None
    decided = request.status == "deletion_pending"  # somebody confirmed what the owner had asked for
    mine = bool(request.details.get("withdrawing"))
    status: Told = "withdrawn" if decided or mine else "gone"
    told = None if mine and not decided else status
    details = _without(request.details, *_FLAGS) | {"was": request.status}
    return _change(replace(request, status=status, details=details), told)


def _present(
    request: AbsenceRequest, period: AbsencePeriod, amounts: Iterable[DayAmount], *, lately: bool
) -> Change | None:
    status = period.status or "unknown"
    overtaken = () if status == request.status else ("rejected_by",)
    now = replace(request, status=status, details=_without(request.details, "was", *overtaken))
    if (request.status, status) == ("substitute_requested", "rejected"):
        now = replace(now, details={**now.details, "rejected_by": "substitute" if lately else "unknown"})
    told = _decision(request.status, status) if status != request.status else None
    if status == "deletion_pending":
        now = replace(now, details=_without(now.details, "withdrawing"))  # asked for; what comes next is others' doing
    if moved(request, period):
        there = _when(request, period.settled(amounts))
        details = _without(now.details, "changing") | {"seen": ends_seen(period)}
        if there != when(request):
            by_owner = request.details.get("changing")
            told = told or (None if by_owner or status in FINAL else "changed")
            details = _without(details, "differs", "changed_here") | {"period": write_span(there)}
            if by_owner:
                details |= {"changed_here": True}
        now = replace(now, details=details, last_day=there.last_day)
    if now == request:
        return None
    return _change(now, told, shows=status != request.status or when(now) != when(request))


def _decision(before: str | None, status: str) -> Told | None:
    match status:
        case "approved":
            return "kept" if before == "deletion_pending" else "approved"
        case "rejected":
            return "rejected"
    return None


def _change(now: AbsenceRequest, told: Told | None, *, shows: bool = True) -> Change:
    if told:
        return Change(replace(now, details={**now.details, "told": now.revision}), told, shows)
    return Change(now, None, shows)


def _when(request: AbsenceRequest, period: AbsencePeriod) -> Span:
    draft = draft_of(request)
    return span(period, AbsenceType(id=draft.type_id or "", unit=draft.unit))


def _asked(draft: Draft) -> Span | None:
    by_days = draft.unit == "day"
    names = {"first_day", "last_day"} if by_days else {"first_day", "last_day", "first_time", "last_time"}
    halves = {half: getattr(draft, half) == "half" for half in ("first_half", "last_half") if by_days}
    endless = {"last_day": None, "last_half": False} if draft.open_end == "true" else {}
    asked = read_span(draft.model_dump(include=names) | halves | endless)
    if asked is None or asked.last_day is None or asked.last_time is None:
        return asked
    return replace(asked, last_day=until(asked.first_day, asked.last_day, asked.last_time))


def was_open(request: AbsenceRequest) -> bool:
    """Tell whether an absence that vanished from Personio was still undecided when the bot last saw it."""
    return request.details.get("was") in OPEN


def declined_by_substitute(request: AbsenceRequest) -> bool:
    """Tell whether a request was rejected because its substitute declined, as far as is known."""
    return request.status == "rejected" and request.details.get("rejected_by") == "substitute"


def substitute_in_doubt(request: AbsenceRequest) -> bool:
    """Tell whether a request ended while its substitute was to answer, so that they may have declined."""
    if request.status == "rejected":
        return "rejected_by" in request.details
    return request.status == "gone" and request.details.get("was") == "substitute_requested"


def draft_now(request: AbsenceRequest) -> Draft:
    """Return the confirmed draft of a request, with the days and times that Personio has now where they changed."""
    draft, span = draft_of(request), when(request)
    if "period" not in request.details or span is None:
        return draft
    return draft.model_copy(update=typed(span))


def typed(span: Span) -> dict[str, str | None]:
    """Return a span as the inputs of the form show it."""
    return {
        "unit": "hour" if span.in_hours else "day",
        "first_day": _text(span.first_day),
        "first_half": "half" if span.first_half else "whole",
        "first_time": _text(span.first_time),
        "last_day": _text(written_end(span) or span.first_day),
        "last_half": "half" if span.last_half else "whole",
        "last_time": _text(span.last_time),
    }


def _without(details: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in details.items() if key not in names}


def _text(value: date | time | None) -> str | None:
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if value else None
