"""The card and its preview: people are counted, not lines."""

from datetime import date, time

import pytest

from cards.digest import AbsentLine
from cards.i18n import LANGUAGES, translator
from cards.whos_out import WhosOutView, whos_out_card, whos_out_preview
from tests.support.stage import words

MON, WED, SUN = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 29)
DOCTOR = AbsentLine("1", "Anna Bakker", hours=(time(9), time(10)), from_day=MON)
HOLIDAY = AbsentLine("1", "Anna Bakker", from_day=WED, back_on=date(2026, 11, 30))
WEEK = WhosOutView(MON, SUN, "Web", [DOCTOR, HOLIDAY], MON)


def test_somebody_who_is_away_twice_is_counted_once_and_listed_twice():
    card = whos_out_card(WEEK, translator("nl"))
    lines = words(card.content).splitlines()
    assert lines[0] == "Afwezig van maandag 23 november t/m zondag 29 november (1)"
    assert lines[2:] == [
        "Anna Bakker",
        ", maandag 23 november, van 09:00 tot 10:00",
        "Anna Bakker",
        ", vanaf woensdag 25 november, terug op maandag 30 november",
    ]
    assert card.summary.endswith(": 1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_preview_says_how_many_and_names_nobody(language):
    title, text = whos_out_preview(WEEK, translator(language))
    assert title in words(whos_out_card(WEEK, translator(language)).content)
    assert text.startswith("Web")
    assert "1" in text
    assert "Anna" not in title + text
    assert len(text.split(". ")) == 2


def test_a_smaller_budget_counts_who_does_not_fit():
    many = [AbsentLine(str(n), f"Iemand {n:03}", back_on=WED) for n in range(400)]
    view = WhosOutView(MON, MON, "Web", many, MON)
    small, large = (len(str(whos_out_card(view, translator("nl"), budget=n).content)) for n in (10_000, 22_000))
    assert small < 12_000 < large
