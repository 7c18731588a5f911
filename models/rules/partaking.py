"""Rules of taking part: admission and its end, splitting, heads, walking out, late review."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models import acts, facts
from models.facts import AnyFact
from models.known import not_found, the_clause, the_party
from models.names import clause_name
from models.negotiation import Negotiation
from models.party import FACILITATORS, Departure, NewParty, Party, Presence, Role
from models.position import Position, Stand
from models.rules.guards import Asking, active, refuse
from models.rules.positions import state_position
from models.saying import Sentence, say

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
NAME = 500
"""How long the name of a party may be, in characters."""
HEAVIEST = 1_000_000
"""The greatest weight of a party."""
RESERVED = frozenset({FACILITATORS, "projector", "public", "parties", "server"})
"""Words that have a meaning of their own where ids of parties and people stand."""
LONGEST = 5_000
"""How long a statement may be, in characters."""


def admit_party(act: acts.AdmitParty, asking: Asking) -> tuple[AnyFact, ...]:
    """M-1: a convened party takes its seat; what was agreed stays agreed, and it reviews it."""
    n = asking.negotiation
    party = n.parties.get(act.party)
    if party is None:
        raise not_found("party", act.party)
    if party.admitted:
        _no_party("admitted", say("{party} takes part already.", party=party.id), party.id)
    if party.departure is Departure.SPLIT:
        _no_party(
            "split", say("{party} has split: others take its place.", party=party.id), party.id
        )
    agreed = frozenset(clause.id for clause in n.clauses.values() if clause.agreed)
    admitted = facts.PartyAdmitted(
        decision=_number(n),
        party=party.id,
        presence=Presence.ABSENT if n.session is None else Presence.PRESENT,
        review_until=asking.at + n.rules.late_review if agreed else None,
        reviewing=agreed,
    )
    return (admitted, *_asked_anew(n, party))


def _asked_anew(n: Negotiation, party: Party) -> Iterator[AnyFact]:
    """What a party had said before it left counts no more (M-3), also when it is back."""
    for clause in n.clauses:
        position = n.position(clause, party.id)
        if position is not None:
            yield facts.PositionCleared(party=party.id, clause=clause, version=position.version)


def _no_party(code: str, sentence: Sentence, party: str) -> None:
    refuse(code, sentence, "Look at the list of parties as it is now.", "M-1", ("party", party))


def _number(n: Negotiation) -> int | None:
    """The number of a decision on admission: none before the rules, which are decision 1."""
    return len(n.decisions) + 1 if n.rules_adopted else None


def end_admission(act: acts.EndAdmission, asking: Asking) -> tuple[AnyFact, ...]:
    """M-3: a party leaves or is excluded: its words stay, its objections are moot."""
    n = asking.negotiation
    party = the_party(n, act.party)
    if act.departure is Departure.SPLIT:
        refuse(
            "wrong_departure",
            "A party that splits leaves others in its place.",
            "Record the split, with the parties it leaves.",
            "M-3",
        )
    ended = facts.AdmissionEnded(
        decision=_number(n),
        party=party.id,
        departure=act.departure,
        statement=_statement(act.statement, "M-3"),
    )
    return (ended, *_mooted(n, party))


def _mooted(n: Negotiation, party: Party) -> Iterator[AnyFact]:
    for objection in n.objections.values():
        if objection.party == party.id and objection.standing:
            yield facts.ObjectionMooted(objection=objection.id)


def _statement(statement: str, rule: str) -> str:
    if len(statement) > LONGEST:
        refuse(
            "too_long",
            say("A statement has at most {most} characters.", most=LONGEST),
            "Shorten it.",
            rule,
        )
    return statement.strip()


def split_party(act: acts.SplitParty, asking: Asking) -> tuple[AnyFact, ...]:
    """M-4: the old party is closed; each new one inherits its positions, to be confirmed."""
    n = asking.negotiation
    old = the_party(n, act.party)
    _apart(n, act.into)
    into = tuple(
        Party(
            id=new.id,
            name=new.name.strip(),
            colour=new.colour,
            seat_order=new.seat_order,
            kind=new.kind,
            language=new.language,
            weight=new.weight,
            presence=old.presence,
            review_until=old.review_until,
            reviewing=old.reviewing,
        )
        for new in act.into
    )
    split = facts.PartySplit(decision=_number(n), party=old.id, into=into)
    inherited = (
        facts.PositionInherited(
            party=new.id, former=old.id, clause=said.clause, version=said.version
        )
        for new in into
        for said in _said(n, old)
    )
    return (split, *inherited, *_mooted(n, old))


def _said(n: Negotiation, party: Party) -> list[Position]:
    """What a party said of versions in force; an objection is not inherited, it needs reasons."""
    said = (n.position(clause, party.id) for clause in n.clauses)
    return [position for position in said if position and position.stand is not Stand.OBJECT]


def _presentable(new: NewParty) -> None:
    """Pass if a party can be written and shown: what a file to convene from may say of one."""
    named = CODE.fullmatch(new.id) and 0 < len(new.name.strip()) <= NAME
    if not named or not COLOUR.fullmatch(new.colour) or not 0 <= new.weight <= HEAVIEST:
        refuse(
            "not_a_party",
            "A party has a code of letters and digits, a name, a colour and a weight.",
            "Give all four.",
            "M-4",
            ("party", new.id),
        )


def _apart(n: Negotiation, into: tuple[NewParty, ...]) -> None:
    """Pass if the new parties can be told from each other and from all others."""
    seats = {party.seat_order for party in n.parties.values()}
    taken = {*n.parties, *RESERVED}
    if len(into) < 2:
        refuse("too_few", "A party splits into at least two.", "Name them all.", "M-4")
    for new in into:
        _presentable(new)
        if new.id in taken or new.seat_order in seats:
            refuse(
                "taken",
                say("The code or the seat of {party} is another party's.", party=new.id),
                "Choose a code and a seat that are free.",
                "M-4",
                ("party", new.id),
            )
        taken.add(new.id)
        seats.add(new.seat_order)


def confirm_inherited(act: acts.ConfirmInherited, asking: Asking) -> tuple[AnyFact, ...]:
    """M-5: what a party inherited counts once its head confirms it, clause by clause."""
    n, party = asking.negotiation, asking.author
    active(n, asking.actor)
    waiting = {position.clause: position for position in n.inherited(party)}
    confirmed = []
    for clause in dict.fromkeys(act.clauses):
        said = waiting.get(the_clause(n, clause).id)
        if said is None:
            refuse(
                "not_inherited",
                say(
                    "There is no inherited position on {clause} as it reads.",
                    clause=clause_name(n, clause),
                ),
                "State your position on it.",
                "M-5",
                ("clause", clause),
            )
        confirmed.append(
            facts.PositionStated(
                party=party,
                person=asking.actor.person,
                clause=said.clause,
                version=said.version,
                digest=said.digest,
                stand=said.stand,
                note=said.note,
            )
        )
    return tuple(confirmed)


def replace_head(act: acts.ReplaceHead, asking: Asking) -> tuple[AnyFact, ...]:
    """M-6: authority moves at once; what former heads did stands (domain §6.10)."""
    n = asking.negotiation
    people = n.people_of(act.party)
    head = next((person for person in people if person.id == act.person), None)
    if head is None:
        raise not_found("person", act.person)
    if head.role is Role.HEAD:
        refuse(
            "head_already",
            say("{person} is head of delegation already.", person=head.name),
            "Nothing more is needed.",
            "M-6",
            ("person", head.id),
        )
    former = tuple(person.id for person in people if person.role is Role.HEAD)
    return (facts.HeadReplaced(party=act.party, head=head.id, former=former),)


def walk_out(act: acts.WalkOut, asking: Asking) -> tuple[AnyFact, ...]:
    """M-7: a head says that its party walks out; its objections are suspended."""
    active(asking.negotiation, asking.actor)
    walked_out = facts.PartyWalkedOut(
        party=asking.author,
        person=asking.actor.person,
        statement=_statement(act.statement, "M-7"),
    )
    return (walked_out,)


def complete_review(act: acts.CompleteReview, asking: Asking) -> tuple[AnyFact, ...]:
    """M-2: a late party says once where it stands on several clauses it reviews, as read."""
    reviewing = asking.negotiation.parties[asking.author].reviewing
    if not act.clauses:
        refuse("nothing_reviewed", "No clause is named.", "Choose the clauses.", "M-2")
    stated: list[AnyFact] = []
    for clause, version, digest in act.clauses:
        if the_clause(asking.negotiation, clause).id not in reviewing:
            refuse(
                "not_reviewing",
                say(
                    "{party} does not review {clause}.",
                    party=asking.author,
                    clause=clause_name(asking.negotiation, clause),
                ),
                "State a position on it by itself.",
                "M-2",
                ("clause", clause),
            )
        position = acts.StatePosition(
            clause=clause, version=version, digest=digest, stand=act.stand, note=act.note
        )
        stated += state_position(position, asking)
    return tuple(stated)
