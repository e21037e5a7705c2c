"""A person's page: who it is, and the person's absences.

Shows what the person would see of itself, nothing of others.
"""

from __future__ import annotations

from html import escape

from sandbox.company import Employee
from sandbox.personio.pages.layout import frame, link, listing, row
from sandbox.personio.world import World


def person_page(world: World, person: Employee, *, decide: bool = False) -> str:
    """Return the page of a person; ``decide``: with the buttons to decide about what is open."""
    above = world.employees.get(person.supervisor_id) if person.supervisor_id else None
    unit = f"{person.department.name}, {person.team.name}" if person.team else person.department.name
    facts = {
        "Functie": escape(person.position),
        "Afdeling": escape(unit),
        "Vestiging": escape(person.office.name),
        "E-mail": escape(person.email),
        "Werkschema": escape(person.schedule.name),
        "Leidinggevende": link(above),
        "Taken": f'<a href="/?person={person.id}">Taken van {escape(person.first_name)}</a>',
    }
    about = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts.items())
    absences = sorted(world.absences.of(person.id), key=lambda absence: absence.first_day, reverse=True)
    rows = [row(world, absence, f"/people/{person.id}", decide=decide) for absence in absences]
    body = f"<dl>{about}</dl><section><h2>Afwezigheden</h2>{listing(rows, 'Geen afwezigheden.')}</section>"
    return frame(world, person.name, body)
