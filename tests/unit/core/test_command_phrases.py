"""What somebody means by a message."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import nlu
from bot.core.command_phrases import COMMAND_NAMES, as_request, bare, bare_words, command, is_phrase
from bot.core.language_request import wished_language
from bot.core.nlu import TypeName
from bot.features import ROUTER
from cards.commands import COMMANDS
from cards.i18n import phrases

SAID = [
    ("afwezigheid aanvragen", "request"),
    ("Ik wil graag vrij vragen", "request"),
    ("afwezigheid anvragen", "request"),
    ("ik wil vrij", "request"),
    ("wie is er afwezig?", "whosout"),
    ("wie is morgen afwezig", "whosout"),
    ("wie zijn er volgende week weg", "whosout"),
    ("Wer ist diese Woche abwesend?", "whosout"),
    ("who will be out tomorrow", "whosout"),
    ("qui sera absent demain", "whosout"),
    ("quién está mañana fuera", "whosout"),
    ("chi è domani assente", "whosout"),
    ("quem está amanhã ausente", "whosout"),
    ("wie is er ziek?", "whosout"),
    ("hoi, wie is er ziek vandaag", "whosout"),
    ("who is sick today", "whosout"),
    ("wer ist heute krank?", "whosout"),
    ("qui est malade aujourd'hui ?", "whosout"),
    ("¿quién está de vacaciones?", "whosout"),
    ("chi è in malattia oggi?", "whosout"),
    ("quem está hoje doente?", "whosout"),
    ("is iedereen er vandaag?", "whosout"),
    ("Wie viel Urlaub habe ich noch?", "balance"),
    ("Wie lange ist Beatriz weg?", None),
    ("qui peut me remplacer si je suis malade", "sick"),
    ("stop", "notifications"),
    ("stop met werken vrijdag", None),
    ("instellen", "setup"),
    ("taal", "language"),
    ("hallo", "help"),
    ("wat eten we", None),
    ("held", None),
    ("", None),
    ("😡", None),
    # thanks, and nothing else
    ("Bedankt", "thanks"),
    ("bedankt voor je hulp!", "thanks"),
    ("ok", "thanks"),
    ("Oké, dank je wel", "thanks"),
    ("👍", "thanks"),
    ("👍🏽👍🏽", "thanks"),
    ("❤️", "thanks"),
    ("🙂", "thanks"),
    ("thanks", "thanks"),
    ("Thank you so much!", "thanks"),
    ("danke", "thanks"),
    ("merci beaucoup !", "thanks"),
    ("muchas gracias", "thanks"),
    ("grazie mille", "thanks"),
    ("muito obrigada", "thanks"),
    ("bedankt, en mijn saldo?", "balance"),
    ("ok, wie is er afwezig?", "whosout"),
    # a bare yes or no, an excuse, a goodbye, and nothing else
    ("ja", "yes_no"),
    ("Ja graag!", "yes_no"),
    ("nee hoor", "yes_no"),
    ("yes please", "yes_no"),
    ("nein", "yes_no"),
    ("oui", "yes_no"),
    ("sí", "yes_no"),
    ("no", "yes_no"),
    ("sim", "yes_no"),
    ("ja, bedankt", "thanks"),
    ("ja, ik ben ziek", "sick"),
    ("nee, mijn saldo", "balance"),
    ("sorry", "small_talk"),
    ("never mind", "small_talk"),
    ("Entschuldigung", "small_talk"),
    ("laisse tomber", "small_talk"),
    ("hasta mañana", "small_talk"),
    ("lascia stare", "small_talk"),
    ("desculpe", "small_talk"),
    ("sorry, ik ben ziek", "sick"),
    # still sick, or not at all
    ("ik ben morgen ook nog ziek", "still_sick"),
    ("ben nog steeds ziek", "still_sick"),
    ("still sick", "still_sick"),
    ("ich bin noch krank", "still_sick"),
    ("je suis encore malade", "still_sick"),
    ("sigo enfermo", "still_sick"),
    ("sono ancora malata", "still_sick"),
    ("continuo doente", "still_sick"),
    ("ik ben weer ziek", "still_sick"),
    ("ik ben sinds vanmorgen weer ziek", "still_sick"),
    ("ik ben weer beter", "recovered"),
    ("ich bin wieder krank", "still_sick"),
    ("ich bin wieder gesund", "recovered"),
    ("I'm sick again", "still_sick"),
    ("je suis de nouveau malade", "still_sick"),
    ("estoy enferma otra vez", "still_sick"),
    ("sono di nuovo malato", "still_sick"),
    ("sono di nuovo in forma", "recovered"),
    ("estou outra vez doente", "still_sick"),
    ("Thijs is weer ziek", None),
    ("mijn zoon is nog steeds ziek", None),
    ("mijn dochter is ziek vandaag", None),
    ("Pietje is ziek vandaag", None),
    ("my boss is sick today", None),
    ("meine Tochter ist heute krank", None),
    ("la mia collega è malata oggi", None),
    ("ik ben ziek, en mijn kind ook", "sick"),
    ("ziek vandaag", "sick"),
    ("nou ja, laat maar", "small_talk"),
    ("nee sorry", "small_talk"),
    ("top, tot straks", "thanks"),
    ("oké, tot straks", "thanks"),
    ("bedankt, tot morgen", "thanks"),
    ("sorry, help", "help"),
    ("nee, ik ben ziek", "sick"),
    ("na ja, egal", "small_talk"),
    ("bueno, da igual", "small_talk"),
    ("wie is er nog ziek?", "whosout"),
    ("ik ben niet meer ziek", "recovered"),
    ("I'm no longer sick", "recovered"),
    ("wil je mijn ziekmelding ongedaan maken", "sick_undo"),
    ("ik heb me per ongeluk ziek gemeld", "sick_undo"),
    ("mijn ziekmelding intrekken", "sick_undo"),
    ("ik ben toch niet ziek", "sick_undo"),
    ("undo my sick report", "sick_undo"),
    ("Krankmeldung zurückziehen", "sick_undo"),
    ("je me suis déclaré malade par erreur", "sick_undo"),
    ("quiero anular mi baja", "sick_undo"),
    ("mi sono messo in malattia per sbaglio", "sick_undo"),
    ("anular a minha baixa", "sick_undo"),
    ("ik ben ziek, annuleer mijn vakantie van morgen", "absences"),
    # who is away or here, however it begins
    ("anyone from Platform out tomorrow?", "whosout"),
    ("iemand van Platform vrij morgen?", "whosout"),
    ("jemand vom Platform morgen im Urlaub?", "whosout"),
    ("quelqu'un de Platform en congé demain ?", "whosout"),
    ("¿hay alguien de Platform fuera mañana?", "whosout"),
    ("c'è qualcuno di Platform in ferie domani?", "whosout"),
    ("alguém da Platform de férias amanhã?", "whosout"),
    ("wie van Techniek is er vrijdag niet?", "whosout"),
    ("hoeveel mensen zijn er vandaag afwezig?", "whosout"),
    ("wie mist er morgenochtend?", "whosout"),
    ("il y a des gens en congé aujourd'hui ?", "whosout"),
    ("há pessoas de folga hoje?", "whosout"),
    ("Tiago kommt heute nicht, er ist krank", None),
    ("wer istt krank", "whosout"),
    ("y a-t-il des malades aujourd'hui ?", "whosout"),
    ("il y a encore quelqu'un au bureau ?", "whosout"),
    ("¿queda alguien en la oficina?", "whosout"),
    ("ainda há alguém no escritório?", "whosout"),
    ("who has holidays next week?", "whosout"),
    ("can you tell me who's off on Friday", "whosout"),
    ("Weißt du, wer morgen im Büro ist?", "whosout"),
    ("wie kann ich Urlaub beantragen, wenn jemand frei hat", "request"),
    # another language, by asking
    ("Speak english please", "language"),
    ("ik wil engels", "language"),
    ("kun je Nederlands praten", "language"),
    ("auf Deutsch bitte", "language"),
    ("en français s'il te plaît", "language"),
    ("habla español por favor", "language"),
    ("parla italiano", "language"),
    ("fala português", "language"),
    ("I don't speak Dutch", "language"),
    ("do you speak Polish?", "language"),
    # no more messages
    ("Hou op met berichten sturen", "notifications"),
    ("stop met die berichten", "notifications"),
    ("please stop sending me messages", "notifications"),
    ("schick mir keine Nachrichten mehr", "notifications"),
    ("arrête de m'envoyer des messages", "notifications"),
    ("deja de enviarme mensajes", "notifications"),
    ("smettila di mandarmi messaggi", "notifications"),
    ("pare de enviar mensagens", "notifications"),
    ("stop spamming me", "notifications"),
    ("Stop it!", "notifications"),
    ("hör auf damit", "notifications"),
    ("ça suffit, arrête", "notifications"),
    ("basta", "notifications"),
    ("chega de spam", "notifications"),
    ("stop mijn aanvraag", "absences"),
    # taken back or changed
    ("annuleren die vakantie van 7 december", "absences"),
    ("ik wil mijn vrije dag verplaatsen", "absences"),
    ("cancel my vacation on December 7", "absences"),
    ("Urlaub am 7. Dezember stornieren", "absences"),
    ("annuler le congé du 7 décembre", "absences"),
    ("cancela las vacaciones del 7 de diciembre", "absences"),
    ("annulla le ferie del 7 dicembre", "absences"),
    ("cancelar as férias de 7 de dezembro", "absences"),
    ("taal wijzigen", "language"),
    # days left, to be taken
    ("Resturlaub im Dezember nehmen", "request"),
    ("take my remaining days in december", "request"),
    ("wie viel Urlaub kann ich noch nehmen", "balance"),
    ("hoeveel vakantiedagen heb ik nog", "balance"),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_a_command_is_understood_in_a_sentence(text, expected):
    assert command(text) == expected


@pytest.mark.parametrize("text", ["saldo", "laat mij mijn saldo zien", "Saldo bitte", "I would like to see my balance"])
def test_filler_makes_no_sentence_of_a_command(text):
    assert bare(text)


@pytest.mark.parametrize(
    "text", ["solde le 4 décembre", "hallo, vrijdag vrij", "mijn verlof van maandag", "wat eten we"]
)
def test_a_day_or_a_verb_does(text):
    assert not bare(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Speak english please", "en"),
        ("ik wil engels", "en"),
        ("Praat eens Nederlands", "nl"),
        ("Sprich Deutsch mit mir", "de"),
        ("parlez français", "fr"),
        ("parle avec moi en français", "fr"),
        ("en español, por favor", "es"),
        ("I don't speak Dutch", None),
        ("van Nederlands naar Engels", None),
        ("vrijdag examen Engels", None),
        ("speak Polish", None),
    ],
)
def test_a_language_is_asked_for_by_name(text, language):
    assert wished_language(text) == language


def test_days_left_that_are_to_be_taken_are_leave():
    assert as_request("Resturlaub im Dezember nehmen") == "Urlaub im dezember nehmen"
    assert as_request("mijn saldo") == "mijn saldo"


def test_a_phrase_alone_says_the_same_on_every_day():
    """So what it asks for is kept; one that names a day is read anew."""
    types = (TypeName("1", "Vakantie", "paid_vacation"), TypeName("2", "Ouderschapsverlof", "parental_leave"))
    for said in {phrase for name in COMMAND_NAMES for _, phrase in phrases(name) if is_phrase(phrase)}:
        days = (date(2000, 1, 3), date(2026, 11, 27))
        one, other = (nlu.parse_request(as_request(said), today=day, types=types) for day in days)
        assert one == other or (one and (one.first_day or one.last_day))
    assert is_phrase("Afwezigheid aanvragen!")
    assert not is_phrase("kun je afwezigheid aanvragen")


def test_what_cannot_be_seen_parts_no_word():
    assert bare_words("afwe\u00adzig\u200bheid") == "afwezigheid"


@given(st.text(max_size=200))
def test_anything_can_be_said(text):
    assert command(text) in {*(each.name for each in COMMANDS), None}
    assert bare_words(bare_words(text)) == bare_words(text)


def test_every_command_of_the_table_has_a_handler_and_no_other_has() -> None:
    assert sorted(ROUTER.commands) == sorted(each.name for each in COMMANDS)
