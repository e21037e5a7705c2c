"""The three others: a bot each that answers with one and the same card.

Rule: they do nothing else, so their figures are what their SDK costs.
"""

from collections.abc import Sequence

from benchmarks.activities import CARD_TYPE
from benchmarks.environment import BOTS, python_of
from benchmarks.stage import Contestant, Stage, Workload


async def _said(stage: Stage, numbers: Sequence[int]) -> list[bytes]:
    return [stage.wire.message(number, "hallo") for number in numbers]


async def _pressed(stage: Stage, numbers: Sequence[int]) -> list[bytes]:
    return [stage.wire.press(number, "echo", {"step": "review", "number": str(number)}) for number in numbers]


MESSAGE = Workload("message", _said, posts=CARD_TYPE.encode())
ACTION = Workload("card action", _pressed, expects=CARD_TYPE.encode())


def _echo(name: str, title: str) -> Contestant:
    def command() -> list[str]:
        return [str(python_of(name)), str(BOTS / name / "bot.py")]

    return Contestant(name, title, (MESSAGE, ACTION), command)


STOCK = _echo("stock", "botbuilder 4.17.1, stock")
AGENTS = _echo("agents", "Microsoft 365 Agents SDK 1.9.0")
TEAMSPY = _echo("teamspy", "teams.py 2.1.1")
