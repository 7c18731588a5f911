"""Who takes part: late parties, walk-outs, departures, splits, heads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models import acts, facts, partaking
from models.negotiation import Subject
from models.objection import ObjectionStatus
from models.party import Departure, NewParty, Person, Presence, Role
from models.position import Source, Stand
from models.sight import may_type
from tests.cast import PARTIES, Stage, convened, of, only, opened, published
from tests.models.adoption import agreed, wait
from tests.models.test_scenarios import replayed

SEED = NewParty(id="SEE", name="Seed", colour="#101010", seat_order=11)
LEAF = NewParty(id="LEA", name="Leaf", colour="#202020", seat_order=12, weight=2)


def late() -> Stage:
    """NEW is admitted on the second day, A1 and A2 being agreed."""
    stage = opened()
    for clause in ("A1", "A2"):
        stage.agrees(clause)
    stage.do("host", acts.AdmitParty(party="NEW"))
    return stage


def reviewed(stage: Stage, *clauses: str) -> tuple[acts.Reviewed, ...]:
    """These clauses as they read now."""
    its = stage.negotiation.clauses
    return tuple(acts.Reviewed(c, its[c].current, its[c].version.digest) for c in clauses)


def test_a_party_joins_late() -> None:
    """M-1: M-2: agreed clauses stay agreed; it reviews them; past quorums are as they were."""
    stage = late()
    n = stage.negotiation
    party = n.parties["NEW"]
    assert (n.clauses["A1"].agreed, n.clauses["A2"].agreed) == (True, True)
    assert party.review_until == stage.now + n.rules.late_review
    assert [str(one) for one in partaking.reviews(n)] == ["NEW reviewing A1, A2"]
    assert (party.presence, str(n.attendance)) == (Presence.PRESENT, "5 of 5")
    assert (stage.last.subject, stage.last.number) == (Subject.ADMISSION, 4)
    recorded = of(tuple(fact for fact, _, _ in stage.log), facts.RoomRecorded)
    assert all("NEW" not in (*room.present, *room.absent) for room in recorded)
    stage.objects("new", "A3")
    assert replayed(stage) == stage.negotiation


def test_a_late_party_completes_its_review_in_one_act() -> None:
    """M-2: the same position on several clauses, each as read; others it does not review."""
    stage = late()
    with stage.refused("not_reviewing"):
        stage.do("new", acts.CompleteReview(clauses=reviewed(stage, "A1", "A3"), stand=Stand.AGREE))
    with stage.refused("nothing_reviewed"):
        stage.do("new", acts.CompleteReview(clauses=(), stand=Stand.AGREE))
    with stage.refused("objection_needed"):
        stage.do("new", acts.CompleteReview(clauses=reviewed(stage, "A1"), stand=Stand.OBJECT))
    stale = (acts.Reviewed("A1", 1, "0" * 64),)
    with stage.refused("text_moved"):
        stage.do("new", acts.CompleteReview(clauses=stale, stand=Stand.AGREE))
    both = acts.CompleteReview(clauses=reviewed(stage, "A1", "A2"), stand=Stand.AGREE_AD_REF)
    # The time of the review is over: nothing is taken from the party by that.
    stage.later(minutes=60 * 30)
    made = stage.do("new", both)
    assert [one.clause for one in of(made, facts.PositionStated)] == ["A1", "A2"]
    assert partaking.reviews(stage.negotiation) == ()
    position = stage.negotiation.position("A2", "NEW")
    assert position is not None
    assert position.stand is Stand.AGREE_AD_REF


def test_a_position_on_a_clause_ends_its_review() -> None:
    """M-2: whatever the party says of it, in whatever way."""
    stage = late()
    stage.states("new", Stand.RESERVE, "A2")
    assert [str(one) for one in partaking.reviews(stage.negotiation)] == ["NEW reviewing A1"]


def test_a_party_is_admitted_once_and_before_the_rules_without_a_number() -> None:
    """M-1: the rules are decision 1; an admission between sessions leaves the party absent."""
    stage = published()
    with stage.refused("not_found"):
        stage.do("host", acts.AdmitParty(party="XYZ"))
    made = stage.do("host", acts.AdmitParty(party="NEW"))
    admitted = only(made, facts.PartyAdmitted)
    assert (admitted.decision, admitted.presence, admitted.review_until) == (
        None,
        Presence.ABSENT,
        None,
    )
    assert admitted.audience == facts.PARTIES
    with stage.refused("admitted"):
        stage.do("chair", acts.AdmitParty(party="NEW"))
    stage.do("chair", acts.OpenSession(session="S1", present=(*PARTIES, "NEW")))
    stage.do("chair", acts.AdoptRules())
    assert stage.last.label == "D-01"


def test_people_of_a_party_wait_until_it_is_admitted() -> None:
    """G-1: M-1: refused before and heard after, with nothing more to do."""
    stage = opened()
    with stage.refused("not_admitted") as refusals:
        stage.objects("new")
    assert "yet" in str(refusals[0].sentence)
    stage.do("chair", acts.AdmitParty(party="NEW"))
    stage.objects("new")


def test_a_party_walks_out() -> None:
    """M-7: S-6: its head says so; its objection is suspended and revives when it is back."""
    stage = opened()
    objection = stage.objects("dot")
    made = stage.do("dot", acts.WalkOut(statement=" Nobody listens. "))
    walked = only(made, facts.PartyWalkedOut)
    assert (walked.statement, walked.audience) == ("Nobody listens.", facts.PARTIES)
    n = stage.negotiation
    assert n.parties["DEL"].presence is Presence.WALKED_OUT
    assert str(n.attendance) == "3 of 4"
    assert n.objections[objection].standing
    assert n.blocking_objections("A1") == ()
    with stage.refused("not_active"):
        stage.do("dot", acts.WalkOut())
    stage.presence("DEL", Presence.PRESENT)
    assert [o.id for o in stage.negotiation.blocking_objections("A1")] == [objection]
    assert stage.negotiation.parties["DEL"].statement == ""


def test_an_objection_does_not_revive_on_a_clause_agreed_meanwhile() -> None:
    """S-6: on the others it does; a roll call that names the party brings it back."""
    stage = opened()
    stage.objects("dot", "A1")
    other = stage.objects("dot", "A2")
    stage.do("dot", acts.WalkOut())
    stage.agrees("A1")
    stage.do("chair", acts.CloseSession())
    stage.do("chair", acts.OpenSession(session="S2", present=PARTIES))
    n = stage.negotiation
    assert n.parties["DEL"].active
    assert n.blocking_objections("A1") == ()
    assert [o.id for o in n.blocking_objections("A2")] == [other]


def test_a_mistake_of_presence_is_taken_back_by_recording_it_again() -> None:
    """S-6: any time; nothing was lost by it, and both are told."""
    stage = opened()
    before = stage.negotiation
    stage.presence("DEL", Presence.WALKED_OUT)
    stage.presence("DEL", Presence.PRESENT)
    assert replace(stage.negotiation, notices=before.notices) == before
    told = [one.kind for one in stage.negotiation.notices["ALP"]]
    assert told == ["rules_adopted", "walked_out", "came_back"]


def test_a_party_that_is_back_is_asked_anew() -> None:
    """M-1: what it said before it left counts no more; others and its words stay."""
    stage = opened()
    for head in ("dot", "bo"):
        stage.states(head, clause="A2")
    stage.do("chair", acts.EndAdmission(party="DEL", departure=Departure.LEFT, statement=""))
    stage.do("chair", acts.AdmitParty(party="DEL"))
    assert stage.negotiation.parties["DEL"].admitted
    assert stage.negotiation.position("A2", "DEL") is None
    assert stage.negotiation.position("A2", "BET") is not None
    stage.states("dot", clause="A2")
    assert stage.negotiation.position("A2", "DEL") is not None


@pytest.mark.parametrize("departure", [Departure.LEFT, Departure.EXCLUDED])
def test_a_party_leaves_for_good_or_is_excluded(departure: Departure) -> None:
    """M-3: its words and proposals stay with their names; its voice does not count any more."""
    stage = opened()
    accepted = stage.tables("dot", "A1", "seven days", "ten days")
    stage.seconds("bo", accepted)
    stage.accepts("chair", accepted)
    live = stage.tables("dot", "A2", "Satire", "Clear satire")
    secret = stage.drafts("dot", "A3")
    objection = stage.objects("dot", "A3")
    dot = stage.actor("dot")
    stage.do("chair", acts.EndAdmission(party="DEL", departure=departure, statement="Not with us."))
    n = stage.negotiation
    assert (n.parties["DEL"].admitted, n.parties["DEL"].departure) == (False, departure)
    assert n.parties["DEL"].statement == "Not with us."
    assert str(n.attendance) == "3 of 3"
    assert "ten days" in stage.text()
    brought_by = {span.origin.party for span in n.clauses["A1"].version.provenance["en/text"]}
    assert "DEL" in brought_by
    assert (stage.proposal(live).live, stage.proposal(live).author) == (True, "DEL")
    assert n.objections[objection].status is ObjectionStatus.MOOT
    assert n.objections[objection].party == "DEL"
    assert n.drafts[secret].private
    assert not may_type(n, dot, n.drafts[secret])
    with stage.refused("not_admitted") as refusals:
        stage.seconds("dot", live)
    assert "any more" in str(refusals[0].sentence)
    with stage.refused("not_found"):
        stage.do("chair", acts.EndAdmission(party="DEL", departure=departure))
    stage.do("chair", acts.AdmitParty(party="DEL"))
    assert stage.negotiation.parties["DEL"].departure is None
    assert replayed(stage) == stage.negotiation


def test_a_split_is_not_recorded_as_a_departure() -> None:
    """M-3: a split names who takes the place; statements have an end."""
    stage = opened()
    with stage.refused("wrong_departure"):
        stage.do("chair", acts.EndAdmission(party="DEL", departure=Departure.SPLIT))
    with stage.refused("too_long"):
        stage.do(
            "chair",
            acts.EndAdmission(party="DEL", departure=Departure.LEFT, statement="x" * 5_001),
        )


def split() -> Stage:
    """DEL, which agreed to A1 and objected to A2, splits into SEE and LEA with a head each."""
    stage = opened()
    stage.states("dot", Stand.AGREE, "A1")
    stage.objects("dot", "A2")
    stage.do("host", acts.SplitParty(party="DEL", into=(SEED, LEAF)))
    for name, party in (("dot", "SEE"), ("lee", "LEA")):
        person = Person(id=name, name=name.title(), role=Role.HEAD, party=party)
        stage.do("chair", acts.AdmitPerson(person=person))
    return stage


def test_a_coalition_splits() -> None:
    """M-4: M-5: old party closed, two new ones; positions copied only after each confirms."""
    stage = split()
    n = stage.negotiation
    assert (stage.last.subject, stage.last.party) == (Subject.SPLIT, "DEL")
    assert (n.parties["DEL"].departure, n.parties["DEL"].successors) == (
        Departure.SPLIT,
        ("SEE", "LEA"),
    )
    assert [party.id for party in n.admitted] == ["ALP", "BET", "GAM", "SEE", "LEA"]
    assert (n.parties["LEA"].presence, n.parties["LEA"].weight) == (Presence.PRESENT, 2)
    assert n.blocking_objections("A2") == ()
    for party in ("SEE", "LEA"):
        assert n.position("A1", party) is None
        assert [one.clause for one in n.inherited(party)] == ["A1"]
    stage.do("dot", acts.ConfirmInherited(clauses=("A1",)))
    n = stage.negotiation
    confirmed = n.position("A1", "SEE")
    assert confirmed is not None
    assert (confirmed.stand, confirmed.source, confirmed.person) == (
        Stand.AGREE,
        Source.STATED,
        "dot",
    )
    assert n.position("A1", "LEA") is None
    with stage.refused("not_inherited"):
        stage.do("dot", acts.ConfirmInherited(clauses=("A1",)))
    stage.states("lee", Stand.RESERVE, "A1")
    assert stage.negotiation.inherited("LEA") == ()
    with stage.refused("split"):
        stage.do("chair", acts.AdmitParty(party="DEL"))
    assert replayed(stage) == stage.negotiation


def test_whoever_has_only_inherited_a_position_agrees_by_silence() -> None:
    """M-5: L-7: what is not confirmed does not count, and the silence binds all it was told to."""
    stage = split()
    stage.offers()
    stage.later(minutes=25 * 60).settle()
    for party in ("SEE", "LEA"):
        position = stage.negotiation.position("A1", party)
        assert position is not None
        assert (position.stand, position.source) == (Stand.AGREE, Source.SILENCE)


def test_a_correction_confirms_no_inherited_position() -> None:
    """M-5: T-7: it is carried over as what it was."""
    stage = agreed()
    stage.do("host", acts.SplitParty(party="DEL", into=(SEED, LEAF)))
    stage.adopts_whole()
    stage.corrects("A2", "on-line", "online")
    wait(stage).later(seconds=1).settle()
    n = stage.negotiation
    assert n.clauses["A2"].current == 2
    assert n.position("A2", "SEE") is None
    assert "A2" in {one.clause for one in n.inherited("SEE")}


def test_only_positions_that_count_lapse_with_the_text() -> None:
    """M-3: M-5: neither those of a party that left nor those nobody confirmed."""
    stage = split()
    for head in ("ada", "bo", "gus", "lee"):
        stage.states(head, Stand.AGREE, "A1")
    stage.do("chair", acts.EndAdmission(party="GAM", departure=Departure.LEFT))
    made = stage.accepts("chair", stage.tables("chair", "A1", "seven", "ten"))
    assert only(made, facts.ProposalAccepted).lapsed == 3


def test_undo_does_not_bring_back_the_objections_of_whoever_left() -> None:
    """M-3: U-5: they are moot, whatever stood when the decision was taken."""
    stage = opened()
    objection = stage.objects("dot")
    stage.accepts("chair", stage.tables("chair", "A1", "seven", "ten"))
    stage.do("chair", acts.EndAdmission(party="DEL", departure=Departure.LEFT))
    stage.undoes(decision=stage.last.number - 1)
    assert stage.negotiation.objections[objection].status is ObjectionStatus.MOOT
    assert replayed(stage) == stage.negotiation


def test_what_was_inherited_lapses_with_the_text() -> None:
    """M-5: a position is bound to its version, an inherited one too."""
    stage = split()
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    stage.seconds("bo", proposal)
    stage.accepts("chair", proposal)
    with stage.refused("not_inherited"):
        stage.do("lee", acts.ConfirmInherited(clauses=("A1",)))


@pytest.mark.parametrize(
    ("code", "into"),
    [
        ("too_few", (SEED,)),
        ("taken", (SEED, SEED)),
        ("taken", (SEED, NewParty(id="ALP", name="A", colour="#303030", seat_order=12))),
        ("taken", (SEED, NewParty(id="facilitators", name="A", colour="#303030", seat_order=12))),
        ("taken", (SEED, NewParty(id="ZED", name="Z", colour="#303030", seat_order=1))),
        ("not_a_party", (SEED, NewParty(id="ZED", name=" ", colour="#303030", seat_order=12))),
        ("not_a_party", (SEED, NewParty(id="a b", name="Z", colour="#303030", seat_order=12))),
        ("not_a_party", (SEED, NewParty(id="ZED", name="Z", colour="red", seat_order=12))),
        (
            "not_a_party",
            (
                SEED,
                NewParty(id="ZED", name="Z", colour="#303030", seat_order=12, weight=float("inf")),
            ),
        ),
    ],
)
def test_parties_of_a_split_can_be_told_apart(code: str, into: tuple[NewParty, ...]) -> None:
    """M-4: at least two, with codes and seats of their own."""
    stage = opened()
    with stage.refused(code):
        stage.do("chair", acts.SplitParty(party="DEL", into=into))


def test_head_replaced() -> None:
    """M-6: authority moves at once; what the former head did stands."""
    stage = opened()
    objection = stage.objects("ada")
    stage.do("host", acts.ReplaceHead(party="ALP", person="abe"))
    n = stage.negotiation
    assert (n.people["abe"].role, n.people["ada"].role) == (Role.HEAD, Role.DELEGATE)
    assert n.objections[objection].standing
    with stage.refused("wrong_role"):
        stage.lifts("ada", objection)
    stage.lifts("abe", objection)
    with stage.refused("head_already"):
        stage.do("host", acts.ReplaceHead(party="ALP", person="abe"))
    with stage.refused("not_found"):
        stage.do("host", acts.ReplaceHead(party="ALP", person="bo"))
    assert replayed(stage) == stage.negotiation


def test_delegate_tables_without_authority() -> None:
    """M-8: the proposal says so, also when its delegate becomes head; the head withdraws it."""
    stage = opened()
    ours = stage.tables("abe", "A1", "seven days", "ten days")
    heads = stage.tables("ada", "A2", "Satire", "Clear satire")
    assert (stage.proposal(ours).by_delegate, stage.proposal(heads).by_delegate) == (True, False)
    with stage.refused("wrong_role"):
        stage.objects("abe", "A3")
    stage.do("host", acts.ReplaceHead(party="ALP", person="amy"))
    assert (stage.proposal(ours).by_delegate, stage.proposal(heads).by_delegate) == (True, False)
    stage.withdraws("amy", ours)
    assert not stage.proposal(ours).live


def test_nobody_reviews_where_nothing_was_agreed() -> None:
    """M-1: before publication too."""
    stage = convened()
    stage.do("host", acts.AdmitParty(party="NEW"))
    assert partaking.reviews(stage.negotiation) == ()
