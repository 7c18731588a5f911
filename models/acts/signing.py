"""Acts of signing: the window, signatures, refusals to sign, accession, publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from models.signing import Evidence, StatementChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSigning:
    """Open the window in which negotiating parties sign; `closes` is in time itself."""

    digest: str
    closes: datetime
    place: str = ""
    order: tuple[str, ...] = ()
    deed: ClassVar[str] = "open the signing"
    kind: Literal["open_signing"] = "open_signing"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAuthority:
    """Record that a person has written authority to sign for a party."""

    party: str
    person: str
    authority: str
    deed: ClassVar[str] = "record an authority to sign"
    kind: Literal["check_authority"] = "check_authority"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Sign the locked text for one's party, naming the digests of what was read.

    `statements` says of each statement the party entered what becomes of it; `clauses` names those
    taken where the rules let parties sign commitment by commitment.
    """

    digest: str
    manifest: str
    statements: tuple[StatementChoice, ...] = ()
    clauses: tuple[str, ...] = ()
    place: str = ""
    evidence: Evidence = field(default_factory=Evidence)
    deed: ClassVar[str] = "sign"
    kind: Literal["sign"] = "sign"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInk:
    """Record a signature in wet ink on the printed page: its code, and the digest of the scan."""

    party: str
    person: str
    digest: str
    manifest: str
    scan: str
    statements: tuple[StatementChoice, ...] = ()
    place: str = ""
    deed: ClassVar[str] = "record a signature in ink"
    kind: Literal["record_ink"] = "record_ink"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline:
    """Say that one's party does not sign, and if it wants why: announced to all."""

    digest: str
    statement: str = ""
    evidence: Evidence = field(default_factory=Evidence)
    deed: ClassVar[str] = "decline to sign"
    kind: Literal["decline"] = "decline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accede:
    """Join the text after the window, by a written declaration of one's party."""

    digest: str
    manifest: str
    declaration: str = ""
    effective: str = ""
    statements: tuple[StatementChoice, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    deed: ClassVar[str] = "accede"
    kind: Literal["accede"] = "accede"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawSignature:
    """Leave the code, with a public date: the signature stays in the record."""

    effective: str
    notice: str = ""
    evidence: Evidence = field(default_factory=Evidence)
    deed: ClassVar[str] = "withdraw from the code"
    kind: Literal["withdraw_signature"] = "withdraw_signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """Publish the locked text, at once or when an embargo ends."""

    digest: str
    embargo: datetime | None = None
    summary: Mapping[str, str] = field(default_factory=dict)
    complaints: str = ""
    deed: ClassVar[str] = "publish the final text"
    kind: Literal["publish"] = "publish"
