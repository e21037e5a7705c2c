"""What the four steps have in common: their heading, their problems, and what rides along.

Rule: the draft rides in the data of the buttons, its finished rows once per card in a hidden input, because they
would not fit in every button. So each button of a step sends inputs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TypeVar

from microsoft_teams.cards import CardElement

from cards.actions import SetupDraft
from cards.elements import Tone, box, heading, hidden, line
from cards.i18n import Translator
from cards.problem import Problem

Step = TypeVar("Step", bound=SetupDraft)


def title(step: int, name: str, t: Translator) -> list[CardElement]:
    """Show which of the four steps this is. Pure."""
    return [line(t("setup.step", step=step), subtle=True), heading(name)]


def said(problem: Problem, t: Translator) -> str:
    """Return a problem's sentence. Pure."""
    return t(problem.key, **problem.params)


def problems(found: Sequence[Problem], t: Translator, tone: Tone = "warning") -> list[CardElement]:
    """Show problems in one box, a line each. Pure."""
    return [box([line(said(each, t), space="Small") for each in found], tone)] if found else []


def rows(draft: SetupDraft, t: Translator) -> list[CardElement]:
    """Let the finished rows ride along. Pure."""
    kept = [row.model_dump(mode="json", exclude_defaults=True) for row in draft.rows]
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    return [hidden("rows", t("setup.rows"), text)] if kept else []


def carry(action: type[Step], draft: SetupDraft, *, asked: Iterable[str] = ()) -> Step:
    """Return a press that carries the draft, but for the inputs ``asked`` on this card and the finished rows. Pure.

    An input that was emptied is not sent: it must not be filled from the draft again.
    """
    return action.model_validate(draft.model_dump(include=set(SetupDraft.model_fields), exclude={"rows", *asked}))
