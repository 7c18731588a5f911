"""Rules of positions: where a party stands on one version of a clause."""

from __future__ import annotations

from datetime import timedelta

from models import acts, facts
from models.clause import Clause
from models.facts import AnyFact
from models.known import not_found, the_clause
from models.names import clause_name, objection_name
from models.negotiation import Negotiation
from models.objection import Objection
from models.position import Position, Recordable, Stand
from models.reservation import Statement
from models.rules.guards import Asking, reads, refuse, same_version, speaking, stands
from models.rules.objecting import own_objections
from models.saying import listed, say

LONGEST = 2_000
"""How long the note of a position may be, in characters."""
SHORT = 200
"""How long it may be who confirms it, and by when, in characters."""
TOGETHER = timedelta(seconds=60)
"""Within what time two people of one party speak at once (domain R5)."""
SAID = {
    Stand.AGREE: say("agrees"),
    Stand.AGREE_AD_REF: say("agrees ad referendum"),
    Stand.STAND_ASIDE: say("stands aside"),
    Stand.RESERVE: say("reserves"),
    Stand.OBJECT: say("objects"),
}


def state_position(act: acts.StatePosition, asking: Asking) -> tuple[AnyFact, ...]:
    """O-5 to O-9: a head says where its party stands on the version in force, as read (domain R2).

    Objecting is done by an objection; while one of its own stands on the clause, the party says
    nothing else of it (domain R4).
    """
    n, party = asking.negotiation, speaking(asking)
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
    _check_own_objection(n, clause, party)
    _check_words(act)
    _check_other_head(act, asking, n.position(clause.id, party))
    stated = facts.PositionStated(
        party=party,
        person=asking.actor.person,
        clause=clause.id,
        version=clause.current,
        digest=clause.version.digest,
        stand=act.stand,
        note=act.note.strip(),
        confirmer=act.confirmer.strip(),
        confirm_by=act.confirm_by.strip(),
        recorded_by=asking.recorded_by,
    )
    return (stated,)


def _check_own_objection(n: Negotiation, clause: Clause, party: str) -> None:
    own = own_objections(n, clause.id, party)
    if own:
        refuse(
            "own_objection",
            say(
                "{objection} to {clause} stands.",
                objection=objection_name(own[0]),
                clause=clause_name(n, clause.id),
            ),
            "Lift your objection first.",
            "O-6",
            *(("open_objection", objection.id) for objection in own),
        )


def _check_words(act: acts.StatePosition) -> None:
    if len(act.note) > LONGEST:
        refuse(
            "too_long",
            say("A note has at most {most} characters.", most=LONGEST),
            "Say it in fewer words.",
            "O-5",
        )
    check_confirming(act)


def check_confirming(act: acts.StatePosition | acts.StatePackagePosition) -> None:
    """O-8: who confirms what is agreed ad referendum, and by when; of nothing else is it said."""
    if max(len(act.confirmer), len(act.confirm_by)) > SHORT:
        refuse(
            "too_long",
            say("Who confirms, and by when, have at most {most} characters each.", most=SHORT),
            "Say it in fewer words.",
            "O-8",
        )
    if (act.confirmer.strip() or act.confirm_by.strip()) and act.stand is not Stand.AGREE_AD_REF:
        refuse(
            "nothing_to_confirm",
            "Only what is agreed ad referendum waits for somebody to confirm it.",
            "Agree ad referendum, or leave out who confirms and by when.",
            "O-8",
        )


def _check_other_head(act: acts.StatePosition, asking: Asking, said: Position | None) -> None:
    """O-9: of two heads at once the first wins, and the second sees what was said (domain R5).

    What was only recorded for the party is its head's to correct at once.
    """
    if said is None or said.recorded_by is not None or said.person == asking.actor.person:
        return
    if asking.at - said.at <= TOGETHER and act.instead is not said.stand:
        person = asking.negotiation.people.get(said.person)
        refuse(
            "other_head",
            say(
                "{person} has just said that {party} {does}.",
                person=person.name if person else said.person,
                party=said.party,
                does=SAID[said.stand],
            ),
            "Say it again if you mean to change that.",
            "O-9",
            ("stand", said.stand.value),
        )


def confirm_ad_ref(act: acts.ConfirmAdRef, asking: Asking) -> tuple[AnyFact, ...]:
    """O-8: the head says that its authority confirmed what the party agreed ad referendum."""
    n, party = asking.negotiation, speaking(asking)
    named = tuple(the_clause(n, clause).id for clause in act.clauses)
    waiting = [p for clause in named or n.clauses if (p := n.position(clause, party))]
    confirmed = {p.clause: p for p in waiting if p.outstanding}
    missing = [clause for clause in named if clause not in confirmed]
    if missing or not confirmed:
        what = (
            listed(clause_name(n, clause) for clause in missing) if missing else say("any clause")
        )
        refuse(
            "nothing_outstanding",
            say(
                "No agreement ad referendum of {party} waits to be confirmed on {what}.",
                party=party,
                what=what,
            ),
            "Look at what is outstanding; a position lapses with its version.",
            "O-8",
            *(("clause", clause) for clause in missing),
        )
    fact = facts.AdRefConfirmed(
        party=party,
        person=asking.actor.person,
        confirmed=tuple(facts.OnVersion(p.clause, p.version) for p in confirmed.values()),
        count=len(confirmed),
    )
    return (fact,)


def confirm_recorded(act: acts.ConfirmRecorded, asking: Asking) -> tuple[AnyFact, ...]:
    """O-7: a head confirms what a facilitator recorded on behalf of its party (domain R6).

    With an objection to a version the position that it is is confirmed as well.
    """
    n, party = asking.negotiation, speaking(asking)
    if _recorded(n, act, party) is None:
        raise not_found("record to confirm", act.item)
    of_position = act.what is Recordable.POSITION
    position = n.position(act.item, party) if of_position else None
    said = n.objections.get(act.item) if act.what is Recordable.OBJECTION else position
    confirmed = facts.RecordedConfirmed(
        party=party,
        person=asking.actor.person,
        what=act.what,
        item=act.item,
        version=n.clauses[act.item].current if of_position else 0,
        unnamed=said is not None and said.unnamed,
    )
    return (confirmed, *_position_it_is(asking, act, party))


def _position_it_is(
    asking: Asking, act: acts.ConfirmRecorded, party: str
) -> tuple[facts.RecordedConfirmed, ...]:
    """The position that an objection to a version is was recorded with it (O-3)."""
    n = asking.negotiation
    raised = n.objections[act.item] if act.what is Recordable.OBJECTION else None
    its = n.position(raised.clause, party) if raised is not None else None
    if raised is None or its is None or its.recorded_by is None or its.stand is not Stand.OBJECT:
        return ()
    if raised.proposal is not None:
        return ()
    confirmed = facts.RecordedConfirmed(
        party=party,
        person=asking.actor.person,
        what=Recordable.POSITION,
        item=raised.clause,
        version=its.version,
    )
    return (confirmed,)


def _recorded(n: Negotiation, act: acts.ConfirmRecorded, party: str) -> str | None:
    """Who recorded it for this party, None where nobody did, or the party said it itself."""
    match act.what:
        case Recordable.POSITION:
            position = n.position(the_clause(n, act.item).id, party)
            return position.recorded_by if position is not None else None
        case Recordable.PACKAGE:
            package = n.packages.get(act.item)
            given = package.positions.get(party) if package is not None else None
            return given.recorded_by if given is not None else None
        case Recordable.OBJECTION:
            return _its(n.objections.get(act.item), party)
        case Recordable.STATEMENT:
            return _its(n.statements.get(act.item), party)


def _its(said: Objection | Statement | None, party: str) -> str | None:
    return said.recorded_by if said is not None and said.party == party else None
