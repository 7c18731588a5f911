"""Facts of procedure: the rules, what parties said of them, and who sees what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from models.facts.base import PARTIES, Fact
from models.rulebook import Group, Kind, Mode, Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPrepared(Fact):
    """Other rules were laid ready for adoption; answers to the former ones are void."""

    rules: Rules
    kind: Literal["rules_prepared"] = "rules_prepared"


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesProposed(Fact):
    """Changed rules were put before the parties."""

    part: ClassVar[str] = PARTIES
    rules: Rules
    digest: str
    reason: str
    closes: datetime
    kind: Literal["rules_proposed"] = "rules_proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesTakenBack(Fact):
    """The changed rules are before nobody any more."""

    part: ClassVar[str] = PARTIES
    digest: str
    kind: Literal["rules_taken_back"] = "rules_taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesAnswered(Fact):
    """A party agreed or objected to the rules before it."""

    part: ClassVar[str] = PARTIES
    digest: str
    party: str
    person: str
    agree: bool
    reason: str
    kind: Literal["rules_answered"] = "rules_answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesAdopted(Fact):
    """The rules of procedure were adopted as a decision."""

    makes: ClassVar[str] = "decision"
    decision: int
    rules: Rules
    kind: Literal["rules_adopted"] = "rules_adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibilitySet(Fact):
    """The meeting was opened or closed to those who are not at the table."""

    mode: Mode
    shown: Mapping[Kind, frozenset[Group]] | None
    kind: Literal["visibility_set"] = "visibility_set"
