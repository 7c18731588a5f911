"""The final text: locked, signed by each party, joined later (domain §6.8, §6.9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class LockStatus(StrEnum):
    """How far a final text is."""

    PENDING = "lock_pending"
    LOCKED = "locked"
    STOPPED = "stopped"
    """Taken back before it was confirmed, or two fingerprints differed."""
    UNLOCKED = "unlocked"
    """Opened again by all concerned: signatures on it are void and stay in history."""


class SignStatus(StrEnum):
    """Where a party stands towards the final text (domain §6.9)."""

    INVITED = "invited"
    AUTHORITY_CHECKED = "authority_checked"
    SIGNED = "signed"
    DECLINED = "declined"
    ACCEDED = "acceded"
    WITHDRAWN = "withdrawn"


class Choice(StrEnum):
    """What a signing party makes of each statement it entered (domain §6.9)."""

    MAINTAIN = "maintain"
    DECLARE = "turn_into_declaration"
    DROP = "drop"


class Factor(StrEnum):
    """By what, beside the session, a signature was given."""

    PASSKEY = "passkey"
    CODE = "card_code_and_one_time_code"
    INK = "wet_ink"
    UNPROVED = "unproved"
    """The bare model and its tests: no door lets it pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The second factor of a signature, verified at the door and kept for whoever verifies again.

    `proof` holds what the factor left: for a passkey the public key, the credential's id, the
    authenticator data, client data and signature (base64url); for wet ink the digest of the scan.
    """

    factor: Factor = Factor.UNPROVED
    proof: Mapping[str, str] = field(default_factory=dict)


BOUND = frozenset({SignStatus.SIGNED, SignStatus.ACCEDED})
"""Where a party stands whose signature is on the final text in force."""


class StatementChoice(NamedTuple):
    """One statement of a party, and what becomes of it with the signature."""

    statement: str
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalText:
    """One text that was to be locked; `number` counts them, `digest` is that of the whole text.

    `manifest` is the digest of everything that is signed (`models.manifest`), `head` the hash of
    the record's last entry when the lock was requested.
    """

    number: int
    digest: str
    manifest: str
    head: str
    requested_by: str
    requested_at: datetime
    status: LockStatus = LockStatus.PENDING
    confirmed_by: str | None = None
    locked_at: datetime | None = None
    content: str = ""
    """The manifest itself, as canonical JSON."""
    consents: frozenset[str] = frozenset()
    """The parties that consent to unlock it, once that was asked for."""
    unlock_reason: str = ""
    unlock_asked_by: str | None = None

    @property
    def locked(self) -> bool:
        """Whether it stands."""
        return self.status is LockStatus.LOCKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time in which negotiating parties sign; `closes` is in time itself."""

    opened: datetime
    closes: datetime
    place: str = ""
    order: tuple[str, ...] = ()
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A party's signature on, or accession to, one final text: no later act removes it."""

    id: str
    order: int
    text: int
    digest: str
    manifest: str
    party: str
    person: str
    authority: str
    at: datetime
    statements: tuple[StatementChoice, ...] = ()
    clauses: tuple[str, ...] = ()
    """Commitment by commitment: the clauses it takes; empty: the whole."""
    place: str = ""
    accession: bool = False
    effective: str = ""
    """An accession's date of effect."""
    evidence: Evidence = field(default_factory=Evidence)
    withdrawn: str = ""
    """The date its party withdrew from the code, with notice to the depositary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one party stands towards the final text in force."""

    status: SignStatus = SignStatus.INVITED
    authority: str = ""
    signatory: str | None = None
    statement: str = ""
    """Why it declined, where it says so."""
    declined_at: datetime | None = None
    signature: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What was published of a locked text, and from when it may be seen."""

    text: int
    by: str
    at: datetime
    embargo: datetime | None = None
    summary: Mapping[str, str] = field(default_factory=dict)
    """Language → plain summary."""
    complaints: str = ""
    """How to complain."""


def scans_of(signatures: Iterable[Signature]) -> frozenset[str]:
    """The digests of the scans that signatures in ink name."""
    ink = (one.evidence.proof for one in signatures if one.evidence.factor is Factor.INK)
    return frozenset(proof["scan_sha256"] for proof in ink if "scan_sha256" in proof)
