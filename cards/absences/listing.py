"""*My absences*: what runs and what comes, soonest first; then what is over or settled, newest first.

A few rows a page, each with one button; a phone shows them one under the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from microsoft_teams.cards import CardElement

from cards.absences.absence_row import AbsenceRow, lines
from cards.actions import ListAbsences, OpenAbsence, OpenRequest
from cards.card import Card
from cards.elements import box, build_card, button, buttons, heading, line, topic
from cards.i18n import Translator
from cards.plain_text import CatalogText

PAGE: Final = 6  # absences in one card
_TYPE: Final = 30  # characters of a type in a button


@dataclass(frozen=True, slots=True)
class AbsencesView:
    """A page of absences: ``coming`` and ``past`` on it, from the ``start``-th of ``total`` on.

    ``stale``: Personio did not answer, so these are only the requests made here, as last known. ``note``: the key of
    what is to be said first.
    """

    coming: Sequence[AbsenceRow] = ()
    past: Sequence[AbsenceRow] = ()
    start: int = 0
    total: int = 0
    stale: bool = False
    note: str | None = None


def absences_card(view: AbsencesView, t: Translator) -> Card:
    """List one's own absences."""
    title = t("command.absences.title")
    body: list[CardElement] = [heading(title)]
    if view.stale:
        body.append(box([line(t("absences.stale"))], "warning"))
    if view.note == "absences.not_then":
        body.append(box([line(t("absences.not_then"))], "warning"))
    if not view.coming and not view.past:
        body.append(line(t("absences.none_known" if view.stale else "absences.none")))
    names = view_names([*view.coming, *view.past], t)
    body += _group(t("absences.coming"), view.coming, names, view.start, t)
    body += _group(t("absences.past"), view.past, names[len(view.coming) :], view.start, t)
    shown = len(view.coming) + len(view.past)
    before, after = view.start > 0, view.start + shown < view.total
    if before or after:
        first, last = view.start + 1, view.start + shown
        body.append(line(t("absences.page", first=first, last=last, total=view.total), space="Medium", subtle=True))
    body.append(
        buttons(
            button(t("button.previous"), ListAbsences(start=str(max(0, view.start - PAGE)))) if before else None,
            button(t("button.following"), ListAbsences(start=str(view.start + PAGE))) if after else None,
            button(t("button.request"), OpenRequest()),
        )
    )
    return build_card(t, title, body)


def view_names(rows: Sequence[AbsenceRow], t: Translator) -> list[str]:
    """Return a button's title for each row, each of them once: read out alone, it says which absence it opens."""
    names: list[str] = []
    for row in rows:
        kind = row.type_name if len(row.type_name) <= _TYPE else f"{row.type_name[: _TYPE - 1].rstrip()}…"
        name = title = t("button.view_one", type=kind, day=t.short_day(row.period.first_day))
        number = 1
        while title in names:
            number += 1
            title = f"{name} ({number})"
        names.append(title)
    return names


def _group(
    title: CatalogText, rows: Sequence[AbsenceRow], names: Sequence[str], start: int, t: Translator
) -> Iterator[CardElement]:
    if rows:
        yield topic(title)
    for row, name in zip(rows, names, strict=False):
        opened = OpenAbsence(absence_id=row.absence_id, request_id=row.request_id, start=str(start) if start else None)
        yield box([*lines(row, t), buttons(button(name, opened))], space="Small")
