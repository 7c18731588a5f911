"""The walk through a record, row by row in its total order, that recomputes what was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, cast

from server.store import canonical
from server.store.heads import MAIN, Heads
from server.store.instant import to_iso, to_micros
from server.store.layout import EDIT, ENTRY, batch_hash, batch_piece
from server.store.recall import RowsAfter
from server.store.tables import AnyRow

NOBODY: Final = (None, None)
SAID: Final = ("author", "person", "role", "field", "act_id", "salt")
"""What an erased edit says no more."""


class Damage(Exception):
    """The first thing found wrong, and where."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")


def is_erased(edit: AnyRow) -> bool:
    """Whether a row of a stream was emptied: its hash stands for it, held by that of its batch."""
    return not edit.parts


def spot(draft: str, revision: int) -> str:
    """How a row of a stream is named."""
    return f"draft {draft}, revision {revision}"


def link(chain: str, number: int) -> str:
    """How an entry is named."""
    return f"{f'chain {chain}' if chain else 'main chain'}, entry {number}"


class Audit:
    """Follows a record from its beginning; `heads` is how far it was found sound."""

    def __init__(self, negotiation: str, rows: RowsAfter) -> None:
        self.heads = Heads(negotiation)
        self._parts: defaultdict[tuple[str, int], list[AnyRow]] = defaultdict(list)
        for part in rows[1]:
            self._parts[part.chain, part.number].append(part)
        self._streams = {(row.draft, row.revision): row.hash.hex() for row in rows[2]}

    def batch(
        self, fence: int, records: Sequence[tuple[int, list[AnyRow]]], batches: Sequence[AnyRow]
    ) -> None:
        """Check the rows of one batch and the batch itself."""
        heads = self.heads
        if fence != heads.fence + 1:
            raise Damage(f"batch {heads.fence + 1}", f"is missing, or stands at {fence}")
        pieces: list[bytes] = []
        for expected, (seq, rows) in enumerate(records):
            if seq != expected:
                raise Damage(f"batch {fence}, record {expected}", "is missing")
            self._place(rows)
            pieces += [batch_piece(seq, *self._row(row)) for row in rows]
        heads.fence = fence
        heads.batch = batch_hash(heads.batch, fence, heads.place, pieces)
        found = batches[fence - 1] if fence <= len(batches) else None
        if found is None or found.fence != fence:
            raise Damage(f"batch {fence}", "is missing")
        if (found.place, found.hash) != (heads.place, heads.batch):
            raise Damage(f"batch {fence}", "its hash is not that of its rows")

    def finish(self, head: AnyRow, batches: Sequence[AnyRow]) -> None:
        """Check that the record ends where its head says."""
        if (head.fence, head.place) != (self.heads.fence, self.heads.place):
            raise Damage(
                "the head of the negotiation",
                f"is at batch {head.fence}, place {head.place}; the record ends at "
                f"batch {self.heads.fence}, place {self.heads.place}",
            )
        if len(batches) != head.fence:
            raise Damage(f"batch {head.fence + 1}", "has no rows")

    def _place(self, rows: Sequence[AnyRow]) -> None:
        """A record that others may learn of has the next place, and has it in each such row."""
        places = {row.place for row in rows if row.place is not None}
        if places - {self.heads.place + 1}:
            raise Damage(_name(rows[0]), f"place {sorted(places)} after {self.heads.place}")
        self.heads.place += len(places)

    def _row(self, row: AnyRow) -> tuple[bytes, bytes]:
        if hasattr(row, "draft"):
            self._edit(row)
            return EDIT, row.hash
        self._entry(row)
        return ENTRY, row.hash

    def _edit(self, row: AnyRow) -> None:
        last, prev = self.heads.stream(row.draft)
        if row.revision != last + 1:
            raise Damage(spot(row.draft, row.revision), f"follows revision {last}")
        if is_erased(row):
            if row.place is not None or any(getattr(row, name) is not None for name in SAID):
                raise Damage(spot(row.draft, row.revision), "is half erased")
        elif row.salt is not None and not isinstance(row.salt, bytes):
            raise Damage(spot(row.draft, row.revision), "has something else for a salt")
        elif row.hash != canonical.edit_hash(prev, _hashed(row), row.salt):
            raise Damage(spot(row.draft, row.revision), "its hash is not that of its content")
        self.heads.streams[row.draft] = (row.revision, row.hash)

    def _entry(self, row: AnyRow) -> None:
        where = link(row.chain, row.number)
        last, prev = self.heads.chain(row.chain)
        if row.number != last + 1:
            raise Damage(where, f"follows entry {last}")
        if row.prev != prev:
            raise Damage(where, "is not chained to the entry before")
        if (row.place is None) == (row.chain == MAIN):
            raise Damage(where, "a private entry has no place, a public one has")
        parts = self._parts.pop((row.chain, row.number), [])
        commitments = {part.audience: part.commitment for part in parts}
        header = canonical.entry_hash(row.number, row.place, to_iso(row.at), prev, commitments)
        if row.hash != header:
            raise Damage(where, "its hash is not that of its header")
        self.heads.chains[row.chain] = (row.number, row.hash)
        acted: tuple[str | None, str | None] = NOBODY
        for part in parts:
            acted = self._part(where, part) or acted
        if (row.person, row.act_id) != acted:
            raise Damage(where, "names another person or act than its content")

    def _part(self, where: str, part: AnyRow) -> tuple[str | None, str | None] | None:
        """Check one part against its commitment; who acted, and as which act, if it says so."""
        if part.content is None:
            if part.salt is not None:
                raise Damage(f"{where}, part {part.audience}", "has a salt and no content")
            return None
        written = part.content.encode()
        if part.salt is None or canonical.commitment(part.salt, written) != part.commitment:
            raise Damage(f"{where}, part {part.audience}", "is not what was committed to")
        content = cast("dict[str, Any]", canonical.decode(written))
        for draft, revision, digest in content.get("streams", ()):
            expected = self._streams.get((draft, revision))
            if expected is None and not revision:
                expected = Heads(self.heads.negotiation).stream(draft)[1].hex()
            if digest != expected:
                raise Damage(where, f"speaks of {spot(draft, revision)} as of another wording")
        if "act_id" not in content:
            return None
        actor = content["actor"]
        return (actor["person"] if actor else None), content["act_id"]


def _hashed(row: AnyRow) -> tuple[object, ...]:
    return (
        row.revision,
        row.place,
        row.after,
        row.nth,
        to_micros(row.at),
        row.author,
        row.person,
        row.role,
        row.field,
        row.parts,
        row.act_id,
    )


def _name(row: AnyRow) -> str:
    if hasattr(row, "draft"):
        return spot(row.draft, row.revision)
    return link(row.chain, row.number)
