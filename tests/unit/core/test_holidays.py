"""Personio's calendars, understood as regions with days off."""

from datetime import date

import pytest

from bot.core.holiday_calendars import HolidayCalendars
from bot.core.holiday_regions import region
from bot.core.holidays import Adjustment, adjustments, holiday_name, public_holidays, region_named
from personio_client import HolidayCalendar, Person


def of_calendar(**calendar: str) -> Person:
    return Person(id="1", holiday_calendar=HolidayCalendar(**calendar))


def test_an_unknown_region_still_has_its_countrys_holidays():
    assert date(2026, 10, 3) in public_holidays(region("DE", "Nirgendwo"), 2026)


def test_an_unknown_country_has_none():
    assert public_holidays(region("XX", None), 2026) == frozenset()


def test_an_operator_adds_and_removes_days():
    change = {"NL": Adjustment(added=frozenset({date(2026, 5, 5)}), removed=frozenset({date(2026, 4, 27)}))}
    is_holiday = HolidayCalendars(change).in_region("NL")
    assert is_holiday(date(2026, 5, 5))
    assert not is_holiday(date(2026, 4, 27))
    assert is_holiday(date(2026, 12, 25))


def test_a_region_is_corrected_apart_from_its_country():
    change = adjustments(["DE:2026-12-24", "DE-BY:2026-08-08"], ["DE-BY:2026-12-24", "DE-BY:2026-01-06"])
    bavaria, berlin = (HolidayCalendars(change).in_region(name) for name in ("DE-BY", "DE-BE"))
    assert [bool(bavaria(date(2026, 8, 8))), bool(berlin(date(2026, 8, 8)))] == [True, False]
    assert [bool(bavaria(date(2026, 12, 24))), bool(berlin(date(2026, 12, 24)))] == [False, True]
    assert not bavaria(date(2026, 1, 6))


@pytest.mark.parametrize("written", ["calendar=17", "calendar=UK office", "Calendar= uk OFFICE "])
def test_a_calendar_that_means_no_country_gets_days_by_its_id_or_name(written):
    changes = adjustments([f"{written}:2026-12-28"], ())
    calendars = HolidayCalendars(changes)
    assert calendars.of(of_calendar(id="17", name="UK office"))(date(2026, 12, 28))
    assert not calendars.of(of_calendar(id="18", name="An office"))(date(2026, 12, 28))


def test_a_calendar_is_corrected_apart_from_its_region():
    changes = adjustments(["NL:2026-12-24"], ["calendar=17:2026-12-24"])
    shop = of_calendar(id="17", name="Winkel", country="NL")
    assert not HolidayCalendars(changes).of(shop)(date(2026, 12, 24))


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
