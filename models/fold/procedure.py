"""Folds procedure: the rules, what parties said of them, and who sees what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.facts import (
    RulesAdopted,
    RulesAnswered,
    RulesPrepared,
    RulesProposed,
    RulesTakenBack,
    VisibilitySet,
)
from models.fold.decisions import decided, who
from models.negotiation import Decision, Negotiation, RulesAnswer, RulesProposal, Subject
from models.party import Actor
from models.rulebook import Rules


def _prepared(n: Negotiation, fact: RulesPrepared, _at: datetime, _by: Actor | None) -> Negotiation:
    return _under(replace(n, rules_answers={}), fact.rules)


def _proposed(n: Negotiation, fact: RulesProposed, at: datetime, by: Actor | None) -> Negotiation:
    proposed = RulesProposal(
        rules=fact.rules,
        digest=fact.digest,
        reason=fact.reason,
        at=at,
        closes=fact.closes,
        by=who(by),
    )
    return replace(n, rules_proposed=proposed, rules_answers={})


def _taken_back(
    n: Negotiation, _fact: RulesTakenBack, _at: datetime, _by: Actor | None
) -> Negotiation:
    return replace(n, rules_proposed=None, rules_answers={})


def _answered(n: Negotiation, fact: RulesAnswered, at: datetime, _by: Actor | None) -> Negotiation:
    answer = RulesAnswer(fact.person, fact.agree, fact.reason, at)
    return replace(n, rules_answers={**n.rules_answers, fact.party: answer})


def _adopted(n: Negotiation, fact: RulesAdopted, at: datetime, by: Actor | None) -> Negotiation:
    decision = Decision(number=fact.decision, subject=Subject.RULES, at=at, by=who(by))
    n = replace(n, rules_adopted=True, rules_proposed=None, rules_answers={})
    return decided(_under(n, fact.rules), decision)


def _under(n: Negotiation, rules: Rules) -> Negotiation:
    """Under other rules; the mode in which meetings begin is theirs only where they change it."""
    mode = n.mode if rules.mode is n.rules.mode else rules.mode
    return replace(n, rules=rules, mode=mode)


def _visibility(
    n: Negotiation, fact: VisibilitySet, _at: datetime, _by: Actor | None
) -> Negotiation:
    return replace(n, mode=fact.mode, shown=fact.shown)


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    RulesPrepared: _prepared,
    RulesProposed: _proposed,
    RulesTakenBack: _taken_back,
    RulesAnswered: _answered,
    RulesAdopted: _adopted,
    VisibilitySet: _visibility,
}
