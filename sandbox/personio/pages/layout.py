"""What all pages share: frame, style, buttons, dates in words.

Rule: no script, no font or image from anywhere; colours follow the system.
"""

from __future__ import annotations

from datetime import date
from html import escape

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
STYLE = """
:root{color-scheme:light dark;--ground:#f6f5f2;--card:#fff;--ink:#1f2328;--soft:#5b6169;--line:#dcdad4;--yes:#1a6b45;--on:#fff;
--no:#a3312a;--link:#1d5fa8}
@media(prefers-color-scheme:dark){:root{--ground:#16181b;--card:#202327;--ink:#eceae6;--soft:#a7adb5;--line:#363b41;
--yes:#7fd1a5;--on:#10231a;--no:#f2a09a;--link:#8ebdf2}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
header,main{max-width:56rem;margin:0 auto;padding:1rem}header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:baseline}
header strong{font-size:1.1rem}nav{display:flex;flex-wrap:wrap;gap:.25rem .9rem}a{color:var(--link)}
h1{font-size:1.5rem;margin:.2rem 0 .6rem}h2{font-size:1.1rem;margin:1.6rem 0 .5rem}p,dd{color:var(--soft);margin:.2rem 0}
ul{list-style:none;margin:0;padding:0;display:grid;gap:.7rem}
li,dl{background:var(--card);border:1px solid var(--line);border-radius:.7rem;padding:.9rem 1rem}
li{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:center;justify-content:space-between}li>div:first-child{flex:1 1 16rem}
dl{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.4rem 1rem;margin:0}dt{font-weight:600}dd{margin:0;color:inherit}
.buttons{display:flex;flex-wrap:wrap;gap:.5rem}form{margin:0}
button{font:inherit;min-height:2.75rem;padding:.4rem 1rem;border-radius:.5rem;border:1.5px solid var(--no);background:transparent;
color:var(--no);cursor:pointer}button.yes{background:var(--yes);border-color:var(--yes);color:var(--on)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.status{border:1px solid var(--line);border-radius:1rem;padding:.1rem .6rem;font-size:.85rem;white-space:nowrap}
"""


def frame(world: World, title: str, body: str) -> str:
    """Return a whole page. Pure."""
    people = " ".join(
        f'<a href="/?person={number}">{escape(world.employees[number].first_name)}</a>'
        for number in world.company.persona_ids
    )
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{escape(title)} – Personio (sandbox)</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{STYLE}</style></head><body>'
        f"<header><strong>{escape(world.company.name)}</strong>"
        f'<nav aria-label="Taken van"><a href="/">Alle taken</a> {people}</nav></header>'
        f"<main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def day_text(day: date) -> str:
    """Return a day in Dutch, for example ``ma 23 nov. 2026``. Pure."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def period_text(absence: Absence) -> str:
    """Return when an absence is, in Dutch. Pure."""
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
    """Return a link to a person. Pure."""
    return f'<a href="/people/{person.id}">{escape(person.name)}</a>' if person else "niemand"


def buttons(world: World, absence: Absence, back: str) -> str:
    """Return the decisions that are open; each button says in full what it does. Pure."""
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
    """Return one absence as a line of a list. Pure."""
    person, kind = world.employees[absence.employee_id], world.types[absence.type_id]
    when = f'<a href="/absences/{absence.id}">{escape(period_text(absence))}</a>'
    choices = buttons(world, absence, back) if decide else f'<span class="status">{STATUS[absence.status]}</span>'
    return f"<li><div><b>{escape(person.name)}</b><br>{when}<p>{escape(kind.name)}</p></div>{choices}</li>"


def listing(rows: list[str], empty: str) -> str:
    """Return a list, or one sentence where there is nothing. Pure."""
    return f"<ul>{''.join(rows)}</ul>" if rows else f"<p>{escape(empty)}</p>"
