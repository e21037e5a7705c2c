"""What a question about a person means: who, which days, whether it is about one at all."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.name_search import label, labels, nearest
from bot.core.others_question import may_be_about_somebody
from bot.features.whos_out.person_question import about
from bot.features.whos_out.query import company, nearest_units, parse_query
from cards.day_part import DayPart
from personio_client import Person
from personio_client.models import Unit

WED = date(2026, 11, 25)
WEB, PLATFORM = Unit(id="1", name="Web"), Unit(id="2", name="Platform")


def person(n: int, first: str, last: str, team: Unit | None = WEB, **more) -> Person:
    return Person(id=str(n), first_name=first, last_name=last, team=team, **more)


PEOPLE = [
    person(1, "Thijs", "Wolvenkamp"),
    person(2, "Beatriz", "Carmelinho"),
    person(3, "Daan", "Oosterlaken"),
    person(4, "Daan", "de Vries", PLATFORM),
    person(5, "Jörg", "Müller", PLATFORM),
    person(6, "Anne-Marie", "van den Berg", PLATFORM),
    person(7, "Fatima", "Øster", PLATFORM),
]
UNITS = company(PEOPLE, WED)
TEN_TO_TWELVE = DayPart("morning", time(10), time(12))

ABOUT = [
    ("nl", "is Thijs er?", "1", None),
    ("nl", "Hoi, is Thijs er vandaag?", "1", WED),
    ("nl", "is Daan Oosterlaken er morgen?", "3", date(2026, 11, 26)),
    ("nl", "is Daan van Platform er?", "4", None),
    ("nl", "wanneer is Beatriz terug?", "2", None),
    ("nl", "waar is Anne-Marie?", "6", None),
    ("nl", "waar is van den Berg vrijdagmiddag", "6", date(2026, 11, 27)),
    ("nl", "is thijs op vakantie?", "1", None),
    ("nl", "werkt Thijs maandag?", "1", date(2026, 11, 30)),
    ("nl", "waarom is Thijs er niet?", "1", None),
    ("en", "is Thijs in today?", "1", WED),
    ("en", "When is Beatriz back?", "2", None),
    ("en", "where's Thijs", "1", None),
    ("en", "will Beatriz be in on Monday?", "2", date(2026, 11, 30)),
    ("de", "Ist Joerg heute da?", "5", WED),
    ("de", "wann kommt Müller zurück?", "5", None),
    ("de", "wo ist Jörg", "5", None),
    ("de", "Wie lange ist Beatriz weg?", "2", None),
    ("de", "hat Beatriz am Freitag frei?", "2", date(2026, 11, 27)),
    ("fr", "Est-ce que Thijs est là demain ?", "1", date(2026, 11, 26)),
    ("fr", "Thijs est-il là ?", "1", None),
    ("fr", "quand revient Beatriz ?", "2", None),
    ("fr", "où est Thijs ?", "1", None),
    ("es", "¿Está Thijs hoy?", "1", WED),
    ("es", "¿cuándo vuelve Beatriz?", "2", None),
    ("es", "¿Dónde está Thijs?", "1", None),
    ("it", "c'è Thijs oggi?", "1", WED),
    ("it", "quando torna Beatriz?", "2", None),
    ("it", "dov'è Thijs?", "1", None),
    ("pt", "o Thijs está cá hoje?", "1", WED),
    ("pt", "quando volta a Beatriz?", "2", None),
    ("pt", "onde está o Thijs?", "1", None),
    ("nl", "heeft Beatriz morgen vrij?", "2", date(2026, 11, 26)),
    ("nl", "is morgen Thijs er?", "1", date(2026, 11, 26)),
    ("nl", "weet jij of Thijs vrijdag werkt?", "1", date(2026, 11, 27)),
    ("nl", "kan ik Thijs morgen bereiken?", "1", date(2026, 11, 26)),
    ("nl", "tot wanneer is mevrouw van den Berg met vakantie", "6", None),
    ("nl", "Thijs morgen?", "1", date(2026, 11, 26)),
    ("en", "when does Thijs get back from holiday", "1", None),
    ("en", "Can you tell me if Beatriz is around on Monday?", "2", date(2026, 11, 30)),
    ("de", "Kommt Thijs morgen?", "1", date(2026, 11, 26)),
    ("de", "Wann ist Beatriz wieder im Büro?", "2", None),
    ("de", "Ist Herr Müller heute im Haus?", "5", WED),
    ("fr", "Thijs est-il dispo vendredi ?", "1", date(2026, 11, 27)),
    ("fr", "savez-vous si Beatriz travaille lundi ?", "2", date(2026, 11, 30)),
    ("es", "¿Ha vuelto ya Beatriz?", "2", None),
    ("it", "Thijs è già rientrato?", "1", None),
    ("pt", "A Beatriz já voltou?", "2", None),
    ("nl", "weet je toevallig of Beatriz er is?", "2", None),
    ("nl", "Werkt Thijs vrijdag gewoon?", "1", date(2026, 11, 27)),
    ("nl", "waar hangt Thijs uit?", "1", None),
    ("nl", "werkt Thijs vrijdag of is hij vrij?", "1", date(2026, 11, 27)),
    ("de", "arbeitet Beatriz am Freitag oder hat sie frei?", "2", date(2026, 11, 27)),
    ("en", "how much longer is Beatriz away?", "2", None),
    ("en", "have you seen Thijs?", "1", None),
    ("en", "is Thijs on annual leave?", "1", None),
    ("de", "weißt du zufällig, ob Thijs da ist?", "1", None),
    ("fr", "Beatriz est absente encore combien de temps ?", "2", None),
    ("fr", "Puis-je joindre Thijs demain ?", "1", date(2026, 11, 26)),
    ("es", "¿cuándo se reincorpora Thijs?", "1", None),
    ("es", "¿dónde se ha metido Thijs?", "1", None),
    ("it", "quando rientra Thijs dalle ferie?", "1", None),
    ("it", "posso chiamare Thijs domani?", "1", date(2026, 11, 26)),
    ("pt", "quanto tempo é que a Beatriz vai estar fora?", "2", None),
]


@pytest.mark.parametrize(("language", "text", "person_id", "day"), ABOUT)
def test_the_person_and_the_day_are_read(language, text, person_id, day):
    found = about(text, WED, language, PEOPLE, UNITS)
    assert found is not None
    assert [each.id for each in found.people] == [person_id]
    assert found.days == ((day, day) if day else None)


@pytest.mark.parametrize(
    "text",
    ["zijn Thijs en Beatriz er?", "are Thijs, Beatriz in today?", "Sind Thijs und Beatriz da", "Thijs et Beatriz sont là ?",
     "¿están Thijs y Beatriz?", "ci sono Thijs e Beatriz?", "o Thijs e a Beatriz estão cá?"],
)  # fmt: skip
def test_several_people_are_asked_about_at_once(text):
    assert [[each.id for each in group] for group in about(text, WED, "nl", PEOPLE, UNITS).groups] == [["1"], ["2"]]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("is Thijs er vanmiddag?", DayPart("afternoon")),
        ("is Thijs er om 15 uur?", DayPart("afternoon", time(15))),
        ("is Thijs in tomorrow morning?", DayPart("morning")),
        ("Ist Thijs um 9:30 Uhr da?", DayPart("morning", time(9, 30))),
        ("Thijs est là cet après-midi ?", DayPart("afternoon")),
        ("¿Está Thijs a las 3 de la tarde?", DayPart("afternoon", time(15))),
        ("c'è Thijs stamattina?", DayPart("morning")),
        ("is Thijs er om half vijf?", DayPart("afternoon", time(16, 30))),
        ("will Thijs be there at half past four?", DayPart("afternoon", time(16, 30))),
        ("ist Thijs um Viertel vor neun da?", DayPart("morning", time(8, 45))),
        ("¿está Thijs a las cuatro y media?", DayPart("afternoon", time(16, 30))),
        ("Goedemiddag, is Thijs er?", None),
        ("O Thijs está cá à tarde?", DayPart("afternoon")),
        ("is Thijs er vandaag?", None),
        ("is Thijs er zo?", None),
        ("is Thijs er van 10 tot 12", TEN_TO_TWELVE),
        ("is Thijs er van 10 tot 12 uur", TEN_TO_TWELVE),
        ("is Thijs er tussen 10.00 en 12.00 uur?", TEN_TO_TWELVE),
        ("is Thijs er 10-12 uur?", TEN_TO_TWELVE),
        ("is Thijs er 10:00-12:00?", TEN_TO_TWELVE),
        ("is Thijs er van 2 tot 4?", DayPart("afternoon", time(14), time(16))),
        ("is Thijs er van 8 tot 5?", DayPart("morning", time(8), time(17))),
        ("is Thijs in from 10 to 12?", TEN_TO_TWELVE),
        ("is Thijs in between 10am and 12pm?", TEN_TO_TWELVE),
        ("ist Thijs von 10 bis 12 Uhr da?", TEN_TO_TWELVE),
        ("ist Thijs zwischen 10 und 12 Uhr da?", TEN_TO_TWELVE),
        ("Thijs est là de 10h à 12h ?", TEN_TO_TWELVE),
        ("¿está Thijs de 10 a 12?", TEN_TO_TWELVE),
        ("c'è Thijs dalle 10 alle 12?", TEN_TO_TWELVE),
        ("o Thijs está cá das 10 às 12?", TEN_TO_TWELVE),
        ("is Thijs er van 10 tot 12 december?", None),
    ],
)
def test_the_part_of_the_day_is_read(text, part):
    found = about(text, WED, "nl", PEOPLE, UNITS)
    assert ([each.id for each in found.people], found.part) == (["1"], part)


SEVERAL_DAYS = [
    ("is Thijs er in week 49", date(2026, 11, 30), date(2026, 12, 6)),
    ("is Thijs er in de week van 30 november", date(2026, 11, 30), date(2026, 12, 6)),
    ("is Thijs er do of vr", date(2026, 11, 26), date(2026, 11, 27)),
    ("is Thijs er do", date(2026, 11, 26), date(2026, 11, 26)),
    ("is Thijs vandaag of morgen er", WED, date(2026, 11, 26)),
    ("is Thijs er donderdag en vrijdag", date(2026, 11, 26), date(2026, 11, 27)),
    ("is Thijs in today or tomorrow", WED, date(2026, 11, 26)),
    ("ist Thijs heute und morgen da", WED, date(2026, 11, 26)),
    ("Thijs est là aujourd'hui et demain", WED, date(2026, 11, 26)),
    ("¿está Thijs mañana?", date(2026, 11, 26), date(2026, 11, 26)),
    ("está Thijs mañana", date(2026, 11, 26), date(2026, 11, 26)),
    ("c'è Thijs oggi o domani", WED, date(2026, 11, 26)),
    ("o Thijs está cá hoje e amanhã", WED, date(2026, 11, 26)),
]


@pytest.mark.parametrize(("text", "first", "last"), SEVERAL_DAYS)
def test_all_the_days_that_are_named_are_asked_about(text, first, last):
    found = about(text, WED, "nl", PEOPLE, UNITS)
    assert ([each.id for each in found.people], found.days) == (["1"], (first, last))


@pytest.mark.parametrize(
    "text", ["is Thijs er op 31 november", "is Thijs er in week 99?", "ist Thijs am 31. November da"]
)
def test_a_day_that_does_not_exist_is_told_and_not_passed_over(text):
    found = about(text, WED, "nl", PEOPLE, UNITS)
    assert (found.people, found.unclear) == ([], True)


FOR_OTHERS = [
    "kan Thijs morgen vrij krijgen?", "zet Thijs vrijdag op vakantie", "meld Beatriz ziek", "Beatriz is ziek",
    "verlof aanvragen voor Thijs", "Thijs wil vrijdag vrij", "can Thijs have Friday off?", "put Beatriz on leave tomorrow",
    "Beatriz is sick today", "kann Thijs morgen frei bekommen?", "Trag Beatriz am Freitag Urlaub ein", "Thijs ist krank",
    "Mets Thijs en congé vendredi", "Beatriz peut-elle avoir vendredi ?", "pon a Thijs de vacaciones el viernes",
    "vacaciones para Beatriz mañana", "metti Thijs in ferie venerdì", "ferie per Beatriz domani",
    "wil je Beatriz volgende week op verlof zetten?", "kannst du Beatriz nächste Woche Urlaub eintragen?",
    "Thijs kommt heute nicht, er ist krank", "Thijs isn't coming in, he's sick",
    "organisiere einen freien Tag für Thijs", "Thijs ne vient pas aujourd'hui, il est malade",
    "dale el viernes libre a Thijs", "dai il venerdì libero a Thijs", "dá a sexta-feira de folga ao Thijs",
    "podes pôr a Beatriz de férias na próxima semana?", "marca o Thijs como doente hoje", "da de baja a Thijs hoy",
    "põe o Thijs de férias na sexta", "férias para a Beatriz amanhã",
]  # fmt: skip


@pytest.mark.parametrize("text", FOR_OTHERS)
def test_what_is_wished_for_somebody_else_is_no_question(text):
    assert about(text, WED, "nl", PEOPLE, UNITS).for_other


@pytest.mark.parametrize("text", ["is Beatriz er op Koningsdag?", "is Beatriz er met Pinksteren?"])
def test_words_of_a_question_that_are_not_understood_are_told_and_the_person_offered(text):
    found = about(text, WED, "nl", PEOPLE, UNITS)
    assert (found.unclear, found.people, [each.id for each in found.near]) == (True, [], ["2"])


@pytest.mark.parametrize(
    "text", ["kan Pietje vrijdag vrij krijgen?", "zet Pietje vrijdag op vakantie", "can Lucinda have Friday off?",
             "mets Lucinda en congé vendredi", "pon a Lucinda de vacaciones"]
)  # fmt: skip
def test_what_is_wished_for_somebody_who_is_not_known_is_no_own_request(text):
    found = about(text, WED, "nl", PEOPLE, UNITS)
    assert (found.for_other, found.people) == (True, [])


def test_who_is_back_on_the_weekday_of_today_is_so_a_week_later():
    assert about("is Thijs back on Wednesday?", WED, "en", PEOPLE, UNITS).days == (date(2026, 12, 2),) * 2
    assert about("is Thijs in on Wednesday?", WED, "en", PEOPLE, UNITS).days == (WED, WED)


@pytest.mark.parametrize(
    "text",
    [
        "O Thijs está de férias?",
        "A Beatriz está de folga na sexta?",
        "is Thijs da?",
        "geef even aan of Thijs vrijdag vrij is",
    ],
)
def test_a_question_is_no_wish(text):
    assert not about(text, WED, "nl", PEOPLE, UNITS).for_other


@pytest.mark.parametrize(
    "text", ["is Beatriz ziek?", "Is Beatriz sick?", "Beatriz est malade ?", "¿Beatriz está enferma?", "is Beatriz ziek",
             "hoi, is Beatriz ziek", "is Beatriz sick", "ist Beatriz krank", "est-ce que Beatriz est malade",
             "está Beatriz enferma", "è malata Beatriz", "está a Beatriz doente"]
)  # fmt: skip
def test_a_question_about_sickness_is_one_about_a_person(text):
    found = about(text, WED, "nl", PEOPLE, UNITS)
    assert ([each.id for each in found.people], found.for_other) == (["2"], False)


@pytest.mark.parametrize(
    "text",
    [
        "ik ben vrijdag vrij, Thijs ook", "vrijdag vrij met Thijs", "ik wil vrijdag vrij, Thijs vervangt me",
        "I'm off on Friday, Thijs covers", "Urlaub am Freitag, Vertretung Thijs", "congé vendredi avec Beatriz",
        "mijn vakantie van morgen", "hallo Thijs", "je voudrais lundi libre, Thijs est là", "vorrei lunedì libero, Thijs c'è",
        "¿Puedo coger el viernes libre? Beatriz está", "vacaciones el 14 de diciembre, Thijs lo sabe",
        "queria a segunda livre, o Thijs está cá", "Mag ik vrijdag vrij? Beatriz is er gewoon",
    ],
)  # fmt: skip
def test_the_own_absence_with_somebody_in_it_is_none(text):
    assert about(text, WED, "nl", PEOPLE, UNITS) is None


@pytest.mark.parametrize(
    "text",
    ["saldo van Thijs", "hoeveel vakantiedagen heeft Thijs nog", "hoeveel dagen heeft Thijs over?", "wie viel Urlaub hat Thijs noch",
     "Resturlaub von Thijs", "Thijs' balance", "how many vacation days does Thijs have left?", "solde de Thijs",
     "combien de jours reste-t-il à Thijs", "¿cuántos días le quedan a Thijs?", "quante ferie ha ancora Thijs",
     "quantos dias de férias tem o Thijs"],
)  # fmt: skip
def test_what_somebody_else_has_left_is_not_told_and_not_mistaken_for_ones_own(text):
    found = about(text, WED, "nl", PEOPLE, UNITS)
    assert (found.untold, [each.id for each in found.people]) == ("balance", ["1"])
    assert may_be_about_somebody(text)


@pytest.mark.parametrize(
    "text",
    ["afwezigheden van Thijs", "vakantie van Thijs", "Abwesenheiten von Thijs", "Urlaub von Thijs", "Thijs' absences",
     "absences de Thijs", "ausencias de Thijs", "assenze di Thijs", "ausências do Thijs"],
)  # fmt: skip
def test_the_absences_of_somebody_are_those_of_the_next_three_weeks(text):
    found = about(text, WED, "nl", PEOPLE, UNITS)
    assert ([each.id for each in found.people], found.days) == (["1"], (WED, date(2026, 12, 15)))
    assert may_be_about_somebody(text)


@pytest.mark.parametrize(
    "text", ["my boss absences", "afwezigheden van mijn baas", "saldo van mijn collega", "Abwesenheiten meiner Chefin",
             "absences de mon chef", "ausencias de mi jefe", "assenze del mio capo", "ausências do meu chefe"]
)  # fmt: skip
def test_who_is_not_named_is_asked_for_by_name(text):
    assert about(text, WED, "nl", PEOPLE, UNITS).untold == "by_role"
    assert may_be_about_somebody(text)


@pytest.mark.parametrize(
    "text",
    ["saldo", "mijn saldo", "hoeveel vakantiedagen heb ik nog", "mijn afwezigheden", "my absences", "how many days do I have left",
     "fijne vakantie Thijs!", "mijn vakantie, Thijs vervangt me"],
)  # fmt: skip
def test_ones_own_days_are_no_question_about_somebody_else(text):
    assert about(text, WED, "nl", PEOPLE, UNITS) is None


@pytest.mark.parametrize(
    "text", ["wanneer is Beatriz terug", "when will Beatriz be back", "wann ist Beatriz wieder da"]
)
def test_when_somebody_is_back_is_asked(text):
    assert about(text, WED, "nl", PEOPLE, UNITS).back


def test_several_of_one_name_are_all_meant():
    assert [len(group) for group in about("zijn Daan en Thijs er?", WED, "nl", PEOPLE, UNITS).groups] == [2, 1]
    assert [each.id for each in about("is Daan er?", WED, "nl", PEOPLE, UNITS).people] == ["3", "4"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("is Tijs er?", ["1"]),
        ("is Bea er?", ["2"]),
        ("waar is Wilhelmina?", []),
        ("¿Está Manolo?", []),
        ("is Thijs Bakker er", ["1"]),
    ],
)
def test_who_is_not_known_is_nobody_and_the_nearest_are_told(text, near):
    found = about(text, WED, "nl", PEOPLE, UNITS)
    assert not found.people
    assert [each.id for each in found.near] == near


@pytest.mark.parametrize(
    "text",
    [
        "waar is mijn aanvraag?", "where is the canteen?", "is het druk er?", "esta semana vacaciones", "ma fille est malade",
        "wo ist mein Antrag", "c'è un problema", "wie is er afwezig?", "afwezigheid aanvragen", "is hij er", "", "de van der",
    ],
)  # fmt: skip
def test_what_is_about_no_person_is_left_to_others(text):
    assert about(text, WED, "nl", PEOPLE, UNITS) is None


WORDS = st.sampled_from(
    ["is", "Thijs", "Daan", "de", "Vries", "er", "vanmiddag", "om", "3", "half", "vijf", "15:00", "25:99", "zet", "vrij",
     "…", "?", ",", "en", "wanneer", "terug", "ik", "Manolo", "is Thijs er", "kan", "¿", "è", "٣", "\x00", "ß"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join)))
def test_any_text_is_about_somebody_or_not(text):
    found = about(text, WED, "nl", PEOPLE, UNITS)
    assert found is None or found.people or found.said or found.for_other


UNKNOWN = [
    ("Wie is er afwezig bij Foobar?", ("foobar",)),
    ("wie is er met kerst afwezig", ("kerst",)),
    ("who is out at Foobar tomorrow", ("foobar",)),
    ("wer fehlt bei Foobar?", ("foobar",)),
    ("qui est absent chez Foobar ?", ("foobar",)),
    ("¿quién falta en Foobar?", ("foobar",)),
    ("chi manca nel team Foobar?", ("foobar",)),
    ("quem falta na equipa Foobar?", ("foobar",)),
    ("wie is er vanmiddag afwezig in mijn team?", ()),
    ("wie is er ziek?", ()),
    ("wie is er morgenochtend weg bij web", ()),
    ("who is out of our team this afternoon?", ()),
    ("wie is er aanwezig?", ()),
    ("wie is er volgende maand weg?", ()),
    ("wie van Platform is er vrijdag niet?", ()),
    ("who won't be in the day after tomorrow?", ()),
    ("wer aus dem Team Web ist morgen abwesend?", ()),
    ("chi di Platform non c'è domani?", ()),
    ("anyone from Platform out tomorrow?", ()),
    ("Wer ist nächsten Monat im Urlaub?", ()),
]


@pytest.mark.parametrize(("text", "unknown"), UNKNOWN)
def test_what_could_change_the_answer_is_not_passed_over(text, unknown):
    assert parse_query(text, WED, "nl", UNITS).unknown == unknown


def test_the_nearest_units_are_told():
    assert [unit.name for unit in nearest_units(["plaform"], UNITS)] == ["Platform"]


def test_colleagues_of_one_name_are_told_apart():
    twins = [person(1, "Daan", "Jansen"), person(2, "Daan", "Jansen", PLATFORM), person(3, "Eva", "Bos")]
    assert labels(twins) == {"1": "Daan Jansen (Web)", "2": "Daan Jansen (Platform)", "3": "Eva Bos"}
    assert [label(each, twins) for each in twins] == list(labels(twins).values())
    left = twins[1].model_copy(update={"status": "inactive"})
    assert label(twins[0], [twins[0], left]) == "Daan Jansen"
    office = Unit(id="9", name="Gent")
    same = [person(1, "Daan", "Jansen"), person(2, "Daan", "Jansen", office=office, email="d@x")]
    assert len(set(labels(same).values())) == 2
    assert nearest(["de"], PEOPLE) == []
