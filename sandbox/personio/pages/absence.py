"""An absence's page: what, when, how it stands, and what can be decided.

An absence that was deleted still has a page that says so.
"""

from __future__ import annotations

from html import escape

from sandbox.personio.daily_amounts import days_of
from sandbox.personio.pages.layout import STATUS, buttons, frame, link, period_text
from sandbox.personio.world import World


def absence_page(world: World, absence_id: str) -> str:
    """Return the page of an absence."""
    past = "".join(f"<li>{escape(at)} {escape(what)}</li>" for at, what in world.history.get(absence_id, []))
    story = f"<section><h2>Verloop</h2><ul>{past}</ul></section>" if past else ""
    absence = world.absences.get(absence_id)
    if absence is None:
        return frame(world, "Afwezigheid verwijderd", f"<p>Deze afwezigheid bestaat niet meer.</p>{story}")
    kind = world.types[absence.type_id]
    total = sum(value for _, value in days_of(world, absence))
    substitute = world.employees.get(absence.substitute_id) if absence.substitute_id else None
    amount = f"{total:g} {'uur' if kind.unit == 'HOUR' else 'dag' if total == 1 else 'dagen'}".replace(".", ",")
    facts = {
        "Wie": link(world.employees[absence.employee_id]),
        "Wanneer": escape(period_text(absence)),
        "Duur": amount + ("" if absence.last_day else " tot nu toe"),
        "Type": escape(kind.name),
        "Status": f'<span class="status">{STATUS[absence.status]}</span>',
        "Vervanger": link(substitute),
        "Opmerking": escape(absence.comment or "–"),
    }
    about = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts.items())
    choices = buttons(world, absence, f"/absences/{absence.id}")
    return frame(world, "Afwezigheid", f"<dl>{about}</dl><section><h2>Beslissen</h2>{choices}</section>{story}")
