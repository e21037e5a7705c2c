"""Open tasks: what substitutes and approvers have to decide.

A task belongs to one person: the substitute asked, else the supervisor.
"""

from __future__ import annotations

from sandbox.company import Absence, Employee, Status
from sandbox.personio.absence_store import order
from sandbox.personio.pages.layout import frame, listing, row
from sandbox.personio.world import World

MOST = 200  # a large company has more than a page can show
HEADINGS: dict[Status, str] = {
    "SUBSTITUTE_REQUESTED": "Vervangen",
    "PENDING": "Goedkeuren",
    "DELETION_PENDING": "Verwijderen",
}


def decider(world: World, absence: Absence) -> int | None:
    if absence.status == "SUBSTITUTE_REQUESTED":
        return absence.substitute_id
    return world.employees[absence.employee_id].supervisor_id


def tasks_page(world: World, person: Employee | None) -> str:
    """Return the page of open tasks, of one person or of all."""
    back = f"/?person={person.id}" if person else "/"
    parts = []
    for status, heading in HEADINGS.items():
        waiting = [one for one in world.absences.open(status) if person is None or decider(world, one) == person.id]
        rows = [row(world, absence, back, decide=True) for absence in sorted(waiting, key=order)[:MOST]]
        parts.append(f"<section><h2>{heading} ({len(waiting)})</h2>{listing(rows, 'Niets te doen.')}</section>")
    own = f'<p><a href="/people/{person.id}">Eigen afwezigheden</a></p>' if person else ""
    return frame(world, f"Taken van {person.name}" if person else "Alle taken", own + "".join(parts))
