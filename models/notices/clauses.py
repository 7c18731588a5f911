"""What is told of clauses, of positions on them, and of requests to reopen them."""

from __future__ import annotations

from collections.abc import Iterator

from models.clause import Clause
from models.names import clause_name
from models.negotiation import Negotiation
from models.notices.telling import Line, author_for, changed, everybody, parties, reason_for, sides
from models.position import Stand


def clauses(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell what became of a clause, and whose positions lapsed or hold again."""
    for old, now in changed(before.clauses, n.clauses):
        if old is None:
            continue
        if old.current != now.current:
            yield from _moved(before, n, old, now)
        for side in everybody(n):
            for kind, said in _became(old, now, clause_name(n, now.id)):
                yield Line(side, kind, said, now.id)


def _became(old: Clause, now: Clause, name: str) -> Iterator[tuple[str, str]]:
    if now.agreed and not old.agreed:
        yield "clause_agreed", f"{name} is agreed ad referendum."
    if now.reopened and old.agreed and not now.agreed:
        yield "clause_reopened", f"{name} is taken up again."
    if now.second_look and now.second_look != old.second_look:
        yield "second_look", f"{name} deserves a second look: {now.second_look}"


def _moved(before: Negotiation, n: Negotiation, old: Clause, now: Clause) -> Iterator[Line]:
    """Positions lapse with their version, unless a correction carries them over (domain R2, R3)."""
    if n.correction_of(now.id, now.current) is not None:
        return
    stated = n.positions.get(now.id, {})
    lapsed = [party for party in parties(n) if before.position(now.id, party) is not None]
    back = [party for party in parties(n) if n.position(now.id, party) is not None]
    for side in lapsed:
        name, stand = clause_name(n, now.id), _stand(stated[side, old.current].stand)
        said = f"{name} reads as version {now.current}: your position on version {old.current}, "
        said += f"{stand}, lapsed; {len(lapsed)} in all."
        yield Line(side, "position_lapsed", said, now.id)
    for side in back:
        name, stand = clause_name(n, now.id), _stand(stated[side, now.current].stand)
        said = f"{name} is back to version {now.current}: your position, {stand}, holds again."
        yield Line(side, "position_restored", said, now.id)


def _stand(stand: Stand) -> str:
    return stand.value.replace("_", " ")


def positions(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell a party of a position that was recorded for it."""
    if before.positions is n.positions:
        return
    for clause, stated in n.positions.items():
        known = before.positions.get(clause, {})
        for key, now in stated.items():
            if known.get(key) is not now and now.recorded_by is not None:
                said = f"“{_stand(now.stand)}” was recorded on your behalf on "
                said += f"{clause_name(n, clause)}: confirm it, or correct it."
                for side in sides(n, [now.party]):
                    yield Line(side, "recorded_for_you", said, clause)


def reopenings(before: Negotiation, n: Negotiation) -> Iterator[Line]:
    """Tell of a request to reopen a clause, and of its end."""
    for old, now in changed(before.reopenings, n.reopenings):
        if old is None:
            for side in everybody(n):
                if side != now.party:
                    who, what = author_for(n, side, now.party), clause_name(n, now.clause)
                    said = f"{who} asks to reopen {what}{reason_for(n, side, now.reason)}"
                    yield Line(side, "reopening_requested", said, now.clause)
    for clause, asked in before.reopenings.items():
        if clause not in n.reopenings and n.clauses[clause].agreed:
            for side in sides(n, (asked.party, *asked.supporters)):
                said = f"the request to reopen {clause_name(n, clause)} is closed."
                yield Line(side, "reopening_closed", said, clause)
