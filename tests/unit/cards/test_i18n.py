from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from cards.i18n import LANGUAGES, NAMES, best_language, translator
from cards.request import Amount, Period

FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)


def test_each_language_writes_days_periods_and_amounts_its_own_way(t, snapshot):
    periods = [
        Period(FRIDAY, FRIDAY),
        Period(FRIDAY, FRIDAY, first_half=True),
        Period(FRIDAY, FRIDAY, last_half=True),
        Period(FRIDAY, MONDAY, first_half=True, last_half=True),
        Period(FRIDAY, date(2027, 1, 4)),
        Period(FRIDAY, None),
        Period(FRIDAY, FRIDAY, first_time=time(9), last_time=time(12, 30)),
        Period(FRIDAY, MONDAY, first_time=time(9), last_time=time(12, 30)),
    ]
    days = [Amount(Decimal(value), "day") for value in ("0", "0.5", "1.00", "1.5", "2", "20", "1234.5")]
    hours = [Amount(Decimal(value), "hour") for value in ("0", "0.25", "1", "3.5", "8")]
    assert {
        "day": t.day(FRIDAY),
        "short_day": t.short_day(FRIDAY),
        "time": t.time(time(9, 5)),
        "period": [t.period(period) for period in periods],
        "amount": [t.amount(amount) for amount in (*days, *hours)],
        "balance": [t.balance(amount) for amount in (*days, *hours)],
        "colleagues": [t.plural("review.team", n) for n in (1, 2, 11)],
    } == snapshot


def test_dutch_is_written_as_in_the_contract(nl):
    assert nl.day(FRIDAY) == "vrijdag 27 november 2026"
    assert nl.amount(Amount(Decimal("2.5"), "day")) == "2,5 werkdagen"
    assert nl.amount(Amount(Decimal("1.0"), "day")) == "1 werkdag"
    assert nl.amount(Amount(Decimal("3.5"), "hour")) == "3 uur 30 min"


def test_a_balance_may_be_below_zero(nl):
    assert nl.balance(Amount(Decimal("-0.50"), "day")) == "-0,5 dagen"
    assert nl.balance(Amount(Decimal("-1.5"), "hour")) == "−1 uur 30 min"


def test_halves_of_one_day_that_contradict_each_other_are_shown_as_the_day(nl):
    assert nl.period(Period(FRIDAY, FRIDAY, first_half=True, last_half=True)) == "vrijdag 27 november 2026"


def test_what_is_put_in_braces_is_never_read_as_braces(nl):
    assert (
        nl("review.substitute_away", name="{name} {0} {}")
        == "{name} {0} {} is dan zelf ook afwezig. Kies iemand anders."
    )


def test_a_translator_is_made_once():
    assert translator("nl") is translator("nl")


def test_every_language_has_a_name():
    assert tuple(NAMES) == LANGUAGES


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        (("nl-BE",), "nl"),
        (("de_AT",), "de"),
        ((" PT-br ",), "pt"),
        ((None, "", "nb-NO", "fr"), "fr"),
        (("es", "nl"), "es"),
        (("zh-Hans-CN",), "en"),
        ((), "en"),
        (("-",), "en"),
    ],
)
def test_the_first_language_we_speak_wins(wishes, language):
    assert best_language(*wishes) == language


def test_the_default_language_can_be_set():
    assert best_language("xx", default="nl") == "nl"


def test_the_first_of_a_month_is_written_as_the_french_do():
    t = translator("fr")
    first = date(2026, 12, 1)
    assert t.day(first) == "mardi 1er décembre 2026"
    assert t.near_day(first, first) == "mardi 1er décembre"
    assert t.short_day(first) == "mar. 1er déc."
    assert t.day(date(2026, 12, 11)) == "vendredi 11 décembre 2026"
    assert translator("de").day(first).startswith("Dienstag, 1. Dezember")


def test_times_are_until_and_days_are_included(nl):
    night = Period(FRIDAY, FRIDAY + timedelta(days=1), first_time=time(22), last_time=time(6))
    assert nl.period(night) == "vrijdag 27 november 22:00 tot zaterdag 28 november 2026 06:00"


def test_a_midnight_at_either_end_of_hours_is_a_whole_day(nl):
    saturday, midnight = FRIDAY + timedelta(days=1), time(0)
    evening = Period(FRIDAY, FRIDAY, first_time=time(16), last_time=midnight)
    assert nl.period(evening) == "vrijdag 27 november 2026, 16:00 – 00:00"
    longer = Period(FRIDAY, saturday, first_time=time(16), last_time=midnight)
    assert nl.period(longer) == "vrijdag 27 november 16:00 t/m zaterdag 28 november 2026"
    assert nl.period(Period(FRIDAY, FRIDAY, first_time=midnight, last_time=midnight)) == "vrijdag 27 november 2026"
    assert (
        nl.period(Period(FRIDAY, saturday, first_time=midnight, last_time=time(6)))
        == "vrijdag 27 november tot zaterdag 28 november 2026 06:00"
    )
