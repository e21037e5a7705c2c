"""Somebody is ill and nobody knows until when: away for everybody who looks, however Personio filters its lists."""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sandbox.company import personas
from sandbox.company.model import Absence
from sandbox.personio.behaviour import Switches
from tests.integration.requests.test_substitute import names
from tests.support.office import OpenOffice, open_office
from tests.support.stage import Open

__all__ = ["open_office"]

DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04"}
SINCE = date(2026, 10, 5)
FILTERS = [Switches(open_end_filter="excluded"), Switches(open_end_filter="included")]


def falls_ill(stage: Any, person: Any) -> None:
    """Let somebody be ill for weeks already, without an end."""
    ill = next(kind for kind in stage.demo.company.types if "ziek" in kind.name.casefold())
    then = datetime(2026, 10, 5, 8, tzinfo=UTC)
    stage.demo.personio.add_absence(
        Absence(
            id="5f0c1c0e-0000-4000-8000-000000000001", v1_id=990001, employee_id=person.id, type_id=ill.id,
            first_day=SINCE, last_day=None, status="APPROVED", created_at=then, updated_at=then,
        )
    )  # fmt: skip


@pytest.mark.parametrize("switches", FILTERS, ids=lambda each: each.open_end_filter)
async def test_a_colleague_of_the_team_counts_in_the_review(open_stage: Open, switches: Switches) -> None:
    stage = await open_stage(switches=switches)
    for each in [e for e in stage.demo.company.employees if e.team == stage.person.team and e.id != stage.person.id]:
        for known in [a for a in stage.demo.personio.absences if a.employee_id == each.id]:
            stage.demo.personio.world.absences.remove(known.id)
    colleague = next(
        e for e in stage.demo.company.employees
        if e.team == stage.person.team and e.id != stage.person.id and e.status == "active"
    )  # fmt: skip
    falls_ill(stage, colleague)
    await stage.review(DAYS)
    assert re.search(r"\b1 collega van je team \(\w+\) is dan ook weg", stage.words())


@pytest.mark.parametrize("switches", FILTERS, ids=lambda each: each.open_end_filter)
async def test_a_substitute_is_shown_as_away(open_stage: Open, switches: Switches) -> None:
    stage = await open_stage(switches=switches)
    substitute = personas(stage.demo.company).substitute
    falls_ill(stage, substitute)
    await stage.review(DAYS)
    assert f"{substitute.name} (dan afwezig)" in await names(stage, substitute.name, **DAYS)


@pytest.mark.parametrize("switches", FILTERS, ids=lambda each: each.open_end_filter)
async def test_an_illness_of_ones_own_is_an_overlap(open_stage: Open, switches: Switches) -> None:
    stage = await open_stage(switches=switches)
    falls_ill(stage, stage.person)
    await stage.review(DAYS)
    assert "je bent in deze periode al afwezig" in stage.words()


@pytest.mark.parametrize("switches", FILTERS, ids=lambda each: each.open_end_filter)
async def test_a_colleague_of_the_team_is_named_on_the_approvers_card(
    open_office: OpenOffice, switches: Switches
) -> None:
    office = await open_office("employee", "approver", switches=switches)
    stage, approver = office.stage, office.people.approver
    colleague = next(
        e for e in stage.demo.company.employees
        if e.supervisor_id == approver.id and e.id != stage.person.id and e.status == "active"
        and e.team == stage.person.team
    )  # fmt: skip
    for known in [a for a in stage.demo.personio.absences if a.employee_id == colleague.id]:
        stage.demo.personio.world.absences.remove(known.id)
    falls_ill(stage, colleague)
    await office.request(substitute=False, days=DAYS)
    assert colleague.name in await office.until("approver", "dan ook weg")


READERS = {"bot/services/personio_cache.py", "bot/services/open_ended_absences.py"}
"""Who reads absences of everybody. A second reader would know less: those without an end, doubts, what is kept."""

ITS_OWN = {"bot/cli/diagnostics/probes.py"}  # looks whether they may be read at all


def test_nobody_else_reads_who_is_away() -> None:
    found = []
    for path in Path("bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            named = {each.arg for each in node.keywords}
            reads = node.func.attr == "open_ended_absences" or (
                node.func.attr == "absences" and named and not named & {"person_id", "updated_since"}
            )
            if reads and path.as_posix() not in READERS | ITS_OWN:
                found.append(f"{path}:{node.lineno}")
    assert found == []
