"""The desk of the signing: each party with its authority and its ink, the window, publication."""

from __future__ import annotations

from dataclasses import dataclass

from models.negotiation import Negotiation
from models.party import Person
from models.signing import Publication, SignStatus, Standing
from server.web.looks.may import may
from server.web.looks.reader import Reader
from server.web.looks.signing import Ceremony, Name, Own, ceremony, outstanding, statements_of

OPEN = frozenset({SignStatus.INVITED, SignStatus.AUTHORITY_CHECKED, SignStatus.DECLINED})


@dataclass(frozen=True, slots=True)
class Entry:
    """A party at the desk: what was shown for it, what it still owes, who may sign in ink."""

    its: Name
    authority: str
    ad_ref: int
    ink: str
    people: tuple[Person, ...]
    statements: tuple[Own, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """The desk as those who keep it see it."""

    ceremony: Ceremony
    entries: tuple[Entry, ...]
    publication: Publication | None
    may_open: bool
    may_record: bool
    may_publish: bool


def register(reader: Reader) -> Register:
    """The desk of the convenor and the lead facilitator."""
    n, shown = reader.negotiation, ceremony(reader)
    return Register(
        ceremony=shown,
        entries=tuple(_entry(n, one) for one in shown.names),
        publication=n.publication,
        may_open=n.window is None and may(reader, "open_signing"),
        may_record=may(reader, "check_authority"),
        may_publish=may(reader, "publish"),
    )


def _entry(n: Negotiation, one: Name) -> Entry:
    standing = n.standings.get(one.party, Standing())
    signature = n.signatures.get(standing.signature or "")
    return Entry(
        its=one,
        authority=standing.authority or "",
        ad_ref=len(outstanding(n, one.party)),
        ink=signature.evidence.proof.get("scan_sha256", "") if signature is not None else "",
        people=n.people_of(one.party) if one.status in OPEN else (),
        statements=statements_of(n, one.party),
    )
