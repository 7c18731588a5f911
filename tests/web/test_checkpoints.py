"""Maravel as its facilitators' board shows it: the served page, compared with a checkpoint."""

from __future__ import annotations

import re
from dataclasses import replace

from server.play.board import read_board
from server.play.checkpoints import compare_board
from tests.bare import Rehearsal
from tests.web.conftest import Serve

CP2 = 116
"""The move after which the second day ends."""


async def test_the_board_answers_who_blocks_what_at_the_end_of_the_second_day(
    serve: Serve,
) -> None:
    rehearsal = Rehearsal("maravel")
    for move in rehearsal.scenario.moves[:CP2]:
        rehearsal.play(move)
    expected, book = rehearsal.scenario.checkpoints["CP2"], rehearsal.book
    assert expected["after_move"] == CP2
    house = await serve(rehearsal.stage)
    html = await house.page("F1", "/board")
    board = read_board(html)
    assert compare_board(expected, board, book) == []
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
        (said,) = [one for one in compare_board(expected, blind, book) if "answer" in one]
        assert said.startswith("dashboard_answer")
    assert re.search(r'data-party="NCP" data-presence="walked_out"', html)
