"""Rules of packages: linked proposals, adopted or refused together (domain §6.7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from models import acts, facts
from models.facts import AnyFact
from models.fold import fold
from models.hurdles import to_adopt_package
from models.known import not_found, the_package, the_proposal
from models.names import clause_name, proposal_name
from models.negotiation import Negotiation
from models.outline import replaced
from models.package import Dissolving, Element, Package, package_digest
from models.party import Actor
from models.position import Source, Stand
from models.proposal import ProposalStatus
from models.rules.accepting import next_version
from models.rules.guards import (
    Asking,
    after,
    clear,
    decided_alone,
    reads,
    refuse,
    same_proposal,
    same_version,
    speaking,
    still_live,
    text_moved,
    undecided,
)
from models.rules.positions import check_confirming
from models.rules.question import agreement
from models.saying import say
from models.text import TextRefused, canonical

TITLE, LONGEST = 200, 5_000
"""How long a title, and conditions, a note or a reason may be, in characters."""
ENDED = {
    ProposalStatus.WITHDRAWN: Dissolving.WITHDRAWN,
    ProposalStatus.LAPSED: Dissolving.LAPSED,
    ProposalStatus.SUPERSEDED: Dissolving.SUPERSEDED,
}


def table_package(act: acts.TablePackage, asking: Asking) -> tuple[AnyFact, ...]:
    """X-1: the facilitators tie at least two clauses together, each as they read it."""
    n = asking.negotiation
    title, conditions = _text(act.title, TITLE), _text(act.conditions, LONGEST)
    clauses = {element.clause for element in act.elements}
    if not title or len(clauses) < 2 or len(clauses) < len(act.elements):
        refuse(
            "no_package",
            "A package has a title and ties at least two clauses, each of them once.",
            "Name what it makes of each of its clauses.",
            "X-1",
        )
    for element in act.elements:
        _check_element(n, element)
    tabled = facts.PackageTabled(
        package=asking.mint(),
        order=len(n.packages) + 1,
        title=title,
        elements=act.elements,
        digest=package_digest(title, conditions, act.elements),
        conditions=conditions,
        by=asking.actor.person,
    )
    return (tabled,)


def _check_element(n: Negotiation, element: Element) -> None:
    """A clause that is not decided, as read, and a live proposal on it in no other package."""
    clause = undecided(n, element.clause)
    same_version(clause, element.version, element.digest)
    name = clause_name(n, clause.id)
    if element.proposal is None:
        reads(n, clause)
    else:
        proposal = the_proposal(n, element.proposal)
        if proposal.clause != clause.id:
            raise not_found("proposal", element.proposal)
        still_live(proposal)
        same_proposal(proposal, element.wording)
        decided_alone(proposal, "X-1")
        name = proposal_name(proposal)
        if proposal.needs_author:
            refuse(
                "needs_author",
                say("{proposal} does not read as proposed since the text changed.", proposal=name),
                "Ask its author to revise it.",
                "A-6",
                ("proposal", proposal.id),
            )
    other = n.live_package(clause.id, element.proposal)
    if other is not None:
        refuse(
            "part_of_package",
            say("{name} is part of {package} already.", name=name, package=other.label),
            "Refuse that package first.",
            "X-1",
            ("part_of_package", other.id),
        )


def _text(text: str, longest: int) -> str:
    if len(text) > longest:
        refuse(
            "too_long",
            say("This has at most {most} characters.", most=longest),
            "Shorten it.",
            "X-1",
        )
    try:
        return canonical(text.strip())
    except TextRefused as refused:
        refuse(refused.code, refused.sentence, "Take it out.", "X-1")


def _live(n: Negotiation, package_id: str) -> Package:
    package = the_package(n, package_id)
    if not package.live:
        refuse(
            "not_live",
            say("{package} is {status}.", package=package.label, status=say(package.status.value)),
            "Table it afresh if it is still wanted.",
            "X-3",
            ("package", package.id),
        )
    return package


def _as_read(package: Package, digest: str) -> None:
    if digest != package.digest:
        text_moved(say("{package} does not read as you saw it.", package=package.label), {}, {})


def state_position(act: acts.StatePackagePosition, asking: Asking) -> tuple[AnyFact, ...]:
    """X-3, O-7, O-8: one position of each party for the whole; who objects says why."""
    party = speaking(asking)
    package = _live(asking.negotiation, act.package)
    _as_read(package, act.digest)
    note = _text(act.note, LONGEST)
    if act.stand is Stand.OBJECT and not note:
        refuse(
            "reason_needed",
            "Who objects to a package says why, and what would resolve it.",
            "Say it in a sentence.",
            "X-3",
        )
    check_confirming(act)
    stated = facts.PackagePositionStated(
        package=package.id,
        party=party,
        person=asking.actor.person,
        stand=act.stand,
        note=note,
        confirmer=act.confirmer.strip(),
        confirm_by=act.confirm_by.strip(),
        recorded_by=asking.recorded_by,
    )
    return (stated,)


def adopt_package(act: acts.AdoptPackage, asking: Asking) -> tuple[AnyFact, ...]:
    """X-4 to X-6: every element accepted and agreed by one decision, in one entry.

    They are decided one after the other, each on the state that those before it lead to; the
    positions on each clause are those taken on the whole.
    """
    n = asking.negotiation
    package = _live(n, act.package)
    _as_read(package, act.digest)
    clear(to_adopt_package(n, package))
    number = len(n.decisions) + 1
    made: tuple[AnyFact, ...] = (facts.PackageAdopted(decision=number, package=package.id),)
    for element in package.elements:
        if element.proposal is not None:
            now = after(asking, made).negotiation
            made += next_version(now, now.proposals[element.proposal], within=number)
        positions = _positions(after(asking, made).negotiation, package, element)
        now = after(asking, (*made, *positions)).negotiation
        made += (*agreement(now, now.clauses[element.clause], number), *positions)
    return made


def _positions(n: Negotiation, package: Package, element: Element) -> tuple[AnyFact, ...]:
    """X-6: what each party said of the whole is its position on the version that came of it.

    Not where its own objection, suspended while it is out, still stands (domain R4).
    """
    clause = n.clauses[element.clause]
    objecting = {objection.party for objection in n.standing_objections(clause.id)}
    return tuple(
        facts.PositionStated(
            party=party,
            person=said.person,
            clause=clause.id,
            version=clause.current,
            digest=clause.version.digest,
            stand=said.stand,
            note=said.note,
            source=Source.PACKAGE,
            confirmer=said.confirmer,
            confirm_by=said.confirm_by,
            recorded_by=said.recorded_by,
        )
        for party, said in package.positions.items()
        if n.parties[party].admitted and party not in objecting
    )


def refuse_package(act: acts.RefusePackage, asking: Asking) -> tuple[AnyFact, ...]:
    """X-7: the facilitators end a package that found no agreement, and say why."""
    package = _live(asking.negotiation, act.package)
    reason = _text(act.reason, LONGEST)
    if not reason:
        refuse("reason_needed", "A package is refused for a reason.", "Give it.", "X-7")
    return (facts.PackageRefused(package=package.id, reason=reason),)


# --- dissolution ---------------------------------------------------------------------------------


def dissolved(
    negotiation: Negotiation, made: Iterable[AnyFact], at: datetime, by: Actor | None
) -> tuple[AnyFact, ...]:
    """X-8: the packages of which an element is not what it was once these facts are folded."""
    made = tuple(made)
    if not made or not negotiation.packages:
        return ()
    for fact in made:
        negotiation = fold(negotiation, fact, at, by)
    return tuple(
        facts.PackageDissolved(package=package.id, because=because, clause=element.clause)
        for package in negotiation.packages.values()
        if package.live and (fallen := _fallen(negotiation, package)) is not None
        for element, because in (fallen,)
    )


def _fallen(n: Negotiation, package: Package) -> tuple[Element, Dissolving] | None:
    """The first element that is not what it was, and what became of it."""
    for element in package.elements:
        proposal = n.proposals[element.proposal] if element.proposal is not None else None
        clause = n.clauses[element.clause]
        if proposal is not None and not proposal.live:
            return element, ENDED.get(proposal.status, Dissolving.ENDED)
        decided = replaced(clause) or clause.agreed
        if decided or (clause.current, clause.version.digest) != element[1:3]:
            return element, Dissolving.TEXT_MOVED
        if proposal is not None and proposal.digest != element.wording:
            return element, Dissolving.REVISED
    return None
