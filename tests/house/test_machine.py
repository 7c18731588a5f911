"""The fixtures every part stands on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.conftest import RunNode


def test_each_database_is_empty_and_its_own(postgres_database: Callable[[], str]) -> None:
    for url in (postgres_database(), postgres_database()):
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE clause (number integer)"))
        engine.dispose()


def test_a_database_is_dropped_though_somebody_is_connected(
    postgres_url: str, postgres_database: Callable[[], str]
) -> None:
    engine = create_engine(postgres_database())
    connection = engine.connect()
    assert connection.scalar(text("SELECT current_database()")) != "postgres"
    connection.invalidate()
    engine.dispose()


def test_both_databases(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    engine.dispose()


def test_node_runs_a_script(node: RunNode, tmp_path: Path) -> None:
    script = tmp_path / "say.mjs"
    script.write_text("process.stdin.pipe(process.stdout); console.log(process.argv[2])\n")
    assert node(script, "said", stdin="typed") == "said\ntyped"


def test_a_script_that_fails_says_why(node: RunNode, tmp_path: Path) -> None:
    script = tmp_path / "fail.mjs"
    script.write_text("throw new Error('for this reason')\n")
    with pytest.raises(AssertionError, match="for this reason"):
        node(script)
