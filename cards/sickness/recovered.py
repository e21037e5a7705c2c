"""*Report recovery*: which day was the last one ill, and what came of the answer.

Only answers that make sense are offered, the likeliest first; and what is shown is what the answer is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from microsoft_teams.cards import CardElement

from cards.absences.absence_row import Standing, status_words
from cards.actions import OpenRecovered, OpenRequest, ReportRecovered
from cards.amounts import Period
from cards.card import Card
from cards.elements import box, build_card, button, buttons, choose_one, heading, line
from cards.i18n import Translator
from cards.problem import Problem


@dataclass(frozen=True, slots=True)
class LastDay:
    """A day that may have been the last one ill; ``half``: until midday."""

    day: date
    half: bool = False

    @property
    def value(self) -> str:
        return self.day.isoformat() + ("/half" if self.half else "")


@dataclass(frozen=True, slots=True)
class RecoveredView:
    """A sickness as it is now, and the days of which one may have been the last.

    ``seen``: its state, which the press sends along. ``again``: an answer was given already, but the absence has
    changed since; ``wanted``: the day of an answer that was given earlier. ``said``: the day among ``choices`` that the
    person wrote, which the press sends along.
    """

    absence_id: str
    period: Period
    standing: Standing
    seen: str
    choices: Sequence[LastDay]
    today: date
    again: bool = False
    wanted: LastDay | None = None
    said: LastDay | None = None


def recovered_card(view: RecoveredView, t: Translator) -> Card:
    """Ask which day was the last one ill."""
    choices = last_days(view, t)
    report = ReportRecovered(absence_id=view.absence_id, seen=view.seen, said=view.said.value if view.said else None)
    body = [
        *_again(view, t),
        line(_when(view.period, t), space="Small"),
        line(status_words(view.standing, t), space="Small", subtle=True),
        choose_one("last_day", t("recovered.last_day"), choices, choices[0][0]),
        buttons(button(t("command.recovered.title"), report, primary=True, inputs=True)),
    ]
    return build_card(t, t("recovered.summary"), body)


def last_days(view: RecoveredView, t: Translator) -> list[tuple[str, str]]:
    """Return the days to choose from, value and title."""
    return [(each.value, _said(each, view, t)) for each in view.choices]


def _again(view: RecoveredView, t: Translator) -> list[CardElement]:
    """Return the title and, where an answer was given already, why it is asked for again."""
    better = "command.recovered.title" if view.said and view.said.day >= view.today else "recovered.title"
    title = heading(t("recovered.not_noted" if view.wanted else better))
    if not view.again:
        return [title]
    earlier = [line(_wanted(view.wanted, t), space="Small")] if view.wanted else []
    return [title, box([*earlier, line(t("recovered.look_again"))], "attention")]


def _when(period: Period, t: Translator) -> str:
    if period.last_day is None and not period.first_half:
        return t("recovered.since", day=period.first_day)
    when = t.period(period)
    return when[:1].upper() + when[1:]


def _wanted(wanted: LastDay, t: Translator) -> str:
    day = t("period.until_midday", day=wanted.day) if wanted.half else t.day(wanted.day)
    return t("recovered.wanted", day=day)


def _said(each: LastDay, view: RecoveredView, t: Translator) -> str:
    day = t.near_day(each.day, view.today)
    if each.half:  # the weekday would not fit on a phone
        return t("recovered.this_morning") if each.day == view.today else t("period.until_midday", day=day)
    if each.day == view.today:
        return t("recovered.today", day=day)
    return t("recovered.yesterday", day=day) if (view.today - each.day).days == 1 else day


def well_card(back_on: date | None, t: Translator, *, waits: bool = False, ahead: bool = False) -> Card:
    """Say that it is noted, and when work begins again.

    ``waits``: Personio does not answer yet. ``ahead``: the last day ill is still to come.
    """
    title = t("recovered.waits" if waits else "recovered.ahead" if ahead else "recovered.done")
    told = [line(t("recovered.back_on", day=back_on), space="Small")] if back_on else []
    body = [
        box([heading(title), *told], "accent" if waits else "good"),
        buttons(button(t("button.request"), OpenRequest())),
    ]
    return build_card(t, t("recovered.summary"), body)


def not_noted_card(wanted: LastDay, problem: Problem, t: Translator) -> Card:
    """Say that an end of sickness that was reported earlier was not stored, and why."""
    told = [line(_wanted(wanted, t), space="Small"), line(t(problem.key, **problem.params), space="Small")]
    body = [
        box([heading(t("recovered.not_noted")), *told], "warning"),
        buttons(button(t("command.recovered.title"), OpenRecovered())),
    ]
    return build_card(t, t("recovered.summary"), body)
