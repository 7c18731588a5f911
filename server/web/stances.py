"""Where parties stand, for programs: packages, statements, confirmations, temperature checks."""

from __future__ import annotations

from models.negotiation import Negotiation
from models.package import Package
from models.reservation import Statement
from models.rulebook import INSIDERS, Group
from models.sight import Sight
from models.stances import recorded_for, tally
from models.temperature import TemperatureCheck

Json = dict[str, object]


def stances(n: Negotiation, sight: Sight) -> Json:
    """What an audience may know of where parties stand besides positions and objections."""
    named, inside = sight.attribution, sight.group in INSIDERS
    whole = [party.id for party in n.admitted if sight.positions or party.id == sight.party]
    recorder = sight.group is Group.FACILITATORS
    cards = [party.id for party in n.admitted if recorder or party.id == sight.party]
    return {
        "packages": {p.id: _package(p, whole, sight) for p in n.packages.values() if named},
        "statements": {s.id: _statement(s) for s in n.statements.values() if named},
        "ad_ref": {party: _ad_ref(n, party) for party in whole},
        "recorded": {
            party: [{"what": one.what.value, "item": one.item} for one in found]
            for party in cards
            if (found := recorded_for(n, party))
        },
        "checks": {
            check.id: {
                "question": check.question,
                "clause": check.clause,
                "closed": check.closed,
                "tally": _tally(check, sight),
            }
            for check in n.checks.values()
            if inside
        },
    }


def _tally(check: TemperatureCheck, sight: Sight) -> list[int] | None:
    found = tally(check, sight)
    return list(found) if found is not None else None


def _package(its: Package, known: list[str], sight: Sight) -> Json:
    return {
        "label": its.label,
        "title": its.title,
        "conditions": its.conditions,
        "status": its.status.value,
        "live": its.live,
        "digest": its.digest,
        "elements": [element._asdict() for element in its.elements],
        "positions": {p: said.stand.value for p, said in its.positions.items() if p in known},
        "because": its.because if sight.reasons else "",
    }


def _statement(its: Statement) -> Json:
    return {
        "label": its.label,
        "kind": its.kind.value,
        "clause": its.clause,
        "version": its.version,
        "party": its.party,
        "text": its.text,
        "withdrawn": its.withdrawn,
        "recorded": its.recorded_by is not None,
    }


def _ad_ref(n: Negotiation, party: str) -> dict[str, list[str]]:
    stated = [(clause, n.position(clause, party)) for clause in n.clauses]
    return {
        "outstanding": [clause for clause, its in stated if its and its.outstanding],
        "confirmed": [clause for clause, its in stated if its and its.confirmed_at],
    }
