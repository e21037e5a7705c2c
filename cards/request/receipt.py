"""The receipt: a confirmed request, how it stands, and what happens next.

The status is said in words; where Personio said no, the card says why and offers the way out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, Literal
from uuid import UUID

from microsoft_teams.cards import CardElement

from cards.absences.absence_row import AbsenceRow, there
from cards.actions import (
    ChangeAbsence,
    ChooseSubstitute,
    Draft,
    EditRequest,
    ListAbsences,
    OpenRecovered,
    OpenRequest,
    RefreshRequest,
    WithdrawAbsence,
)
from cards.amounts import Amount, Period
from cards.card import Card
from cards.elements import Button, Tone, box, build_card, button, buttons, fact, heading, line, link, refresh, strong
from cards.given_up import TITLES as GIVEN_UP
from cards.i18n import Translator
from cards.problem import Problem
from cards.request.review import absence, back_at_work, comment

Status = Literal[
    "waiting",  # confirmed and stored here; not yet with Personio
    "substitute_requested",
    "pending",
    "approved",
    "rejected",
    "deletion_pending",
    "unknown",  # Personio says something we do not know: in progress
    "withdrawn",  # taken back, by the person or for them
    "gone",  # no longer in Personio, and nobody said why
    "refused",  # Personio did not take it
]

FINAL: Final[frozenset[Status]] = frozenset({"rejected", "withdrawn", "gone", "refused"})
"""What does not change any more. An approved absence may still be changed or withdrawn."""

_TITLES: Final[dict[Status, str]] = {
    "waiting": "receipt.waiting",
    "substitute_requested": "receipt.substitute_requested",
    "pending": "receipt.pending",
    "approved": "receipt.approved",
    "rejected": "receipt.rejected",
    "deletion_pending": "receipt.deletion_pending",
    "unknown": "receipt.unknown",
    "withdrawn": "receipt.withdrawn",
    "gone": "receipt.gone",
    "refused": "receipt.refused",
}

_TEXTS: Final[dict[Status, str]] = {
    "waiting": "receipt.waiting_text",
    "rejected": "receipt.rejected_text",
    "deletion_pending": "receipt.deletion_pending_text",
    "unknown": "receipt.unknown_text",
    "withdrawn": "receipt.withdrawn_text",
    "gone": "receipt.gone_text",
}

_WITHOUT_APP: Final = {"substitute": "approval.no_app_substitute", "approver": "approval.no_app_approver"}
_TONES: Final[dict[Status, Tone]] = {"approved": "good", "rejected": "attention", "refused": "attention"}


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A request that was confirmed, and how it stands.

    ``sick``: a report of sickness, not something to be decided. ``problem`` (status ``refused``): why and the way out.
    ``substitute_unconfirmed``: Personio took the request but did not confirm the substitute. ``changed``: Personio has
    another period than was asked for; ``differs``: from the start; ``changed_here``: its owner did that. ``stands``
    (status ``refused``): what is in Personio and may be this request, or may not. ``undecided`` (status ``gone``):
    nothing was decided when it vanished, so that
    it may have been rejected. ``declined`` (status ``rejected``): its substitute did not accept.
    ``substitute_in_doubt`` (``rejected`` or ``gone``): the substitute may have declined; another can be chosen.
    ``given_up`` (status ``waiting``): the bot failed at it too often, and tries no more by itself.
    ``absence_id``: Personio's, for *Change* and *Withdraw* where they are possible.
    ``personio_url``: where the person sees it in Personio, if known. ``next_request_id``: the id of the next attempt,
    for *Change* of a refused one. ``viewer_ids``: Teams ids of those whose client may ask for a fresh card by
    itself.
    """

    request_id: UUID
    draft: Draft
    type_name: str
    period: Period
    amount: Amount | None
    back_on: date | None
    status: Status
    back_at_noon: bool = False
    back_at: time | None = None
    substitute: str | None = None  # name
    substitute_unconfirmed: bool = False
    sick: bool = False
    problem: Problem | None = None
    unreachable: Literal["substitute", "approver"] | None = None  # whose turn it is does not use the app
    changed: bool = False
    changed_here: bool = False
    differs: bool = False
    stands: Sequence[AbsenceRow] = ()
    undecided: bool = False
    declined: bool = False
    substitute_in_doubt: bool = False
    comment: str | None = None
    absence_id: str | None = None
    may_change: bool = False
    may_withdraw: bool = False
    given_up: bool = False
    filed_at: datetime | None = None
    personio_url: str | None = None
    next_request_id: UUID | None = None
    viewer_ids: tuple[str, ...] = ()


def receipt_card(view: ReceiptView, t: Translator) -> Card:
    """Show what was filed, its status and what happens next. The summary names no sickness: lock screens."""
    reported = view.sick and view.status == "approved"
    title = t(_title(view, reported=bool(reported)))
    body = [
        box(
            [heading(title), *_explained(view, t)],
            "warning" if _is_given_up(view) else _TONES.get(view.status, "accent"),
        ),
        box(_filed(view, t)),
        *there(view.stands, t),
        *_steps(view, t),
        _buttons(view, t),
    ]
    living = view.viewer_ids and view.status not in FINAL
    asks = refresh(RefreshRequest(request_id=view.request_id), view.viewer_ids) if living else None
    return build_card(t, t("sick.reported_summary") if reported else title, body, refreshed=asks)


def _title(view: ReceiptView, *, reported: bool) -> str:
    if reported:
        return "sick.ended" if _ended(view) else "sick.reported"
    if view.declined:
        return "receipt.declined"
    if _is_given_up(view):
        return GIVEN_UP["file"]
    return "absences.check" if view.stands else _TITLES[view.status]


def _explained(view: ReceiptView, t: Translator) -> Iterator[CardElement]:
    if view.problem:
        yield line(t(view.problem.key, **view.problem.params), space="Small")
    elif view.status == "refused":
        yield line(t("refused.generic"), space="Small")
    elif _lasts(view):
        yield line(t("sick.reported_text"), space="Small")
    elif key := ended_text(view.status, view.declined, view.substitute_in_doubt, view.undecided):
        yield line(t(key), space="Small")
    elif _is_given_up(view):
        yield line(t("given_up.text"), space="Small")
    elif view.status in _TEXTS:
        yield line(t(_TEXTS[view.status]), space="Small")
    if view.substitute_unconfirmed:
        yield line(t("receipt.substitute_unconfirmed"), space="Small")


def ended_text(status: str, declined: bool, in_doubt: bool, undecided: bool) -> str | None:
    """Return what is known of who ended a request while it was open; None where nothing is to be added."""
    if status == "rejected" and in_doubt:
        return "receipt.declined_text" if declined else "receipt.rejected_by_whom_text"
    if status == "gone" and undecided:
        return "receipt.gone_substitute_text" if in_doubt else "receipt.gone_undecided_text"
    return None


def _filed(view: ReceiptView, t: Translator) -> Iterator[CardElement]:
    yield from absence(view.type_name, view.period, view.amount, t)
    if view.changed and view.status not in FINAL and not _ended(view):
        changed = "receipt.changed_here" if view.changed_here else "receipt.changed"
        yield line(t("receipt.differs" if view.differs else changed), space="Small")
    if view.status not in FINAL:
        yield from back_at_work(view.back_on, view.back_at_noon, view.back_at, t)
    if view.substitute:
        yield fact(t("receipt.substitute"), view.substitute)
    yield from comment(view.comment, t)
    if view.filed_at and view.status not in ("waiting", "refused"):
        yield line(t("receipt.filed_on", day=view.filed_at.date()), space="Medium", subtle=True)


def _steps(view: ReceiptView, t: Translator) -> Iterator[CardElement]:
    """Yield the way to the decision, each step with its turn in words: done, now, then."""
    if view.status not in ("waiting", "substitute_requested", "pending") or _is_given_up(view):
        return
    steps: list[tuple[str, str]] = [(t("step.filing" if view.status == "waiting" else "step.filed"), "waiting")]
    asked = view.substitute is not None and not view.substitute_unconfirmed
    if asked or view.status == "substitute_requested":
        steps.append((_substitution(view, t), "substitute_requested"))
    steps.append((t("step.approval"), "pending"))
    now = [status for _, status in steps].index(view.status)
    yield strong(t("step.title"), space="Medium")
    for place, (text, _) in enumerate(steps):
        turn = t("step.done" if place < now else "step.now" if place == now else "step.later")
        yield line(f"{turn} {text}", space="Small") if place != now else strong(f"{turn} {text}", space="Small")
    if view.unreachable:
        yield line(t(_WITHOUT_APP[view.unreachable]), space="Small", subtle=True)


def _substitution(view: ReceiptView, t: Translator) -> str:
    if not view.substitute:
        return t("step.substitute_someone")
    return t("step.substituted" if view.status == "pending" else "step.substitute", name=view.substitute)


def _buttons(view: ReceiptView, t: Translator) -> CardElement:
    in_personio = link(t("button.personio"), view.personio_url) if view.personio_url else None
    if view.status == "refused" and view.next_request_id:
        again = EditRequest(request_id=view.next_request_id, draft=view.draft)
        listed = button(t("command.absences.title"), ListAbsences()) if view.stands else None
        return buttons(button(t("button.edit"), again, primary=True), listed, in_personio)
    if view.substitute_in_doubt:
        other = button(t("button.other_substitute"), ChooseSubstitute(request_id=view.request_id), primary=True)
        return buttons(other, button(t("button.new"), OpenRequest(after=view.request_id)), in_personio)
    if _lasts(view):
        return buttons(button(t("command.recovered.title"), OpenRecovered()), _withdraw(view, t), in_personio)
    change = ChangeAbsence(absence_id=view.absence_id)
    return buttons(
        button(t("button.change"), change) if view.may_change else None,
        _withdraw(view, t),
        button(t("button.new"), OpenRequest(after=view.request_id)),
        in_personio,
    )


def _withdraw(view: ReceiptView, t: Translator) -> Button | None:
    if not view.may_withdraw:
        return None
    known = {"absence_id": view.absence_id} if view.absence_id else {"request_id": view.request_id}
    return button(t("button.withdraw"), WithdrawAbsence.model_validate(known))


def _is_given_up(view: ReceiptView) -> bool:
    return view.given_up and view.status == "waiting"


def _lasts(view: ReceiptView) -> bool:
    """Tell whether somebody is ill until they say otherwise."""
    return view.sick and view.status == "approved" and view.period.last_day is None


def _ended(view: ReceiptView) -> bool:
    """Tell whether a report of sickness that had no end has one by now."""
    return view.sick and view.draft.open_end is not None and view.period.last_day is not None
