import json
from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards.digest import AbsentLine, DigestView, EventLine, Week, digest_card, digest_text
from cards.i18n import translator
from cards.whos_out import WhosOutView, whos_out_card

MONDAY, TUESDAY, NEXT_MONDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 30)
FRIDAY = date(2026, 11, 27)


def said(card):
    """Every line a person reads, in order; folded ones too."""

    def read(items):
        for each in items:
            if each["type"] == "RichTextBlock":
                yield "".join(run["text"] for run in each["inlines"])
            elif each["type"] == "TextBlock":
                yield each["text"]
            yield from read(each.get("items", []))

    return list(read(card.content["body"]))


def one(nl, **absent):
    card = digest_card(DigestView(MONDAY, absent=[AbsentLine("1", **{"name": "Emma", **absent})]), nl)
    return said(card)[-1]


@pytest.mark.parametrize(
    ("absent", "line"),
    [
        ({"back_on": NEXT_MONDAY}, "Emma, terug op maandag 30 november"),
        ({"back_on": date(2027, 1, 4)}, "Emma, terug op maandag 4 januari 2027"),
        ({"half": "morning", "back_on": MONDAY, "back_at_noon": True}, "Emma, alleen de ochtend, vanmiddag terug"),
        ({"half": "afternoon", "back_on": TUESDAY}, "Emma, alleen de middag, terug op dinsdag 24 november"),
        ({"hours": (time(9), time(11, 30)), "back_on": MONDAY}, "Emma, van 09:00 tot 11:30"),
        ({"hours": (time(22), time(0)), "back_on": MONDAY}, "Emma, vanaf 22:00"),
        ({"name": "?", "back_on": TUESDAY}, "Iemand (naam niet leesbaar), terug op dinsdag 24 november"),
        ({"hours": (time(0), time(6)), "back_on": MONDAY}, "Emma, tot 06:00"),
        (
            {"hours": (time(9), time(11)), "back_on": MONDAY, "time_zone": "America/New_York"},
            "Emma, van 09:00 tot 11:00 (tijd in New York)",
        ),
        ({"hours": (time(9), time(12)), "back_on": MONDAY, "back_at_noon": True}, "Emma, van 09:00 tot 12:00"),
        (
            {"hours": (time(14), time(17)), "back_on": TUESDAY},
            "Emma, van 14:00 tot 17:00, terug op dinsdag 24 november",
        ),
        ({"back_on": NEXT_MONDAY, "back_at_noon": True}, "Emma, terug op maandag 30 november (vanaf de middag)"),
        ({"open_end": True}, "Emma, terug nog onbekend"),
        ({}, "Emma, terug nog onbekend"),
        ({"back_on": NEXT_MONDAY, "type_name": "Vakantie"}, "Emma, terug op maandag 30 november (Vakantie)"),
    ],
)
def test_a_line_says_who_is_away_which_part_and_when_they_are_back(nl, absent, line):
    assert one(nl, **absent) == line


def test_each_topic_has_its_heading_and_count(nl):
    view = DigestView(
        MONDAY,
        units=["Klantenservice", "Utrecht"],
        absent=[AbsentLine("1", "Emma")],
        remote=[AbsentLine("2", "Finn")],
        birthdays=[EventLine("3", "Tess", MONDAY), EventLine("4", "Sem", date(2026, 11, 21))],
        anniversaries=[EventLine("5", "Bram", MONDAY, years=10), EventLine("6", "Eva", date(2026, 11, 22), years=1)],
        starters=[EventLine("7", "Mila", MONDAY, position="Monteur", unit="Techniek")],
    )
    assert said(digest_card(view, nl)) == [
        "Maandag 23 november 2026",
        "Klantenservice, Utrecht",
        "Vandaag afwezig (1)",
        "Emma, terug nog onbekend",
        "Vandaag elders aan het werk (1)",
        "Finn",
        "Jarig vandaag (1)",
        "Van harte gefeliciteerd!",
        "Tess",
        "Jarig geweest (1)",
        "Alsnog van harte gefeliciteerd!",
        "Sem, was zaterdag 21 november jarig",
        "Jubilea (2)",
        "Bram, 10 jaar",
        "Eva, 1 jaar, op zondag 22 november",
        "Nieuwe medewerkers (1)",
        "Mila, Monteur, Techniek",
    ]


def test_a_birthday_of_another_day_is_not_called_todays(nl):
    view = DigestView(MONDAY, birthdays=[EventLine("4", "Sem", date(2026, 11, 21))])
    assert said(digest_card(view, nl))[1:] == [
        "Jarig geweest (1)",
        "Alsnog van harte gefeliciteerd!",
        "Sem, was zaterdag 21 november jarig",
    ]


def test_the_notification_counts_what_is_past_apart_from_today(nl):
    saturday = date(2026, 11, 21)
    past = DigestView(
        MONDAY,
        birthdays=[EventLine("1", "Sem", saturday)],
        anniversaries=[EventLine("2", "Bram", saturday, years=5)],
        starters=[EventLine("3", "Mila", saturday)],
    )
    assert digest_text(past, nl) == "De afgelopen dagen: 1 jarig, 1 jubileum, 1 nieuwe medewerker"
    both = replace(past, birthdays=[*past.birthdays, EventLine("4", "Tess", MONDAY)], anniversaries=[], starters=[])
    assert digest_text(both, nl) == "Vandaag: 1 jarig. De afgelopen dagen: 1 jarig"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nl", "was zaterdag 28 november jarig"),
        ("en", "birthday was on Saturday, 28 November"),
        ("de", "hatte am Samstag, 28. November Geburtstag"),
        ("fr", "a fêté son anniversaire le samedi 28 novembre"),
        ("es", "cumplió años el sábado, 28 de noviembre"),
        ("it", "ha compiuto gli anni sabato 28 novembre"),
        ("pt", "fez anos sábado, 28 de novembro"),
    ],
)
def test_a_past_birthday_is_told_in_the_past_tense(language, line):
    view = DigestView(date(2026, 11, 30), birthdays=[EventLine("1", "Sem", date(2026, 11, 28))])
    assert said(digest_card(view, translator(language)))[-1] == f"Sem, {line}"


def test_an_edited_card_says_since_when_it_is_so(nl):
    view = DigestView(MONDAY, absent=[AbsentLine("1", "Emma", back_on=TUESDAY)])
    assert said(digest_card(view, nl, updated_at=time(9, 12)))[-1] == "Bijgewerkt om 09:12"
    assert "Bijgewerkt" not in json.dumps(digest_card(view, nl).content)


def test_a_return_that_is_not_known_is_told_in_the_same_words_for_every_cause(nl):
    assert one(nl, open_end=True) == one(nl) == "Emma, terug nog onbekend"
    for language in ("nl", "en", "de", "fr", "es", "it", "pt"):
        t = translator(language)
        assert t("absent.open") in t("period.open", first=MONDAY), "one's own cards say the same"


def test_nobody_is_asked_when_they_are_back_from_work_elsewhere(nl):
    assert said(digest_card(DigestView(MONDAY, remote=[AbsentLine("1", "Finn")]), nl))[-1] == "Finn"


def test_the_notification_counts_and_names_nobody(nl):
    view = DigestView(
        MONDAY,
        absent=[AbsentLine(str(n), f"Emma {n}", type_name="Ziek") for n in range(3)],
        birthdays=[EventLine("9", "Tess", MONDAY)],
    )
    card = digest_card(view, nl)
    assert card.summary == digest_text(view, nl) == "Vandaag: 3 afwezig, 1 jarig"
    assert card.content["speak"] == card.content["fallbackText"] == card.summary


def test_nobody_away_is_said_in_one_friendly_line(nl):
    assert said(digest_card(DigestView(MONDAY), nl)) == [
        "Maandag 23 november 2026",
        "Geen afwezigheid bekend voor vandaag",
    ]
    assert digest_text(DigestView(MONDAY), nl) == "Geen afwezigheid bekend voor vandaag"


def test_a_channel_without_absences_is_not_told_that_everybody_is_there(nl):
    assert digest_text(DigestView(MONDAY, tells_absences=False), nl) == "Vandaag is er niets te melden"


@pytest.mark.parametrize(("count", "buttons"), [(10, []), (11, ["en 3 anderen", "Minder tonen"])])
def test_a_long_list_folds(nl, elements, count, buttons):
    card = digest_card(DigestView(MONDAY, absent=[AbsentLine(str(n), f"P{n}") for n in range(count)]), nl)
    actions = [each for each in elements(card) if each.get("type") == "Action.ToggleVisibility"]
    assert [each["title"] for each in actions] == buttons
    assert len(said(card)) == count + 2
    ids = {each["id"] for each in elements(card) if "id" in each}
    assert all(set(each["targetElements"]) <= ids for each in actions)


def test_hundreds_of_names_fit_and_the_rest_is_counted(nl, flaws):
    view = DigestView(
        MONDAY,
        absent=[AbsentLine(str(n), f"Maria van Oosterhout {n}", back_on=NEXT_MONDAY) for n in range(500)],
        birthdays=[EventLine(str(n), f"Jarige {n}", MONDAY) for n in range(500)],
        starters=[EventLine("1", "Mila", MONDAY)],
    )
    card = digest_card(view, nl)
    assert flaws(card) == []
    lines = said(card)
    assert "Vandaag afwezig (500)" in lines
    assert "Mila" in lines
    shown = sum(each.startswith("Maria") for each in lines)
    assert f"En nog {500 - shown}, te vinden in Personio." in lines


def test_the_order_and_the_words_are_those_of_the_view_whatever_the_reason(nl):
    away = [AbsentLine("1", "Zoë", back_on=NEXT_MONDAY), AbsentLine("2", "Ad", back_on=NEXT_MONDAY)]
    assert said(digest_card(DigestView(MONDAY, absent=away), nl))[-2:] == [
        "Zoë, terug op maandag 30 november",
        "Ad, terug op maandag 30 november",
    ]


NAME = st.text(min_size=1, max_size=300)
ABSENT = st.builds(AbsentLine, person_id=st.just("1"), name=NAME, type_name=st.none() | NAME)
EVENT = st.builds(EventLine, st.just("1"), NAME, st.dates(), st.none() | st.integers(1, 60), st.none() | NAME)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    absent=st.lists(ABSENT, max_size=40),
    copies=st.integers(1, 30),
    events=st.lists(EVENT, max_size=20),
    units=st.lists(NAME, max_size=9),
)
def test_whatever_the_names_are_the_card_is_sound(flaws, absent, copies, events, units):
    week = Week(FRIDAY, absent * copies, events * copies, events, events)
    view = DigestView(MONDAY, units, absent * copies, absent, events, events, events * copies, week)
    assert flaws(digest_card(view, translator("de"))) == []


WEEK = Week(
    date(2026, 11, 29),
    absent=[
        AbsentLine("1", "Emma", from_day=TUESDAY, back_on=FRIDAY),
        AbsentLine("2", "Daan", from_day=TUESDAY, half="morning", back_on=TUESDAY, back_at_noon=True),
        AbsentLine("3", "Lucas", from_day=TUESDAY, half="afternoon", back_on=FRIDAY),
        AbsentLine("4", "Noah", from_day=FRIDAY, hours=(time(9), time(11)), back_on=FRIDAY),
        AbsentLine("5", "Julia", from_day=FRIDAY, open_end=True, type_name="Verlof"),
    ],
    birthdays=[EventLine("6", "Tess", FRIDAY)],
    anniversaries=[EventLine("7", "Bram", TUESDAY, years=5)],
    starters=[EventLine("8", "Mila", TUESDAY, position="Planner")],
)


def test_the_week_ahead_says_who_is_away_when_and_what_there_is_to_celebrate(nl):
    assert said(digest_card(DigestView(MONDAY, week=WEEK), nl))[1:] == [
        "Geen afwezigheid bekend voor vandaag",
        "Verder deze week afwezig (5)",
        "Emma, vanaf dinsdag 24 november, terug op vrijdag 27 november",
        "Daan, dinsdag 24 november, alleen de ochtend",
        "Lucas, dinsdag 24 november, alleen de middag, terug op vrijdag 27 november",
        "Noah, vrijdag 27 november, van 09:00 tot 11:00",
        "Julia, vanaf vrijdag 27 november, terug nog onbekend (Verlof)",
        "Verder deze week (3)",
        "Bram, 5 jaar in dienst op dinsdag 24 november",
        "Mila, begint op dinsdag 24 november, Planner",
        "Tess, vrijdag 27 november jarig",
    ]


def test_days_ahead_that_reach_into_the_next_week_are_not_called_this_week(nl):
    titles = said(digest_card(DigestView(MONDAY, week=replace(WEEK, last_day=date(2026, 12, 1))), nl))
    assert "De komende dagen afwezig (5)" in titles
    assert "De komende dagen (3)" in titles


def test_a_week_without_news_says_nothing(nl):
    assert said(digest_card(DigestView(MONDAY, week=Week(FRIDAY)), nl)) == said(digest_card(DigestView(MONDAY), nl))


def test_the_notification_names_nobody_of_the_week(nl):
    summary = digest_card(DigestView(MONDAY, absent=WEEK.absent[:1], week=WEEK), nl).summary
    assert summary == "Vandaag: 1 afwezig"


def test_what_people_are_called_is_never_markdown(nl):
    evil = "[klik](https://evil.example) **nu**"
    card = digest_card(DigestView(MONDAY, units=[evil], absent=[AbsentLine("1", evil, type_name=evil)]), nl)
    blocks = [each for each in card.content["body"] if each["type"] == "TextBlock"]
    assert "evil" not in json.dumps(blocks)


def whos_out(**changes):
    return replace(WhosOutView(MONDAY, MONDAY, "Sales", [AbsentLine("1", "Emma")], MONDAY), **changes)


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "Vandaag afwezig (1)"),
        ({"first_day": TUESDAY, "last_day": TUESDAY}, "Morgen afwezig: dinsdag 24 november (1)"),
        ({"first_day": FRIDAY, "last_day": FRIDAY}, "Afwezig op vrijdag 27 november (1)"),
        ({"last_day": FRIDAY}, "Afwezig van maandag 23 november t/m vrijdag 27 november (1)"),
    ],
)
def test_who_is_out_names_the_days_asked_for(nl, changes, title):
    card = whos_out_card(whos_out(**changes), nl)
    assert said(card) == [title, "Sales", "Emma, terug nog onbekend"]
    assert "Emma" not in card.summary


def test_who_is_out_says_when_an_absence_begins_later(nl):
    line = AbsentLine("1", "Emma", from_day=TUESDAY, back_on=FRIDAY)
    card = whos_out_card(whos_out(last_day=FRIDAY, unit=None, absent=[line]), nl)
    assert said(card)[1:] == [
        "Het hele bedrijf",
        "Emma, vanaf dinsdag 24 november, terug op vrijdag 27 november",
    ]


def test_another_days_noon_is_not_this_afternoon(nl):
    line = AbsentLine("1", "Emma", half="morning", back_on=FRIDAY, back_at_noon=True)
    card = whos_out_card(whos_out(first_day=FRIDAY, last_day=FRIDAY, absent=[line]), nl)
    assert said(card)[-1] == "Emma, alleen de ochtend, ’s middags terug"


@pytest.mark.parametrize("day", [MONDAY, FRIDAY])
def test_that_nobody_is_known_to_be_out_is_not_told_as_everybody_being_there(nl, day):
    card = whos_out_card(whos_out(first_day=day, last_day=day, absent=[]), nl)
    assert said(card)[-1] == card.summary == "Geen afwezigheid bekend"


def test_the_buttons_of_two_folded_lists_do_not_sound_the_same(nl, elements):
    lines = [AbsentLine(str(n), f"Noor {n}", back_on=TUESDAY) for n in range(20)]
    born = [EventLine(str(n), f"Noor {n}", MONDAY) for n in range(20)]
    card = digest_card(DigestView(MONDAY, absent=lines, birthdays=born), nl)
    titles = [e["title"] for e in elements(card) if e.get("type") == "Action.ToggleVisibility"]
    assert len(titles) == len(set(titles)) == 4
    single = digest_card(DigestView(MONDAY, absent=lines), nl)
    assert "Minder tonen" in [e.get("title") for e in elements(single)]
