"""Steps of one party by itself: objections, positions, statements, requests to reopen."""

from __future__ import annotations

from models import acts
from models.objection import Category
from models.position import Stand
from models.reservation import StatementKind
from tests.live.traffic.base import HEADS, Base, explained, named, stood


class Stating(Base):
    """Where parties stand, and why."""

    async def objects(self) -> None:
        """A head objects to a clause, or lifts what its party objected."""
        person = self.head()
        own = [o.id for o in self.n.objections.values() if o.standing and o.party == HEADS[person]]
        if own and self.chance.random() < 0.5:
            await self.does(person, acts.LiftObjection(objection=own[0]))
            return
        clause, known = self.clause(), explained(HEADS[person])
        live = self.n.live_proposals(clause)
        its = self.chance.choice([None, *live])
        act = acts.Object(
            clause=clause,
            proposal=None if its is None else its.id,
            digest=self.n.clauses[clause].version.digest if its is None else its.digest,
            category=Category.TRUST,
            reason=self.word(known),
            remedy=self.word(known),
        )
        await self.does(person, act)

    async def stands(self) -> None:
        """A head says where its party stands, with a note."""
        person, clause = self.head(), self.clause()
        version = self.n.clauses[clause].version
        known = stood(HEADS[person])
        act = acts.StatePosition(
            clause=clause,
            version=version.number,
            digest=version.digest,
            stand=self.chance.choice((Stand.AGREE, Stand.STAND_ASIDE, Stand.AGREE_AD_REF)),
            note=self.word(known),
        )
        await self.does(person, act)

    async def states(self) -> None:
        """A head enters a statement of any kind, or withdraws one."""
        person = self.head()
        own = [s.id for s in self.n.statements.values() if s.party == HEADS[person]]
        if own and self.chance.random() < 0.3:
            await self.does(person, acts.WithdrawStatement(statement=self.chance.choice(own)))
            return
        clause = self.clause()
        act = acts.EnterStatement(
            statement_kind=self.chance.choice(tuple(StatementKind)),
            clause=clause,
            digest=self.n.clauses[clause].version.digest,
            text=self.word(named),
        )
        await self.does(person, act)

    async def reopens(self) -> None:
        """An agreed clause is asked to be taken up again; others support it, the chair answers."""
        agreed = [clause.id for clause in self.n.clauses.values() if clause.agreed]
        if not agreed:
            return
        clause, person = self.chance.choice(agreed), self.head()
        if clause not in self.n.reopenings:
            known = explained(HEADS[person])
            await self.does(person, acts.RequestReopen(clause=clause, reason=self.word(known)))
        elif not self.n.reopenings[clause].supporters:
            await self.does(person, acts.SupportReopen(clause=clause))
        elif self.chance.random() < 0.3:
            why = self.word(explained())
            await self.does("chair", acts.DeclineReopen(clause=clause, reason=why))
        else:
            version = self.n.clauses[clause].version
            act = acts.Reopen(clause=clause, version=version.number, digest=version.digest)
            await self.does("chair", act)
