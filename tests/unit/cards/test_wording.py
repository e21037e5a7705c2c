"""Texts as a native HR colleague writes them, and what may not come back."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.core.command_phrases import command
from cards.absences import AbsenceRow, AbsencesView, absences_card
from cards.amounts import Period
from cards.i18n import LANGUAGES, NAMES, translator
from cards.notice import notice_card
from cards.problem import PASSING, PROBLEMS, Problem
from cards.profile.my_data import PrivacyView, privacy_card
from tests.unit.cards.test_catalogs import said, texts

WORDS = [
    ("nl", "approval.cover_where", "Pas daarna wordt er"),
    ("nl", "sick.summary", "Je melding staat klaar"),
    ("nl", "tick.credential", "Vink dit aan in Personio"),
    ("nl", "notice.rule", "Dat kan hier niet"),
    ("nl", "absent.open", "terug nog onbekend"),
    ("de", "digest.remote", "mobil oder unterwegs"),
    ("de", "topic.remote", "Mobil oder unterwegs"),
    ("de", "setup.personio_refused", "Die Anmeldung bei Personio klappt nicht"),
    ("de", "sick.summary", "Deine Meldung ist bereit"),
    ("en", "privacy.title", "What colleagues can see about you"),
    ("en", "absent.open", "return date not known"),
    ("en", "period.open", "return date not known"),
    ("en", "sick.title", "Shall I report you as sick?"),
    ("en", "language.now", "I’m now speaking English with you"),
    ("en", "sick.summary", "Ready to send"),
    ("fr", "approval.cover_title", "vous demande d’assurer son remplacement"),
    ("fr", "command.sick.title", "Me déclarer malade"),
    ("fr", "digest.anniversaries", "Ancienneté dans l’entreprise"),
    ("fr", "topic.anniversaries", "Ancienneté dans l’entreprise"),
    ("es", "command.sick.title", "Avisar de que estoy enfermo/a"),
    ("es", "command.recovered.title", "Comunicar mi reincorporación"),
    ("es", "review.title", "¿Es correcto?"),
    ("it", "sick.title", "Buona guarigione!"),
    ("it", "sick.reported_text", "Buona guarigione!"),
    ("it", "review.substitute_self", "Non puoi sostituire te stesso"),
    ("it", "approval.cover_title", "ti chiede di sostituirlo/a"),
]

GONE = {
    "nl": r"Daarna pas|door te geven|einde nog open|Aan te vinken|afwezigheid[^.]*\b(hem|hij)\b",
    "de": r"woanders|hinein|Weitergeben|Arbeitszeitmodell|Resturlaub|Ende noch offen|anzuhaken",
    "en": r"colleagues see of|end still open|report you sick|reported sick|I speak English|pass on$|To be ticked",
    "fr": r"demande un remplacement|arrêt maladie|de plus$|Anniversaires? d’ancienneté|fin non connue|À cocher",
    "es": r"\bbajas?\b|\balta\b|Está todo bien|sin fecha de fin|Se marca en",
    "it": r"Guarisci|sostituirti da te|una sostituzione$|fine da stabilire|Da spuntare",
    "pt": r"\bbaixas?\b|\balta\b|pede(-lhe)? uma substituição|sem data de fim|A assinalar",
}


@pytest.mark.parametrize(("language", "key", "words"), WORDS)
def test_a_text_is_in_the_words_of_its_language(language, key, words):
    assert words in " ".join(said(texts(language)[key]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_says_what_nobody_would_say(language):
    shown = {key: text for key, each in texts(language).items() if not key.endswith(".phrases") for text in said(each)}
    assert {key: text for key, text in shown.items() if re.search(GONE[language], text)} == {}


def test_two_more_names_are_others_in_french():
    assert translator("fr").plural("approval.names_more", 4, names="Anna") == "Anna et 4 autres"


def test_portuguese_is_the_one_of_portugal():
    assert NAMES["pt"] == "Português (Portugal)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Comunicar baja por enfermedad", "sick"),
        ("Avisar de que estoy enfermo/a", "sick"),
        ("Comunicar el alta", "recovered"),
        ("Comunicar mi reincorporación", "recovered"),
        ("Signaler un arrêt maladie", "sick"),
        ("Me déclarer malade", "sick"),
        ("Comunicar baixa por doença", "sick"),
        ("Comunicar que estou doente", "sick"),
        ("Comunicar alta", "recovered"),
        ("Comunicar o meu regresso", "recovered"),
        ("Resturlaub", "balance"),
        ("Saldo", "balance"),
        ("What do colleagues see of me?", "privacy"),
        ("What do colleagues see about me?", "privacy"),
    ],
)
def test_a_command_is_understood_by_its_old_and_its_new_words(text, expected):
    assert command(text) == expected


@pytest.mark.parametrize("key", PROBLEMS)
def test_only_what_may_work_a_moment_later_is_called_impossible_now(nl, words, key):
    card = notice_card(
        Problem(key, dict.fromkeys(("type", "name", "detail", "reference", "place", "title", "types"), "x")), nl
    )
    assert ("Dat lukt nu niet" in words(card)) == (key in PASSING)
    assert ("Dat kan hier niet" in words(card)) == (key not in PASSING)


def test_the_privacy_card_says_what_colleagues_can_infer(t, words):
    view = PrivacyView(date(2026, 11, 27), (), channels=1, naming_type=0, celebrated=True, requests=0)
    assert t("privacy.inferred", open=t("absent.open")) in words(privacy_card(view, t))


def test_every_absence_has_a_button_of_its_own_name(t, elements):
    day = date(2026, 12, 24)
    row = AbsenceRow("Vakantie", Period(day, day), "pending", absence_id="1")
    rows = (row, replace(row, absence_id="2"), replace(row, absence_id="3", period=Period(date(2026, 12, 28), None)))
    card = absences_card(AbsencesView(rows, (replace(row, absence_id="4", standing="rejected"),), total=4), t)
    names = [each["title"] for each in elements(card) if each.get("verb") == "absences.open"]
    assert len(names) == len(set(names)) == 4
    assert all("Vakantie" in name for name in names)


def test_a_button_says_which_absence_it_opens(nl, elements):
    row = AbsenceRow("Vakantie", Period(date(2026, 12, 24), date(2027, 1, 4)), "pending", absence_id="1")
    titles = {each.get("title") for each in elements(absences_card(AbsencesView((row,), total=1), nl))}
    assert "Bekijken: Vakantie, do 24 dec" in titles
