"""The rules of procedure in plain sentences, each with what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.draft import Watch
from models.names import language_name
from models.rulebook import Decision, Group, Guard, Kind, Rules, Threshold
from models.saying import Sentence, say, span
from server.web import words

LIVE = {
    Watch.NONE: "Nobody watches how a proposal is written: it is seen once it is tabled.",
    Watch.PARTIES: "The table may watch a proposal being written, where its author lets it.",
    Watch.ALL: "Everybody may watch a proposal being written, where its author lets them.",
}
TITLES: Mapping[str, str] = {
    "decision": "Decision rule",
    "threshold": "Sufficient consensus",
    "quorum": "Quorum",
    "seconding": "Seconding",
    "co_sponsor_seconds": "Co-sponsors",
    "seconding_time": "Time to second",
    "undo_window": "Undo",
    "countdown": "Countdown",
    "tabling_in_session": "When proposals are tabled",
    "reading_lapses": "End of a reading",
    "take_over_time": "Taking over",
    "silence_minimum": "Silence procedure",
    "silence_names": "Who broke a silence",
    "reopening_supporters": "Reopening",
    "late_review": "Late parties",
    "editorial_window": "Editorial corrections",
    "editorial_guards": "What corrections leave alone",
    "authentic": "Languages that count",
    "reservations": "Reservations",
    "walked_out_notice": "Notice before the lock",
    "by_commitment": "What is signed",
    "effective_signatures": "Taking effect",
    "private_kept": "How long what is private is kept",
    "access_kept": "How long ways to sign in are kept",
    "mode": "Openness",
    "live_drafting": "Live drafting",
    "visibility": "Who sees what",
}
"""Every rule, in the order in which people read them."""


@dataclass(frozen=True, slots=True)
class RuleLook:
    """One rule in words."""

    field: str
    title: str
    sentences: tuple[Sentence, ...]


def in_words(rules: Rules, *, named: bool) -> tuple[RuleLook, ...]:
    """All rules; `named`: for readers who may know what concerns which party."""
    return tuple(one_rule(rules, field, named=named) for field in TITLES)


def one_rule(rules: Rules, field: str, *, named: bool) -> RuleLook:
    """One rule in words."""
    if field == "threshold":
        return RuleLook(field, TITLES[field], _threshold(rules, named=named))
    return RuleLook(field, TITLES[field], _SAID[field](rules))


def _one(sentence: Sentence) -> tuple[Sentence, ...]:
    return (sentence,)


def _decision(rules: Rules) -> tuple[Sentence, ...]:
    return _one(say(words.DECISION_MEANS[rules.decision]))


def _threshold(rules: Rules, *, named: bool) -> tuple[Sentence, ...]:
    if rules.decision is not Decision.SUFFICIENT:
        return _one(say("Not used: it belongs to sufficient consensus."))
    return (_enough(rules.threshold), _spared(rules.threshold, named=named))


def _enough(threshold: Threshold) -> Sentence:
    if threshold.parties is not None:
        return say("Enough is {n} parties.", n=threshold.parties)
    return say("Enough is {n} % of the weight of all parties.", n=percent(threshold.share))


def _spared(threshold: Threshold, *, named: bool) -> Sentence:
    if not threshold.indispensable:
        return say("Any single party may be passed over.")
    if not named:
        return say("Some parties cannot be passed over.")
    return say("Never against the objection of {who}.", who=tuple(sorted(threshold.indispensable)))


def _quorum(rules: Rules) -> tuple[Sentence, ...]:
    its = rules.quorum
    if its.parties is not None:
        return _one(say("The text is decided on only while {n} parties are there.", n=its.parties))
    return _one(
        say(
            "The text is decided on only while more than {n} % of the parties are there.",
            n=percent(its.more_than),
        )
    )


def percent(share: float) -> str:
    """A share in per cent, as short as two places allow."""
    return f"{round(share * 100, 2):g}"


def _seconding(rules: Rules) -> tuple[Sentence, ...]:
    if not rules.seconding:
        return _one(say("A proposal may be accepted without another party's support."))
    return _one(say("A proposal is accepted only once another party has seconded it."))


def _co_sponsors(rules: Rules) -> tuple[Sentence, ...]:
    if not rules.seconding:
        return _one(say("Not used: proposals need no second."))
    if rules.co_sponsor_seconds:
        return _one(say("A co-sponsor counts as a second."))
    return _one(say("A co-sponsor does not count as a second."))


def _seconding_time(rules: Rules) -> tuple[Sentence, ...]:
    if not rules.seconding:
        return _one(say("Not used: proposals need no second."))
    return _one(
        say(
            "A proposal that nobody seconds within {time} lapses; it may be tabled again.",
            time=span(rules.seconding_time),
        )
    )


def _silence(rules: Rules) -> tuple[Sentence, ...]:
    return _one(
        say("A silence procedure runs for at least {time}.", time=span(rules.silence_minimum))
    )


def _reopening(rules: Rules) -> tuple[Sentence, ...]:
    if rules.reopening_supporters == 0:
        return _one(say("An agreed clause is reopened when the facilitators accept a request."))
    if rules.reopening_supporters == 1:
        return _one(
            say(
                "An agreed clause is reopened when another party supports it "
                "and the facilitators accept."
            )
        )
    return _one(
        say(
            "An agreed clause is reopened when {n} other parties support it "
            "and the facilitators accept.",
            n=rules.reopening_supporters,
        )
    )


def _authentic(rules: Rules) -> tuple[Sentence, ...]:
    if not rules.authentic:
        return _one(say("Only the working language counts; translations help to read it."))
    names = tuple(map(language_name, sorted(rules.authentic)))
    return _one(say("Beside the working language, these count as much: {what}.", what=names))


def _effective(rules: Rules) -> tuple[Sentence, ...]:
    if rules.effective_signatures is None:
        return _one(say("The code takes effect for each party with its own signature."))
    return _one(say("The code takes effect at signature {n}.", n=rules.effective_signatures))


def _kept(name: str, pattern: str) -> Callable[[Rules], tuple[Sentence, ...]]:
    def said(rules: Rules) -> tuple[Sentence, ...]:
        days: int | None = getattr(rules, name)
        if days is None:
            return _one(say("It is kept for good."))
        return _one(Sentence(pattern, {"n": days}))

    return said


def _guards(rules: Rules) -> tuple[Sentence, ...]:
    kept = tuple(say(words.GUARD[guard]) for guard in Guard if guard in rules.editorial_guards)
    if not kept:
        return _one(say("A correction may touch any word."))
    return _one(say("A correction never touches: {what}.", what=kept))


def _mode(rules: Rules) -> tuple[Sentence, ...]:
    means = say(words.MODE_MEANS[rules.mode])
    return _one(
        say("Meetings begin so: {mode}. {means}", mode=say(words.MODE[rules.mode]), means=means)
    )


def _visibility(rules: Rules) -> tuple[Sentence, ...]:
    def seen(kind: Kind) -> Sentence:
        groups = tuple(say(words.GROUP[group]) for group in Group if rules.sees(group, kind))
        return say(
            "{kind}: {who}.",
            kind=say(words.SEEN[kind]),
            who=groups or say("nobody but its own party"),
        )

    return tuple(map(seen, Kind))


def _either(name: str, true: str, false: str) -> Callable[[Rules], tuple[Sentence, ...]]:
    return lambda rules: _one(Sentence(true if getattr(rules, name) else false))


def _lasting(name: str, pattern: str) -> Callable[[Rules], tuple[Sentence, ...]]:
    return lambda rules: _one(Sentence(pattern, {"time": span(getattr(rules, name))}))


SIMPLE: Mapping[str, tuple[str, ...]] = {
    "undo_window": ("A decision on the text can be taken back for {time}.",),
    "countdown": (
        "A question put to the room stays open for {time}: whoever objects by then is in time.",
    ),
    "take_over_time": ("A withdrawn proposal may be taken over by another party for {time}.",),
    "late_review": (
        "A party admitted late reviews what was agreed for {time}; what is agreed stays agreed.",
    ),
    "editorial_window": ("A correction stands unless a party contests it within {time}.",),
    "tabling_in_session": (
        "Proposals are tabled in open sessions only.",
        "Proposals may be tabled between sessions, too.",
    ),
    "reading_lapses": (
        "What is still live when a reading ends lapses.",
        "What is still live when a reading ends stays live.",
    ),
    "silence_names": (
        "Everybody at the table is told which party broke a silence.",
        "Which party broke a silence is told to those who run the procedure only.",
    ),
    "walked_out_notice": (
        "A party that walked out is told of the lock {time} before the text is locked.",
    ),
    "by_commitment": (
        "A party may sign commitment by commitment.",
        "A party signs the whole text.",
    ),
    "reservations": (
        "A party may state a reservation for itself and still agree.",
        "No reservations: a party agrees, stands aside or objects.",
    ),
}
"""Rules that are one time, or yes and no: the sentences they are said in."""

_SAID: Mapping[str, Callable[[Rules], tuple[Sentence, ...]]] = {
    "decision": _decision,
    "quorum": _quorum,
    "seconding": _seconding,
    "co_sponsor_seconds": _co_sponsors,
    "seconding_time": _seconding_time,
    "silence_minimum": _silence,
    "reopening_supporters": _reopening,
    "editorial_guards": _guards,
    "authentic": _authentic,
    "effective_signatures": _effective,
    "private_kept": _kept(
        "private_kept",
        "Private drafts, caucuses, own notes and notices are erased {n} days after publication; "
        "the record still proves that nothing else was taken from it.",
    ),
    "access_kept": _kept(
        "access_kept",
        "Invitations, devices and what people sign with are erased {n} days after publication; "
        "signatures stay.",
    ),
    "mode": _mode,
    "live_drafting": lambda rules: _one(say(LIVE[rules.live_drafting])),
    "visibility": _visibility,
    **{
        name: _lasting(name, *said) if len(said) == 1 else _either(name, *said)
        for name, said in SIMPLE.items()
    },
}
