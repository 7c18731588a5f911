"""Finding what an act names; what is not there, or not for this actor to know of, is refused."""

from __future__ import annotations

from models.caucus import Caucus, Note, Tripwire
from models.clause import Clause
from models.correction import Correction
from models.draft import Draft
from models.negotiation import Negotiation
from models.objection import Objection
from models.package import Package
from models.party import Actor, Party
from models.proposal import Proposal
from models.refusals import Obstacle, Refusal
from models.reservation import Statement
from models.silence import Silence
from models.temperature import TemperatureCheck
from models.translation import Discrepancy


def not_found(kind: str, item: str) -> Refusal:
    """The refusal of an act that names something that is not there."""
    return Refusal(
        "not_found",
        f"There is no such {kind} here.",
        "It may have been closed since; look at the page as it is now.",
        rule="G-3",
        obstacles=(Obstacle(kind, item),),
    )


def the_clause(negotiation: Negotiation, clause: str) -> Clause:
    """The published clause of this id; raises Refusal (`not_found`)."""
    found = negotiation.clauses.get(clause)
    if found is None:
        raise not_found("clause", clause)
    return found


def the_draft(negotiation: Negotiation, draft: str, actor: Actor) -> Draft:
    """The draft of this id, if this actor may know of it; raises Refusal (`not_found`)."""
    found = negotiation.drafts.get(draft)
    if found is None or (found.private and actor.author not in found.writers):
        raise not_found("draft", draft)
    return found


def the_proposal(negotiation: Negotiation, proposal: str) -> Proposal:
    """The proposal of this id; raises Refusal (`not_found`)."""
    found = negotiation.proposals.get(proposal)
    if found is None:
        raise not_found("proposal", proposal)
    return found


def the_objection(negotiation: Negotiation, objection: str) -> Objection:
    """The objection of this id; raises Refusal (`not_found`)."""
    found = negotiation.objections.get(objection)
    if found is None:
        raise not_found("objection", objection)
    return found


def the_silence(negotiation: Negotiation, silence: str) -> Silence:
    """The silence of this id; raises Refusal (`not_found`)."""
    found = negotiation.silences.get(silence)
    if found is None:
        raise not_found("silence", silence)
    return found


def the_party(negotiation: Negotiation, party: str) -> Party:
    """The admitted party of this id; raises Refusal (`not_found`)."""
    found = negotiation.parties.get(party)
    if found is None or not found.admitted:
        raise not_found("party", party)
    return found


def the_package(negotiation: Negotiation, package: str) -> Package:
    """The package of this id; raises Refusal (`not_found`)."""
    found = negotiation.packages.get(package)
    if found is None:
        raise not_found("package", package)
    return found


def the_statement(negotiation: Negotiation, statement: str) -> Statement:
    """The statement of this id; raises Refusal (`not_found`)."""
    found = negotiation.statements.get(statement)
    if found is None:
        raise not_found("statement", statement)
    return found


def the_check(negotiation: Negotiation, check: str) -> TemperatureCheck:
    """The temperature check of this id; raises Refusal (`not_found`)."""
    found = negotiation.checks.get(check)
    if found is None:
        raise not_found("temperature check", check)
    return found


def the_correction(negotiation: Negotiation, correction: str) -> Correction:
    """The editorial correction of this id; raises Refusal (`not_found`)."""
    found = negotiation.corrections.get(correction)
    if found is None:
        raise not_found("correction", correction)
    return found


def the_discrepancy(negotiation: Negotiation, discrepancy: str) -> Discrepancy:
    """The note on a translation of this id; raises Refusal (`not_found`)."""
    found = negotiation.discrepancies.get(discrepancy)
    if found is None:
        raise not_found("discrepancy", discrepancy)
    return found


def the_caucus(negotiation: Negotiation, caucus: str, actor: Actor) -> Caucus:
    """The caucus of this id, if this actor may know of it; raises Refusal (`not_found`)."""
    found = negotiation.caucuses.get(caucus)
    if found is None or not (found.told or actor.author in found.members):
        raise not_found("caucus", caucus)
    return found


def the_note(negotiation: Negotiation, note: str, actor: Actor) -> Note:
    """The note of this id, if it is of the actor's own side; raises Refusal (`not_found`)."""
    found = negotiation.notes.get(note)
    if found is None or found.author != actor.author:
        raise not_found("note", note)
    return found


def the_tripwire(negotiation: Negotiation, tripwire: str, actor: Actor) -> Tripwire:
    """The tripwire of this id, if it is of the actor's own side; raises Refusal (`not_found`)."""
    found = negotiation.tripwires.get(tripwire)
    if found is None or found.author != actor.author:
        raise not_found("tripwire", tripwire)
    return found
