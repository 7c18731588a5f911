"""Folds the final text: locked, opened again, signed, declined, joined, published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from models.facts import (
    AuthorityChecked,
    LockRequested,
    LockStopped,
    ManifestDrawn,
    SignatureProved,
    SignatureWithdrawn,
    SigningClosed,
    SigningDeclined,
    SigningOpened,
    TextLocked,
    TextReleased,
    TextSigned,
    TextUnlocked,
    UnlockConsented,
    UnlockRequested,
)
from models.negotiation import Negotiation
from models.party import Actor
from models.signing import (
    FinalText,
    LockStatus,
    Publication,
    Signature,
    SignStatus,
    Standing,
    Window,
)


def _final(n: Negotiation, number: int, **changes: Any) -> Negotiation:
    finals = tuple(replace(f, **changes) if f.number == number else f for f in n.finals)
    return replace(n, finals=finals)


def _standing(n: Negotiation, party: str, **changes: Any) -> Negotiation:
    its = replace(n.standings.get(party, Standing()), **changes)
    return replace(n, standings={**n.standings, party: its})


def _requested(n: Negotiation, fact: LockRequested, at: datetime, by: Actor | None) -> Negotiation:
    final = FinalText(
        number=fact.number,
        digest=fact.digest,
        manifest=fact.manifest,
        head=fact.head,
        requested_by=by.person if by is not None else "",
        requested_at=at,
    )
    return replace(n, finals=(*n.finals, final))


def _drawn(n: Negotiation, fact: ManifestDrawn, _at: datetime, _by: Actor | None) -> Negotiation:
    return _final(n, fact.number, content=fact.content)


def _stopped(n: Negotiation, fact: LockStopped, _at: datetime, _by: Actor | None) -> Negotiation:
    return _final(n, fact.number, status=LockStatus.STOPPED)


def _locked(n: Negotiation, fact: TextLocked, at: datetime, by: Actor | None) -> Negotiation:
    who = by.person if by is not None else ""
    n = _final(n, fact.number, status=LockStatus.LOCKED, locked_at=at, confirmed_by=who)
    return replace(n, question=None)


def _unlock_asked(
    n: Negotiation, fact: UnlockRequested, _at: datetime, by: Actor | None
) -> Negotiation:
    who = by.person if by is not None else ""
    return _final(n, fact.number, unlock_reason=fact.reason, unlock_asked_by=who)


def _consented(
    n: Negotiation, fact: UnlockConsented, _at: datetime, _by: Actor | None
) -> Negotiation:
    (final,) = (f for f in n.finals if f.number == fact.number)
    return _final(n, fact.number, consents=final.consents | {fact.party})


def _unlocked(n: Negotiation, fact: TextUnlocked, _at: datetime, _by: Actor | None) -> Negotiation:
    n = _final(n, fact.number, status=LockStatus.UNLOCKED)
    n = replace(n, window=None, standings={}, publication=None, briefings=(), briefed={})
    return replace(n, legal_check=False, erased={})


def _opened(n: Negotiation, fact: SigningOpened, at: datetime, _by: Actor | None) -> Negotiation:
    window = Window(opened=at, closes=fact.closes, place=fact.place, order=fact.order)
    return replace(n, window=window)


def _closed(n: Negotiation, _fact: SigningClosed, _at: datetime, _by: Actor | None) -> Negotiation:
    return n if n.window is None else replace(n, window=replace(n.window, closed=True))


def _checked(
    n: Negotiation, fact: AuthorityChecked, _at: datetime, _by: Actor | None
) -> Negotiation:
    standing = n.standings.get(fact.party, Standing())
    invited = standing.status is SignStatus.INVITED
    status = SignStatus.AUTHORITY_CHECKED if invited else standing.status
    return _standing(n, fact.party, authority=fact.authority, signatory=fact.person, status=status)


def _signed(n: Negotiation, fact: TextSigned, at: datetime, _by: Actor | None) -> Negotiation:
    signature = Signature(
        id=fact.signature,
        order=fact.order,
        text=fact.number,
        digest=fact.digest,
        manifest=fact.manifest,
        party=fact.party,
        person=fact.person,
        authority=fact.authority,
        at=at,
        statements=fact.statements,
        clauses=fact.clauses,
        place=fact.place,
        accession=fact.accession,
        effective=fact.effective,
    )
    n = replace(n, signatures={**n.signatures, signature.id: signature})
    status = SignStatus.ACCEDED if fact.accession else SignStatus.SIGNED
    return _standing(n, fact.party, status=status, signature=signature.id)


def _proved(n: Negotiation, fact: SignatureProved, _at: datetime, _by: Actor | None) -> Negotiation:
    proved = replace(n.signatures[fact.signature], evidence=fact.evidence)
    return replace(n, signatures={**n.signatures, proved.id: proved})


def _declined(
    n: Negotiation, fact: SigningDeclined, at: datetime, _by: Actor | None
) -> Negotiation:
    return _standing(
        n, fact.party, status=SignStatus.DECLINED, statement=fact.statement, declined_at=at
    )


def _left(
    n: Negotiation, fact: SignatureWithdrawn, _at: datetime, _by: Actor | None
) -> Negotiation:
    left = replace(n.signatures[fact.signature], withdrawn=fact.effective)
    n = replace(n, signatures={**n.signatures, left.id: left})
    return _standing(n, fact.party, status=SignStatus.WITHDRAWN)


def _released(n: Negotiation, fact: TextReleased, at: datetime, by: Actor | None) -> Negotiation:
    publication = Publication(
        text=fact.number,
        by=by.person if by is not None else "",
        at=at,
        embargo=fact.embargo,
        summary=fact.summary,
        complaints=fact.complaints,
    )
    return replace(n, publication=publication)


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    LockRequested: _requested,
    ManifestDrawn: _drawn,
    LockStopped: _stopped,
    TextLocked: _locked,
    UnlockRequested: _unlock_asked,
    UnlockConsented: _consented,
    TextUnlocked: _unlocked,
    SigningOpened: _opened,
    SigningClosed: _closed,
    AuthorityChecked: _checked,
    TextSigned: _signed,
    SignatureProved: _proved,
    SigningDeclined: _declined,
    SignatureWithdrawn: _left,
    TextReleased: _released,
}
