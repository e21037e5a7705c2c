"""A program under measurement: start it, read its CPU time and memory from /proc, stop it.

Rule: figures are of the whole family (the process and its living children); Linux only.
"""

import os
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE")  # nothing that configures a bot by accident


def free_port() -> int:
    """Return a loopback port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def cores() -> tuple[set[int], set[int]]:
    """Return the core for the bot under test and the cores for everything else; the same where there is only one."""
    usable = sorted(os.sched_getaffinity(0))
    return {usable[0]}, set(usable[1:]) or set(usable)


@dataclass(frozen=True, slots=True)
class Program:
    """A started program. ``log`` holds both of its output streams."""

    process: subprocess.Popen[bytes]
    log: Path

    def cpu_seconds(self) -> float:
        """Return user plus system time so far, of the family and of its children that have ended."""
        return sum(sum(map(int, _stat(pid)[11:15])) for pid in self._family()) / _TICKS

    def rss_megabytes(self) -> float:
        """Return the resident memory of the family now."""
        return sum(int(_stat(pid)[21]) for pid in self._family()) * _PAGE / 1e6

    def alive(self) -> bool:
        return self.process.poll() is None

    def last_words(self) -> str:
        """Return the end of the log, for an error message."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-25:])

    def stop(self) -> None:
        """Ask it to end; after ten seconds end it, with its children."""
        if not self.alive():
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _family(self) -> list[int]:
        family = [self.process.pid]
        parents = {int(entry.name): _parent(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit()}
        for member in family:  # grows while it is walked
            family.extend(pid for pid, parent in parents.items() if parent == member)
        return family


def start(
    command: Sequence[str], *, env: Mapping[str, str], cwd: Path, log: Path, on: set[int], stdout: int | None = None
) -> Program:
    """Start a program on the given cores, in a process group of its own, with a nearly empty environment."""
    before = os.sched_getaffinity(0)
    clean = {name: os.environ[name] for name in _KEPT if name in os.environ}
    os.sched_setaffinity(0, on)  # inherited, also by threads that it starts before anybody could pin them
    try:
        with log.open("wb") as stream:
            process = subprocess.Popen(
                command,
                env={**clean, "PYTHONUNBUFFERED": "1", **env},
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=stream if stdout is None else stdout,
                stderr=stream,
                start_new_session=True,
            )
    finally:
        os.sched_setaffinity(0, before)
    return Program(process, log)


def _parent(entry: Path) -> int:
    try:
        return int(_fields(entry)[1])
    except OSError:  # it ended meanwhile
        return 0


def _stat(pid: int) -> list[str]:
    try:
        return _fields(Path("/proc") / str(pid))
    except OSError:  # it ended meanwhile
        return ["0"] * 50


def _fields(entry: Path) -> list[str]:
    """Return the fields of /proc/PID/stat from ``state`` on, see proc(5): 1 ppid, 11-14 times, 21 rss."""
    return (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
