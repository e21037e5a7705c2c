"""Step 3: the teams that get updates.

Only teams in which the app is installed can be picked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from cards.actions import SetupChannels, SetupDraft, SetupPersonio
from cards.card import Card
from cards.elements import build_card, button, buttons, choose_many, line
from cards.i18n import Translator
from cards.problem import Problem
from cards.setup.step import carry, luggage, problems, title

_MOST: Final = 80  # teams offered; more would not fit in a card


@dataclass(frozen=True, slots=True)
class TeamOption:
    """A team in which the app is installed."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class TeamsView:
    """Step 3: ``draft.teams`` holds what is picked."""

    teams: Sequence[TeamOption]
    draft: SetupDraft = field(default_factory=SetupDraft)
    problem: Problem | None = None


def team_choices(teams: Iterable[TeamOption]) -> list[tuple[str, str]]:
    """Return the teams to choose from, value and title."""
    return [(team.id, team.name[:60]) for team in teams]


def teams_card(view: TeamsView, t: Translator) -> Card:
    """Offer the teams that have the app; those picked are ticked."""
    name = t("setup.pick_title")
    picked = sorted(view.teams, key=lambda team: team.id not in view.draft.teams)[:_MOST]
    kept = {team.id for team in picked}
    options = team_choices([team for team in view.teams if team.id in kept])
    asked = [choose_many("teams", t("setup.pick_label"), options, view.draft.teams)] if options else []
    found = [view.problem] if view.problem else [] if options else [Problem("setup.no_teams")]
    body = [
        *title(3, name, t),
        line(t("setup.pick_text"), space="Small"),
        *problems(found, t, "attention"),
        *asked,
        *([line(t("setup.pick_beyond"), subtle=True)] if len(view.teams) > _MOST else []),
        *luggage(view.draft, t, teams=False),
        buttons(
            button(t("button.next"), carry(SetupChannels, view.draft), primary=True, inputs=True),
            button(t("button.back"), carry(SetupPersonio, view.draft), inputs=True),
        ),
    ]
    return build_card(t, t("setup.summary", step=3, name=name), body)
