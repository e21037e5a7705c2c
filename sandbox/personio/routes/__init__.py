"""Every address the sandbox answers.

One file per area; a route reads, asks the workflow, and shows.
"""

from aiohttp import web

from sandbox.personio.routes import (
    absence_periods,
    absence_types,
    auth,
    control,
    failures,
    holidays,
    organisation,
    pages,
    persons,
    v1_balance,
    v1_employees,
    v1_time_offs,
    webhooks,
)

ROUTES: list[web.AbstractRouteDef] = [
    *auth.ROUTES,
    *absence_types.ROUTES,
    *absence_periods.ROUTES,
    *holidays.ROUTES,
    *persons.ROUTES,
    *organisation.ROUTES,
    *webhooks.ROUTES,
    *v1_employees.ROUTES,
    *v1_balance.ROUTES,
    *v1_time_offs.ROUTES,
    *control.ROUTES,
    *failures.ROUTES,
    *pages.ROUTES,
]
