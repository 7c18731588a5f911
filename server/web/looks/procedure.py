"""The page of rules: those in force, those before the parties, and what each party answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.hurdles import to_adopt_rules
from models.negotiation import Decision, Negotiation, RulesProposal, Subject
from models.partaking import rule_changes
from models.rulebook import rules_digest
from models.saying import Sentence
from server.web.looks.may import kept_from, may
from server.web.looks.reader import Reader
from server.web.looks.rulebook import RuleLook, in_words, one_rule


@dataclass(frozen=True, slots=True)
class ChangeLook:
    """One rule as it is in force, and as it is proposed."""

    old: RuleLook
    new: RuleLook


@dataclass(frozen=True, slots=True)
class ProposedLook:
    """Changed rules before the parties."""

    reason: str
    at: datetime
    closes: datetime
    changes: tuple[ChangeLook, ...]


@dataclass(frozen=True, slots=True)
class AnswerLook:
    """What one party says of the rules before it; None: nothing yet."""

    party: str
    agree: bool | None
    reason: str
    own: bool


@dataclass(frozen=True, slots=True)
class RulesLook:
    """The page of rules; `before` is the digest of the rules the parties answer on."""

    adopted: Decision | None
    rules: tuple[RuleLook, ...]
    in_force: str
    proposed: ProposedLook | None
    before: str
    asks: bool
    answers: tuple[AnswerLook, ...]
    may_answer: bool
    why_not: str
    may_change: bool
    may_adopt: bool
    in_the_way: tuple[Sentence, ...]


def rules(reader: Reader) -> RulesLook:
    """Everything of the rules that this reader may know."""
    n = reader.negotiation
    before = n.rules_proposed.rules if n.rules_proposed is not None else n.rules
    asks = not n.rules_adopted or n.rules_proposed is not None
    speaks = reader.party is not None
    why_not = kept_from(reader, "answer_rules") if asks and speaks else ""
    runs = may(reader, "adopt_rules")
    named = reader.sight.attribution
    return RulesLook(
        adopted=_adopted(reader),
        rules=in_words(n.rules, named=named),
        in_force=rules_digest(n.rules),
        proposed=_proposed(reader, n.rules_proposed),
        before=rules_digest(before),
        asks=asks,
        answers=_answers(reader) if asks else (),
        may_answer=asks and speaks and not why_not,
        why_not=why_not,
        may_change=runs,
        may_adopt=asks and runs,
        in_the_way=_in_the_way(n) if asks and runs and named else (),
    )


def _in_the_way(n: Negotiation) -> tuple[Sentence, ...]:
    return tuple(hurdle.says for hurdle in to_adopt_rules(n))


def _adopted(reader: Reader) -> Decision | None:
    n = reader.negotiation
    if not n.rules_adopted:
        return None
    return next((one for one in reversed(n.decisions) if one.subject is Subject.RULES), None)


def _proposed(reader: Reader, its: RulesProposal | None) -> ProposedLook | None:
    if its is None or not reader.sight.proposals:
        return None
    named = reader.sight.attribution
    return ProposedLook(
        reason=its.reason if reader.sight.reasons else "",
        at=its.at,
        closes=its.closes,
        changes=tuple(
            ChangeLook(
                one_rule(reader.negotiation.rules, change.field, named=named),
                one_rule(its.rules, change.field, named=named),
            )
            for change in rule_changes(reader.negotiation)
        ),
    )


def _answers(reader: Reader) -> tuple[AnswerLook, ...]:
    """What each party says, where positions may be known; one's own party always."""
    n, sight = reader.negotiation, reader.sight
    looks = []
    for party in n.admitted:
        own = party.id == reader.party
        if not own and not (sight.positions and sight.attribution):
            continue
        said = n.rules_answers.get(party.id)
        known = said is not None and (own or sight.reasons)
        looks.append(
            AnswerLook(
                party=party.id,
                agree=said.agree if said is not None else None,
                reason=said.reason if said is not None and known else "",
                own=own,
            )
        )
    return tuple(looks)
