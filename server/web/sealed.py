"""The final text and its signatures as JSON, for programs: what anybody may know of them."""

from __future__ import annotations

from models.negotiation import Negotiation
from models.sight import Sight
from models.signing import FinalText, SignStatus, Standing

Json = dict[str, object]


def sealed(n: Negotiation, sight: Sight) -> Json:
    """The lock, the window and every party's standing; signatures are public by their nature."""
    last = n.finals[-1] if n.finals else None
    return {
        "final": None if last is None else _final(last),
        "signing": None if n.window is None else n.window.closes.isoformat(),
        "signing_closed": n.window is not None and n.window.closed,
        "signatories": {
            party: _standing(n, party, standing, sight) for party, standing in n.standings.items()
        },
        "published": None if n.publication is None else n.publication.at.isoformat(),
    }


def _final(one: FinalText) -> Json:
    return {
        "number": one.number,
        "status": one.status.value,
        "digest": one.digest,
        "manifest": one.manifest,
        "requested_at": one.requested_at.isoformat(),
        "locked_at": one.locked_at.isoformat() if one.locked_at is not None else None,
    }


def _standing(n: Negotiation, party: str, one: Standing, sight: Sight) -> Json:
    signature = n.signatures.get(one.signature or "")
    told: Json = {"status": one.status.value, "negotiating": n.parties[party].admitted}
    if one.declined_at is not None:
        told["declined_at"] = one.declined_at.isoformat()
        told["statement"] = one.statement if one.status is SignStatus.DECLINED else ""
    if signature is None:
        return told
    return {
        **told,
        "at": signature.at.isoformat(),
        "person": signature.person if sight.attribution else None,
        "accession": signature.accession,
        "effective": signature.effective,
        "withdrawn": signature.withdrawn,
        "statements": {choice.statement: choice.choice.value for choice in signature.statements},
    }
