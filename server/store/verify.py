"""Verifying a record: every hash, commitment, chain and order again, and the replay.

What it proves, and what not: nothing of the record was changed, moved, added or taken out since
it was written, by anybody who did not also rewrite everything after it. Whoever did is found out
by the checkpoints kept beside it, which he cannot sign; and where he took those away, or cut off
the end with them, by any that was given out before (`held`). Up to where it is signed is told, as
is what was withheld: neither can be wrong by itself (design §5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, Engine, Table, func, select

from models.facts import Convened, Erased, TextPublished, VersionAdopted
from models.retention import Erasure
from models.text import wording_digest
from server.store import tables
from server.store.audit import Audit, Damage, is_erased, spot
from server.store.database import reading
from server.store.failures import StoreDamaged, StoreUnavailable
from server.store.heads import MAIN
from server.store.recall import RowsAfter, recall, rows_after, uncollected
from server.store.record import Loaded, Recorded
from server.store.replay import replay
from server.store.scans import changed
from server.store.tables import AnyRow
from server.store.vouching import check_checkpoints, check_finals, check_held, check_seals

OF_RECORDS = (
    tables.batches,
    tables.entries,
    tables.entry_parts,
    tables.edits,
    tables.checkpoints,
)
BEFORE_ALL = -(2**62)
BROKEN = ("malformed", "decode", "not a database")
"""What SQLite says of a file that was changed under it."""
UNREADABLE = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
"""What a value of another kind leads to, where a column of SQLite's takes any."""


@dataclass(frozen=True)
class Report:
    """What verifying a record found; `problem` is the first thing wrong, None where it is sound."""

    negotiation: str
    problem: str | None = None
    entries: int = 0
    edits: int = 0
    places: int = 0
    withheld: int = 0
    erased: int = 0
    """How many edits of private drafts a rule has erased."""
    replayed: bool = True
    """Whether the state could be rebuilt; it cannot where what was withheld leads to more."""
    signed: int = 0
    """The last entry of the main chain that a checkpoint signs for, and with it all before."""
    sealed: int = 0
    """The last batch of everything, private or not, that is signed for in the same way."""
    head: str = ""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.problem is None

    def __str__(self) -> str:
        if self.problem is not None:
            return f"{self.negotiation}: NOT SOUND: {self.problem}"
        counted = f"{self.entries} entries, {self.edits} edits, {self.places} places"
        holes = f"; {self.withheld} parts withheld" if self.withheld else ""
        holes += f"; {self.erased} private edits erased" if self.erased else ""
        holes += "" if self.replayed else ", so not replayed"
        signed = f"signed up to entry {self.signed}" if self.signed else "signed by no checkpoint"
        signed += f" and batch {self.sealed}" if self.sealed else ""
        return f"{self.negotiation}: sound: {counted}{holes}; {signed}; head {self.head}"


@dataclass(frozen=True)
class _Found:
    """What the tables hold of one negotiation."""

    head: AnyRow
    batches: Sequence[AnyRow]
    rows: RowsAfter
    checkpoints: Sequence[AnyRow]


def verify(
    engine: Engine, negotiation: str, key: bytes | None = None, held: str | None = None
) -> Report:
    """Check the record of one negotiation. Raises StoreUnavailable only.

    `key` is the public key that its checkpoints are signed with, if it is known from elsewhere;
    `held` a signed checkpoint that somebody was given before.
    """
    try:
        with uncollected(), reading(engine) as connection:
            found = _read(connection, negotiation)
            return _report(negotiation, found, key, held)
    except (Damage, StoreDamaged) as damage:
        return Report(negotiation, str(damage))
    except StoreUnavailable as failure:
        if any(sign in str(failure) for sign in BROKEN):
            return Report(negotiation, f"the database file: {failure}")
        raise
    except UNREADABLE as failure:
        return Report(negotiation, f"something cannot be read: {failure!r}")


def _read(connection: Connection, negotiation: str) -> _Found:
    def of(table: Table, order: str) -> Sequence[AnyRow]:
        rows = select(table).where(table.c.negotiation == negotiation).order_by(table.c[order])
        return connection.execute(rows).all()

    head = connection.execute(
        select(tables.negotiations).where(tables.negotiations.c.id == negotiation)
    ).one_or_none()
    if head is None:
        raise StoreDamaged("there is no such negotiation")
    rows = rows_after(connection, negotiation, BEFORE_ALL)
    its = tables.entry_parts.c.negotiation == negotiation
    count = select(func.count()).select_from(tables.entry_parts).where(its)
    if connection.execute(count).scalar_one() != len(rows[1]):
        raise Damage("the parts of entries", "there is one of an entry that is not there")
    scan = changed(connection, negotiation)
    if scan is not None:
        raise Damage(f"the scan {scan}", "is another one")
    return _Found(
        head,
        of(tables.batches, "fence"),
        rows,
        of(tables.checkpoints, "number"),
    )


def strays(engine: Engine) -> tuple[str, ...]:
    """The tables with rows of a negotiation that there is not; raises StoreUnavailable.

    They are part of no record, so that no record can be found wrong for them.
    """
    known = select(tables.negotiations.c.id)
    with reading(engine) as connection:
        return tuple(
            table.name
            for table in OF_RECORDS
            if connection.execute(
                select(table.c.negotiation).where(table.c.negotiation.not_in(known)).limit(1)
            ).first()
        )


def _report(negotiation: str, found: _Found, key: bytes | None, held: str | None) -> Report:
    head, rows = found.head, found.rows
    audit = Audit(negotiation, rows)
    for fence, records in groupby(_records(rows), key=lambda record: record[0][0]):
        audit.batch(fence, [(seq, group) for (_, seq), group in records], found.batches)
    audit.finish(head, found.batches)
    entries, parts, edits = rows
    chain = {row.number: row.hash for row in entries if row.chain == MAIN}
    signed = check_checkpoints(negotiation, found.checkpoints, chain, key)
    fences = {row.fence: row.hash for row in found.batches}
    sealed = check_seals(negotiation, found.checkpoints, fences, key)
    if held is not None:
        key = found.checkpoints[0].key if key is None and found.checkpoints else key
        check_held(negotiation, held, chain, key)
    replayed = _rebuild(head, rows, audit)
    withheld = sum(part.content is None for part in parts)
    erased = sum(map(is_erased, edits))
    counted = (len(entries), len(edits), head.place, withheld, erased)
    return Report(negotiation, None, *counted, replayed, signed, sealed, audit.heads.batch.hex())


def _records(rows: RowsAfter) -> Iterator[tuple[tuple[int, int], list[AnyRow]]]:
    """The rows of each record, in order: edits by draft and revision, then entries by chain."""
    entries, _, edits = rows
    placed = [((row.fence, row.seq), 0, row.draft, row.revision, row) for row in edits]
    placed += [((row.fence, row.seq), 1, row.chain, row.number, row) for row in entries]
    placed.sort(key=lambda item: item[:4])
    for order, group in groupby(placed, key=lambda item: item[0]):
        yield order, [item[4] for item in group]


def _rebuild(head: AnyRow, rows: RowsAfter, audit: Audit) -> bool:
    """Replay if that can be, and compare what the replay can tell of the rest."""
    records, withheld = recall(*rows)
    if withheld:
        return False
    _check_erased(rows, records)
    for record in records:
        for fact in record.facts:
            if isinstance(fact, Convened):
                said = (fact.negotiation, fact.title, fact.rehearsal, record.at)
                if said != (head.id, head.title, head.rehearsal, head.created):
                    raise Damage("the head of the negotiation", "is not what was convened")
            elif isinstance(fact, VersionAdopted) and fact.digest != wording_digest(fact.wording):
                raise Damage(f"version {fact.version} of {fact.clause}", "has another digest")
            elif isinstance(fact, TextPublished):
                _check_published(fact)
    state = replay(Loaded(head.fence, head.place, records))
    for draft in state.drafts.values():
        if draft.revision != audit.heads.stream(draft.id)[0]:
            raise Damage(spot(draft.id, draft.revision), "is not the end of the stream")
    check_finals(state)
    return True


def _check_erased(rows: RowsAfter, records: Sequence[Recorded]) -> None:
    """What is gone of a private stream was erased by a rule, which the record names later on."""
    erased = [
        (record.fence, record.seq)
        for record in records
        for fact in record.facts
        if isinstance(fact, Erased) and fact.what is Erasure.PRIVATE
    ]
    until = max(erased, default=(0, 0))
    for row in rows[2]:
        if is_erased(row) and (row.fence, row.seq) > until:
            raise Damage(spot(row.draft, row.revision), "is gone, and no rule erased it")


def _check_published(fact: TextPublished) -> None:
    for clause in fact.clauses:
        if fact.digests[clause.id] != wording_digest(clause.wording):
            raise Damage(f"version 1 of {clause.id}", "has another digest")
