"""Rules of objections: recorded refusals with a reason and a remedy."""

from __future__ import annotations

from models import acts, facts
from models.clause import Clause
from models.facts import AnyFact
from models.known import not_found, the_clause, the_objection, the_proposal
from models.names import clause_name, moment, objection_name, proposal_name
from models.negotiation import Negotiation, Subject
from models.objection import Category, Objection, ObjectionStatus
from models.position import Stand
from models.rules.guards import (
    Asking,
    not_agreed,
    not_silent,
    reads,
    refuse,
    same_proposal,
    same_version,
    speaking,
    still_live,
)
from models.saying import say

LONGEST = 5_000
"""How long a reason or a remedy may be, in characters."""


def object_to(act: acts.Object, asking: Asking) -> tuple[AnyFact, ...]:
    """O-1 to O-3, O-7: a head objects to a version, to a live proposal, or to a part, as read.

    A question running on the clause falls. Objecting to a version is the party's position on it
    (domain R4); objecting again to a new version maintains the former objection.
    """
    n, party = asking.negotiation, speaking(asking)
    _check_open(asking, act.clause)
    clause = not_agreed(n, act.clause)
    not_silent(n, clause.id)
    _check_target(n, act, clause, party)
    check_words(act)
    former = _former(n, act, party)
    given_way = tuple(facts.ObjectionMooted(objection=o.id) for o in former)
    objection = raised(act, asking, clause, act.proposal)
    return (*given_way, *objection, *_question_falls(n, clause, party))


def raised(
    said: acts.Object | acts.BreakSilence, asking: Asking, clause: Clause, proposal: str | None
) -> tuple[facts.ObjectionRaised, *tuple[AnyFact, ...]]:
    """The objection of the actor's party; to a version it is the party's position on it too.

    L-6: what breaks a silence names its party to the facilitators only, where the rules say so.
    """
    breaks = isinstance(said, acts.BreakSilence)
    unnamed = breaks and not asking.negotiation.rules.silence_names
    objection = facts.ObjectionRaised(
        objection=asking.mint(),
        party=asking.party,
        person=asking.actor.person,
        clause=clause.id,
        version=clause.current,
        proposal=proposal,
        category=said.category,
        reason=said.reason.strip(),
        remedy=said.remedy.strip(),
        order=len(asking.negotiation.objections) + 1,
        of_part=said.part if isinstance(said, acts.Object) else None,
        recorded_by=asking.recorded_by,
        unnamed=unnamed,
    )
    position = _position(asking, clause, unnamed=unnamed) if proposal is None else ()
    return (objection, *position)


def _check_open(asking: Asking, clause: str) -> None:
    """E-6: objecting to what is agreed is undoing within the window, and then reopening."""
    n = asking.negotiation
    if n.adopted is not None or not the_clause(n, clause).agreed:
        return
    agreed = [d for d in n.decisions if d.subject is Subject.AGREEMENT and d.clause == clause]
    until = agreed[-1].at + n.rules.undo_window if agreed else asking.at
    refuse(
        "agreed",
        say("{clause} is agreed.", clause=clause_name(n, clause)),
        say(
            "Ask the facilitators to undo that by {time}; afterwards ask to reopen it.",
            time=moment(n, until),
        )
        if agreed and asking.at <= until
        else "Ask to reopen it: the time in which it could be undone is over.",
        "E-6",
        ("agreed", clause),
    )


def _check_target(n: Negotiation, act: acts.Object, clause: Clause, party: str) -> None:
    if act.proposal is None:
        if act.part is not None:
            raise not_found("part", act.part)
        reads(n, clause)
        same_version(clause, clause.current, act.digest)
        return
    proposal = the_proposal(n, act.proposal)
    if proposal.clause != clause.id:
        raise not_found("proposal", act.proposal)
    still_live(proposal)
    if party in proposal.sponsors:
        refuse(
            "own_proposal",
            say("{proposal} is your own.", proposal=proposal_name(proposal)),
            "Revise it, or withdraw it.",
            "O-1",
            ("proposal", proposal.id),
        )
    same_proposal(proposal, act.digest)
    if act.part is not None and act.part not in proposal.parts:
        raise not_found("part", act.part)


def check_words(act: acts.Object | acts.BreakSilence) -> None:
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
            say("A reason or a remedy has at most {most} characters.", most=LONGEST),
            "Say it in fewer words.",
            "O-2",
        )


def own_objections(
    negotiation: Negotiation, clause: str, party: str, proposal: str | None = None
) -> tuple[Objection, ...]:
    """A party's standing objections to what a clause reads, or to a proposal or parts of it."""
    its = (o for o in negotiation.standing_objections(clause) if o.party == party)
    return tuple(o for o in its if (o.to_text if proposal is None else o.proposal == proposal))


def _former(n: Negotiation, act: acts.Object, party: str) -> list[Objection]:
    """The party's objections that this one takes the place of; raises `objecting_already`."""
    own = own_objections(n, act.clause, party, act.proposal)
    standing = [o for o in own if act.proposal is None or o.part == act.part]
    for objection in standing:
        if objection.status is ObjectionStatus.OPEN:
            refuse(
                "objecting_already",
                say("{objection} says so already.", objection=objection_name(objection)),
                "Lift it first if you want to word it anew.",
                "O-1",
                ("open_objection", objection.id),
            )
    return standing


def _position(asking: Asking, clause: Clause, *, unnamed: bool) -> tuple[AnyFact, ...]:
    stated = facts.PositionStated(
        party=asking.party,
        person=asking.actor.person,
        clause=clause.id,
        version=clause.current,
        digest=clause.version.digest,
        stand=Stand.OBJECT,
        recorded_by=asking.recorded_by,
        unnamed=unnamed,
    )
    return (stated,)


def _question_falls(n: Negotiation, clause: Clause, party: str) -> tuple[AnyFact, ...]:
    """O-3: whom sufficient consensus may pass over is heard, and does not end the question.

    Nor does an objection to a protected clause, which is for the record alone.
    """
    asked = n.question is not None and n.question.clause == clause.id
    if not asked or clause.protected or not n.rules.lets_block(n.parties[party]):
        return ()
    return (facts.QuestionFell(clause=clause.id, because="objection"),)


def lift_objection(act: acts.LiftObjection, asking: Asking) -> tuple[AnyFact, ...]:
    """O-4: the party that objected lifts it; the position it was goes with it.

    Lifting one that was overridden is for the record: the clause stays agreed (domain §6.5).
    """
    n = asking.negotiation
    objection = the_objection(n, act.objection)
    if not objection.standing and objection.status is not ObjectionStatus.OVERRIDDEN:
        refuse(
            "not_standing",
            say(
                "{objection} is {status} already.",
                objection=objection_name(objection),
                status=say(objection.status.value),
            ),
            "Nothing more is needed.",
            "O-4",
            ("objection", objection.id),
        )
    lifted = facts.ObjectionLifted(objection=objection.id, unnamed=objection.unnamed)
    position = n.position(objection.clause, objection.party)
    if objection.proposal is not None or position is None or position.stand is not Stand.OBJECT:
        return (lifted,)
    # Overridden, the clause reopened and objected to anew, it is not that position any more.
    own = own_objections(n, objection.clause, objection.party)
    if any(o is not objection and o.proposal is None for o in own):
        return (lifted,)
    cleared = facts.PositionCleared(
        party=objection.party,
        clause=objection.clause,
        version=position.version,
        unnamed=position.unnamed,
    )
    return (lifted, cleared)
