"""Clauses and their numbered, immutable versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from models.layer import Runs, Span


class ClauseStatus(StrEnum):
    """The status of a clause (domain §6.3); most of it is derived, see `views.status`."""

    NOT_STARTED = "not_started"
    OPEN = "open"
    BRACKETED = "bracketed"
    REOPENED = "reopened"
    PARKED = "parked"
    UNDER_SILENCE = "under_silence"
    AGREED_AD_REF = "agreed_ad_ref"
    REMOVED = "removed"
    TEXT_CLOSED = "text_closed"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One numbered wording of a clause: never changed, never renumbered.

    `wording` maps a field ("en/title", "en/text", "ar/text" …) to its NFC text; `digest` is
    `text.wording_digest(wording)`; `provenance` tells for each field which version, proposal and
    party brought each word (lengths in UTF-16 code units). `brought` are the runs, over the version
    `former`, that made it: who inserted and who struck what.
    """

    number: int
    wording: Mapping[str, str]
    digest: str
    at: datetime
    proposal: str | None = None
    provenance: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    former: int | None = None
    brought: Mapping[str, Runs] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether no field has a word: of a clause only proposed, or deleted."""
        return not any(self.wording.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Parking:
    """Why a clause is set aside, who looks after it, and when it comes back."""

    reason: str = ""
    owner: str = ""
    returns: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedBasis:
    """What a clause rests on and what became otherwise in `version` of another clause.

    The `terms` that it defines, or that it was agreed as part of the same `package`.
    """

    clause: str
    version: int
    terms: tuple[str, ...] = ()
    package: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The smallest unit with its own versions, status and positions: stable id, display number."""

    id: str
    number: str
    part: str = ""
    versions: tuple[Version, ...] = ()
    current: int = 1
    started: bool = False
    parking: Parking | None = None
    agreed: bool = False
    reopened: bool = False
    """Agreed once, and taken up again; until its text changes its positions stay."""
    removed: bool = False
    """Deleted by a decision: its number is kept, and once agreed it is out of the text."""
    protected: bool = False
    """Statutory: nothing is proposed on it."""
    drafting_closed: bool = False
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    """Lineage of clauses that were split or merged: an old id leads to the new ones.

    Once that is undone, the new ids lead back to the old.
    """
    former_number: str = ""
    """Its number before the one renumbering at the legal check."""
    second_look: tuple[ChangedBasis, ...] = ()
    """Why a party may ask to reopen it without a supporter."""

    @property
    def version(self) -> Version:
        """The version in force now."""
        return self.numbered(self.current)

    @property
    def next_number(self) -> int:
        """The number of the next version: numbers are never reused, not even after an undo."""
        return max((version.number for version in self.versions), default=0) + 1

    def numbered(self, number: int) -> Version:
        """The version of this number; raises KeyError where there is none."""
        for version in self.versions:
            if version.number == number:
                return version
        raise KeyError(number)

    def line(self, version: Version) -> list[Version]:
        """The versions that a version came of, the first of them first, itself last."""
        line = [version]
        while line[-1].former is not None:
            line.append(self.numbered(line[-1].former))
        return line[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A note of an expert, attached to clauses."""

    id: str
    clauses: tuple[str, ...]
    text: str
    by: str
    at: datetime
    title: str = ""
