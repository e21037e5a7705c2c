"""Personio's calendars, understood as regions with days off."""

from datetime import date

import pytest

from bot.public_holidays import Adjustment, Region, holidays_of, public_holidays, region

NAMES = [
    ("DE", "Bayern", Region("DE", "BY")),
    ("DE", "Bavaria", Region("DE", "BY")),
    ("DE", "BY", Region("DE", "BY")),
    ("DE", "DE-BY", Region("DE", "BY")),
    ("de", " bayern ", Region("DE", "BY")),
    ("ES", "Cataluña", Region("ES", "CT")),
    ("ES", "Catalonia", Region("ES", "CT")),
    ("NL", None, Region("NL")),
    ("DE", "Nirgendwo", Region("DE", known=False)),
    ("XX", None, Region("XX", known=False)),
    (None, None, Region("", known=False)),
]


@pytest.mark.parametrize(("country", "state", "expected"), NAMES)
def test_a_region_is_found_by_its_code_or_name(country, state, expected):
    assert region(country, state) == expected


def test_an_unknown_region_still_has_its_countrys_holidays():
    assert date(2026, 10, 3) in public_holidays(region("DE", "Nirgendwo"), 2026)


def test_an_unknown_country_has_none():
    assert public_holidays(region("XX", None), 2026) == frozenset()


def test_an_operator_adds_and_removes_days():
    change = {"NL": Adjustment(added=frozenset({date(2026, 5, 5)}), removed=frozenset({date(2026, 4, 27)}))}
    is_holiday = holidays_of(region("NL", None), change)
    assert is_holiday(date(2026, 5, 5))
    assert not is_holiday(date(2026, 4, 27))
    assert is_holiday(date(2026, 12, 25))
