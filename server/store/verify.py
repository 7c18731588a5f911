"""Verifying a record: every hash, commitment, chain and order again, and the replay.

What it proves, and what not: nothing of the record was changed, moved, added or taken out since
it was written, by anybody who did not also rewrite everything after it. That somebody rewrote it
from some point on is seen by comparing `head` with one given out before (design §5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Engine, select

from models.facts import Convened, TextPublished, VersionAdopted
from models.text import wording_digest
from server.store import tables
from server.store.audit import Audit, Damage, spot
from server.store.database import reading
from server.store.failures import StoreDamaged, StoreUnavailable
from server.store.recall import RowsAfter, recall, rows_after, uncollected
from server.store.record import Loaded
from server.store.replay import replay
from server.store.scans import changed
from server.store.tables import AnyRow

BEFORE_ALL = -(2**62)
BROKEN = ("malformed", "decode", "not a database")
"""What SQLite says of a file that was changed under it."""


@dataclass(frozen=True)
class Report:
    """What verifying a record found; `problem` is the first thing wrong, None where it is sound."""

    negotiation: str
    problem: str | None = None
    entries: int = 0
    edits: int = 0
    places: int = 0
    withheld: int = 0
    replayed: bool = True
    """Whether the state could be rebuilt; it cannot where what was withheld leads to more."""
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
        holes += "" if self.replayed else ", so not replayed"
        return f"{self.negotiation}: sound: {counted}{holes}; head {self.head}"


def verify(engine: Engine, negotiation: str) -> Report:
    """Check the record of one negotiation. Raises StoreUnavailable only."""
    try:
        with uncollected(), reading(engine) as connection:
            head = connection.execute(
                select(tables.negotiations).where(tables.negotiations.c.id == negotiation)
            ).one_or_none()
            batches = connection.execute(
                select(tables.batches)
                .where(tables.batches.c.negotiation == negotiation)
                .order_by(tables.batches.c.fence)
            ).all()
            rows = rows_after(connection, negotiation, BEFORE_ALL)
            scan = changed(connection, negotiation)
            if scan is not None:
                return Report(negotiation, f"the scan {scan}: is another one")
            return _report(negotiation, head, batches, rows)
    except (Damage, StoreDamaged) as damage:
        return Report(negotiation, str(damage))
    except StoreUnavailable as failure:
        if any(sign in str(failure) for sign in BROKEN):
            return Report(negotiation, f"the database file: {failure}")
        raise


def _report(
    negotiation: str, head: AnyRow | None, batches: Sequence[AnyRow], rows: RowsAfter
) -> Report:
    if head is None:
        return Report(negotiation, "there is no such negotiation")
    audit = Audit(negotiation, rows)
    for fence, records in groupby(_records(rows), key=lambda record: record[0][0]):
        audit.batch(fence, [(seq, group) for (_, seq), group in records], batches)
    audit.finish(head, batches)
    replayed = _rebuild(head, rows, audit)
    entries, parts, edits = rows
    withheld = sum(part.content is None for part in parts)
    ends = (len(entries), len(edits), head.place, withheld, replayed, audit.heads.batch.hex())
    return Report(negotiation, None, *ends)


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
    return True


def _check_published(fact: TextPublished) -> None:
    for clause in fact.clauses:
        if fact.digests[clause.id] != wording_digest(clause.wording):
            raise Damage(f"version 1 of {clause.id}", "has another digest")
