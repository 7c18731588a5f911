"""A server of the player's own: convened in a temporary folder, served on a free port, stopped."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import httpx

from server.play.line import Trouble

UP_WITHIN = 30.0
"""Seconds a server may take to come up."""


class House(NamedTuple):
    """Where a server is, and every person's way in."""

    url: str
    invitations: Mapping[str, str]


@contextmanager
def own_house(scenario: Path) -> Iterator[House]:
    """A rehearsal server with this negotiation on it, for as long as the context lasts.

    Raises `Trouble` where the file cannot be convened or the server does not come up.
    """
    with TemporaryDirectory(prefix="parley-play-") as folder:
        home = Path(folder)
        environment = {**os.environ, "PARLEY_DATABASE": str(home / "parley.db")}
        environment.pop("PARLEY_URL", None)
        _convene(scenario, home, environment)
        port = _free_port()
        with (home / "server.log").open("wb") as log:
            server = subprocess.Popen(  # noqa: S603  # our own command
                [
                    *(sys.executable, "-m", "server", "serve", "--rehearsal"),
                    *("--host", "127.0.0.1", "--port", str(port)),
                ],
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            try:
                url = f"http://127.0.0.1:{port}"
                _await(url, server, home / "server.log")
                yield House(url, read_invitations(home / "invitations.json"))
            finally:
                server.terminate()
                try:
                    server.wait(15)
                except subprocess.TimeoutExpired:
                    server.kill()
                    server.wait()


def read_invitations(path: Path) -> Mapping[str, str]:
    """Person → link, as `convene` and `demo` write it; raises `Trouble` where it is not that."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Trouble(f"no invitations ({error}): name their file by --invitations") from None
    except ValueError as error:
        raise Trouble(f"{path} holds no invitations: {error}") from None
    if not isinstance(found, dict) or not all(isinstance(link, str) for link in found.values()):
        raise Trouble(f"{path} does not map each person to a link")
    return found


def _convene(scenario: Path, home: Path, environment: Mapping[str, str]) -> None:
    done = subprocess.run(  # noqa: S603  # our own command
        [
            *(sys.executable, "-m", "server", "convene", str(scenario), "--rehearsal"),
            *("--invitations", str(home / "invitations.json")),
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Trouble(f"{scenario} cannot be convened:\n{done.stdout}{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    late = time.monotonic() + UP_WITHIN
    while server.poll() is None and time.monotonic() < late:
        try:
            httpx.get(url, timeout=1)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise Trouble(f"the server did not come up:\n{log.read_text(encoding='utf-8')}")
