"""What must be so after a trial: in the store, at every process, on every page."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Engine

from models.facts import DraftCarried, DraftEdited, TextLocked, VersionAdopted
from models.fold import fold
from models.manifest import manifest_digest
from models.negotiation import Negotiation
from models.runs import Runs
from models.whole import whole_digest
from server.store.heads import Link
from server.store.ledger import Ledger, Recorded
from server.store.verify import verify
from tests.live.race.page import Fate

LATE = {"locked", "not_found", "lock_pending", "no_lock_pending", "wrong_role"}
"""What may be said to whoever asks once the text is locked."""
WRITTEN = (DraftEdited, DraftCarried, VersionAdopted)


class Replica(NamedTuple):
    """One state of the negotiation, as far as anybody can compare it."""

    place: int
    end: str
    digest: str
    lock: str
    drafts: Mapping[str, tuple[int, str]]
    """Draft → its revision, and a hash of what it reads."""

    @classmethod
    def of(cls, negotiation: Negotiation, place: int, end: Link) -> Replica:
        """That of a state."""
        drafts = {its.id: (its.revision, _digest(its.texts)) for its in negotiation.drafts.values()}
        lock, digest = of_lock(negotiation), whole_digest(negotiation)
        return cls(place, f"{end[0]} {end[1].hex()}", digest, lock, drafts)


def _digest(texts: Mapping[str, Runs]) -> str:
    """The same in every process: sets have no order."""
    runs = [
        (name, run.text, run.inserted_by, sorted(run.struck_by))
        for name, its in sorted(texts.items())
        for run in its
    ]
    return hashlib.sha256(repr(runs).encode()).hexdigest()


def of_lock(negotiation: Negotiation) -> str:
    """Number and fingerprints of the text that is locked."""
    final = negotiation.final
    return f"{final.number} {final.digest} {final.manifest}" if final else "open"


class Told(NamedTuple):
    """What one process holds to be so, and everybody at it."""

    replica: Replica
    shown: Mapping[str, tuple[str, str]]
    """Person → the digest of the text their page shows, and what it says of the lock."""
    fates: Mapping[str, Fate]
    faults: Sequence[str]


def judge(engine: Engine, negotiation: str, told: Sequence[Told]) -> list[str]:
    """Everything that is not as it must be."""
    ledger = Ledger(engine, negotiation)
    loaded = ledger.load()
    record = loaded.records
    at_lock, state = _replayed(record)
    if at_lock is None:
        return ["the record has no lock, or more than one"]
    truth = Replica.of(state, loaded.place, ledger.end)
    report = verify(engine, negotiation)
    faults = [] if report.sound else [str(report)]
    faults += _of_lock(at_lock, state)
    faults += _of_record(record)
    for its in told:
        if its.replica != truth:
            faults.append(f"a room holds {its.replica}, the record {truth}")
        for person, shown in its.shown.items():
            if shown != (truth.digest, truth.lock):
                faults.append(f"the page of {person} shows {shown}, the record says {truth.lock}")
        faults += its.faults
        for fate in its.fates.values():
            faults += _of_fate(fate, record)
    return faults


def _replayed(record: Sequence[Recorded]) -> tuple[Negotiation | None, Negotiation]:
    """The state just after the one lock, and at the end; no first where the locks are not one."""
    state: Negotiation | None = None
    locked = []
    for entry in record:
        for fact in entry.facts:
            state = fold(state, fact, entry.at, entry.actor)
            if isinstance(fact, TextLocked):
                locked.append(state)
    assert state is not None
    return (locked[0] if len(locked) == 1 else None), state


def _of_lock(locked: Negotiation, end: Negotiation) -> Iterator[str]:
    """One lock, of the text as it stood, that stands; and nothing in the text moved since."""
    final = end.final
    if final is None:
        yield "the text is not locked at the end"
        return
    if final.digest != whole_digest(locked):
        yield "what was locked is another text"
    if final.manifest != hashlib.sha256(final.content.encode()).hexdigest():
        yield "the manifest is not the one that was confirmed"
    if final.manifest != manifest_digest(locked, final.head):
        yield "the manifest is not that of the text as it was locked"
    if end.clauses != locked.clauses or whole_digest(end) != whole_digest(locked):
        yield "the text moved after the lock"
    if end.proposals != locked.proposals or end.decisions != locked.decisions:
        yield "something was proposed or decided after the lock"
    if any(locked.drafts.get(draft.id) != draft for draft in end.drafts.values()):
        yield "a draft was written after the lock"


def _of_record(record: Sequence[Recorded]) -> Iterator[str]:
    """No edit, nor anything else that writes, in the record after the entry of the lock."""
    locked = False
    for entry in record:
        for fact in entry.facts:
            if locked and isinstance(fact, WRITTEN):
                yield f"{fact.kind} by {entry.actor} after the lock"
            locked = locked or isinstance(fact, TextLocked)


def _of_fate(fate: Fate, record: Sequence[Recorded]) -> Iterator[str]:
    """What was answered as kept is in the record once, and what was refused is not."""
    recorded = Counter(entry.act_id for entry in record if entry.act_id is not None)
    yield from fate.faults
    yield from (
        f"{act} was kept and is not in the record" for act in fate.kept if not recorded[act]
    )
    yield from (f"{act} was refused, and recorded" for act in fate.lost if recorded[act])
    yield from (f"{act} is recorded twice" for act, times in recorded.items() if times > 1)
    yield from (f"{code} was said after the lock" for code in set(fate.late) - LATE)
    yield from (f"{act}: {code}" for act, code in fate.lost.items() if code == "not_saved")
