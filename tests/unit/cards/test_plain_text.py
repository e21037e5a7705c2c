import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.elements import heading, line
from cards.i18n import LANGUAGES, translator
from cards.plain_text import CatalogText, inert, one_line

ISOLATE, END = "\u2068", "\u2069"
MARKS = st.text(
    st.sampled_from("ab שם\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\n\r\x00\ud800\u2028é🌴\u200d"),
    max_size=30,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Emma de Wit", "Emma de Wit"),
        ("Zoë Müller · Vakantie 🌴", "Zoë Müller · Vakantie 🌴"),
        ("[Klik](https://evil.example)", "[Klik](https://evil.example)"),
        ("Emma\r\nde\tWit\u2028!", "Emma de Wit !"),
        ("\u202eexe.gnp", "exe.gnp"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("half a \ud83c", "half a ?"),
        ("שרה לוי", f"{ISOLATE}שרה לוי{END}"),
        ("Emma\u200f", f"{ISOLATE}Emma\u200f{END}"),
        (f"{ISOLATE}שרה{END} vraagt", f"{ISOLATE}שרה{END} vraagt"),
        (f"{END}שרה{ISOLATE}", f"{ISOLATE}שרה{END}"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("1\u00a0200\u202f!", "1\u00a0200\u202f!"),
    ],
)
def test_a_text_from_outside_stays_on_its_line_and_in_its_place(text, shown):
    assert one_line(text) == shown


@given(st.one_of(st.text(max_size=40), MARKS))
def test_plain_is_done_once_and_turns_nothing_after_it(text):
    shown = one_line(text)
    assert one_line(shown) == shown
    depth = 0
    for character in shown:
        depth += {ISOLATE: 1, END: -1}.get(character, 0)
        assert depth >= 0
        kind = unicodedata.bidirectional(character)
        assert kind not in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"}
        assert depth or kind not in {"R", "AL"}
        assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
    assert depth == 0


@given(MARKS, MARKS)
def test_two_plain_texts_make_a_plain_one(first, second):
    joined = f"{one_line(first)}, {one_line(second)}"
    assert one_line(joined) == joined


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Techniek & Service (NL)", "Techniek & Service (NL)"),
        ("[Klik](https://evil.example)", "[Klik]\u2060(https://evil.example)"),
        ("[a][1] [1]: https://evil.example", "[a]\u2060[1] [1]\u2060: https://evil.example"),
        ("<a href='x'>Klik</a>", "<\u2060a href='x'>Klik<\u2060/a>"),
        ("<https://evil.example>", "<\u2060https://evil.example>"),
        ("a < b &lt;b&gt; &#60;", "a < b &\u2060lt;b&\u2060gt; &\u2060#60;"),
    ],
)
def test_what_may_be_rendered_looks_the_same_and_is_no_link(text, shown):
    assert inert(text) == shown
    assert inert(shown) == shown


def test_a_translation_is_ours_only_where_nothing_from_outside_is_in_it():
    for language in LANGUAGES:
        t = translator(language)
        assert isinstance(t("button.next"), CatalogText)
        assert isinstance(t("approval.remind_on", day=date(2026, 11, 27)), CatalogText)
        assert isinstance(t.plural("amount.days", Decimal(2)), CatalogText)
        assert isinstance(t("approval.opt_out", command=t("button.next")), CatalogText)
        assert not isinstance(t("approval.cover_title", name="Emma"), CatalogText)
        assert isinstance(t.near_day(date(2026, 11, 27), date(2026, 11, 23)), CatalogText)


def test_a_name_from_right_to_left_leaves_the_sentence_as_it_is():
    said = translator("nl")("approval.decision_title", name="שרה\u202e לוי")
    assert said == f"{ISOLATE}שרה לוי{END} vraagt afwezigheid aan"


def test_a_heading_is_a_text_block_and_a_line_is_none():
    assert heading(translator("nl")("review.title")).type == "TextBlock"
    assert line("wie dan ook").type == "RichTextBlock"
