"""*Mijn afwezigheden*: what runs and what comes, soonest first; then what is over or settled, newest first.

Rule: a few rows a page, each with one button; a phone shows them one under the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from microsoft_teams.cards import CardElement

from cards.absences.row import Row, lines
from cards.actions import ListAbsences, OpenAbsence, OpenRequest
from cards.card import Card
from cards.elements import box, build, button, buttons, heading, line, topic
from cards.i18n import Translator
from cards.plain_text import CatalogText

PAGE: Final = 6  # absences in one card


@dataclass(frozen=True, slots=True)
class AbsencesView:
    """A page of absences: ``coming`` and ``past`` on it, from the ``start``-th of ``total`` on.

    ``stale``: Personio did not answer, so these are only the requests made here, as last known.
    """

    coming: Sequence[Row] = ()
    past: Sequence[Row] = ()
    start: int = 0
    total: int = 0
    stale: bool = False


def absences_card(view: AbsencesView, t: Translator) -> Card:
    """List one's own absences. Pure."""
    title = t("command.absences.title")
    body: list[CardElement] = [heading(title)]
    if view.stale:
        body.append(box([line(t("absences.stale"))], "warning"))
    if not view.coming and not view.past:
        body.append(line(t("absences.none_known" if view.stale else "absences.none")))
    body += _group(t("absences.coming"), view.coming, view.start, t)
    body += _group(t("absences.past"), view.past, view.start, t)
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
    return build(t, title, body)


def _group(title: CatalogText, rows: Sequence[Row], start: int, t: Translator) -> Iterator[CardElement]:
    if rows:
        yield topic(title)
    for row in rows:
        opened = OpenAbsence(absence_id=row.absence_id, request_id=row.request_id, start=str(start) if start else None)
        yield box([*lines(row, t), buttons(button(t("button.view"), opened))], space="Small")
