from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.nlu import UNCLEAR, TypeName, parse_request, read_days
from bot.core.nlu.lexicon import LANGUAGES, lexicon
from cards.problem import PROBLEMS
from tests.support.corpus import LANGUAGES as SCORED
from tests.support.corpus import TYPES, cases

TODAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
WORDS = sorted({word for language in LANGUAGES for word in lexicon(language).phrases})
FIGURES = st.one_of(
    st.integers(0, 9999).map(str),
    st.tuples(st.integers(0, 99), st.sampled_from("./-: "), st.integers(0, 99)).map(lambda p: f"{p[0]}{p[1]}{p[2]}"),
    st.tuples(st.integers(0, 40), st.sampled_from(("e", "th", ".", "er", "h", "u", "pm", "h30", " uur"))).map(
        lambda p: f"{p[0]}{p[1]}"
    ),
    st.dates().map(lambda day: day.strftime("%d-%m-%Y")),
    st.dates().map(str),
)
SAID = st.lists(
    st.one_of(st.sampled_from(WORDS), FIGURES, st.sampled_from([*"-,+/?!.;&", "vrij", "Urlaub", "off", "congé"])),
    max_size=14,
).map(" ".join)
COMPANIES = st.lists(
    st.builds(
        TypeName,
        st.text(max_size=3),
        st.text(max_size=12),
        st.sampled_from(("paid_vacation", "", "x")),
        st.sampled_from(("day", "hour")),
    ),
    max_size=4,
)


def check(text, today, types, language=None):
    parsed = parse_request(text, today=today, types=types, language=language)
    assert parsed == parse_request(text, today=today, types=types, language=language)
    if parsed is None:
        return
    assert (parsed.last_day is None) is (parsed.first_day is None or "free_text.no_end" in parsed.unclear)
    assert set(parsed.unclear) <= set(UNCLEAR)
    assert not (parsed.sure and parsed.unclear)
    assert parsed.type_id is None or parsed.type_id in {each.id for each in types}
    if parsed.first_day is None:
        assert {"free_text.no_day", "free_text.which_days", "form.too_far"} & set(parsed.unclear)
        return
    assert parsed.last_day is None or parsed.first_day <= parsed.last_day
    assert parsed.first_day >= today or "free_text.past" in parsed.unclear
    assert all(abs(day - today) <= timedelta(days=731) for day in (parsed.first_day, parsed.last_day) if day)
    if parsed.first_day == parsed.last_day:
        assert not (parsed.first_half and parsed.last_half)


@settings(max_examples=300, deadline=None)
@given(SAID, TODAYS, st.sampled_from(("nl", "de", "en", "fr", None)))
@example("0 januari vrij", date(2026, 11, 25), "nl")
@example("29 februari 2027 vrij", date(2026, 11, 25), "nl")
def test_words_about_days_in_any_order_make_a_sane_guess(text, today, language):
    check(text, today, TYPES["nl"], language)
    days = read_days(text, today, language)
    assert days is None or days[0] <= days[1]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=600), TODAYS, COMPANIES, st.one_of(st.none(), st.text(max_size=3)))
def test_no_text_at_all_makes_it_raise(text, today, types, language):
    check(text, today, types, language)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([case for language in SCORED for case in cases(language)]),
    TODAYS,
    st.text(max_size=20),
    COMPANIES,
)
def test_a_sentence_is_sane_on_any_day_and_in_any_company(case, today, tail, types):
    check(case.say + tail, today, types)


def test_five_hundred_characters_are_read():
    types, today = TYPES["nl"], date(2026, 11, 25)
    assert parse_request("x" * 490 + " vrijdag vrij", today=today, types=types) is None
    assert parse_request("vrijdag vrij " + "9 " * 100_000, today=today, types=types) is not None


def test_every_mark_can_be_said():
    assert set(UNCLEAR) <= set(PROBLEMS)
