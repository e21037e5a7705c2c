"""*Report sick*: what will be reported, with the usual answer filled in.

One press is enough; more can be filled in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from microsoft_teams.cards import CardElement

from cards.absences.absence_row import Standing, status_words
from cards.actions import CancelRequest, OpenAbsence, OpenRecovered, ReportSick
from cards.amounts import Period
from cards.card import Card
from cards.elements import ask_day as ask_for_day
from cards.elements import box, build_card, button, buttons, choose_one, heading, line
from cards.i18n import Translator
from cards.problem import Problem

OPEN, DAY, AFTERNOON = "open", "day", "afternoon"
LENGTHS: Final = {OPEN: "sick.until_better", DAY: "sick.day", AFTERNOON: "sick.afternoon"}
"""For how long: value and text key."""


@dataclass(frozen=True, slots=True)
class SickView:
    """``types``: the company's kinds of sickness, id and name. ``note_after``: days after which a note is due, or None.

    ``half_days``: whether the chosen kind can be reported for an afternoon. ``certificate``: Personio may ask for one.
    ``first_day`` is ``YYYY-MM-DD`` as typed, ``length`` one of :data:`LENGTHS`.
    """

    request_id: UUID
    types: Sequence[tuple[str, str]]
    first_day: str | None
    length: str = OPEN
    type_id: str | None = None
    note_after: int | None = None
    half_days: bool = True
    certificate: bool = False
    problem: Problem | None = None


def sick_card(view: SickView, t: Translator) -> Card:
    """Offer to report sick from today on, until further notice."""
    body: list[CardElement] = [heading(t("sick.title"))]
    if view.problem:
        body.append(box([line(t(view.problem.key, **view.problem.params))], "attention"))
    body.append(line(t("sick.text"), space="Small"))
    if len(view.types) > 1:
        body.append(choose_one("type_id", t("form.type"), view.types, view.type_id, missing=t("form.missing_type")))
    lengths = [(value, t(key)) for value, key in LENGTHS.items() if value != AFTERNOON or view.half_days]
    chosen = view.length if view.length in dict(lengths) else OPEN
    body += [
        ask_for_day("first_day", t("sick.first_day"), view.first_day, missing=t("form.missing_first_day")),
        choose_one("length", t("sick.length"), lengths, chosen),
    ]
    if view.note_after:
        body.append(line(t.plural("sick.note", view.note_after), space="Medium", subtle=True))
    elif view.certificate:
        body.append(line(t("sick.certificate"), space="Medium", subtle=True))
    body.append(
        buttons(
            button(t("command.sick.title"), ReportSick(request_id=view.request_id), primary=True, inputs=True),
            button(t("button.cancel"), CancelRequest(request_id=view.request_id)),
        )
    )
    return build_card(t, t("sick.summary"), body)


@dataclass(frozen=True, slots=True)
class ReportedView:
    """The sickness that somebody is reported with already: Personio's id, when it is, how it stands."""

    absence_id: str
    period: Period
    standing: Standing


def reported_card(view: ReportedView, t: Translator) -> Card:
    """Say since when somebody is reported sick, that nothing was changed, and offer to end it."""
    when = t.period(view.period)
    said = [
        heading(t("sick.already")),
        line(when[:1].upper() + when[1:], space="Small"),
        line(status_words(view.standing, t), space="Small"),
    ]
    offered = buttons(
        button(t("command.recovered.title"), OpenRecovered(), primary=True),
        button(t("button.view"), OpenAbsence(absence_id=view.absence_id)),
    )
    return build_card(t, t("sick.reported_summary"), [box(said, "accent"), line(t("sick.already_text")), offered])


def note_card(days: int, t: Translator) -> Card:
    """Remind of the doctor's note. Its summary does not say what it is about: lock screens."""
    body = [heading(t("sick.note_title")), line(t.plural("sick.note_text", days), space="Small")]
    return build_card(t, t("sick.note_summary"), body)
