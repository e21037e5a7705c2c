from collections import Counter
from datetime import date
from time import process_time

import pytest

from bot.core.nlu import parse_request, read_days
from tests.support.corpus import LANGUAGES, TYPES, cases
from tests.support.scoring import score
from tests.unit.nlu.report import PAGE, page

LEAST_EXACT = {
    "nl": 0.96, "de": 0.96, "en": 0.98, "fr": 0.98,
    "nl_blind": 0.91, "de_blind": 0.92, "en_blind": 0.94, "fr_blind": 0.91,
}  # fmt: skip
MOST_SILENT = 0.02


@pytest.mark.parametrize("name", LEAST_EXACT)
def test_sentences_are_understood_as_well_as_measured(name):
    counts, misses = score(name)
    size = sum(counts.values())
    assert counts["exact"] / size >= LEAST_EXACT[name], [] if name.endswith("blind") else misses
    assert counts["silent"] / size <= MOST_SILENT, [] if name.endswith("blind") else misses


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_corpus_is_large_and_holds_what_is_no_wish(language):
    rows = cases(language)
    said = Counter(case.say for case in (*rows, *cases(f"{language}_blind")))
    assert len(rows) >= 200
    assert len(cases(f"{language}_blind")) >= 50
    assert sum(case.want is None for case in rows) / len(rows) >= 0.12
    assert sum(bool(case.want and case.want.unclear) for case in rows) / len(rows) >= 0.08
    assert max(said.values()) == 1


def test_the_page_about_it_is_true():
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.unit.nlu.report"


def test_another_interface_language_does_not_change_what_is_said_clearly():
    today = date(2026, 11, 25)
    for hint in (*LANGUAGES, "es", None):
        parsed = parse_request("volgende week vrijdag vrij", today=today, types=TYPES["nl"], language=hint)
        assert parsed is not None
        assert (parsed.first_day, parsed.type_id, parsed.sure) == (date(2026, 12, 4), "vac", True)


def test_the_language_decides_where_the_words_do_not():
    assert read_days("7. 12. - 9. 12.", date(2026, 11, 25), "de") == (date(2026, 12, 7), date(2026, 12, 9))


def test_days_are_read_whatever_they_are_about():
    assert read_days("wie is er volgende week afwezig", date(2026, 11, 25)) == (date(2026, 11, 30), date(2026, 12, 4))
    assert read_days("who is out on 3 December", date(2026, 11, 25)) == (date(2026, 12, 3), date(2026, 12, 3))
    assert read_days("wie is er", date(2026, 11, 25)) is None


def test_a_sentence_costs_little():
    rows = [case for language in LANGUAGES for case in cases(language)]
    score("nl")  # everything is loaded
    started = process_time()
    for case in rows:
        parse_request(case.say, today=case.today, types=TYPES["nl"])
    assert (process_time() - started) / len(rows) < 0.01  # seconds; ten times what it takes
