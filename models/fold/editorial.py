"""Folds the closing of a text: adoption, corrections, languages, legal check, notices seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.clause import Version
from models.correction import Correction, CorrectionStatus
from models.facts import (
    AdoptionFell,
    CorrectionConfirmed,
    CorrectionContested,
    CorrectionProposed,
    CorrectionWithdrawn,
    DiscrepancyCleared,
    DiscrepancyNoted,
    FindingsExplained,
    LanguageValidated,
    LegalCheckCompleted,
    NoticesSeen,
    PositionsCarried,
    SecondLook,
    VersionAdopted,
    WholeTextAdopted,
)
from models.fold.setting import with_clause, with_second_look
from models.layer import apply, authored, of_text, trace
from models.negotiation import Decision, Negotiation, Subject
from models.party import EDITORIAL, Actor
from models.position import Source
from models.redline import minimal
from models.translation import Discrepancy


def _looked(n: Negotiation, fact: SecondLook, _at: datetime, _by: Actor | None) -> Negotiation:
    return with_second_look(n, fact.clause, fact.basis, due=not fact.taken_back)


def _adopted(n: Negotiation, fact: WholeTextAdopted, at: datetime, by: Actor | None) -> Negotiation:
    decision = Decision(
        number=fact.decision,
        subject=Subject.ADOPTION,
        at=at,
        by=by.person if by is not None else "",
    )
    return replace(n, adopted=fact.digest, decisions=(*n.decisions, decision))


def _fell(n: Negotiation, fact: AdoptionFell, _at: datetime, _by: Actor | None) -> Negotiation:
    clause = replace(n.clauses[fact.clause], agreed=False, reopened=True)
    return replace(with_clause(n, clause), adopted=None, legal_check=False)


def _proposed(
    n: Negotiation, fact: CorrectionProposed, at: datetime, _by: Actor | None
) -> Negotiation:
    correction = Correction(
        id=fact.correction,
        order=fact.order,
        clause=fact.clause,
        version=fact.version,
        field=fact.field,
        find=fact.find,
        replace=fact.replace,
        reason=fact.reason,
        by=fact.by,
        at=at,
        window_ends=fact.window_ends,
    )
    return replace(n, corrections={**n.corrections, correction.id: correction})


def _with(n: Negotiation, correction: Correction) -> Negotiation:
    return replace(n, corrections={**n.corrections, correction.id: correction})


def _confirmed(
    n: Negotiation, fact: CorrectionConfirmed, _at: datetime, _by: Actor | None
) -> Negotiation:
    correction = replace(
        n.corrections[fact.correction], status=CorrectionStatus.CONFIRMED, became=fact.version
    )
    return replace(_with(n, correction), adopted=fact.adopted)


def corrected(
    n: Negotiation, correction: Correction, fact: VersionAdopted, at: datetime
) -> Negotiation:
    """The version that a correction made: its words come from the correction, and nobody's pen."""
    clause, name = n.clauses[fact.clause], correction.field
    former = clause.version
    runs = of_text(former.wording[name])
    change = minimal(former.wording[name], fact.wording[name])
    runs, _ = apply(runs, authored(runs, change, EDITORIAL), EDITORIAL)
    spans = trace(former.provenance[name], runs, fact.version, correction.id)
    version = Version(
        number=fact.version,
        wording=fact.wording,
        digest=fact.digest,
        at=at,
        provenance={**former.provenance, name: spans},
        former=former.number,
        brought={name: runs},
    )
    versions = (*clause.versions, version)
    return with_clause(n, replace(clause, versions=versions, current=version.number))


def _carried(
    n: Negotiation, fact: PositionsCarried, _at: datetime, _by: Actor | None
) -> Negotiation:
    stated = n.positions.get(fact.clause, {})
    carried = {
        (party, fact.version): replace(
            position,
            version=fact.version,
            digest=fact.digest,
            # What is not confirmed yet is not confirmed by a correction either.
            source=position.source if position.source is Source.INHERITED else Source.CARRIED,
        )
        for (party, version), position in stated.items()
        if version == fact.former
    }
    return replace(n, positions={**n.positions, fact.clause: {**stated, **carried}})


def _contested(
    n: Negotiation, fact: CorrectionContested, _at: datetime, _by: Actor | None
) -> Negotiation:
    correction = n.corrections[fact.correction]
    contested = replace(
        correction,
        status=CorrectionStatus.CONTESTED,
        contested_by=fact.party,
        contested_because=fact.reason,
    )
    return _with(n, contested)


def _withdrawn(
    n: Negotiation, fact: CorrectionWithdrawn, _at: datetime, _by: Actor | None
) -> Negotiation:
    correction = n.corrections[fact.correction]
    return _with(n, replace(correction, status=CorrectionStatus.WITHDRAWN))


def _validated(
    n: Negotiation, fact: LanguageValidated, _at: datetime, _by: Actor | None
) -> Negotiation:
    return replace(n, validated={**n.validated, (fact.clause, fact.language): fact.version})


def _noted(n: Negotiation, fact: DiscrepancyNoted, at: datetime, _by: Actor | None) -> Negotiation:
    note = Discrepancy(
        id=fact.discrepancy,
        order=fact.order,
        clause=fact.clause,
        language=fact.language,
        text=fact.text,
        side=fact.side,
        person=fact.person,
        at=at,
    )
    return replace(n, discrepancies={**n.discrepancies, note.id: note})


def _cleared(
    n: Negotiation, fact: DiscrepancyCleared, _at: datetime, _by: Actor | None
) -> Negotiation:
    note = replace(n.discrepancies[fact.discrepancy], answer=fact.answer, cleared=True)
    return replace(n, discrepancies={**n.discrepancies, note.id: note})


def _explained(
    n: Negotiation, _fact: FindingsExplained, _at: datetime, _by: Actor | None
) -> Negotiation:
    return n  # why findings may stand is for the record alone


def _completed(
    n: Negotiation, _fact: LegalCheckCompleted, _at: datetime, _by: Actor | None
) -> Negotiation:
    return replace(n, legal_check=True)


def _seen(n: Negotiation, fact: NoticesSeen, _at: datetime, _by: Actor | None) -> Negotiation:
    return replace(n, seen={**n.seen, fact.person: fact.upto})


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    SecondLook: _looked,
    WholeTextAdopted: _adopted,
    AdoptionFell: _fell,
    CorrectionProposed: _proposed,
    CorrectionConfirmed: _confirmed,
    PositionsCarried: _carried,
    CorrectionContested: _contested,
    CorrectionWithdrawn: _withdrawn,
    LanguageValidated: _validated,
    DiscrepancyNoted: _noted,
    DiscrepancyCleared: _cleared,
    FindingsExplained: _explained,
    LegalCheckCompleted: _completed,
    NoticesSeen: _seen,
}
