"""Acts of the lock: a text frozen under a fingerprint by two people, and opened again by all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLock:
    """Ask for the whole text to be locked; `digest` is the fingerprint of the text as read."""

    digest: str
    deed: ClassVar[str] = "request the lock"
    kind: Literal["request_lock"] = "request_lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmLock:
    """Confirm the lock; both digests are those that this person has read."""

    digest: str
    manifest: str
    deed: ClassVar[str] = "confirm the lock"
    kind: Literal["confirm_lock"] = "confirm_lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class StopLock:
    """Take back, or decline, the request for the lock."""

    reason: str = ""
    deed: ClassVar[str] = "stop the lock"
    kind: Literal["stop_lock"] = "stop_lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestUnlock:
    """Ask that the locked text be opened again."""

    reason: str
    deed: ClassVar[str] = "ask to unlock the text"
    kind: Literal["request_unlock"] = "request_unlock"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentUnlock:
    """Consent, for one's party, that the text named by its digest be opened again."""

    digest: str
    deed: ClassVar[str] = "consent to unlock the text"
    kind: Literal["consent_unlock"] = "consent_unlock"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmUnlock:
    """Open the text again, all whose consent it takes having consented."""

    digest: str
    deed: ClassVar[str] = "unlock the text"
    kind: Literal["confirm_unlock"] = "confirm_unlock"
