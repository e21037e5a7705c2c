"""One absence as a person recognises it: type and length, when, how it stands.

The sign helps the eye, the word tells; no colour means anything by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from microsoft_teams.cards import CardElement

from cards.amounts import Amount, Period
from cards.elements import box, line, strong
from cards.i18n import Translator
from cards.plain_text import CatalogText

Standing = Literal[
    "waiting",  # stored here; not yet with Personio
    "withdrawing",  # as waiting, and to be withdrawn before it gets there
    "unfinished",  # as waiting, and given up: the bot failed at it too often
    "substitute_requested",
    "pending",
    "approved",
    "rejected",
    "declined",  # rejected, because the substitute did not accept
    "deletion_pending",
    "unknown",  # Personio says something we do not know
    "refused",  # Personio did not take it
    "unclear",  # nobody knows whether Personio took it; what stands there may be it
    "withdrawn",
    "gone",  # no longer in Personio
]

_WORDS: Final[dict[Standing, tuple[str, str]]] = {
    "waiting": ("○", "absences.waiting"),
    "withdrawing": ("↩", "absences.withdrawing"),
    "unfinished": ("○", "absences.unfinished"),
    "substitute_requested": ("○", "absences.substitute_requested"),
    "pending": ("○", "absences.pending"),
    "approved": ("✓", "absences.approved"),
    "rejected": ("✗", "absences.rejected"),
    "declined": ("✗", "absences.declined"),
    "deletion_pending": ("↩", "absences.deletion_pending"),
    "unknown": ("○", "absences.unknown"),
    "refused": ("✗", "absences.refused"),
    "unclear": ("○", "absences.unclear"),
    "withdrawn": ("↩", "absences.withdrawn"),
    "gone": ("–", "absences.gone"),
}


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """One absence: ``absence_id`` is Personio's, ``request_id`` ours where Personio has it not (yet)."""

    type_name: str
    period: Period
    standing: Standing
    amount: Amount | None = None
    absence_id: str | None = None
    request_id: UUID | None = None
    running: bool = False


def status_words(word: Standing, t: Translator) -> CatalogText:
    sign, key = _WORDS[word]
    return CatalogText(f"{sign} {t(key)}")


def lines(row: AbsenceRow, t: Translator, *, status: bool = True) -> Iterator[CardElement]:
    """Yield type and length, when, and how it stands."""
    yield strong(f"{row.type_name} · {t.amount(row.amount)}" if row.amount else row.type_name)
    when = t.period(row.period)
    yield line(when[:1].upper() + when[1:], space="Small")
    if status:
        said = status_words(row.standing, t)
        yield line(f"{said} · {t('absences.running')}" if row.running else said, space="Small")


def there(rows: Sequence[AbsenceRow], t: Translator) -> Iterator[CardElement]:
    """Yield the elements that show which absences are in Personio, each with its days and status; none without rows."""
    if rows:
        yield line(t("absences.there"))
        for row in rows:
            yield box(lines(row, t))
