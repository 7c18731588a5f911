"""Acts of decisions: acceptance, the question, parking, undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """Make a proposal's result, or that of some parts of it, the next version.

    `wording` is the digest of that result.
    """

    proposal: str
    version: int
    digest: str
    wording: str
    parts: tuple[str, ...] = ()
    deed: ClassVar[str] = "accept a proposal"
    kind: Literal["accept"] = "accept"


@dataclass(frozen=True, slots=True, kw_only=True)
class PutToRoom:
    """Ask formally: any objection to this version?"""

    clause: str
    version: int
    digest: str
    deed: ClassVar[str] = "put a clause to the room"
    kind: Literal["put_to_room"] = "put_to_room"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackQuestion:
    """Take back the question before it is confirmed."""

    clause: str
    deed: ClassVar[str] = "take back the question"
    kind: Literal["take_back_question"] = "take_back_question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """Confirm, the countdown over, that nobody objected: the clause is agreed ad referendum."""

    clause: str
    version: int
    digest: str
    deed: ClassVar[str] = "confirm that a clause is agreed"
    kind: Literal["confirm"] = "confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Park:
    """Set a clause aside with an owner and a time of return."""

    clause: str
    reason: str = ""
    owner: str = ""
    returns: str = ""
    deed: ClassVar[str] = "park a clause"
    kind: Literal["park"] = "park"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """Take a parked clause up again."""

    clause: str
    deed: ClassVar[str] = "resume a clause"
    kind: Literal["resume"] = "resume"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """Take back a decision within the window: announced to all, both acts kept."""

    decision: int
    reason: str
    deed: ClassVar[str] = "undo a decision"
    kind: Literal["undo"] = "undo"
