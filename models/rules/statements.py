"""Rules of statements: reservations, declarations and explanations of position on a clause."""

from __future__ import annotations

from models import acts, facts
from models.clause import Clause
from models.facts import AnyFact
from models.known import the_clause, the_statement
from models.names import clause_name
from models.negotiation import Negotiation
from models.reservation import StatementKind
from models.rules.guards import Asking, refuse, same_version, speaking, stands
from models.saying import say
from models.signing import BOUND, Standing

LONGEST = 5_000
"""How long a statement may be, in characters."""


def enter_statement(act: acts.EnterStatement, asking: Asking) -> tuple[AnyFact, ...]:
    """W-1 to W-3, O-7: a party says something of a clause that goes with its signature."""
    n, party = asking.negotiation, speaking(asking)
    clause = stands(the_clause(n, act.clause))
    same_version(clause, clause.current, act.digest)
    _check_kind(n, act.statement_kind, clause)
    if act.statement_kind is StatementKind.RESERVATION:
        _check_unsigned(n, party)
    text = act.text.strip()
    if not text or len(act.text) > LONGEST:
        refuse(
            "no_text" if not text else "too_long",
            say("A statement says something, in at most {most} characters.", most=LONGEST),
            "Write it in full, as it is to be read out.",
            "W-1",
        )
    same_kind = [s for s in n.statements.values() if s.kind is act.statement_kind]
    entered = facts.StatementEntered(
        statement=asking.mint(),
        order=len(same_kind) + 1,
        statement_kind=act.statement_kind,
        clause=clause.id,
        version=clause.current,
        party=party,
        person=asking.actor.person,
        text=text,
        recorded_by=asking.recorded_by,
    )
    return (entered,)


def _check_kind(n: Negotiation, kind: StatementKind, clause: Clause) -> None:
    if kind is StatementKind.RESERVATION and not (n.rules.reservations and not clause.protected):
        refuse(
            "no_reservations",
            say("The rules allow no reservation to {clause}.", clause=clause_name(n, clause.id))
            if n.rules.reservations
            else "The rules allow no reservation to this code.",
            "Make an interpretative declaration, or object.",
            "W-2",
            ("clause", clause.id),
        )
    decided = any(d.clause == clause.id and not d.undone for d in n.decisions)
    if kind is StatementKind.EXPLANATION and not decided:
        refuse(
            "no_decision",
            say("Nothing has been decided on {clause} yet.", clause=clause_name(n, clause.id)),
            "An explanation of position follows a decision: state a position, or declare.",
            "W-3",
            ("clause", clause.id),
        )


def _check_unsigned(n: Negotiation, party: str) -> None:
    """W-2: a reservation is entered before its party's own signature (domain §6.9)."""
    if n.standings.get(party, Standing()).status in BOUND:
        refuse(
            "signed_already",
            say("{party} has signed this text, with the reservations it had.", party=party),
            "Make an interpretative declaration.",
            "W-2",
            ("party", party),
        )


def withdraw_statement(act: acts.WithdrawStatement, asking: Asking) -> tuple[AnyFact, ...]:
    """W-4: its party withdraws a statement before the lock; it stays in the record."""
    n = asking.negotiation
    statement = the_statement(n, act.statement)
    if n.final is not None:
        refuse(
            "text_locked",
            say("{statement} is part of what was locked.", statement=statement.label),
            "Whoever signs for your party says whether it is maintained.",
            "W-4",
            ("statement", statement.id),
        )
    if statement.withdrawn:
        refuse(
            "withdrawn",
            say(
                "{statement} of {party} is withdrawn already.",
                statement=statement.label,
                party=statement.party,
            ),
            "Nothing more is needed.",
            "W-4",
            ("statement", statement.id),
        )
    return (facts.StatementWithdrawn(statement=statement.id),)
