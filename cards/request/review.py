"""The review: what will be sent to Personio, before it is sent.

It shows at a glance what, when, the day of return and how much it takes. Of colleagues' absences it shows the number,
never a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal
from uuid import UUID

from microsoft_teams.cards import CardElement

from cards.absences.absence_row import Standing, status_words
from cards.actions import CancelRequest, Draft, EditChange, EditRequest, FileRequest, OpenAbsence, SaveChange
from cards.amounts import Amount, Period
from cards.card import Card
from cards.elements import box, build_card, button, buttons, excerpt, fact, find_one, heading, hidden, line, strong
from cards.i18n import Translator
from cards.problem import Problem

_HOLIDAYS = 5  # named on a card
DATASET = "substitutes"  # what the type-ahead asks for, together with the hidden first_day and last_day


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """Days left before and after this request (both planned absences deducted). ``unit`` of the type.

    ``year``: of the balance, where the request has days in another one; ``elsewhere``: it has no other days.
    """

    before: Decimal
    after: Decimal
    unit: Literal["day", "hour"]
    year: int | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Overlap:
    """An absence of the employee's own in the same period."""

    type_name: str
    period: Period


@dataclass(frozen=True, slots=True)
class Covered:
    """A colleague's absence in the same period, for which the employee has promised to cover."""

    name: str
    period: Period


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """A holiday in the period, and which ``half`` of the day it is; None: the whole day."""

    name: str
    half: Literal["morning", "afternoon"] | None = None


@dataclass(frozen=True, slots=True)
class SubstituteView:
    """Whether a substitute is asked, and who is chosen so far (``chosen`` = title to show for ``value``)."""

    rule: Literal["none", "optional", "required"]
    value: str | None = None
    chosen: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Everything the employee checks before *Send request*. None means not known: the line is left out.

    ``before``: the period that a change is to replace, ``standing`` how it stands. ``past``: it begins before today.
    ``idle``: no working time is in it. ``certificate``: Personio may ask for one.
    ``holidays``: the public holidays in it.
    """

    request_id: UUID
    draft: Draft
    type_name: str
    period: Period
    amount: Amount | None
    back_on: date | None
    back_at_noon: bool = False  # back on the afternoon of back_on
    back_at: time | None = None  # on back_on
    balance: BalanceLine | None = None
    overlaps: Sequence[Overlap] = ()
    covers: Sequence[Covered] = ()
    colleagues_away: int | None = None
    colleagues_unit: str | None = None  # name of the team or department counted
    colleagues_kind: Literal["team", "department"] = "team"
    substitute: SubstituteView = SubstituteView("none")
    comment: str | None = None
    problem: Problem | None = None
    before: Period | None = None
    standing: Standing | None = None
    past: bool = False
    idle: bool = False
    holidays: Sequence[HolidayLine] = ()
    certificate: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether something speaks against the request, so that sending it is not the first button."""
        return self.past or self.idle or bool(self.overlaps) or bool(self.covers)


def review_card(view: ReviewView, t: Translator) -> Card:
    """Show what will be sent to Personio, with a substitute picker and *Send request*, *Back* and *Cancel*."""
    body: list[CardElement] = [heading(t("review.title"))]
    if view.problem:
        body.append(box([line(t(view.problem.key, **view.problem.params))], "attention"))
    if view.before:
        body.append(line(t("change.from_to", before=t.period(view.before), after=t.period(view.period))))
    if view.standing:
        body.append(line(status_words(view.standing, t), space="Small"))
    body.append(box([*absence(view.type_name, view.period, view.amount, t), *_costs(view, t)]))
    if warnings := list(_warnings(view, t)):
        body.append(box(warnings, "warning"))
    if view.colleagues_away is not None:
        body.append(line(_colleagues(view.colleagues_away, view, t)))
    body += [*_substitute(view.substitute, view.period, t), _buttons(view, t)]
    return build_card(t, t("form.returned" if view.problem else "review.summary"), body)


def absence(type_name: str, period: Period, amount: Amount | None, t: Translator) -> Iterator[CardElement]:
    """Yield the big line (type and duration) and the period."""
    yield strong(f"{type_name} · {t.amount(amount)}" if amount else type_name, large=True)
    yield line(_capitalised(t.period(period)), space="Small")


def back_at_work(back_on: date | None, at_noon: bool, at: time | None, t: Translator) -> Iterator[CardElement]:
    """Yield the first working time after the absence, where it is known."""
    if back_on is None:
        return
    day: str = t("period.from_midday", day=back_on) if at_noon else t.day(back_on)
    yield fact(t("review.back_on"), t("period.at", day=day, time=t.time(at)) if at else day)


def comment(text: str | None, t: Translator) -> Iterator[CardElement]:
    if text:
        yield line(t("review.comment"), space="Medium", subtle=True)
        yield from excerpt(text)


def _costs(view: ReviewView, t: Translator) -> Iterator[CardElement]:
    yield from back_at_work(view.back_on, view.back_at_noon, view.back_at, t)
    if view.holidays:
        yield line(_holidays(view.holidays, t), space="Small")
    if view.balance:
        yield _balance(view.balance, t)
    if view.certificate:
        yield line(t("review.certificate", type=view.type_name), space="Small")
    yield from comment(view.comment, t)


def _balance(of: BalanceLine, t: Translator) -> CardElement:
    before, after = t.balance(Amount(of.before, of.unit)), t.balance(Amount(of.after, of.unit))
    if of.year is None:
        return fact(t("review.balance"), t("review.balance_value", before=before, after=after))
    key = "review.balance_elsewhere" if of.elsewhere else "review.balance_value"
    return fact(t("review.balance_of", year=str(of.year)), t(key, before=before, after=after))


def _holidays(found: Sequence[HolidayLine], t: Translator) -> str:
    names = t.holidays([each.name for each in found])
    lines = [_named(name, each.half, t) for name, each in zip(names, found, strict=True)]
    written, rest = lines[:_HOLIDAYS], len(lines) - _HOLIDAYS
    listed = t.plural("approval.names_more", rest, names=", ".join(written)) if rest > 0 else t.listed(written)
    return t.plural("review.holidays", len(lines), names=listed)


def _named(name: str, half: Literal["morning", "afternoon"] | None, t: Translator) -> str:
    match half:
        case "morning":
            return t("review.holiday_morning", name=name)
        case "afternoon":
            return t("review.holiday_afternoon", name=name)
    return name


def _warnings(view: ReviewView, t: Translator) -> Iterator[CardElement]:
    said = view.problem.key if view.problem else None
    if view.past:
        yield line(t("review.past"))
    no_time = view.idle or (view.amount is not None and view.amount.value == 0)
    if no_time and said != "form.no_working_time":
        yield line(t("form.no_working_time"))
    if view.balance and view.balance.after < 0:
        yield line(t("review.balance_short"))
    if view.overlaps:
        yield line(t("review.overlaps"))
        for overlap in view.overlaps[:5]:
            yield line(t("review.overlap", type=overlap.type_name, period=t.period(overlap.period)), space="Small")
    for covered in view.covers[:5]:
        yield line(t("review.covers", name=covered.name, period=t.period(covered.period)))


def _colleagues(away: int, view: ReviewView, t: Translator) -> str:
    if view.colleagues_unit:
        of = "review.of_department" if view.colleagues_kind == "department" else "review.of_team"
        unit = t(of, unit=view.colleagues_unit)
        return t.plural("review.colleagues", away, unit=unit) if away else t("review.colleagues_none", unit=unit)
    return t.plural("review.team", away) if away else t("review.team_none")


def _substitute(view: SubstituteView, period: Period, t: Translator) -> Iterator[CardElement]:
    if view.rule == "none":
        return
    required = view.rule == "required"
    yield find_one(
        "substitute",
        t("review.substitute"),
        DATASET,
        (view.value, view.chosen or view.value) if view.value else None,
        placeholder=t("review.substitute_placeholder" if required else "review.substitute_optional"),
        missing=t("review.substitute_required") if required else None,
    )
    # A search sends no data of its own, only inputs: these tell it the period.
    yield hidden("first_day", t("form.first_day"), period.first_day.isoformat())
    yield hidden("last_day", t("form.last_day"), (period.last_day or period.first_day).isoformat())


def _buttons(view: ReviewView, t: Translator) -> CardElement:
    # Once the picker is shown, it alone says who stands in: emptied, it must not be filled from the draft again.
    draft = view.draft if view.substitute.rule == "none" else view.draft.model_copy(update={"substitute": None})
    if draft.changes:
        data = {"errand_id": view.request_id, "draft": draft}
        return buttons(
            button(t("button.save_change"), SaveChange.model_validate(data), primary=not view.doubtful),
            button(t("button.back"), EditChange.model_validate(data), primary=view.doubtful),
            button(t("button.cancel"), OpenAbsence(absence_id=draft.changes)),
        )
    data = {"request_id": view.request_id, "draft": draft}
    return buttons(
        button(t("button.file"), FileRequest.model_validate(data), primary=not view.doubtful, inputs=True),
        button(t("button.back"), EditRequest.model_validate(data), primary=view.doubtful, inputs=True),
        button(t("button.cancel"), CancelRequest(request_id=view.request_id)),
    )


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
