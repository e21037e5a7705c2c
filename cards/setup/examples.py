"""The setup's cards in every state worth looking at.

As in :mod:`cards.examples`, which yields them with all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from typing import Final, get_args

from cards.actions import EditorRow, SetupDraft
from cards.card import Card
from cards.digest import DigestView
from cards.i18n import Translator
from cards.problem import Problem
from cards.setup.channels import ChannelOption, RowView, channels_card
from cards.setup.mappings import ConfirmView, MappingsView, MappingView, confirm_card, done_card, mappings_card
from cards.setup.notices import outsiders_card, paused_card
from cards.setup.preview import PreviewView, preview_card
from cards.setup.status import (
    Attribute,
    AttributeLine,
    PersonioStatusView,
    TeamsStatusView,
    personio_status_card,
    teams_status_card,
)
from cards.setup.teams import TeamOption, TeamsView, teams_card

Example = tuple[str, Callable[[Translator], Card]]

_TEAMS: Final = (
    TeamOption("team-1", "Klantenservice"),
    TeamOption("team-2", "Techniek"),
    TeamOption("team-3", "Sales"),
)
_CHANNELS: Final = (
    ChannelOption("19:general@thread.tacv2", "Algemeen", "Klantenservice"),
    ChannelOption("19:planning@thread.tacv2", "Planning", "Klantenservice"),
    ChannelOption("19:workshop@thread.tacv2", "Werkplaats", "Techniek"),
)
_MANY: Final = tuple(ChannelOption(f"19:{n:032x}@thread.tacv2", f"Kanaal {n}", "Klantenservice") for n in range(300))
_UNITS: Final = (("department:281", "Klantenservice (afdeling)"), ("office:131", "Utrecht (kantoor)"))
_WORKDAYS: Final = ("mon", "tue", "wed", "thu", "fri")
_ROW: Final = EditorRow(
    id="0b0a3c9e-0000-4000-8000-000000000001",
    channel="19:general@thread.tacv2",
    language="nl",
    time="09:00",
    timezone="Europe/Amsterdam",
    topics=("absences", "birthdays", "anniversaries", "starters"),
    units=("department:281",),
    days=_WORKDAYS,
    holidays="NL",
    weekly="true",
)
_REGIONS: Final = (("DE-BY", "Deutschland (Bayern)"), ("NL", "Nederland"))
_DRAFT: Final = SetupDraft(**_ROW.model_dump(), teams=("team-1", "team-2"))
_EMPTY: Final = _DRAFT.model_copy(update={"channel": None, "units": (), "id": "0b0a3c9e-0000-4000-8000-000000000002"})

_MAPPING: Final = MappingView(
    id="0b0a3c9e-0000-4000-8000-000000000001",
    channel="Algemeen",
    team="Klantenservice",
    language="nl",
    time=time(9),
    timezone="Europe/Amsterdam",
    topics=_ROW.topics,
    days=_WORKDAYS,
    units=("Klantenservice", "Utrecht"),
    next_on=date(2026, 11, 24),
    holidays="Nederland",
    weekly=True,
)


def setup_examples(digest: DigestView) -> Iterator[Example]:
    """Yield every example; ``digest`` is what the previews show."""
    yield from _status()
    yield from _steps()
    yield from _mappings()
    shown = PreviewView(date(2026, 11, 23), "Klantenservice › Algemeen", digest, draft=_DRAFT)
    yield "preview", lambda t: preview_card(shown, t)
    read_along = replace(shown, warnings=(Problem("setup.outsiders", {"place": shown.place}),))
    yield "preview where outsiders read along", lambda t: preview_card(read_along, t)
    nothing = PreviewView(date(2026, 11, 22), "Klantenservice › Algemeen", None, "non_working_day", "1")
    yield "preview of a free day", lambda t: preview_card(nothing, t)


def _status() -> Iterator[Example]:
    tenant, app = "6f1f0e5a-2b7c-4c9b-9d6e-1d2f3a4b5c6d", "0d9c8b7a-6f5e-4d3c-2b1a-0f9e8d7c6b5a"
    fine = TeamsStatusView(app, tenant, [team.name for team in _TEAMS], updates=2)
    yield "setup Teams", lambda t: teams_status_card(fine, t)
    bare = TeamsStatusView(None, None, (), [Problem(f"setup.no_{each}") for each in ("app_id", "tenant", "teams")])
    yield "setup Teams with everything missing", lambda t: teams_status_card(bare, t)
    lines = [AttributeLine(key, readable=True) for key in get_args(Attribute)]
    yield "setup Personio", lambda t: personio_status_card(PersonioStatusView(ok=True, attributes=lines), t)
    some = [
        replace(each, readable=each.key not in ("position", "office", "birthday", "work_schedule")) for each in lines
    ]
    partly = [replace(each, where="tick.birthday") if each.key == "birthday" else each for each in some]
    view = PersonioStatusView(ok=True, attributes=partly)
    yield "setup Personio with attributes missing", lambda t: personio_status_card(view, t)
    unset = PersonioStatusView(ok=False, problem=Problem("setup.no_credentials"))
    yield "setup Personio without credentials", lambda t: personio_status_card(unset, t)
    shut = PersonioStatusView(ok=False, problem=Problem("setup.bad_credentials"))
    yield "setup Personio refused", lambda t: personio_status_card(shut, t)


def _steps() -> Iterator[Example]:
    yield "setup teams picked", lambda t: teams_card(TeamsView(_TEAMS, _DRAFT), t)
    yield "setup teams missing", lambda t: teams_card(TeamsView(()), t)
    crowd = [TeamOption(f"19:{n:032x}@thread.tacv2", f"Projectteam {n}") for n in range(200)]
    yield "setup many teams", lambda t: teams_card(TeamsView(crowd, problem=Problem("setup.missing_team")), t)
    yield "setup channel", lambda t: channels_card(RowView(_DRAFT, _CHANNELS, _UNITS, holidays=_REGIONS), t)
    second = _EMPTY.model_copy(update={"rows": (_ROW,)})
    added = RowView(second, _CHANNELS, _UNITS, holidays=_REGIONS, unit_titles=dict(_UNITS), added=_CHANNELS[0].title)
    yield "setup second channel", lambda t: channels_card(added, t)
    missing = RowView(second, _CHANNELS, problem=Problem("setup.missing_channel"), holidays=_REGIONS)
    yield "setup second channel returned", lambda t: channels_card(missing, t)
    outside = (Problem("setup.outsiders", {"place": "Klantenservice › Algemeen"}),)
    existing = RowView(_DRAFT, _CHANNELS, _UNITS, all_units=True, existing=True, warnings=outside, holidays=_REGIONS)
    yield "setup existing channel", lambda t: channels_card(existing, t)
    full = tuple(_ROW.model_copy(update={"id": f"{n:036}", "units": ("department:281",) * 30}) for n in range(5))
    packed = RowView(_EMPTY.model_copy(update={"rows": full}), (*_CHANNELS, *_MANY))
    yield "setup many channels", lambda t: channels_card(packed, t)


def _mappings() -> Iterator[Example]:
    away = replace(_MAPPING, id="2", channel="Werkplaats", team="Techniek", units=(), paused="bot_removed")
    yield "updates none", lambda t: mappings_card(MappingsView(()), t)
    yield "updates", lambda t: mappings_card(MappingsView((_MAPPING, away), said="digest.paused"), t)
    many = [replace(_MAPPING, id=f"{n:036}", channel=f"Kanaal {n}") for n in range(12)]
    yield "updates many", lambda t: mappings_card(MappingsView(many, start=12, total=40), t)
    yield "confirm deletion", lambda t: confirm_card(ConfirmView("delete", _MAPPING), t)
    yield "confirm posting", lambda t: confirm_card(ConfirmView("post", _MAPPING), t)
    place = "Klantenservice › Algemeen"
    yield "update paused", lambda t: paused_card(place, "bot_removed", t)
    yield "update read along", lambda t: outsiders_card(place, t)
    yield "setup done", lambda t: done_card((_MAPPING,), t)
