"""Whole negotiations on the bare model: every move, every expectation, every checkpoint."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.facts import AnyFact
from models.fold import fold
from models.negotiation import Negotiation
from server.play.checkpoints import compare_end
from tests.bare import MOVES, SCENARIOS, Rehearsal
from tests.cast import Stage
from tests.cast.languages import in_arabic


def test_every_scenario_is_played() -> None:
    """None lies there unplayed, on the bare model, in a room or over the wire."""
    assert {name for name, _ in MOVES} == {path.stem for path in SCENARIOS.glob("*.yaml")}


@pytest.mark.parametrize(("name", "count"), MOVES)
def test_every_move_comes_out_as_written(name: str, count: int) -> None:
    """One by one, from the first to the end, with what its checkpoints and its end say."""
    rehearsal = Rehearsal(name)
    moves = rehearsal.scenario.up_to()
    assert len(moves) == count
    amiss = [f"move {move.n}: {said}" for move in moves for said in rehearsal.play(move)]
    assert amiss == []
    assert compare_end(rehearsal.scenario, rehearsal.state()) == []
    assert replayed(rehearsal.stage) == rehearsal.stage.negotiation
    for notices in rehearsal.stage.negotiation.notices.values():
        assert all(notice.sentence.spoken(in_arabic) for notice in notices)


def test_what_a_silence_does_otherwise_than_expected_is_told() -> None:
    """The comparison of silences and reopening is not blind."""
    rehearsal = Rehearsal("maravel")
    wrong: dict[int, dict[str, object]] = {
        93: {"positions_kept_until_text_changes": False},
        115: {"clause_status": "parked", "notified": 8},
        117: {"missing": ["UNP"]},
        119: {"silence_status": "running"},
        120: {"positions": "agree for 9 parties"},
        121: {"refused": True, "recorded_as": "a_reservation"},
    }
    amiss = {
        move.n: rehearsal.play(replace(move, expect=wrong.get(move.n, move.expect)))
        for move in rehearsal.scenario.up_to(until=121)
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
