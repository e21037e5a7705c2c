"""The card of a change or a withdrawal, always rendered from what is stored."""

from __future__ import annotations

from typing import Any, cast

from bot.core.absence_request import period
from bot.core.as_in_personio import shown
from bot.core.records import AbsenceRequest
from bot.core.request_status import read_span
from bot.services.context import Services
from cards import Card
from cards.absences import Operation, OutcomeView, outcome_card
from cards.i18n import translator
from cards.request import Problem
from personio_client import PersonioError


async def operation_card(services: Services, operation: AbsenceRequest, language: str) -> Card:
    """Return the card of a change or a withdrawal as it stands."""
    details, problem = operation.details, operation.problem
    at = read_span(details.get("when") or {})
    try:
        types = await services.directory.types()
    except PersonioError:
        types = {}  # the card can do without
    kind, t = types.get(details.get("type_id") or ""), translator(language)
    view = OutcomeView(
        operation=cast("Operation", operation.kind),
        ending=cast("Any", operation.state),  # an operation's states are the endings
        absence_id=None if problem and problem["key"] == "absences.not_there" else details["absence_id"],
        type_name=kind.name if kind else None,
        period=period(at) if at else None,
        status=operation.status,
        comment_kept=bool(details.get("comment_kept")),
        unverified=bool(details.get("unverified")),
        problem=Problem(problem["key"], problem.get("params", {})) if problem else None,
        stands=shown(details.get("stands", ()), types, t("absences.one")),
        given_up=bool(details.get("given_up")),
    )
    return outcome_card(view, t)
