"""Every card in every state worth looking at, for the gallery and the tests.

A new card or a new state gets a line here, and with it a picture and all checks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Final
from uuid import UUID

from cards.absences.examples import absences_examples
from cards.actions import AskWhosOut, Draft, OpenRequest
from cards.approval.examples import approval_examples
from cards.card import Card
from cards.day_part import DayPart
from cards.digest import AbsentLine, DigestView, EventLine, digest_card
from cards.digest_outlook_examples import week_examples
from cards.given_up import TITLES, GivenUpView, given_up_card
from cards.help import HelpView, help_card, welcome_card
from cards.i18n import Translator
from cards.language import LanguageView, language_card
from cards.notice import notice_card
from cards.problem import PROBLEMS, Problem
from cards.profile.examples import own_examples
from cards.request import (
    Amount,
    BalanceLine,
    Covered,
    FormView,
    Overlap,
    Period,
    ReceiptView,
    ReviewView,
    SubstituteView,
    TypeOption,
    cancelled_card,
    form_card,
    review_card,
    stale_card,
)
from cards.request.examples import receipt_examples
from cards.setup.examples import setup_examples
from cards.sickness.examples import sickness_examples
from cards.whos_out import WhosOutView, whos_out_card
from cards.whos_out_person import Meant, PersonView, WhichView, people_card, person_card, which_card

TYPE_NAME: Final = "Vakantie 🌴"  # Personio's own, so the same in every language
COMMENT: Final = "Bruiloft van mijn zus in Zeeland.\nIk ben bereikbaar voor noodgevallen."

_ID: Final = UUID("7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6c11")
_NEXT: Final = UUID("7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6c12")
_FEW: Final = (
    TypeOption("1", TYPE_NAME, "day"),
    TypeOption("2", "Doktersbezoek", "hour"),
    TypeOption("3", "Bijzonder verlof", "day"),
    TypeOption("4", "Ouderschapsverlof", "day"),
)
_MANY: Final = (*_FEW, *(TypeOption(str(n), f"Verlof volgens regeling {n}", "day") for n in range(5, 16)))
_DAYS: Final = Draft(
    type_id="1",
    first_day="2026-11-27",
    first_half="half",
    last_day="2026-12-01",
    last_half="whole",
    comment=COMMENT,
    substitute="4711",
)
_HOURS: Final = Draft(
    type_id="2", unit="hour", first_day="2026-11-27", first_time="09:00", last_day="2026-11-27", last_time="12:30"
)
_PERIOD: Final = Period(date(2026, 11, 27), date(2026, 12, 1), first_half=True)
_MORNING: Final = Period(date(2026, 11, 27), date(2026, 11, 27), first_time=time(9), last_time=time(12, 30))

_REVIEW: Final = ReviewView(
    request_id=_ID,
    draft=_DAYS,
    type_name=TYPE_NAME,
    period=_PERIOD,
    amount=Amount(Decimal("2.5"), "day"),
    back_on=date(2026, 12, 2),
    balance=BalanceLine(Decimal("18.5"), Decimal(16), "day"),
    colleagues_away=3,
    colleagues_unit="Klantenservice",
    substitute=SubstituteView("optional"),
    comment=COMMENT,
)
_RECEIPT: Final = ReceiptView(
    request_id=_ID,
    draft=_DAYS,
    type_name=TYPE_NAME,
    period=_PERIOD,
    amount=Amount(Decimal("2.5"), "day"),
    back_on=date(2026, 12, 2),
    status="pending",
    substitute="Jan de Vries",
    filed_at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    personio_url="https://example.app.personio.com/",
    next_request_id=_NEXT,
    viewer_ids=("29:viewer",),
)

_MONDAY: Final = date(2026, 11, 23)
_NEXT_MONDAY: Final = date(2026, 11, 30)
_ABSENT: Final = (
    AbsentLine("1", "Emma Bakker", back_on=_NEXT_MONDAY),
    AbsentLine("2", "Daan Jansen", half="morning", back_on=_MONDAY, back_at_noon=True),
    AbsentLine("3", "Sophie van den Berg", half="afternoon", back_on=date(2026, 11, 24)),
    AbsentLine("4", "Lucas Visser", hours=(time(9), time(11, 30)), back_on=_MONDAY),
    AbsentLine("5", "Julia Meijer", open_end=True),
    AbsentLine("6", "Noah Smit", back_on=date(2027, 1, 4)),
    AbsentLine("7", "Fleur Mulder", back_on=_NEXT_MONDAY, back_at_noon=True),
)
_DIGEST: Final = DigestView(
    _MONDAY,
    units=("Klantenservice", "Utrecht"),
    absent=_ABSENT,
    birthdays=(EventLine("8", "Tess de Groot", _MONDAY), EventLine("9", "Sem Dekker", date(2026, 11, 21))),
    anniversaries=(EventLine("10", "Bram Hendriks", _MONDAY, years=10), EventLine("11", "Eva Kok", _MONDAY, years=1)),
    starters=(EventLine("12", "Mila Vos", _MONDAY, position="Servicemonteur", unit="Techniek"),),
)

_PARAMS: Final[dict[str, dict[str, str | int | date | Decimal]]] = {
    "setup.same_time": {"place": "Verkoop › Algemeen"},
    "setup.several": {"title": "Techniek (afdeling)"},
    "form.no_half_days": {"type": "Bijzonder verlof"},
    "form.not_offered": {"type": "Dienstreis", "types": "Vakantie, Bijzonder verlof, Ouderschapsverlof"},
    "form.hours_needed": {"type": "Doktersbezoek"},
    "form.days_needed": {"type": TYPE_NAME},
    "review.substitute_away": {"name": "Jan de Vries"},
    "absences.not_done_detail": {"detail": "The month has been closed for payroll."},
    "refused.detail": {"detail": "Requests must be made two weeks in advance."},
    "error.unexpected": {"reference": "4f1c9a2e"},
    "setup.outsiders": {"place": "Klantenservice › Algemeen"},
    "setup.not_postable": {"place": "Klantenservice › Algemeen"},
}

Example = tuple[str, Callable[[Translator], Card]]


def example_problem(key: str) -> Problem:
    """Return a problem with the parameters its text shows."""
    return Problem(key, _PARAMS.get(key, {}))


def examples() -> Iterator[Example]:
    """Yield every example: a name, and the function that makes the card from a translator."""
    yield "welcome", welcome_card
    yield "help", lambda t: help_card(HelpView(unknown=False, is_channel=False), t)
    yield "help after unknown words", lambda t: help_card(HelpView(unknown=True, is_channel=False), t)
    yield "help in a channel", lambda t: help_card(HelpView(unknown=False, is_channel=True), t)
    yield "language", lambda t: language_card(LanguageView(current=None, effective=t.language), t)
    shared = LanguageView(current=None, effective="nl", is_shared=True)
    yield "language in a channel", lambda t: language_card(shared, t)
    yield "language chosen", lambda t: language_card(LanguageView(current=t.language, effective=t.language), t)
    yield from _forms()
    yield from _reviews()
    yield from receipt_examples(_RECEIPT, example_problem)
    yield from _digests()
    yield from _whos_out()
    yield from setup_examples(_DIGEST)
    yield from own_examples()
    yield from sickness_examples()
    yield from approval_examples()
    yield from absences_examples()
    for what in TITLES:
        yield f"given up {what}", lambda t, what=what: given_up_card(GivenUpView(what), t)  # type: ignore[misc]  # bound per kind
    yield "cancelled", cancelled_card
    yield "stale", stale_card
    yield "notice with retry", lambda t: notice_card(example_problem("personio.unreachable"), t, retry=OpenRequest())
    for key in PROBLEMS:
        yield f"notice {key}", lambda t, key=key: notice_card(example_problem(key), t)  # type: ignore[misc]  # bound per key


def _forms() -> Iterator[Example]:
    empty = Draft(type_id="1", first_day="2026-11-23", last_day="2026-11-23")
    yield "form", lambda t: form_card(FormView(_ID, _FEW, empty), t)
    yield "form by the hour", lambda t: form_card(FormView(_ID, _FEW, _HOURS), t)
    yield "form with many types", lambda t: form_card(FormView(_ID, _MANY, empty), t)
    typed = _DAYS.model_copy(update={"last_day": "27-11-2026", "comment": "ë" * 2000})
    yield "form returned", lambda t: form_card(FormView(_ID, _FEW, _DAYS, example_problem("form.both_halves")), t)
    yield (
        "form returned unreadable",
        lambda t: form_card(FormView(_ID, _FEW, typed, example_problem("form.bad_date")), t),
    )


def _reviews() -> Iterator[Example]:
    bare = ReviewView(_ID, _DAYS, TYPE_NAME, _PERIOD, amount=None, back_on=None)
    yield "review", lambda t: review_card(_REVIEW, t)
    yield "review of what little is known", lambda t: review_card(bare, t)
    crowded = replace(
        _REVIEW,
        balance=BalanceLine(Decimal(2), Decimal("-0.5"), "day"),
        overlaps=(Overlap("Bijzonder verlof", _PERIOD), Overlap("Doktersbezoek", _MORNING)),
        covers=(Covered("Jan de Vries", _PERIOD),),
        certificate=True,
        colleagues_away=1,
        colleagues_unit=None,
        substitute=SubstituteView("required", "4711", "Jan de Vries"),
        problem=example_problem("review.substitute_away"),
    )
    yield "review with everything wrong", lambda t: review_card(crowded, t)
    hours = replace(
        _REVIEW,
        draft=_HOURS,
        type_name="Doktersbezoek",
        period=_MORNING,
        amount=Amount(Decimal("3.5"), "hour"),
        back_on=date(2026, 11, 27),
        back_at_noon=True,
        balance=BalanceLine(Decimal(12), Decimal("8.5"), "hour"),
        colleagues_away=0,
        substitute=SubstituteView("none"),
        comment=None,
    )
    yield "review by the hour", lambda t: review_card(hours, t)
    weekend = replace(_REVIEW, amount=Amount(Decimal(0), "day"), colleagues_away=0, colleagues_unit=None)
    yield "review of a weekend", lambda t: review_card(weekend, t)
    endless = replace(_REVIEW, period=Period(date(2026, 11, 27), None), amount=None, back_on=None, comment="x y " * 500)
    feasts = ("Eerste kerstdag", "Nieuwjaarsdag")
    past = replace(_REVIEW, past=True, holidays=feasts, balance=replace(_REVIEW.balance, year=2026))  # type: ignore[type-var]  # it has one
    yield "review of the past, over the year's end", lambda t: review_card(past, t)
    later = replace(past, past=False, holidays=[*feasts, "3", "4", "5", "6"])
    later = replace(later, balance=replace(later.balance, elsewhere=True))  # type: ignore[type-var]  # the same
    yield "review of next year", lambda t: review_card(later, t)
    yield "review without an end", lambda t: review_card(endless, t)


def _digests() -> Iterator[Example]:
    yield "digest", lambda t: digest_card(_DIGEST, t)
    yield "digest of nothing", lambda t: digest_card(DigestView(_MONDAY), t)
    yield "digest of no news", lambda t: digest_card(DigestView(_MONDAY, tells_absences=False), t)
    single = DigestView(
        _MONDAY,
        absent=[replace(_ABSENT[0], type_name=TYPE_NAME)],
        remote=[replace(_ABSENT[1], name="Finn Peters")],
        birthdays=[EventLine("9", "Sem Dekker", date(2026, 11, 21))],
        anniversaries=[EventLine("10", "Bram Hendriks", date(2026, 11, 22), years=25)],
        starters=[EventLine("12", "Mila Vos", date(2026, 11, 21))],
    )
    yield "digest with types, after a weekend", lambda t: digest_card(single, t)
    folded = replace(_DIGEST, absent=[*_ABSENT, *(AbsentLine(str(n), f"Collega {n}") for n in range(20, 33))])
    yield "digest folded", lambda t: digest_card(folded, t)
    crowd = [AbsentLine(str(n), f"Maria Magdalena Oosterhout {n}", back_on=_NEXT_MONDAY) for n in range(600)]
    full = replace(_DIGEST, absent=crowd, birthdays=[EventLine(str(n), f"Jarige {n}", _MONDAY) for n in range(300)])
    yield "digest of hundreds", lambda t: digest_card(full, t)
    yield from week_examples(_DIGEST)


def _whos_out() -> Iterator[Example]:
    away = PersonView(
        "Lucas Visser", "Web", _MONDAY, _MONDAY, _MONDAY, [AbsentLine("4", "Lucas Visser", back_on=date(2026, 11, 27))]
    )
    yield "who is out somebody away", lambda t: person_card(replace(away, asks_why=True), t)
    yield "who is out somebody here", lambda t: person_card(replace(away, absent=(), present="works"), t)
    here = replace(away, name="Finn Peters", absent=(), present="works")
    yield "who is out several people", lambda t: people_card([away, here], t)
    yield "who is out somebody at a time", lambda t: person_card(replace(here, part=DayPart("afternoon", time(15))), t)
    meant = [
        Meant("Daan Jansen (Web)", AskWhosOut(person="2")),
        Meant("Daan Jansen (Platform)", AskWhosOut(person="3")),
    ]
    yield "who is out which", lambda t: which_card(WhichView(meant), t)
    yield "who is out which in a channel", lambda t: which_card(WhichView(meant, is_shared=True), t)
    yield "who is out unknown", lambda t: which_card(WhichView(meant, "Dan", is_person=True), t)
    yield "who is out unknown words", lambda t: which_card(WhichView((), "Foobar"), t)
    today = WhosOutView(_MONDAY, _MONDAY, "Klantenservice", _ABSENT, _MONDAY)
    yield "who is out today", lambda t: whos_out_card(today, t)
    asked = replace(today, asks_here=True, part=DayPart("morning"))
    yield "who is out asked who is here", lambda t: whos_out_card(asked, t)
    friday = date(2026, 11, 27)
    later = [_ABSENT[0], AbsentLine("4", "Lucas Visser", from_day=date(2026, 11, 25), back_on=friday)]
    week = replace(today, last_day=friday, unit=None, absent=later)
    yield "who is out this week", lambda t: whos_out_card(week, t)
    tomorrow = replace(today, first_day=date(2026, 11, 24), last_day=date(2026, 11, 24), absent=())
    yield "who is out tomorrow", lambda t: whos_out_card(tomorrow, t)
    some_day = replace(
        today,
        first_day=friday,
        last_day=friday,
        absent=[AbsentLine("2", "Daan Jansen", half="morning", back_on=friday, back_at_noon=True)],
    )
    yield "who is out some day", lambda t: whos_out_card(some_day, t)
