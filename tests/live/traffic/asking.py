"""Steps in which the facilitators ask: temperature checks, packages, silences."""

from __future__ import annotations

from datetime import timedelta

from models import acts
from models.negotiation import Negotiation
from models.objection import Category
from models.package import Element
from models.position import Stand
from models.rulebook import INSIDERS, Group
from models.rules.silence import earliest_end
from models.sight import Sight
from models.silence import Silence
from tests.live.traffic.base import CLAUSES, HEADS, WRITERS, Base, explained, named, stood


class Asking(Base):
    """What everybody is asked, and how it ends."""

    async def feels(self) -> None:
        """A temperature check is asked, answered, closed or deleted."""
        checks = tuple(self.n.checks.values())
        if not checks or (checks[-1].closed and self.chance.random() < 0.7):
            clause = self.chance.choice((None, *CLAUSES))
            question = self.word(_at_the_table)
            await self.does("chair", acts.AskTemperature(question=question, clause=clause))
        elif checks[-1].closed:
            await self.does("chair", acts.DeleteTemperature(check=checks[-1].id))
        elif self.chance.random() < 0.7:
            person = self.chance.choice(sorted(WRITERS))
            step = self.chance.randint(1, 5)
            await self.does(person, acts.AnswerTemperature(check=checks[-1].id, step=step))
        else:
            await self.does("chair", acts.CloseTemperature(check=checks[-1].id))

    async def ties(self) -> None:
        """A package is tabled, answered, adopted or refused."""
        live = [its for its in self.n.packages.values() if its.live]
        if not live:
            elements = tuple(self._element(clause) for clause in self.chance.sample(CLAUSES, 2))
            act = acts.TablePackage(
                title=self.word(named), elements=elements, conditions=self.word(named)
            )
            await self.does("chair", act)
            return
        its, person = live[0], self.head()
        if self.chance.random() < 0.7:
            stand = self.chance.choice((Stand.AGREE, Stand.OBJECT))
            note = self.word(stood(HEADS[person]))
            act_of_head = acts.StatePackagePosition(
                package=its.id, digest=its.digest, stand=stand, note=note
            )
            await self.does(person, act_of_head)
        elif self.chance.random() < 0.5:
            await self.does("chair", acts.AdoptPackage(package=its.id, digest=its.digest))
        else:
            why = self.word(explained())
            await self.does("chair", acts.RefusePackage(package=its.id, reason=why))

    def _element(self, clause: str) -> Element:
        """The one thing that is live on a clause, or the version as it is."""
        version = self.n.clauses[clause].version
        live = self.n.live_proposals(clause)
        if len(live) == 1:
            return Element(clause, version.number, version.digest, live[0].id, live[0].digest)
        return Element(clause, version.number, version.digest)

    async def offers(self) -> None:
        """A silence is started, acknowledged, broken, cancelled, or expires."""
        running = self.n.running_silences
        if not running:
            await self._offer(self.clause())
            return
        (step,) = self.chance.choices((self._receives, self._breaks, self._ends), (1, 3, 1))
        await step(self.chance.choice(running))

    async def _offer(self, clause: str) -> None:
        version = self.n.clauses[clause].version
        live = self.n.live_proposals(clause)
        act = acts.StartSilence(
            clause=clause,
            version=version.number,
            digest=version.digest,
            ends=earliest_end(self.n, self.room.now()) + timedelta(minutes=5),
            proposal=live[0].id if live else None,
            wording=live[0].digest if live else "",
        )
        await self.does("chair", act)

    async def _receives(self, its: Silence) -> None:
        person = self.chance.choice(sorted(set(WRITERS) - {"chair"}))
        await self.does(person, acts.AcknowledgeSilence(silence=its.id))

    async def _breaks(self, its: Silence) -> None:
        person = self.head()
        known = explained(HEADS[person])
        act = acts.BreakSilence(
            silence=its.id,
            category=Category.FAIRNESS,
            reason=self.word(known),
            remedy=self.word(known),
        )
        await self.does(person, act)

    async def _ends(self, its: Silence) -> None:
        if self.chance.random() < 0.5:
            why = self.word(explained())
            await self.does("chair", acts.CancelSilence(silence=its.id, reason=why))
            return
        self.clock.move(its.ends + timedelta(seconds=1), running=False)
        await self.settled()
        await self.does("aide", acts.PutOnScreen(clause=its.clause))


def _at_the_table(_n: Negotiation, sight: Sight) -> bool:
    """The table, and a hall before which what is proposed may be shown."""
    return sight.group in INSIDERS or (sight.group is Group.PROJECTOR and sight.proposals)
