"""``app.py demo``: one address, loopback only, office hours, everybody welcomed once, and nothing left behind."""

import asyncio
import os
import re
import signal
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psutil
import pytest

from bot.bootstrap import run_app
from sandbox.company import personas
from sandbox.demo import ZONE, Clock, Demo
from tests.support.plain_http import plain_http
from tests.support.stage import bot_settings, words

AMSTERDAM = ZoneInfo(ZONE)
TOKEN = "a-token-that-nobody-guesses"
ROOT = Path(__file__).parents[3]


async def start(port: int, folder: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "app.py"),
        "demo",
        "--port",
        str(port),
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "TMPDIR": str(folder)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def test_the_demo_prints_its_address_listens_on_loopback_and_leaves_nothing(tmp_path):
    port = free_port()
    demo = await start(port, tmp_path)
    said = ""
    while f"http://127.0.0.1:{port}" not in said:
        line = await demo.stdout.readline()
        assert line, said
        said += line.decode()
    async with plain_http() as client:
        page = await client.get(f"http://127.0.0.1:{port}/")
    assert page.status_code == 200
    listening = [c for c in psutil.Process(demo.pid).net_connections("inet") if c.status == psutil.CONN_LISTEN]
    assert len(listening) == 3
    assert {c.laddr.ip for c in listening} == {"127.0.0.1"}
    demo.send_signal(signal.SIGINT)
    rest = (await demo.communicate())[0].decode()
    assert demo.returncode == 0, rest
    assert "Traceback" not in rest
    assert not list(tmp_path.glob("personio-demo-*"))


async def test_a_taken_port_is_said_plainly(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        demo = await start(port, tmp_path)
        said = (await demo.communicate())[0].decode()
    assert demo.returncode == 1
    assert re.search(rf"Port {port} is taken", said)
    assert "Traceback" not in said


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
async def test_the_bot_ends_cleanly(how, tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "PORT": "0",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}",
        "PERSONIO_BASE_URL": "http://127.0.0.1:1",
    }
    bot = await asyncio.create_subprocess_exec(
        sys.executable, str(ROOT / "app.py"), cwd=tmp_path, env=environment, stderr=asyncio.subprocess.PIPE
    )
    while b"app.listening" not in (await bot.stderr.readline()):
        assert bot.returncode is None
    bot.send_signal(how)
    rest = (await bot.communicate())[1].decode()
    assert bot.returncode == 0, rest
    assert "Traceback" not in rest


@pytest.mark.parametrize(
    ("really", "played"),
    [
        (datetime(2026, 11, 23, 14, 5), None),  # noqa: DTZ001 - on the wall in Amsterdam
        (datetime(2026, 11, 23, 5, 30), datetime(2026, 11, 23, 9, 30)),  # noqa: DTZ001
        (datetime(2026, 11, 23, 20, 15), datetime(2026, 11, 24, 9, 30)),  # noqa: DTZ001
        (datetime(2026, 11, 27, 18, 0), datetime(2026, 11, 30, 9, 30)),  # noqa: DTZ001
        (datetime(2026, 11, 28, 11, 0), datetime(2026, 11, 30, 9, 30)),  # noqa: DTZ001
        (datetime(2026, 12, 24, 23, 0), datetime(2026, 12, 28, 9, 30)),  # noqa: DTZ001 - Christmas, then a weekend
        (datetime(2026, 10, 24, 12, 0), datetime(2026, 10, 26, 9, 30)),  # noqa: DTZ001 - clocks change in between
    ],
)
def test_whoever_starts_it_at_night_or_in_a_weekend_starts_on_the_next_working_day(really, played):
    demo = Demo(clock=Clock(lambda: really.replace(tzinfo=AMSTERDAM).astimezone(UTC)))
    now = (played or really).replace(tzinfo=AMSTERDAM)
    assert demo.clock() == now
    assert demo.company.today == now.date()
    said = f"here it is {now:%A} {now.day} {now:%B, %H:%M}."
    assert (said in demo.invitation("afwezigheid aanvragen")) == (played is not None)


async def test_everybody_is_welcomed_once_and_the_admin_sets_up_a_channel_at_once(tmp_path):
    async with Demo(clock=Clock(lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))) as demo:
        people = personas(demo.company)
        settings = bot_settings(demo.personio.url, tmp_path / "bot.db", admins=(people.admin.email,))
        async with run_app(settings, now=demo.clock) as bot:
            demo.play(bot.url)
            await demo.install()
            for user in demo.teams.world.users:
                (welcome,) = demo.teams.messages(user)
                assert "Welkom" in words(welcome.card)
            admin, channel = demo.teams.world.user(people.admin.email), demo.teams.world.teams[0].channels[1]
            answer = await demo.teams.say(admin, "instellen", channel)
            assert "Stap 1 van 4" in "".join(words(each.card_for(admin)) for each in demo.teams.messages(admin)), answer


async def test_what_is_decided_on_the_page_of_personio_reaches_the_chat_at_once(tmp_path):
    async with Demo(clock=Clock(lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))) as demo:
        settings = bot_settings(demo.personio.url, tmp_path / "bot.db", personio_webhook_token=TOKEN)
        async with run_app(settings, now=demo.clock) as bot:
            demo.play(bot.url, token=TOKEN)
            demo.play(bot.url, token=TOKEN)
            (pending,) = (each for each in demo.company.absences if each.comment == "Familie")
            demo.personio.approve(pending.id)
            await demo.personio.settle()
            assert [delivery.status for delivery in demo.personio.hub.deliveries] == [204]
