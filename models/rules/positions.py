"""Rules of positions: where a party stands on one version of a clause."""

from __future__ import annotations

from models import acts, facts
from models.facts import AnyFact
from models.known import the_clause
from models.names import clause_name, objection_name
from models.position import Stand
from models.rules.guards import Asking, active, reads, refuse, same_version, stands

LONGEST = 2_000
"""How long the note of a position may be, in characters."""


def state_position(act: acts.StatePosition, asking: Asking) -> tuple[AnyFact, ...]:
    """O-5, O-6: a head says where its party stands on the version in force, as read (domain R2).

    Objecting is done by an objection; while one of its own stands on the clause, the party says
    nothing else of it (domain R4).
    """
    n, party = asking.negotiation, asking.author
    active(n, asking.actor)
    clause = stands(the_clause(n, act.clause))
    reads(n, clause)
    same_version(clause, act.version, act.digest)
    if act.stand is Stand.OBJECT:
        refuse(
            "objection_needed",
            "A party objects by an objection, with its reason and what would resolve it.",
            "Use Object.",
            "O-5",
        )
    own = [o for o in n.standing_objections(clause.id) if o.party == party and not o.proposal]
    if own:
        refuse(
            "own_objection",
            f"{objection_name(own[0])} to {clause_name(n, clause.id)} stands.",
            "Lift your objection first.",
            "O-6",
            *(("open_objection", objection.id) for objection in own),
        )
    if len(act.note) > LONGEST:
        refuse(
            "too_long",
            f"A note has at most {LONGEST} characters.",
            "Say it in fewer words.",
            "O-5",
        )
    stated = facts.PositionStated(
        party=party,
        person=asking.actor.person,
        clause=clause.id,
        version=clause.current,
        digest=clause.version.digest,
        stand=act.stand,
        note=act.note.strip(),
    )
    return (stated,)
