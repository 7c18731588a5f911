"""Statements on the clause in view: those that stand, and which kinds may be entered now."""

from __future__ import annotations

from dataclasses import dataclass

from models.clause import Clause
from models.reservation import Statement, StatementKind
from models.signing import BOUND, Standing
from models.stances import statements_on
from server.web import words
from server.web.looks.may import kept_from, may
from server.web.looks.reader import Reader

NO_RESERVATIONS = "The rules of this code allow no reservation."
PROTECTED = "This clause is law already: no reservation can be made on it."
SIGNED = "Your party has signed this text, with the reservations it had."
NO_DECISION = "It follows a decision, and nothing was decided on this clause yet."
NOT_HEAD = "The head of delegation enters statements."


@dataclass(frozen=True, slots=True)
class StatementLook:
    """One statement."""

    id: str
    label: str
    kind: str
    party: str
    version: int
    text: str
    recorded: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class KindLook:
    """One kind of statement, what it does, and why it is not possible now."""

    value: str
    word: str
    means: str
    why_not: str


@dataclass(frozen=True, slots=True)
class StatementsLook:
    """What was stated on the clause in view, and what these people may state."""

    statements: tuple[StatementLook, ...]
    entering: dict[str, object]
    kinds: tuple[KindLook, ...]
    why_not: str


def statements(reader: Reader) -> StatementsLook | None:
    """The statements on the clause in view, for those who may know whose they are."""
    its = reader.clause
    if its is None or not reader.sight.attribution:
        return None
    speaks = reader.party is not None
    why_not = kept_from(reader, "enter_statement", NOT_HEAD) if speaks else ""
    return StatementsLook(
        statements=tuple(_one(reader, one) for one in statements_on(reader.negotiation, its.id)),
        entering={"clause": its.id, "digest": its.version.digest},
        kinds=tuple(_kind(reader, its, one) for one in StatementKind)
        if speaks and not why_not
        else (),
        why_not=why_not,
    )


def _one(reader: Reader, its: Statement) -> StatementLook:
    return StatementLook(
        id=its.id,
        label=its.label,
        kind=words.STATEMENT[its.kind],
        party=its.party,
        version=its.version,
        text=its.text,
        recorded=its.recorded_by is not None,
        may_withdraw=its.party == reader.party
        and reader.negotiation.final is None
        and may(reader, "withdraw_statement"),
    )


def _kind(reader: Reader, its: Clause, kind: StatementKind) -> KindLook:
    why_not = _why_not(reader, its, kind)
    return KindLook(kind.value, words.STATEMENT[kind], words.STATEMENT_MEANS[kind], why_not)


def _why_not(reader: Reader, its: Clause, kind: StatementKind) -> str:
    n = reader.negotiation
    if kind is StatementKind.RESERVATION and not n.rules.reservations:
        return NO_RESERVATIONS
    if kind is StatementKind.RESERVATION and its.protected:
        return PROTECTED
    signed = n.standings.get(reader.party or "", Standing()).status in BOUND
    if kind is StatementKind.RESERVATION and signed:
        return SIGNED
    decided = any(one.clause == its.id and not one.undone for one in n.decisions)
    return NO_DECISION if kind is StatementKind.EXPLANATION and not decided else ""
