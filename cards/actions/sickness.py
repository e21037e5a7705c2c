"""Falling ill and getting better."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from cards.form_data import Data, Typed


class OpenSick(Data):
    """*Report sick*: show what would be reported."""

    verb: Literal["sick.open"] = "sick.open"


class ReportSick(Data):
    """Report the sickness. ``request_id`` was drawn with the card, so that pressing twice makes one report."""

    verb: Literal["sick.report"] = "sick.report"
    request_id: UUID
    type_id: Typed = None
    first_day: Typed = None
    last_day: Typed = None
    length: Typed = None


class OpenRecovered(Data):
    """*Report recovery*: ask which day was the last one ill."""

    verb: Literal["sick.recovering"] = "sick.recovering"


class ReportRecovered(Data):
    """End the sickness absence with that id, ``last_day`` being the last day ill.

    ``seen``: how the absence stood when the card was made; older cards do not say. ``said``: the last day ill by what
    the person wrote, which the card offers besides the usual ones.
    """

    verb: Literal["sick.recovered"] = "sick.recovered"
    absence_id: Typed = None
    last_day: Typed = None
    seen: Typed = None
    said: Typed = None
