"""What is taken for good after several tries is the same answer several times, whatever else went wrong before."""

from __future__ import annotations

from typing import Any

from bot.core.jobs import FILE, WITHDRAW, Again, Done
from tests.support.absences_by_hand import ByHand, draft, parked
from tests.support.own_absences import add

ABSENCES = "/v2/absence-periods"


async def to_file(stage: Any) -> ByHand:
    return await parked(stage, FILE, draft(stage, "2026-12-01", "2026-12-04"))


async def to_withdraw(stage: Any, absence: Any) -> ByHand:
    details = {"absence_id": absence.id, "type_id": None, "zone": None}
    details["saw"] = "2027-03-01T00:00/2027-03-03T00:00/ww/approved"
    return await parked(stage, WITHDRAW, details, asks="withdraw")


async def test_a_stray_404_after_four_503s_refuses_nothing(stage: Any) -> None:
    work = await to_file(stage)
    stage.demo.personio.fail_next(ABSENCES, "POST", 503, times=4)
    stage.demo.personio.fail_next(ABSENCES, "POST", 404)
    for _ in range(5):
        assert isinstance(await work.run(), Again)
        assert (await work.stored()).state == "waiting"
    assert isinstance(await work.run(), Done)
    assert (await work.stored()).state == "filed"
    assert len(stage.absences()) == 1


async def test_the_same_404_five_times_in_a_row_refuses(stage: Any) -> None:
    work = await to_file(stage)
    stage.demo.personio.fail_next(ABSENCES, "POST", 404, times=2)
    stage.demo.personio.fail_next(ABSENCES, "POST", 503)
    stage.demo.personio.fail_next(ABSENCES, "POST", 404, times=5)
    for _ in range(7):
        assert isinstance(await work.run(), Again)
    assert isinstance(await work.run(), Done)
    assert (await work.stored()).state == "refused"
    assert stage.absences() == []


async def test_what_was_withdrawn_after_failures_is_told_as_withdrawn(stage: Any) -> None:
    absence = add(stage, "2027-03-01", "2027-03-02")
    one, work = f"{ABSENCES}/{absence.id}", await to_withdraw(stage, absence)
    stage.demo.personio.fail_next(one, "GET", "garbage", times=4)
    for _ in range(4):
        assert isinstance(await work.run(), Again)
    lagging(stage, one)
    for _ in range(3):
        assert isinstance(await work.run(), Again), "it is looked at again before anything is said"
    assert isinstance(await work.run(), Done)
    assert (await work.stored()).state == "done"
    assert stage.demo.personio.absences.get(absence.id) is None


def lagging(stage: Any, one: str) -> None:
    """Have the look after the deletion show what the look before it showed."""
    stage.demo.personio.fail_next(one, "GET", "slow", seconds=0.0)
    stage.demo.personio.fail_next(one, "GET", "stale")


async def test_what_stands_after_four_looks_in_a_row_is_told_as_not_done(stage: Any) -> None:
    absence = add(stage, "2027-03-01", "2027-03-02")
    one, work = f"{ABSENCES}/{absence.id}", await to_withdraw(stage, absence)
    for n in range(4):
        stage.demo.personio.add_absence(absence)  # Personio says that it is deleted, and keeps it
        lagging(stage, one)
        assert isinstance(await work.run(), Again if n < 3 else Done)
    assert (await work.stored()).problem == {"key": "absences.not_done"}
