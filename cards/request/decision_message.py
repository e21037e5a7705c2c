"""One short message about a request: what was decided, and when the absence is.

Says what is known and no more; the notification names days, never the absence type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from microsoft_teams.cards import CardElement

from cards.actions import ChooseSubstitute, ListAbsences
from cards.amounts import Amount, Period
from cards.card import Card
from cards.elements import Tone, box, build_card, button, buttons, fact, heading, line, link
from cards.i18n import Translator
from cards.request.receipt import ended_text
from cards.request.review import absence

Told = Literal["approved", "rejected", "changed", "withdrawn", "kept", "gone"]

_TITLES: Final[dict[Told, str]] = {
    "approved": "receipt.approved",
    "rejected": "receipt.rejected",
    "changed": "told.changed",
    "withdrawn": "receipt.withdrawn",
    "kept": "told.kept",
    "gone": "receipt.gone",
}
_TEXTS: Final[dict[Told, str]] = {
    "rejected": "receipt.rejected_text",
    "changed": "told.changed_text",
    "kept": "told.kept_text",
    "gone": "receipt.gone_text",
}
_TONES: Final[dict[Told, Tone]] = {"approved": "good", "rejected": "attention"}


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What somebody is told about their request. ``undecided``: it vanished before anything was decided.

    ``declined``, ``substitute_in_doubt``: as in :class:`cards.request.receipt.ReceiptView`. Only with them,
    ``request_id`` is the request's id.
    """

    what: Told
    type_name: str
    period: Period
    amount: Amount | None
    undecided: bool = False
    personio_url: str | None = None
    declined: bool = False
    substitute_in_doubt: bool = False
    substitute: str | None = None  # name
    request_id: UUID | None = None


def decision_card(view: DecisionView, t: Translator) -> Card:
    """Say what was decided about which days; *My absences*."""
    title = t("receipt.declined" if view.declined else _TITLES[view.what])
    ended = ended_text(view.what, view.declined, view.substitute_in_doubt, view.undecided)
    text = ended or _TEXTS.get(view.what)
    again = ChooseSubstitute(request_id=view.request_id) if view.substitute_in_doubt and view.request_id else None
    said: list[CardElement] = [heading(title), *([line(t(text), space="Small")] if text else [])]
    offered = buttons(
        button(t("button.other_substitute"), again, primary=True) if again else None,
        button(t("command.absences.title"), ListAbsences()),
        link(t("button.personio"), view.personio_url) if view.personio_url else None,
    )
    asked = [fact(t("receipt.substitute"), view.substitute)] if again and view.substitute else []
    about = box([*absence(view.type_name, view.period, view.amount, t), *asked])
    summary = t("told.summary", title=title, period=t.period(view.period))
    return build_card(t, summary, [box(said, _TONES.get(view.what, "accent")), about, offered])
