"""Packages: tied together, answered, adopted, refused, dissolved, undone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from models import acts, facts
from models.clause import ClauseStatus
from models.negotiation import Subject
from models.objection import ObjectionStatus
from models.package import Dissolving, PackageStatus
from models.party import Presence
from models.position import Source, Stand
from models.proposal import ProposalStatus, Reflected
from models.rulebook import Decision, Quorum, Rules, Threshold
from models.stances import flagged, to_move
from models.views import status
from tests.cast import HEADS, PARTIES, Stage, of, only, opened
from tests.models.test_scenarios import replayed
from tests.models.test_undo import as_it_was

NO_SECONDS = Rules(seconding=False)


def tied(rules: Rules = NO_SECONDS) -> tuple[Stage, str, str, str]:
    """A package of a proposal on A1 and one on A2; their ids, the package's last."""
    stage = opened(rules)
    p1 = stage.tables("ada", "A1", "seven", "ten")
    p2 = stage.tables("bo", "A2", "Satire", "Good satire")
    return stage, p1, p2, stage.packs(("A1", p1), ("A2", p2))


def test_a_package_names_its_elements_as_they_read() -> None:
    """X-1: at least two clauses, each once, live proposals on them; all under one digest."""
    stage, p1, p2, package = tied()
    its = stage.negotiation.packages[package]
    assert (its.label, [e.proposal for e in its.elements]) == ("PK1", [p1, p2])
    stage.withdraws("bo", p2)
    with stage.refused("not_live"):
        stage.packs(("A3", None), ("A2", p2))
    with stage.refused("not_found"):
        stage.packs(("A3", None), ("A2", p1))
    second = stage.packs(("A1", p1), ("A3", None), person="aide")
    assert stage.negotiation.packages[second].digest != its.digest
    with stage.refused("no_package"):
        stage.packs(("A2", None))
    with stage.refused("no_package"):
        stage.packs(("A2", None), ("A2", None))
    with stage.refused("part_of_package") as refused:
        stage.packs(("A1", p1), ("A2", None))
    assert refused[0].obstacles[0].item == second
    with stage.refused("part_of_package"):
        stage.packs(("A3", None), ("A2", None))


@pytest.mark.parametrize("other", [{"version": 9}, {"digest": "other"}, {"wording": "other"}])
def test_a_package_of_what_reads_otherwise_is_refused(other: dict[str, Any]) -> None:
    """X-1: G-4: each element names the version and the wording its author saw."""
    stage = opened(NO_SECONDS)
    p1 = stage.tables("ada", "A1", "seven", "ten")
    moved = stage.element("A1", p1)._replace(**other)
    act = acts.TablePackage(title="A deal", elements=(moved, stage.element("A2")))
    with stage.refused("text_moved"):
        stage.do("chair", act)
    bad = replace(act, elements=(stage.element("A1", p1), stage.element("A2")), title="\x00")
    with stage.refused("control_character"):
        stage.do("chair", bad)
    with stage.refused("too_long"):
        stage.do("chair", replace(bad, title="x" * 201))


def test_a_decided_clause_is_in_no_package() -> None:
    """X-1: agreed is agreed."""
    stage = opened(NO_SECONDS)
    stage.agrees("A1")
    with stage.refused("agreed"):
        stage.packs(("A1", None), ("A2", None))


def test_what_needs_its_author_is_in_no_package() -> None:
    """X-1: A-6: it would not be adopted either."""
    stage = opened(NO_SECONDS)
    p1 = stage.tables("ada", "A1", "seven days", "ten days")
    bridge = stage.tables("chair", "A1", "seven", "nine", bridges=(p1,))
    stage.do("ada", acts.AnswerBridge(bridge=bridge, proposal=p1, answer=Reflected.NOT))
    stage.accepts("chair", bridge)
    assert stage.proposal(p1).needs_author
    with stage.refused("needs_author"):
        stage.packs(("A1", p1), ("A2", None))


def test_an_element_is_not_decided_alone() -> None:
    """X-2: neither accepted nor put to the room; but seconded and objected to."""
    stage = opened()
    p1 = stage.tables("ada", "A1", "seven", "ten")
    package = stage.packs(("A1", p1), ("A2", None))
    stage.seconds("bo", p1)
    with stage.refused("part_of_package") as refused:
        stage.accepts("chair", p1)
    assert refused[0].obstacles[0].item == package
    stage.shows("A2")
    with stage.refused("part_of_package"):
        stage.puts(clause="A2")
    stage.objects("gus", "A1", p1)
    assert stage.negotiation.packages[package].live


def test_one_position_of_each_party_on_the_whole() -> None:
    """X-3: G-4: the last word counts, as read; who objects says why; it blocks no clause."""
    stage, _, _, package = tied()
    stage.answers_package("ada", package, Stand.RESERVE)
    stage.answers_package("ada", package, Stand.AGREE)
    with stage.refused("reason_needed"):
        stage.answers_package("bo", package, Stand.OBJECT)
    stage.answers_package("bo", package, Stand.OBJECT, note="Too little.")
    its = stage.negotiation.packages[package]
    assert {party: p.stand for party, p in its.positions.items()} == {
        "ALP": Stand.AGREE,
        "BET": Stand.OBJECT,
    }
    assert stage.negotiation.blocking_objections("A1") == ()
    with stage.refused("text_moved"):
        stage.answers_package("ada", package, digest="other")
    with stage.refused("not_found"):
        stage.do("ada", acts.StatePackagePosition(package="PK", digest="", stand=Stand.AGREE))
    with stage.refused("text_moved"):
        stage.do("chair", acts.AdoptPackage(package=package, digest="other"))


def test_adoption_settles_and_agrees_every_clause_in_one_entry() -> None:
    """X-4: X-6: one decision, two acceptances and two agreements within it, positions written."""
    stage, p1, p2, package = tied()
    stage.do("chair", acts.Park(clause="A1"))
    stage.do("chair", acts.Park(clause="A2"))
    before = len(stage.negotiation.decisions)
    for head in HEADS:
        stage.answers_package(head, package, Stand.AGREE_AD_REF if head == "dot" else Stand.AGREE)
    with stage.refused("wrong_role"):
        stage.adopts(package, person="aide")
    made = stage.adopts(package)
    n = stage.negotiation
    assert n.packages[package].status is PackageStatus.AGREED
    whole, *parts = n.decisions[before:]
    assert (whole.subject, whole.package, whole.within) == (Subject.PACKAGE, package, None)
    assert [d.subject for d in parts] == [Subject.ACCEPTANCE, Subject.AGREEMENT] * 2
    assert {d.within for d in parts} == {whole.number}
    assert [d.number for d in n.decisions] == list(range(1, before + 6))
    assert {stage.proposal(p).status for p in (p1, p2)} == {ProposalStatus.ACCEPTED}
    for clause in ("A1", "A2"):
        assert status(n, clause) is ClauseStatus.AGREED_AD_REF
        assert n.clauses[clause].current == 2
        position = n.position(clause, "DEL")
        assert position is not None
        assert (position.stand, position.source) == (Stand.AGREE_AD_REF, Source.PACKAGE)
    rooms = of(made, facts.RoomRecorded)
    assert [(room.present, room.silent) for room in rooms] == [(PARTIES, ())] * 2
    assert of(made, facts.PackageDissolved) == []
    with stage.refused("not_live"):
        stage.adopts(package)
    assert replayed(stage) == n


def test_an_unchanged_version_is_agreed_with_the_rest() -> None:
    """X-4: X-6: the element without a proposal keeps its version."""
    stage = opened(NO_SECONDS)
    p1 = stage.tables("ada", "A1", "seven", "ten")
    stage.states("bo", Stand.RESERVE, "A2")
    package = stage.packs(("A1", p1), ("A2", None))
    stage.answers_package("bo", package)
    before = as_it_was(stage.negotiation)
    stage.adopts(package)
    n = stage.negotiation
    assert (n.clauses["A2"].current, n.clauses["A2"].agreed) == (1, True)
    assert n.position("A2", "BET").stand is Stand.AGREE  # type: ignore[union-attr]
    stage.undoes(decision=2)
    assert as_it_was(stage.negotiation) == before


def test_everything_in_the_way_is_named() -> None:
    """X-4: A-2: other proposals, objections to clause and element, a second, quorum, session."""
    stage = opened()
    p1 = stage.tables("ada", "A1", "seven", "ten")
    package = stage.packs(("A1", p1), ("A2", None))
    rival = stage.tables("bo", "A1", "current", "complete")
    aimed = stage.objects("bo", "A1", p1)
    clause = stage.objects("gus", "A2")
    for party in ("BET", "GAM", "DEL"):
        stage.presence(party, Presence.ABSENT)
    with stage.refused("no_quorum") as refused:
        stage.adopts(package)
    named = {(o.kind, o.item) for o in refused[0].obstacles}
    assert named == {
        ("no_quorum", "1 of 4"),
        ("not_seconded", p1),
        ("open_objection", aimed),
        ("live_proposal", rival),
        ("open_objection", clause),
    }
    its = stage.negotiation.packages[package]
    assert {(h.obstacle.kind, h.obstacle.item) for h in to_move(stage.negotiation, its)} == named


def test_who_walked_out_blocks_no_package() -> None:
    """X-4: X-5: its objections are suspended, and are not read as its position."""
    stage, p1, _, package = tied(Rules(seconding=False, quorum=Quorum(parties=2)))
    stage.answers_package("gus", package)
    stage.answers_package("dot", package, Stand.OBJECT, note="No.")
    objection = stage.objects("gus", "A2")
    with stage.refused("open_objection"):
        stage.adopts(package)
    stage.presence("GAM", Presence.WALKED_OUT)
    with stage.refused("package_objection"):
        stage.adopts(package)
    stage.presence("DEL", Presence.WALKED_OUT)
    stage.adopts(package)
    assert stage.proposal(p1).status is ProposalStatus.ACCEPTED
    assert stage.negotiation.objections[objection].status is ObjectionStatus.NEEDS_ANSWER
    assert stage.negotiation.position("A2", "GAM") is None


def test_a_package_by_unanimity() -> None:
    """X-5: Q-4: every admitted party agrees, agrees ad referendum or reserves."""
    stage, _, _, package = tied(Rules(seconding=False, decision=Decision.UNANIMITY))
    stands = (Stand.AGREE, Stand.AGREE_AD_REF, Stand.RESERVE, Stand.STAND_ASIDE)
    for head, stand in zip(HEADS, stands, strict=True):
        stage.answers_package(head, package, stand)
    with stage.refused("position_missing") as refused:
        stage.adopts(package)
    assert [o.item for o in refused[0].obstacles] == ["DEL"]
    stage.answers_package("dot", package)
    stage.adopts(package)


@pytest.mark.parametrize(
    ("threshold", "agreeing", "code"),
    [
        (Threshold(parties=3), 2, "threshold"),
        (Threshold(parties=3), 3, None),
        (Threshold(share=0.75), 2, "threshold"),
        (Threshold(share=0.75), 3, None),
        (Threshold(parties=1, indispensable=frozenset({"DEL"})), 3, "package_objection"),
    ],
)
def test_a_package_by_sufficient_consensus(
    threshold: Threshold, agreeing: int, code: str | None
) -> None:
    """X-5: a number or a share that was fixed beforehand, and nobody indispensable objecting."""
    rules = Rules(seconding=False, decision=Decision.SUFFICIENT, threshold=threshold)
    stage, _, _, package = tied(rules)
    for head in HEADS[:agreeing]:
        stage.answers_package(head, package)
    stage.answers_package("dot", package, Stand.OBJECT, note="No.")
    if code is None:
        stage.adopts(package)
        assert stage.negotiation.position("A1", "DEL").stand is Stand.OBJECT  # type: ignore[union-attr]
    else:
        with stage.refused(code):
            stage.adopts(package)


def test_a_refused_package_leaves_its_elements_live() -> None:
    """X-7: and says why it ended; they are accepted alone again."""
    stage, p1, _, package = tied()
    with stage.refused("reason_needed"):
        stage.do("aide", acts.RefusePackage(package=package, reason=" "))
    stage.do("aide", acts.RefusePackage(package=package, reason="No agreement"))
    its = stage.negotiation.packages[package]
    assert (its.status, its.because) == (PackageStatus.REFUSED, "No agreement")
    for side in ("ALP", "DEL"):
        told = str(stage.negotiation.notices[side][-1].sentence)
        assert told == "PK1 is refused: No agreement", side
    with stage.refused("not_live"):
        stage.answers_package("ada", package)
    stage.accepts("chair", p1)


def test_a_package_dissolves_when_an_element_is_not_what_it_was() -> None:
    """X-8: withdrawn, revised, superseded or decided otherwise; the other stays live."""

    def because(stage: Stage, package: str) -> str:
        its = stage.negotiation.packages[package]
        assert its.status is PackageStatus.DISSOLVED
        assert replayed(stage) == stage.negotiation
        return its.because

    stage, p1, p2, package = tied()
    stage.withdraws("ada", p1)
    assert because(stage, package) == Dissolving.WITHDRAWN
    assert stage.proposal(p2).live
    stage, p1, _, package = tied()
    stage.revises("ada", p1, "ten", "twelve")
    assert because(stage, package) == Dissolving.REVISED
    stage, _, _, package = tied()
    stage.accepts("chair", stage.tables("gus", "A1", "seven", "nine"))
    assert because(stage, package) == Dissolving.SUPERSEDED
    stage, p1, _, package = tied()
    stage.accepts("chair", stage.tables("gus", "A1", "current", "complete"))
    assert because(stage, package) == Dissolving.TEXT_MOVED
    assert stage.proposal(p1).live


def test_a_package_dissolves_with_what_lapses_by_itself() -> None:
    """X-8: P-8: nobody seconded an element in time."""
    stage = opened()
    p1 = stage.tables("ada", "A1", "seven", "ten")
    package = stage.packs(("A1", p1), ("A2", None))
    fallen = stage.later(minutes=21).settle()
    assert only(fallen, facts.PackageDissolved).because is Dissolving.LAPSED
    assert not stage.negotiation.packages[package].live


def test_undo_of_a_package_takes_back_all_of_it() -> None:
    """X-9: U-5: in one entry, the last first; everything is as it was, the package too."""
    stage, p1, p2, package = tied()
    for head in HEADS:
        stage.answers_package(head, package)
    stage.objects("bo", "A1", stage.tables("gus", "A1", "current", "complete"))
    rival = stage.negotiation.live_proposals("A1")[-1].id
    stage.withdraws("gus", rival)
    before = stage.negotiation
    stage.adopts(package)
    whole = next(d for d in stage.negotiation.decisions if d.package)
    assert stage.undoable[-1] == whole.number
    for number in range(whole.number + 1, whole.number + 5):
        with stage.refused("part_of_package") as refused:
            stage.undoes(decision=number)
        assert refused[0].obstacles[0].item == str(whole.number)
    made = stage.undoes("aide", whole.number)
    undone = [fact.undoes for fact in of(made, facts.DecisionUndone)]
    assert undone == [5 + whole.number - 1, *range(whole.number + 3, whole.number - 1, -1)]
    assert as_it_was(stage.negotiation) == as_it_was(before)
    assert {stage.proposal(p).live for p in (p1, p2)} == {True}
    with stage.refused("not_undoable"):
        stage.undoes(decision=whole.number)
    stage.adopts(package)
    assert stage.negotiation.clauses["A1"].current == 3
    assert replayed(stage) == stage.negotiation


def test_a_package_is_undone_within_the_window() -> None:
    """X-9: U-1: like any other decision."""
    stage, _, _, package = tied()
    stage.adopts(package)
    stage.later(minutes=10, seconds=1)
    with stage.refused("undo_window"):
        stage.undoes(decision=2)


def test_undoing_what_dissolved_a_package_makes_it_live_again() -> None:
    """X-9: X-8: unless another of its elements is gone meanwhile."""
    stage, _, p2, package = tied()
    stage.answers_package("bo", package)
    rival = stage.tables("gus", "A1", "seven", "nine")
    before = stage.negotiation
    stage.accepts("chair", rival)
    assert not stage.negotiation.packages[package].live
    stage.undoes()
    assert as_it_was(stage.negotiation) == as_it_was(before)
    stage.accepts("chair", rival)
    stage.withdraws("bo", p2)
    made = stage.undoes()
    assert only(made, facts.PackageDissolved).because is Dissolving.WITHDRAWN


def test_two_facilitators_act_at_once_on_a_package() -> None:
    """X-4: G-4: the second sees what the first did."""
    stage, p1, _, package = tied()
    stage.do("aide", acts.RefusePackage(package=package, reason="No agreement"))
    with stage.refused("not_live"):
        stage.adopts(package)
    stage.accepts("aide", p1)
    with stage.refused("not_live"):
        stage.accepts("chair", p1)


def test_reopening_one_clause_flags_the_others() -> None:
    """X-6: those of the same package, until it is agreed again (domain §6.7)."""
    stage, _, _, package = tied()
    stage.adopts(package)
    n = stage.negotiation
    assert flagged(n, "A2") is None
    reopened = replace(n.clauses["A1"], agreed=False, reopened=True)
    n = replace(n, clauses={**n.clauses, "A1": reopened})
    assert (flagged(n, "A2"), flagged(n, "A1"), flagged(n, "A3")) == (package, None, None)


def test_agreed_ad_referendum_on_the_whole_says_who_confirms_it() -> None:
    """O-8: X-6: by when, too; both stand with the position on each clause once it is adopted."""
    stage, _, _, package = tied()
    stated = acts.StatePackagePosition(
        package=package,
        digest=stage.negotiation.packages[package].digest,
        stand=Stand.AGREE_AD_REF,
        confirmer=" The congress ",
        confirm_by="Friday",
    )
    with stage.refused("nothing_to_confirm"):
        stage.do("dot", replace(stated, stand=Stand.AGREE))
    with stage.refused("too_long"):
        stage.do("dot", replace(stated, confirmer="x" * 2_000))
    for head in HEADS[:3]:
        stage.answers_package(head, package, Stand.AGREE)
    stage.do("dot", stated)
    stage.do("chair", acts.AdoptPackage(package=package, digest=stated.digest))
    for clause in ("A1", "A2"):
        position = stage.negotiation.position(clause, "DEL")
        assert position is not None
        assert (position.confirmer, position.confirm_by) == ("The congress", "Friday")
