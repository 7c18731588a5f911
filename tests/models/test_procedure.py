"""The rules of procedure: set, changed, decided by; and who sees what in which mode."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from models import acts, facts, partaking
from models.draft import Watch
from models.negotiation import Negotiation
from models.objection import ObjectionStatus
from models.party import Departure, Presence
from models.position import Stand
from models.rulebook import (
    DEFAULT_VISIBILITY,
    Decision,
    Group,
    Kind,
    Mode,
    Quorum,
    Rules,
    Threshold,
    rules_digest,
)
from models.sight import may_watch, sight_of
from tests.cast import Stage, of, only, opened, published
from tests.models.test_scenarios import replayed

OTHER = Rules(quorum=Quorum(parties=1), undo_window=timedelta(minutes=3))


def in_session() -> Stage:
    """A session is open; the rules are not adopted."""
    stage = published()
    stage.do("chair", acts.OpenSession(session="S1", present=("ALP", "BET", "GAM", "DEL")))
    return stage


def answers(stage: Stage, person: str, rules: Rules, *, agree: bool = True) -> None:
    """A head says what its party thinks of rules."""
    stage.do(person, acts.AnswerRules(digest=rules_digest(rules), agree=agree, reason="So."))


def proposed(stage: Stage, rules: Rules = OTHER) -> None:
    """The chair proposes other rules, and the countdown passes."""
    stage.do("chair", acts.ProposeRules(rules=rules, reason="Quicker."))
    stage.later(seconds=stage.negotiation.rules.countdown.total_seconds() + 1)


def adopt(stage: Stage, rules: Rules = OTHER) -> None:
    """The chair records that these rules are adopted."""
    stage.do("chair", acts.AdoptRules(digest=rules_digest(rules)))


# --- the rules themselves ------------------------------------------------------------------------


def test_rules_are_named_by_what_they_say() -> None:
    """R-3: equal rules have one digest, whatever order they were written in; others another."""
    shown = {kind: DEFAULT_VISIBILITY[kind] for kind in reversed(Kind)}
    assert rules_digest(Rules(visibility=shown)) == rules_digest(Rules())
    differing = {
        rules_digest(rules)
        for rules in (
            Rules(),
            OTHER,
            Rules(threshold=Threshold(indispensable=frozenset({"ALP"}))),
            Rules(mode=Mode.CLOSED),
        )
    }
    assert len(differing) == 4


def test_rules_are_prepared_until_they_are_adopted() -> None:
    """R-1: set again and again, and adopted as they were last."""
    stage = in_session()
    answers(stage, "ada", Rules(), agree=False)
    stage.do("aide", acts.SetRules(rules=OTHER))
    assert stage.negotiation.rules_answers == {}
    assert stage.do("aide", acts.SetRules(rules=OTHER)) == ()
    made = stage.do("chair", acts.AdoptRules())
    assert only(made, facts.RulesAdopted).rules == OTHER
    assert stage.last.label == "D-01"
    with stage.refused("adopted"):
        stage.do("chair", acts.SetRules(rules=Rules()))


def test_rules_that_are_prepared_begin_or_stop_the_time_for_a_second() -> None:
    """R-1: R-4: P-17: as those that are adopted do."""
    stage = in_session()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    assert stage.proposal(proposal).due is not None
    stage.later(minutes=5)
    stage.do("aide", acts.SetRules(rules=Rules(seconding=False)))
    assert stage.proposal(proposal).due is None
    stage.later(minutes=30).settle()
    assert stage.proposal(proposal).live
    stage.do("aide", acts.SetRules(rules=Rules()))
    assert stage.proposal(proposal).due == stage.now + timedelta(minutes=15)
    stage.do("chair", acts.AdoptRules())
    assert stage.proposal(proposal).due == stage.now + timedelta(minutes=15)
    assert replayed(stage) == stage.negotiation


@pytest.mark.parametrize(
    "rules",
    [
        Rules(undo_window=timedelta(minutes=-1)),
        Rules(countdown=timedelta.max),
        Rules(quorum=Quorum(more_than=1)),
        Rules(quorum=Quorum(parties=0)),
        Rules(quorum=Quorum(parties=9)),
        Rules(threshold=Threshold(share=0)),
        Rules(threshold=Threshold(parties=9)),
        Rules(threshold=Threshold(parties=0)),
        Rules(threshold=Threshold(indispensable=frozenset({"XYZ"}))),
        Rules(reopening_supporters=-1),
        Rules(effective_signatures=0),
        Rules(walked_out_notice=timedelta(hours=-1)),
    ],
)
def test_rules_that_could_not_work_are_refused(rules: Rules) -> None:
    """R-1: before adoption, and as a change after it."""
    stage = in_session()
    with stage.refused("unsound_rules"):
        stage.do("chair", acts.SetRules(rules=rules))
    stage = opened()
    with stage.refused("unsound_rules"):
        stage.do("chair", acts.ProposeRules(rules=rules, reason=""))


def test_a_party_that_left_is_not_counted_by_new_rules() -> None:
    """R-1: nor is it one that cannot be passed over."""
    stage = opened()
    stage.do("host", acts.EndAdmission(party="DEL", departure=Departure.LEFT))
    for threshold in (Threshold(indispensable=frozenset({"DEL"})), Threshold(parties=5)):
        with stage.refused("unsound_rules"):
            stage.do("chair", acts.ProposeRules(rules=Rules(threshold=threshold), reason=""))


def test_an_objection_recorded_beforehand_blocks_the_first_adoption() -> None:
    """R-4: that of an active party; nobody needs to have agreed."""
    stage = in_session()
    answers(stage, "ada", Rules(), agree=False)
    with stage.refused("rules_objection") as refusals:
        stage.do("chair", acts.AdoptRules())
    assert "ALP" in str(refusals[0].sentence)
    with stage.refused("text_moved"):
        adopt(stage, OTHER)
    stage.presence("ALP", Presence.WALKED_OUT)
    stage.do("chair", acts.AdoptRules())
    assert stage.negotiation.rules_adopted


def test_adopted_rules_are_changed_by_a_decision_with_notice() -> None:
    """R-2: R-4: proposed with their changes, adopted after the countdown, decision by decision."""
    stage = opened()
    stage.do("chair", acts.ProposeRules(rules=OTHER, reason="Quicker."))
    changes = {c.field: (c.old, c.new) for c in partaking.rule_changes(stage.negotiation)}
    assert changes == {
        "quorum": ({"parties": None, "more_than": 0.5}, {"parties": 1, "more_than": 0.5}),
        "undo_window": (600.0, 180.0),
    }
    stage.later(seconds=60)
    with stage.refused("countdown"):
        adopt(stage)
    stage.later(seconds=1)
    with stage.refused("text_moved"):
        stage.do("chair", acts.AdoptRules())
    adopt(stage)
    n = stage.negotiation
    assert (n.rules, n.rules_proposed, stage.last.label) == (OTHER, None, "D-02")
    assert partaking.rule_changes(n) == ()
    with stage.refused("not_undoable"):
        stage.undoes()
    assert replayed(stage) == n


def test_what_is_not_proposed_is_not_answered_or_adopted() -> None:
    """R-2: R-3: nothing before the parties, nothing to say; proposed is what differs."""
    stage = opened()
    for act in (
        acts.AnswerRules(digest=rules_digest(OTHER), agree=True),
        acts.TakeBackRules(),
    ):
        with stage.refused("nothing_proposed"):
            stage.do("ada" if isinstance(act, acts.AnswerRules) else "chair", act)
    with stage.refused("unchanged"):
        stage.do("chair", acts.ProposeRules(rules=Rules(), reason=""))
    with stage.refused("too_long"):
        stage.do("chair", acts.ProposeRules(rules=OTHER, reason="x" * 5_001))
    stage.do("chair", acts.ProposeRules(rules=OTHER, reason=""))
    with stage.refused("text_moved"):
        answers(stage, "ada", Rules())
    stage.do("chair", acts.TakeBackRules())
    assert stage.negotiation.rules_proposed is None
    with stage.refused("adopted"):
        adopt(stage)
    stage = in_session()
    with stage.refused("rules_not_adopted"):
        stage.do("chair", acts.ProposeRules(rules=OTHER, reason=""))


def test_what_is_proposed_next_takes_its_place() -> None:
    """R-2: answers to the former proposal are void; the last word of a party counts."""
    stage = opened()
    proposed(stage, replace(OTHER, seconding=False))
    answers(stage, "ada", replace(OTHER, seconding=False), agree=False)
    proposed(stage)
    assert stage.negotiation.rules_answers == {}
    answers(stage, "ada", OTHER, agree=False)
    with stage.refused("rules_objection"):
        adopt(stage)
    answers(stage, "ada", OTHER)
    adopt(stage)


def test_under_unanimity_every_party_agrees_to_a_change() -> None:
    """R-4: silence is not enough; a party that walked out is missing too."""
    stage = opened(Rules(decision=Decision.UNANIMITY))
    proposed(stage)
    for person in ("ada", "bo", "gus"):
        answers(stage, person, OTHER)
    with stage.refused("position_missing") as refusals:
        adopt(stage)
    assert [one.item for one in refusals[0].obstacles] == ["DEL"]
    answers(stage, "dot", OTHER, agree=False)
    stage.presence("DEL", Presence.WALKED_OUT)
    with stage.refused("rules_objection"):
        adopt(stage)
    stage.presence("DEL", Presence.PRESENT)
    answers(stage, "dot", OTHER)
    adopt(stage)


def test_under_sufficient_consensus_a_change_takes_the_threshold() -> None:
    """R-4: R-5: by the rule in force, not by the one it would become."""
    threshold = Threshold(parties=3, indispensable=frozenset({"ALP"}))
    stage = opened(Rules(decision=Decision.SUFFICIENT, threshold=threshold))
    proposed(stage)
    for person in ("bo", "gus"):
        answers(stage, person, OTHER)
    answers(stage, "ada", OTHER, agree=False)
    with stage.refused("rules_objection") as refusals:
        adopt(stage)
    assert [one.kind for one in refusals[0].obstacles] == ["rules_objection", "threshold"]
    answers(stage, "ada", OTHER)
    answers(stage, "dot", OTHER, agree=False)
    adopt(stage)
    assert stage.negotiation.rules.decision is Decision.CONSENSUS


@pytest.mark.parametrize(
    ("share", "admitted", "needed"),
    [(0.5, 8, 5), (0.5, 9, 5), (2 / 3, 9, 7), (0.7, 90, 64), (0.58, 50, 30), (0, 4, 1)],
)
def test_a_quorum_is_more_than_its_share(share: float, admitted: int, needed: int) -> None:
    """S-3: the share itself is not enough, however it is written."""
    assert Quorum(more_than=share).needed(admitted) == needed


# --- sufficient consensus ------------------------------------------------------------------------


def sufficient(**threshold: object) -> Stage:
    """A session under sufficient consensus, A1 on screen."""
    rules = Rules(decision=Decision.SUFFICIENT, threshold=Threshold(**threshold))  # type: ignore[arg-type]
    stage = opened(rules)
    stage.shows("A1")
    return stage


def test_sufficient_consensus_by_number() -> None:
    """R-5: so many parties, each having said so; others are passed over, and the text kept."""
    stage = sufficient(parties=3)
    objection = stage.objects("dot")
    stage.states("ada", Stand.AGREE)
    stage.states("bo", Stand.AGREE_AD_REF)
    stage.states("gus", Stand.STAND_ASIDE)
    stage.puts()
    stage.later(seconds=61)
    with stage.refused("threshold") as refusals:
        stage.confirms()
    assert refusals[0].obstacles[0].item == "2 of 4"
    stage.states("gus", Stand.RESERVE)
    made = stage.confirms()
    assert only(made, facts.ObjectionOverridden).objection == objection
    its = stage.negotiation.objections[objection]
    assert (its.status, its.reason) == (ObjectionStatus.OVERRIDDEN, "We cannot do this.")


def test_sufficient_consensus_by_weight() -> None:
    """R-5: the share of the weights of all admitted parties, the share itself included."""
    threshold = Threshold(share=2 / 3)
    weights = {"ALP": 2.0, "BET": 1.0, "GAM": 0.5, "DEL": 1.0}
    assert not threshold.met(weights, ["ALP", "GAM"])
    assert threshold.met(weights, ["ALP", "BET"])
    assert threshold.met({"A": 0.1, "B": 0.1, "C": 0.1}, ["A", "B"])
    assert not threshold.met({"A": 0.1, "B": 0.1, "C": 0.1}, ["A"])
    assert Threshold(parties=5).met({"A": 1, "B": 1}, ["A", "B"])


def test_an_indispensable_party_is_not_passed_over() -> None:
    """R-5: A-3: Q-1: its objection is in the way of the clause and of the proposal."""
    stage = sufficient(parties=2, indispensable=frozenset({"DEL"}))
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    stage.seconds("bo", proposal)
    stage.objects("gus", "A1", proposal)
    objection = stage.objects("dot", "A1", proposal)
    with stage.refused("open_objection") as refusals:
        stage.accepts("chair", proposal)
    assert [one.item for one in refusals[0].obstacles] == [objection]
    stage.lifts("dot", objection)
    with stage.refused("live_proposal"):
        stage.puts()
    stage.accepts("chair", proposal)
    stage.objects("dot")
    with stage.refused("open_objection"):
        stage.puts()


def test_whoever_is_passed_over_does_not_end_the_question() -> None:
    """O-3: heard and recorded, and the question goes on; one that is not passed over ends it."""
    stage = sufficient(parties=2, indispensable=frozenset({"DEL"}))
    stage.states("ada")
    stage.states("bo")
    stage.puts()
    stage.objects("gus")
    assert stage.negotiation.question is not None
    made = stage.do(
        "dot",
        acts.Object(
            clause="A1",
            digest=stage.negotiation.clauses["A1"].version.digest,
            category=next(iter(stage.negotiation.objections.values())).category,
            reason="No.",
            remedy="None.",
        ),
    )
    assert only(made, facts.QuestionFell).because == "objection"


def overridden() -> tuple[Stage, str]:
    """A1 agreed over an objection of DEL."""
    stage = sufficient(parties=2)
    objection = stage.objects("dot")
    stage.states("ada")
    stage.states("bo")
    stage.agrees()
    return stage, objection


def test_undo_lets_an_overridden_objection_stand_again() -> None:
    """R-6: as it was, unless its party has lifted it since."""
    stage, objection = overridden()
    stage.undoes()
    assert stage.negotiation.objections[objection].status is ObjectionStatus.OPEN
    assert replayed(stage) == stage.negotiation
    stage, objection = overridden()
    stage.lifts("dot", objection)
    assert stage.negotiation.clauses["A1"].agreed
    stage.undoes()
    assert stage.negotiation.objections[objection].status is ObjectionStatus.WITHDRAWN


def test_an_overridden_objection_is_lifted_once() -> None:
    """O-4: for the record; the clause stays agreed."""
    stage, objection = overridden()
    stage.lifts("dot", objection)
    with stage.refused("not_standing"):
        stage.lifts("dot", objection)


def test_lifting_what_was_overridden_leaves_a_newer_objection_alone() -> None:
    """O-4: O-3: the party still objects to the version, and that is its position."""
    stage, overruled = overridden()
    stage.asks("dot")
    stage.supports("gus")
    stage.reopens()
    again = stage.objects("dot")
    stage.lifts("dot", overruled)
    position = stage.negotiation.position("A1", "DEL")
    assert position is not None
    assert position.stand is Stand.OBJECT
    stage.lifts("dot", again)
    assert stage.negotiation.position("A1", "DEL") is None


def test_under_unanimity_a_suspended_objection_blocks_acceptance() -> None:
    """A-3: every admitted party counts, also one that walked out."""
    for decision, refused in ((Decision.UNANIMITY, True), (Decision.CONSENSUS, False)):
        stage = opened(Rules(decision=decision))
        proposal = stage.tables("ada", "A1", "seven days", "ten days")
        stage.seconds("bo", proposal)
        stage.objects("dot", "A1", proposal)
        stage.do("dot", acts.WalkOut())
        if refused:
            with stage.refused("open_objection"):
                stage.accepts("chair", proposal)
        else:
            stage.accepts("chair", proposal)


# --- who sees what -------------------------------------------------------------------------------

SEEN = """
                        parties facilitators convenor experts observers projector
open      text          +       +            +        +       +         +
open      attribution   +       +            +        +       -         -
open      reasons       +       +            +        +       -         -
open      positions     +       +            +        -       -         -
open      proposals     +       +            +        +       +         +
plenary   text          +       +            +        +       +         +
plenary   attribution   +       +            +        +       -         -
plenary   reasons       +       +            +        +       -         -
plenary   positions     +       +            +        -       -         -
plenary   proposals     +       +            +        +       -         -
closed    text          +       +            +        +       -         -
closed    attribution   +       +            +        +       -         -
closed    reasons       +       +            +        +       -         -
closed    positions     +       +            +        -       -         -
closed    proposals     +       +            +        +       -         -
chatham   text          +       +            +        +       +         +
chatham   attribution   +       +            +        -       -         -
chatham   reasons       +       +            +        -       -         -
chatham   positions     +       +            +        -       -         -
chatham   proposals     +       +            +        +       +         +
"""
"""Under the rules that are the default: mode by kind by group."""
GENEROUS = """
open      text          +       +            +        +       +         +
open      attribution   +       +            +        +       +         +
open      reasons       +       +            +        +       +         +
open      positions     +       +            +        +       +         +
plenary   text          +       +            +        +       +         +
plenary   attribution   +       +            +        +       -         -
plenary   reasons       +       +            +        +       -         -
plenary   positions     +       +            +        +       -         -
plenary   proposals     +       +            +        +       -         -
closed    text          +       +            +        +       -         -
closed    attribution   +       +            +        +       -         -
chatham   text          +       +            +        +       +         +
chatham   attribution   +       +            +        -       -         -
chatham   reasons       +       +            +        -       -         -
chatham   positions     +       +            +        -       -         -
"""
"""Under rules that grant everything to everybody: what the modes alone take away."""
EVERYTHING = dict.fromkeys(Kind, frozenset(Group))
NOTHING = dict.fromkeys(Kind, frozenset[Group]())


def sees(n: Negotiation, group: Group, kind: str) -> bool:
    """Whether a group sees a kind of thing."""
    return n.sees_proposals(group) if kind == "proposals" else n.sees(group, Kind(kind))


@pytest.mark.parametrize(
    ("rules", "table"),
    [(Rules(), SEEN.strip().split("\n", 1)[1]), (Rules(visibility=EVERYTHING), GENEROUS)],
)
def test_what_each_mode_shows_to_whom(rules: Rules, table: str) -> None:
    """V-5: every group, kind and mode against a table written by hand."""
    n = opened(rules).negotiation
    groups = [Group(name) for name in SEEN.split("\n")[1].split()]
    assert set(groups) == set(Group)
    rows = [line.split() for line in table.strip().splitlines()]
    assert {mode for mode, *_ in rows} == set(Mode)
    for mode, kind, *marks in rows:
        now = replace(n, mode=Mode(mode))
        found = ["+" if sees(now, group, kind) else "-" for group in groups]
        assert found == marks, (mode, kind)


@pytest.mark.parametrize("mode", Mode)
def test_those_who_decide_on_the_text_always_read_it(mode: Mode) -> None:
    """V-5: whatever rules and mode say; and nothing is seen that the rules do not grant."""
    n = replace(opened(Rules(visibility=NOTHING)).negotiation, mode=mode, shown=EVERYTHING)
    seen = {(group, kind) for group in Group for kind in Kind if n.sees(group, kind)}
    deciding = (Group.PARTIES, Group.FACILITATORS, Group.CONVENOR)
    assert seen == {(group, Kind.TEXT) for group in deciding}


def test_lead_and_convenor_open_and_close_a_meeting() -> None:
    """V-4: told to everybody in a public fact; the co-facilitator proposes it to them."""
    stage = opened()
    with stage.refused("wrong_role"):
        stage.do("aide", acts.SetVisibility(mode=Mode.CLOSED))
    made = stage.do("host", acts.SetVisibility(mode=Mode.CLOSED))
    assert only(made, facts.VisibilitySet).audience == facts.PUBLIC
    assert stage.do("chair", acts.SetVisibility(mode=Mode.CLOSED)) == ()
    stage.do("chair", acts.SetVisibility(mode=Mode.OPEN))
    assert stage.negotiation.sees(Group.OBSERVERS, Kind.TEXT)


def test_visibility_is_narrowed_and_never_wider_than_the_rules() -> None:
    """V-4: what is not named stays as the rules grant it; wider needs other rules."""
    stage = opened()
    with stage.refused("beyond_rules"):
        stage.do(
            "chair",
            acts.SetVisibility(
                mode=Mode.OPEN, shown={Kind.ATTRIBUTION: frozenset({Group.OBSERVERS})}
            ),
        )
    at_table = frozenset({Group.PARTIES, Group.FACILITATORS})
    stage.do("chair", acts.SetVisibility(mode=Mode.OPEN, shown={Kind.REASONS: at_table}))
    n = stage.negotiation
    assert not n.sees(Group.EXPERTS, Kind.REASONS)
    assert n.sees(Group.EXPERTS, Kind.ATTRIBUTION)
    stage.do("chair", acts.SetVisibility(mode=Mode.OPEN))
    assert stage.negotiation.sees(Group.EXPERTS, Kind.REASONS)


def test_meetings_begin_in_the_mode_of_the_rules() -> None:
    """V-4: until somebody changes it, or the rules change their own."""
    stage = opened(Rules(mode=Mode.CHATHAM))
    modes = [stage.negotiation.mode]
    stage.do("chair", acts.SetVisibility(mode=Mode.OPEN))
    for mode in (Mode.CHATHAM, Mode.CLOSED):
        proposed(stage, replace(OTHER, mode=mode))
        adopt(stage, replace(OTHER, mode=mode))
        modes.append(stage.negotiation.mode)
    assert modes == [Mode.CHATHAM, Mode.OPEN, Mode.CLOSED]


def test_observers_screens_while_going_confidential() -> None:
    """V-5: from the act on they see no text and watch no letter; those at the table go on."""
    stage = opened(Rules(live_drafting=Watch.ALL))
    draft = stage.drafts("ada", watch=Watch.ALL)
    stage.shows("A1", draft)

    def watching() -> set[str]:
        n = stage.negotiation
        people = ("ada", "bo", "chair", "host", "lex", "eve", "wall", "new")
        return {p for p in people if may_watch(n, sight_of(n, stage.actor(p)), n.drafts[draft])}

    everybody = watching()
    assert {"eve", "wall", "new"} <= everybody
    for mode in (Mode.PLENARY, Mode.CLOSED):
        stage.do("chair", acts.SetVisibility(mode=mode))
        assert watching() == everybody - {"eve", "wall", "new"}
        assert not sight_of(stage.negotiation, stage.actor("eve")).proposals
    stage.do("chair", acts.SetVisibility(mode=Mode.CHATHAM))
    assert watching() == everybody
    assert not sight_of(stage.negotiation, stage.actor("lex")).attribution
    assert len(of(tuple(fact for fact, _, _ in stage.log), facts.VisibilitySet)) == 3
