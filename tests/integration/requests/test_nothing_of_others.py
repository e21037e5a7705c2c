"""Whatever is pressed, refused, lost or changed by others in between: what is others' stays, and nothing is filed twice."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.personio.behaviour import Switches
from tests.support.company_with_others import DECEMBER, FAULTS, PERIODS, World, world_at

SPANS = st.integers(0, len(DECEMBER) - 1)
WHICH = st.integers(0, 3)
ACTS = st.sampled_from(["approve", "reject", "move"])
LOST = st.sampled_from(FAULTS)


def step(name: str, *how: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(st.just(name), *how)


def maybe(one: st.SearchStrategy[tuple[Any, ...]]) -> st.SearchStrategy[tuple[Any, ...] | None]:
    return st.one_of(one, st.none())


ACT = step("act", WHICH, ACTS)
BY_HAND = step(
    "by_hand",
    SPANS,
    st.one_of(WHICH, st.none()),
    st.booleans(),
    st.sampled_from(["APPROVED", "PENDING"]),
    st.sampled_from([0, 7200]),
)
FAIL = step("fail", st.sampled_from(["POST", "PATCH", "DELETE", "GET"]), LOST, st.just(1))
ACT_AFTER = step("act_after", st.sampled_from(["POST", "PATCH"]), WHICH, ACTS)
WORK = step("work", st.sampled_from([1.0, 70.0]))
FILE = step("file", SPANS)
LOSING = step("fail", st.just("POST"), LOST, st.just(1))
BLIND = step("fail", st.just("GET"), st.just("503"), st.integers(1, 2))
FILED = st.tuples(maybe(LOSING), maybe(ACT_AFTER), maybe(BY_HAND), FILE, maybe(BY_HAND), WORK)
REFUSED = st.tuples(step("break_credential"), FILE, BY_HAND, maybe(ACT), step("mend"), step("work", st.just(70.0)))
WITHDRAWN = st.tuples(LOSING, maybe(BLIND), FILE, maybe(BY_HAND), maybe(ACT), step("withdraw_waiting", WHICH), WORK)
OWNED = st.tuples(
    FILE,
    step("ask", WHICH, st.sampled_from(["change", "withdraw"]), SPANS),
    maybe(ACT),
    st.one_of(FAIL, BLIND, st.none()),
    maybe(ACT_AFTER),
    step("answer", WHICH),
    maybe(ACT),
    WORK,
)
SCENES = st.one_of(FILED, REFUSED, WITHDRAWN, OWNED, st.tuples(st.one_of(ACT, BY_HAND, FAIL, WORK)))
USUAL = Switches(rejected_listed="listed")
SWITCHES = [
    USUAL,
    USUAL,
    USUAL,
    Switches(rejected_listed="listed", end_write="exclusive"),
    Switches(rejected_listed="listed", timestamps="omitted"),
]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory):
    """A loop of its own, because one world serves all examples."""
    with asyncio.Runner() as runner:
        opened = world_at(f"sqlite:///{tmp_path_factory.mktemp('others') / 'bot.db'}")
        world = runner.run(opened.__aenter__())
        yield runner, world
        runner.run(opened.__aexit__(None, None, None))


async def play(world: World, one: tuple[Any, ...]) -> None:
    what, *how = one
    if what == "fail":
        method, kind, times = how
        world.personio.fail_next(f"{PERIODS}*", method, kind, times=times)
    elif what == "act_after":
        method, which, act = how
        world.personio.act_after(f"{PERIODS}*", method, lambda: world.act(which, act))
    else:
        done = getattr(world, what)(*how)
        if done is not None:
            await done


def check(world: World) -> None:
    for absence_id, as_left in world.theirs.items():
        assert world.personio.absences.get(absence_id) == as_left
    for number in range(len(world.requests)):
        assert len(world.made_for(number)) <= 1


@pytest.mark.timeout(300)
@settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    scenes=st.lists(SCENES, min_size=2, max_size=5),
    skew=st.sampled_from([-240, 0, 240]),
    switches=st.sampled_from(SWITCHES),
)
def test_nothing_of_others_is_touched_and_nothing_filed_twice(stage, scenes, skew, switches):
    runner, world = stage

    async def example() -> None:
        world.begin(skew, switches)
        for scene in scenes:
            for each in filter(None, scene):
                await play(world, each)
                check(world)
        assert await world.finish() < 60, "something waits for ever"
        check(world)

    runner.run(example())
