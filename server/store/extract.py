"""What of a record one side may have: rows as they left the tables, holes where others speak."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from models.facts import FACILITATORS_ONLY, PARTIES
from models.facts.base import PUBLIC
from server.store import canonical
from server.store.database import reading
from server.store.heads import MAIN, chain_of
from server.store.instant import to_iso, to_micros
from server.store.recall import RowsAfter, rows_after, uncollected
from server.store.tables import AnyRow

BEFORE_ALL = -(2**62)


@dataclass(frozen=True)
class Side:
    """Who an extract is for; `author` is the key of a side, `caucuses` those it is a member of."""

    author: str | None
    facilitates: bool
    caucuses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Extract:
    """Lines of JSON objects: entries by chain and number, edits by draft and revision."""

    entries: tuple[Mapping[str, Any], ...]
    edits: tuple[Mapping[str, Any], ...]


def extract(engine: Engine, negotiation: str, until: int, side: Side) -> Extract:
    """The record up to entry `until` of the main chain. Raises StoreUnavailable.

    Of a chain that is another's there is nothing, of an entry's part for others the commitment.
    """
    with uncollected(), reading(engine) as connection:
        entries, parts, edits = _cut(rows_after(connection, negotiation, BEFORE_ALL), until)
    by_entry: dict[tuple[str, int], list[AnyRow]] = defaultdict(list)
    for part in parts:
        by_entry[part.chain, part.number].append(part)
    mine = _drafts(side, parts)
    chains = {MAIN, f"party:{side.author}"}
    chains |= {f"caucus:{one}" for one in side.caucuses} | {chain_of(one) for one in mine}
    readable = chains | {PUBLIC, PARTIES} | ({FACILITATORS_ONLY} if side.facilitates else set())
    hidden = {row.draft for row in edits if row.place is None} - mine
    return Extract(
        tuple(
            _entry(row, by_entry[row.chain, row.number], readable)
            for row in sorted(entries, key=lambda row: (row.chain, row.number))
            if row.chain in chains
        ),
        tuple(
            _edit(row)
            for row in sorted(edits, key=lambda row: (row.draft, row.revision))
            if row.draft not in hidden
        ),
    )


def _cut(rows: RowsAfter, until: int) -> RowsAfter:
    """Everything that was recorded before, or together with, one entry of the main chain."""
    entries, parts, edits = rows
    last = next(
        ((row.fence, row.seq) for row in entries if (row.chain, row.number) == (MAIN, until)),
        (BEFORE_ALL, 0),
    )
    kept = [row for row in entries if (row.fence, row.seq) <= last]
    names = {(row.chain, row.number) for row in kept}
    return (
        kept,
        [part for part in parts if (part.chain, part.number) in names],
        [row for row in edits if (row.fence, row.seq) <= last],
    )


def _drafts(side: Side, parts: Any) -> set[str]:
    """The private drafts that this side writes in, by what their chains say."""
    mine: set[str] = set()
    for part in parts:
        if not part.chain.startswith("draft:") or part.content is None:
            continue
        for _, _, fact in json.loads(part.content)["facts"]:
            if side.author in fact.get("writers", ()):
                mine.add(part.chain.removeprefix("draft:"))
    return mine


def _entry(row: AnyRow, parts: list[AnyRow], readable: set[str]) -> Mapping[str, Any]:
    return {
        "chain": row.chain,
        "number": row.number,
        "place": row.place,
        "at": to_iso(row.at),
        "prev": row.prev.hex(),
        "hash": row.hash.hex(),
        "parts": {part.audience: _part(part, readable) for part in parts},
    }


def _part(part: AnyRow, readable: set[str]) -> Mapping[str, str]:
    told = {"commitment": part.commitment.hex()}
    if part.content is None or part.audience not in readable:
        return told
    return {**told, "salt": part.salt.hex(), "content": part.content}


def _edit(row: AnyRow) -> Mapping[str, Any]:
    hashed = (row.revision, row.place, row.after, row.nth, to_micros(row.at), row.author)
    who = (row.person, row.role, row.field, row.parts, row.act_id)
    salt = () if row.salt is None else (row.salt.hex(),)
    return {"draft": row.draft, "hash": row.hash.hex(), "row": [*hashed, *who, *salt]}


def line(value: object) -> bytes:
    """One line of a member."""
    return canonical.encode(value) + b"\n"
