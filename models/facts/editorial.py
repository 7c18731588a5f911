"""Facts of closing a text: adopted, corrected, translated, checked; and of notices seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from models.clause import ChangedBasis
from models.facts.base import PARTIES, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLook(Fact):
    """A definition that a clause uses changed: it may be reopened without a supporter.

    `taken_back`: that change of the definition was undone.
    """

    clause: str
    basis: ChangedBasis
    taken_back: bool = False
    kind: Literal["second_look"] = "second_look"


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeTextAdopted(Fact):
    """The whole text was adopted ad referendum, under the digest of all of it."""

    makes: ClassVar[str] = "decision"
    decision: int
    digest: str
    kind: Literal["whole_text_adopted"] = "whole_text_adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionFell(Fact):
    """The text is not adopted any more: this clause is taken up again."""

    clause: str
    because: Literal["contested", "reopened"]
    kind: Literal["adoption_fell"] = "adoption_fell"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionProposed(Fact):
    """An editorial correction was proposed; it may be contested until `window_ends`, inclusive."""

    part: ClassVar[str] = PARTIES
    makes: ClassVar[str] = "correction"
    correction: str
    order: int
    clause: str
    version: int
    field: str
    find: str
    replace: str
    reason: str
    by: str
    window_ends: datetime
    kind: Literal["correction_proposed"] = "correction_proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionConfirmed(Fact):
    """Nobody contested it: `version` reads as corrected, and `adopted` is the whole text now."""

    part: ClassVar[str] = PARTIES
    correction: str
    version: int
    adopted: str
    kind: Literal["correction_confirmed"] = "correction_confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsCarried(Fact):
    """Every position on the former version holds for the corrected one (domain R3)."""

    part: ClassVar[str] = PARTIES
    clause: str
    former: int
    version: int
    digest: str
    kind: Literal["positions_carried"] = "positions_carried"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionContested(Fact):
    """A party contested it: the former version stays, and the change is a proposal."""

    part: ClassVar[str] = PARTIES
    correction: str
    party: str
    person: str
    reason: str
    kind: Literal["correction_contested"] = "correction_contested"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionWithdrawn(Fact):
    """It was taken back, or fell with the adoption of the text."""

    part: ClassVar[str] = PARTIES
    correction: str
    kind: Literal["correction_withdrawn"] = "correction_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageValidated(Fact):
    """A clause was found to say the same in another language, in this version."""

    clause: str
    language: str
    version: int
    kind: Literal["language_validated"] = "language_validated"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepancyNoted(Fact):
    """Somebody noted that a translation says something else; `side` is None for experts."""

    part: ClassVar[str] = PARTIES
    makes: ClassVar[str] = "discrepancy"
    discrepancy: str
    order: int
    clause: str
    language: str
    text: str
    side: str | None
    person: str
    kind: Literal["discrepancy_noted"] = "discrepancy_noted"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepancyCleared(Fact):
    """Such a note was answered."""

    part: ClassVar[str] = PARTIES
    discrepancy: str
    answer: str
    kind: Literal["discrepancy_cleared"] = "discrepancy_cleared"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsExplained(Fact):
    """Why what lint still found at the legal check may stand."""

    part: ClassVar[str] = PARTIES
    findings: tuple[str, ...]
    explained: str
    kind: Literal["findings_explained"] = "findings_explained"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalCheckCompleted(Fact):
    """The legal check is complete: the text is closed."""

    kind: Literal["legal_check_completed"] = "legal_check_completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesSeen(Fact):
    """Somebody has seen the notices of their side up to a number."""

    part: ClassVar[str] = PARTIES
    person: str
    upto: int
    kind: Literal["notices_seen"] = "notices_seen"
