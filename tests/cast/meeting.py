"""What people say of it, and behind closed doors."""

from __future__ import annotations

from dataclasses import replace

from models import acts, facts
from models.acts import Act
from models.facts import AnyFact
from models.objection import Category
from models.package import Element
from models.position import Stand
from models.reservation import StatementKind
from tests.cast.doing import Doing, only


class Meeting(Doing):
    """Caucuses; objections, positions and statements; packages."""

    # Behind closed doors.

    def meets(
        self, person: str, *members: str, told: bool = False, clauses: tuple[str, ...] = ()
    ) -> str:
        """Open a caucus, or as a facilitator a small drafting group; its id."""
        named = {"title": "Over coffee", "members": members, "clauses": clauses}
        act: Act = (
            acts.OpenSmallGroup(**named)  # type: ignore[arg-type]
            if self.actor(person).role.facilitates
            else acts.OpenCaucus(**named, told=told)  # type: ignore[arg-type]
        )
        return only(self.do(person, act), facts.CaucusOpened).caucus

    def says(self, person: str, caucus: str, text: str) -> None:
        """Write in a caucus."""
        self.do(person, acts.WriteInCaucus(caucus=caucus, text=text))

    # Objections and positions.

    def objects(
        self,
        person: str,
        clause: str = "A1",
        proposal: str | None = None,
        part: str | None = None,
        on_behalf: str | None = None,
    ) -> str:
        """Object to a clause as it reads, or to a proposal, or a part; the objection's id."""
        read = self.negotiation.clauses[clause].version.digest
        act = acts.Object(
            clause=clause,
            digest=self.proposal(proposal).digest if proposal else read,
            category=Category.FEASIBILITY,
            reason="We cannot do this.",
            remedy="Give us more time.",
            proposal=proposal,
            on_behalf=on_behalf,
            part=part,
        )
        return only(self.do(person, act), facts.ObjectionRaised).objection

    def lifts(self, person: str, objection: str) -> None:
        """Lift an objection."""
        self.do(person, acts.LiftObjection(objection=objection))

    def states(
        self, person: str, stand: Stand = Stand.AGREE, clause: str = "A1", **more: object
    ) -> None:
        """State a position on the version in force."""
        version = self.negotiation.clauses[clause].version
        act = acts.StatePosition(
            clause=clause, version=version.number, digest=version.digest, stand=stand
        )
        self.do(person, replace(act, **more))  # type: ignore[arg-type]

    def enters(self, person: str, kind: StatementKind, clause: str = "A1", **more: object) -> str:
        """Enter a statement on a clause as it reads; its id."""
        read = self.negotiation.clauses[clause].version.digest
        act = acts.EnterStatement(
            statement_kind=kind, clause=clause, digest=read, text="We understand it so."
        )
        made = self.do(person, replace(act, **more))  # type: ignore[arg-type]
        return only(made, facts.StatementEntered).statement

    # Packages.

    def element(self, clause: str, proposal: str | None = None) -> Element:
        """What a package makes of a clause, as it reads now."""
        version = self.negotiation.clauses[clause].version
        wording = "" if proposal is None else self.proposal(proposal).digest
        return Element(clause, version.number, version.digest, proposal, wording)

    def packs(self, *elements: tuple[str, str | None], person: str = "chair") -> str:
        """Table a package of (clause, proposal); its id."""
        act = acts.TablePackage(title="A deal", elements=tuple(self.element(*e) for e in elements))
        return only(self.do(person, act), facts.PackageTabled).package

    def answers_package(
        self, person: str, package: str, stand: Stand = Stand.AGREE, **more: object
    ) -> None:
        """State a position on a package as it reads."""
        read = self.negotiation.packages[package].digest
        act = acts.StatePackagePosition(package=package, digest=read, stand=stand)
        self.do(person, replace(act, **more))  # type: ignore[arg-type]

    def adopts(self, package: str, person: str = "chair") -> tuple[AnyFact, ...]:
        """Adopt a package as it reads."""
        read = self.negotiation.packages[package].digest
        return self.do(person, acts.AdoptPackage(package=package, digest=read))
