"""Checkpoints: where the record stood, signed, for whoever need not trust the operator.

A checkpoint is a signed note (C2SP signed-note) whose three first lines are those of a C2SP
checkpoint: origin, size, root hash. The size is the number of the last entry of the main chain, the
root its hash: the record is a linear chain and no Merkle tree, because a party holds every header
anyhow, and a chain is checked by whoever can hash. A fourth line says when. Any holder of an older
checkpoint sees a record that was cut, or rewritten before that point.

Beside it a seal is kept, the same over the chain of batches, which private chains are part of too.
It is given to nobody: that something private was written since would show in it.
"""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from server.store import tables
from server.store.database import reading, writing
from server.store.heads import Link
from server.store.instant import from_iso, to_iso
from server.store.keys import SigningKey, key_id, signed_by

DASH = "\N{EM DASH}"


class Malformed(ValueError):
    """A note that is no checkpoint."""


class Checkpoint(NamedTuple):
    """Entry `number` of the main chain had `root` for its hash at this time."""

    negotiation: str
    number: int
    root: bytes
    at: datetime

    @property
    def origin(self) -> str:
        """What the note says it is of."""
        return f"parley/{self.negotiation}"

    @property
    def body(self) -> str:
        """The text that is signed."""
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.number}\n{root}\n{to_iso(self.at)}\n"

    @property
    def code(self) -> str:
        """Its root in eight digits, to be compared by eye on a projector or on paper."""
        digits = self.root.hex()[:8].upper()
        return f"{digits[:4]}-{digits[4:]}"


def signed(checkpoint: Checkpoint, key: SigningKey) -> str:
    """The signed note."""
    signature = key.sign(checkpoint.body.encode())
    blob = base64.b64encode(key_id(checkpoint.origin, key.public) + signature).decode()
    return f"{checkpoint.body}\n{DASH} {checkpoint.origin} {blob}\n"


def opened(note: str, public: bytes) -> Checkpoint:
    """What a note says, once its signature is that of this key; raises Malformed."""
    found, written = read(note)
    name, body = key_id(found.origin, public), found.body.encode()
    if written[:4] != name or not signed_by(public, written[4:], body):
        raise Malformed("the signature is not of the key that was given")
    return found


def read(note: str) -> tuple[Checkpoint, bytes]:
    """What a note says and how it is signed, whoever signed it; raises Malformed."""
    body, gap, last = note.partition(f"\n\n{DASH} ")
    lines = body.split("\n")
    name, space, blob = last.rstrip("\n").partition(" ")
    if not gap or not space or len(lines) != 4:
        raise Malformed("this is no signed checkpoint")
    origin, number, root, at = lines
    try:
        written = base64.b64decode(blob, validate=True)
        found = Checkpoint(
            origin.removeprefix("parley/"),
            int(number),
            base64.b64decode(root, validate=True),
            from_iso(at),
        )
    except (ValueError, binascii.Error) as failure:
        raise Malformed("this is no signed checkpoint") from failure
    # Written again, as base64 has several spellings for some bytes.
    again = f"{found.body}\n{DASH} {found.origin} {base64.b64encode(written).decode()}\n"
    if name != origin or note != again:
        raise Malformed("this is no signed checkpoint")
    return found, written


def sealing(negotiation: str, batch: Link, at: datetime) -> Checkpoint:
    """What a seal says: that the chain of batches ended here at this time."""
    return Checkpoint(f"{negotiation}/batches", *batch, at)


def keep(
    engine: Engine, checkpoint: Checkpoint, note: str, public: bytes, seal: str | None = None
) -> None:
    """Keep a signed checkpoint; one for each entry is enough. Raises StoreUnavailable."""
    row = {
        "negotiation": checkpoint.negotiation,
        "number": checkpoint.number,
        "at": checkpoint.at,
        "root": checkpoint.root,
        "key": public,
        "note": note,
        "seal": seal,
    }
    try:
        with writing(engine) as connection:
            connection.execute(insert(tables.checkpoints).values(**row))
    except IntegrityError:
        return  # another process was faster, on the same entry


def kept(engine: Engine, negotiation: str) -> tuple[tuple[Checkpoint, str, bytes], ...]:
    """Every checkpoint that was given out, oldest first, with its note and the key that signed."""
    table = tables.checkpoints
    with reading(engine) as connection:
        rows = connection.execute(
            select(table).where(table.c.negotiation == negotiation).order_by(table.c.number)
        )
        return tuple(
            (Checkpoint(negotiation, row.number, row.root, row.at), row.note, row.key)
            for row in rows
        )


class Stamp(NamedTuple):
    """A checkpoint, its signed note, and the public key that signed it."""

    checkpoint: Checkpoint
    note: str
    key: bytes


class Notary:
    """Signs and keeps the checkpoints of one negotiation."""

    def __init__(self, engine: Engine, negotiation: str, key: SigningKey) -> None:
        self._engine = engine
        self._negotiation = negotiation
        self._key = key

    def last(self) -> Stamp | None:
        """The newest that was kept. Raises StoreUnavailable."""
        found = kept(self._engine, self._negotiation)
        return Stamp(*found[-1]) if found else None

    def stamp(self, end: Link, batch: Link, at: datetime) -> Stamp:
        """Sign that the main chain ends here, and with it that batch. Raises StoreUnavailable."""
        checkpoint = Checkpoint(self._negotiation, *end, at)
        note = signed(checkpoint, self._key)
        seal = signed(sealing(self._negotiation, batch, at), self._key)
        keep(self._engine, checkpoint, note, self._key.public, seal)
        return Stamp(checkpoint, note, self._key.public)
