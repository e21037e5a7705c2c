"""One's own absences: looked at, withdrawn, changed."""

from __future__ import annotations

from typing import Literal

from cards.drafts import Data, Typed


class ListAbsences(Data):
    """*Mijn afwezigheden*, from the ``start``-th on (a number, from 0)."""

    verb: Literal["absences.list"] = "absences.list"
    start: Typed = None


class WithdrawAbsence(Data):
    """*Intrekken* an absence by Personio's id; ``sure`` is ``yes`` once it was confirmed."""

    verb: Literal["absences.withdraw"] = "absences.withdraw"
    absence_id: Typed = None
    sure: Typed = None


class ChangeAbsence(Data):
    """*Wijzigen*: open the form with what an absence that waits for its decision says now."""

    verb: Literal["absences.change"] = "absences.change"
    absence_id: Typed = None
