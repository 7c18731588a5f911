"""How records are laid out in rows, chained and hashed.

A record's facts for the public, the parties and the facilitators become one entry of the main
chain; what is private (to the writers of a draft, the members of a caucus, one side alone) becomes
an entry of a chain of its own; typing becomes rows of its draft's stream. Three numbers keep the
order of a record's facts without one betraying the other: a fact of the main chain bears its index
among those; any other one bears the number of main facts before it and its index among the facts
of its chain. Facts of two private chains next to each other keep no order: they never depend on
one another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from struct import pack
from typing import Any

import orjson

from models import edit
from models.facts import (
    FACILITATORS_ONLY,
    PARTIES,
    AnyFact,
    DraftCarried,
    DraftEdited,
    DraftFact,
    is_private,
)
from server.store import canonical, codec
from server.store.heads import MAIN, Heads, chain_of
from server.store.instant import to_iso, to_micros
from server.store.record import Kept, Record

Row = tuple[Any, ...]
Placed = tuple[int, int, AnyFact]
"""A fact with its two numbers in the record."""
EDIT, ENTRY = b"e", b"m"
CARRIED = frozenset({"base", "edits", "restored"})
"""What a stream row keeps of a draft that was carried over."""


@dataclass
class Split:
    """The facts of one record by where they are kept."""

    main: list[Placed] = field(default_factory=list)
    private: dict[str, list[Placed]] = field(default_factory=dict)
    """By chain, which is the audience."""
    typed: list[tuple[int, int, DraftEdited | DraftCarried]] = field(default_factory=list)

    @property
    def public(self) -> bool:
        """Whether anybody but a private audience may learn of the record: it takes a place."""
        return bool(self.main) or any(not fact.private for _, _, fact in self.typed)


def split(facts: Iterable[AnyFact]) -> Split:
    """Sort the facts of one record and number them."""
    result = Split()
    last: dict[str, int] = {}
    for fact in facts:
        after, audience = len(result.main), fact.audience
        if not isinstance(fact, DraftFact) and not is_private(audience):
            result.main.append((after, 0, fact))
            continue
        chain = chain_of(fact.draft) if isinstance(fact, DraftFact) else audience
        nth = last[chain] = last.get(chain, -1) + 1
        if isinstance(fact, DraftEdited | DraftCarried):
            result.typed.append((after, nth, fact))
        elif is_private(audience):
            result.private.setdefault(chain, []).append((after, nth, fact))
        else:
            result.main.append((after, 0, fact))
    return result


class Batch:
    """One batch on its way to the tables: rows in the order of the columns."""

    def __init__(self, heads: Heads) -> None:
        self.heads = heads.following()
        self.entries: list[Row] = []
        self.parts: list[Row] = []
        self.edits: list[Row] = []
        self.acts: list[tuple[str, str]] = []
        self._negotiation = heads.negotiation
        self._hashes: list[bytes] = []
        self._seq = 0

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self._seq

    def add(self, record: Record) -> Kept:
        """Lay out one record; one without facts leaves no trace."""
        if not record.facts:
            return Kept(None, None)
        parted = split(record.facts)
        place = None
        if parted.public:
            self.heads.place = place = self.heads.place + 1
        act_id = record.act_id
        if record.actor is not None and act_id is not None:
            self.acts.append((record.actor.person, act_id))
        if parted.main or parted.private:
            act_id = None  # the entry bears it
        for after, nth, fact in sorted(parted.typed, key=_by_draft):
            self._type(record, fact, place, after, nth, act_id)
            act_id = None
        number = self._enter_all(record, parted, place)
        self._seq += 1
        return Kept(place, number)

    def close(self) -> Row:
        """The row of the batch itself, which chains the total order of everything."""
        heads = self.heads
        heads.batch = batch_hash(heads.batch, heads.fence, heads.place, self._hashes)
        return (self._negotiation, heads.fence, heads.place, heads.batch)

    def _type(
        self,
        record: Record,
        fact: DraftEdited | DraftCarried,
        place: int | None,
        after: int,
        nth: int,
        act_id: str | None,
    ) -> None:
        last, prev = self.heads.stream(fact.draft)
        if fact.revision != last + 1:
            raise ValueError(f"draft {fact.draft} is at {last}: no revision {fact.revision}")
        at = to_micros(record.at)
        hashed = (
            fact.revision,
            None if fact.private else place,
            after,
            nth,
            at,
            *_writing(record, fact),
            act_id,
        )
        salt = canonical.new_salt() if fact.private else None
        link = canonical.edit_hash(prev, hashed, salt)
        self.heads.streams[fact.draft] = (fact.revision, link)
        order = (self._negotiation, fact.draft, fact.revision, hashed[1], self.heads.fence)
        self.edits.append((*order, self._seq, *hashed[2:], link, salt))
        self._hashes.append(batch_piece(self._seq, EDIT, link))

    def _enter_all(self, record: Record, parted: Split, place: int | None) -> int | None:
        """Write the record's entries: main chain first; the number in the chain of the act."""
        number = None
        acting = True
        if parted.main:
            contents = main_contents(record, parted, self.heads)
            number = self._enter(record, MAIN, place, contents, acting)
            acting = False
        for chain, placed in sorted(parted.private.items()):
            drafts = {fact.draft for _, _, fact in placed if isinstance(fact, DraftFact)}
            inner = part_content(placed, drafts, self.heads)
            if acting:
                inner |= act_content(record)
            own = self._enter(record, chain, None, {chain: inner}, acting)
            number = own if acting else number
            acting = False
        return number

    def _enter(
        self,
        record: Record,
        chain: str,
        place: int | None,
        contents: dict[str, dict[str, Any]],
        acting: bool,
    ) -> int:
        last, prev = self.heads.chain(chain)
        number = last + 1
        key = (self._negotiation, chain, number)
        commitments = {}
        for audience, content in sorted(contents.items()):
            salt, written = canonical.new_salt(), canonical.encode(content)
            commitments[audience] = canonical.commitment(salt, written)
            self.parts.append((*key, audience, salt, written.decode(), commitments[audience]))
        link = canonical.entry_hash(number, place, to_iso(record.at), prev, commitments)
        self.heads.chains[chain] = (number, link)
        person = record.actor.person if acting and record.actor else None
        act_id = record.act_id if acting else None
        order = (place, self.heads.fence, self._seq, to_micros(record.at))
        self.entries.append((*key, *order, person, act_id, prev, link))
        self._hashes.append(batch_piece(self._seq, ENTRY, link))
        return number


def batch_piece(seq: int, kind: bytes, link: bytes) -> bytes:
    """What a row brings to the hash of its batch: its record's order, its kind, its own hash."""
    return pack(">Ic", seq, kind) + link


def batch_hash(prev: bytes, fence: int, place: int, pieces: Iterable[bytes]) -> bytes:
    """The hash of a batch over the one before.

    The pieces stand by record; in each, edits by draft and revision, then entries by chain.
    """
    return canonical.sha(b"batch", prev, pack(">QQ", fence, place), *pieces)


def main_contents(record: Record, parted: Split, heads: Heads) -> dict[str, dict[str, Any]]:
    """The parts of a main entry by audience; who acted stands in the innermost one only."""
    by_audience: dict[str, list[Placed]] = {}
    for placed in parted.main:
        by_audience.setdefault(placed[2].audience, []).append(placed)
    if record.actor is not None or record.act is not None or record.act_id is not None:
        inner = FACILITATORS_ONLY if FACILITATORS_ONLY in by_audience else PARTIES
        by_audience.setdefault(inner, [])
    else:
        inner = PARTIES if PARTIES in by_audience else min(by_audience)
    drafts = touched(record, parted)
    contents = {
        audience: part_content(placed, drafts if audience == inner else (), heads)
        for audience, placed in by_audience.items()
    }
    contents[inner] |= act_content(record)
    return contents


def touched(record: Record, parted: Split) -> list[str]:
    """The drafts whose wording a main entry speaks of: it vouches for their streams so far."""
    drafts = {fact.draft for _, _, fact in parted.main if isinstance(fact, DraftFact)}
    drafts |= {fact.draft for _, _, fact in parted.typed if not fact.private}
    named = getattr(record.act, "draft", None)
    return sorted(drafts | {named} if named else drafts)


def part_content(placed: Iterable[Placed], drafts: Iterable[str], heads: Heads) -> dict[str, Any]:
    """The JSON object of one part."""
    content: dict[str, Any] = {
        "facts": [[after, nth, codec.dump(fact)] for after, nth, fact in placed]
    }
    streams = [(draft, *heads.stream(draft)) for draft in drafts]
    if streams:
        content["streams"] = [[draft, revision, link.hex()] for draft, revision, link in streams]
    return content


def act_content(record: Record) -> dict[str, Any]:
    """Who acted, how, and under what id: for the innermost part."""
    return {
        "actor": record.actor and codec.dump(record.actor),
        "act": record.act and codec.dump(record.act),
        "act_id": record.act_id,
    }


def _by_draft(typed: tuple[int, int, DraftEdited | DraftCarried]) -> tuple[str, int]:
    return typed[2].draft, typed[2].revision


def _writing(record: Record, fact: DraftEdited | DraftCarried) -> Row:
    """The columns author, person, role, field, parts."""
    if isinstance(fact, DraftEdited):
        role = record.actor.role.value if record.actor else None
        parts = orjson.dumps(edit.dump(fact.edit)).decode()
        return (fact.author, fact.person, role, fact.field, parts)
    kept = {name: value for name, value in codec.dump(fact).items() if name in CARRIED}
    return (None, None, None, None, canonical.encode(kept).decode())
