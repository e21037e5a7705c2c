"""Steps 1 and 2: is all well with Microsoft Teams, and with Personio?

What is missing is said in one line each, with where to put it right; ids are shown, secrets never.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from microsoft_teams.cards import CardElement

from cards.actions import ListDigests, OpenSetup, SetupDraft, SetupPersonio, SetupTeams
from cards.card import Card
from cards.elements import box, build_card, button, buttons, fact, line, strong
from cards.i18n import Translator
from cards.problem import Problem
from cards.setup.step import carry, luggage, problems, said, title

_NAMES_SHOWN: Final = 10

Attribute = Literal[
    "first_name",
    "last_name",
    "email",
    "termination_date",
    "hire_date",
    "position",
    "status",
    "office",
    "department",
    "team",
    "birthday",
    "work_schedule",
    "holiday_calendar",
]

_ATTRIBUTES: Final[dict[Attribute, str]] = {
    "first_name": "attribute.first_name",
    "last_name": "attribute.last_name",
    "email": "attribute.email",
    "termination_date": "attribute.termination_date",
    "hire_date": "attribute.hire_date",
    "position": "attribute.position",
    "status": "attribute.status",
    "office": "attribute.office",
    "department": "attribute.department",
    "team": "attribute.team",
    "birthday": "attribute.birthday",
    "work_schedule": "attribute.work_schedule",
    "holiday_calendar": "attribute.holiday_calendar",
}

WHERE_TO_TICK: Final = ("tick.credential", "tick.birthday")
"""Where an attribute is made readable; the first is right for all that are not somebody's own."""


@dataclass(frozen=True, slots=True)
class TeamsStatusView:
    """Step 1. ``app_id``, ``tenant_id`` None: not set. ``installed_teams``: names of the teams that have the app.

    ``problems``: one line each. ``updates``: how many channel updates there are already. ``draft`` rides along.
    """

    app_id: str | None
    tenant_id: str | None
    installed_teams: Sequence[str]
    problems: Sequence[Problem] = ()
    updates: int = 0
    draft: SetupDraft = field(default_factory=SetupDraft)


@dataclass(frozen=True, slots=True)
class AttributeLine:
    """An attribute of an employee, whether the credential may read it, and where to tick it (WHERE_TO_TICK)."""

    key: Attribute
    readable: bool
    where: str = "tick.credential"


@dataclass(frozen=True, slots=True)
class PersonioStatusView:
    """Step 2. ``ok``: the credentials are valid; where not, ``problem`` says why and ``attributes`` is empty."""

    ok: bool
    problem: Problem | None = None
    attributes: Sequence[AttributeLine] = ()
    draft: SetupDraft = field(default_factory=SetupDraft)


def opened_elsewhere(t: Translator) -> str:
    """Return the answer in a channel where somebody asked for the setup: it is open in their own chat."""
    return t("setup.opened_in_chat")


def teams_status_card(view: TeamsStatusView, t: Translator) -> Card:
    """Show app id, tenant, where the app is installed, and what is missing."""
    name = t("setup.teams_title")
    shown = ", ".join(view.installed_teams[:_NAMES_SHOWN])
    if (beyond := len(view.installed_teams) - _NAMES_SHOWN) > 0:
        shown = f"{shown} {t.plural('setup.more_teams', beyond)}"
    facts = [
        fact(t("setup.app_id"), view.app_id or t("setup.not_set"), space=None),
        fact(t("setup.tenant"), view.tenant_id or t("setup.not_set")),
        fact(t("setup.installed"), shown or t("setup.nowhere")),
    ]
    body = [
        *title(1, name, t),
        line(t("setup.intro"), space="Small"),
        box(facts),
        *(problems(view.problems, t) or [box([line(t("setup.teams_fine"))], "good")]),
        *luggage(view.draft, t),
        buttons(
            button(t("button.next"), carry(SetupPersonio, view.draft), primary=True, inputs=True),
            button(t("button.check_again"), carry(OpenSetup, view.draft), inputs=True),
            button(t.plural("setup.updates", view.updates), ListDigests()) if view.updates else None,
        ),
    ]
    return build_card(t, t("setup.summary", step=1, name=name), body)


def personio_status_card(view: PersonioStatusView, t: Translator) -> Card:
    """Show whether Personio lets us in, and which attributes are not readable, with where to tick them."""
    name = t("setup.personio_title")
    body = [
        *title(2, name, t),
        box(list(_credentials(view, t)), "good" if view.ok else "attention"),
        *_attributes(view, t),
        *luggage(view.draft, t),
        buttons(
            button(t("button.next"), carry(SetupTeams, view.draft), primary=view.ok, inputs=True),
            button(t("button.check_again"), carry(SetupPersonio, view.draft), primary=not view.ok, inputs=True),
            button(t("button.back"), carry(OpenSetup, view.draft), inputs=True),
        ),
    ]
    return build_card(t, t("setup.summary", step=2, name=name), body)


def _credentials(view: PersonioStatusView, t: Translator) -> Iterator[CardElement]:
    yield strong(t("setup.personio_ok" if view.ok else "setup.personio_refused"))
    if view.problem:
        yield line(said(view.problem, t), space="Small")


def _attributes(view: PersonioStatusView, t: Translator) -> Iterator[CardElement]:
    missing = [each for each in view.attributes if not each.readable]
    for where in WHERE_TO_TICK:
        if here := [t(_ATTRIBUTES[each.key]) for each in missing if each.where == where]:
            lines = [
                strong(t.plural("setup.unreadable", len(here))),
                *(line(f"– {each}", space="None") for each in here),
            ]
            yield box([*lines, line(t(where), space="Small")], "warning")
    readable = [t(_ATTRIBUTES[each.key]) for each in view.attributes if each.readable]
    if readable:
        yield line(" ".join([t("setup.readable"), ", ".join(readable)]), subtle=True)
