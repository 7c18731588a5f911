"""A server in a process of its own: started, measured from outside, stopped or killed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.line import Address

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
STARTS_WITHIN = 30.0


class Usage(NamedTuple):
    """What a process has used so far."""

    at: float
    cpu: float
    """Seconds."""


def free_port() -> int:
    """A loopback port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def pin(process: int, core: int) -> None:
    """Keep a process on one core, where there is more than one."""
    if hasattr(os, "sched_setaffinity") and len(os.sched_getaffinity(0)) > 1:
        os.sched_setaffinity(process, {core})


class Process:
    """A server that listens on loopback; its output goes to ``log``."""

    def __init__(
        self,
        arguments: Sequence[str],
        log: Path,
        *,
        environment: Mapping[str, str] | None = None,
        port: int | None = None,
        pinned: bool = False,
    ) -> None:
        self.address = Address("127.0.0.1", port or free_port())
        self.log = log
        self._arguments = [a.replace("PORT", str(self.address.port)) for a in arguments]
        self._environment = {**os.environ, **(environment or {})}
        self._pinned = pinned
        self._running: subprocess.Popen[bytes] | None = None

    def start(self, *, wait: bool = True) -> None:
        """Start it; with ``wait``, return when it listens. Raises RuntimeError if it ends."""
        command = [sys.executable, *self._arguments]
        if self._pinned and shutil.which("taskset") and (os.cpu_count() or 1) > 1:
            command = ["taskset", "-c", "0", *command]
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                command, cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )
        if wait:
            self.wait_until_it_listens()

    def wait_until_it_listens(self) -> None:
        """Return when it takes connections."""
        assert self._running is not None
        ends = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < ends:
            if self._running.poll() is not None:
                raise RuntimeError(f"the server ended:\n{self.said[-4000:]}")
            with socket.socket() as probe:
                if probe.connect_ex(self.address) == 0:
                    return
            time.sleep(0.02)  # a port that begins to listen tells nobody
        raise RuntimeError(f"nothing listens on {self.address.port}:\n{self.said[-4000:]}")

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._running is not None
        return self._running.pid

    @property
    def said(self) -> str:
        """Everything it has logged."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and see that it does."""
        self._end(signal.SIGTERM)

    def _end(self, sent: signal.Signals) -> None:
        running = self._running
        if running is None:
            return
        if running.poll() is None:
            running.send_signal(sent)
        try:
            running.wait(15)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        self._running = None

    # From outside.

    def usage(self) -> Usage:
        """The processor time it has used so far, threads included."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return Usage(time.monotonic(), (int(fields[11]) + int(fields[12])) / TICKS)

    def resident(self) -> int:
        """Bytes of memory it occupies."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
