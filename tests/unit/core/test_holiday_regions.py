"""Personio's holiday calendars, understood as countries and regions in whatever form they come."""

from datetime import date

import pytest

from bot.core.holiday_regions import Region, calendar_region, region
from bot.core.people import working_time
from bot.core.person_region import holiday_region, with_office_countries, without_country
from personio_client import HolidayCalendar, Person
from personio_client.models import Unit

NAMES = [
    ("DE", "Bayern", "DE-BY"),
    ("DE", "Bavaria", "DE-BY"),
    ("DE", "Beieren", "DE-BY"),
    ("DE", "Baviera", "DE-BY"),
    ("DE", "BY", "DE-BY"),
    ("DE", "DE-BY", "DE-BY"),
    ("de", " bayern ", "DE-BY"),
    ("DE", "NRW", "DE-NW"),
    ("DE", "nrw", "DE-NW"),
    ("DE", "Noordrijn-Westfalen", "DE-NW"),
    ("DE", "Rhénanie-du-Nord-Westphalie", "DE-NW"),
    ("DE", "RLP", "DE-RP"),
    ("DE", "Deutschland", "DE"),
    ("DEU", None, "DE"),
    ("Duitsland", None, "DE"),
    ("Germany", "Bavière", "DE-BY"),
    ("Alemania", "Baviera", "DE-BY"),
    ("Pays-Bas", None, "NL"),
    ("Holland", None, "NL"),
    ("UK", None, "GB"),
    ("Vereinigtes Königreich", "England", "GB-ENG"),
    ("GB", "United Kingdom", "GB"),
    ("Czech Republic", None, "CZ"),
    ("AT", "NÖ", "AT-3"),
    ("AT", "Wien", "AT-9"),
    ("CH", "Genf", "CH-GE"),
    ("CH", "St. Gallen", "CH-SG"),
    ("ES", "Cataluña", "ES-CT"),
    ("ES", "Catalonia", "ES-CT"),
    ("IT", "Mailand", "IT-MI"),
    ("NL", None, "NL"),
]
UNKNOWN = [("DE", "Nirgendwo", "DE"), ("XX", None, "XX"), ("Atlantis", None, "ATLANTIS"), (None, None, "")]
CALENDARS = [
    (None, None, "United Kingdom public holidays", "GB"),
    (None, None, "UK Bank Holidays", "GB"),
    (None, None, "NL", "NL"),
    (None, None, "Feestdagen Nederland", "NL"),
    (None, None, "Jours fériés France", "FR"),
    (None, None, "Deutschland (Bayern) Feiertage", "DE-BY"),
    (None, None, "Allemagne - Rhénanie-du-Nord-Westphalie", "DE-NW"),
    (None, None, "Feiertage Nordrhein-Westfalen", "DE-NW"),
    (None, None, "Feiertage NRW", "DE-NW"),
    (None, None, "Feiertage DE-NW", "DE-NW"),
    (None, None, "England and Wales", "GB-ENG"),
    (None, "Bayern", "Standard", "DE-BY"),
    (None, "NRW", "", "DE-NW"),
    ("DE", None, "Deutschland (Bayern) Feiertage", "DE-BY"),
    ("DE", None, "Standard", "DE"),
    ("DE", "Harz", "Feiertage Niedersachsen", "DE-NI"),
    ("NL", None, "Amsterdam kantoor", "NL"),
]


@pytest.mark.parametrize(("country", "state", "expected"), NAMES)
def test_a_region_is_found_by_its_code_abbreviation_or_name(country, state, expected):
    found = region(country, state)
    assert (found.name, found.known) == (expected, True)


@pytest.mark.parametrize(("country", "state", "expected"), UNKNOWN)
def test_what_is_not_understood_is_marked(country, state, expected):
    found = region(country, state)
    assert (found.name, found.known) == (expected, False)


@pytest.mark.parametrize(("country", "state", "name", "expected"), CALENDARS)
def test_a_calendars_own_name_helps_where_its_fields_say_too_little(country, state, name, expected):
    found = calendar_region(country, state, name)
    assert (found.name, found.known) == (expected, True)


@pytest.mark.parametrize("name", ["", "Standard", "Atlantis", "Office 4", "Kantoor", "SH", "in DE and NL"])
def test_a_name_that_means_no_place_is_not_guessed(name):
    assert calendar_region(None, None, name) == Region("", known=False)


def test_corpus_christi_and_all_saints_are_days_off_in_nrw():
    calendar = HolidayCalendar(id="7", name="NRW Feiertage", country="DE", state="NRW")
    work = working_time(Person(id="1", holiday_calendar=calendar))
    assert not work.works(date(2026, 6, 4))
    assert not work.works(date(2027, 11, 1))


def person(person_id: str, office: str | None, **calendar: str) -> Person:
    unit = Unit(id=office, name=office) if office else None
    return Person(id=person_id, office=unit, holiday_calendar=HolidayCalendar(**calendar) if calendar else None)


def test_an_unknown_calendar_has_the_country_of_its_peoples_office():
    lost = person("1", "berlin", id="9", name="Standard")
    people = with_office_countries(
        [lost, person("2", "berlin", id="2", country="DE", state="Bayern"), person("3", "x")]
    )
    assert without_country(lost)
    assert holiday_region(people[0]) == Region("DE")
    assert people[1:] == [person("2", "berlin", id="2", country="DE", state="Bayern"), person("3", "x")]


def test_an_office_of_two_countries_gives_none():
    lost = person("1", "kleve", id="9", name="Standard")
    colleagues = [person("2", "kleve", id="1", country="NL"), person("3", "kleve", id="2", country="DE")]
    assert with_office_countries([lost, *colleagues])[0] == lost


def test_a_known_calendar_and_a_person_without_one_stay_as_they_are():
    people = [person("1", "a", id="1", country="NL"), person("2", "a"), person("3", None, id="9", name="Standard")]
    assert with_office_countries(people) == people
