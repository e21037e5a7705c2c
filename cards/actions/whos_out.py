"""Who is away: the data of a button that asks about one of the choices offered."""

from __future__ import annotations

from typing import Literal

from cards.form_data import Data, Typed


class AskWhosOut(Data):
    """Ask about one unit (``kind:id``) or one person (Personio's id), on days from ``first_day`` to ``last_day``.

    Days are ``YYYY-MM-DD``. ``back`` is ``yes`` where it is asked when that person returns.
    ``part`` is a part of the day, or ``HH:MM``.
    """

    verb: Literal["whosout.ask"] = "whosout.ask"
    unit: Typed = None
    person: Typed = None
    first_day: Typed = None
    last_day: Typed = None
    back: Typed = None
    part: Typed = None
