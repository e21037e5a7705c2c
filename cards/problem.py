"""Why something came back: a message key and its parameters.

The bot names a problem, the catalogs say it; :data:`PROBLEMS` lists every name there is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

PROBLEMS = (
    "form.missing_type",
    "form.missing_first_day",
    "form.missing_last_day",
    "form.bad_date",
    "form.bad_time",
    "form.missing_times",
    "form.unknown_type",
    "form.not_offered",  # {type}, {types}
    "form.last_before_first",
    "form.end_before_start",
    "form.too_long",
    "form.too_far",
    "form.both_halves",
    "form.hours_needed",  # {type}
    "form.days_needed",  # {type}
    "form.no_half_days",
    "form.no_working_time",
    "form.other_substitute",
    "free_text.check",
    "free_text.two_readings",
    "free_text.which_days",
    "free_text.loose_days",
    "free_text.past",
    "free_text.no_day",
    "free_text.no_end",
    "free_text.which_type",
    "free_text.which_half",
    "free_text.hours",
    "review.substitute_required",
    "review.substitute_away",  # {name}
    "review.substitute_unknown",
    "review.substitute_self",
    "review.substitute_which",
    "refused.conflict",
    "refused.substituting",
    "refused.substitute_invalid",
    "refused.substitute_required",
    "refused.substitute_not_allowed",
    "refused.no_half_days",
    "refused.mismatch",
    "refused.gone",
    "refused.detail",  # {detail}
    "refused.generic",
    "refused.withdrawn",
    "refused.withdrawn_stands",
    "refused.stands",
    "absences.not_there",
    "absences.started",
    "absences.over",
    "absences.decided",
    "absences.not_changeable",
    "absences.withdrawal_asked",
    "absences.not_allowed",
    "absences.not_done",
    "absences.not_done_detail",  # {detail}
    "absences.put_back",
    "absences.not_put_back",
    "absences.otherwise",
    "absences.changed_since",
    "absences.look_again",
    "absences.filed_after_all",
    "identity.not_linked",
    "identity.guest",
    "identity.inactive",
    "identity.not_started",
    "identity.ambiguous",
    "identity.unknown",
    "personio.unreachable",
    "personio.not_set_up",
    "turn.slow",
    "turn.uncertain",
    "error.unexpected",  # {reference}
    "chat.personal_only",
    "chat.ask_there",
    "request.someone_elses",
    "request.busy",
    "sick.no_type",
    "sick.not_offered",
    "sick.not_reported",
    "sick.which_length",
    "recovered.refused",
    "setup.admins_only",
    "setup.no_admins",
    "setup.no_app_id",
    "setup.no_tenant",
    "setup.no_teams",
    "setup.no_credentials",
    "setup.bad_credentials",
    "setup.no_rights",
    "setup.missing_team",
    "setup.missing_channel",
    "setup.missing_topics",
    "setup.missing_days",
    "setup.unknown_channel",
    "setup.missing_units",
    "setup.same_time",
    "setup.unknown_unit",
    "setup.several",  # {title}
    "setup.unknown_language",
    "setup.unknown_timezone",
    "setup.unknown_holidays",
    "setup.outsiders",  # {place}
    "setup.not_postable",  # {place}
    "setup.gone",
)

PASSING = frozenset(
    {
        "identity.unknown",
        "personio.unreachable",
        "personio.not_set_up",
        "turn.slow",
        "turn.uncertain",
        "error.unexpected",
        "request.busy",
    }
)
"""What may work a moment later; every other problem is a rule, or needs something else to be done first."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a form came back or a request was refused: one of :data:`PROBLEMS` and its parameters."""

    key: str
    params: dict[str, str | int | date | Decimal] = field(default_factory=dict)
