"""What decisions did to other proposals, and which of those wait for their authors since."""

from __future__ import annotations

from dataclasses import dataclass

from models import views
from models.negotiation import Decision
from models.saying import Sentence, say
from server.web.looks.reader import Reader

BECAME = {
    "superseded": say("superseded"),
    "fell": say("fell with what it amended"),
    "carried": say("carried over"),
    "needs_author": say("needs its author"),
}
NEEDED_AUTHOR = say("needed its author")


@dataclass(frozen=True, slots=True)
class Affected:
    """Another proposal, and what a decision did to it; `waits`: its author has not answered yet."""

    id: str
    label: str
    author: str
    became: Sentence
    live: bool
    waits: bool


@dataclass(frozen=True, slots=True)
class Aftermath:
    """After one decision."""

    label: str
    clause: str
    name: str
    affected: tuple[Affected, ...]


def aftermaths(reader: Reader) -> tuple[Aftermath, ...]:
    """The last decision on the clause in view, and every one that somebody is still to answer."""
    n = reader.negotiation
    if not reader.sight.attribution:
        return ()
    decisions = [one for one in reversed(n.decisions) if one.aftermath and not one.undone]
    waiting = {
        (review.decision, review.proposal.id)
        for its in reader.clauses
        for review in views.review_queue(n, its.id)
    }
    in_view = reader.clause.id if reader.clause is not None else None
    last = next((one.number for one in decisions if one.clause == in_view), None)
    asked = {number for number, _ in waiting}
    return tuple(
        _after(reader, one, waiting)
        for one in decisions
        if one.number == last or one.number in asked
    )


def _after(reader: Reader, decision: Decision, waiting: set[tuple[int | None, str]]) -> Aftermath:
    proposals = reader.negotiation.proposals
    waits = {proposal for number, proposal in waiting if number == decision.number}
    return Aftermath(
        label=decision.label,
        clause=decision.clause or "",
        name=reader.clause_name(decision.clause) if decision.clause is not None else "",
        affected=tuple(
            Affected(
                id=one.proposal,
                label=proposals[one.proposal].label,
                author=proposals[one.proposal].author,
                became=NEEDED_AUTHOR
                if one.became == "needs_author" and one.proposal not in waits
                else BECAME[one.became],
                live=proposals[one.proposal].live,
                waits=one.proposal in waits,
            )
            for one in decision.aftermath
        ),
    )
