"""Fixtures that every part may use: databases, Node, Chromium.

What a negotiation is made of lies in tests/cast.
"""

import os
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url

import build_frontend
from tests.machine import NODE, ROOT, Chromium, Missing, find_chromium, postgres

if TYPE_CHECKING:
    from playwright.async_api import Browser

# Two cores are shared by whatever runs: an example that took long says nothing.
settings.register_profile(
    "house", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
# What lands is judged by the same examples each time; new ones are looked for at every desk.
settings.register_profile("landing", settings.get_profile("house"), derandomize=True)
# By hand: pytest --hypothesis-profile=thorough
settings.register_profile("thorough", settings.get_profile("house"), max_examples=2000)
settings.load_profile("landing" if os.environ.get("CI") else "house")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server for the whole session, by way of a database where nobody works."""
    with postgres() as url:
        yield url


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[Callable[[], str]]:
    """Call it for the URL of a new, empty database; each is dropped when the test is over."""
    url = make_url(postgres_url)
    made: list[str] = []
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:

        def create() -> str:
            name = f"parley_{uuid4().hex}"
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
            made.append(name)
            return url.set(database=name).render_as_string(hide_password=False)

        yield create
        for name in made:
            # FORCE, because a test that failed may have left connections open, and must not spoil
            # the next one.
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database; a test that asks for it runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'parley.db'}"
    create: Callable[[], str] = request.getfixturevalue("postgres_database")
    return create()


class RunNode(Protocol):
    def __call__(
        self, script: Path | str, *arguments: str, stdin: str = "", timeout: float = 60
    ) -> str: ...


@pytest.fixture(scope="session")
def node() -> RunNode:
    """Call it with a script (a path below the root) for what it prints; it must exit 0."""

    def run(script: Path | str, *arguments: str, stdin: str = "", timeout: float = 60) -> str:
        done = subprocess.run(
            [NODE, ROOT / script, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=timeout,
            cwd=ROOT,
            check=False,
        )
        said = f"{done.stdout}{done.stderr}"
        assert done.returncode == 0, f"{script} exited {done.returncode}:\n{said}"
        return done.stdout

    return run


@pytest.fixture(scope="session")
def frontend() -> Path:
    """The folder static/dist, built from the sources as they are now; no work when it is."""
    build_frontend.build(ROOT)
    return ROOT / "static" / "dist"


@pytest.fixture(scope="session")
def chromium() -> Chromium:
    """Where Chromium is and what to start it with, for tests that start it in their own way."""
    try:
        return find_chromium()
    except Missing as missing:
        pytest.fail(str(missing))


@pytest.fixture
async def browser(chromium: Chromium, frontend: Path) -> AsyncIterator["Browser"]:
    """A Chromium of the test's own; each `await browser.new_context()` is one more person."""
    from playwright.async_api import async_playwright  # noqa: PLC0415  # slow to load

    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(
            executable_path=chromium.path, args=list(chromium.arguments)
        )
        yield running
        await running.close()
