"""Acts of procedure: the rules themselves, and how far a meeting is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from models.rulebook import Group, Kind, Mode, Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRules:
    """Prepare other rules, before any are adopted."""

    rules: Rules
    deed: ClassVar[str] = "prepare the rules"
    kind: Literal["set_rules"] = "set_rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRules:
    """Put changed rules before the parties, in the place of any put before them already."""

    rules: Rules
    reason: str
    deed: ClassVar[str] = "propose to change the rules"
    kind: Literal["propose_rules"] = "propose_rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackRules:
    """Take back the changed rules that are before the parties."""

    deed: ClassVar[str] = "take back proposed rules"
    kind: Literal["take_back_rules"] = "take_back_rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRules:
    """Say for one's party whether it agrees to the rules that are before it."""

    digest: str
    agree: bool
    reason: str = ""
    deed: ClassVar[str] = "answer for a party on the rules"
    kind: Literal["answer_rules"] = "answer_rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptRules:
    """Record that the rules of procedure, or the proposed change of them, were adopted.

    `digest` names the rules adopted; only the first adoption may leave it out.
    """

    digest: str = ""
    deed: ClassVar[str] = "record that the rules were adopted"
    kind: Literal["adopt_rules"] = "adopt_rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVisibility:
    """Open or close the meeting to those who are not at the table.

    `shown` narrows kind by kind what the rules grant; None: all that they grant.
    """

    mode: Mode
    shown: Mapping[Kind, frozenset[Group]] | None = None
    deed: ClassVar[str] = "change who sees what"
    kind: Literal["set_visibility"] = "set_visibility"
