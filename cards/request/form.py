"""The form: type, both days with their halves or times, a comment.

Whatever was typed comes back; what an input cannot show (a malformed date) is left empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from uuid import UUID

from microsoft_teams.cards import CardElement

from cards.actions import MAX_INPUT, CancelRequest, Draft, OpenAbsence, ReviewChange, ReviewRequest
from cards.card import Card
from cards.clock_time import shown_time
from cards.elements import (
    ask_day,
    ask_text,
    ask_time,
    box,
    build_card,
    button,
    buttons,
    choose_one,
    fact,
    heading,
    line,
    strong,
)
from cards.i18n import Translator
from cards.problem import Problem

HALVES: Final = {
    "first_half": {"whole": "form.whole", "half": "form.from_midday"},
    "last_half": {"whole": "form.whole", "half": "form.until_midday"},
}
"""The choices of the two inputs for half days: value and text key."""
_TIMES = ("first_time", "last_time")
# The type asks for other inputs, or its name was read from somebody's words: nothing that was typed is wrong.
_NO_FAULT = frozenset({"form.hours_needed", "form.days_needed", "form.not_offered"})


@dataclass(frozen=True, slots=True)
class TypeOption:
    """An absence type to choose from. ``unit`` decides whether halves or times are asked."""

    id: str
    name: str
    unit: Literal["day", "hour"]


@dataclass(frozen=True, slots=True)
class FormView:
    """An empty form, or one that came back. ``draft``: the values of the inputs; its ``unit`` says which are shown.

    ``notes``: message keys of hints to look again at what was read from a message. A draft that changes an absence:
    its type is the only one in ``types``, ``substitute`` is the substitute's name.
    """

    request_id: UUID
    types: Sequence[TypeOption]
    draft: Draft
    problem: Problem | None = None
    substitute: str | None = None
    notes: Sequence[str] = ()
    half_days: bool = True


def form_card(view: FormView, t: Translator) -> Card:
    """Show type, both days with their halves (or times), a comment; *Next step*, *Cancel*."""
    draft, problem = view.draft, view.problem
    body: list[CardElement] = [heading(t("change.title" if draft.changes else "form.title"))]
    no_fault = problem is not None and problem.key in _NO_FAULT
    if problem:
        body.append(box([line(t(problem.key, **problem.params))], "accent" if no_fault else "attention"))
    if view.notes:
        body.append(box([line(t(note), space="Small" if n else None) for n, note in enumerate(view.notes)], "accent"))
    body += _stays(view, t) if draft.changes else [_type(view, t)]
    body += [
        ask_day("first_day", t("form.first_day"), _day(draft.first_day), missing=t("form.missing_first_day")),
        *_first(draft, t, half_days=view.half_days),
        ask_day("last_day", t("form.last_day"), _day(draft.last_day), missing=t("form.missing_last_day")),
        *_last(draft, t, half_days=view.half_days),
        ask_text(
            "comment",
            t("form.comment"),
            draft.comment,
            placeholder=t("form.comment_placeholder"),
            longest=MAX_INPUT,
        ),
        buttons(
            button(t("button.next"), _next(view), primary=True, inputs=True),
            button(
                t("button.cancel"),
                OpenAbsence(absence_id=draft.changes) if draft.changes else CancelRequest(request_id=view.request_id),
            ),
        ),
    ]
    return build_card(t, t("form.returned" if problem and not no_fault else "form.summary"), body)


def _type(view: FormView, t: Translator) -> CardElement:
    return choose_one(
        "type_id",
        t("form.type"),
        [(each.id, t("form.per_hour", type=each.name) if each.unit == "hour" else each.name) for each in view.types],
        view.draft.type_id,
        placeholder=t("form.type_placeholder"),
        missing=t("form.missing_type"),
    )


def _stays(view: FormView, t: Translator) -> list[CardElement]:
    """Return what a change leaves as it is, and how to have it otherwise."""
    said: list[CardElement] = [strong(option.name) for option in view.types[:1]]
    if view.substitute:
        said.append(fact(t("receipt.substitute"), view.substitute))
    key = "change.stays_both" if view.substitute else "change.stays"
    return [box([*said, line(t(key), space="Small", subtle=True)])]


def _first(draft: Draft, t: Translator, *, half_days: bool) -> Iterator[CardElement]:
    if draft.unit == "hour":
        yield ask_time("first_time", t("form.first_time"), shown_time(draft.first_time))
    elif half_days:
        yield _ask_half("first_half", t("form.first_half"), draft.first_half, t)


def _last(draft: Draft, t: Translator, *, half_days: bool) -> Iterator[CardElement]:
    if draft.unit == "hour":
        yield ask_time("last_time", t("form.last_time"), shown_time(draft.last_time))
    elif half_days:
        yield _ask_half("last_half", t("form.last_half"), draft.last_half, t)


def _ask_half(field: str, label: str, chosen: str | None, t: Translator) -> CardElement:
    halves = [(value, t(key)) for value, key in HALVES[field].items()]
    return choose_one(field, label, halves, _half(chosen), space="Small")


def _next(view: FormView) -> ReviewRequest | ReviewChange:
    """Return the press of *Next step*, carrying what this form has no input for, so that it is not lost."""
    carried = {"substitute", *(HALVES if view.draft.unit == "hour" else _TIMES)}
    if view.draft.changes:
        kept = view.draft.model_dump(include=carried | {"type_id", "changes", "seen"}, exclude_none=True)
        return ReviewChange(errand_id=view.request_id, unit=view.draft.unit, **kept)
    return ReviewRequest(
        request_id=view.request_id, unit=view.draft.unit, **view.draft.model_dump(include=carried, exclude_none=True)
    )


def _day(typed: str | None) -> str | None:
    try:
        return typed if typed and date.fromisoformat(typed).isoformat() == typed else None
    except ValueError:
        return None


def _half(typed: str | None) -> str:
    return "half" if typed == "half" else "whole"
