"""What somebody may do to the rows of a database, as they are."""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sqlalchemy import Table

from server.store import tables
from tests.store.vandal import RECORD, UNRECORDED, Vandal, flipped

Dice = random.Random
Row = dict[str, Any]
TABLES = (*RECORD, tables.checkpoints)
STREAMS = {
    "batches": ((), "fence"),
    "entries": (("chain",), "number"),
    "entry_parts": (("chain", "number"), "audience"),
    "edits": (("draft",), "revision"),
}
"""Table → what names one of its streams, and what orders the rows in it."""
ODD: tuple[Any, ...] = (None, 0, -1, 1, 2**62, "", "x", "öffentlich", b"", b"\0" * 32, 1.5)


class Impossible(Exception):
    """The dice came to something that cannot be done, or changes nothing."""


def flip(vandal: Vandal, dice: Dice) -> str:
    """One bit of one value."""
    table, row, column = _cell(vandal, dice)
    bit = 0 if column == "rehearsal" else dice.randrange(1 << 16)
    return _put(vandal, table, row, {column: flipped(row[column], bit)})


def change(vandal: Vandal, dice: Dice) -> str:
    """Another value in the place of one: that of another row, or one that no row would have."""
    table, row, column = _cell(vandal, dice)
    if column == "seal":  # none at all is what an older server kept
        return _put(vandal, table, row, {column: dice.choice([one for one in ODD if one])})
    others = [other[column] for other in vandal.rows(table)]
    return _put(vandal, table, row, {column: dice.choice([*others, *ODD])})


def drop(vandal: Vandal, dice: Dice) -> str:
    """A row is gone."""
    table = dice.choice(RECORD)
    row = dice.choice(vandal.rows(table))
    vandal.delete(table, row)
    return f"{table.name} less {_key(table, row)}"


def insert(vandal: Vandal, dice: Dice) -> str:
    """A row more, like one that is there."""
    table = dice.choice([table for table in TABLES if table is not tables.negotiations])
    row = dict(dice.choice(vandal.rows(table)))
    last = dice.choice([column.name for column in table.primary_key])
    row[last] = f"{row[last]}x" if isinstance(row[last], str) else row[last] + dice.randint(1, 99)
    row |= {"act_id": "another"} if row.get("act_id") else {}
    try:
        vandal.insert(table, row)
    except sqlite3.IntegrityError as refused:
        raise Impossible from refused
    return f"{table.name} and {_key(table, row)}"


def reorder(vandal: Vandal, dice: Dice) -> str:
    """Two rows of one stream change places."""
    table, number, rows = _stream(vandal, dice)
    first, second = dice.sample(rows, 2)
    _swap(vandal, table, first, second, number)
    return f"{table.name}: {_key(table, first)} and {_key(table, second)} changed places"


def truncate(vandal: Vandal, dice: Dice) -> str:
    """The end of one stream is gone."""
    table, _, rows = _stream(vandal, dice)
    gone = rows[dice.randrange(len(rows)) :]
    for row in gone:
        vandal.delete(table, row)
    return f"{table.name} less {len(gone)} from {_key(table, gone[0])}"


def splice(vandal: Vandal, dice: Dice) -> str:
    """What follows a row of a stream is put before it."""
    table, number, rows = _stream(vandal, dice)
    at = dice.randrange(1, len(rows))
    moved = [*rows[at:], *rows[:at]]
    for row in rows:
        vandal.delete(table, row)
    for row, place in zip(moved, rows, strict=True):
        vandal.insert(table, {**row, number: place[number]})
    return f"{table.name}: {_key(table, rows[0])} and on, turned round at {at}"


def swap_signatures(vandal: Vandal, dice: Dice) -> str:
    """Two signatures, or what proves them, change places."""
    signed = [
        row for row in vandal.rows(tables.entry_parts) if _of_signature(str(row["content"] or ""))
    ]
    audience = dice.choice(sorted({row["audience"] for row in signed}))
    first, second = dice.sample([row for row in signed if row["audience"] == audience], 2)
    taken = ("content", "salt") if dice.random() < 0.5 else ("content", "salt", "commitment")
    _put(vandal, tables.entry_parts, first, {name: second[name] for name in taken})
    _put(vandal, tables.entry_parts, second, {name: first[name] for name in taken})
    return f"signatures {first['number']} and {second['number']}, {len(taken)} columns"


ROWS: tuple[Callable[[Vandal, Dice], str], ...] = (
    flip,
    change,
    drop,
    insert,
    reorder,
    truncate,
    splice,
    swap_signatures,
)


def _of_signature(content: str) -> bool:
    return '"kind":"text_signed"' in content or '"kind":"signature_proved"' in content


def _cell(vandal: Vandal, dice: Dice) -> tuple[Table, Row, str]:
    table = dice.choice(TABLES)
    row = dice.choice(vandal.rows(table))
    return table, row, dice.choice([name for name in row if name not in UNRECORDED])


def _stream(vandal: Vandal, dice: Dice) -> tuple[Table, str, list[Row]]:
    """A stream of at least two rows, in order, and what orders it."""
    table = dice.choice([table for table in RECORD if table.name in STREAMS])
    names, number = STREAMS[table.name]
    streams: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in vandal.rows(table):
        streams[tuple(row[name] for name in names)].append(row)
    long = [sorted(rows, key=lambda row: row[number]) for rows in streams.values() if len(rows) > 1]
    return table, number, dice.choice(long)


def _put(vandal: Vandal, table: Table, row: Row, new: Row) -> str:
    changed = {**row, **new}
    if "rehearsal" in new and bool(new["rehearsal"]) == bool(row["rehearsal"]):
        raise Impossible  # however false is spelled, it is read as false
    if all(type(changed[name]) is type(row[name]) and changed[name] == row[name] for name in row):
        raise Impossible
    vandal.delete(table, row)
    try:
        vandal.insert(table, changed)
    except sqlite3.IntegrityError as refused:
        vandal.insert(table, row)
        raise Impossible from refused
    return f"{table.name} {_key(table, row)}: {new}"


def _swap(vandal: Vandal, table: Table, first: Row, second: Row, number: str) -> None:
    for row in (first, second):
        vandal.delete(table, row)
    vandal.insert(table, {**first, number: second[number]})
    vandal.insert(table, {**second, number: first[number]})


def _key(table: Table, row: Row) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)
