"""How records are put together again from their rows: the inverse of `layout`."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, select

from models import edit
from models.acts import Act
from models.facts import AnyFact, DraftEdited
from models.party import FACILITATORS, Actor, Role
from server.store import canonical, codec
from server.store.failures import StoreDamaged
from server.store.heads import MAIN, chain_of
from server.store.record import Recorded
from server.store.tables import AnyRow, edits, entries, entry_parts

Key = tuple[int, int, str, int]
"""Where a fact stands in its record."""
Order = tuple[int, int]
"""Fence and seq."""
RowsAfter = tuple[Sequence[AnyRow], Sequence[AnyRow], Sequence[AnyRow]]
"""Entries, parts, edits."""


@dataclass
class _Gathered:
    at: datetime
    facts: list[tuple[Key, AnyFact]] = field(default_factory=list)
    actor: Actor | None = None
    act: Act | None = None
    act_id: str | None = None
    place: int | None = None
    number: int | None = None


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage while a whole record is read: there is none, and it costs a third."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def rows_after(
    connection: Connection, negotiation: str, fence: int, until: int | None = None
) -> RowsAfter:
    """The entries, parts and edits of the batches after `fence` (up to `until`), in order."""

    def within(table: Any) -> Any:
        after = (table.c.negotiation == negotiation) & (table.c.fence > fence)
        return after if until is None else after & (table.c.fence <= until)

    order = (entries.c.fence, entries.c.seq, entries.c.chain)
    key = [entry_parts.c[name] == entries.c[name] for name in ("negotiation", "chain", "number")]
    return (
        connection.execute(select(entries).where(within(entries)).order_by(*order)).all(),
        connection.execute(
            select(entry_parts).join(entries, _all(key)).where(within(entries))
        ).all(),
        connection.execute(
            select(edits)
            .where(within(edits))
            .order_by(edits.c.fence, edits.c.seq, edits.c.draft, edits.c.revision)
        ).all(),
    )


def _all(conditions: Sequence[Any]) -> Any:
    first, *rest = conditions
    for condition in rest:
        first = first & condition
    return first


def recall(
    entry_rows: Sequence[AnyRow], part_rows: Iterable[AnyRow], edit_rows: Sequence[AnyRow]
) -> tuple[tuple[Recorded, ...], int]:
    """The records of these rows in order, and how many parts that others follow from were withheld.

    Raises StoreDamaged where a row cannot be read.
    """
    found: dict[Order, _Gathered] = {}
    entry_of: dict[tuple[str, int], _Gathered] = {}
    for row in entry_rows:
        entry_of[row.chain, row.number] = gathered = _at(found, row)
        if gathered.number is None or row.chain == MAIN:
            gathered.number = row.number
    withheld = sum(_read_part(entry_of, row) for row in part_rows)
    # What was erased of a stream left its hash, and nothing to fold.
    edit_rows = [row for row in edit_rows if row.parts]
    records = []
    rows_of = Counter([(row.fence, row.seq) for row in edit_rows])
    for row in edit_rows:
        order = (row.fence, row.seq)
        if rows_of[order] == 1 and order not in found:
            records.append(_typed(row))
        else:
            _read_edit(_at(found, row), row)
    records += [_record(order, gathered) for order, gathered in found.items()]
    records.sort(key=_order)
    return tuple(records), withheld


def _order(record: Recorded) -> Order:
    return record.fence, record.seq


def _typed(row: AnyRow) -> Recorded:
    """The record of one keystroke: all but a few of all records."""
    fact = read_edit(row)
    actor = None if row.person is None else _typist(row.person, row.role, row.author)
    return Recorded(row.at, actor, row.act_id, None, (fact,), row.fence, row.seq, row.place, None)


def _at(found: dict[Order, _Gathered], row: AnyRow) -> _Gathered:
    gathered = found.get((row.fence, row.seq))
    if gathered is None:
        gathered = found[row.fence, row.seq] = _Gathered(row.at)
    if row.place is not None:
        gathered.place = row.place
    return gathered


def _record(order: Order, gathered: _Gathered) -> Recorded:
    facts = gathered.facts
    if len(facts) > 1:
        facts.sort(key=lambda item: item[0])
    return Recorded(
        gathered.at,
        gathered.actor,
        gathered.act_id,
        gathered.act,
        tuple(fact for _, fact in facts),
        *order,
        gathered.place,
        gathered.number,
    )


def _read_part(entry_of: dict[tuple[str, int], _Gathered], row: AnyRow) -> int:
    if row.content is None:
        return int(row.chain == MAIN)
    where = f"part {row.audience} of entry {row.number} in chain {row.chain!r}"
    try:
        gathered = entry_of[row.chain, row.number]
        content = cast("dict[str, Any]", canonical.decode(row.content))
        for after, nth, raw in content["facts"]:
            key = (after, 1, "", 0) if row.chain == MAIN else (after, 0, row.chain, nth)
            gathered.facts.append((key, codec.load_fact(raw)))
        if "act_id" in content:
            gathered.act_id = content["act_id"]
            gathered.actor = content["actor"] and codec.load_actor(content["actor"])
            gathered.act = content["act"] and codec.load_act(content["act"])
    except (ValueError, TypeError, KeyError) as failure:
        raise StoreDamaged(f"{where} cannot be read: {failure}") from failure
    return 0


def _read_edit(gathered: _Gathered, row: AnyRow) -> None:
    fact = read_edit(row)
    if gathered.actor is None and row.person is not None:
        gathered.actor = _typist(row.person, row.role, row.author)
    gathered.act_id = gathered.act_id or row.act_id
    gathered.facts.append(((row.after, 0, chain_of(row.draft), row.nth), fact))


def read_edit(row: AnyRow) -> AnyFact:
    """The fact of one row of a stream; raises StoreDamaged."""
    try:
        parts = canonical.decode(row.parts)
        common = {"draft": row.draft, "private": row.place is None, "revision": row.revision}
        if row.field is None:
            carried = cast("dict[str, Any]", parts)
            return codec.load_fact({**carried, **common, "kind": "draft_carried"})
        return DraftEdited(
            **common,
            author=row.author,
            person=row.person,
            field=row.field,
            edit=edit.parse(parts, max_parts=2**31, max_inserted=2**31),
        )
    except (ValueError, TypeError, KeyError) as failure:
        where = f"revision {row.revision} of draft {row.draft}"
        raise StoreDamaged(f"{where} cannot be read: {failure}") from failure


@lru_cache(maxsize=1024)
def _typist(person: str, role: str, author: str | None) -> Actor:
    try:
        return Actor(person, Role(role), None if author == FACILITATORS else author)
    except ValueError as failure:
        raise StoreDamaged(f"{person} typed in a role that there is not: {role!r}") from failure
