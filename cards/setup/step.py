"""What the four steps of the setup share: their heading, their problems, and how the state of the setup is carried.

The row in the editor is in the data of the buttons; the teams and the finished rows are once per card in hidden
inputs, because they would not fit in every button. So each button of a step sends the inputs too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TypeVar

from microsoft_teams.cards import CardElement

from cards.actions import EditorRow, SetupDraft
from cards.elements import Tone, box, heading, hidden, line
from cards.i18n import Translator
from cards.plain_text import CatalogText
from cards.problem import Problem

Step = TypeVar("Step", bound=SetupDraft)


def title(step: int, name: CatalogText, t: Translator) -> list[CardElement]:
    return [line(t("setup.step", step=step), subtle=True), heading(name)]


def said(problem: Problem, t: Translator) -> str:
    return t(problem.key, **problem.params)


def problems(found: Sequence[Problem], t: Translator, tone: Tone = "warning") -> list[CardElement]:
    return [box([line(said(each, t), space="Small") for each in found], tone)] if found else []


def luggage(draft: SetupDraft, t: Translator, *, teams: bool = True) -> list[CardElement]:
    """Let the finished rows ride along, and the ``teams`` where the card does not ask for them."""
    kept = [row.model_dump(mode="json", exclude_defaults=True) for row in draft.rows]
    found: list[CardElement] = []
    if teams and draft.teams:
        found.append(hidden("teams", t("setup.pick_label"), ",".join(draft.teams)))
    if kept:
        text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        found.append(hidden("rows", t("setup.rows"), text))
    return found


def carry(action: type[Step], draft: SetupDraft, *, asked: Iterable[str] = ()) -> Step:
    """Return a press that carries the row in the editor, but for the inputs ``asked`` on this card.

    An input that was emptied is not sent: it must not be filled from the draft again.
    """
    return action.model_validate(draft.model_dump(include=set(EditorRow.model_fields) - {*asked}))


def row_names(names: Sequence[str]) -> list[str]:
    """Return what each row's buttons add to their title, so that no two sound the same; nothing for a single row.

    Rows of the same name are numbered.
    """
    if len(names) < 2:
        return [""] * len(names)
    numbers = [names[: place + 1].count(name) for place, name in enumerate(names)]
    return [f": {name} ({n})" if names.count(name) > 1 else f": {name}" for name, n in zip(names, numbers, strict=True)]
