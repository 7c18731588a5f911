"""Rules of what comes back: a proposal taken over by another party, a lapse restored."""

from __future__ import annotations

from models import acts, facts
from models.facts import AnyFact
from models.known import the_proposal
from models.names import proposal_name
from models.negotiation import Negotiation
from models.proposal import EXCLUSIVE, Proposal, ProposalKind, ProposalStatus
from models.rules.carrying import ground
from models.rules.guards import Asking, active, alone, refuse, same_proposal, undecided
from models.rules.tabling import due_by, no_other
from models.runs import base
from models.saying import say
from models.text import to_units


def take_over(act: acts.TakeOver, asking: Asking) -> tuple[AnyFact, ...]:
    """P-19: a supporter makes a withdrawn proposal its own, in time, on the text it was for.

    Or any party one whose author has left for good. Objections that were moot stay so.
    """
    n, party = asking.negotiation, asking.author
    active(n, asking.actor)
    proposal = the_proposal(n, act.proposal)
    undecided(n, proposal.clause)
    if not proposal.live:
        _check_withdrawn(proposal, asking)
        _check_ground(n, proposal, "P-19")
    same_proposal(proposal, act.wording)
    seconds = tuple(one for one in proposal.seconds if one != party)
    taken = facts.ProposalTakenOver(
        proposal=proposal.id,
        author=party,
        person=asking.actor.person,
        co_sponsors=tuple(one for one in proposal.co_sponsors if one != party),
        seconds=seconds,
        due=due_by(n, proposal.kind, seconds, asking.at),
    )
    return (taken,)


def _check_withdrawn(proposal: Proposal, asking: Asking) -> None:
    if proposal.status is not ProposalStatus.WITHDRAWN or proposal.ended_at is None:
        refuse(
            "not_withdrawn",
            say(
                "{proposal} is {status}, not withdrawn.",
                proposal=proposal_name(proposal),
                status=say(proposal.status.value),
            ),
            "Table its words afresh if they are still wanted.",
            "P-19",
            ("proposal", proposal.id),
        )
    if proposal.kind is ProposalKind.BRIDGING:
        refuse(
            "bridging",
            say("{proposal} was the facilitators' own.", proposal=proposal_name(proposal)),
            "Table its words as an amendment.",
            "P-19",
            ("proposal", proposal.id),
        )
    time = asking.negotiation.rules.take_over_time
    if asking.at - proposal.ended_at > time:
        refuse(
            "too_late",
            say(
                "{proposal} was withdrawn more than {minutes} minutes ago.",
                proposal=proposal_name(proposal),
                minutes=f"{time.total_seconds() / 60:g}",
            ),
            "Table its words afresh.",
            "P-19",
            ("proposal", proposal.id),
        )


def restore_lapsed(act: acts.RestoreLapsed, asking: Asking) -> tuple[AnyFact, ...]:
    """P-20: the facilitators take a lapse back, within the window of undo, announced to all."""
    n = asking.negotiation
    proposal = the_proposal(n, act.proposal)
    undecided(n, proposal.clause)
    if proposal.status is not ProposalStatus.LAPSED or proposal.ended_at is None:
        refuse(
            "not_lapsed",
            say(
                "{proposal} is {status}, not lapsed.",
                proposal=proposal_name(proposal),
                status=say(proposal.status.value),
            ),
            "Nothing is to be restored.",
            "P-20",
            ("proposal", proposal.id),
        )
    if asking.at - proposal.ended_at > n.rules.undo_window:
        minutes = n.rules.undo_window.total_seconds() / 60
        refuse(
            "undo_window",
            say(
                "{proposal} lapsed more than {minutes} minutes ago.",
                proposal=proposal_name(proposal),
                minutes=f"{minutes:g}",
            ),
            "Its author may table it afresh.",
            "P-20",
            ("proposal", proposal.id),
        )
    _check_ground(n, proposal, "P-20")
    due = due_by(n, proposal.kind, proposal.seconds, asking.at)
    restored = facts.ProposalRestored(proposal=proposal.id, reason=act.reason.strip(), due=due)
    return (restored, facts.LapseUndone(clause=proposal.clause))


def _check_ground(n: Negotiation, proposal: Proposal, rule: str) -> None:
    """Pass if the text a proposal was for is still there; raises `another_version`, `identical`."""
    parent = None if proposal.amends is None else n.proposals[proposal.amends]
    there = parent is None or parent.live
    words = ground(n, proposal).wording
    over = all(base(runs) == to_units(words[name]) for name, runs in proposal.texts.items())
    if not there or not over or proposal.base != n.clauses[proposal.clause].current:
        refuse(
            "another_version",
            say(
                "The text that {proposal} was for has changed since.",
                proposal=proposal_name(proposal),
            ),
            "Table it afresh on the text as it is now.",
            rule,
            ("proposal", proposal.id),
        )
    for clause in proposal.clauses:
        undecided(n, clause)
        alone(n, clause, live=proposal.effect in EXCLUSIVE)
    no_other(n, proposal.clause, proposal.amends, proposal.digest, proposal)
