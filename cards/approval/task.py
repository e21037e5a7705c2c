"""What the substitute's and the approver's card have in common: who, when, where to answer, what became of it.

The posted card is edited: while it is somebody's turn it says where to answer, afterwards only how it ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from uuid import UUID

from microsoft_teams.cards import CardElement

from cards.actions import RefreshTask, SnoozeTask
from cards.amounts import Amount, Period
from cards.card import Card
from cards.elements import Tone, box, build_card, button, buttons, choose_one, heading, line, link, refresh, strong
from cards.i18n import Translator

Stage = Literal[
    "open",  # it is their turn
    "accepted",  # the substitute has accepted, the decision is still to come
    "approved",
    "declined",  # the substitute has declined
    "rejected",
    "withdrawn",
    "gone",  # no longer in Personio, and nobody said why
    "passed_on",  # somebody else is asked now
]

_DONE: Final[dict[Stage, str]] = {
    "accepted": "approval.done_accepted",
    "approved": "approval.done_approved",
    "declined": "approval.done_declined",
    "rejected": "approval.done_rejected",
    "withdrawn": "approval.done_withdrawn",
    "gone": "approval.done_gone",
    "passed_on": "approval.done_passed_on",
}
_TONES: Final[dict[Stage, Tone]] = {"open": "accent", "accepted": "good", "approved": "good"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """Somebody else's absence as a substitute or an approver is shown it.

    ``name``: who asks. ``waiting``: whole days since it became their turn. ``remind_on``: when they will be reminded,
    None: not again; ``snooze_days``: other days to choose from. ``snoozed``: it was just put off. ``reminder``: this is
    one. ``time_zone``: that of the hours, where it has to be said. ``viewer_ids``: Teams ids of those whose client may
    ask for a fresh card by itself.
    """

    request_id: UUID
    name: str
    period: Period
    amount: Amount | None = None
    stage: Stage = "open"
    waiting: int = 0
    remind_on: date | None = None
    snooze_days: Sequence[date] = ()
    snoozed: bool = False
    reminder: bool = False
    personio_url: str | None = None
    viewer_ids: tuple[str, ...] = ()
    time_zone: str | None = None


def task_card(  # noqa: PLR0917 - both kinds of card give everything
    view: TaskView,
    role: Literal["substitute", "approver"],
    title: str,
    where: str,
    outcome: str | None,
    facts: Iterable[CardElement],
    t: Translator,
) -> Card:
    """Lay out the card of a substitute or an approver.

    ``title`` and ``where`` (they can answer) are shown while it is their turn, ``outcome`` explains afterwards how it
    ended. The title has somebody's name in it, which may look like Markdown, so it is no TextBlock.
    """
    asks = refresh(RefreshTask(request_id=view.request_id, role=role), view.viewer_ids) if view.viewer_ids else None
    if view.stage != "open":
        done = t(_DONE[view.stage])
        said: list[CardElement] = [heading(done), *([line(outcome, space="Small")] if outcome else [])]
        body: list[CardElement] = [box(said, _TONES.get(view.stage, "emphasis")), box(_absence(view, t))]
        return build_card(t, f"{done} ({view.name})", body, refreshed=asks)
    shown = t("approval.reminder", title=title) if view.reminder else title
    body = [
        box([strong(shown, large=True), line(where, space="Small"), *_waiting(view, t)], "accent"),
        box([*_absence(view, t), *facts]),
    ]
    if view.personio_url:
        body.append(buttons(link(t("button.decide"), view.personio_url, primary=True)))
    body += _snooze(view, role, t)
    body.append(line(t("approval.opt_out", command=t("command.notifications.title")), subtle=True))
    return build_card(t, shown, body, refreshed=asks)


def moved_card(name: str, t: Translator) -> Card:
    """Say that a newer message shows how a request stands."""
    return build_card(t, t("approval.moved", name=name), [line(t("approval.moved", name=name), subtle=True)])


def _absence(view: TaskView, t: Translator) -> list[CardElement]:
    who = f"{view.name} · {t.amount(view.amount)}" if view.amount else view.name
    when = t.period(view.period)
    if view.time_zone:
        when = t("absent.in_zone", hours=when, city=t.city(view.time_zone))
    return [strong(who, large=True), line(when[:1].upper() + when[1:], space="Small")]


def _waiting(view: TaskView, t: Translator) -> list[CardElement]:
    return [line(t.plural("approval.waiting", view.waiting), space="Small")] if view.waiting > 0 else []


def _snooze(view: TaskView, role: Literal["substitute", "approver"], t: Translator) -> Iterator[CardElement]:
    """Yield when the reminder comes, and the days to which it can be put off."""
    if view.remind_on is None:
        return
    said = t("approval.remind_on", day=view.remind_on)
    if view.snoozed:
        yield box([line(t("approval.snoozed")), line(said, space="Small")], "good")
    else:
        yield line(said, subtle=True)
    if view.snooze_days:
        # Without a year where it is the same: a narrow phone shows no more.
        days = [(day.isoformat(), t.near_day(day, view.snooze_days[0])) for day in view.snooze_days]
        chosen = next((day for day in view.snooze_days if day > view.remind_on), view.snooze_days[-1])
        yield choose_one("day", t("approval.snooze_until"), days, chosen.isoformat())
    # The day that is shown rides along, so that a press that Teams delivers twice puts the reminder off once.
    snooze = SnoozeTask(request_id=view.request_id, role=role, remind_on=view.remind_on.isoformat())
    yield buttons(button(t("button.snooze"), snooze, inputs=bool(view.snooze_days)))
