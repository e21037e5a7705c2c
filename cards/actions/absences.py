"""One's own absences: looked at, withdrawn, changed."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from cards.form_data import Data, Draft, Typed


class ListAbsences(Data):
    """*My absences*: list them from the ``start``-th on (a number as text, from 0)."""

    verb: Literal["absences.list"] = "absences.list"
    start: Typed = None


class OpenAbsence(Data):
    """*View*: an absence by Personio's id, or a request not there yet; ``start``: the page to go back to."""

    verb: Literal["absences.open"] = "absences.open"
    absence_id: Typed = None
    request_id: UUID | None = None
    start: Typed = None


class WithdrawAbsence(Data):
    """*Withdraw*, known as in :class:`OpenAbsence`; ``sure`` is ``yes`` once it was confirmed.

    ``errand_id`` was minted into the question, so that *Yes, withdraw* pressed twice withdraws once. ``seen``: how the
    absence stood when the question was shown; what has changed since is asked again.
    """

    verb: Literal["absences.withdraw"] = "absences.withdraw"
    absence_id: Typed = None
    request_id: UUID | None = None
    sure: Typed = None
    errand_id: UUID | None = None
    seen: Typed = None


class ChangeAbsence(Data):
    """*Change*: open the form with what an absence that waits for its decision says now."""

    verb: Literal["absences.change"] = "absences.change"
    absence_id: Typed = None


class ReviewChange(Draft):
    """*Next step* of a change: the form's inputs arrive beside ``errand_id``."""

    verb: Literal["absences.review"] = "absences.review"
    errand_id: UUID

    @property
    def draft(self) -> Draft:
        return Draft.model_validate(self.model_dump())


class EditChange(Data):
    """*Back* of a change: the form with what was typed."""

    verb: Literal["absences.edit"] = "absences.edit"
    errand_id: UUID
    draft: Draft


class SaveChange(Data):
    """*Save change*. ``errand_id`` was drawn with the form, so that pressing twice changes the absence once."""

    verb: Literal["absences.save"] = "absences.save"
    errand_id: UUID
    draft: Draft
