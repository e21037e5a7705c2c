"""The channel updates there are, and what can be done to each: edit, pause, preview, post now, delete.

What cannot be undone, or is seen by everybody, is confirmed once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final, Literal

from microsoft_teams.cards import CardElement

from cards.actions import (
    DeleteDigest,
    EditMapping,
    ListDigests,
    OpenDigest,
    OpenSetup,
    PauseDigest,
    PostDigest,
    PreviewDigest,
    ResumeDigest,
    SetupTeams,
)
from cards.card import Card
from cards.elements import Button, box, build_card, button, buttons, heading, line, strong
from cards.i18n import NAMES, Translator
from cards.problem import Problem
from cards.setup.channels import days_of, switches_on, topics_of
from cards.setup.step import problems, row_names

PAGE: Final = 12  # updates in one list

_NAME: Final = 30  # characters of a channel in a button
_INLINE: Final = 3  # updates that each show all their buttons
_UNITS: Final = 200  # characters of the units' names

_PAUSED: Final = {
    "admin": "paused.admin",
    "channel_gone": "paused.channel_gone",
    "bot_removed": "paused.bot_removed",
    "not_allowed": "paused.not_allowed",
}


@dataclass(frozen=True, slots=True)
class MappingView:
    """One channel update. ``channel`` and ``team`` are names; ``units`` too, none: the whole company.

    ``paused``: why it rests (a Subscription's words), None while it is active. ``next_on``: the day of the next one.
    ``holidays``: the name of the place whose public holidays it keeps. ``post_empty``: it comes on days without news
    too. ``show_type``: it tells why somebody is away.
    """

    id: str
    channel: str
    team: str
    language: str
    time: time
    timezone: str
    topics: Sequence[str]
    days: Sequence[str]
    units: Sequence[str] = ()
    paused: str | None = None
    next_on: date | None = None
    holidays: str | None = None
    weekly: bool = False
    post_empty: bool = False
    show_type: bool = False


@dataclass(frozen=True, slots=True)
class MappingsView:
    """Some or all channel updates: ``mappings`` from the ``start``-th on of ``total`` (None: these are all).

    One alone shows everything that can be done to it. ``said``: what was just done (``digest.paused``,
    ``digest.resumed``, ``digest.deleted``, ``digest.posted``, ``digest.saved``). ``problem``: why it was not.
    ``hints``: what is pointed out about it.
    """

    mappings: Sequence[MappingView]
    start: int = 0
    total: int | None = None
    said: Literal["digest.paused", "digest.resumed", "digest.deleted", "digest.posted", "digest.saved"] | None = None
    problem: Problem | None = None
    hints: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class ConfirmView:
    """Something that is confirmed before it is done: delete an update, or post it now.

    ``others``: the channel has other updates as well.
    """

    what: Literal["delete", "post"]
    mapping: MappingView
    others: bool = False


def paused_text(reason: str, t: Translator) -> str:
    return t(_PAUSED.get(reason, "paused.other"))


def mappings_card(view: MappingsView, t: Translator) -> Card:
    """List the channel updates with what can be done to them."""
    name = t("mappings.title")
    told = t(view.said) if view.said else None
    body: list[CardElement] = [heading(name)]
    if told:
        body.append(box([line(told)], "good"))
    body += problems([view.problem] if view.problem else [], t, "attention")
    body += problems(view.hints, t)
    if not view.mappings:
        body.append(line(t("mappings.none")))
    shown = view.mappings[:PAGE]
    names = row_names([f"{each.channel[:_NAME]}, {t.time(each.time)}" for each in shown])
    for each, called in zip(shown, names, strict=True):
        body.append(box(list(_lines(each, t)), "emphasis" if each.paused is None else "warning", space="Medium"))
        body.append(buttons(*(_offered(each, called, t) if len(shown) <= _INLINE else _one(each, called, t))))
    body.append(_onwards(view, len(shown), t))
    return build_card(t, told or name, body)


def confirm_card(view: ConfirmView, t: Translator) -> Card:
    """Ask for confirmation; *Back* does nothing."""
    title = t("confirm.delete" if view.what == "delete" else "confirm.post")
    deleted = "confirm.delete_one_text" if view.others else "confirm.delete_text"
    text = t(deleted) if view.what == "delete" else t("confirm.post_text")
    data = {"subscription_id": view.mapping.id, "sure": "yes"}
    sure = (
        button(t("button.delete"), DeleteDigest.model_validate(data), primary=True)
        if view.what == "delete"
        else button(t("button.post"), PostDigest.model_validate(data), primary=True)
    )
    body: list[CardElement] = [
        heading(title),
        line(text, space="Small"),
        box(list(_lines(view.mapping, t))),
        buttons(sure, button(t("button.back"), OpenDigest(subscription_id=view.mapping.id))),
    ]
    return build_card(t, title, body)


def done_card(mappings: Sequence[MappingView], t: Translator, hints: Sequence[Problem] = ()) -> Card:
    """Say that the setup is done and when each channel hears for the first time; ``hints``: what is pointed out."""
    title = t("done.title")
    body: list[CardElement] = [box([heading(title), line(t("done.text"), space="Small")], "good")]
    body += [box(list(_lines(each, t)), space="Medium") for each in mappings[:PAGE]]
    body += problems(hints, t)
    body.append(buttons(button(t("mappings.title"), ListDigests()), button(t("button.new_update"), SetupTeams())))
    return build_card(t, title, body)


def _lines(each: MappingView, t: Translator) -> Iterator[CardElement]:
    yield strong(f"{each.team[:50]} › {each.channel[:50]}")
    when = f"{t.time(each.time)} ({each.timezone})"
    yield line(", ".join([when, days_of(each.days, t), NAMES.get(each.language, each.language)]), space="Small")
    yield line(topics_of(each.topics, t), space="None")
    yield line((", ".join(each.units) or t("whosout.company"))[:_UNITS], space="None")
    extras = switches_on(t, weekly=each.weekly, post_empty=each.post_empty, show_type=each.show_type)
    extras += [t("mappings.holidays", place=each.holidays)] if each.holidays else []
    if extras:
        yield line(" · ".join(extras), space="None")
    if each.paused:
        yield strong(paused_text(each.paused, t), space="Small")
    elif each.next_on:
        yield line(t("mappings.next", day=each.next_on), space="Small", subtle=True)


def _offered(each: MappingView, called: str, t: Translator) -> list[Button]:
    about = {"subscription_id": each.id}
    return [
        button(t("button.edit") + called, EditMapping(row_id=each.id)),
        button(t("button.preview") + called, PreviewDigest.model_validate(about)),
        button(t("button.resume") + called, ResumeDigest.model_validate(about))
        if each.paused
        else button(t("button.pause") + called, PauseDigest.model_validate(about)),
        button(t("button.post") + called, PostDigest.model_validate(about)),
        button(t("button.delete") + called, DeleteDigest.model_validate(about)),
    ]


def _one(each: MappingView, called: str, t: Translator) -> list[Button]:
    return [button(t("button.manage") + called, OpenDigest(subscription_id=each.id))]


def _onwards(view: MappingsView, shown: int, t: Translator) -> CardElement:
    total = view.start + len(view.mappings) if view.total is None else view.total
    after = view.start + shown
    return buttons(
        button(t("button.new_update"), SetupTeams(), primary=not view.mappings),
        button(t("button.following"), ListDigests(start=str(after))) if after < total else None,
        button(t("button.previous"), ListDigests(start=str(max(0, view.start - PAGE)))) if view.start > 0 else None,
        button(t("button.check_setup"), OpenSetup()),
    )
