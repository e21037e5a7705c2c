"""A company made of plain values, and the week that the cases play in: 23 November 2026 is a Monday."""

from datetime import date, datetime, time, timedelta

from bot.core.digest import DayIndex, Snapshot, build_digest
from bot.core.holiday_calendars import PACKAGE
from bot.core.schedule import days_ahead
from bot.core.subscriptions import Subscription
from personio_client import AbsencePeriod, AbsenceType, HolidayCalendar, Person, Unit, WorkSchedule

MON, TUE, WED, THU, FRI, SAT, SUN = (date(2026, 11, 23) + timedelta(days=n) for n in range(7))
NEXT_MON, NEXT_TUE = MON + timedelta(days=7), TUE + timedelta(days=7)

FULL = (480, 480, 480, 480, 480, 0, 0)
FRIDAY_OFF = (480, 480, 480, 480, 0, 0, 0)
WEDNESDAY_OFF = (480, 480, 0, 480, 480, 0, 0)
MORNINGS = (240, 240, 240, 240, 240, 0, 0)
TUE_TO_SAT = (0, 480, 480, 480, 480, 480, 0)
SHIFTS = (0,) * 7

NL = HolidayCalendar(id="1", name="Nederland", country="NL")
BAVARIA = HolidayCalendar(id="2", name="Bayern", country="DE", state="Bayern")
CATALONIA = HolidayCalendar(id="3", name="Cataluña", country="ES", state="Cataluña")

TYPES = {
    "vac": AbsenceType(id="vac", name="Verlof", category="paid_vacation"),
    "sick": AbsenceType(id="sick", name="Ziek", category="sick_leave"),
    "hour": AbsenceType(id="hour", name="Dokter", category="other", unit="hour"),
    "home": AbsenceType(id="home", name="Thuiswerken", category="offsite_work"),
    "homeh": AbsenceType(id="homeh", name="Elders", category="offsite_work", unit="hour"),
}


def person(person_id="1", first="Anna", last="Bakker", *, minutes=FULL, calendar=None, **values):
    schedule = None if minutes is None else WorkSchedule(minutes=minutes)
    base = {"status": "active", "hire_date": date(2019, 7, 1), "work_schedule": schedule, "holiday_calendar": calendar}
    for kind in ("department", "team", "office"):
        if isinstance(values.get(kind), tuple):
            values[kind] = Unit(id=values[kind][0], name=values[kind][1])
    return Person(id=person_id, first_name=first, last_name=last, **(base | values))


def absence(first, last, kind="vac", *, by="1", status="approved", **values):
    """``last`` None is an open end; ``at=(start, end)`` are clock times."""
    start, end = values.pop("at", (time.min, time.min))
    return AbsencePeriod(
        id=f"{by}-{first}-{kind}-{start}-{values}",
        person_id=by,
        type_id=kind,
        first_day=first,
        last_day=last,
        starts_at=datetime.combine(first, start),
        ends_at=None if last is None else datetime.combine(last, end),
        status=status,
        **values,
    )


def channel(**values):
    return Subscription(**({"id": "s1", "tenant_id": "t", "team_id": "team", "channel_id": "19:c"} | values))


def digest(day, people, absences=(), *, types=None, opted_out=frozenset(), calendars=PACKAGE, **values):
    snapshot = Snapshot(people, absences, TYPES if types is None else types)
    wanted = channel(**values)
    ahead = [DayIndex(snapshot, each, calendars) for each in days_ahead(wanted, day, calendars)]
    return build_digest(DayIndex(snapshot, day, calendars), wanted, opted_out=opted_out, ahead=ahead)
