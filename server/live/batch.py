"""A batch: what is decided in order on a provisional state, and neither recorded nor told yet."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from models.facts import AnyFact
from models.fold import fold
from models.negotiation import Negotiation
from models.refusals import Refusal
from models.rules import decide, fall_due, outage
from models.silence import Outage
from server.live.ask import Ask
from server.live.hall import Step
from server.store.record import Record

PEPPER: Final = secrets.token_hex(32)
"""Makes the tokens of anonymous answers blind; kept nowhere, so gone with this process."""


def mint() -> str:
    """A fresh id that tells nothing and cannot be guessed."""
    return secrets.token_urlsafe(9)


def made(facts: Sequence[AnyFact]) -> dict[str, str]:
    """What an act brought into being: kind of thing → id; of several of a kind, the first."""
    named = [(fact.makes, getattr(fact, fact.makes)) for fact in reversed(facts) if fact.makes]
    return {name: str(its) for name, its in named if its is not None}


def steps(state: Negotiation, records: Iterable[Record]) -> list[Step]:
    """What each record does to the negotiation, one after the other."""
    found = []
    for record in records:
        before = state
        for fact in record.facts:
            state = fold(state, fact, record.at, record.actor)
        found.append(Step(record.facts, before, state, record.act_id))
    return found


@dataclass(slots=True)
class Batch:
    """What is decided and not yet committed; `head` is the hash that the record ends in."""

    state: Negotiation
    head: str
    records: list[Record] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    asks: list[Ask | None] = field(default_factory=list)
    """The ask behind each record; None for what fell due."""
    refused: list[tuple[Ask, Refusal]] = field(default_factory=list)
    empty: list[Ask] = field(default_factory=list)
    """Asks that came to nothing: nothing to record, everything to acknowledge."""
    repeated: list[Ask] = field(default_factory=list)
    """Asks that stand twice in this very batch."""
    _seen: set[tuple[str, str]] = field(default_factory=set)

    @property
    def ahead(self) -> bool:
        """Whether somebody typed on what only another process knows yet."""
        return any(refusal.code == "ahead" for _, refusal in self.refused)

    def lose(self, lost: Iterable[Outage]) -> None:
        """Move the deadlines that an outage cut short."""
        for its in lost:
            if facts := outage(self.state, its.start, its.end):
                self._add(Record(its.end, None, None, None, facts))

    def fall_due(self, at: datetime) -> None:
        """Decide whatever falls due by then, each stamped with its due time."""
        while (fallen := fall_due(self.state, at)) is not None:
            due, facts = fallen
            self._add(Record(due, None, None, None, facts))

    def take(self, ask: Ask) -> None:
        """Decide one act, after whatever fell due before it."""
        self.fall_due(ask.received)
        if ask.key in self._seen:
            self.repeated.append(ask)
            return
        self._seen.add(ask.key)
        try:
            facts = decide(self.state, ask.act, ask.actor, ask.received, mint, PEPPER, self.head)
        except Refusal as refusal:
            if refusal.recorded:
                # Without its id: sent again it is decided again, and finds this done.
                self._add(Record(ask.received, ask.actor, None, ask.act, refusal.recorded))
            self.refused.append((ask, refusal))
            return
        if not facts:
            self.empty.append(ask)
        elif any(fact.anonymous for fact in facts):
            # Nothing of who asked it or how.
            self._add(Record(ask.received, None, None, None, facts), ask)
        else:
            self._add(Record(ask.received, ask.actor, ask.act_id, ask.act, facts), ask)

    def _add(self, record: Record, ask: Ask | None = None) -> None:
        (step,) = steps(self.state, [record])
        self.state = step.after
        self.records.append(record)
        self.steps.append(step)
        self.asks.append(ask)
