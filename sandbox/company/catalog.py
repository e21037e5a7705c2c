"""What every invented company shares: absence types, work schedules, calendars and offices.

Ids never change, so that recorded answers and screenshots stay comparable.
"""

from __future__ import annotations

from uuid import uuid5

from sandbox.company.model import NAMESPACE, Calendar, Schedule, Type, Unit

TYPES: tuple[Type, ...] = tuple(
    Type(id=str(uuid5(NAMESPACE, f"type/{v1_id}")), v1_id=v1_id, name=name, category=category, unit=unit, **rules)  # type: ignore[arg-type]  # rules is a literal table
    for v1_id, name, category, unit, rules in (
        (1234, "Vakantie", "paid_vacation", "DAY", {"requires_substitute": "optional", "entitlement": 25.0}),
        (1235, "Ziek", "sick_leave", "DAY", {"approval_required": False, "certificate_required": True}),
        (1236, "Ouderschapsverlof", "maternity_parental_leave", "DAY", {"requires_substitute": "optional"}),
        (1237, "Bijzonder verlof", "other", "DAY", {"half_days_allowed": False}),
        (1238, "Onbetaald verlof", "unpaid_vacation", "DAY", {"requires_substitute": "required"}),
        (1239, "Thuiswerken", "offsite_work", "DAY", {"approval_required": False}),
        (1240, "Overuren opnemen", "other", "HOUR", {"half_days_allowed": False, "entitlement": 40.0}),
        (1241, "Zorgverlof", "family_care", "DAY", {}),
        (1242, "Dienstreis", "offsite_work", "DAY", {"valid_on_non_working_days": True, "approval_required": False}),
        (1243, "Artsbezoek", "sick_leave", "HOUR", {"half_days_allowed": False, "approval_required": False}),
    )
)
TYPE = {kind.name: kind for kind in TYPES}

FULL_TIME = Schedule(97, "Voltijd, 40 uur", (8, 8, 8, 8, 8, 0, 0))
FRIDAY_OFF = Schedule(98, "Deeltijd, vrijdag vrij", (8, 8, 8, 8, 0, 0, 0))
MORNINGS = Schedule(99, "Ochtenden, 20 uur", (4, 4, 4, 4, 4, 0, 0))
MON_WED = Schedule(100, "Maandag tot en met woensdag", (8, 8, 8, 0, 0, 0, 0))
WEDNESDAY_OFF = Schedule(101, "Deeltijd, woensdag vrij", (8, 8, 0, 8, 8, 0, 0))
GERMAN = Schedule(102, "Vollzeit, 38,5 Stunden", (8, 8, 8, 8, 6.5, 0, 0))
SATURDAY = Schedule(103, "Dinsdag tot en met zaterdag", (0, 8, 8, 8, 8, 8, 0))
SCHEDULES = (FULL_TIME, FRIDAY_OFF, MORNINGS, MON_WED, WEDNESDAY_OFF, GERMAN, SATURDAY)

NETHERLANDS = Calendar(1, "Nederland feestdagen", "NL")
BAVARIA = Calendar(2, "Deutschland (Bayern) Feiertage", "DE", "Bayern", "BY")
PORTUGAL = Calendar(3, "Portugal feriados", "PT")
CATALONIA = Calendar(4, "España (Cataluña) festivos", "ES", "Cataluña", "CT")
NO_CALENDAR = Calendar(0, "", "")
"""Of somebody to whom the company has given none."""

CALENDARS = (NETHERLANDS, BAVARIA, PORTUGAL, CATALONIA)

AMSTERDAM = Unit(131, "Amsterdam")
MUNICH = Unit(132, "München")
LISBON = Unit(133, "Lisboa")
ZONES = {1: "Europe/Amsterdam", 2: "Europe/Berlin", 3: "Europe/Lisbon", 4: "Europe/Madrid"}  # by calendar id
