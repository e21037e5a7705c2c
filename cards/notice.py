"""A plain sentence where something cannot be done, with the way out.

The sentence is the catalogs'; what a person or Personio wrote in it never reaches a lock screen.
"""

from __future__ import annotations

from cards.actions import Action
from cards.card import Card
from cards.elements import box, build_card, button, buttons, heading, line
from cards.i18n import Translator
from cards.problem import PASSING, Problem


def notice_card(problem: Problem, t: Translator, *, retry: Action | None = None) -> Card:
    """Say what cannot be done and what to do instead; ``retry`` is offered as a button."""
    title = t("notice.title" if problem.key in PASSING else "notice.rule")
    text = t(problem.key, **problem.params)
    body = [box([heading(title), line(text, space="Small")], "warning")]
    offered = [buttons(button(t("button.retry"), retry, primary=True))] if retry else []
    return build_card(t, title if problem.params else text, [*body, *offered])
