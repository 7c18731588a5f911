"""On behalf, ad referendum, two heads at once, a party over time; statements."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models import acts, facts
from models.objection import Category
from models.party import Presence
from models.position import Recordable, Stand
from models.reservation import StatementKind
from models.rulebook import Rules
from models.stances import Recorded, history, outstanding, recorded_for, restored, statements_on
from tests.cast import HEADS, Stage, of, only, opened
from tests.models.adoption import adopted

NO_SECONDS = Rules(seconding=False)


# --- on behalf -----------------------------------------------------------------------------------


def confirms(stage: Stage, person: str, what: Recordable, item: str) -> None:
    """A head confirms what was recorded for its party."""
    stage.do(person, acts.ConfirmRecorded(what=what, item=item))


def test_power_or_network_loss() -> None:
    """O-7: paper objections, and what was said aloud, are recorded on behalf and count at once."""
    stage = opened()
    p1 = stage.tables("ada", "A1", "seven", "ten")
    stage.do(
        "aide",
        acts.Second(proposal=p1, wording=stage.proposal(p1).digest, on_behalf="BET"),
    )
    assert stage.proposal(p1).seconds == ("BET",)
    objection = stage.objects("chair", "A1", on_behalf="GAM")
    stage.states("aide", Stand.RESERVE, "A2", on_behalf="BET")
    statement = stage.enters("aide", StatementKind.RESERVATION, "A2", on_behalf="BET")
    package = stage.packs(("A1", p1), ("A2", None))
    stage.answers_package("chair", package, on_behalf="GAM")
    n = stage.negotiation
    assert [o.party for o in n.blocking_objections("A1")] == ["GAM"]
    assert n.objections[objection].recorded_by == "chair"
    assert recorded_for(n, "GAM") == (
        Recorded(Recordable.OBJECTION, objection, "chair"),
        Recorded(Recordable.PACKAGE, package, "chair"),
    )
    assert recorded_for(n, "BET") == (
        Recorded(Recordable.POSITION, "A2", "aide"),
        Recorded(Recordable.STATEMENT, statement, "aide"),
    )
    for person, party in (("gus", "GAM"), ("bo", "BET")):
        for recorded in recorded_for(n, party):
            confirms(stage, person, recorded.what, recorded.item)
        assert recorded_for(stage.negotiation, party) == ()
    assert stage.negotiation.objections[objection].standing


@pytest.mark.parametrize("what", Recordable)
def test_only_what_was_recorded_for_ones_party_is_confirmed(what: Recordable) -> None:
    """O-7: neither another party's, nor what the party said itself, nor what is not there."""
    stage = opened()
    stage.objects("chair", "A1", on_behalf="GAM")
    own = stage.objects("bo", "A1")
    item = {Recordable.POSITION: "A1", Recordable.OBJECTION: own}.get(what, "nothing")
    for person in ("ada", "bo"):
        with stage.refused("not_found"):
            confirms(stage, person, what, item)


def test_a_party_corrects_what_was_recorded_by_saying_otherwise() -> None:
    """O-7: O-9: at once; an objection recorded for it is lifted, or that is recorded too."""
    stage = opened()
    stage.states("chair", Stand.AGREE, on_behalf="BET")
    stage.states("bo", Stand.STAND_ASIDE)
    position = stage.negotiation.position("A1", "BET")
    assert position is not None
    assert (position.stand, position.recorded_by) == (Stand.STAND_ASIDE, None)
    stage.lifts("gus", stage.objects("chair", "A1", on_behalf="GAM"))
    objection = stage.objects("dot")
    with stage.refused("not_yours"):
        stage.do("chair", acts.LiftObjection(objection=objection, on_behalf="GAM"))
    stage.do("chair", acts.LiftObjection(objection=objection, on_behalf="DEL"))
    assert not stage.negotiation.objections[objection].standing


def test_on_behalf_is_of_an_active_party_and_the_facilitators_alone() -> None:
    """O-7: G-2: G-5: heads speak for their own; facilitators have no position of their own."""
    stage = opened()
    with stage.refused("wrong_role"):
        stage.states("chair")
    with stage.refused("not_yours"):
        stage.states("ada", on_behalf="BET")
    with stage.refused("not_found"):
        stage.states("chair", on_behalf="NEW")
    stage.presence("BET", Presence.WALKED_OUT)
    with stage.refused("not_active"):
        stage.states("chair", on_behalf="BET")
    p1 = stage.tables("ada", "A1", "seven", "ten")
    with stage.refused("not_yours"):
        stage.do(
            "chair", acts.Second(proposal=p1, wording=stage.proposal(p1).digest, on_behalf="ALP")
        )
    act = acts.Object(
        clause="A1",
        digest=stage.proposal(p1).digest,
        category=Category.OTHER,
        reason="a",
        remedy="b",
        proposal=p1,
        on_behalf="ALP",
    )
    with stage.refused("own_proposal"):
        stage.do("chair", act)


# --- ad referendum -------------------------------------------------------------------------------


def test_agreement_ad_referendum_says_who_confirms_and_by_when() -> None:
    """O-8: only there is something to confirm; it is outstanding until the head says it came."""
    stage = opened()
    with stage.refused("nothing_to_confirm"):
        stage.states("ada", Stand.AGREE, confirmer="The board")
    with stage.refused("too_long"):
        stage.states("ada", Stand.AGREE_AD_REF, confirm_by="x" * 201)
    for clause in ("A1", "A2", "A3"):
        stage.states("ada", Stand.AGREE_AD_REF, clause, confirmer="Board", confirm_by="Friday")
    stage.states("bo", Stand.AGREE)
    waiting = outstanding(stage.negotiation)
    assert {party: [p.clause for p in its] for party, its in waiting.items()} == {
        "ALP": ["A1", "A2", "A3"]
    }
    assert (waiting["ALP"][0].confirmer, waiting["ALP"][0].confirm_by) == ("Board", "Friday")
    made = stage.do("ada", acts.ConfirmAdRef(clauses=("A2",)))
    assert only(made, facts.AdRefConfirmed).confirmed == (facts.OnVersion("A2", 1),)
    with stage.refused("nothing_outstanding") as refused:
        stage.do("ada", acts.ConfirmAdRef(clauses=("A1", "A2")))
    assert [o.item for o in refused[0].obstacles] == ["A2"]
    assert only(stage.do("ada", acts.ConfirmAdRef()), facts.AdRefConfirmed).count == 2
    position = stage.negotiation.position("A1", "ALP")
    assert position is not None
    assert (position.stand, position.confirmed_at) == (Stand.AGREE_AD_REF, stage.now)
    assert outstanding(stage.negotiation) == {}
    for person in ("ada", "bo"):
        with stage.refused("nothing_outstanding"):
            stage.do(person, acts.ConfirmAdRef())
    with stage.refused("not_found"):
        stage.do("ada", acts.ConfirmAdRef(clauses=("A9",)))


# --- two heads -----------------------------------------------------------------------------------


def two_heads() -> Stage:
    """A second head of delegation of ALP, invited by the chair."""
    stage = opened()
    other = replace(stage.negotiation.people["ada"], id="aki", name="Aki")
    stage.do("chair", acts.AdmitPerson(person=other))
    return stage


def test_two_heads_within_a_minute() -> None:
    """O-9: the first wins; the second is told what was said, and says so to change it."""
    stage = two_heads()
    stage.states("ada", Stand.AGREE)
    stage.later(seconds=60)
    with stage.refused("other_head") as refused:
        stage.states("aki", Stand.STAND_ASIDE)
    assert "Ada has just said that ALP agrees" in str(refused[0])
    with stage.refused("other_head"):
        stage.states("chair", Stand.STAND_ASIDE, on_behalf="ALP")
    with stage.refused("other_head"):
        stage.states("aki", Stand.STAND_ASIDE, instead=Stand.RESERVE)
    stage.states("aki", Stand.STAND_ASIDE, instead=Stand.AGREE)
    stage.states("aki", Stand.RESERVE)
    assert stage.negotiation.position("A1", "ALP").stand is Stand.RESERVE  # type: ignore[union-attr]


def test_two_heads_after_a_minute() -> None:
    """O-9: O-5: then the last word counts."""
    stage = two_heads()
    stage.states("ada", Stand.AGREE)
    stage.later(seconds=60.001)
    stage.states("aki", Stand.STAND_ASIDE)


# --- over time -----------------------------------------------------------------------------------


def test_text_changes_after_agreement() -> None:
    """O-5: A-1: positions lapse with their version, and how many is told with the decision."""
    stage = opened(NO_SECONDS)
    for head in HEADS[:3]:
        stage.states(head)
    stage.objects("dot")
    p1 = stage.tables("ada", "A1", "seven", "ten")
    made = stage.accepts("chair", p1)
    assert only(made, facts.ProposalAccepted).lapsed == 3
    assert stage.last.lapsed == 3
    assert stage.negotiation.position("A1", "ALP") is None


def test_text_changed_back() -> None:
    """O-5: U-5: by undo positions are back, and marked; by a proposal to the old words none is."""
    stage = opened(NO_SECONDS)
    stage.states("ada", Stand.AGREE)
    p1 = stage.later(seconds=1).tables("bo", "A1", "seven", "ten")
    stage.accepts("chair", p1)
    stage.undoes()
    back = stage.negotiation.position("A1", "ALP")
    assert back is not None
    assert back.stand is Stand.AGREE
    assert restored(stage.negotiation, back)
    stage.later(seconds=1).states("ada", Stand.STAND_ASIDE)
    anew = stage.negotiation.position("A1", "ALP")
    assert anew is not None
    assert not restored(stage.negotiation, anew)
    stage.accepts("chair", p1)
    stage.accepts("chair", stage.tables("bo", "A1", "ten", "seven"))
    assert stage.text() == stage.negotiation.clauses["A1"].numbered(1).wording["en/text"]
    assert stage.negotiation.position("A1", "ALP") is None
    told = history(stage.negotiation, "A1", "ALP")
    assert [(then.version, then.position is not None) for then in told] == [(1, True), (4, False)]
    assert told[1].changes == {}


def test_the_history_of_a_party_tells_what_changed() -> None:
    """O-5: every version it took a position on, and the one in force."""
    stage = opened(NO_SECONDS)
    stage.states("ada", Stand.AGREE)
    stage.accepts("chair", stage.tables("bo", "A1", "seven", "ten"))
    (first, now) = history(stage.negotiation, "A1", "ALP")
    assert first.position is not None
    assert (first.version, first.position.stand, first.changes) == (1, Stand.AGREE, {})
    assert (now.version, now.position, set(now.changes)) == (2, None, {"en/text"})
    assert [then.version for then in history(stage.negotiation, "A1", "BET")] == [2]


# --- statements ----------------------------------------------------------------------------------


def test_a_statement_blocks_nothing() -> None:
    """W-1: in session or out of it, by an absent party too, agreed or not; numbered by kind."""
    stage = opened()
    stage.presence("DEL", Presence.ABSENT)
    first = stage.enters("ada", StatementKind.DECLARATION)
    stage.agrees()
    stage.do("chair", acts.CloseSession())
    second = stage.enters("dot", StatementKind.RESERVATION)
    third = stage.enters("bo", StatementKind.DECLARATION)
    n = stage.negotiation
    assert n.clauses["A1"].agreed
    assert [n.statements[s].label for s in (first, second, third)] == ["D01", "R01", "D02"]
    assert [s.id for s in statements_on(n, "A1")] == [first, second, third]
    with stage.refused("text_moved"):
        stage.enters("ada", StatementKind.DECLARATION, digest="other")
    with stage.refused("no_text"):
        stage.enters("ada", StatementKind.DECLARATION, text=" ")
    with stage.refused("too_long"):
        stage.enters("ada", StatementKind.DECLARATION, text="x" * 5_001)
    with stage.refused("not_found"):
        stage.do(
            "ada",
            acts.EnterStatement(
                statement_kind=StatementKind.DECLARATION, clause="A9", digest="", text="Hm."
            ),
        )


def test_where_reservations_are_not_allowed() -> None:
    """W-2: by the rules, or on a protected clause; a declaration is."""
    stage = opened(Rules(reservations=False))
    with stage.refused("no_reservations"):
        stage.enters("ada", StatementKind.RESERVATION)
    stage.enters("ada", StatementKind.DECLARATION)
    stage = opened()
    n = stage.negotiation
    protected = replace(n.clauses["A1"], protected=True)
    stage.negotiation = replace(n, clauses={**n.clauses, "A1": protected})
    with stage.refused("no_reservations"):
        stage.enters("ada", StatementKind.RESERVATION)
    stage.enters("ada", StatementKind.RESERVATION, "A2")


def test_an_explanation_follows_a_decision() -> None:
    """W-3: on that very clause, not undone."""
    stage = opened(NO_SECONDS)
    with stage.refused("no_decision"):
        stage.enters("ada", StatementKind.EXPLANATION)
    stage.accepts("chair", stage.tables("bo", "A1", "seven", "ten"))
    said = stage.enters("ada", StatementKind.EXPLANATION)
    assert stage.negotiation.statements[said].label == "EP01"
    stage.undoes()
    with stage.refused("no_decision"):
        stage.enters("ada", StatementKind.EXPLANATION)


def test_its_party_withdraws_a_statement() -> None:
    """W-4: once; it stays in the record and its number is not given again."""
    stage = opened()
    first = stage.enters("ada", StatementKind.RESERVATION)
    withdraw = acts.WithdrawStatement(statement=first)
    with stage.refused("not_yours"):
        stage.do("bo", withdraw)
    stage.do("ada", withdraw)
    with stage.refused("withdrawn"):
        stage.do("ada", withdraw)
    with stage.refused("not_found"):
        stage.do("ada", acts.WithdrawStatement(statement="nothing"))
    second = stage.enters("ada", StatementKind.RESERVATION)
    assert stage.negotiation.statements[second].label == "R02"
    assert [s.id for s in statements_on(stage.negotiation, "A1")] == [second]
    assert len(of(tuple(f for f, _, _ in stage.log), facts.StatementEntered)) == 2


def test_what_was_locked_keeps_its_statements() -> None:
    """W-4: from then on only a signature says what becomes of them."""
    stage = adopted()
    reservation = stage.enters("ada", StatementKind.RESERVATION)
    stage.negotiation = replace(stage.negotiation, legal_check=True)
    stage.locks()
    with stage.refused("text_locked"):
        stage.do("ada", acts.WithdrawStatement(statement=reservation))
    assert not stage.negotiation.statements[reservation].withdrawn
