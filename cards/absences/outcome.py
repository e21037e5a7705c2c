"""The card for what came of a withdrawal or a change, or that says it is still to come.

It says what Personio has done; what Personio did not do is not claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from microsoft_teams.cards import CardElement

from cards.absences.absence_row import AbsenceRow, there
from cards.actions import ChangeAbsence, ListAbsences, OpenAbsence, WithdrawAbsence
from cards.amounts import Period
from cards.card import Card
from cards.elements import Button, Tone, box, build_card, button, buttons, heading, line, strong
from cards.given_up import TITLES as GIVEN_UP
from cards.i18n import Translator
from cards.problem import Problem

Operation = Literal["withdraw", "change"]
Ending = Literal[
    "waiting",  # for Personio
    "done",
    "asked",  # the withdrawal needs somebody's consent; until then it stands
    "declined",
]

_TITLES: Final[dict[tuple[Operation, Ending], str]] = {
    ("withdraw", "waiting"): "withdraw.stored",
    ("withdraw", "done"): "withdraw.done",
    ("withdraw", "asked"): "withdraw.asked",
    ("withdraw", "declined"): "withdraw.declined",
    ("change", "waiting"): "change.stored",
    ("change", "done"): "change.done",
    ("change", "asked"): "change.done",
    ("change", "declined"): "change.declined",
}
_TEXTS: Final[dict[tuple[Operation, Ending], str]] = {
    ("withdraw", "waiting"): "withdraw.stored_text",
    ("withdraw", "done"): "withdraw.done_text",
    ("withdraw", "asked"): "withdraw.asked_text",
    ("change", "waiting"): "change.stored_text",
}
_UNCLEAR: Final = frozenset({"absences.otherwise", "absences.not_put_back", "refused.withdrawn_stands"})
_AGAIN: Final = frozenset({"absences.changed_since", "absences.look_again", "absences.filed_after_all"})
_STATUS: Final = {
    "substitute_requested": "receipt.substitute_requested",
    "pending": "receipt.pending",
    "approved": "receipt.approved",
    "rejected": "receipt.rejected",
}
_TONES: Final[dict[Ending, Tone]] = {"waiting": "accent", "done": "good", "asked": "accent", "declined": "attention"}


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """``period``: of the absence, as it is now or is to be; None and no ``type_name``: not known at the moment.

    ``status``: Personio's word after a change. ``comment_kept``: Personio left the comment as it was. ``unverified``:
    Personio took a change, and it could not be seen which days it made of it. ``stands``: what is in Personio instead,
    for its owner to decide on. ``given_up`` (ending ``waiting``): the bot failed too often and tries no more by itself.
    """

    operation: Operation
    ending: Ending
    absence_id: str | None = None
    type_name: str | None = None
    period: Period | None = None
    status: str | None = None
    comment_kept: bool = False
    unverified: bool = False
    problem: Problem | None = None
    stands: Sequence[AbsenceRow] = ()
    given_up: bool = False


def outcome_card(view: OutcomeView, t: Translator) -> Card:
    """Show the outcome of a withdrawal or change, or that it still waits."""
    why = view.problem.key if view.problem else None
    title = t("absences.check" if why in _UNCLEAR else _title(view))
    tone: Tone = "accent" if view.unverified else "warning" if _is_given_up(view) else _TONES[view.ending]
    body: list[CardElement] = [box([heading(title), *_explained(view, t)], tone)]
    if view.stands:
        body += there(view.stands, t)
    elif view.period:
        body.append(box(_about(view.type_name, view.period, t)))
    standing = view.absence_id if (view.operation, view.ending) != ("withdraw", "done") else None
    body.append(
        buttons(
            _again(view.operation, standing, t) if standing and why in _AGAIN else None,
            button(t("button.view"), OpenAbsence(absence_id=standing))
            if standing and view.ending != "waiting"
            else None,
            button(t("command.absences.title"), ListAbsences()),
        )
    )
    return build_card(t, title, body)


def _is_given_up(view: OutcomeView) -> bool:
    return view.given_up and view.ending == "waiting"


def _title(view: OutcomeView) -> str:
    if _is_given_up(view):
        return GIVEN_UP[view.operation]
    return "change.taken" if view.unverified else _TITLES[view.operation, view.ending]


def _explained(view: OutcomeView, t: Translator) -> Iterator[CardElement]:
    if key := "given_up.text" if _is_given_up(view) else _TEXTS.get((view.operation, view.ending)):
        yield line(t(key), space="Small")
    if view.unverified:
        yield line(t("change.taken_text"), space="Small")
    if view.operation == "change" and view.ending == "done":
        yield line(f"{t(_STATUS.get(view.status or '', 'receipt.unknown'))}.", space="Small")
    if view.problem:
        yield line(t(view.problem.key, **view.problem.params), space="Small")
    if view.comment_kept:
        yield line(t("change.comment_kept"), space="Small")


def _again(operation: Operation, absence_id: str, t: Translator) -> Button:
    """Return the button that asks once more, by how the absence stands now."""
    if operation == "change":
        return button(t("button.change"), ChangeAbsence(absence_id=absence_id))
    return button(t("button.withdraw"), WithdrawAbsence(absence_id=absence_id))


def _about(type_name: str | None, period: Period, t: Translator) -> Iterator[CardElement]:
    if type_name:
        yield strong(type_name)
    when = t.period(period)
    yield line(when[:1].upper() + when[1:], space="Small" if type_name else None)
