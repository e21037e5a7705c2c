"""The daily update's own figures: ``python -m benchmarks.digests`` (the second half of ``make bench``).

Rule: each size is built in a process of its own, so that its peak memory is its own; CPU seconds, not the clock's,
because the machine may have other work. Personio's calls are counted by the sandbox, over HTTP.
"""

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from benchmarks import delivery, importing, report
from benchmarks.environment import ROOT
from bot.core.digest import DayIndex, Snapshot, build_digest
from bot.core.subscriptions import Subscription, UnitRef
from bot.services.digests import update_of
from bot.services.personio_cache import Directory
from cards.digest import digest_card
from cards.i18n import translator
from personio_client import AbsencePeriod, AbsenceType, HolidayCalendar, Person, PersonioClient, Unit, WorkSchedule
from sandbox.company import Absence, Company, Employee, generate
from sandbox.personio import PersonioSandbox

SIZES = ((10_000, 1_000), (20_000, 2_000), (100_000, 1_000), (10_000, 10_000), (100_000, 10_000))
CALLS_FOR = (10, 100, 1_000)  # channels
PEOPLE_CALLED = 1_000
DAY = date(2026, 11, 24)  # a Tuesday
QUOTA = 10_000


def channels(count: int, company: Company) -> list[Subscription]:
    """Return channels of one team each, and every tenth of a whole department."""
    teams = list(dict.fromkeys(e.team.id for e in company.employees if e.team))
    departments = list(dict.fromkeys(e.department.id for e in company.employees))
    return [
        Subscription(
            id=f"s{n}", tenant_id="t", team_id="19:t", channel_id=f"19:{n}", language="nl", empty="post", holidays="NL",
            units=(UnitRef("department", id=str(departments[n % len(departments)])),)
            if n % 10 == 0 else (UnitRef("team", id=str(teams[n % len(teams)])),),
        )
        for n in range(count)
    ]  # fmt: skip


def snapshot(company: Company) -> Snapshot:
    """Return what reading Personio would give, without reading it: only the building is measured."""
    shared: dict[Any, Any] = {}  # as few units, schedules and calendars as there are
    types = {kind.id: AbsenceType(id=kind.id, name=kind.name, category=kind.category) for kind in company.types}
    absences = [_period(absence) for absence in company.absences]
    return Snapshot([_person(each, shared) for each in company.employees], absences, types)


def _person(e: Employee, shared: dict[Any, Any]) -> Person:
    def unit(of: Any) -> Unit | None:
        return shared.setdefault((of.id, of.name), Unit(id=str(of.id), name=of.name)) if of else None

    minutes = tuple(round(hours * 60) for hours in e.schedule.hours)
    c = e.calendar
    calendar = HolidayCalendar(id=str(c.id), name=c.name, country=c.country, state=c.state)
    return Person(
        id=str(e.id), first_name=e.first_name, last_name=e.last_name, email=e.email, status=e.status,
        position=e.position, hire_date=e.hire_date, termination_date=e.termination_date, birthday=e.birthday,
        office=unit(e.office), department=unit(e.department), team=unit(e.team), created_at=e.created_at,
        holiday_calendar=shared.setdefault(c, calendar),
        work_schedule=shared.setdefault(e.schedule, WorkSchedule(minutes=minutes)),
    )  # fmt: skip


def _period(a: Absence) -> AbsencePeriod:
    last = a.last_day
    return AbsencePeriod(
        id=a.id, person_id=str(a.employee_id), type_id=a.type_id, first_day=a.first_day, last_day=last,
        starts_at=datetime.combine(a.first_day, datetime.min.time()),
        ends_at=datetime.combine(last, datetime.min.time()) if last else None,
        status=a.status.lower(), first_half=a.from_midday, last_half=a.until_midday,
    )  # fmt: skip


def build(people: int, count: int) -> dict[str, float]:
    """Build a day for so many people and channels, in this process; return CPU seconds and memory in MB."""
    company = generate(people, DAY)
    wanted = channels(count, company)
    read = snapshot(company)
    del company
    warm = DayIndex(Snapshot(list(read.people)[:200], read.absences, read.types), DAY)
    for each in wanted[:20]:
        digest_card(build_digest(warm, each), translator("nl"))  # holidays, catalogs: once in a process's life
    del warm
    before = _peak()
    began = time.process_time()
    index = DayIndex(read, DAY)
    indexed = time.process_time()
    views = [build_digest(index, each) for each in wanted]
    built = time.process_time()
    after = _peak()
    shown = sum(len(json.dumps(digest_card(view, translator("nl")).content)) for view in views)
    drawn = time.process_time()
    return {
        "people": people, "channels": count, "index": indexed - began, "digests": built - indexed,
        "cards": drawn - built, "absent": sum(len(view.absent) for view in views), "kilobytes": shown / 1000,
        "snapshot": before, "peak": after,
    }  # fmt: skip


def _peak() -> float:
    """Return the most memory that this process has ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def measured(sizes: Sequence[tuple[int, int]]) -> Iterator[dict[str, float]]:
    """Yield the figures of each size, from a process of its own."""
    for people, count in sizes:
        command = [sys.executable, "-m", "benchmarks.digests", "--one", str(people), str(count)]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        yield json.loads(done.stdout)


async def calls(counts: Sequence[int]) -> list[tuple[int, int]]:
    """Return the calls that Personio gets for a day's updates of so many channels, counted by the sandbox."""
    now = datetime(DAY.year, DAY.month, DAY.day, 8, tzinfo=UTC)
    found = []
    async with PersonioSandbox(generate(PEOPLE_CALLED, DAY), now=lambda: now) as sandbox:
        sandbox.switches = sandbox.switches.changed(burst=QUOTA)
        for count in counts:
            async with PersonioClient("demo-client", "demo-secret", base_url=sandbox.url) as personio:
                directory = Directory(personio, now=lambda: now)
                store = SimpleNamespace(opt_outs=_Nobody())
                services: Any = SimpleNamespace(directory=directory, personio=personio, clock=lambda: now, store=store)
                seen = len(sandbox.world.requests)
                wanted = channels(count, sandbox.company)
                await asyncio.gather(*(update_of(services, each, DAY) for each in wanted))
                found.append((count, len(sandbox.world.requests) - seen))
                await directory.close()
    return found


class _Nobody:
    """Has opted out."""

    async def of_tenant(self, _tenant: str) -> frozenset[str]:
        return frozenset()


def tables(rows: Sequence[dict[str, float]], counted: Sequence[tuple[int, int]]) -> str:
    """Return both tables as Markdown. Pure."""
    head = [
        "people",
        "channels",
        "index, CPU s",
        "all digests, CPU s",
        "all cards, CPU s",
        "µs per person",
        "µs per channel (digest)",
        "people read, MB",
        "peak, MB",
    ]
    cells = [
        [
            f"{row['people']:,.0f}", f"{row['channels']:,.0f}", f"{row['index']:.2f}", f"{row['digests']:.2f}",
            f"{row['cards']:.2f}", f"{row['index'] / row['people'] * 1e6:.0f}",
            f"{row['digests'] / row['channels'] * 1e6:.0f}", f"{row['snapshot']:.0f}", f"{row['peak']:.0f}",
        ]
        for row in rows
    ]  # fmt: skip
    asked = report.table(["channels", f"Personio calls for the day ({PEOPLE_CALLED:,} people)"], [
        [f"{count:,}", str(number)] for count, number in counted
    ])  # fmt: skip
    return f"{report.table(head, cells)}\n\n{asked}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.digests", description=__doc__)
    parser.add_argument("--one", nargs=2, type=int, metavar=("PEOPLE", "CHANNELS"), help="one size, as JSON")
    parser.add_argument("--quick", action="store_true", help="a tenth of everything, printed only")
    parser.add_argument("--rounds", type=int, default=3, help="of the delivery, whose figures need the clock")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(build(*options.one)))
        return
    heading = report.heading(" ".join(["python -m benchmarks.digests", *sys.argv[1:]]), os.getloadavg()[0])
    sizes = [(people // 10, count // 10) for people, count in SIZES] if options.quick else SIZES
    rows = list(measured(sizes))
    counted = asyncio.run(calls(CALLS_FOR[:2] if options.quick else CALLS_FOR))
    if len({number for _, number in counted}) > 1:
        sys.exit(f"Personio's calls grow with the channels: {counted}")
    delivered = []
    for number in range(1 if options.quick else options.rounds):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            delivered.append(asyncio.run(delivery.deliver(Path(folder), 100 if options.quick else delivery.CHANNELS)))
        print(f"delivery {number + 1} done", file=sys.stderr)
    text = f"{heading}\n\n{tables(rows, counted)}\n\n{delivery.table(delivered)}\n\n{importing.table()}"
    print(text)
    if not options.quick:
        report.write("digests", text)


if __name__ == "__main__":
    main()
