"""Step 4: what a channel is told, and when. One row in the editor, the finished ones above it.

Every input comes filled with what is usual; the feature judges, so none is required and none blocks *Back*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from microsoft_teams.cards import ActionSet, CardElement, Container, TimeInput, ToggleVisibilityAction

from cards.actions import (
    MAX_ROWS,
    AddRow,
    EditMapping,
    EditorRow,
    FinishSetup,
    ListDigests,
    PreviewDigest,
    RemoveRow,
    SetupDraft,
    SetupTeams,
)
from cards.card import Card
from cards.clock_time import shown_time
from cards.digest_topics import TOPIC_OPTIONS
from cards.elements import (
    box,
    build_card,
    button,
    buttons,
    choose_many,
    choose_one,
    find_one,
    heading,
    line,
    strong,
    switch,
)
from cards.i18n import NAMES, Translator
from cards.problem import Problem
from cards.setup.step import carry, luggage, problems, row_names, title

CHANNELS: Final = "channels"
"""Dataset: what the type-ahead asks for where a list would be too long; the hidden input ``teams`` tells it where."""
TIMEZONES: Final = "timezones"
"""Dataset: names such as ``Europe/Amsterdam``, value and title alike."""
UNITS: Final = "units"
"""Dataset: departments, teams and offices; the value is ``kind:id``."""

USUAL: Final = "usual"
"""Holidays of the place where most of the people concerned work."""
NONE: Final = "none"
COMPANY: Final = "company"
"""The whole company, a choice among the units: a name that was typed and not chosen must not come to mean it."""

WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_SHOWN: Final = 80  # characters of the units of a finished row
_ASKED: Final = frozenset(EditorRow.model_fields) - {"id", "warned"}  # one input each
_LISTED: Final = 40  # channels in a list; more are searched
_FOLDED: Final = ("setup-more", "setup-rest")  # ids of what the fold shows and hides
_FIELDS: Final = {
    "setup.missing_channel": "channel",
    "setup.unknown_channel": "channel",
    "setup.unknown_unit": "units",
    "setup.missing_units": "units",
    "form.bad_time": "time",
    "setup.missing_topics": "topics",
    "setup.unknown_language": "language",
    "setup.unknown_timezone": "timezone",
    "setup.missing_days": "days",
    "setup.unknown_holidays": "holidays",
}
"""At which input a problem is shown; anything else is shown beside the buttons alone."""


@dataclass(frozen=True, slots=True)
class ChannelOption:
    """A channel of a picked team. ``id`` is the channel's own (``19:...``), unique in all of Teams."""

    id: str
    name: str
    team: str

    @property
    def title(self) -> str:
        """Return team and channel as Teams writes them."""
        return f"{self.team[:50]} › {self.name[:50]}"


@dataclass(frozen=True, slots=True)
class RowView:
    """Step 4. ``draft`` holds the row in the editor (fill it with what is usual), the finished rows and the teams.

    ``channels``: those to choose from, and those of finished rows. ``units``: (value, title) to tick; the chosen ones
    have to be among them, more are found by typing unless ``all_units``. ``existing``: the row is an update that there
    is already. ``warnings``: what the admin should know, such as outside members, said at the channel and beside the
    buttons. ``added``: the channel whose row has just gone to the finished ones. ``holidays``: (region, title) of the
    company's holiday calendars. ``unit_titles``: of the units of all rows, by value.
    """

    draft: SetupDraft
    channels: Sequence[ChannelOption]
    units: Sequence[tuple[str, str]] = ()
    all_units: bool = False
    existing: bool = False
    problem: Problem | None = None
    warnings: Sequence[Problem] = ()
    holidays: Sequence[tuple[str, str]] = ()
    unit_titles: Mapping[str, str] = field(default_factory=dict)
    added: str | None = None


def channels_card(view: RowView, t: Translator) -> Card:
    """Show the row editor; *Add another channel*, *Preview*, *Finish*, *Back*."""
    name = t("setup.channels_title")
    top = [heading(t("setup.edit_title"))] if view.existing else title(4, name, t)
    body: list[CardElement] = [
        *top,
        *_all_finished(view, t),
        *problems(view.warnings, t),
        *_editor(view, t),
        *luggage(view.draft, t),
        *_beside_the_buttons(view, t),
        _buttons(view, t),
    ]
    summary = t("setup.edit_title") if view.existing else t("setup.summary", step=4, name=name)
    return build_card(t, t("setup.returned") if view.problem else summary, body)


def channel_name(name: str | None, t: Translator) -> str:
    """Return what a channel is called. Teams gives the general channel no name; each client shows its own word."""
    return name or t("setup.general")


def unlisted_name(t: Translator) -> str:
    """Return what a channel is called that Teams does not list: private and shared ones may be left out."""
    return t("setup.unlisted")


def days_of(days: Sequence[str], t: Translator) -> str:
    """Return the days of the week by name: *Monday, Tuesday*, or *Monday to Friday*."""
    chosen = [number for number, day in enumerate(WEEK) if day in days]
    if len(chosen) > 2 and chosen[-1] - chosen[0] == len(chosen) - 1:
        return t("period.range", first=t.weekday(chosen[0]), last=t.weekday(chosen[-1]))
    return ", ".join(t.weekday(number) for number in chosen)


def day_choices(t: Translator) -> list[tuple[str, str]]:
    """Return the days of the week to choose from, value and title."""
    return [(day, t.weekday(number)) for number, day in enumerate(WEEK)]


def holiday_choices(regions: Iterable[tuple[str, str]], t: Translator) -> list[tuple[str, str]]:
    """Return whose public holidays to choose from: the usual ones, those of some regions, none."""
    return [(USUAL, t("setup.holidays_usual")), *regions, (NONE, t("setup.holidays_none"))]


def topics_of(topics: Sequence[str], t: Translator) -> str:
    """Return the topics by name, in the order of the card."""
    return ", ".join(t(key) for topic, key in TOPIC_OPTIONS.items() if topic in topics)


def switches_on(t: Translator, *, weekly: bool, post_empty: bool, show_type: bool) -> list[str]:
    """Return what an update does beyond the usual, by name."""
    on = {"mappings.weekly": weekly, "mappings.post_empty": post_empty, "mappings.show_type": show_type}
    return [t(key) for key, holds in on.items() if holds]


def _told(row: EditorRow, said: Sequence[str | None], t: Translator) -> str:
    """Return ``said`` and what is switched on in a row, as one line: it is folded, and must not be overlooked."""
    weekly, post_empty, show_type = (value == "true" for value in (row.weekly, row.post_empty, row.show_type))
    on = switches_on(t, weekly=weekly, post_empty=post_empty, show_type=show_type)
    return " · ".join(filter(None, [", ".join(filter(None, said)), *on]))


def _all_finished(view: RowView, t: Translator) -> Iterator[CardElement]:
    titles = {each.id: each.title for each in view.channels}
    channels = [titles.get(row.channel or "", t("setup.no_channel")) for row in view.draft.rows]
    for row, channel, called in zip(
        view.draft.rows, channels, row_names([each[:60] for each in channels]), strict=True
    ):
        yield from _finished(row, channel, called, view, t)


def _finished(row: EditorRow, channel: str, called: str, view: RowView, t: Translator) -> list[CardElement]:
    units = ", ".join(view.unit_titles.get(unit, unit) for unit in row.units if unit != COMPANY)
    about = units or (t("whosout.company") if row.units else "")  # none: still to be chosen
    said = _told(row, [row.time, about[:_SHOWN], NAMES.get(row.language or ""), topics_of(row.topics, t)], t)
    data = {"id": view.draft.id, "row_id": row.id}
    offered = buttons(
        button(t("button.edit") + called, EditMapping.model_validate(data), inputs=True),
        button(t("button.remove") + called, RemoveRow.model_validate(data), inputs=True),
    )
    return [box([strong(channel), *([line(said, space="None")] if said else []), offered])]


def _editor(view: RowView, t: Translator) -> list[CardElement]:
    """Return the channel, its units and the time; and folded, what usually stays as it is."""
    row = view.draft
    return [
        *_wrong("channel", view, t),
        *_channel(view, t),
        line(t("setup.unlisted_text"), space="Small", subtle=True),
        *_wrong("units", view, t),
        choose_many("units", t("setup.units"), view.units, row.units, dataset=None if view.all_units else UNITS),
        line(t("setup.units_text"), space="Small", subtle=True),
        *_wrong("time", view, t),
        TimeInput(id="time", label=t("setup.time"), value=shown_time(row.time)),
        *_fold(view, t),
    ]


def _beside_the_buttons(view: RowView, t: Translator) -> list[CardElement]:
    """Return what the press has led to, for who does not see the top of the card."""
    if view.problem:
        return problems([view.problem], t, "attention")
    added = [box([line(t("setup.row_added", place=view.added), space="Small")], "good")] if view.added else []
    return [*added, *problems(view.warnings, t)]


def _wrong(name: str, view: RowView, t: Translator) -> list[CardElement]:
    """Return the problem where it is about this input."""
    if view.problem is None or _FIELDS.get(view.problem.key) != name:
        return []
    return problems([view.problem], t, "attention")


def _fold(view: RowView, t: Translator) -> list[CardElement]:
    """Return the other inputs behind a button, with a line on what they say; open where one of them is wrong."""
    row = view.draft
    is_open = view.problem is not None and _FIELDS.get(view.problem.key) in {
        "topics", "language", "timezone", "days", "holidays",
    }  # fmt: skip
    known = [NAMES.get(row.language or ""), row.timezone, days_of(row.days, t), topics_of(row.topics, t)]
    toggle = list(_FOLDED)
    shown: list[CardElement] = [
        line(_told(row, known, t), space="Small", subtle=True),
        ActionSet(actions=[ToggleVisibilityAction(title=t("setup.more"), target_elements=toggle)], spacing="Small"),
    ]
    hide = ActionSet(actions=[ToggleVisibilityAction(title=t("setup.fewer"), target_elements=toggle)], spacing="Small")
    return [
        Container(id=_FOLDED[0], items=shown, is_visible=not is_open, spacing="Medium"),
        Container(id=_FOLDED[1], items=[*_rest(view, t), hide], is_visible=is_open, spacing="Medium"),
    ]


def _rest(view: RowView, t: Translator) -> Iterator[CardElement]:
    row = view.draft
    zone = (row.timezone, row.timezone) if row.timezone else None
    topics = [(topic, t(key)) for topic, key in TOPIC_OPTIONS.items()]
    yield from _wrong("topics", view, t)
    yield choose_many("topics", t("setup.topics"), topics, row.topics)
    yield from _wrong("language", view, t)
    yield choose_one("language", t("setup.language"), list(NAMES.items()), row.language)
    yield from _wrong("timezone", view, t)
    yield find_one("timezone", t("setup.timezone"), TIMEZONES, zone, placeholder="Europe/Amsterdam", missing=None)
    yield from _wrong("days", view, t)
    yield choose_many("days", t("setup.days"), day_choices(t), row.days)
    yield from _wrong("holidays", view, t)
    yield choose_one("holidays", t("setup.holidays"), holiday_choices(view.holidays, t), row.holidays)
    yield switch("weekly", t("setup.weekly"), t("setup.weekly_text"), row.weekly == "true")
    yield switch("show_type", t("setup.show_type"), t("setup.show_type_text"), row.show_type == "true")
    yield switch("post_empty", t("setup.post_empty"), t("setup.post_empty_text"), row.post_empty == "true")


def _channel(view: RowView, t: Translator) -> list[CardElement]:
    label, hint = t("setup.channel"), t("setup.channel_placeholder")
    if len(view.channels) <= _LISTED:
        options = [(each.id, each.title) for each in view.channels]
        return [choose_one("channel", label, options, view.draft.channel, placeholder=hint)]
    chosen = next(((each.id, each.title) for each in view.channels if each.id == view.draft.channel), None)
    return [find_one("channel", label, CHANNELS, chosen, placeholder=hint, missing=None)]


def _buttons(view: RowView, t: Translator) -> CardElement:
    draft = view.draft
    preview = button(t("button.preview"), carry(PreviewDigest, draft, asked=_ASKED), inputs=True)
    finish = carry(FinishSetup, draft, asked=_ASKED)
    if view.existing:
        saved = button(t("button.save"), finish, primary=True, inputs=True)
        return buttons(saved, preview, button(t("button.back"), ListDigests()))
    more = len(draft.rows) < MAX_ROWS - 1
    return buttons(
        button(t("button.finish"), finish, primary=True, inputs=True),
        button(t("button.add_row"), carry(AddRow, draft, asked=_ASKED), inputs=True) if more else None,
        preview,
        button(t("button.back"), carry(SetupTeams, draft, asked=_ASKED), inputs=True),
    )
