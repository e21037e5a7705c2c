"""Our bot, started as an operator starts it, against the sandbox Personio.

Rule: what is pressed is read from the cards that the bot sent, as Teams would; only the request id and the days are
varied, so that every press is somebody's own new request.
"""

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp

from benchmarks import process
from benchmarks.activities import PEOPLE, SEATS, TENANTS
from benchmarks.environment import ROOT, our_python
from benchmarks.stage import Contestant, Stage, UnfitError, Workload, running

ASK = "afwezigheid aanvragen"
WORKING_DAYS = 350  # from half a year ahead on, still within the two years that a request may be away
QUOTA = 10_000  # calls a second for each endpoint; with Personio's own 10 one would measure the quota


def missing() -> str | None:
    """Return what has to exist before our bot can be measured, or None."""
    return next((f"{name} is missing" for name in ("app.py", "sandbox/personio") if not (ROOT / name).exists()), None)


def emails() -> list[str]:
    """Return the e-mail addresses of employees of the demo company, one per seat."""
    from sandbox.company import demo_company  # not needed to measure the others

    people = demo_company(_today()).employees
    return [person.email for person in people if person.status == "active" and person.email][:SEATS]


@contextlib.asynccontextmanager
async def personio(folder: Path) -> AsyncIterator[dict[str, str]]:
    """Run the sandbox Personio, and yield our bot's settings."""
    port, (_, others) = process.free_port(), process.cores()
    command = [sys.executable, "-m", "sandbox.personio", "--port", str(port)]
    async with running(process.start(command, env={}, cwd=ROOT, log=folder / "personio.log", on=others)) as program:
        address = f"http://127.0.0.1:{port}"
        await _listening(port, program)
        async with aiohttp.ClientSession() as session:
            await session.patch(f"{address}/_sandbox/switches", json={"burst": QUOTA}, raise_for_status=True)
        yield {
            "PERSONIO_BASE_URL": address,
            "PERSONIO_CLIENT_ID": "demo-client",
            "PERSONIO_CLIENT_SECRET": "demo-secret",
            "DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
        }


async def _listening(port: int, program: process.Program) -> None:
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            if not program.alive():
                break
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise UnfitError(f"the sandbox Personio did not start\n{program.last_words()}")


async def _asked(stage: Stage, numbers: Sequence[int]) -> list[bytes]:
    return [stage.wire.message(number, ASK) for number in numbers]


async def _reviewed(stage: Stage, numbers: Sequence[int]) -> list[bytes]:
    data = await _form(stage)
    return [
        stage.wire.press(number, "request.review", {**data, "request_id": str(uuid4()), **_days(number)})
        for number in numbers
    ]


async def _went_back(stage: Stage, numbers: Sequence[int]) -> list[bytes]:
    return _vary(stage, numbers, "request.edit", await _review(stage))


async def _went_back_alone(stage: Stage, numbers: Sequence[int]) -> list[bytes]:
    return _vary(stage, numbers, "request.edit", await _review(stage), in_message=False)


async def _filed(stage: Stage, numbers: Sequence[int]) -> list[bytes]:
    return _vary(stage, numbers, "request.file", await _review(stage))


def _vary(stage: Stage, numbers: Sequence[int], verb: str, review: Any, *, in_message: bool = True) -> list[bytes]:
    """Press a button of the review card as many people, each with their own request and day."""
    data = _button(review, verb)
    return [
        stage.wire.press(
            number,
            verb,
            {**data, "request_id": str(uuid4()), "draft": {**data["draft"], **_days(number)}},
            in_message=in_message,
        )
        for number in numbers
    ]


async def _review(stage: Stage) -> Any:
    """Ask for a review card and return it."""
    [body] = await _reviewed(stage, [next(stage.numbers)])
    _, answer = await stage.post(body)
    return json.loads(answer)


async def _form(stage: Stage) -> dict[str, Any]:
    """Ask for a form and return what its *Volgende stap* sends when nothing is changed."""
    number = next(stage.numbers)
    await stage.post(stage.wire.message(number, ASK))
    form = json.loads(await stage.message(number))
    return _button(form, "request.review") | dict(_typed(form))


def _button(card: Any, verb: str) -> dict[str, Any]:
    """Return the data of the card's button with this verb. Raises UnfitError where it has none."""
    for part in _parts(card):
        data = part.get("data")
        if (
            part.get("type") == "Action.Execute"
            and isinstance(data, dict)
            and verb in (part.get("verb"), data.get("verb"))
        ):
            return data
    raise UnfitError(f"no button {verb} in {json.dumps(card)[:2000]}")


def _typed(card: Any) -> Iterator[tuple[str, str]]:
    """Yield the card's inputs as Teams sends them: id and value, the first choice where nothing is chosen."""
    for part in _parts(card):
        if str(part.get("type")).startswith("Input."):
            choices = part.get("choices") or [{}]
            value = part.get("value") or choices[0].get("value")
            if value:
                yield str(part["id"]), str(value)


def _parts(card: Any) -> Iterator[dict[str, Any]]:
    if isinstance(card, dict):
        yield card
    for value in card.values() if isinstance(card, dict) else card if isinstance(card, list) else ():
        yield from _parts(value)


def _days(number: int) -> dict[str, str]:
    """Return one working day, from half a year ahead on; nobody in that seat asks for it again for long."""
    lap, place = divmod(number, len(PEOPLE))
    weeks, weekday = divmod((place % TENANTS + TENANTS * lap) % WORKING_DAYS, 5)
    monday = _today() + timedelta(days=182 - _today().weekday())
    day = (monday + timedelta(weeks=weeks, days=weekday)).isoformat()
    return {"first_day": day, "last_day": day}


def _today() -> date:
    return datetime.now(UTC).date()


OURS = Contestant(
    name="ours",
    title="**Personio for Teams** (this bot)",
    workloads=(
        Workload("message", _asked, posts=b"request.review"),
        Workload("card action", _went_back, expects=b"request.review"),
        Workload("card action, answer alone", _went_back_alone, expects=b"request.review"),
        Workload("review", _reviewed, expects=b"request.file", share=0.1),
        Workload("filing", _filed, expects=b"request.refresh", share=0.25),
    ),
    command=lambda: [str(our_python()), str(ROOT / "app.py")],  # not run from there: a .env would be read
    missing=missing,
    emails=emails,
    surroundings=personio,
)
