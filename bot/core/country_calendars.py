"""The calendars of the ``holidays`` package, each country's loaded when it is asked for.

The package reads the file of one country by importing ``holidays.countries``, whose own file imports every country of
the world: 250 modules and 8 MB for the one or two that a company has. So an empty module stands in for that file here;
the files of the countries are found beside it all the same.
"""

from __future__ import annotations

import sys
from functools import cache
from types import ModuleType
from typing import Any


def country_calendar(country: str, **how: Any) -> Any:
    """Return a country's calendar as ``holidays.country_holidays`` does. Raises NotImplementedError."""
    return _library().country_holidays(country, **how)


@cache
def _library() -> Any:
    import holidays  # lazy: 4 MB, not needed to start and not before the first list of people

    if "holidays.countries" not in sys.modules:
        countries = ModuleType("holidays.countries")
        countries.__path__ = [f"{folder}/countries" for folder in holidays.__path__]
        sys.modules["holidays.countries"] = countries
    return holidays
