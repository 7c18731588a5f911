"""Scans of pages that were signed in ink, each under the digest that the record names.

In the database, so that a copy of it carries them and every server on it has them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import IntegrityError

from server.store.database import reading, writing
from server.store.failures import StoreFailure
from server.store.tables import scans

TOGETHER = 128 * 1024 * 1024
"""Bytes of the scans of one negotiation: two dozen parties at the most that one scan may have."""


class TooManyScans(StoreFailure):
    """The scans of this negotiation take all the room there is for them."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan: its bytes, and how a file of its kind ends."""

    ending: str
    data: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 that the record names it by."""
        return sha256(self.data).hexdigest()


class Scans:
    """The scans of all negotiations of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, negotiation: str, scan: Scan, at: datetime) -> None:
        """Keep a scan; one that is there already is left. Raises TooManyScans, StoreUnavailable."""
        its, digest = scans.c, scan.digest
        try:
            with writing(self._engine) as connection:
                here = its.negotiation == negotiation
                same = select(its.size).where(here & (its.digest == digest))
                if connection.execute(same).first():
                    return
                size = select(func.coalesce(func.sum(its.size), 0)).where(here)
                # PostgreSQL adds up to a Decimal.
                if int(connection.execute(size).scalar_one()) + len(scan.data) > TOGETHER:
                    raise TooManyScans(f"the scans of {negotiation} take {TOGETHER} bytes")
                row = {"negotiation": negotiation, "digest": digest, "size": len(scan.data)}
                connection.execute(
                    insert(scans), {**row, "ending": scan.ending, "data": scan.data, "at": at}
                )
        except IntegrityError:
            return  # another process was faster, with the same scan

    def find(self, negotiation: str, digest: str) -> Scan | None:
        """The scan of this digest."""
        its = scans.c
        wanted = (its.negotiation == negotiation) & (its.digest == digest)
        with reading(self._engine) as connection:
            row = connection.execute(select(its.ending, its.data).where(wanted)).first()
            return Scan(*row) if row is not None else None

    def found(self, negotiation: str, digests: Collection[str]) -> dict[str, Scan]:
        """Those of these digests that are kept, by digest."""
        each = ((digest, self.find(negotiation, digest)) for digest in digests)
        return {digest: scan for digest, scan in each if scan is not None}


def changed(connection: Connection, negotiation: str) -> str | None:
    """The digest of the first scan that is not what was kept under it; None where all are."""
    its = scans.c
    asked = select(its.digest, its.size, its.data).where(its.negotiation == negotiation)
    with connection.execute(asked.execution_options(yield_per=8)) as rows:
        for row in rows:
            if (sha256(row.data).hexdigest(), len(row.data)) != (row.digest, row.size):
                return str(row.digest)
    return None
