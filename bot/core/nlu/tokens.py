"""A sentence as tokens, and the rules that rewrite a sequence of tokens into a shorter one.

A typing error in a known word is corrected; a known word is never taken for another one. A token has a letter as its
kind, and a rule is a regular expression over those letters, with what replaces a match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from functools import cache
from typing import Any, Final, NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from bot.core.nlu.lexicon import GREETINGS, LONGEST, Lexeme, Lexicon, lexicon, spell, weights

_TOKEN: Final = re.compile(
    r"(?P<iso>\b20\d\d-\d{1,2}-\d{1,2}\b)"
    r"|(?P<full>\b\d{1,2} ?[./-] ?\d{1,2} ?[./-](?: ?20\d\d|\d\d)\b(?![.:/]\d))"
    r"|(?P<half>\b1 ?[/\u2044] ?2\b(?= ?(?:dag|tag|day|journee|jour|jornada|dia|giornata|giorno)))"
    r"|(?P<feira>\b[2-6]a(?:s|\b)(?:[ -]feiras?\b)?)"
    r"|(?P<fever>\b(?:3[5-9]|4[0-2])[.,]\d\b(?!\d))"
    r"|(?P<clock>\b\d{1,2}(?:[:.]\d\d)? ?(?:[ap]m\b|[ap]\.m\.)|\b\d{1,2}:\d\d(?: ?(?:uhr|uur|u|h)\b)?"
    r"|\b\d{1,2}\.\d\d ?(?:uhr|uur|u|h)\b|\b\d{1,2} ?h ?(?:[0-5]\d)?\b|\b\d{1,2}u(?:[0-5]\d)?\b)"
    r"|(?P<short>\b\d{1,2}[./]\d{1,2}\b(?!\d)\.?|\b\d{1,2}\. \d{1,2}\.(?! ?\d))"
    r"|(?P<glued>\b\d{1,2}-\d{1,2}\b(?![.:]\d))"
    r"|(?P<ordinal>\b\d{1,2} ?(?:ste|de|e|st|nd|rd|th|er|eme|ten|te|tes)\b|\b\d{1,2}\.(?=\s*[-a-z,+]|\s*$))"
    r"|(?P<week>\b(?:kw|wk|week|w|s|sem) ?\d{1,2}\b)"
    r"|(?P<year>\b20\d\d\b)|(?P<number>\b\d{1,2}\b)"
    r"|(?P<tm>\bt ?/ ?m\b)|(?P<coming>\ba\.s\.?)|(?P<word>[^\W\d_]+)|(?P<mark>[-,+/;!?.])"
)
_BEFORE_A_DAY: Final = {
    "fr": re.compile(r"\b(?:le|les|du|au|aux) $"),
    "es": re.compile(r"\b(?:el|los|del|al) $"),
    "it": re.compile(r"\b(?:il|del|dal|al|l|dell|dall|all) $"),
    "pt": re.compile(r"\b(?:o|do|ao|no) $"),
}
"""After which small words a number is a day of the month."""

_NAME: Final = re.compile(r"(?<=[\w,;:] )[^\W\d_a-zà-ÿ][^\W\d_]+")
_SLASHED: Final = (("a/l", "annual leave"), ("z/h", "zu hause"), ("w/c", "week of"), ("w/b", "week of"))
_GLUED_MONTH: Final = re.compile(
    r"(?<!\d)(\d{1,2})(?=(?:jan|feb|fev|mrt|mar|apr|avr|mei|may|mai|jun|jui|jul|aug|aou|sep|okt|oct|nov|dec|dez|"
    r"ene|abr|ago|dic|gen|mag|giu|lug|ott|set|out)[a-z]{0,6}\b)"
)
_ABBREVIATIONS: Final = frozenset(
    ("inkl", "einschl", "incl", "bzw", "evtl", "ca", "wg", "tel", "nr", "dr", "jl", "vlg", "dgn", "wkn", "std", "max")
)
_MARKS: Final = {"-": Lexeme(">", 1), ",": Lexeme(","), ";": Lexeme(","), "+": Lexeme("&"), "/": Lexeme("&")}
_SIGNS: Final = {"tm": Lexeme("u", 1), "coming": Lexeme("C"), "half": Lexeme("f"), "fever": Lexeme(".")}
_PLAIN: Final = {"ordinal": "O", "year": "Y", "number": "n"}
_UNKNOWN: Final = Lexeme(".")
_BREAK: Final = Lexeme("!")
_NUMBERS: Final = re.compile(r"\d+")
_MONTHS: Final = 12
_HINT: Final = 0.45  # of a word
ANY_HALF, AM, PM, AS_WRITTEN = range(4)  # of the day: what a time of the clock says of it


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message, or a sentence of it, as tokens.

    ``words``: one text per clause, typing errors corrected. ``codes``: one letter per token, whose value is in
    ``values``. ``parts``: the sentences of a message that has several. ``names``: words that may be somebody's name.
    """

    language: str
    words: tuple[str, ...]
    codes: str
    values: tuple[object, ...]  # of each code: a number, a date's parts, or a time
    parts: tuple[Sentence, ...] = ()
    names: frozenset[str] = frozenset()


def likeliest_language(text: str, hint: str | None) -> str:
    """Return the language with most words in common with a text (:func:`spell`); ``hint`` wins where that ties."""
    words = re.findall(r"[^\W\d_]+", text)
    counts = {
        each: sum(known.get(word, 0.0) for word in words) + (each == hint) * _HINT for each, known in weights().items()
    }
    return max(counts, key=lambda each: counts[each])


def sentence(text: str, hint: str | None = None) -> Sentence:
    """Split a message into words and lexemes, with typing errors corrected. ``hint``: its language, where words tie."""
    spelt = _GLUED_MONTH.sub(r"\1 ", spell(text))
    for short, long in _SLASHED:
        spelt = re.sub(rf"\b{short}\b", long, spelt)
    language = likeliest_language(spelt, hint)
    known = lexicon(language)
    names = _names(text, known) if language != "de" else frozenset()
    tokens = [
        (kind, word) if word in names else _corrected(kind, word, known)
        for kind, word in _tokens(spelt, language, known)
    ]
    names = _names(text, known)
    parts = tuple(_sentence(part, language, known, names) for part in _split(tokens))
    return replace(_sentence(tokens, language, known, names), parts=parts if len(parts) > 1 else ())


def _sentence(tokens: list[tuple[str, str]], language: str, known: Lexicon, names: frozenset[str]) -> Sentence:
    return Sentence(language, tuple(_clauses(tokens)), *_lexemes(tokens, known), names=names)


def _names(text: str, known: Lexicon) -> frozenset[str]:
    """Return the capitalised words that no language knows and that begin no sentence: people, most of them."""
    if text.isupper():
        return frozenset()
    found = (spell(each) for each in _NAME.findall(text[:LONGEST]))
    return frozenset(each for each in found if each not in known.words and _compound(each, known)[0] is _UNKNOWN)


def _split(tokens: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    part: list[tuple[str, str]] = []
    for kind, word in tokens:
        part.append((kind, word))
        if kind == "mark" and word in "!?.":
            yield part
            part = []
    if part:
        yield part


def _tokens(spelt: str, language: str, known: Lexicon) -> Iterator[tuple[str, str]]:
    at = 0
    while found := _TOKEN.search(spelt, at):
        kind, word, at = str(found.lastgroup), found.group(), found.end()
        before, after = spelt[: found.start()], spelt[at:]
        if kind == "feira" and language != "pt":
            kind, word, at = "number", word[0], found.start() + 1
        if kind == "clock" and word.endswith(" am") and language == "de":
            kind, word, at = "number", word[:-3], at - 3
        if kind == "ordinal" and re.search(r" (?:de|te|e|er)$", word):
            digits = _NUMBERS.match(word)
            kind, word, at = "number", digits.group() if digits else "", found.start() + (digits.end() if digits else 0)
        if kind == "number" and language in _BEFORE_A_DAY and _BEFORE_A_DAY[language].search(before):
            kind = "ordinal"
        if kind == "week" and (
            (word[0] == "s" and (language != "fr" or not word[1:].isdigit())) and not word.startswith("sem")
        ):
            kind, word, at = "word", word[0], found.start() + 1
        if word == "-" and before[-1:].isalpha() and after[:1].isalpha():
            left, right = re.split(r"[^\w]", before)[-1], re.split(r"[^\w]", after)[0]
            if not all(known.phrases.get(each, (_UNKNOWN,))[0].code == "W" for each in (left, right)):
                continue
        if word == "." and (re.search(r"(?:^|\W)\w$", before) or _is_short(before, known)):
            continue  # "i.v.m.", "5 dec. vrij"
        yield kind, word


def _is_short(before: str, known: Lexicon) -> bool:
    last = before.rsplit(None, 1)[-1:] or [""]
    return last[0] in _ABBREVIATIONS or known.phrases.get(last[0], (_UNKNOWN,))[0].code in tuple("MWap")


def _corrected(kind: str, word: str, known: Lexicon) -> tuple[str, str]:
    if kind != "word" or len(word) < 4 or word in known.words or word in GREETINGS:
        return kind, word
    worst = 2 if len(word) >= 8 else 1
    found = extractOne(word, known.likely, scorer=OSA.distance, score_cutoff=worst)
    return (kind, str(found[0])) if found else (kind, word)


def _clauses(tokens: list[tuple[str, str]]) -> Iterator[str]:
    words: list[str] = []
    for kind, word in tokens:
        if kind == "mark" and word in "!?.,;":
            if words:
                yield f" {' '.join(words)} {word} "
            words = []
        elif kind == "word":
            words.append(word)
    if words:
        yield f" {' '.join(words)} "


def _lexemes(tokens: list[tuple[str, str]], known: Lexicon) -> tuple[str, tuple[object, ...]]:
    codes: list[str] = []
    values: list[object] = []
    at = 0
    while at < len(tokens):
        kind, word = tokens[at]
        size = 1
        if kind == "word":
            size, lexemes = _phrase(tokens, at, known)
            for each in lexemes:
                if each.code:
                    codes.append(each.code)
                    values.append(each.value)
        else:
            for code, value in _figures(kind, word):
                codes.append(code)
                values.append(value)
        at += size
    return "".join(codes), tuple(values)


def _phrase(tokens: list[tuple[str, str]], at: int, known: Lexicon) -> tuple[int, tuple[Lexeme, ...]]:
    run = []
    for kind, word in tokens[at : at + known.longest]:
        if kind != "word":
            break
        run.append(word)
    for size in range(len(run), 0, -1):
        if found := known.phrases.get(" ".join(run[:size])):
            return size, found
    return 1, _compound(run[0], known)


def _compound(word: str, known: Lexicon) -> tuple[Lexeme, ...]:
    """Split *vrijdagmiddag*, *donnerstagvormittag*, *augustwoche*, *vrijdags*."""
    for size in range(len(word) - 2, 2, -1):
        head, tail = (
            known.phrases.get(word[:size]),
            known.phrases.get(word[size:]) or known.phrases.get(word[size + 1 :]),
        )
        if head and tail and head[0].code in "WMD" and tail[0].code in "apvzkd":
            # "am Donnerstagmorgen": the second half of a compound is a part of the day
            return head + tail
        if head and head[0].code == "W" and word[size:] in ("morgen", "smorgen"):
            return (*head, Lexeme("a"))
    return (_UNKNOWN,)


def _figures(kind: str, word: str) -> Iterator[tuple[str, object]]:
    numbers = [int(each) for each in _NUMBERS.findall(word)]
    match kind:
        case "iso":
            yield "X", (numbers[0], numbers[1], numbers[2])
        case "full":
            yield "X", _day_month(numbers[0], numbers[1], numbers[2] if numbers[2] > 99 else 2000 + numbers[2])
        case "short":
            day_month = _day_month(numbers[0], numbers[1], None)
            clock = read_clock(numbers[0], numbers[1])
            if clock is None or "/" in word or (valid(*day_month) and numbers[1] <= _MONTHS):
                yield "X", day_month
            else:
                yield "T", (clock, _written_half(word))
        case "clock":
            half = PM if "p" in word else AM if "a" in word else ANY_HALF
            hour = numbers[0] % 12 + (12 if half == PM else 0) if half else numbers[0]
            clock = read_clock(hour, numbers[1] if len(numbers) > 1 else 0)
            if clock:
                yield "T", (clock, half or _written_half(word))
        case "ordinal" | "year" | "number":
            yield _PLAIN[kind], numbers[0]
        case "glued":
            yield "g", (numbers[0], numbers[1])
        case "feira":  # Portuguese counts its weekdays: "5ª" is Thursday
            yield "W", numbers[0] - 2
        case "week":
            yield "k", 0
            yield "n", numbers[0]
        case _:
            lexeme = _SIGNS.get(kind) or _MARKS.get(word, _BREAK)
            yield lexeme.code, lexeme.value


def _written_half(word: str) -> int:
    """Tell *03.30*, which is in the night, from *3.30*, which most often is not."""
    return AS_WRITTEN if word.startswith("0") else ANY_HALF


def _day_month(day: int, month: int, year: int | None) -> tuple[int | None, int, int]:
    return (year, day, month) if month > 12 >= day else (year, month, day)


def valid(year: int | None, month: int, day: int) -> bool:
    """Tell whether there is such a day; 29 February counts where no year is said."""
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def read_clock(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None


Values = Sequence[Any]  # each rule knows what its letters carry


class NamedDays(NamedTuple):
    """A range of days that a message names, both ends included; the value of a token with code ``s``.

    ``weekday``: only a weekday was named, which may be that of a later week. ``floating``: only a day of the month was,
    which may be that of a later month. ``month_first``: the month stood before the day. ``marks``: what is in doubt.
    """

    first: date
    last: date
    weekday: bool = False
    month_first: bool = False
    marks: frozenset[str] = frozenset()
    floating: bool = False


class TokenSequence:
    """Codes and the values they carry."""

    def __init__(self, codes: str, values: Values) -> None:
        self.codes = codes
        self.values = list(values)

    def rewrite(self, pattern: str, into: Callable[[Values], tuple[str, Values] | None]) -> None:
        """Put what ``into`` makes of the values in the place of each match, from left to right; None leaves it."""
        at, compiled = 0, _compiled(pattern)
        while found := compiled.search(self.codes, at):
            first, end = found.span()
            made = into(self.values[first:end])
            if made is None:
                at = first + 1
                continue
            codes, values = made
            self.codes = self.codes[:first] + codes + self.codes[end:]
            self.values[first:end] = values
            at = first + max(len(codes), 1) if codes != found.group() else end

    def put(self, at: int, code: str, values: Values) -> None:
        self.codes = self.codes[:at] + code + self.codes[at + 1 :]
        self.values[at : at + 1] = values

    def find(self, code: str) -> list[int]:
        return [at for at, each in enumerate(self.codes) if each == code]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
