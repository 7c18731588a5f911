"""Facts of the final text: locked, opened again, signed, declined, joined, published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from models.facts.base import PARTIES, Fact
from models.signing import Evidence, StatementChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class LockRequested(Fact):
    """The lead facilitator asked for the lock of the text under these fingerprints."""

    number: int
    digest: str
    manifest: str
    head: str
    kind: Literal["lock_requested"] = "lock_requested"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestDrawn(Fact):
    """All that is to be signed, as canonical JSON after the line of its purpose."""

    part: ClassVar[str] = PARTIES
    number: int
    content: str
    kind: Literal["manifest_drawn"] = "manifest_drawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class LockStopped(Fact):
    """The request fell: taken back, declined, or two people read different fingerprints."""

    number: int
    because: Literal["taken_back", "fingerprints_differ", "text_moved"]
    reason: str = ""
    kind: Literal["lock_stopped"] = "lock_stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLocked(Fact):
    """Another person confirmed: the text is final."""

    number: int
    digest: str
    manifest: str
    kind: Literal["text_locked"] = "text_locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockRequested(Fact):
    """The lead facilitator asked to open the locked text again."""

    number: int
    reason: str
    kind: Literal["unlock_requested"] = "unlock_requested"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockConsented(Fact):
    """A party consented."""

    part: ClassVar[str] = PARTIES
    number: int
    party: str
    kind: Literal["unlock_consented"] = "unlock_consented"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextUnlocked(Fact):
    """The text was opened again: signatures on it are void for whatever is locked next."""

    number: int
    void: tuple[str, ...]
    """The parties whose signatures it voids."""
    kind: Literal["text_unlocked"] = "text_unlocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningOpened(Fact):
    """The window opened."""

    number: int
    closes: datetime
    place: str
    order: tuple[str, ...]
    kind: Literal["signing_opened"] = "signing_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningClosed(Fact):
    """The window closed: whoever comes later accedes."""

    number: int
    kind: Literal["signing_closed"] = "signing_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityChecked(Fact):
    """A person's written authority to sign for a party was seen."""

    part: ClassVar[str] = PARTIES
    party: str
    person: str
    authority: str
    kind: Literal["authority_checked"] = "authority_checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSigned(Fact):
    """A party signed the locked text, or acceded to it."""

    signature: str
    order: int
    number: int
    digest: str
    manifest: str
    party: str
    person: str
    name: str
    authority: str
    statements: tuple[StatementChoice, ...] = ()
    clauses: tuple[str, ...] = ()
    place: str = ""
    accession: bool = False
    effective: str = ""
    declaration: str = ""
    recorded_by: str | None = None
    kind: Literal["text_signed"] = "text_signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureProved(Fact):
    """By what second factor a signature was given: for the table and whoever verifies."""

    part: ClassVar[str] = PARTIES
    signature: str
    evidence: Evidence = field(default_factory=Evidence)
    kind: Literal["signature_proved"] = "signature_proved"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningDeclined(Fact):
    """A party said that it does not sign."""

    number: int
    party: str
    person: str
    statement: str
    kind: Literal["signing_declined"] = "signing_declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureWithdrawn(Fact):
    """A party leaves the code on a public date."""

    signature: str
    party: str
    effective: str
    notice: str
    kind: Literal["signature_withdrawn"] = "signature_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReleased(Fact):
    """The locked text was published, to be seen once the embargo is over."""

    number: int
    digest: str
    embargo: datetime | None = None
    summary: Mapping[str, str] = field(default_factory=dict)
    complaints: str = ""
    kind: Literal["text_released"] = "text_released"
