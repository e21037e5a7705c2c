"""``app.py demo``: one address, loopback only, a plain word about a taken port, and nothing left behind."""

import asyncio
import os
import re
import signal
import socket
import sys
from pathlib import Path

import httpx
import psutil
import pytest

ROOT = Path(__file__).parents[1]


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
    async with httpx.AsyncClient() as client:
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
