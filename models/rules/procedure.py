"""Rules of procedure: how the rules themselves are set and changed, and who sees what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from models import acts, facts
from models.facts import AnyFact
from models.hurdles import to_adopt_rules
from models.negotiation import Negotiation
from models.rulebook import Rules, changes, rules_digest
from models.rules.guards import Asking, active, clear, refuse, text_moved
from models.rules.supporting import clocks_started, clocks_stopped
from models.saying import Sentence, say

LONGEST_TIME = timedelta(days=366)
"""The longest any time of the rules may be."""
LONGEST_KEPT = 36_600
"""The most days that anything may be kept, where not for good."""
LONGEST = 5_000
"""How long a reason may be, in characters."""


def set_rules(act: acts.SetRules, asking: Asking) -> tuple[AnyFact, ...]:
    """R-1: before any are adopted, the facilitators prepare the rules."""
    n = asking.negotiation
    if n.rules_adopted:
        refuse(
            "adopted",
            "The rules were adopted already.",
            "Propose the change to the parties.",
            "R-1",
            ("rules", rules_digest(n.rules)),
        )
    _sound(n, act.rules, "R-1")
    if not changes(n.rules, act.rules):
        return ()
    return (facts.RulesPrepared(rules=act.rules), *_clocks(asking, act.rules))


def propose_rules(act: acts.ProposeRules, asking: Asking) -> tuple[AnyFact, ...]:
    """R-2: once adopted, rules are changed by what is put before the parties (domain §6.2)."""
    n = asking.negotiation
    if not n.rules_adopted:
        refuse(
            "rules_not_adopted", "No rules are adopted yet.", "Set them as they should be.", "R-2"
        )
    _sound(n, act.rules, "R-2")
    if not changes(n.rules, act.rules):
        refuse("unchanged", "These rules are in force.", "Change at least one of them.", "R-2")
    proposed = facts.RulesProposed(
        rules=act.rules,
        digest=rules_digest(act.rules),
        reason=_reason(act.reason, "R-2"),
        closes=asking.at + n.rules.countdown,
    )
    return (proposed,)


def take_back_rules(_act: acts.TakeBackRules, asking: Asking) -> tuple[AnyFact, ...]:
    """R-2: the facilitators take back what they put before the parties."""
    proposed = asking.negotiation.rules_proposed
    if proposed is None:
        refuse(
            "nothing_proposed", "No change of the rules is proposed.", "Nothing is needed.", "R-2"
        )
    return (facts.RulesTakenBack(digest=proposed.digest),)


def answer_rules(act: acts.AnswerRules, asking: Asking) -> tuple[AnyFact, ...]:
    """R-3: a head agrees or objects to the rules before its party; the last word counts."""
    n = asking.negotiation
    active(n, asking.actor)
    _read(n, act.digest)
    answered = facts.RulesAnswered(
        digest=act.digest,
        party=asking.author,
        person=asking.actor.person,
        agree=act.agree,
        reason=_reason(act.reason, "R-3"),
    )
    return (answered,)


def adopt_rules(act: acts.AdoptRules, asking: Asking) -> tuple[AnyFact, ...]:
    """S-4, R-4: the rules are decision 1; a change of them is a decision by the rule in force."""
    n = asking.negotiation
    proposed = n.rules_proposed
    if n.rules_adopted and proposed is None:
        refuse("adopted", "The rules were adopted already.", "Go on with the text.", "S-4")
    if n.rules_adopted or act.digest:
        _read(n, act.digest)
    if proposed is not None and asking.at <= proposed.closes:
        refuse(
            "countdown",
            "The countdown is still running.",
            "Adopt them when it is over; until then any party may object.",
            "R-4",
            ("countdown", "rules"),
        )
    clear(to_adopt_rules(n))
    rules = n.rules if proposed is None else proposed.rules
    return (facts.RulesAdopted(decision=len(n.decisions) + 1, rules=rules), *_clocks(asking, rules))


def _clocks(asking: Asking, rules: Rules) -> Iterator[AnyFact]:
    """R-4, P-17: rules that come to ask for a second give time for it; others stop the clock."""
    n = asking.negotiation
    if not rules.seconding:
        yield from clocks_stopped(n, asking.at)
    elif n.session is not None and not n.rules.seconding:
        yield from clocks_started(replace(n, rules=rules), asking.at)


def _read(n: Negotiation, digest: str) -> None:
    """Pass if these are the rules before the parties; raises `text_moved`."""
    if n.rules_adopted and n.rules_proposed is None:
        refuse(
            "nothing_proposed", "No change of the rules is proposed.", "Nothing is needed.", "R-3"
        )
    before = n.rules if n.rules_proposed is None else n.rules_proposed.rules
    if digest != rules_digest(before):
        text_moved("The rules before the parties are not those you saw.", {}, {})


def _reason(reason: str, rule: str) -> str:
    if len(reason) > LONGEST:
        refuse(
            "too_long",
            say("A reason has at most {most} characters.", most=LONGEST),
            "Shorten it.",
            rule,
        )
    return reason.strip()


def _sound(n: Negotiation, rules: Rules, rule: str) -> None:
    """Pass if these rules could work; raises `unsound_rules` naming what could not."""
    for field, sentence in _flaws(n, rules):
        refuse("unsound_rules", sentence, "Choose another value.", rule, ("rule", field))


def _flaws(n: Negotiation, rules: Rules) -> Iterator[tuple[str, Sentence]]:
    for name in (
        "seconding_time",
        "undo_window",
        "countdown",
        "take_over_time",
        "silence_minimum",
        "late_review",
        "editorial_window",
        "walked_out_notice",
    ):
        if not timedelta(0) <= getattr(rules, name) <= LONGEST_TIME:
            what = say(name.replace("_", " "))
            yield name, say("{what} is a time of up to {n} days.", what=what, n=LONGEST_TIME.days)
    yield from _miscounts(n, rules)
    if rules.effective_signatures is not None and rules.effective_signatures < 1:
        yield "effective_signatures", say("The code takes effect at one signature or more.")
    for name in ("private_kept", "access_kept"):
        if not 0 <= (getattr(rules, name) or 0) <= LONGEST_KEPT:
            said = say("What is kept is kept for up to {n} days, or for good.", n=LONGEST_KEPT)
            yield name, said
    if rules.reopening_supporters < 0:
        said = say("A number of supporters cannot be less than nothing.")
        yield "reopening_supporters", said
    if rules.reopening_supporters >= len(n.parties):
        yield "reopening_supporters", say("There are not that many other parties.")


def _miscounts(n: Negotiation, rules: Rules) -> Iterator[tuple[str, Sentence]]:
    quorum, threshold = rules.quorum, rules.threshold
    parties = {party.id for party in n.parties.values() if party.departure is None}
    if not 0 <= quorum.more_than < 1 or (quorum.parties is not None and quorum.parties < 1):
        yield "quorum", say("A quorum is at least one party, or more than a share below one.")
    if not 0 < threshold.share <= 1 or (threshold.parties is not None and threshold.parties < 1):
        yield "threshold", say("A threshold is at least one party, or a share up to one.")
    for name, least in (("quorum", quorum.parties), ("threshold", threshold.parties)):
        if least is not None and least > len(parties):
            yield name, say("There are only {n} parties.", n=len(parties))
    if strangers := threshold.indispensable - parties:
        named = tuple(sorted(strangers))
        yield "threshold", say("{party} is no party to this negotiation.", party=named)


def set_visibility(act: acts.SetVisibility, asking: Asking) -> tuple[AnyFact, ...]:
    """V-4: the lead or the convenor opens or closes a meeting, no wider than the rules grant."""
    n = asking.negotiation
    granted = n.rules.visibility
    for kind, groups in (act.shown or {}).items():
        if beyond := groups - granted.get(kind, frozenset()):
            refuse(
                "beyond_rules",
                say(
                    "The rules do not let {groups} see the {kind}.",
                    groups=tuple(say(group.value) for group in sorted(beyond)),
                    kind=say(kind.value),
                ),
                "Change the rules first.",
                "V-4",
                *(("group", group.value) for group in sorted(beyond)),
            )
    # What is not named stays as the rules grant it.
    shown = None if act.shown is None else {**granted, **act.shown}
    if (act.mode, shown) == (n.mode, n.shown):
        return ()
    return (facts.VisibilitySet(mode=act.mode, shown=shown),)
