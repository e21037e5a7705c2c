"""An async client of Personio's API, typed and in plain words.

It knows Personio and nothing else; it could be published on its own. What is in ``__all__`` is public.
"""

from personio_client.client import PersonioClient
from personio_client.errors import (
    AbsenceConflict,
    BadAnswer,
    BadCredentials,
    Conflict,
    NotAllowed,
    NotFound,
    PersonioError,
    RateLimited,
    Refused,
    SubstituteInvalid,
    SubstituteNotAllowed,
    SubstituteRequired,
    Substituting,
    Unavailable,
    Unprocessable,
)
from personio_client.holiday_mapping import holiday_range
from personio_client.models import (
    AbsencePeriod,
    AbsenceType,
    Attribute,
    Balance,
    DayAmount,
    DayPart,
    Holiday,
    HolidayCalendar,
    NewAbsence,
    Person,
    TimeOffType,
    Unit,
    Webhook,
    WebhookEvent,
    WorkSchedule,
)
from personio_client.pause_limit import limit_pauses, pause_limit_left
from personio_client.transport import Exchange, Observe
from personio_client.webhooks import is_from_personio, parse_webhook

__all__ = [
    "AbsenceConflict",
    "AbsencePeriod",
    "AbsenceType",
    "Attribute",
    "BadAnswer",
    "BadCredentials",
    "Balance",
    "Conflict",
    "DayAmount",
    "DayPart",
    "Exchange",
    "Holiday",
    "HolidayCalendar",
    "NewAbsence",
    "NotAllowed",
    "NotFound",
    "Observe",
    "Person",
    "PersonioClient",
    "PersonioError",
    "RateLimited",
    "Refused",
    "SubstituteInvalid",
    "SubstituteNotAllowed",
    "SubstituteRequired",
    "Substituting",
    "TimeOffType",
    "Unavailable",
    "Unit",
    "Unprocessable",
    "Webhook",
    "WebhookEvent",
    "WorkSchedule",
    "holiday_range",
    "is_from_personio",
    "limit_pauses",
    "parse_webhook",
    "pause_limit_left",
]
