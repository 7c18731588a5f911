"""Negotiations as their facilitators' board shows them: the served page, and the checkpoints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.play.board import read_board
from server.play.checkpoints import compare_board
from server.play.reading import read
from tests.bare import MOVES, SCENARIOS, Rehearsal
from tests.web.conftest import Serve

CHECKPOINTS = [
    (name, checkpoint)
    for name, _ in MOVES
    for checkpoint in read(SCENARIOS / f"{name}.yaml").checkpoints
]


def played(name: str, checkpoint: str) -> Rehearsal:
    """A scenario as it stands at a checkpoint; that its moves come out is held elsewhere."""
    rehearsal = Rehearsal(name)
    for move in rehearsal.scenario.moves:
        rehearsal.play(move)
        if move.expect.get("checkpoint") == checkpoint:
            return rehearsal
    raise LookupError(checkpoint)


@pytest.mark.parametrize(("name", "checkpoint"), CHECKPOINTS)
async def test_the_served_board_answers_as_the_checkpoint_says(
    serve: Serve, name: str, checkpoint: str
) -> None:
    rehearsal = played(name, checkpoint)
    house = await serve(rehearsal.stage)
    board = read_board(await house.page(rehearsal.lead, "/board"))
    expected = rehearsal.scenario.checkpoints[checkpoint]
    assert compare_board(expected, board, rehearsal.book) == []


def test_all_three_of_maravel_are_among_them() -> None:
    assert {("maravel", name) for name in ("CP1", "CP2", "CP3")} <= set(CHECKPOINTS)
    assert len(CHECKPOINTS) == 8


async def test_the_second_day_ends_with_who_is_away_who_reviews_and_what_is_silent(
    serve: Serve,
) -> None:
    rehearsal = played("maravel", "CP2")
    expected, book = rehearsal.scenario.checkpoints["CP2"], rehearsal.book
    house = await serve(rehearsal.stage)
    html = await house.page("F1", "/board")
    board = read_board(html)
    assert board.away == {"NCP"}
    assert board.reviewing == {"ICB": ("PRE", "A1", "A3")}
    row = html.partition('<tr data-clause="A6"')[2].partition("</tr>")[0]
    assert "SP1" in row
    assert "2027-01-14 08:30" in row
    for blind in (
        replace(board, presence={**board.presence, "NCP": "present"}),
        replace(board, reviewing={"ICB": ("PRE", "A1")}),
        replace(board, blocks={}),
    ):
        found = compare_board(expected, blind, book)
        assert any(one.startswith("dashboard_answer") for one in found)
