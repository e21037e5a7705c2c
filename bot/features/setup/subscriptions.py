"""The channel updates that exist: list, pause, resume, delete, post now.

An update of another organisation is treated as if it did not exist; what cannot be undone is confirmed first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from bot.core import schedule
from bot.core.events import Pressed, Reply, Show
from bot.core.records import NewJob
from bot.core.subscriptions import POST_NOW, Subscription, post_key
from bot.features.setup import options
from bot.features.setup.access import for_admins
from bot.features.setup.editor import require_own_subscription
from bot.features.setup.options import current_unit, known_units, regions_of
from bot.features.setup.preview import preview_of
from bot.services.context import Turn
from bot.services.deadline import ANSWER_WAIT, seconds_left
from bot.services.digests import store_subscription
from bot.services.router import Router
from cards import Card
from cards.actions import DeleteDigest, ListDigests, OpenDigest, PauseDigest, PostDigest, ResumeDigest
from cards.problem import Problem
from cards.setup import ConfirmView, MappingsView, MappingView, channel_name, confirm_card, mappings_card
from cards.setup.mappings import PAGE
from personio_client import PersonioError

router = Router()

_START = re.compile(r"[0-9]{1,5}")

Done = Literal["digest.paused", "digest.resumed", "digest.deleted", "digest.posted", "digest.saved"]


@router.pressed(ListDigests)
@for_admins
async def listed(turn: Turn, action: ListDigests, _press: Pressed) -> Reply:
    typed = action.start or ""
    return Show(await listing(turn, start=int(typed) if _START.fullmatch(typed) else 0))


@router.pressed(OpenDigest)
@for_admins
async def open_subscription(turn: Turn, action: OpenDigest, _press: Pressed) -> Reply:
    """Show one update with everything that can be done to it."""
    return Show(await listing(turn, only=action.subscription_id))


@router.pressed(PauseDigest)
@for_admins
async def paused(turn: Turn, action: PauseDigest, _press: Pressed) -> Reply:
    if found := await require_own_subscription(turn, action.subscription_id or ""):
        await turn.services.store.subscriptions.pause(found.id, "admin", by=turn.origin.sender.object_id or "")
    return Show(await listing(turn, only=action.subscription_id, said="digest.paused"), everywhere=True)


@router.pressed(ResumeDigest)
@for_admins
async def resumed(turn: Turn, action: ResumeDigest, _press: Pressed) -> Reply:
    """Resume a paused subscription, if the bot can still post in its channel; else say what is wrong."""
    found = await require_own_subscription(turn, action.subscription_id or "")
    if found and found.paused:
        team = [each for each in await options.teams(turn) if each.id == found.team_id]
        there = await options.places(turn, team)
        if found.channel_id not in there and not await options.unlisted(turn, team, found.channel_id):
            [view] = await shown_subscriptions(turn, [found])
            problem = Problem("setup.not_postable", {"place": f"{view.team} › {view.channel}"})
            return Show(await listing(turn, only=found.id, problem=problem))
        now, by = turn.services.clock(), turn.origin.sender.object_id
        await store_subscription(turn.services.store.subscriptions, replace(found, paused=None), found, now=now, by=by)
    return Show(await listing(turn, only=action.subscription_id, said="digest.resumed"), everywhere=True)


@router.pressed(DeleteDigest)
@for_admins
async def deleted(turn: Turn, action: DeleteDigest, _press: Pressed) -> Reply:
    """Delete a subscription, once confirmed."""
    found = await require_own_subscription(turn, action.subscription_id or "")
    if found is None:
        return Show(await listing(turn, problem=Problem("setup.gone")))
    if action.sure != "yes":
        [view] = await shown_subscriptions(turn, [found])
        others = any(
            each.channel_id == found.channel_id and each.id != found.id for each in await options.updates(turn)
        )
        return Show(confirm_card(ConfirmView("delete", view, others=others), turn.t))
    await turn.services.store.subscriptions.delete(found.id, by=turn.origin.sender.object_id)
    return Show(await listing(turn, said="digest.deleted"), everywhere=True)


@router.pressed(PostDigest)
@for_admins
async def posted(turn: Turn, action: PostDigest, _press: Pressed) -> Reply:
    """Post today's update now, once confirmed; say why where there is nothing to post."""
    found = await require_own_subscription(turn, action.subscription_id or "")
    if found is None:
        return Show(await listing(turn, problem=Problem("setup.gone")))
    if action.sure != "yes":
        [view] = await shown_subscriptions(turn, [found])
        return Show(confirm_card(ConfirmView("post", view), turn.t))
    services, now = turn.services, turn.services.clock()
    day = schedule.local_day(found, now)
    key = f"{post_key(found.id, day)}:now:{now:%H%M}"  # pressed twice, it is the same work
    await services.store.jobs.enqueue(NewJob(POST_NOW, key, {"subscription": found.id, "day": day.isoformat()}))
    services.outbox.wake()
    await services.outbox.settled(key, seconds_left(ANSWER_WAIT))
    post = await services.store.posts.find(found.id, day)
    if post and post.state == "sent":
        return Show(await listing(turn, only=found.id, said="digest.posted"))
    if post and post.state == "skipped":
        return Show(await preview_of(turn, found, day))
    return Show(await listing(turn, only=found.id))  # it rests now and says why, or comes in a moment


async def listing(
    turn: Turn,
    *,
    start: int = 0,
    only: str | None = None,
    said: Done | None = None,
    problem: Problem | None = None,
    hints: Sequence[Problem] = (),
) -> Card:
    """Show a page of the updates, or ``only`` one of them."""
    known = await options.updates(turn)
    if only is not None:
        start = next((number for number, each in enumerate(known) if each.id == only), -1)
        if start < 0:
            return await listing(turn, problem=Problem("setup.gone"))
    shown = known[start : start + (1 if only else PAGE)]
    view = MappingsView(await shown_subscriptions(turn, shown), start, len(known), said, problem, hints)
    return mappings_card(view, turn.t)


async def shown_subscriptions(turn: Turn, subscriptions: Sequence[Subscription]) -> list[MappingView]:
    """Return updates as a card shows them: with the names of today, as far as Teams and Personio tell them."""
    names = await options.channel_names(turn, subscriptions)
    try:
        people = (await turn.services.directory.people()).by_id.values()
        units, regions = known_units(people), regions_of(people, turn.t)
    except PersonioError:
        units, regions = {}, {}
    now = turn.services.clock()
    views = []
    for each in subscriptions:
        option, about = names.get(each.channel_id), [current_unit(unit, units) for unit in each.units]
        general = each.channel_id == each.team_id
        views.append(
            MappingView(
                id=each.id,
                channel=option.name if option else channel_name(None if general else each.channel_id, turn.t),
                team=option.team if option else each.team_id,
                language=each.language,
                time=each.time,
                timezone=each.timezone,
                topics=each.topics,
                days=each.days,
                units=[unit.name or unit.id or "" for unit in about],
                paused=each.paused,
                next_on=schedule.next_posting(each, now, turn.services.directory.holidays),
                holidays=regions.get(each.holidays, each.holidays) if each.holidays else None,
                weekly=each.weekly_outlook,
                post_empty=each.empty == "post",
                show_type=each.show_absence_type,
            )
        )
    return views
