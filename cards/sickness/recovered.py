"""*Beter melden*: which day was the last one ill.

Rule: only answers that make sense are offered, the likeliest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards.actions import OpenRequest, ReportRecovered
from cards.card import Card
from cards.elements import box, build, button, buttons, choose_one, heading, line
from cards.i18n import Translator


@dataclass(frozen=True, slots=True)
class LastDay:
    """A day that may have been the last one ill; ``half``: until midday."""

    day: date
    half: bool = False

    @property
    def value(self) -> str:
        """What the card sends."""
        return self.day.isoformat() + ("/half" if self.half else "")


@dataclass(frozen=True, slots=True)
class RecoveredView:
    """The absence that ends, since when, and the days to choose from."""

    absence_id: str
    first_day: date
    choices: Sequence[LastDay]
    today: date


def recovered_card(view: RecoveredView, t: Translator) -> Card:
    """Ask for the last day ill. Pure."""
    choices = [(each.value, _said(each, view, t)) for each in view.choices]
    body = [
        heading(t("recovered.title")),
        line(t("recovered.since", day=view.first_day), space="Small"),
        choose_one("last_day", t("recovered.last_day"), choices, choices[0][0]),
        buttons(
            button(t("command.recovered.title"), ReportRecovered(absence_id=view.absence_id), primary=True, inputs=True)
        ),
    ]
    return build(t, t("recovered.summary"), body)


def _said(each: LastDay, view: RecoveredView, t: Translator) -> str:
    day = t.near_day(each.day, view.today)
    if each.half:  # the weekday would not fit on a phone
        return t("recovered.this_morning") if each.day == view.today else t("period.until_midday", day=day)
    if each.day == view.today:
        return t("recovered.today", day=day)
    return t("recovered.yesterday", day=day) if (view.today - each.day).days == 1 else day


def well_card(back_on: date | None, t: Translator, *, waits: bool = False) -> Card:
    """Say that it is noted, and when work begins again. Pure. ``waits``: Personio does not answer yet."""
    title = t("recovered.waits" if waits else "recovered.done")
    told = [line(t("recovered.back_on", day=back_on), space="Small")] if back_on else []
    body = [
        box([heading(title), *told], "accent" if waits else "good"),
        buttons(button(t("button.request"), OpenRequest())),
    ]
    return build(t, t("recovered.summary"), body)
