"""The ledger: the record of one negotiation, append-only, in one order, durable when told.

One row per negotiation is its head. Every batch moves it by compare-and-set inside its own
transaction, so of two writers one is `Outrun`, loads, and decides again: correct with any number
of processes, whatever they believe.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Final

from sqlalchemy import Connection, Engine, Table, bindparam, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from server.store.database import reading, writing
from server.store.failures import (
    AlreadyThere,
    ConstraintBroken,
    Duplicate,
    Outrun,
    StoreDamaged,
    StoreFailure,
    StoreUnavailable,
)
from server.store.heads import MAIN, Heads, Link
from server.store.layout import Batch, Row
from server.store.recall import RowsAfter, recall, rows_after, uncollected
from server.store.record import Committed, Kept, Loaded, Record, Recorded
from server.store.signal import announce_commit
from server.store.tables import AnyRow, batches, edits, entries, entry_parts, negotiations

__all__ = [
    "AlreadyThere",
    "Committed",
    "ConstraintBroken",
    "Duplicate",
    "Kept",
    "Ledger",
    "Loaded",
    "Outrun",
    "Record",
    "Recorded",
    "StoreDamaged",
    "StoreFailure",
    "StoreUnavailable",
]


class Ledger:
    """The record of one negotiation, for one writer at a time.

    It remembers where the chains end, so `load` comes before the first `commit`.
    """

    def __init__(self, engine: Engine, negotiation_id: str) -> None:
        self.negotiation = negotiation_id
        self._engine = engine
        self._heads = Heads(negotiation_id)
        self._statements = _Statements(engine)
        self._turn: tuple[ExitStack, Connection] | None = None

    def load(self, after_fence: int = 0) -> Loaded:
        """Everything after a fence: the whole record at the start, or what others wrote since.

        An unknown negotiation has an empty record. Raises StoreUnavailable, StoreDamaged.
        """
        with uncollected(), reading(self._engine) as connection:
            columns = (negotiations.c.fence, negotiations.c.place)
            head = connection.execute(
                select(*columns).where(negotiations.c.id == self.negotiation)
            ).one_or_none()
            if head is None:
                return Loaded(0, 0, ())
            rows = rows_after(connection, self.negotiation, after_fence)
            self._catch_up(connection, head, rows if after_fence <= self._heads.fence else None)
            records, withheld = recall(*rows)
        return Loaded(head.fence, head.place, records, withheld)

    @property
    def head(self) -> str:
        """The hash of the last entry of the main chain as far as it was read, in hexadecimal."""
        return self.end[1].hex()

    @property
    def end(self) -> Link:
        """The number and the hash of that entry."""
        return self._heads.chain(MAIN)

    @property
    def batch(self) -> Link:
        """The number and the hash of the last batch: the end of everything, private or not."""
        return self._heads.fence, self._heads.batch

    def begin(self, title: str, record: Record, *, rehearsal: bool = False) -> Committed:
        """Create the negotiation with the first record, in one transaction.

        Raises AlreadyThere, StoreUnavailable.
        """
        batch = Batch(self._heads)
        kept = (batch.add(record),)
        row = batch.close()
        head = {"title": title, "created": record.at, "rehearsal": rehearsal}
        try:
            with writing(self._engine) as connection:
                connection.execute(
                    insert(negotiations).values(id=self.negotiation, fence=0, place=0, **head)
                )
                self._insert(connection, batch, row)
        except IntegrityError as failure:
            raise AlreadyThere(f"there is a negotiation {self.negotiation!r} already") from failure
        self._heads.advance(batch.heads)
        return Committed(batch.heads.fence, batch.heads.place, kept)

    def commit(self, fence: int, records: Sequence[Record]) -> Committed:
        """Write a batch in one transaction: when this returns, it is on disk.

        Raises Outrun (load and decide again), Duplicate (an act was recorded before),
        ConstraintBroken, or StoreUnavailable; whichever it is, nothing of the batch was kept.
        """
        if fence != self._heads.fence:
            raise Outrun(f"the record was at {fence}, is at {self._heads.fence}")
        batch = Batch(self._heads)
        kept = tuple(batch.add(record) for record in records)
        if batch.empty:
            return Committed(fence, self._heads.place, kept)
        self._refuse_twins(batch)
        row = batch.close()
        try:
            self._write(batch, row)
        except IntegrityError as failure:
            known = self._known(batch)
            raise (Duplicate(known) if known else ConstraintBroken(str(failure.orig))) from failure
        self._heads.advance(batch.heads)
        return Committed(batch.heads.fence, batch.heads.place, kept)

    def take_turn(self) -> None:
        """Be the next to write, by the next commit: whoever else wants to waits until then.

        Without it the process that wrote last is ahead in the race for the next batch, and may stay
        so. Nothing to do on SQLite. Raises StoreUnavailable.
        """
        if self._turn is not None or self._engine.dialect.name != "postgresql":
            return
        with ExitStack() as stack:
            connection = stack.enter_context(writing(self._engine))
            own = negotiations.c.id == self.negotiation
            connection.execute(select(negotiations.c.id).where(own).with_for_update())
            self._turn = stack.pop_all(), connection

    @property
    def in_turn(self) -> bool:
        """Whether others wait for this one's next commit."""
        return self._turn is not None

    def yield_turn(self) -> None:
        """Let others write, where a turn was taken and nothing came of it."""
        turn, self._turn = self._turn, None
        if turn is not None:
            turn[0].close()

    def find_act(self, person: str, act_id: str) -> Recorded | None:
        """What an act led to, if it was recorded; for answering one that was sent again."""
        with reading(self._engine) as connection:
            for table in (edits, entries):
                order = connection.execute(
                    select(table.c.fence, table.c.seq).where(
                        (table.c.negotiation == self.negotiation)
                        & (table.c.person == person)
                        & (table.c.act_id == act_id)
                    )
                ).first()
                if order is not None:
                    rows = rows_after(connection, self.negotiation, order.fence - 1, order.fence)
                    records, _ = recall(*rows)
                    return next(record for record in records if record.seq == order.seq)
        return None

    def _write(self, batch: Batch, row: Row) -> None:
        try:
            self._transact(batch, row)
        except StoreUnavailable as failure:
            if not _broken(failure):
                raise
            # The pool held a connection to a server since restarted. A second try is safe: had
            # the first been committed after all, the fence would say so.
            self._transact(batch, row)

    def _transact(self, batch: Batch, row: Row) -> None:
        turn, self._turn = self._turn, None
        if turn is None:
            with writing(self._engine) as connection:
                self._insert(connection, batch, row)
        else:
            with turn[0]:
                self._insert(turn[1], batch, row)

    def _insert(self, connection: Connection, batch: Batch, row: Row) -> None:
        run, fence = self._statements, batch.heads.fence
        moved = connection.execute(
            MOVE, {"which": self.negotiation, "old": fence - 1, "new": row[1], "to": row[2]}
        )
        if moved.rowcount != 1:
            raise Outrun(f"somebody else wrote batch {fence}")
        if batch.edits:
            connection.exec_driver_sql(run.edits, batch.edits)
        if batch.entries:
            connection.exec_driver_sql(run.entries, batch.entries)
            connection.exec_driver_sql(run.entry_parts, batch.parts)
        connection.exec_driver_sql(run.batches, row)
        announce_commit(connection, self.negotiation, fence)

    def _catch_up(self, connection: Connection, head: AnyRow, rows: RowsAfter | None) -> None:
        heads = self._heads
        if head.fence <= heads.fence:
            return
        entry_rows, _, edit_rows = rows or rows_after(connection, self.negotiation, heads.fence)
        for row in entry_rows:
            heads.chains[row.chain] = (row.number, row.hash)
        for row in edit_rows:
            heads.streams[row.draft] = (row.revision, row.hash)
        heads.fence, heads.place = head.fence, head.place
        heads.batch = connection.execute(
            select(batches.c.hash).where(
                (batches.c.negotiation == self.negotiation) & (batches.c.fence == head.fence)
            )
        ).scalar_one()

    def _refuse_twins(self, batch: Batch) -> None:
        if len(set(batch.acts)) < len(batch.acts):
            raise Duplicate(
                act for person, act in batch.acts if batch.acts.count((person, act)) > 1
            )

    def _known(self, batch: Batch) -> frozenset[str]:
        """Which acts of a batch that broke a constraint had been recorded before."""
        found: set[str] = set()
        with reading(self._engine) as connection:
            for table in (edits, entries):
                known = connection.execute(
                    select(table.c.person, table.c.act_id).where(
                        (table.c.negotiation == self.negotiation)
                        & table.c.act_id.in_([act_id for _, act_id in batch.acts])
                    )
                )
                found |= {act_id for person, act_id in known if (person, act_id) in batch.acts}
        return frozenset(found)


def _broken(failure: StoreUnavailable) -> bool:
    cause = failure.__cause__
    return isinstance(cause, DBAPIError) and cause.connection_invalidated


MOVE: Final = (
    update(negotiations)
    .where((negotiations.c.id == bindparam("which")) & (negotiations.c.fence == bindparam("old")))
    .values(fence=bindparam("new"), place=bindparam("to"))
)


class _Statements:
    """The inserts in the driver's own words: compiled once, fed with plain tuples."""

    def __init__(self, engine: Engine) -> None:
        def compiled(table: Table) -> str:
            return str(table.insert().compile(dialect=engine.dialect))

        self.batches = compiled(batches)
        self.entries = compiled(entries)
        self.entry_parts = compiled(entry_parts)
        self.edits = compiled(edits)
