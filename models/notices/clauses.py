"""What is told of clauses, of positions on them, and of requests to reopen them."""

from __future__ import annotations

from collections.abc import Iterator

from models.clause import Clause
from models.names import basis_said, clause_name
from models.negotiation import Negotiation
from models.notices.telling import (
    Line,
    author_for,
    changed,
    everybody,
    parties,
    reasoned,
    sees,
    sides,
)
from models.position import Stand
from models.reservation import StatementKind
from models.rulebook import Kind
from models.saying import Name, Sentence, row, say


def clauses(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell what became of a clause, and whose positions lapsed or hold again."""
    for old, now in changed(before.clauses, n.clauses):
        if old is None:
            continue
        if old.current != now.current:
            yield from _moved(before, n, old, now)
        for side in everybody(n):
            for kind, said in _became(n, old, now):
                yield Line(side, kind, said, now.id)


def _became(n: Negotiation, old: Clause, now: Clause) -> Iterator[tuple[str, Sentence]]:
    name = clause_name(n, now.id)
    if now.agreed and not old.agreed:
        yield "clause_agreed", say("{clause} is agreed ad referendum.", clause=name)
    if now.reopened and old.agreed and not now.agreed:
        yield "clause_reopened", say("{clause} is taken up again.", clause=name)
    if changed_since := [basis for basis in now.second_look if basis not in old.second_look]:
        why = row(basis_said(n, basis) for basis in changed_since)
        yield "second_look", say("{clause} deserves a second look: {why}", clause=name, why=why)


def _moved(before: Negotiation, n: Negotiation, old: Clause, now: Clause) -> Iterator[Line]:
    """Positions lapse with their version, unless a correction carries them over (domain R2, R3)."""
    if n.correction_of(now.id, now.current) is not None:
        return
    stated = n.positions.get(now.id, {})
    lapsed = [party for party in parties(n) if before.position(now.id, party) is not None]
    back = [party for party in parties(n) if n.position(now.id, party) is not None]
    for side in lapsed:
        said = say(
            "{clause} reads as version {now}: your position on version {before}, {stand}, lapsed; "
            "{n} in all.",
            clause=clause_name(n, now.id),
            now=now.current,
            before=old.current,
            stand=_stand(stated[side, old.current].stand),
            n=len(lapsed),
        )
        yield Line(side, "position_lapsed", said, now.id)
    for side in back:
        said = say(
            "{clause} is back to version {version}: your position, {stand}, holds again.",
            clause=clause_name(n, now.id),
            version=now.current,
            stand=_stand(stated[side, now.current].stand),
        )
        yield Line(side, "position_restored", said, now.id)


def _stand(stand: Stand) -> Sentence:
    return say(stand.value.replace("_", " "))


def positions(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell a party of a position that was recorded for it."""
    if before.positions is n.positions:
        return
    for clause, stated in n.positions.items():
        known = before.positions.get(clause, {})
        for key, now in stated.items():
            if known.get(key) is not now and now.recorded_by is not None:
                said = say(
                    "“{stand}” was recorded on your behalf on {clause}: confirm it, or correct it.",
                    stand=_stand(now.stand),
                    clause=clause_name(n, clause),
                )
                for side in sides(n, [now.party]):
                    yield Line(side, "recorded_for_you", said, clause)


def reopenings(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell of a request to reopen a clause, and of its end."""
    for old, now in changed(before.reopenings, n.reopenings):
        if old is None:
            for side in everybody(n):
                if side != now.party:
                    who, what = author_for(n, side, now.party), clause_name(n, now.clause)
                    asks = say("{party} asks to reopen {clause}", party=who, clause=what)
                    said = reasoned(n, side, asks, now.reason)
                    yield Line(side, "reopening_requested", said, now.clause)
    for clause, asked in before.reopenings.items():
        if clause not in n.reopenings and n.clauses[clause].agreed:
            for side in sides(n, (asked.party, *asked.supporters)):
                said = say(
                    "the request to reopen {clause} is closed.", clause=clause_name(n, clause)
                )
                yield Line(side, "reopening_closed", said, clause)


def statements(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell of statements for the record, and of those that are withdrawn."""
    for old, now in changed(before.statements, n.statements):
        name = clause_name(n, now.clause)
        if old is None:
            kind = "statement_entered"
            told = _entered(now.kind, party=now.party, clause=name, label=now.label)
        elif now.withdrawn and not old.withdrawn:
            kind = "statement_withdrawn"
            told = say(
                "{party} withdraws {label} on {clause}.",
                party=now.party,
                label=now.label,
                clause=name,
            )
        else:
            continue
        for side in everybody(n):
            if side != now.party and sees(n, side, Kind.ATTRIBUTION):
                yield Line(side, kind, told, now.clause, now.id)


def _entered(kind: StatementKind, **names: Name) -> Sentence:
    match kind:
        case StatementKind.RESERVATION:
            return say("{party} enters a reservation on {clause}: {label}.", **names)
        case StatementKind.DECLARATION:
            return say("{party} enters a declaration on {clause}: {label}.", **names)
        case StatementKind.EXPLANATION:
            return say("{party} explains its position on {clause}: {label}.", **names)
