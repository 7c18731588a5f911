"""Bringing the tables up to date."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from server.store.database import writing
from server.store.failures import StoreFailure

HEAD = "0008"
"""The newest step; a test holds it equal to what lies in migrations/versions."""
_LOCK = 7_246_001
"""Of all processes that start at once on one PostgreSQL, one migrates."""


class SchemaTooNew(StoreFailure):
    """The database was made by a newer Parley; this one must not touch it."""


def upgrade(engine: Engine) -> None:
    """Create or migrate the tables, all or nothing; a database up to date is left alone.

    Raises SchemaTooNew, StoreUnavailable.
    """
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if current(connection) != HEAD:
            _migrate(connection)


def current(connection: Connection) -> str | None:
    """The step the tables are at; None: there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection) -> None:
    # Imported here: a server whose tables are up to date starts without it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util.exc import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as failure:
        raise SchemaTooNew(
            f"the database is at step {current(connection)}, which this Parley does not know"
        ) from failure
