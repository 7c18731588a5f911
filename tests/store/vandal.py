"""Somebody with the database file in hand, who changes what was recorded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from server.store import tables

RECORD = (tables.negotiations, tables.batches, tables.entries, tables.entry_parts, tables.edits)
UNRECORDED = frozenset({"heartbeat"})
"""Columns that are no part of the record."""


@dataclass(frozen=True)
class Cell:
    """One stored value."""

    table: str
    key: tuple[tuple[str, Any], ...]
    column: str
    value: Any


def flipped(stored: Any, bit: int) -> Any:
    """A stored value with one bit turned."""
    if stored is None:
        return 1
    if isinstance(stored, int):
        return stored ^ (1 << (bit % 48))
    data = bytearray(stored.encode() if isinstance(stored, str) else stored) or bytearray(b"\0")
    data[bit // 8 % len(data)] ^= 1 << (bit % 8)
    return bytes(data)


class Vandal:
    """Changes single things behind everybody's back, and puts them back."""

    def __init__(self, database: Path | sqlite3.Connection) -> None:
        if isinstance(database, Path):
            database = sqlite3.connect(database, isolation_level=None)
        self._sql = database
        self._sql.execute("PRAGMA foreign_keys=OFF")
        self._sql.execute("PRAGMA synchronous=OFF")

    def close(self) -> None:
        """Leave."""
        self._sql.close()

    def rows(self, table: Table) -> list[dict[str, Any]]:
        """The rows of a table as stored."""
        found = self._sql.execute(f"SELECT * FROM {table.name}")  # noqa: S608
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def cells(self) -> list[Cell]:
        """Every value of the record."""
        return [
            Cell(table.name, tuple((c.name, row[c.name]) for c in table.primary_key), name, value)
            for table in RECORD
            for row in self.rows(table)
            for name, value in row.items()
            if name not in UNRECORDED
        ]

    @contextmanager
    def changed(self, cell: Cell, value: Any) -> Iterator[None]:
        """Another value in the place of one; raises IntegrityError where a table refuses it."""
        # Text stays text, whatever its bytes.
        text = isinstance(cell.value, str) and isinstance(value, bytes)
        place = "CAST(? AS TEXT)" if text else "?"
        changed = self._update(cell, place, value, [*cell.key])
        moved = [(name, value if name == cell.column else old) for name, old in cell.key]
        if not changed:
            raise LookupError(cell)
        try:
            yield
        finally:
            places = [place if name == cell.column else "?" for name, _ in moved]
            self._update(cell, "?", cell.value, moved, places)

    def _update(
        self,
        cell: Cell,
        place: str,
        value: Any,
        key: list[tuple[str, Any]],
        places: list[str] | None = None,
    ) -> int:
        places = places or ["?"] * len(key)
        where = " AND ".join(f'"{name}"={p}' for (name, _), p in zip(key, places, strict=True))
        sql = f'UPDATE {cell.table} SET "{cell.column}"={place} WHERE {where}'  # noqa: S608
        return self._sql.execute(sql, [value, *(old for _, old in key)]).rowcount

    @contextmanager
    def without(self, table: Table, row: dict[str, Any]) -> Iterator[None]:
        """A row less."""
        self.delete(table, row)
        try:
            yield
        finally:
            self.insert(table, row)

    def delete(self, table: Table, row: dict[str, Any]) -> None:
        """Delete a row."""
        key = [column.name for column in table.primary_key]
        where = " AND ".join(f'"{name}"=?' for name in key)
        self._sql.execute(f"DELETE FROM {table.name} WHERE {where}", [row[n] for n in key])  # noqa: S608

    def insert(self, table: Table, row: dict[str, Any]) -> None:
        """Insert a row."""
        names = ", ".join(f'"{name}"' for name in row)
        places = ", ".join("?" * len(row))
        self._sql.execute(f"INSERT INTO {table.name} ({names}) VALUES ({places})", [*row.values()])  # noqa: S608
