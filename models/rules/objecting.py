"""Rules of objections: recorded refusals with a reason and a remedy."""

from __future__ import annotations

from models import acts, facts
from models.clause import Clause
from models.facts import AnyFact
from models.known import not_found, the_objection, the_proposal
from models.names import objection_name, proposal_name
from models.negotiation import Negotiation
from models.objection import Category, Objection, ObjectionStatus
from models.position import Stand
from models.rules.guards import (
    Asking,
    active,
    not_agreed,
    reads,
    refuse,
    same_proposal,
    same_version,
    still_live,
)

LONGEST = 5_000
"""How long a reason or a remedy may be, in characters."""


def object_to(act: acts.Object, asking: Asking) -> tuple[AnyFact, ...]:
    """O-1 to O-3: a head objects to a version, or to a live proposal, as read.

    A question running on the clause falls. Objecting to a version is the party's position on it
    (domain R4); objecting again to a new version maintains the former objection.
    """
    n, party = asking.negotiation, asking.author
    active(n, asking.actor)
    clause = not_agreed(n, act.clause)
    _check_target(act, asking, clause)
    _check_words(act)
    former = _former(n, act, party)
    raised = facts.ObjectionRaised(
        objection=asking.mint(),
        party=party,
        person=asking.actor.person,
        clause=clause.id,
        version=clause.current,
        proposal=act.proposal,
        category=act.category,
        reason=act.reason.strip(),
        remedy=act.remedy.strip(),
        order=len(n.objections) + 1,
    )
    given_way = tuple(facts.ObjectionMooted(objection=o.id) for o in former)
    return (*given_way, raised, *_position(act, asking, clause), *_question_falls(n, clause))


def _check_target(act: acts.Object, asking: Asking, clause: Clause) -> None:
    if act.proposal is None:
        reads(asking.negotiation, clause)
        same_version(clause, clause.current, act.digest)
        return
    proposal = the_proposal(asking.negotiation, act.proposal)
    if proposal.clause != clause.id:
        raise not_found("proposal", act.proposal)
    still_live(proposal)
    if asking.author in proposal.sponsors:
        refuse(
            "own_proposal",
            f"{proposal_name(proposal)} is your own.",
            "Revise it, or withdraw it.",
            "O-1",
            ("proposal", proposal.id),
        )
    same_proposal(proposal, act.digest)


def _check_words(act: acts.Object) -> None:
    """O-2: reason and remedy are required; an instruction need give no reason (domain §6.5)."""
    given = bool(act.reason.strip()) or act.category is Category.INSTRUCTION
    if not given or not act.remedy.strip():
        refuse(
            "reason_needed",
            "An objection says why, and what would resolve it.",
            "Give both in a sentence; a political instruction need give no reason.",
            "O-2",
        )
    if max(len(act.reason), len(act.remedy)) > LONGEST:
        refuse(
            "too_long",
            f"A reason or a remedy has at most {LONGEST} characters.",
            "Say it in fewer words.",
            "O-2",
        )


def _former(n: Negotiation, act: acts.Object, party: str) -> list[Objection]:
    """The party's objections that this one takes the place of; raises `objecting_already`."""
    standing = [
        o
        for o in n.standing_objections(act.clause)
        if o.party == party and o.proposal == act.proposal
    ]
    for objection in standing:
        if objection.status is ObjectionStatus.OPEN:
            refuse(
                "objecting_already",
                f"{objection_name(objection)} says so already.",
                "Lift it first if you want to word it anew.",
                "O-1",
                ("open_objection", objection.id),
            )
    return standing


def _position(act: acts.Object, asking: Asking, clause: Clause) -> tuple[AnyFact, ...]:
    if act.proposal is not None:
        return ()
    stated = facts.PositionStated(
        party=asking.author,
        person=asking.actor.person,
        clause=clause.id,
        version=clause.current,
        digest=clause.version.digest,
        stand=Stand.OBJECT,
    )
    return (stated,)


def _question_falls(n: Negotiation, clause: Clause) -> tuple[AnyFact, ...]:
    if n.question is None or n.question.clause != clause.id or clause.protected:
        return ()
    return (facts.QuestionFell(clause=clause.id, because="objection"),)


def lift_objection(act: acts.LiftObjection, asking: Asking) -> tuple[AnyFact, ...]:
    """O-4: the party that objected lifts it; the position it was goes with it."""
    n = asking.negotiation
    objection = the_objection(n, act.objection)
    if not objection.standing:
        refuse(
            "not_standing",
            f"{objection_name(objection)} is {objection.status.value} already.",
            "Nothing more is needed.",
            "O-4",
            ("objection", objection.id),
        )
    lifted = facts.ObjectionLifted(objection=objection.id)
    position = n.position(objection.clause, objection.party)
    if objection.proposal is not None or position is None or position.stand is not Stand.OBJECT:
        return (lifted,)
    cleared = facts.PositionCleared(
        party=objection.party, clause=objection.clause, version=position.version
    )
    return (lifted, cleared)
