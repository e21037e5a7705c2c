"""Which absence in Personio is a request's own, and what may be done to it without asking again.

What we did not make, or cannot prove to have made, is never deleted, moved or ended by us but by its owner's own
confirmed press on exactly that absence as they saw it (docs/decisions/0012). An absence is

- *made*: its id is the one that our own create answered with;
- *adopted*: after a try whose outcome is not known, it is exactly what was sent, created within that try;
- anything else: somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from bot.core.absence_request import RequestedAbsence
from bot.core.people import OPEN
from bot.core.verification import comment_of, same
from bot.core.working_time import Span
from personio_client.models import AbsencePeriod

SKEW: Final = timedelta(minutes=5)
"""How far Personio's clock and ours may be apart, either way."""

Origin = Literal["made", "adopted"]

_KEPT: Final = 10  # tries; older ones were looked for in vain as often
_ONE_DAY: Final = timedelta(days=1)
_NONE: Final[tuple[()]] = ()


@dataclass(frozen=True, slots=True)
class Try:
    """One write sent to Personio, unless it is known to have had no effect.

    ``ended`` None: it is under way, or a crash interrupted it. ``named``: the substitute was named in the comment.
    """

    begun: datetime
    ended: datetime | None = None
    named: bool = False

    def covers(self, instant: datetime, deadline: timedelta) -> bool:
        """Tell whether what Personio did at ``instant`` may have come of this try.

        ``deadline``: how long an answer is waited for, so how long the write may have been under way.
        """
        return self.begun - SKEW <= instant <= self._over(deadline) + deadline + SKEW

    def under_way(self, now: datetime, deadline: timedelta) -> timedelta:
        """Return for how long Personio may still be at it; zero or less where it is over."""
        return self._over(deadline) + deadline - now

    def _over(self, deadline: timedelta) -> datetime:
        return max(self.begun, self.ended or self.begun + deadline)


def tries_of(details: Mapping[str, Any]) -> tuple[Try, ...]:
    """Return the tries that are noted in the details of a request or of a change. Raises KeyError without any note."""
    return tuple(Try(_read(each["from"]), _read(each["to"]), bool(each.get("named"))) for each in details["tries"])


def with_tries(details: Mapping[str, Any], tries: Sequence[Try]) -> dict[str, Any]:
    """Return details with these tries noted, the latest ones where there are many."""
    rows = [
        {"from": each.begun.isoformat(), "to": each.ended.isoformat() if each.ended else None, "named": each.named}
        for each in tries[-_KEPT:]
    ]
    return {**details, "tries": rows}


def noted_before(details: Mapping[str, Any], *, tried: bool, since: datetime, now: datetime) -> dict[str, Any]:
    """Return details with tries; an older version noted none, and may have ``tried`` at any time ``since`` then."""
    if "tries" in details:
        return dict(details)
    return with_tries(details, (Try(since, now),) if tried else _NONE)


def adoptable(
    sent: Iterable[tuple[Try, RequestedAbsence]], found: Iterable[AbsencePeriod], *, person_id: str, deadline: timedelta
) -> AbsencePeriod | None:
    """Return the one absence that a try with an unknown outcome has made; None where none or more than one can be it.

    ``sent``: each such try with what really was sent. ``found``: settled by their daily amounts.
    """
    tries = list(sent)
    ours = [
        period
        for period in found
        if period.person_id == person_id
        and any(_came_of(each, requested_absence, period, deadline) for each, requested_absence in tries)
    ]
    return ours[0] if len(ours) == 1 else None


def in_the_way(
    requested_absence: RequestedAbsence,
    found: Iterable[tuple[AbsencePeriod, Span]],
    tries: Sequence[Try],
    *,
    deadline: timedelta,
    today: date,
) -> list[AbsencePeriod]:
    """Return the absences of ``found`` that overlap the requested one; it is not sent once more while there are any.

    An open end counts until ``today``. A rejected absence counts only where one of ``tries`` may have created it
    (``deadline``: as in :meth:`Try.covers`).
    """
    asked = _so_far(requested_absence.span, today)
    return [
        period
        for period, at in found
        if _so_far(at, today).overlaps(asked) and (period.status != "rejected" or _maybe_ours(period, tries, deadline))
    ]


def fresh(status: str, *, approval_required: bool | None) -> bool:
    """Tell whether an absence in that status can be one that nobody has decided on yet.

    One that needs no approval is approved at once. Where ``approval_required`` is None (Personio does not say), an
    approved one counts as decided.
    """
    return status in OPEN or (status == "approved" and approval_required is False)


def misread(
    requested_absence: RequestedAbsence, period: AbsencePeriod, end_write: Literal["inclusive", "exclusive"]
) -> bool:
    """Tell whether the one thing that differs is the last day, off as another end convention would read it.

    ``period`` is settled by its daily amounts. The day itself, read as the day after, loses a day; the day after, read
    as the day itself, gains one.
    """
    off = -_ONE_DAY if end_write == "inclusive" else _ONE_DAY
    if requested_absence.unit == "hour" or requested_absence.open_end or period.last_day is None:
        return False
    read = replace(requested_absence.span, last_day=requested_absence.last_day + off)
    return same(replace(requested_absence, span=read), period)


def may_take_back(
    requested_absence: RequestedAbsence,
    period: AbsencePeriod,
    origin: object,
    *,
    approval_required: bool | None,
    end_write: Literal["inclusive", "exclusive"],
) -> bool:
    """Tell whether an absence that is not what was asked may be deleted: ours, misread by Personio, and untouched."""
    return (
        origin in ("made", "adopted")
        and period.created_at is not None
        and period.created_at == period.updated_at
        and fresh(period.status, approval_required=approval_required)
        and misread(requested_absence, period, end_write)
    )


def may_withdraw_unseen(
    requested_absence: RequestedAbsence, period: AbsencePeriod, origin: object, *, approval_required: bool | None
) -> bool:
    """Tell whether the owner's withdrawal of a request that waits covers what was made of it meanwhile.

    They saw the days, and that nothing was decided.
    """
    decided = not fresh(period.status, approval_required=approval_required)
    return origin in ("made", "adopted") and not decided and same(requested_absence, period)


def may_put_back(
    requested_absence: RequestedAbsence,
    period: AbsencePeriod,
    tries: Iterable[Try],
    *,
    comments: Iterable[str],
    end_write: Literal["inclusive", "exclusive"],
    deadline: timedelta,
) -> bool:
    """Tell whether what stands after a change of the owner's is our own writing, misread by Personio.

    ``comments``: the one that was sent, and the one before, which Personio may keep.
    """
    changed = period.updated_at
    return (
        changed is not None
        and any(each.covers(changed, deadline) for each in tries)
        and period.status in OPEN
        and comment_of(period) in comments
        and misread(requested_absence, period, end_write)
    )


def as_shown(period: AbsencePeriod) -> str:
    """Return the ends and the status of an absence in one word, for a press to carry what its card showed.

    Taken as Personio sends them: the same whatever its ends mean.
    """
    ends = period.ends_at.isoformat(timespec="minutes") if period.ends_at else "open"
    halves = f"{'h' if period.first_half else 'w'}{'h' if period.last_half else 'w'}"
    return "/".join((period.starts_at.isoformat(timespec="minutes"), ends, halves, period.status))


def _came_of(each: Try, requested_absence: RequestedAbsence, period: AbsencePeriod, deadline: timedelta) -> bool:
    return (
        period.created_at is not None
        and each.covers(period.created_at, deadline)
        and period.type_id == requested_absence.type_id
        and same(requested_absence, period)
        and comment_of(period) == comment_of(requested_absence)
    )


def _maybe_ours(period: AbsencePeriod, tries: Iterable[Try], deadline: timedelta) -> bool:
    return period.created_at is None or any(each.covers(period.created_at, deadline) for each in tries)


def _so_far(at: Span, today: date) -> Span:
    return at if at.last_day is not None else replace(at, last_day=max(at.first_day, today))


def _read(written: str | None) -> Any:
    return datetime.fromisoformat(written) if written else None
