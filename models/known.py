"""Finding what an act names; what is not there, or not for this actor to know of, is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from models.caucus import Caucus, Note, Tripwire
from models.clause import Clause, Version
from models.correction import Correction
from models.draft import Draft
from models.negotiation import Negotiation
from models.objection import Objection
from models.package import Package
from models.party import Actor, Party
from models.proposal import Proposal
from models.refusals import Obstacle, Refusal
from models.reservation import Statement
from models.saying import say
from models.silence import Silence
from models.temperature import TemperatureCheck
from models.translation import Discrepancy

T = TypeVar("T")
K = TypeVar("K", str, int)


def not_found(kind: str, item: str) -> Refusal:
    """The refusal of an act that names something that is not there."""
    return Refusal(
        "not_found",
        say("There is no such {kind} here.", kind=say(kind)),
        "It may have been closed since; look at the page as it is now.",
        rule="G-3",
        obstacles=(Obstacle(kind, item),),
    )


def _the(held: Mapping[K, T], kind: str, item: K) -> T:
    found = held.get(item)
    if found is None:
        raise not_found(kind, str(item))
    return found


def the_clause(negotiation: Negotiation, clause: str) -> Clause:
    """The published clause of this id; raises Refusal (`not_found`)."""
    return _the(negotiation.clauses, "clause", clause)


def the_version(clause: Clause, number: int) -> Version:
    """The version of a clause of this number; raises Refusal (`not_found`)."""
    return _the({version.number: version for version in clause.versions}, "version", number)


def the_draft(negotiation: Negotiation, draft: str, actor: Actor) -> Draft:
    """The draft of this id, if this actor may know of it; raises Refusal (`not_found`)."""
    found = _the(negotiation.drafts, "draft", draft)
    if found.private and actor.author not in found.writers:
        raise not_found("draft", draft)
    return found


def the_proposal(negotiation: Negotiation, proposal: str) -> Proposal:
    """The proposal of this id; raises Refusal (`not_found`)."""
    return _the(negotiation.proposals, "proposal", proposal)


def the_objection(negotiation: Negotiation, objection: str) -> Objection:
    """The objection of this id; raises Refusal (`not_found`)."""
    return _the(negotiation.objections, "objection", objection)


def the_silence(negotiation: Negotiation, silence: str) -> Silence:
    """The silence of this id; raises Refusal (`not_found`)."""
    return _the(negotiation.silences, "silence", silence)


def the_party(negotiation: Negotiation, party: str) -> Party:
    """The admitted party of this id; raises Refusal (`not_found`)."""
    found = _the(negotiation.parties, "party", party)
    if not found.admitted:
        raise not_found("party", party)
    return found


def the_package(negotiation: Negotiation, package: str) -> Package:
    """The package of this id; raises Refusal (`not_found`)."""
    return _the(negotiation.packages, "package", package)


def the_statement(negotiation: Negotiation, statement: str) -> Statement:
    """The statement of this id; raises Refusal (`not_found`)."""
    return _the(negotiation.statements, "statement", statement)


def the_check(negotiation: Negotiation, check: str) -> TemperatureCheck:
    """The temperature check of this id; raises Refusal (`not_found`)."""
    return _the(negotiation.checks, "temperature check", check)


def the_correction(negotiation: Negotiation, correction: str) -> Correction:
    """The editorial correction of this id; raises Refusal (`not_found`)."""
    return _the(negotiation.corrections, "correction", correction)


def the_discrepancy(negotiation: Negotiation, discrepancy: str) -> Discrepancy:
    """The note on a translation of this id; raises Refusal (`not_found`)."""
    return _the(negotiation.discrepancies, "discrepancy", discrepancy)


def the_caucus(negotiation: Negotiation, caucus: str, actor: Actor) -> Caucus:
    """The caucus of this id, if this actor may know of it; raises Refusal (`not_found`)."""
    found = _the(negotiation.caucuses, "caucus", caucus)
    if not (found.told or actor.author in found.members):
        raise not_found("caucus", caucus)
    return found


def the_note(negotiation: Negotiation, note: str, actor: Actor) -> Note:
    """The note of this id, if it is of the actor's own side; raises Refusal (`not_found`)."""
    found = _the(negotiation.notes, "note", note)
    if found.author != actor.author:
        raise not_found("note", note)
    return found


def the_tripwire(negotiation: Negotiation, tripwire: str, actor: Actor) -> Tripwire:
    """The tripwire of this id, if it is of the actor's own side; raises Refusal (`not_found`)."""
    found = _the(negotiation.tripwires, "tripwire", tripwire)
    if found.author != actor.author:
        raise not_found("tripwire", tripwire)
    return found
