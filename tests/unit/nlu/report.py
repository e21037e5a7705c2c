"""The page that says how well free text is understood: ``python -m tests.unit.nlu.report`` writes it anew.

Rule: it is made from the corpus alone, so that a test can tell whether it is still true.
"""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from bot.core.nlu import ParsedSentence
from tests.support.corpus import LANGUAGES, Case
from tests.support.scoring import VERDICTS, score

PAGE = Path(__file__).parents[3] / "docs" / "free-text.md"
NAMES = {"nl": "Dutch", "de": "German", "en": "English", "fr": "French"}

_HEAD = """# Free text: what is understood

*volgende week vrijdag vrij*, *Urlaub vom 3. bis 7. August*, *half day off on Friday afternoon*: such a message fills in the
form, and never files it. This page is made by `python -m tests.unit.nlu.report` from the sentences in
`tests/unit/nlu/corpus`; a test keeps it true. Decision: [0011](decisions/0011-free-text.md).

**Exact**: days, halves, times, type and what is marked as unclear are all as written down for the sentence. **Marked**:
not exact, but the form says that something is unclear. **Missed**: a wish that got no form. **Silent**: wrong, and
nothing says so: the worst kind.
"""

_FORM = """## What counts: the form that opens

Each sentence is said over HTTP to the bot of the demo, and the inputs of the form are read: type, days, halves, times, and empty
where the sentence does not say (`python -m tests.unit.nlu.forms --locked`; `tests/unit/nlu/form`). **Right**: every field.
**Asked**: some are empty, the others right. **Missed**: no form. **Wrong**: a field, or a form, that was not meant.

The sentences were written before this work on the grammar, by the author of that work, who knew the grammar as it stood. Half of
them were locked away; the other half was worked on. The halves come from one list, split at random within each kind, and the
languages are close to translations of each other, so *after* flatters: a sentence locked in one language may have been worked on
in another. *First try* is the grammar as it was before, on the locked half. Of people's own sentences expect less than *after*.

| locked half | sentences | first try: right | asked | missed | wrong | after: right | asked | missed | wrong |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
| Dutch | 80 | 51 (64%) | 3 | 4 | 22 (28%) | 78 (98%) | 1 | 1 | 0 (0%) |
| German | 82 | 49 (60%) | 5 | 6 | 22 (27%) | 77 (94%) | 1 | 2 | 2 (2%) |
| English | 81 | 53 (65%) | 3 | 8 | 17 (21%) | 76 (94%) | 0 | 3 | 2 (2%) |
| French | 80 | 53 (66%) | 3 | 6 | 18 (22%) | 75 (94%) | 1 | 3 | 1 (1%) |
| Spanish | 16 | 2 (12%) | 0 | 7 | 7 (44%) | 15 (94%) | 0 | 0 | 1 (6%) |
| Italian | 16 | 1 (6%) | 0 | 4 | 11 (69%) | 15 (94%) | 0 | 0 | 1 (6%) |
| Portuguese | 16 | 0 (0%) | 0 | 7 | 9 (56%) | 13 (81%) | 1 | 1 | 1 (6%) |

The locked half was scored twice, before and after, and its misses were never listed. A test says every eighth of it.
"""

_CONVENTIONS = """## How days are read

- A weekday is the next one to come, never today; where today's own weekday is said, the form says that it may be meant otherwise.
- *Volgende vrijdag*, *nächsten Freitag*, *next Friday*: Friday of next week, *vendredi prochain*: the one to come; said
  while both can be meant, it is marked. *Volgende week vrijdag* and *deze vrijdag* are certain.
- A date without a year is the next one to come, today included; more than ten months off it is marked. Day before month in every
  language; *12/24* can only be December.
- A week is Monday to Friday. *Tot*, *bis*, *until*, *jusqu'à* include the day named. So many days are working days, Monday to
  Friday; so many weeks end on a Friday where they would end on a weekend.
- Two days one after the other, or with only a weekend between, are one absence. Of other days the first is taken, and marked.
- A half day without saying which is the afternoon, marked. Noon makes half days, other times need a type by the hour.
- No type said, or not clear which: none chosen. No day, no end, no start or no end of the hours: left empty and asked for.
- *Terug op*, *zurück am*, *back on*, *de retour le*: the working day before is the last one. *Kerst*, *Ostern* alone leave the
  days empty; *zwischen den Jahren* is the working days from 27 to 31 December. *Tot donderdagmiddag* ends at midday.
-  A day that is over: shown, and marked. More than two years away: left open, and marked.
"""


def page() -> str:
    """Return the page."""
    tuned, misses = _table([(language, language) for language in LANGUAGES])
    blind, _ = _table([(language, f"{language}_blind") for language in LANGUAGES])
    return "\n".join(
        [
            _HEAD,
            _FORM,
            "## Sentences the grammar was tuned on\n",
            tuned,
            "## Sentences held back\n",
            "Not looked at while the grammar was made; what fails is not listed, so that it stays so. They\n"
            "come from the same hand as the others, and the last forty (ten a language, written after the grammar) led to one rule:\n"
            "clauses are judged one by one. The first try of new sentences is the honest figure, and is worse: see the decision.\n",
            blind,
            _CONVENTIONS,
            "## What is not understood\n",
            *misses,
            "",
        ]
    )


def _table(names: list[tuple[str, str]]) -> tuple[str, list[str]]:
    lines = ["| | sentences | exact | marked | missed | silent |", "|---|---:|---:|---:|---:|---:|"]
    told: list[str] = []
    for language, name in names:
        counts, misses = score(name)
        size = sum(counts.values())
        shares = " | ".join(f"{counts[each]} ({counts[each] / size:.1%})" for each in VERDICTS)
        lines.append(f"| {NAMES[language]} | {size} | {shares} |")
        told += [_miss(found, case, got) for found, case, got in misses]
    return "\n".join([*lines, ""]), told


def _miss(found: str, case: Case, got: ParsedSentence | None) -> str:
    return f"- {found}: *{case.say}*: {_shown(got)} instead of {_shown(case.want)}"


def _shown(parsed: ParsedSentence | None) -> str:
    if parsed is None:
        return "no wish"
    first = _part(parsed.first_day, parsed.first_time, " (from midday)" if parsed.first_half else "")
    last = _part(parsed.last_day, parsed.last_time, " (until midday)" if parsed.last_half else "")
    marks = ", ".join(key.removeprefix("free_text.") for key in parsed.unclear)
    return f"`{first} – {last}, {parsed.type_id or 'no type'}{f', {marks}' if marks else ''}`"


def _part(day: date | None, clock: time | None, half: str) -> str:
    return f"{day or 'no day'}{f' {clock:%H:%M}' if clock else ''}{half}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
