"""Acts done on a bare negotiation, and facts looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Self, TypeVar

import pytest

from models import acts
from models.acts import Act
from models.clause import ChangedBasis
from models.facts import AnyFact, PersonAdmitted
from models.fold import fold
from models.layer import result
from models.negotiation import Decision, Negotiation
from models.party import Actor, Presence
from models.proposal import Proposal
from models.refusals import Refusal
from models.rules import decide, fall_due
from models.views import may_be_undone
from tests.cast.languages import in_arabic
from tests.cast.people import MORNING

F = TypeVar("F", bound=AnyFact)


@dataclass
class Doing:
    """A negotiation that acts are done on; `log` keeps every fact with its time and its actor."""

    negotiation: Negotiation
    now: datetime = MORNING
    log: list[tuple[AnyFact, datetime, Actor | None]] = field(default_factory=list)
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    def actor(self, person: str) -> Actor:
        """The actor that this person is."""
        its = self.negotiation.people[person]
        return Actor(its.id, its.role, its.party)

    def do(self, person: str, act: Act) -> tuple[AnyFact, ...]:
        """Do an act now, after whatever fell due; raises Refusal."""
        self.settle()
        actor = self.actor(person)
        try:
            made = decide(
                self.negotiation, act, actor, self.now, lambda: f"x{next(self.ids)}", "pepper"
            )
        except Refusal as refusal:
            self.take(refusal.recorded, self.now, actor)
            raise
        anonymous = any(fact.anonymous for fact in made)
        self.take(made, self.now, None if anonymous else actor)
        return made

    def settle(self) -> tuple[AnyFact, ...]:
        """Let fall due whatever is due before now."""
        fallen: tuple[AnyFact, ...] = ()
        while (due := fall_due(self.negotiation, self.now)) is not None:
            self.take(due[1], due[0], None)
            fallen += due[1]
        return fallen

    def take(self, made: tuple[AnyFact, ...], at: datetime, actor: Actor | None) -> None:
        """Fold facts that were decided."""
        for fact in made:
            self.negotiation = fold(self.negotiation, fact, at, actor)
            self.log.append((fact, at, actor))

    def later(self, *, minutes: float = 0, seconds: float = 0) -> Self:
        """Let time pass."""
        self.now += timedelta(minutes=minutes, seconds=seconds)
        return self

    def everybody_reads(self, language: str) -> Self:
        """Let everybody have the interface in one language, from the beginning."""
        for place, (fact, at, actor) in enumerate(self.log):
            if isinstance(fact, PersonAdmitted):
                heard = replace(fact, person=replace(fact.person, language=language))
                self.log[place] = (heard, at, actor)
        return self

    @contextmanager
    def refused(self, code: str) -> Iterator[list[Refusal]]:
        """Expect that what is done here is refused with this code, and changes nothing.

        But for what the refusal itself says was recorded (rule L-8).
        """
        before, seen = self.negotiation, list[Refusal]()
        with pytest.raises(Refusal) as raised:
            yield seen
        seen.append(raised.value)
        assert raised.value.code == code, raised.value
        assert raised.value.sentence.spoken(in_arabic)
        assert raised.value.next_step.spoken(in_arabic)
        assert raised.value.rule
        assert self.negotiation == before or raised.value.recorded

    # Looking.

    def proposal(self, proposal: str) -> Proposal:
        """A proposal as it is now."""
        return self.negotiation.proposals[proposal]

    def text(self, clause: str = "A1") -> str:
        """What a clause reads now."""
        return self.negotiation.clauses[clause].version.wording["en/text"]

    def second_look(self, clause: str) -> tuple[ChangedBasis, ...]:
        """Why a clause is due for one."""
        return self.negotiation.clauses[clause].second_look

    def reading(self, draft: str, name: str = "en/text") -> str:
        """What a draft would make of its clause."""
        return result(self.negotiation.drafts[draft].texts[name])

    @property
    def undoable(self) -> list[int]:
        """The numbers of the decisions that undo could take back, were their windows open."""
        n = self.negotiation
        return [one.number for one in n.decisions if may_be_undone(n, one)]

    @property
    def last(self) -> Decision:
        """The last decision."""
        return self.negotiation.decisions[-1]

    # The setting.

    def presence(self, party: str, presence: Presence) -> None:
        """The chair records where a party is."""
        self.do("chair", acts.SetPresence(party=party, presence=presence))

    def shows(self, clause: str, draft: str | None = None) -> None:
        """The chair puts a clause on the screen."""
        self.do("chair", acts.PutOnScreen(clause=clause, draft=draft))


def only(made: tuple[AnyFact, ...], kind: type[F]) -> F:
    """The one fact of this kind."""
    (found,) = (fact for fact in made if isinstance(fact, kind))
    return found


def of(made: tuple[AnyFact, ...], kind: type[F]) -> list[F]:
    """The facts of this kind."""
    return [fact for fact in made if isinstance(fact, kind)]
