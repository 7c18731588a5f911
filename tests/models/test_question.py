"""The question put to the room, agreement, parking."""

from __future__ import annotations

from datetime import timedelta

from models import acts, facts
from models.negotiation import Room
from models.party import Presence
from models.position import Stand
from models.rulebook import Decision, Rules
from tests.cast import of, only, opened

UNANIMOUS = Rules(decision=Decision.UNANIMITY, seconding=False)


def test_a_clause_nobody_objects_to_is_agreed() -> None:
    """Q-1: Q-3: put to the room, the countdown over, confirmed."""
    stage = opened()
    stage.shows("A1")
    stage.puts()
    question = stage.negotiation.question
    assert question is not None
    assert (question.closes - question.asked).total_seconds() == 60
    stage.later(seconds=60)
    with stage.refused("countdown"):
        stage.confirms()
    stage.later(seconds=0.000001)
    agreed = only(stage.confirms("aide"), facts.ClauseAgreed)
    assert (agreed.version, agreed.audience) == (1, facts.PUBLIC)
    assert stage.negotiation.clauses["A1"].agreed
    assert stage.negotiation.question is None


def test_everything_in_the_way_is_named() -> None:
    """Q-1: live proposals and open objections of active parties, each by itself."""
    stage = opened()
    live = stage.tables("ada", "A1", "seven", "ten")
    objection = stage.objects("bo", "A1", live)
    suspended = stage.objects("gus", "A1")
    stage.presence("GAM", Presence.WALKED_OUT)
    with stage.refused("live_proposal") as refusals:
        stage.puts()
    found = [(obstacle.kind, obstacle.item) for obstacle in refusals[0].obstacles]
    assert found == [("live_proposal", live), ("open_objection", objection)]
    assert "P01 by ALP is still live on clause 1" in str(refusals[0].sentence)
    assert "O01 of BET to P01 by ALP is open" in str(refusals[0].sentence)
    assert suspended not in str(found)
    stage.withdraws("ada", live)
    stage.puts()


def test_a_long_list_of_hurdles_is_counted() -> None:
    """Q-1: four are said, the others counted; all are obstacles."""
    stage = opened(Rules(seconding=False))
    for count in ("two", "three", "four", "five", "six", "eight"):
        stage.tables("ada", "A1", "seven", count)
    with stage.refused("live_proposal") as refusals:
        stage.puts()
    assert len(refusals[0].obstacles) == 6
    assert str(refusals[0].sentence).endswith("And 2 more.")


def test_a_clause_nobody_has_seen_is_not_put() -> None:
    """Q-1: it comes on the screen first."""
    stage = opened()
    with stage.refused("not_started"):
        stage.puts()


def test_the_question_is_about_the_text_that_was_seen() -> None:
    """Q-2: G-4: version and digest are named when it is put and when it is confirmed."""
    stage = opened()
    stage.shows("A1")
    with stage.refused("text_moved"):
        stage.do("chair", acts.PutToRoom(clause="A1", version=2, digest=""))
    stage.puts()
    stage.later(seconds=61)
    with stage.refused("text_moved"):
        stage.do("chair", acts.Confirm(clause="A1", version=1, digest=""))


def test_one_question_at_a_time() -> None:
    """Q-2: it is confirmed or taken back before another is put."""
    stage = opened()
    stage.shows("A2")
    stage.shows("A1")
    stage.puts()
    with stage.refused("question_open"):
        stage.puts()
    with stage.refused("question_open"):
        stage.puts(clause="A2")
    with stage.refused("no_question"):
        stage.do("chair", acts.TakeBackQuestion(clause="A2"))
    with stage.refused("no_question"):
        stage.confirms(clause="A2")
    made = stage.do("chair", acts.TakeBackQuestion(clause="A1"))
    assert only(made, facts.QuestionFell).because == "taken_back"
    stage.puts(clause="A2")


def test_who_comes_too_late_to_a_question_is_told_that_the_clause_is_agreed() -> None:
    """Q-2: G-3: not that it is to be put to the room once more."""
    stage = opened()
    stage.agrees()
    with stage.refused("agreed"):
        stage.do("aide", acts.TakeBackQuestion(clause="A1"))
    with stage.refused("agreed") as refusals:
        stage.confirms("aide")
    assert "reopen" in str(refusals[0].next_step)


def test_what_came_in_the_way_since_stops_the_agreement() -> None:
    """Q-3: the quorum is counted again when the question is confirmed."""
    stage = opened()
    stage.shows("A1")
    stage.puts()
    for party in ("ALP", "BET"):
        stage.presence(party, Presence.WALKED_OUT)
    stage.later(seconds=61)
    with stage.refused("no_quorum"):
        stage.confirms()


def test_under_consensus_silence_and_absence_do_not_block() -> None:
    """Q-5: who was there, who was not, and who said nothing is recorded with the agreement."""
    stage = opened()
    stage.shows("A1")
    stage.presence("DEL", Presence.ABSENT)
    stage.presence("GAM", Presence.REMOTE)
    stage.states("bo")
    stage.puts()
    stage.later(seconds=61)
    room = only(stage.confirms(), facts.RoomRecorded)
    assert (room.present, room.absent, room.silent) == (
        ("ALP", "BET", "GAM"),
        ("DEL",),
        ("ALP", "GAM"),
    )
    kept = stage.negotiation.decisions[-1].room
    assert kept == Room(present=room.present, absent=room.absent, silent=room.silent)


def test_under_unanimity_every_party_has_to_agree() -> None:
    """Q-4: agree, agree ad referendum or reserve; silence, absence and standing aside block."""
    stage = opened(UNANIMOUS)
    stage.shows("A1")
    stage.states("ada", Stand.AGREE)
    stage.states("bo", Stand.AGREE_AD_REF)
    stage.states("gus", Stand.STAND_ASIDE)
    stage.presence("DEL", Presence.ABSENT)
    stage.puts()
    stage.later(seconds=61)
    with stage.refused("position_missing") as refusals:
        stage.confirms()
    assert [obstacle.item for obstacle in refusals[0].obstacles] == ["GAM", "DEL"]
    stage.states("gus", Stand.RESERVE)
    stage.states("dot")
    stage.confirms()


def test_agreement_takes_up_a_parked_clause() -> None:
    """Q-5: K-2: what is agreed is not parked."""
    stage = opened()
    stage.shows("A1")
    stage.do("chair", acts.Park(clause="A1"))
    stage.puts()
    stage.later(seconds=61)
    assert of(stage.confirms(), facts.ClauseResumed)
    assert stage.negotiation.clauses["A1"].parking is None


def test_an_agreed_clause_is_not_put_again() -> None:
    """P-4: Q-2: what is agreed is agreed."""
    stage = opened()
    stage.agrees()
    with stage.refused("agreed"):
        stage.puts()


def test_a_clause_is_parked_with_an_owner_and_a_time() -> None:
    """K-1: a decision of procedure: it needs a session and the rules, not a quorum."""
    stage = opened()
    for party in ("ALP", "BET", "GAM"):
        stage.presence(party, Presence.ABSENT)
    stage.do("aide", acts.Park(clause="A1", reason=" Wait ", owner="BET", returns="tomorrow"))
    parking = stage.negotiation.clauses["A1"].parking
    assert parking is not None
    assert (parking.reason, parking.owner, parking.returns) == ("Wait", "BET", "tomorrow")
    assert stage.last.label == "D-02"
    with stage.refused("parked"):
        stage.do("chair", acts.Park(clause="A1"))
    with stage.refused("too_long"):
        stage.do("chair", acts.Park(clause="A2", reason="x" * 999))
    stage.do("chair", acts.CloseSession())
    with stage.refused("no_session"):
        stage.do("chair", acts.Park(clause="A2"))


def test_what_is_settled_is_not_parked() -> None:
    """K-1: neither agreed nor before the room."""
    stage = opened()
    stage.shows("A2")
    stage.puts(clause="A2")
    with stage.refused("question_open"):
        stage.do("chair", acts.Park(clause="A2"))
    stage.do("chair", acts.TakeBackQuestion(clause="A2"))
    stage.agrees()
    with stage.refused("agreed"):
        stage.do("chair", acts.Park(clause="A1"))


def test_a_parked_clause_is_taken_up_again() -> None:
    """K-2: once."""
    stage = opened()
    stage.do("chair", acts.Park(clause="A1"))
    stage.do("chair", acts.Resume(clause="A1"))
    assert stage.negotiation.clauses["A1"].parking is None
    with stage.refused("not_parked"):
        stage.do("chair", acts.Resume(clause="A1"))


def test_a_party_that_left_and_came_back_is_heard_again() -> None:
    """S-6: Q-1: its objection is suspended while it is out, and blocks again when it is back."""
    stage = opened()
    stage.objects("bo", "A1")
    stage.presence("BET", Presence.WALKED_OUT)
    stage.puts()
    stage.do("chair", acts.TakeBackQuestion(clause="A1"))
    stage.presence("BET", Presence.PRESENT)
    with stage.refused("open_objection"):
        stage.puts()


def test_what_is_agreed_elsewhere_leaves_the_question_alone() -> None:
    """Q-2: by a silence that is over meanwhile, or in a package."""
    stage = opened(Rules(silence_minimum=timedelta(0)))
    stage.offers(clause="A2", hours=0.01)
    stage.shows("A1")
    stage.puts()
    stage.later(seconds=61)
    stage.confirms()
    assert stage.negotiation.clauses["A1"].agreed
    assert stage.negotiation.clauses["A2"].agreed
    stage = opened()
    package = stage.packs(("A2", None), ("A3", None))
    stage.shows("A1")
    stage.puts()
    stage.adopts(package)
    stage.later(seconds=61)
    stage.confirms()
    assert stage.negotiation.clauses["A1"].agreed
