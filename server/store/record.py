"""What goes into the record and what comes back out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from models.acts import Act
from models.facts import AnyFact
from models.party import Actor


@dataclass(frozen=True)
class Record:
    """One act and what it led to; all None for what fell due by itself.

    `act` is None as well where a keystroke is read back: what is kept of it is its effect.
    """

    at: datetime
    actor: Actor | None
    act_id: str | None
    act: Act | None
    facts: tuple[AnyFact, ...]


class Kept(NamedTuple):
    """Where a record stands: its place in the public counter, and its entry in the chain.

    No place: private. No number: nothing but typing.
    """

    place: int | None
    number: int | None


class Committed(NamedTuple):
    """What a commit led to; `records` are in the order given."""

    fence: int
    place: int
    records: tuple[Kept, ...]


@dataclass(frozen=True)
class Recorded(Record):
    """A record as read back, with its order (fence, then seq) and where it stands."""

    fence: int = 0
    seq: int = 0
    place: int | None = None
    number: int | None = None


class Loaded(NamedTuple):
    """A record, or the end of one, in its total order."""

    fence: int
    place: int
    records: tuple[Recorded, ...]
    withheld: int = 0
    """How many parts of the main chain were withheld or erased: with any, the state cannot be
    rebuilt from this. What is private may be gone: nothing that is left follows from it."""
