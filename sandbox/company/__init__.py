"""An invented company: its people, units, calendars, absence types and absences.

Pure data, the same for the same day and seed; nobody in it exists.
"""

from sandbox.company.demo import demo_company
from sandbox.company.generated import generate
from sandbox.company.model import (
    Absence,
    Calendar,
    Category,
    Company,
    Employee,
    EmployeeStatus,
    Personas,
    Schedule,
    Status,
    SubstituteRule,
    Type,
    Unit,
    personas,
)

__all__ = [
    "Absence",
    "Calendar",
    "Category",
    "Company",
    "Employee",
    "EmployeeStatus",
    "Personas",
    "Schedule",
    "Status",
    "SubstituteRule",
    "Type",
    "Unit",
    "demo_company",
    "generate",
    "personas",
]
