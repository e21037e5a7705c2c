"""The names of countries and regions are those of the installed `holidays` package, and are read without it."""

import subprocess
import sys

import holidays
from holidays import registry

from bot.core.holiday_regions import _country_codes, _regions, _words, region
from bot.core.region_names import REGION_NAMES


def test_every_code_of_the_package_is_known():
    listed = {(classes[1], code) for classes in registry.COUNTRIES.values() for code in classes[1:] if len(code) <= 3}
    assert {(_country_codes()[code], code) for _, code in listed} == listed


def test_every_region_of_the_package_is_known_by_its_names():
    for classes in registry.COUNTRIES.values():
        calendar = holidays.country_holidays(classes[1])
        known = _regions(classes[1])
        assert set(calendar.subdivisions) <= set(known.values()), classes
        for name, code in getattr(calendar, "subdivisions_aliases", {}).items():
            assert all(known.get(_words(part)) is not None for part in name.split(",")), (name, code)
    assert {code for code in REGION_NAMES if not region(code, None).known} == set()


def test_a_calendar_is_read_without_the_package():
    code = (
        "import sys; from bot.core.holiday_regions import calendar_region as r;"
        "assert r('DE', 'Bayern', '').name == 'DE-BY' and r(None, None, 'Deutschland (NRW) Feiertage').name == 'DE-NW';"
        "assert r('Niederlande', None, '').name == 'NL' and r('UK', 'Schottland', '').name == 'GB-SCT';"
        "assert 'holidays' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
