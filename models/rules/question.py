"""Rules of the question: a clause put to the room, and agreed if nobody objects."""

from __future__ import annotations

from collections.abc import Iterator

from models import acts, facts
from models.clause import Clause
from models.facts import AnyFact
from models.hurdles import to_agree, to_confirm
from models.known import the_clause
from models.names import clause_name
from models.negotiation import Negotiation, Question
from models.objection import Objection
from models.rulebook import Decision
from models.rules.guards import Asking, clear, refuse, same_version, undecided
from models.saying import say


def put_to_room(act: acts.PutToRoom, asking: Asking) -> tuple[AnyFact, ...]:
    """Q-1, Q-2: the facilitator asks whether anybody objects to a version (domain §6.2)."""
    n = asking.negotiation
    if n.question is not None and n.question.clause != act.clause:
        refuse(
            "question_open",
            say("{clause} is before the room.", clause=clause_name(n, n.question.clause)),
            "Confirm that question, or take it back.",
            "Q-2",
            ("question_open", n.question.clause),
        )
    clause = undecided(n, act.clause)
    same_version(clause, act.version, act.digest)
    clear(to_agree(n, clause.id))
    put = facts.QuestionPut(
        clause=clause.id,
        version=clause.current,
        digest=clause.version.digest,
        closes=asking.at + n.rules.countdown,
    )
    return (put,)


def take_back(act: acts.TakeBackQuestion, asking: Asking) -> tuple[AnyFact, ...]:
    """Q-2: the facilitator takes the question back."""
    question = _question(asking.negotiation, act.clause)
    return (facts.QuestionFell(clause=question.clause, because="taken_back"),)


def confirm(act: acts.Confirm, asking: Asking) -> tuple[AnyFact, ...]:
    """Q-3, Q-4: the countdown over and nothing in the way, the clause is agreed ad referendum.

    Objections are in time until the countdown closes, inclusive (domain R9). Agreement takes up a
    parked clause again.
    """
    n = asking.negotiation
    question = _question(n, act.clause)
    clause = the_clause(n, act.clause)
    same_version(clause, act.version, act.digest)
    if asking.at <= question.closes:
        refuse(
            "countdown",
            "The countdown is still running.",
            "Confirm when it is over; until then anybody may object.",
            "Q-3",
            ("countdown", clause.id),
        )
    clear(to_confirm(n, clause.id))
    return agreement(n, clause)


def agreement(n: Negotiation, clause: Clause, within: int | None = None) -> tuple[AnyFact, ...]:
    """Q-5, K-2: that a clause is agreed, and who was there; what is agreed is not parked.

    `within` is the decision this one is a part of.
    """
    number = len(n.decisions) + 1
    agreed = facts.ClauseAgreed(
        decision=number, clause=clause.id, version=clause.current, within=within
    )
    resumed = (facts.ClauseResumed(clause=clause.id),) if clause.parking else ()
    return (agreed, _room(n, clause, number), *resumed, *_overridden(n, clause))


def _overridden(n: Negotiation, clause: Clause) -> Iterator[AnyFact]:
    """R-6: what stands against a clause agreed by sufficient consensus is printed as dissent."""
    for objection in overridable(n, clause):
        yield facts.ObjectionOverridden(objection=objection.id)


def overridable(n: Negotiation, clause: Clause) -> tuple[Objection, ...]:
    """R-6: the objections that agreeing to a clause would override."""
    if n.rules.decision is not Decision.SUFFICIENT or clause.protected:
        return ()
    return tuple(n.standing_objections(clause.id))


def _question(n: Negotiation, clause: str) -> Question:
    its = the_clause(n, clause)
    if n.question is None or n.question.clause != clause:
        if its.agreed:
            refuse(
                "agreed",
                say("{clause} is agreed.", clause=clause_name(n, clause)),
                "Undo that while there is time; afterwards a party asks to reopen it.",
                "Q-2",
                ("clause", clause),
            )
        refuse(
            "no_question",
            say("{clause} is not before the room.", clause=clause_name(n, clause)),
            "Put it to the room first.",
            "Q-2",
            ("clause", clause),
        )
    return n.question


def _room(n: Negotiation, clause: Clause, decision: int) -> facts.RoomRecorded:
    """Who was there, who was not, and who of those present said nothing of this version."""
    present = tuple(party.id for party in n.admitted if party.presence.counts)
    absent = tuple(party.id for party in n.admitted if not party.presence.counts)
    silent = tuple(party for party in present if n.position(clause.id, party) is None)
    return facts.RoomRecorded(decision=decision, present=present, absent=absent, silent=silent)
