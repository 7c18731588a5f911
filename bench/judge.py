"""Judging a run: what was acknowledged is in the store, once, in order, by whom it was; and every
page shows what the store says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bench.client import Ear, Page
from bench.hearing import Hearing
from bench.house import House
from bench.pen import Pen, Sent
from bench.watched import Event, Watched
from models.draft import Draft
from models.facts import DraftEdited
from models.negotiation import Negotiation
from models.runs import Runs, anonymous
from server.store.ledger import Ledger
from server.store.replay import replay


class Stored(NamedTuple):
    """One edit as the store has it."""

    draft: str
    revision: int
    person: str
    author: str


class Record(NamedTuple):
    """What a store holds: the negotiation it leads to, and every edit by its act id."""

    negotiation: Negotiation
    edits: Mapping[str, list[Stored]]


def read_store(house: House) -> Record:
    """Read the whole record, as a server that starts would."""
    loaded = Ledger(house.engine, house.plan.id).load()
    edits: dict[str, list[Stored]] = defaultdict(list)
    for record in loaded.records:
        for fact in record.facts:
            if isinstance(fact, DraftEdited) and record.act_id is not None:
                stored = Stored(fact.draft, fact.revision, fact.person, fact.author)
                edits[record.act_id].append(stored)
    return Record(replay(loaded), edits)


@dataclass
class Journal(Ear):
    """Who sent what, and what was acknowledged in which order."""

    authors: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Act id → person and author."""
    acknowledged: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Draft and person → act ids in the order of their confirmation."""
    empty: set[str] = field(default_factory=set)
    """Acknowledged as coming to nothing."""
    declined: dict[str, Event] = field(default_factory=dict)
    _drafts: dict[str, str] = field(default_factory=dict)

    def sent(self, page: Hearing, pen: Pen, sent: Sent, _at: float, /) -> None:
        """Note who means to write."""
        assert page.welcome is not None
        self.authors[sent.id] = (page.welcome["person"], pen.author)
        self._drafts[sent.id] = pen.draft

    def lines(self, _page: Hearing, event: Event, _at: float, /) -> None:
        """Note edits that came to nothing."""
        for line in event["l"]:
            if line[4] in self.authors and not line[3]:
                self.empty.add(line[4])
            elif line[4] in self.authors:
                self.empty.discard(line[4])

    def confirmed(self, _page: Hearing, act_id: str, _at: float, /) -> None:
        """Note what is said to be durable."""
        key = f"{self._drafts[act_id]} {self.authors[act_id][0]}"
        self.acknowledged[key].append(act_id)

    def refused(self, _page: Hearing, act_id: str, event: Event, /) -> None:
        """Note what was declined."""
        self.declined[act_id] = event

    @property
    def count(self) -> int:
        """How many edits were acknowledged."""
        return sum(map(len, self.acknowledged.values()))


def faults_of_acknowledgements(journal: Journal, record: Record) -> list[str]:
    """What is wrong between what was acknowledged and what is kept; best none."""
    faults = [
        f"{act_id} is kept {len(found)} times"
        for act_id, found in record.edits.items()
        if len(found) > 1
    ]
    for act_id, found in record.edits.items():
        if act_id in journal.authors and journal.authors[act_id] != found[0][2:]:
            faults.append(f"{act_id} by {journal.authors[act_id]} is kept as {found[0]}")
    for stream, acts in journal.acknowledged.items():
        doubled = [act_id for act_id, times in Counter(acts).items() if times > 1]
        faults += [f"{act_id} was acknowledged twice" for act_id in doubled]
        faults += _faults_of_order(stream, [a for a in acts if a not in journal.empty], record)
    return faults


def _faults_of_order(stream: str, acts: Iterable[str], record: Record) -> list[str]:
    faults, last = [], -1
    for act_id in acts:
        found = record.edits.get(act_id)
        if not found:
            faults.append(f"{act_id} was acknowledged and is lost ({stream})")
            continue
        if found[0].revision <= last:
            faults.append(f"{act_id} is kept out of order ({stream})")
        last = found[0].revision
    return faults


def faults_of_pens(pages: Iterable[Page], record: Record) -> list[str]:
    """Pens that hold anything but what the store leads to."""
    faults = []
    for page in pages:
        for pen in page.pens.values():
            draft = record.negotiation.drafts.get(pen.draft)
            if pen.closed or draft is None:
                continue
            if pen.revision != draft.revision or pen.confirmed != dict(draft.texts):
                faults.append(
                    f"{page.person} holds {pen.draft} at {pen.revision}, "
                    f"the store at {draft.revision}: {differences(pen.confirmed, draft.texts)}"
                )
    return faults


def faults_of_watchers(pages: Iterable[Page], record: Record) -> list[str]:
    """Watchers that see anything but what the store leads to, by their own light."""
    faults = []
    known: dict[int, str] = {}
    for page in pages:
        for slot, watched in page.watched.items():
            wrong = known.get(id(watched))
            if wrong is None:
                wrong = known[id(watched)] = _wrong(watched, record)
            if wrong:
                faults.append(f"{page.person} watches {slot} at {watched.revision}: {wrong}")
    return faults


def _wrong(watched: Watched, record: Record) -> str:
    """Why this is no draft of the store; empty if it is one."""
    drafts = record.negotiation.drafts.values()
    if any(_shows(watched, draft) for draft in drafts):
        return ""
    for draft in drafts:
        if draft.clause == watched.clause and draft.revision == watched.revision:
            return f"not as {draft.id}: {differences(watched.fields, _seen(watched, draft))}"
    return f"there is none, but {[(draft.id, draft.revision) for draft in drafts]}"


def _seen(watched: Watched, draft: Draft) -> dict[str, Runs]:
    if watched.label:
        return dict(draft.texts)
    return {name: anonymous(runs) for name, runs in draft.texts.items()}


def _shows(watched: Watched, draft: Draft) -> bool:
    return (
        watched.clause == draft.clause
        and watched.revision == draft.revision
        and dict(watched.fields) == _seen(watched, draft)
    )


def differences(mine: Mapping[str, Runs], theirs: Mapping[str, Runs]) -> str:
    """The first place where two wordings differ, for people."""
    for name in mine.keys() | theirs.keys():
        for ours, other in zip(mine.get(name, ()), theirs.get(name, ()), strict=False):
            if ours != other:
                return f"{name}: {ours} ≠ {other}"
    return "other lengths" if mine != theirs else "same words"
