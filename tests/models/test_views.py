"""Views: status, board, queue, compilation, and what an audience without attribution gets."""

from __future__ import annotations

from models import acts, views
from models.clause import ClauseStatus
from models.party import Presence
from models.position import Stand
from models.rulebook import Rules
from tests.cast import opened

NO_SECONDS = Rules(seconding=False)


def test_a_status_is_derived() -> None:
    """V-1: not started, open, bracketed by a live proposal, parked, agreed."""
    stage = opened(NO_SECONDS)

    def status() -> ClauseStatus:
        return views.status(stage.negotiation, "A1")

    assert status() is ClauseStatus.NOT_STARTED
    stage.shows("A1")
    assert status() is ClauseStatus.OPEN
    stage.lifts("bo", stage.objects("bo", "A1"))
    assert status() is ClauseStatus.OPEN
    proposal = stage.tables("ada", "A1", "seven", "ten")
    assert status() is ClauseStatus.BRACKETED
    stage.do("chair", acts.Park(clause="A1"))
    assert status() is ClauseStatus.PARKED
    stage.accepts("chair", proposal)
    assert status() is ClauseStatus.OPEN
    stage.agrees()
    assert status() is ClauseStatus.AGREED_AD_REF
    assert str(views.progress(stage.negotiation)) == "1 of 3"


def test_an_objection_makes_no_bracket() -> None:
    """V-1: it blocks and is shown, and starts the clause."""
    stage = opened()
    stage.objects("bo", "A1")
    assert views.status(stage.negotiation, "A1") is ClauseStatus.OPEN


def test_the_board_shows_where_every_party_stands() -> None:
    """V-1: positions on the version in force, lapsed ones beside them, objections by party."""
    stage = opened(NO_SECONDS)
    stage.states("ada", Stand.AGREE)
    stage.states("bo", Stand.AGREE_AD_REF)
    stage.accepts("chair", stage.tables("gus", "A1", "seven", "ten"))
    stage.states("ada", Stand.RESERVE)
    objection = stage.objects("dot", "A1")
    board = views.board(stage.negotiation)
    row = board.rows[0]
    assert [cell.party for cell in row.cells] == ["ALP", "BET", "GAM", "DEL"]
    said = [
        (
            cell.position.stand if cell.position else None,
            cell.stale.stand if cell.stale else None,
            cell.objections,
        )
        for cell in row.cells
    ]
    assert said == [
        (Stand.RESERVE, Stand.AGREE, ()),
        (None, Stand.AGREE_AD_REF, ()),
        (None, None, ()),
        (Stand.OBJECT, None, (objection,)),
    ]
    assert (row.version, row.blocking, str(board.attendance)) == (2, (objection,), "4 of 4")


def test_who_blocks_what() -> None:
    """V-1: a party that walked out blocks nothing."""
    stage = opened(NO_SECONDS)
    live = stage.tables("ada", "A1", "seven", "ten")
    first = stage.objects("bo", "A1", live)
    second = stage.objects("bo", "A2")
    stage.objects("gus", "A3")
    stage.presence("GAM", Presence.WALKED_OUT)
    n = stage.negotiation
    blocking = [one for clause in n.clauses for one in n.blocking_objections(clause)]
    assert [(one.party, one.id) for one in blocking] == [("BET", first), ("BET", second)]


def test_the_queue_numbers_alternatives_and_tells_what_meets() -> None:
    """V-1: Alt 1, Alt 2 in the order of tabling; the same sentence, the same words."""
    stage = opened()
    ten = stage.tables("ada", "A1", "seven days", "ten days")
    three = stage.tables("bo", "A1", "seven days", "three days")
    label = stage.tables("gus", "A1", "Each party", "Every party")
    apart = stage.tables("gus", "A1", "current", "complete")
    queue = {queued.proposal.id: queued for queued in views.queue(stage.negotiation)}
    assert [queue[key].alt for key in (ten, three, label, apart)] == [1, 2, 3, 4]
    assert queue[ten].alternatives == (three, label)
    assert queue[ten].conflicts == (three,)
    assert queue[apart].alternatives == ()
    assert [str(hurdle) for hurdle in queue[ten].in_the_way] == ["Nobody has seconded P01 by ALP."]
    stage.withdraws("bo", three)
    assert views.overlaps(stage.negotiation, three) == ()


def test_what_is_in_the_way_of_agreement() -> None:
    """V-1: Q-1: shown before anybody asks."""
    stage = opened()
    stage.shows("A1")
    assert views.in_the_way(stage.negotiation, "A1") == ()
    stage.tables("ada", "A1", "seven", "ten")
    (hurdle,) = views.in_the_way(stage.negotiation, "A1")
    assert str(hurdle).startswith("P01 by ALP is still live on clause 1")


def test_which_decision_can_be_undone() -> None:
    """V-1: U-2: the last one that stands; the rules never."""
    stage = opened(NO_SECONDS)
    assert stage.undoable == []
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    stage.do("chair", acts.Park(clause="A2"))
    assert stage.undoable == [2, 3]
    stage.do("chair", acts.Resume(clause="A2"))
    assert stage.undoable == [2]
    stage.undoes(decision=2)
    assert stage.undoable == []


def test_the_compilation_brackets_all_that_is_live() -> None:
    """V-2: every span with whose it is, or only its number where names may not be known."""
    stage = opened()
    stage.tables("ada", "A1", "seven", "ten")
    stage.tables("bo", "A1", "seven", "three")
    stage.tables("gus", "A1", "Title 1", "Accounts", name="en/title")
    n = stage.negotiation
    named = views.compilation(n, "A1", "en/text", attributed=True)
    assert [(s.text, s.inserted_by, s.struck_by) for s in named[1:4]] == [
        ("seven", None, ("P01 by ALP", "P02 by BET")),
        ("ten", "P01 by ALP", ()),
        ("three", "P02 by BET", ()),
    ]
    numbered = views.compilation(n, "A1", "en/text", attributed=False)
    assert "ALP" not in repr(numbered)
    assert [span.inserted_by for span in numbered if span.inserted_by] == ["Alt 1", "Alt 2"]
    titles = views.compilation(n, "A1", "en/title", attributed=False)
    assert {span.inserted_by for span in titles} == {None, "Alt 3"}
