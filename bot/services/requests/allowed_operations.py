"""What the owner of an absence can do to it in the bot, in its present state.

An absence that waits for a decision can be withdrawn and changed. An approved one can be withdrawn until the day before
it starts; a report of sickness on the day it was made. For anything else the card says where it is done.
"""

from __future__ import annotations

from datetime import date

from bot.core.people import OPEN, category
from bot.core.records import AbsenceRequest
from bot.core.request_status import FINAL
from bot.core.working_time import Span
from bot.services.context import time_zone
from personio_client import AbsenceType


def may_change(status: str | None) -> bool:
    return status in OPEN


def against_withdrawal(status: str | None, when: Span, today: date, *, just_reported: bool = False) -> str | None:
    """Return why an absence cannot be withdrawn here, as a message key; None where it can."""
    if status in OPEN:
        return None
    if status == "deletion_pending":
        return "absences.withdrawal_asked"
    if status in FINAL:
        return "absences.not_changeable"
    if just_reported or when.first_day > today:
        return None
    over = when.last_day is not None and when.last_day < today
    return "absences.over" if over else "absences.started"


def just_reported(request: AbsenceRequest | None, kind: AbsenceType | None, today: date, *, moved: bool) -> bool:
    """Tell whether an absence is the sickness that its owner reported here today, as they reported it.

    ``moved``: it has other ends by now. Then something hangs on it: it has begun to be followed up, or it has ended.
    """
    if request is None or moved or "period" in request.details or request.created_at is None:
        return False
    sick = kind is not None and kind.unit == "day" and category(kind) == "sick_leave"
    return sick and request.created_at.astimezone(time_zone(request.details.get("zone"))).date() == today
