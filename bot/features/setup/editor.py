"""Step 4 of the set-up: the row in the editor, read into a subscription or one sentence on what is wrong with it.

Whatever was typed comes back as typed. What the card does not show, such as why an update is paused, stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args
from uuid import uuid4

from bot.core.schedule import time_zones
from bot.core.subscriptions import WORKDAYS, Subscription, UnitRef, Weekday
from bot.features.setup import options
from bot.features.setup.options import Place, Units, current_unit, usual, value
from bot.features.setup.values import choices_of_row, doubtful_choice, with_row_values, with_teams
from bot.services.context import Refusal, Turn
from cards import Card
from cards.actions import EditorRow, SetupDraft
from cards.clock_time import read_time
from cards.digest_topics import TOPIC_OPTIONS, USUAL_TOPICS
from cards.i18n import LANGUAGES
from cards.problem import Problem
from cards.setup import COMPANY, NONE, USUAL, RowView, TeamOption, TeamsView, channels_card, teams_card
from personio_client import Person

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a row is judged by: channels of the picked teams, people of Personio with their units and holidays."""

    places: Mapping[str, Place]
    units: Units
    people: Collection[Person] = ()
    regions: Mapping[str, str] = field(default_factory=dict)


def is_subscription_id(text: str | None) -> bool:
    return bool(text and _ID.fullmatch(text))


def judge(row: EditorRow, known: Choices, old: Subscription | None) -> Subscription | Problem:
    """Return what a row asks for; ``old`` is the update it changes."""
    place = known.places.get(row.channel or "")
    topics = tuple(topic for topic in TOPIC_OPTIONS if topic in row.topics)
    units = _units(row, known.units, old)
    at = read_time(row.time)
    days = tuple(day for day in get_args(Weekday) if day in row.days)
    kept = old.holidays if old else None
    offered = {USUAL, NONE, kept, None} | known.regions.keys()
    if title := doubtful_choice(row):
        return Problem("setup.several", {"title": title})
    wrong = {
        "setup.missing_channel": row.channel is None,
        "setup.unknown_channel": place is None,
        "setup.missing_topics": not topics,
        "setup.unknown_unit": units is None,
        "setup.missing_units": not row.units,  # what was typed may not have been chosen
        "setup.unknown_language": row.language not in LANGUAGES,
        "form.bad_time": at is None,
        "setup.unknown_timezone": row.timezone not in time_zones(),
        "setup.missing_days": not days,
        "setup.unknown_holidays": row.holidays not in offered,
    }
    found = next((key for key, holds in wrong.items() if holds), None)
    if found or place is None or units is None or at is None:
        return Problem(found or "setup.unknown_channel")
    base = old or Subscription(row.id or "", place.team.tenant_id, "", "")
    return replace(
        base,
        team_id=place.team.id,
        channel_id=place.option.id,
        service_url=place.team.service_url,
        language=row.language or "",
        time=at,
        timezone=row.timezone or "",
        topics=topics,
        units=units,
        show_absence_type=row.show_type == "true",
        days=days,
        empty="post" if row.post_empty == "true" else "skip",
        weekly_outlook=row.weekly == "true",
        holidays=usual(known.people, units) if row.holidays == USUAL else _holidays(row.holidays, kept),
    )


def _holidays(chosen: str | None, kept: str | None) -> str | None:
    return None if chosen == NONE else chosen or kept


def row_of(subscription: Subscription, units: Units) -> EditorRow:
    """Return the editor's row with the values of a subscription."""
    return EditorRow(
        id=subscription.id,
        channel=subscription.channel_id,
        language=subscription.language,
        time=f"{subscription.time:%H:%M}",
        timezone=subscription.timezone,
        topics=subscription.topics,
        units=tuple(value(current_unit(unit, units)) for unit in subscription.units) or (COMPANY,),
        days=subscription.days,
        show_type="true" if subscription.show_absence_type else "false",
        post_empty="true" if subscription.empty == "post" else "false",
        weekly="true" if subscription.weekly_outlook else "false",
        holidays=subscription.holidays or NONE,
    )


def _units(row: EditorRow, known: Units, old: Subscription | None) -> tuple[UnitRef, ...] | None:
    """Return the chosen units, None where one is unknown; the whole company where nothing else was chosen."""
    kept = {value(unit): unit for unit in old.units} if old else {}
    found = [known.get(each) or kept.get(each) for each in row.units if each != COMPANY]
    return None if None in found else tuple(unit for unit in found if unit)


def default_row(turn: Turn, like: EditorRow | None = None) -> EditorRow:
    """Return a row filled with what is usual, or as the one before it; its channel and units are to be chosen.

    Every switch is off again: what one channel shows, reasons of absences above all, is decided for that one alone.
    Teams drops what was typed and not chosen: a whole company chosen beforehand would take the place of that.
    """
    if like:
        chosen_anew = dict.fromkeys(("channel", "show_type", "post_empty", "weekly", "warned"))
        return like.model_copy(update={"id": str(uuid4()), "units": (), **chosen_anew})
    return EditorRow(
        id=str(uuid4()),
        language=turn.t.language,
        time="09:00",
        timezone=turn.origin.time_zone if turn.origin.time_zone in time_zones() else None,
        topics=USUAL_TOPICS,
        days=WORKDAYS,
        holidays=USUAL,
    )


_ALL = 40  # units in a list; more are searched


@dataclass(frozen=True, slots=True)
class EditorState:
    """A draft, what it is judged by, and the update it changes (``old``), if there is one already.

    ``outside``: ids of its channels that people from outside can read. ``twice``: those with two updates at once.
    """

    draft: SetupDraft
    known: Choices
    old: Subscription | None
    outside: frozenset[str] = frozenset()
    twice: Sequence[str] = ()


async def state(turn: Turn, draft: SetupDraft) -> EditorState:
    """Gather what the rows of a draft are judged by. Raises PersonioError, SendError and Refusal."""
    teams = await options.teams(turn)
    draft = with_teams(draft, teams)
    picked = [team for team in teams if team.id in draft.teams]
    if not is_subscription_id(draft.id):
        row = default_row(turn).model_copy(update={"channel": draft.channel})
        draft = draft.model_copy(update=row.model_dump())
    people = (await turn.services.directory.people()).by_id.values()
    there, old = await options.places(turn, picked), await require_own_subscription(turn, draft.id or "")
    units, regions = options.known_units(people), options.regions_of(people, turn.t)
    offered = choices_of_row(
        [place.option for place in there.values()],
        options.unit_choices(units, (), old.units if old else (), turn.t),
        _regions(regions, old).items(),
        turn.t,
    )
    draft = with_row_values(draft, offered).model_copy(
        update={"rows": tuple(with_row_values(r, offered) for r in draft.rows)}
    )
    chosen = [row.channel for row in (*draft.rows, draft) if row.channel]
    for channel_id in chosen:
        if channel_id not in there and (found := await options.unlisted(turn, picked, channel_id)):
            there[channel_id] = found
    outside = await options.outside(turn, [there[channel_id] for channel_id in chosen if channel_id in there])
    known = Choices(there, units, people, regions)
    twice = same_time([*draft.rows, draft.row], await options.updates(turn))
    return EditorState(draft, known, old, outside, twice)


def _regions(known: Mapping[str, str], old: Subscription | None) -> dict[str, str]:
    """Return the places whose public holidays are offered, name -> title; that of the update first."""
    return ({old.holidays: old.holidays} if old and old.holidays else {}) | {**known}


def same_time(rows: Sequence[EditorRow], there: Sequence[Subscription]) -> list[str]:
    """Return the ids of channels that would get two updates at the same time on one weekday.

    It compares ``rows`` with each other and with the subscriptions (``there``) that none of them changes.
    """
    meant = [(row.id, row.channel, read_time(row.time), set(row.days)) for row in rows if row.channel]
    changed = {row_id for row_id, *_ in meant}
    meant += [(each.id, each.channel_id, each.time, set(each.days)) for each in there if each.id not in changed]
    pairs = ((one, other) for n, one in enumerate(meant) for other in meant[n + 1 :] if one[0] in changed)
    return list(dict.fromkeys(one[1] for one, other in pairs if one[1:3] == other[1:3] and one[3] & other[3]))


async def require_own_subscription(turn: Turn, subscription_id: str) -> Subscription | None:
    """Return an update of the admin's own organisation; raises Refusal for another one's."""
    found = await turn.services.store.subscriptions.find(subscription_id)
    if found and found.tenant_id != turn.origin.conversation.tenant_id:
        raise Refusal("setup.gone")
    return found


def editor(turn: Turn, at: EditorState, problem: Problem | None = None, *, added: str | None = None) -> Card:
    """Show the row editor, and tell of outside members once more than not at all; ``added``: a channel just added."""
    there, regions = at.known.places, _regions(at.known.regions, at.old)
    shown = [row.channel for row in (*at.draft.rows, at.draft) if row.channel in at.outside]
    kept = at.old.units if at.old else ()
    choices = options.unit_choices(at.known.units, at.draft.units, kept, turn.t)
    titles = dict(choices)
    choices = [(COMPANY, turn.t("whosout.company")), *choices]
    view = RowView(
        draft=warned(at.draft, at.outside),
        channels=[place.option for place in at.known.places.values()],
        units=[row for row in choices if row[0] in {COMPANY, *at.draft.units}] if len(choices) > _ALL else choices,
        all_units=len(choices) <= _ALL,
        existing=at.old is not None,
        problem=problem,
        warnings=[*(outsiders(there[each].option.title) for each in dict.fromkeys(shown) if each), *hints(at)],
        holidays=list(regions.items()),
        unit_titles=titles,
        added=there[added].option.title if added and added in there else None,
    )
    return channels_card(view, turn.t)


def hints(at: EditorState) -> list[Problem]:
    """Return warnings that stop nothing: the channels that would get two updates at the same time."""
    there = at.known.places
    return [Problem("setup.same_time", {"place": there[each].option.title}) for each in at.twice if each in there]


def outsiders(place: str) -> Problem:
    """Return the warning that people from outside can read a channel."""
    return Problem("setup.outsiders", {"place": place})


def warned(draft: SetupDraft, outside: frozenset[str]) -> SetupDraft:
    """Return the draft, with a note in each row that its admin was warned of the channel, where ``outside`` has it."""
    rows = tuple(_warned(row, outside) for row in draft.rows)
    return draft.model_copy(update={"warned": _warned(draft.row, outside).warned, "rows": rows})


def _warned(row: EditorRow, outside: frozenset[str]) -> EditorRow:
    return row.model_copy(update={"warned": row.channel if row.channel in outside else None})


async def teams_step(turn: Turn, draft: SetupDraft, problem: Problem | None = None) -> Card:
    known = await options.teams(turn)
    teams = [TeamOption(team.id, options.team_title(team)) for team in known]
    return teams_card(TeamsView(teams, with_teams(draft, known), problem), turn.t)


def with_row(draft: SetupDraft, row: EditorRow, rows: tuple[EditorRow, ...]) -> SetupDraft:
    """Return the draft with another row in the editor, and other finished ones."""
    return SetupDraft(**row.model_dump(), teams=draft.teams, rows=rows)


def of_update(subscription: Subscription, known: options.Units) -> SetupDraft:
    return SetupDraft(**row_of(subscription, known).model_dump(), teams=(subscription.team_id,))
