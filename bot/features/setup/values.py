"""The row in the set-up's editor with the values of its choices where a client sent their titles back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from bot.core.choices import Choices, doubtful_title, in_every_language, value_of, values_of
from bot.core.messaging import Team
from bot.core.schedule import time_zones
from bot.features.setup.options import team_title
from cards.actions import EditorRow, SetupDraft
from cards.digest_topics import TOPIC_OPTIONS
from cards.i18n import NAMES, Translator
from cards.setup import COMPANY, ChannelOption, TeamOption, day_choices, holiday_choices, team_choices

Row = TypeVar("Row", bound=EditorRow)

_ONE, _MANY = ("channel", "language", "timezone", "holidays"), ("units", "topics", "days")


def with_teams(draft: SetupDraft, teams: Iterable[Team]) -> SetupDraft:
    """Return a draft with the ids of the teams that were picked."""
    offered = team_choices(TeamOption(team.id, team_title(team)) for team in teams)
    return draft.model_copy(update={"teams": values_of(draft.teams, offered)})


def choices_of_row(
    channels: Iterable[ChannelOption],
    units: Iterable[tuple[str, str]],
    regions: Iterable[tuple[str, str]],
    t: Translator,
) -> Mapping[str, Choices]:
    """Return what each input of a row offers, value and title; ``units`` and ``regions`` so, too."""
    return {
        "channel": [(each.id, each.title) for each in channels],
        "units": [(COMPANY, t("whosout.company")), *units],
        "language": NAMES.items(),
        "timezone": [(name, name) for name in time_zones()],
        "holidays": holiday_choices(regions, t),
        "topics": in_every_language({str(name): key for name, key in TOPIC_OPTIONS.items()}),
        "days": day_choices(t),
    }


def with_row_values(row: Row, choices: Mapping[str, Choices]) -> Row:
    """Return a row with values for titles; a title of several choices is marked (:mod:`bot.core.choices`)."""
    one = {name: value_of(getattr(row, name), choices[name]) for name in _ONE}
    return row.model_copy(update=one | {name: values_of(getattr(row, name), choices[name]) for name in _MANY})


def doubtful_choice(row: EditorRow) -> str | None:
    """Return a title in a row that several choices have."""
    many: Sequence[str] = [value for name in _MANY for value in getattr(row, name)]
    return doubtful_title([*(getattr(row, name) for name in _ONE), *many])
