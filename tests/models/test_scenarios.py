"""Whole negotiations on the bare model: every move, every expectation, every checkpoint."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.facts import AnyFact
from models.fold import fold
from models.negotiation import Negotiation
from server.play.checkpoints import compare_end
from server.play.scenario import Move
from tests.bare import Rehearsal
from tests.cast import Stage

SESSIONS = (
    ("maravel", "S1", 62),
    ("harbour", "R1", 30),
    ("deal", "B1", 27),
    ("quarry", "Q1", 27),
    ("cove", None, 18),
    ("bilateral", None, 33),
    ("assembly", None, 36),
)


@pytest.mark.parametrize(("name", "session", "count"), SESSIONS)
def test_every_move_of_a_session_comes_out_as_written(
    name: str, session: str | None, count: int
) -> None:
    """The moves of a first session, one by one; the last one checks its checkpoint."""
    rehearsal = Rehearsal(name)
    moves = rehearsal.scenario.up_to(session=session)
    assert len(moves) == count
    amiss = [f"move {move.n}: {said}" for move in moves for said in rehearsal.play(move)]
    assert amiss == []
    if session is None:
        assert compare_end(rehearsal.scenario, rehearsal.state()) == []
    assert replayed(rehearsal.stage) == rehearsal.stage.negotiation


SILENT = (92, 93, 109, 110, 111, 112, 115, 116, 117, 118, 119, 120, 121)
"""The moves of Maravel that reopen a clause, and that offer two under silence overnight."""


def silent() -> tuple[Rehearsal, dict[int, Move]]:
    """The first session, and those moves as they are for the eight parties of that session."""
    rehearsal = Rehearsal("maravel")
    moves = {move.n: move for move in rehearsal.scenario.moves}
    for n in range(1, 63):
        assert rehearsal.play(moves[n]) == []
    rehearsal.play(moves[63])
    eight: dict[str, dict[str, object]] = {
        "notified": {"notified": 8},
        "positions": {"positions": "agree_by_silence for 8 parties"},
    }
    for n in SILENT:
        expect = {key: value for key, value in moves[n].expect.items() if key != "checkpoint"}
        for key in eight.keys() & expect.keys():
            expect.update(eight[key])
        moves[n] = replace(moves[n], expect=expect)
    early = ["UNP", "DRM", "PPA", "GFT", "CHP", "WLP", "NCP"]
    receipts = {**moves[117].details, "acknowledged": early, "missing": ["YFM"]}
    moves[117] = replace(moves[117], details=receipts)
    moves[118] = replace(moves[118], by="YFM")
    return rehearsal, {n: moves[n] for n in SILENT}


def test_clauses_are_reopened_and_offered_under_silence_as_written() -> None:
    """Receipts, a break in time, adoption at the deadline, and a break that was too late."""
    rehearsal, moves = silent()
    amiss = [f"move {n}: {said}" for n, move in moves.items() for said in rehearsal.play(move)]
    assert amiss == []
    assert replayed(rehearsal.stage) == rehearsal.stage.negotiation


def test_what_a_silence_does_otherwise_than_expected_is_told() -> None:
    """The comparison of silences and reopening is not blind."""
    rehearsal, moves = silent()
    wrong: dict[int, dict[str, object]] = {
        93: {"positions_kept_until_text_changes": False},
        115: {"clause_status": "parked", "notified": 9},
        117: {"missing": ["UNP"]},
        119: {"silence_status": "running"},
        120: {"positions": "agree for 8 parties"},
        121: {"refused": True, "recorded_as": "a_reservation"},
    }
    amiss = {
        n: rehearsal.play(replace(move, expect=wrong.get(n, move.expect)))
        for n, move in moves.items()
    }
    assert {n: len(said) for n, said in amiss.items() if said} == {
        93: 1,
        115: 2,
        117: 1,
        119: 1,
        120: 1,
        121: 2,
    }


def test_an_expectation_that_is_not_met_is_told() -> None:
    """The comparison is not blind: a wrong version, a wrong refusal and a wrong board are told."""
    rehearsal = Rehearsal("harbour")
    moves = {move.n: move for move in rehearsal.scenario.up_to(session="R1")}
    moves[3] = replace(moves[3], expect={"refused": True, "because": ["live_proposal X1"]})
    moves[10] = replace(moves[10], expect={"version": 3, "carried_forward": ["X1"]})
    moves[18] = replace(moves[18], expect={"refused": True})
    rehearsal.scenario.checkpoints["H1"]["clause_status"]["TON"] = "open"
    amiss = {n: rehearsal.play(move) for n, move in moves.items()}
    assert {n: len(said) for n, said in amiss.items() if said} == {3: 1, 10: 2, 18: 1, 30: 1}


def test_who_sees_a_caucus_is_looked_for() -> None:
    """The comparison is not blind: who does not see it, who sees it, and a caucus that is told."""
    rehearsal = Rehearsal("cove")
    moves = {move.n: move for move in rehearsal.scenario.moves}
    moves[7] = replace(moves[7], expect={"visible_to": ["EEL"], "invisible_to": ["SEA"]})
    moves[10] = replace(moves[10], expect={"seconded_by_co_sponsors": False})
    moves[11] = replace(moves[11], expect={"invisible_to": ["convenor"], "visible_to": ["nobody"]})
    moves[16] = replace(moves[16], expect={"caucus_history_hidden": True})
    amiss = {n: rehearsal.play(move) for n, move in moves.items()}
    assert {n: len(said) for n, said in amiss.items() if said} == {7: 2, 10: 1, 11: 2, 16: 1}


def replayed(stage: Stage) -> Negotiation | None:
    """The state that all facts lead to, from the first."""
    state: Negotiation | None = None
    fact: AnyFact
    for fact, at, actor in stage.log:
        state = fold(state, fact, at, actor)
    return state
