"""Acts that close a text: its adoption, editorial corrections, translations, the legal check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptWholeText:
    """Adopt the whole text ad referendum; `digest` is that of the whole text as read."""

    digest: str
    deed: ClassVar[str] = "adopt the whole text"
    kind: Literal["adopt_whole_text"] = "adopt_whole_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeCorrection:
    """Propose a change without effect on meaning: `find`, which occurs once, becomes `replace`."""

    clause: str
    version: int
    digest: str
    field: str
    find: str
    replace: str
    reason: str
    deed: ClassVar[str] = "propose an editorial correction"
    kind: Literal["propose_correction"] = "propose_correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestCorrection:
    """Contest an editorial correction in its window: it becomes an ordinary proposal."""

    correction: str
    reason: str
    deed: ClassVar[str] = "contest an editorial correction"
    kind: Literal["contest_correction"] = "contest_correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawCorrection:
    """Withdraw an editorial correction before its window ends."""

    correction: str
    deed: ClassVar[str] = "withdraw an editorial correction"
    kind: Literal["withdraw_correction"] = "withdraw_correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateLanguage:
    """Find that a clause says the same in another language; `digest` is its version's as read."""

    clause: str
    language: str
    version: int
    digest: str
    deed: ClassVar[str] = "validate a translation"
    kind: Literal["validate_language"] = "validate_language"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDiscrepancy:
    """Note that a clause says something else in another language."""

    clause: str
    language: str
    text: str
    deed: ClassVar[str] = "note that a translation differs"
    kind: Literal["note_discrepancy"] = "note_discrepancy"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearDiscrepancy:
    """Answer such a note: how it was resolved."""

    discrepancy: str
    answer: str
    deed: ClassVar[str] = "answer a note on a translation"
    kind: Literal["clear_discrepancy"] = "clear_discrepancy"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteLegalCheck:
    """Complete the legal check; `explained` says why what lint still finds may stand."""

    explained: str = ""
    deed: ClassVar[str] = "complete the legal check"
    kind: Literal["complete_legal_check"] = "complete_legal_check"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkSeen:
    """Say that one has seen the notices of one's side, up to a number."""

    upto: int
    deed: ClassVar[str] = "mark notices as seen"
    kind: Literal["mark_seen"] = "mark_seen"
