"""Personio's calendars, understood as regions with days off."""

import subprocess
import sys
from datetime import date

import holidays
import pytest

from bot.core.country_calendars import country_calendar
from bot.core.holiday_regions import region
from bot.core.holidays import (
    Adjustment,
    adjustments,
    calendar_keys,
    holiday_name,
    holidays_of,
    public_holidays,
    region_named,
)


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


def test_a_region_is_corrected_apart_from_its_country():
    change = adjustments(["DE:2026-12-24", "DE-BY:2026-08-08"], ["DE-BY:2026-12-24", "DE-BY:2026-01-06"])
    bavaria, berlin = (holidays_of(region("DE", state), change) for state in ("Bayern", "Berlin"))
    assert [bavaria(date(2026, 8, 8)), berlin(date(2026, 8, 8))] == [True, False]
    assert [bavaria(date(2026, 12, 24)), berlin(date(2026, 12, 24))] == [False, True]
    assert not bavaria(date(2026, 1, 6))


@pytest.mark.parametrize("written", ["calendar=17", "calendar=UK office", "Calendar= uk OFFICE "])
def test_a_calendar_that_means_no_country_gets_days_by_its_id_or_name(written):
    changes = adjustments([f"{written}:2026-12-28"], ())
    keys = calendar_keys("17", "UK office")
    assert holidays_of(region(None, None), changes, calendar=keys)(date(2026, 12, 28))
    assert not holidays_of(region(None, None), changes)(date(2026, 12, 28))


def test_a_calendar_is_corrected_apart_from_its_region():
    changes = adjustments(["NL:2026-12-24"], ["calendar=17:2026-12-24"])
    assert not holidays_of(region("NL", None), changes, calendar=calendar_keys("17", "Winkel"))(date(2026, 12, 24))


@pytest.mark.parametrize(
    "text",
    [
        "NL",
        "2026-12-24",
        "NL:24-12-2026",
        "XX:2026-12-24",
        "DE-Nirgendwo:2026-12-24",
        ":",
        "NL:2026-02-30",
        "calendar=:2026-12-24",
        "calendar=17",
    ],
)
def test_a_correction_that_is_none_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"such as NL:2026-12-24"):
        adjustments([text], ())


@pytest.mark.parametrize(
    ("place", "language", "name"),
    [
        ("NL", "nl", "Eerste kerstdag"),
        ("NL", "en", "Christmas Day"),
        ("BE", "fr", "Noël"),
        ("PT", "nl", "Dia de Natal"),  # as it is there, where the library has no Dutch
        ("XX", "nl", None),
    ],
)
def test_a_holiday_has_a_name(place, language, name):
    assert holiday_name(region_named(place), date(2026, 12, 25), language) == name
    assert holiday_name(region_named(place), date(2026, 12, 23), language) is None


def test_a_day_is_not_both_added_and_removed():
    with pytest.raises(ValueError, match="both added and removed"):
        adjustments(["NL:2026-12-24"], ["nl: 2026-12-24"])


def test_a_region_and_its_name_are_the_same():
    assert [region_named(name).name for name in ("NL", "DE-BY", "de-by", " nl ")] == ["NL", "DE-BY", "DE-BY", "NL"]


def test_every_country_is_found_without_the_module_that_imports_them_all() -> None:
    """It would be 8 MB more for the one or two countries of a company."""
    assert country_calendar("NL", years=2026).country == "NL"
    countries = list(holidays.list_supported_countries())
    assert len(countries) > 200
    assert all(country_calendar(code).country for code in countries)
    assert not hasattr(sys.modules["holidays.countries"], "Netherlands")
    with pytest.raises(NotImplementedError):
        country_calendar("XX")


def test_one_country_loads_no_other() -> None:
    code = (
        "import sys; from bot.core.holidays import public_holidays, region_named; "
        "assert public_holidays(region_named('DE-BY'), 2026); "
        "print(*(m for m in sys.modules if m.startswith('holidays.countries.')))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert loaded == ["holidays.countries.germany"]
