"""One's own absences between a Personio and a Teams of their own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

import pytest

from sandbox.company import personas
from tests.support.stage import Open, Stage, open_stage, stage, words

__all__ = ["Open", "Stage", "add", "done", "filed", "find", "open_stage", "opened", "question", "stage", "words"]

DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04"}
SPACE = UUID("7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6c00")


@pytest.fixture(autouse=True)
def _limit(request: pytest.FixtureRequest) -> None:
    request.node.add_marker(pytest.mark.timeout(90))


async def filed(stage: Stage, days: dict[str, str] | None = None, **chosen: str) -> Any:
    """Request an absence in Teams and return it as Personio has it."""
    before = {a.id for a in stage.absences()}
    await stage.review(days or DAYS)
    await stage.press("Aanvragen", chosen)
    (absence,) = [a for a in stage.absences() if a.id not in before]
    return absence


def add(stage: Stage, first: str, last: str | None, *, status: str = "APPROVED", whose: Any = None, **more: Any) -> Any:
    """Enter an absence in Personio by hand."""
    model = stage.demo.company.absences[0]
    employee = whose or personas(stage.demo.company).employee
    return stage.demo.personio.add_absence(
        replace(
            model,
            id=str(uuid5(SPACE, f"{employee.id} {first} {last} {status}")),
            v1_id=900_000 + len(list(stage.demo.personio.absences)),
            employee_id=employee.id,
            type_id=more.pop("type_id", stage.demo.company.type_named("Vakantie").id),
            first_day=date.fromisoformat(first),
            last_day=date.fromisoformat(last) if last else None,
            status=status,
            from_midday=more.pop("from_midday", False),
            until_midday=False,
            start_time=None,
            end_time=None,
            comment=None,
            substitute_id=more.pop("substitute_id", None),
            **more,
        )
    )


def find(card: Any, verb: str, **data: str) -> Any:
    """Return the button with this verb and data."""
    match card:
        case {"type": "Action.Execute", "verb": v, "data": dict(carried)} if v == verb:
            return card if data.items() <= carried.items() else None
        case dict():
            found = (find(value, verb, **data) for key, value in card.items() if key != "fallback")
        case list():
            found = (find(value, verb, **data) for value in card)
        case _:
            return None
    return next((each for each in found if each), None)


async def opened(stage: Stage, absence: Any) -> Any:
    """Open an absence from the list; return its card."""
    await stage.say("mijn afwezigheden")
    button = find(stage.card(), "absences.open", absence_id=absence.id)
    assert button, json.dumps(stage.card())
    return (await stage.demo.teams.people.execute(stage.user, stage.last(), button)).card


async def question(stage: Stage, absence: Any) -> Any:
    """Get to the question whether to withdraw it."""
    await opened(stage, absence)
    return (await stage.press("Intrekken")).card


async def done(stage: Stage, said: str) -> None:
    """Wait until the newest card says that."""
    await stage.demo.teams.until(lambda: said in stage.words(), seconds=30)
