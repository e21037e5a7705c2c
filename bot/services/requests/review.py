"""What the cards of a request need to know, read side by side and within the time a press may take.

What is nice to know (balance, colleagues, overlaps) may be missing and never stops a request.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Literal, TypeVar
from uuid import UUID

from bot.core.absence_request import RequestedAbsence, period
from bot.core.holiday_calendars import HolidayCalendars
from bot.core.name_search import label
from bot.core.people import span, times_away, working_time
from bot.core.records import AbsenceRequest
from bot.core.type_rules import SubstituteRule, TypeRule
from bot.core.working_time import DayOff, Return, Span, WorkingTime, days, hours, return_day, working_days
from bot.services.context import Services, Turn
from bot.services.deadline import optional
from bot.services.requests.covers import Availability, availability, covers
from bot.services.type_rules import type_rules
from cards.actions import Draft
from cards.i18n import Translator
from cards.request import (
    Amount,
    BalanceLine,
    Covered,
    HolidayLine,
    Overlap,
    Problem,
    ReviewView,
    SubstituteView,
    TypeOption,
)
from personio_client import AbsencePeriod, AbsenceType, Person

_FOLLOWING = timedelta(days=60)  # how far behind a request another absence may follow on

T = TypeVar("T")


def type_options(types: dict[str, AbsenceType]) -> list[TypeOption]:
    """Return the types to choose from, in Personio's order."""
    return [
        TypeOption(kind.id, kind.name or kind.id, "hour" if kind.unit == "hour" else "day") for kind in types.values()
    ]


def amount(requested_absence: RequestedAbsence, work: WorkingTime) -> Amount | None:
    """Return how much a request takes: working days, or hours; None where shifts decide."""
    value = (
        hours(requested_absence.span)
        if requested_absence.unit == "hour"
        else working_days(requested_absence.span, work)
    )
    return None if value is None else Amount(value, requested_absence.unit)


async def from_its_end(services: Services, requested_absence: RequestedAbsence, person: Person) -> list[AbsencePeriod]:
    """Return the person's absences from the last day on, its own among them; none where they are not known."""
    first, last = requested_absence.last_day, requested_absence.last_day + _FOLLOWING
    question = ("own absences", person.id, first, last)
    return await _optional(services.recent_reads.read(question, lambda: _own(services, person, first, last))) or []


async def back(
    services: Services, requested_absence: RequestedAbsence, person: Person, own: Iterable[AbsencePeriod]
) -> Return | None:
    """Return when the person works again after the request.

    Absences in ``own`` that follow on it count as absence. None where no such time is found.
    """
    types = await services.directory.types()
    work = working_time(person, services.directory.holidays)
    return return_day(requested_absence.span, work, times_away(own, types))


def back_at(when: Span, returns: Return | None) -> time | None:
    """Return at what time of day work begins again after hours, where it is on the day they end."""
    same_day = returns is not None and not returns.at_noon and returns.day == when.last_day
    return when.last_time if same_day and when.last_time != time.min else None


async def review(
    turn: Turn,
    requested_absence: RequestedAbsence,
    draft: Draft,
    person: Person,
    *,
    request_id: UUID,
    problem: Problem | None = None,
    instead_of: Span | None = None,
    rules: Mapping[str, TypeRule] | None = None,
) -> ReviewView:
    """Gather everything that the employee checks before asking. Raises PersonioError where types cannot be read.

    ``instead_of``: when the absence is that is to be changed; the balance has it deducted already.
    ``rules``: of the types, where the turn has read them already.
    """
    services, first, last = turn.services, requested_absence.first_day, requested_absence.last_day
    types, people = await asyncio.gather(services.directory.types(), services.directory.people())
    own, away, left, promised = await asyncio.gather(
        _optional(_own(services, person, first, last + _FOLLOWING)),
        _optional(services.directory.away(first, last)),
        _optional(services.directory.balance(person.id, requested_absence.type_id)),
        _optional(covers(services, requested_absence.span)),
    )
    if rules is None:
        rules = await type_rules(services)
    work = working_time(person, services.directory.holidays)
    how_much = amount(requested_absence, work)
    returns = return_day(requested_absence.span, work, times_away(own or (), types))
    kind, unit, colleagues = _direct_colleagues(person, people.by_id.values())
    substitute = people.by_id.get(draft.substitute or "")
    idle = not any(work.works(day) for day in days(first, last)) or (how_much is not None and not how_much.value)
    if problem is None and idle:
        problem = Problem("form.no_working_time")
    return ReviewView(
        request_id=request_id,
        draft=draft,
        type_name=requested_absence.type_name,
        period=requested_absence.period,
        amount=how_much,
        back_on=returns.day if returns else None,
        back_at_noon=bool(returns and returns.at_noon),
        back_at=back_at(requested_absence.span, returns),
        balance=_balance(left, requested_absence.span, work, turn.today, instead_of),
        overlaps=[
            _overlap(p, types)
            for p in own or ()
            if p.id != draft.changes and span(p, types.get(p.type_id or "")).overlaps(requested_absence.span)
        ],
        covers=[
            Covered(label(people.by_id[each.person_id], people.by_id.values()), period(each.span))
            for each in promised or ()
            if each.substitute_id == person.id and each.person_id in people.by_id
        ],
        colleagues_away=None
        if away is None or unit is None
        else len(_away_during(away, types, requested_absence.span) & colleagues),
        colleagues_unit=unit,
        colleagues_kind=kind,
        substitute=SubstituteView(
            rule=substitute_rule(rules.get(requested_absence.type_id)),
            value=substitute.id if substitute else None,
            chosen=label(substitute, people.by_id.values()) if substitute else None,
        ),
        comment=requested_absence.comment,
        problem=problem,
        past=first < turn.today,
        idle=idle,
        certificate=bool((rule := rules.get(requested_absence.type_id)) and rule.certificate),
        holidays=_holidays(services.directory.holidays, person, requested_absence.span, work, turn.t),
    )


async def comment_in_personio(services: Services, request: AbsenceRequest) -> str | None:
    """Return the comment of a filed request, which is kept in Personio alone; None where it cannot be read in time."""
    if request.personio_id is None:
        return None
    found = await _optional(services.personio.absence(request.personio_id))
    return found.comment if found and found.person_id == request.person_id else None


def substitute_rule(rule: TypeRule | None) -> SubstituteRule:
    """Return whether a substitute is asked for a type: optional until it is known better."""
    return (rule.substitute if rule else None) or "optional"


async def available(services: Services, during: Span) -> Availability | None:
    """Return who is not there during a span; None where that cannot be read in time."""
    return await _optional(availability(services, during))


def _away_during(away: list[AbsencePeriod], types: dict[str, AbsenceType], when: Span) -> set[str]:
    return {p.person_id for p in away if p.person_id and span(p, types.get(p.type_id or "")).overlaps(when)}


def _direct_colleagues(
    person: Person, everybody: Iterable[Person]
) -> tuple[Literal["team", "department"], str | None, set[str]]:
    """Return the team (else the department) with its name and the ids of the others in it."""
    people = list(everybody)
    units: tuple[Literal["team", "department"], ...] = ("team", "department")
    for unit in units:
        mine = getattr(person, unit)
        if mine is not None:
            others = {p.id for p in people if p.id != person.id and (u := getattr(p, unit)) and u.id == mine.id}
            return unit, mine.name, others
    return "team", None, set()


def _balance(
    left: Decimal | None, when: Span, work: WorkingTime, today: date, instead_of: Span | None
) -> BalanceLine | None:
    """Return what is left of this year's balance before and after; a balance is of the year that runs."""
    taken, back = in_year(when, today.year, work), in_year(instead_of, today.year, work) if instead_of else Decimal(0)
    if left is None or taken is None or back is None:
        return None
    years = {when.first_day.year, (when.last_day or when.first_day).year}
    year = None if years == {today.year} else today.year
    unit: Literal["day", "hour"] = "hour" if when.in_hours else "day"
    return BalanceLine(left, left + back - taken, unit, year=year, elsewhere=today.year not in years)


def in_year(when: Span, year: int, work: WorkingTime) -> Decimal | None:
    """Return how much of an absence is in a year: working days or hours; None where that is not known."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if when.last_day is None or when.first_day > last or when.last_day < first:
        return None if when.last_day is None else Decimal(0)
    if when.in_hours:
        return hours(when) if first <= when.first_day and when.last_day <= last else None
    inside = replace(
        when,
        first_day=max(first, when.first_day),
        last_day=min(last, when.last_day),
        first_half=when.first_half and when.first_day >= first,
        last_half=when.last_half and when.last_day <= last,
    )
    return working_days(inside, work)


_HALVES: dict[DayOff, Literal["morning", "afternoon"]] = {DayOff.MORNING: "morning", DayOff.AFTERNOON: "afternoon"}


def _holidays(
    calendars: HolidayCalendars, person: Person, when: Span, work: WorkingTime, t: Translator
) -> list[HolidayLine]:
    """Return the holidays in a period that would be working days, each name once; without a name, the day."""
    found: dict[HolidayLine, None] = {}
    for day in days(when.first_day, when.last_day or when.first_day):
        free = work.holidays(day) if work.minutes[day.weekday()] else DayOff.NONE
        if free is not DayOff.NONE:
            found[HolidayLine(calendars.name(person, day, t.language) or t.day(day), _HALVES.get(free))] = None
    return list(found)


def _overlap(found: AbsencePeriod, types: dict[str, AbsenceType]) -> Overlap:
    kind = types.get(found.type_id or "")
    return Overlap(type_name=(kind.name if kind else None) or "", period=period(span(found, kind)))


async def _own(services: Services, person: Person, first: date, last: date) -> list[AbsencePeriod]:
    return await services.directory.own_absences(person.id, first, last)


async def _optional(asked: Awaitable[T]) -> T | None:
    return await optional(asked, "request.not_known")
