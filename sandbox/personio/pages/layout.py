"""What all pages share: frame, style, buttons, dates in words.

No script, no font or image from anywhere; colours follow the system.
"""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path

from sandbox.company import Absence, Employee
from sandbox.personio.world import World

WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
MONTHS = ("jan.", "feb.", "mrt.", "apr.", "mei", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec.")
STATUS = {
    "SUBSTITUTE_REQUESTED": "Wacht op vervanger",
    "PENDING": "Wacht op goedkeuring",
    "APPROVED": "Goedgekeurd",
    "REJECTED": "Afgewezen",
    "DELETION_PENDING": "Verwijdering aangevraagd",
}
BUTTONS = {
    "accept": ("Accepteren", "yes"),
    "decline": ("Weigeren", "no"),
    "approve": ("Goedkeuren", "yes"),
    "reject": ("Afwijzen", "no"),
    "request-deletion": ("Verwijdering aanvragen", "no"),
    "confirm-deletion": ("Verwijdering goedkeuren", "yes"),
    "refuse-deletion": ("Verwijdering weigeren", "no"),
}
EVENTS = {
    "SUBSTITUTE_REQUESTED": ("accept", "decline"),
    "PENDING": ("approve", "reject"),
    "DELETION_PENDING": ("confirm-deletion", "refuse-deletion"),
    "APPROVED": ("request-deletion",),
    "REJECTED": (),
}
STYLE = (Path(__file__).parent / "style.css").read_text()


def frame(world: World, title: str, body: str) -> str:
    """Return a whole page."""
    people = " ".join(
        f'<a href="/?person={number}">{escape(world.employees[number].first_name)}</a>'
        for number in world.company.persona_ids
    )
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        f"<title>{escape(title)} – Personio (sandbox)</title>"
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{STYLE}</style></head><body>'
        f"<header><strong>{escape(world.company.name)}</strong>"
        f'<nav aria-label="Taken van"><a href="/">Alle taken</a> {people}</nav></header>'
        f"<main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def day_text(day: date) -> str:
    """Return a day in Dutch, for example ``ma 23 nov. 2026``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def period_text(absence: Absence) -> str:
    """Return when an absence is, in Dutch."""
    first, last = day_text(absence.first_day), absence.last_day
    if absence.start_time and absence.end_time:
        return f"{first}, {absence.start_time:%H:%M}–{absence.end_time:%H:%M}"
    if absence.from_midday:
        first += " (vanaf de middag)"
    if last is None:
        return f"vanaf {first}"
    end = " (tot de middag)" if absence.until_midday else ""
    return first + end if last == absence.first_day else f"{first} t/m {day_text(last)}{end}"


def link(person: Employee | None) -> str:
    return f'<a href="/people/{person.id}">{escape(person.name)}</a>' if person else "niemand"


def buttons(world: World, absence: Absence, back: str) -> str:
    """Return the decisions that are open; each button says in full what it does."""
    who = world.employees[absence.employee_id].name
    forms = []
    for event in EVENTS[absence.status]:
        text, look = BUTTONS[event]
        label = escape(f"{text}: {who}, {period_text(absence)}")
        forms.append(
            f'<form method="post" action="/_sandbox/absences/{absence.id}/{event}">'
            f'<input type="hidden" name="back" value="{escape(back)}">'
            f'<button class="{look}" aria-label="{label}">{text}</button></form>'
        )
    return f'<div class="buttons">{"".join(forms)}</div>'


def row(world: World, absence: Absence, back: str, *, decide: bool) -> str:
    person, kind = world.employees[absence.employee_id], world.types[absence.type_id]
    when = f'<a href="/absences/{absence.id}">{escape(period_text(absence))}</a>'
    choices = buttons(world, absence, back) if decide else f'<span class="status">{STATUS[absence.status]}</span>'
    return f"<li><div><b>{escape(person.name)}</b><br>{when}<p>{escape(kind.name)}</p></div>{choices}</li>"


def listing(rows: list[str], empty: str) -> str:
    """Return a list, or one sentence where there is nothing."""
    return f"<ul>{''.join(rows)}</ul>" if rows else f"<p>{escape(empty)}</p>"
