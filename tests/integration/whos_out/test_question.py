"""What a question means: which days, which unit."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.subscriptions import UnitRef
from bot.features.whos_out.dates import usual_days
from bot.features.whos_out.query import guessed, parse_query
from cards.i18n import LANGUAGES

WED = date(2026, 11, 25)
THU, FRI, SUN, NEXT_MON, NEXT_SUN = (WED + timedelta(days=n) for n in (1, 2, 4, 5, 11))
CHRISTMAS_EVE = date(2026, 12, 24)

UNITS = [
    UnitRef("department", "Verkoop", "1"),
    UnitRef("department", "Directie & HR", "2"),
    UnitRef("department", "Financiën", "3"),
    UnitRef("team", "Verkoop Benelux", "4"),
    UnitRef("team", "HR", "5"),
    UnitRef("team", "Support 24/7", "6"),
    UnitRef("team", "Verkoop", "7"),
    UnitRef("team", None, "8"),
    UnitRef("office", "München", "9"),
    UnitRef("office", "Est", "10"),
]

DAYS = [
    ("nl", "wie is er afwezig?", WED, WED),
    ("nl", "Wie is er vandaag afwezig?", WED, WED),
    ("nl", "wie is er morgen afwezig", THU, THU),
    ("nl", "wie is er morgenmiddag niet", THU, THU),
    ("nl", "wie is er overmorgen weg", FRI, FRI),
    ("nl", "wie is er deze week vrij?", WED, SUN),
    ("nl", "wie is er volgende week afwezig", NEXT_MON, NEXT_SUN),
    ("nl", "wie is er komende week", NEXT_MON, NEXT_SUN),
    ("nl", "wie is er vrijdag afwezig?", FRI, FRI),
    ("nl", "wie is er vrijdagmiddag afwezig?", FRI, FRI),
    ("nl", "wie is er maandag?", NEXT_MON, NEXT_MON),
    ("nl", "wie is er volgende week vrijdag", date(2026, 12, 4), date(2026, 12, 4)),
    ("nl", "wie is er op 24 december afwezig", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("nl", "wie is er op 24 dec. afwezig", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("nl", "wie is er de 24e december", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("nl", "wie is er 24-12", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("nl", "wie is er 24-12-2026", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("nl", "wie is er 2026-12-24", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("nl", "wie is er 24 november", date(2027, 11, 24), date(2027, 11, 24)),
    ("nl", "wie is er 25 november", WED, WED),
    ("nl", "wie was er 24 november 2026", WED - timedelta(days=1), WED - timedelta(days=1)),
    ("nl", "wie is er 29 februari", date(2028, 2, 29), date(2028, 2, 29)),
    ("nl", "wie is er 31 november", WED, WED),
    ("nl", "wie is er 24 december 9999", WED, WED),
    ("nl", "wie is er 1 mei", date(2027, 5, 1), date(2027, 5, 1)),
    ("en", "Who is out?", WED, WED),
    ("en", "who’s out today?", WED, WED),
    ("en", "Who is out tomorrow?", THU, THU),
    ("en", "who's away the day after tomorrow", FRI, FRI),
    ("en", "who is off this week", WED, SUN),
    ("en", "who is out next week", NEXT_MON, NEXT_SUN),
    ("en", "who is out on Friday", FRI, FRI),
    ("en", "who is out on December 24", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("en", "who is out on December 24th, 2026", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("en", "who is out Dec 24", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("en", "who is out on the 24th of December", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("en", "who is out 24/12/2026", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("pt", "who is out 24 december", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("de", "Wer ist abwesend?", WED, WED),
    ("de", "Wer fehlt heute?", WED, WED),
    ("de", "wer fehlt heute Morgen", WED, WED),
    ("de", "Wer fehlt morgen?", THU, THU),
    ("de", "Wer fehlt übermorgen?", FRI, FRI),
    ("de", "Wer ist diese Woche abwesend", WED, SUN),
    ("de", "Wer hat nächste Woche frei?", NEXT_MON, NEXT_SUN),
    ("de", "Wer fehlt in der kommenden Woche?", NEXT_MON, NEXT_SUN),
    ("de", "Wer fehlt am 24. Dezember?", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("de", "Wer fehlt am 24.12.?", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("de", "Wer fehlt am 1. März 2027?", date(2027, 3, 1), date(2027, 3, 1)),
    ("fr", "Qui est absent ?", WED, WED),
    ("fr", "qui est absent aujourd’hui", WED, WED),
    ("fr", "Qui est absent demain ?", THU, THU),
    ("fr", "qui est absent après-demain", FRI, FRI),
    ("fr", "qui est en congé cette semaine", WED, SUN),
    ("fr", "qui est absent la semaine prochaine", NEXT_MON, NEXT_SUN),
    ("fr", "qui est absent vendredi", FRI, FRI),
    ("fr", "qui est absent le 24 décembre", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("fr", "qui est absent le 1er août", date(2027, 8, 1), date(2027, 8, 1)),
    ("es", "¿quién está ausente pasado mañana?", FRI, FRI),
    ("es", "quién falta el 24 de diciembre de 2026", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("it", "chi è assente domani", THU, THU),
    ("it", "chi manca la settimana prossima", NEXT_MON, NEXT_SUN),
    ("pt", "quem falta amanhã?", THU, THU),
    ("pt", "quem falta na segunda-feira", NEXT_MON, NEXT_MON),
    ("pt", "quem falta na segunda?", NEXT_MON, NEXT_MON),
    ("de", "Wer fehlt im Quartal", WED, WED),
    ("pt", "quem falta a 24 de dezembro", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("nl", "wie is er deze maand weg?", WED, date(2026, 11, 30)),
    ("nl", "wie is er volgende maand weg?", date(2026, 12, 1), date(2026, 12, 21)),
    ("en", "who is out in February?", date(2027, 2, 1), date(2027, 2, 21)),
    ("de", "Wer fehlt nächsten Monat?", date(2026, 12, 1), date(2026, 12, 21)),
    ("fr", "qui est absent le mois prochain ?", date(2026, 12, 1), date(2026, 12, 21)),
    ("nl", "wie is er om 10:12 afwezig?", WED, WED),
    ("nl", "wie is er weg tussen 26 en 27 november", THU, FRI),
    ("en", "who is out between 26 and 27 November", THU, FRI),
    ("nl", "wie is er weg do of vr", THU, FRI),
    ("nl", "wie is er do-vr weg", THU, FRI),
    ("nl", "wie is er op do weg", THU, THU),
    ("de", "wer fehlt Do und Fr", THU, FRI),
    ("en", "who is out Thu or Fri", THU, FRI),
    ("en", "who is out on Fri", FRI, FRI),
    ("fr", "qui est absent jeu et ven", THU, FRI),
    ("es", "quién falta jue y vie", THU, FRI),
    ("it", "chi manca gio e ven", THU, FRI),
    ("pt", "quem falta qui e sex", THU, FRI),
    ("nl", "wie is er weg in week 49", NEXT_MON, date(2026, 12, 6)),
    ("nl", "wie is er weg in week 48", WED, SUN),
    ("nl", "wie is er weg in week 2", date(2027, 1, 11), date(2027, 1, 17)),
    ("nl", "wie is er weg in week 49 en 50", NEXT_MON, date(2026, 12, 13)),
    ("nl", "wie is er weg in de week van 30 november", NEXT_MON, date(2026, 12, 6)),
    ("nl", "wie is er weg in de week van maandag 30 november", NEXT_MON, date(2026, 12, 6)),
    ("nl", "wie is er morgen of overmorgen weg", THU, FRI),
    ("nl", "wie is er weg op vrijdag 4 december", date(2026, 12, 4), date(2026, 12, 4)),
    ("nl", "wie is er weg op 3, 4 en 7 december", date(2026, 12, 3), date(2026, 12, 7)),
    ("nl", "wie is er weg donderdag en vrijdag", THU, FRI),
    ("nl", "wie is er volgende week donderdag en vrijdag weg", date(2026, 12, 3), date(2026, 12, 4)),
    ("nl", "wie is er vandaag of volgende week weg", WED, NEXT_SUN),
    ("nl", "wie is er weg aanstaande vrijdag", FRI, FRI),
    ("nl", "wie is er weg deze week op 27 november", FRI, FRI),
    ("nl", "wie is er weg, december", date(2026, 12, 1), date(2026, 12, 21)),
    ("en", "who is out in week 49", NEXT_MON, date(2026, 12, 6)),
    ("en", "who is out the week of November 30", NEXT_MON, date(2026, 12, 6)),
    ("en", "who is out today and tomorrow", WED, THU),
    ("en", "who is out next Monday", NEXT_MON, NEXT_MON),
    ("de", "wer fehlt in KW 49", NEXT_MON, date(2026, 12, 6)),
    ("de", "wer fehlt in der Woche vom 30. November", NEXT_MON, date(2026, 12, 6)),
    ("de", "wer fehlt heute und morgen", WED, THU),
    ("fr", "qui est absent la semaine 49", NEXT_MON, date(2026, 12, 6)),
    ("fr", "qui est absent la semaine du 30 novembre", NEXT_MON, date(2026, 12, 6)),
    ("fr", "qui est absent demain ou vendredi", THU, FRI),
    ("fr", "qui est absent lundi prochain", NEXT_MON, NEXT_MON),
    ("es", "quién falta en la semana 49", NEXT_MON, date(2026, 12, 6)),
    ("es", "quién falta la semana del 30 de noviembre", NEXT_MON, date(2026, 12, 6)),
    ("es", "quién falta hoy y mañana", WED, THU),
    ("es", "¿quién está mañana?", THU, THU),
    ("it", "chi manca nella settimana 49", NEXT_MON, date(2026, 12, 6)),
    ("it", "chi manca nella settimana del 30 novembre", NEXT_MON, date(2026, 12, 6)),
    ("it", "chi manca oggi e domani", WED, THU),
    ("pt", "quem falta na semana 49", NEXT_MON, date(2026, 12, 6)),
    ("pt", "quem falta na semana de 30 de novembro", NEXT_MON, date(2026, 12, 6)),
    ("pt", "quem falta hoje e amanhã", WED, THU),
]

UNREAD = [
    ("wie is er op 31 november weg", ("31", "november")),
    ("wie is er 30 t/m 31 november weg", ("30", "31", "november")),
    ("wie is er 28 t/m 24 december weg", ("28",)),
    ("wie is er weg in week 99", ("week", "99")),
    ("wie is er weg op maandag 4 december", ("maandag",)),
    ("wie is er 24 t/m 28 weg", ("24", "28")),
    ("wie is er weg op 12 december en 3 februari", ("12", "december", "3", "februari")),
    ("who is out on 31 November", ("31", "november")),
    ("wer fehlt am 31. November", ("31", "november")),
    ("qui est absent le 31 novembre", ("31", "novembre")),
    ("quién falta el 31 de noviembre", ("31", "noviembre")),
    ("chi manca il 31 novembre", ("31", "novembre")),
    ("quem falta a 31 de novembro", ("31", "novembro")),
]


@pytest.mark.parametrize(("text", "unread"), UNREAD)
def test_words_about_days_that_mean_none_are_told(text, unread):
    assert set(unread) <= set(parse_query(text, WED, "nl", ()).unknown)


@pytest.mark.parametrize(("language", "text"), [each[:2] for each in DAYS if "Quartal" not in each[1]])
def test_nothing_of_the_days_that_are_read_is_told_as_not_understood(language, text):
    untold = ("31 november", "9999", "dec.", "Dec ")
    assert any(each in text for each in untold) or not parse_query(text, WED, language, UNITS).unknown


BOXING_WEEK = (CHRISTMAS_EVE, date(2026, 12, 28))
NEXT_DAYS = (NEXT_MON, date(2026, 12, 2))

RANGES = [
    ("nl", "wie is er 24 t/m 28 december afwezig?", *BOXING_WEEK),
    ("nl", "wie is er van 24 tot en met 28 december 2026 weg", *BOXING_WEEK),
    ("nl", "24-28 december", *BOXING_WEEK),
    ("nl", "24 – 28 december bij verkoop?", *BOXING_WEEK),
    ("nl", "wie is er 24-12 t/m 28-12", *BOXING_WEEK),
    ("nl", "donderdag 24 t/m maandag 28 december", *BOXING_WEEK),
    ("nl", "wie is er maandag tot woensdag", *NEXT_DAYS),
    ("nl", "wie is er volgende week maandag t/m woensdag afwezig", *NEXT_DAYS),
    ("nl", "wie is er vandaag t/m vrijdag weg", WED, FRI),
    ("nl", "wie is er morgen tot maandag", THU, NEXT_MON),
    ("nl", "wie is er 24 december t/m 2 januari", CHRISTMAS_EVE, date(2027, 1, 2)),
    ("nl", "24 november t/m 2 december", WED, date(2026, 12, 2)),
    ("nl", "23 november 2026 t/m 25 november 2026", WED - timedelta(days=2), WED),
    ("nl", "wie is er 1 t/m 31 december", date(2026, 12, 1), date(2026, 12, 21)),
    ("nl", "wie is er 28 t/m 24 december", CHRISTMAS_EVE, CHRISTMAS_EVE),
    ("nl", "wie is er 24 t/m 28", WED, WED),
    ("nl", "wie is er 30 t/m 31 november", WED, WED),
    ("en", "who is out from December 24 to 28", *BOXING_WEEK),
    ("en", "who's out December 24th – 28th", *BOXING_WEEK),
    ("en", "who is out from the 24th to the 28th of December", *BOXING_WEEK),
    ("en", "who is away Monday through Wednesday", *NEXT_DAYS),
    ("en", "Monday - Wednesday", *NEXT_DAYS),
    ("en", "2026-12-24 to 2026-12-28", *BOXING_WEEK),
    ("de", "Wer fehlt vom 24. bis zum 28. Dezember?", *BOXING_WEEK),
    ("de", "Wer fehlt vom 24.12. bis 28.12.2026?", *BOXING_WEEK),
    ("de", "Wer fehlt Montag bis Mittwoch", *NEXT_DAYS),
    ("fr", "qui est absent du 24 au 28 décembre ?", *BOXING_WEEK),
    ("fr", "qui est absent de lundi à mercredi ?", *NEXT_DAYS),
    ("fr", "qui est absent du 24 décembre au 2 janvier", CHRISTMAS_EVE, date(2027, 1, 2)),
    ("es", "quién falta del 24 al 28 de diciembre", *BOXING_WEEK),
    ("es", "quién falta desde el 24 hasta el 28 de diciembre", *BOXING_WEEK),
    ("es", "quién falta de lunes a miércoles", *NEXT_DAYS),
    ("it", "chi manca dal 24 al 28 dicembre", *BOXING_WEEK),
    ("it", "chi manca da lunedì a mercoledì", *NEXT_DAYS),
    ("pt", "quem falta de 24 a 28 de dezembro", *BOXING_WEEK),
    ("pt", "quem falta de segunda-feira a quarta-feira", *NEXT_DAYS),
    ("pt", "quem falta de segunda a quarta", *NEXT_DAYS),
]


@pytest.mark.parametrize(("language", "text", "first", "last"), RANGES)
def test_one_day_to_another_is_read(language, text, first, last):
    question = parse_query(text, WED, language, ())
    assert (question.first_day, question.last_day) == (first, last)


@pytest.mark.parametrize("text", ["", "wie is er afwezig?", "verkoop", "24 t/m 28", "Who is out?"])
def test_no_day_is_told_from_today(text):
    assert not parse_query(text, WED, "nl", ()).dated
    assert parse_query(f"{text} vandaag", WED, "nl", ()).dated


@pytest.mark.parametrize(
    ("today", "soon", "first", "last"),
    [
        (WED, THU, WED, SUN),
        (THU, FRI, THU, SUN),
        (FRI, NEXT_MON, NEXT_MON, NEXT_SUN),
        (SUN, NEXT_MON, NEXT_MON, NEXT_SUN),
    ],
)
def test_what_is_asked_for_most_skips_the_weekend(today, soon, first, last):
    assert usual_days(today) == [(today, today), (soon, soon), (first, last)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("verk", ["1", "4", "7"]), ("ben", ["4"]), ("mun", ["9"]), ("v", []), ("erkoop", []), ("wie is", [])],
)
def test_a_unit_is_guessed_while_its_name_is_typed(typed, found):
    assert [unit.id for unit in guessed(typed, UNITS)] == found


@pytest.mark.parametrize(("language", "text", "first", "last"), DAYS)
def test_the_days_are_read(language, text, first, last):
    question = parse_query(text, WED, language, UNITS)
    assert (question.first_day, question.last_day, question.unit) == (first, last, None)


NAMED = [
    ("wie is er afwezig bij verkoop", "1", WED),
    ("wie is er morgen afwezig bij Verkoop Benelux?", "4", THU),
    ("wie is er afwezig bij HR", "5", WED),
    ("wie is er afwezig bij directie & hr", "2", WED),
    ("wie is er afwezig bij financien", "3", WED),
    ("Wer fehlt in München?", "9", WED),
    ("Wer fehlt übermorgen in Munchen", "9", FRI),
    ("who is out in Support 24/7", "6", WED),
    ("who is out in Support 24/7 on 24/12", "6", CHRISTMAS_EVE),
    ("qui est absent", None, WED),
    ("qui est absent Est demain", "10", THU),
    ("wie is er afwezig bij verkoopondersteuning", None, WED),
]


@pytest.mark.parametrize(("text", "unit_id", "day"), NAMED)
def test_the_longest_unit_named_is_meant(text, unit_id, day):
    question = parse_query(text, WED, "nl", UNITS)
    assert (question.unit.id if question.unit else None, question.first_day) == (unit_id, day)


def test_this_week_on_a_sunday_is_that_sunday():
    assert parse_query("wie is er deze week", SUN, "nl", ()).first_day == SUN
    assert parse_query("wie is er deze week", SUN, "nl", ()).last_day == SUN


WORDS = st.sampled_from(
    [
        "wie is er",
        "who is out",
        "24",
        "0",
        "31",
        "99",
        "2026",
        "0000",
        "9999",
        "٣",
        "²",
        "-",
        "/",
        ".",
        "dec",
        "mei",
        "february",
        "next week",
        "t/m",
        "bis",
        "to",
        "deze week",
        "vrijdag",
        "morgen",
        "verkoop",
        "hr",
        "\x00",
        "ß",
        "ﬁ",
    ]
)


@given(
    st.one_of(st.text(), st.lists(WORDS).map(" ".join)),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.sampled_from(LANGUAGES),
    st.lists(st.text(), max_size=4),
)
def test_any_text_is_a_question_of_at_most_three_weeks(text, today, language, names):
    question = parse_query(text, today, language, [UnitRef("team", name, str(n)) for n, name in enumerate(names)])
    assert timedelta() <= question.last_day - question.first_day < timedelta(days=21)
    assert 2000 <= question.first_day.year <= 2110
