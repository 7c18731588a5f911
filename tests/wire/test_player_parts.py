"""The parts of the player that need no server: the pen, the scripts, the tables, the board."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import acts
from models.edit import Edit, dump, edit_of, parse, rebase
from models.layer import apply, of_text, result, to_json
from models.refusals import Obstacle, Refusal
from models.runs import Runs
from models.text import from_units, to_units
from server.play import reasons, telling
from server.play.board import Block, read_board
from server.play.checkpoints import compare_board
from server.play.moves import SCRIPTS, Book, NoSuchAct, script_of
from server.play.pen import Pen, PenBroken, split, typed
from server.play.reading import parse as parse_scenario
from server.play.reading import read
from server.play.requests import Do, SeeClause, Seen, Write, run
from server.play.scenario import Change, ScenarioError
from tests.machine import ROOT

MARAVEL = ROOT / "tests" / "scenarios" / "maravel.yaml"
BEFORE = "The list is due within seven days 🙂 of signature."


class Server:
    """A draft as a server keeps it: edits are rebased over what its author had not seen."""

    def __init__(self, text: str) -> None:
        self.runs: Runs = of_text(text)
        self.made: list[tuple[int, str, Edit, str | None]] = []

    def event(self) -> Mapping[str, object]:
        """The draft as a pen is brought it."""
        fields = {"en/text": to_json(self.runs)}
        return {"base": 1, "rev": len(self.made), "fields": fields}

    def commit(self, author: str, revision: int, edit: Edit, act_id: str | None = None) -> None:
        """Take an edit made on a revision."""
        for _, _, since, _ in self.made[revision:]:
            edit = rebase(edit, since)
        self.runs, effective = apply(self.runs, edit, author)
        self.made.append((len(self.made) + 1, author, effective, act_id))

    def lines(self, since: int) -> list[list[object]]:
        """What was committed since, as it is told."""
        return [
            [revision, author, "en/text", dump(edit), act_id]
            for revision, author, edit, act_id in self.made[since:]
        ]


def opened(server: Server) -> Pen:
    """A pen of UNP on the draft."""
    pen = Pen("d1", "UNP")
    pen.load(server.event())
    return pen


def test_typed_letter_by_letter_it_reads_as_meant() -> None:
    server = Server(BEFORE)
    pen = opened(server)
    pen.plan({"en/text": [Change("seven days 🙂", "fourteen days 🎉 or so")]})
    strokes = 0
    while (stroke := pen.next(1)) is not None:
        strokes += 1
        server.commit("UNP", stroke.revision, stroke.edit, "mine")
        assert pen.told(server.lines(stroke.revision), "mine")
    assert strokes > len("fourteen")
    assert pen.fields["en/text"] == server.runs
    text = from_units(result(server.runs))
    assert text == "The list is due within fourteen days 🎉 or so of signature."
    assert {run.inserted_by for run in server.runs} == {None, "UNP"}


@given(st.integers(0, 2**32))
def test_somebody_else_typing_in_the_draft_misplaces_no_letter(seed: int) -> None:
    chance = random.Random(seed)
    server = Server(BEFORE)
    pen = opened(server)
    pen.plan({"en/text": [Change("within seven", "within some twenty"), Change("list", "roll")]})
    told = 0
    while (stroke := pen.next(chance.randint(1, 3))) is not None:
        for _ in range(chance.randint(0, 2)):
            # The others write at either end, so that what was meant can be told apart.
            end = len("".join(run.text for run in server.runs))
            server.commit("DRM", len(server.made), edit_of(chance.choice((0, end)), "x"))
        server.commit("UNP", stroke.revision, stroke.edit, "mine")
        if chance.random() < 0.5:
            server.commit("DRM", len(server.made), edit_of("x"))
        pen.told(server.lines(told), "mine")
        told = len(server.made)
        assert pen.fields["en/text"] == server.runs
    meant = "The roll is due within some twenty days 🙂 of signature."
    assert from_units(result(server.runs)).strip("x") == meant


@given(st.text(st.sampled_from("ab🙂é"), max_size=12), st.integers(1, 4), st.integers(0, 9))
def test_the_strokes_of_a_plan_do_what_the_plan_does(new: str, letters: int, at: int) -> None:
    runs = of_text("0123456789")
    plan = edit_of(at, ("s", 10 - at), to_units(new))
    meant, _ = apply(runs, plan, "UNP")
    while plan:
        stroke, plan = split(plan, letters)
        assert parse(dump(stroke)) == stroke  # no half of a character
        runs, _ = apply(runs, stroke, "UNP")
    assert runs == meant


def test_an_acknowledgement_ahead_of_its_line_is_waited_for() -> None:
    """What was sent twice is acknowledged at once, and told in its turn."""
    server = Server(BEFORE)
    pen = opened(server)
    pen.plan({"en/text": [Change("seven", "seventeen")]})
    stroke = pen.next(1)
    assert stroke is not None
    server.commit("UNP", stroke.revision, stroke.edit, "mine")
    ahead = [[1, "UNP", "en/text", [], "mine"]]
    assert not pen.told(ahead, "mine")
    assert pen.told(server.lines(0), "mine")
    assert pen.fields["en/text"] == server.runs


def test_a_stroke_told_without_its_id_is_done_once() -> None:
    server = Server(BEFORE)
    pen = opened(server)
    pen.plan({"en/text": [Change("within", "within at most")]})
    stroke = pen.next(2)
    assert stroke is not None
    server.commit("UNP", stroke.revision, stroke.edit)
    pen.told(server.lines(0), "mine")
    assert pen.told([[1, "UNP", "en/text", [], "mine"]], "mine")
    while (stroke := pen.next(1)) is not None:
        server.commit("UNP", stroke.revision, stroke.edit, "next")
        pen.told(server.lines(stroke.revision), "next")
    assert from_units(result(server.runs)) == BEFORE.replace("within", "within at most")


def test_a_pen_that_missed_something_says_so() -> None:
    server = Server(BEFORE)
    pen = opened(server)
    server.commit("DRM", 0, edit_of("a"))
    server.commit("DRM", 1, edit_of("b"))
    with pytest.raises(PenBroken):
        pen.told(server.lines(1), None)


@pytest.mark.parametrize("find", ["eight", "i"])
def test_what_stands_nowhere_or_twice_is_not_replaced(find: str) -> None:
    with pytest.raises(ScenarioError, match="stands in the text"):
        typed(BEFORE, [Change(find, "x")])


# --- scripts --------------------------------------------------------------------------------------


def test_tabling_names_what_was_read_when_it_was_written() -> None:
    scenario, book = read(MARAVEL), Book(proposals={"P05": "x5", "P06": "x6"})
    move = next(m for m in scenario.moves if m.details.get("proposal") == "P07" and m.do == "table")
    asked: list[object] = []

    def answer(request: object) -> object:
        asked.append(request)
        match request:
            case Do(_, acts.StartDraft()):
                return {"draft": "d7"}
            case Do(_, acts.Table()):
                return {"proposal": "x7"}
            case Write():
                return Seen(3, "digest", "wording")
            case _:
                raise AssertionError(request)

    run(script_of(scenario, book, move), answer)
    table = asked[-1]
    assert isinstance(table, Do)
    assert isinstance(table.act, acts.Table)
    assert table.person == "F1"
    assert table.act.bridges == ("x5", "x6")
    assert (table.act.version, table.act.digest, table.act.wording) == (3, "digest", "wording")
    assert book.proposals["P07"] == "x7"


def test_a_question_that_is_not_confirmed_is_taken_back() -> None:
    scenario, done = read(MARAVEL), list[str]()

    def answer(request: object) -> object:
        match request:
            case SeeClause():
                return Seen(1, "digest")
            case Do(_, act):
                done.append(act.kind)
                if act.kind == "confirm":
                    raise Refusal("open_objection", "No.", "Ask.")
                return {}
            case _:
                return None

    with pytest.raises(Refusal):
        run(script_of(scenario, Book(), scenario.moves[7]), answer)
    assert done == ["put_to_room", "confirm", "take_back_question"]


def test_every_move_of_a_negotiation_has_its_script() -> None:
    scenario = read(MARAVEL)
    for move in scenario.moves:
        script = script_of(scenario, Book(), move)
        if move.do == "undo":  # nothing was decided in this book
            with pytest.raises(ScenarioError, match="no decision to undo"):
                script.send(None)
        else:
            assert script.send(None) is not None


def test_a_move_nobody_knows_is_no_script() -> None:
    scenario = read(MARAVEL)
    unknown = replace(scenario.moves[0], do="dance")
    with pytest.raises(NoSuchAct, match="dance"):
        script_of(scenario, Book(), unknown)
    more = replace(scenario.moves[0], details={"loudly": True})
    with pytest.raises(NoSuchAct, match="with loudly"):
        script_of(scenario, Book(), more)


@pytest.mark.parametrize(
    ("move", "complaint"),
    [
        ({"do": "second", "by": "F1", "proposal": "P99"}, "there is no P99"),
        ({"do": "put_on_screen", "by": "F1"}, "clause is missing"),
        ({"do": "put_on_screen", "by": "XYZ", "clause": "A1"}, "no person and no party 'XYZ'"),
        (
            {"do": "presence", "by": "F1", "party": "UNP", "status": "tired"},
            "'tired' is not one of",
        ),
        ({"do": "undo", "by": "F1", "move": 1, "reason": "x"}, "came to no decision"),
    ],
)
def test_a_move_that_cannot_be_is_named(move: dict[str, object], complaint: str) -> None:
    content = {
        "scenario": {"id": "x"},
        "parties": [{"id": "UNP"}],
        "persons": [{"id": "F1", "role": "lead_facilitator"}],
        "moves": [{"n": 1, "at": "2027-01-12T10:00", **move}],
    }
    scenario = parse_scenario(content)
    with pytest.raises(ScenarioError, match=complaint):
        script_of(scenario, Book(), scenario.moves[0]).send(None)


def test_who_speaks_is_the_person_named_or_else_the_head() -> None:
    scenario = read(MARAVEL)
    assert scenario.speaker("DRM", "drm2") == "drm2"
    assert scenario.speaker("DRM") == "drm1"
    assert scenario.speaker("UNP", "drm2") == "unp1"
    assert scenario.speaker("EX1") == "EX1"


def test_every_move_is_told_in_a_line() -> None:
    scenario = read(MARAVEL)
    told = {move.n: telling.line(scenario, move) for move in scenario.moves}
    assert told[46].startswith("14:42   46  Lena Osei (UNP) tables P10 on “5 Accounts")
    assert told[56].endswith("agree; YFM agree ad ref")
    assert all("\n" not in line and "{" not in line for line in told.values())
    assert set(telling.WORDS) == set(SCRIPTS)


def test_what_would_become_of_a_clause_is_told() -> None:
    scenario = read(MARAVEL.with_name("quarry.yaml"))
    told = {move.n: telling.line(scenario, move) for move in scenario.moves}
    assert told[4].endswith("Nils Brook (NEI) tables S1: a new clause “Satire” after “1 Truth”")
    assert told[13].endswith("tables S3: “4 Dust” moves, to stand after “Preamble”")
    assert told[16].endswith("tables S4: “4 Dust” and “Q1a” become one")


# --- tables and the board -------------------------------------------------------------------------


def test_a_refusal_is_recognised_by_its_obstacles_in_the_words_of_the_scenario() -> None:
    book = Book(proposals={"P01": "x1"}, objections={"O01": "y1"})
    refusal = Refusal(
        "live_proposal",
        "No.",
        "Ask.",
        obstacles=(Obstacle("live_proposal", "x1"), Obstacle("open_objection", "y1")),
    )
    found = reasons.reasons(refusal, book)
    assert {"live_proposal P01", "open_objection O01", "open_objection"} <= found


def test_the_table_knows_only_codes_the_product_has() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "models").rglob("*.py"))
    said = set(re.findall(r'"([a-z_]+)"', sources))
    assert set(reasons.WORDS) <= said


def test_the_board_is_read_from_its_elements() -> None:
    board = read_board(
        """<span data-agreed="1 of 2">1 of 2 agreed</span>
        <tr data-clause="A1" data-status="agreed_ad_ref"><td data-status="open">…</td></tr>
        <tr data-clause="A2" data-status="bracketed">
          <span data-objection="y1" data-party="UNP" data-clause="A2" data-proposal="x1">UNP</span>
        </tr>
        <article data-proposal="x1" data-live="true" data-clause="A2" data-author="DRM">…</article>
        <article data-proposal="x2" data-live="false" data-clause="A2" data-author="DRM">…</article>
        """
    )
    assert board.agreed == "1 of 2"
    assert board.status == {"A1": "agreed_ad_ref", "A2": "bracketed"}
    assert board.live == {"x1": ("A2", "DRM")}
    assert board.blocks == {"y1": Block("UNP", "A2", "x1")}


def test_the_board_tells_who_is_away_who_reviews_and_what_was_stated() -> None:
    board = read_board(
        """<th data-party="NCP" data-presence="walked_out">NCP</th>
        <th data-party="YFM" data-presence="present">YFM</th>
        <td data-stand="none" data-reviewing>…</td>
        <p data-reviewing="ICB" data-clauses="PRE A1">…</p>
        <span data-statement="s1" data-party="YFM" data-clause="A9">D01</span>"""
    )
    assert board.away == {"NCP"}
    assert board.reviewing == {"ICB": ("PRE", "A1")}
    book = Book(statements={"D01": "s1"})
    assert compare_board({"reservations": ["D01"]}, board, book) == []
    (said,) = compare_board({"reservations": ["D01", "R01"]}, board, book)
    assert "not ['D01', 'R01']" in said
