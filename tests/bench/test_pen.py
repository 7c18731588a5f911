"""The pen against a server of ten lines: with lag, reload and lost answers it stays right."""

from __future__ import annotations

import itertools
import random
from collections import deque

import pytest

from bench.pen import JsonLine, Pen, ReplicaWrong, moved
from bench.typist import Typist, unique_letters
from models.edit import Edit, dump, edit_of, parse, rebase, remove, strike
from models.layer import apply, of_text, to_json
from models.runs import Runs
from tests.wire.truth import Meant, Truth, meant

FIELD = "en/text"


class Desk:
    """A draft as a server keeps it: an edit is rebased over what came since, then committed."""

    def __init__(self, text: str) -> None:
        self.runs: Runs = of_text(text)
        self.log: list[tuple[str, Edit, str]] = []
        self.ids: dict[str, int] = {}

    def submit(self, author: str, revision: int, edit: Edit, act_id: str) -> JsonLine | None:
        """Commit an edit, or say where it was committed before, or that it comes to nothing."""
        if act_id in self.ids:
            return (self.ids[act_id], author, FIELD, [], act_id)
        for _, over, _ in self.log[revision:]:
            edit = rebase(edit, over)
        after, effective = apply(self.runs, edit, author)
        if effective:
            self.runs = after
            self.log.append((author, effective, act_id))
        self.ids[act_id] = len(self.log)
        return None if effective else (len(self.log), author, FIELD, [], act_id)

    def lines(self, since: int) -> list[JsonLine]:
        """What was committed after a revision."""
        return [
            (number, author, FIELD, dump(edit), act_id)
            for number, (author, edit, act_id) in enumerate(self.log[since:], since + 1)
        ]


class Page:
    """A pen with a slow line in both directions, which breaks now and then."""

    def __init__(self, desk: Desk, author: str, seed: int, letter: object) -> None:
        numbers = itertools.count()
        self.desk = desk
        self.pen = Pen("d", author, lambda: f"{seed}:{next(numbers)}")
        self.pen.load(0, {FIELD: to_json(desk.runs)}, may=True)
        rng = random.Random(seed)
        self.typist = Typist(self.pen, FIELD, rng, letter, wild=True)  # type: ignore[arg-type]
        self.upward: deque[tuple[int, Edit, str]] = deque()
        self.downward: deque[JsonLine] = deque()
        self.told = 0

    def send(self, intentions: dict[str, Meant]) -> None:
        """Send what waits, noting what it means."""
        sent = self.pen.next()
        if sent is not None:
            before = self.pen.confirmed[FIELD]
            intentions[sent.id] = meant(sent.edit, before, self.pen.author, FIELD, sent.revision)
            self.upward.append((sent.revision, sent.edit, sent.id))

    def arrive(self) -> None:
        """One frame arrives at the server."""
        if self.upward:
            answer = self.desk.submit(self.pen.author, *self.upward.popleft())
            self.read()
            if answer is not None:
                self.downward.append(answer)

    def read(self) -> None:
        """What was committed gets on its way to this page."""
        lines = self.desk.lines(self.told)
        self.told += len(lines)
        self.downward.extend(lines)

    def hear(self, rng: random.Random) -> None:
        """Some of what is on its way arrives here."""
        self.read()
        count = rng.randint(0, len(self.downward))
        self.pen.told([self.downward.popleft() for _ in range(count)])
        self.pen.check()

    def breaks(self) -> None:
        """The line breaks: everything on its way is lost; the page comes back and resends."""
        self.upward.clear()
        self.downward.clear()
        self.told = self.pen.revision
        self.read()
        sent = self.pen.sent
        if sent is not None:
            self.upward.append((sent.revision, sent.edit, sent.id))


def run(seed: int, strokes: int) -> None:
    """Several people on one draft, until everything has arrived everywhere."""
    rng = random.Random(seed)
    letters = unique_letters()
    desk = Desk("".join(itertools.islice(letters, 40)))
    truth = Truth({FIELD: desk.runs})
    intentions: dict[str, Meant] = {}
    pages = [
        Page(desk, author, seed * 10 + n, letters.__next__)
        for n, author in enumerate(("A", "A", "B", "C", "D"))
    ]
    for _ in range(strokes):
        page = rng.choice(pages)
        page.typist.stroke()
        page.pen.check()
        page.send(intentions)
        for action, share in ((page.arrive, 0.7), (page.breaks, 0.02)):
            if rng.random() < share:
                action()
        rng.choice(pages).hear(rng)
    while not all(page.pen.idle and page.told == len(desk.log) for page in pages):
        for page in pages:
            page.send(intentions)
            page.arrive()
            page.read()
            page.pen.told([page.downward.popleft() for _ in range(len(page.downward))])
    for _, _, act_id in desk.log:
        truth.commit(intentions[act_id])
    truth.hold_against({FIELD: desk.runs})
    for page in pages:
        assert page.pen.confirmed[FIELD] == page.pen.views[FIELD] == desk.runs


@pytest.mark.parametrize("seed", range(12))
def test_pens_converge_and_every_letter_is_told_truly(seed: int) -> None:
    run(seed, strokes=400)


def test_a_reload_gives_up_the_unsent_and_keeps_what_is_under_way() -> None:
    pen = Pen("d", "A", lambda: "a1")
    pen.load(0, {FIELD: to_json(of_text("abc"))}, may=True)
    pen.type(FIELD, edit_of(3, "X"))
    assert pen.next() is not None
    pen.type(FIELD, edit_of(4, "Y"))
    loaded, _ = apply(of_text("abc"), edit_of(3, "X"), "A")
    pen.load(7, {FIELD: to_json(loaded)}, may=True)
    assert pen.given_up == [(FIELD, (4, "Y"))]
    assert pen.told([(5, "A", FIELD, [], "a1")]) == ["a1"]
    assert pen.idle
    assert pen.views[FIELD] == loaded


def test_an_edit_recorded_only_after_the_reload_appears_once() -> None:
    pen = Pen("d", "A", lambda: "a1")
    pen.load(0, {FIELD: to_json(of_text("abc"))}, may=True)
    pen.type(FIELD, edit_of(3, "X"))
    pen.next()
    pen.load(7, {FIELD: to_json(of_text("abc"))}, may=True)
    assert pen.told([(8, "A", FIELD, [], "a1")]) == []
    assert pen.told([(8, "A", FIELD, [3, "X"], "a1")]) == ["a1"]
    assert pen.views[FIELD] == apply(of_text("abc"), edit_of(3, "X"), "A")[0]


def test_a_refusal_takes_the_words_out_of_the_view_and_keeps_them_as_text() -> None:
    pen = Pen("d", "A", lambda: "a1")
    pen.load(0, {FIELD: to_json(of_text("abc"))}, may=True)
    pen.type(FIELD, edit_of(3, "X"))
    pen.next()
    pen.type(FIELD, edit_of(4, "Y"))
    pen.refused()
    assert pen.idle
    assert pen.views[FIELD] == of_text("abc")
    assert pen.given_up == [(FIELD, (3, "X")), (FIELD, (4, "Y"))]


def test_after_a_refusal_the_caret_stands_where_one_can_type() -> None:
    pen = Pen("d", "A", lambda: "a1")
    pen.load(0, {FIELD: to_json(of_text("😀"))}, may=True)
    pen.type(FIELD, edit_of("X"))
    pen.next()
    pen.refused()
    pen.type(FIELD, edit_of(pen.carets.get(FIELD, 0), "Y"))
    assert pen.buffers == {FIELD: ("Y",)}


@pytest.mark.parametrize("revision", [1, 3])
def test_a_gap_or_a_repetition_in_the_stream_is_noticed(revision: int) -> None:
    pen = Pen("d", "A", lambda: "a1")
    pen.load(1, {FIELD: to_json(of_text("abc"))}, may=True)
    with pytest.raises(ReplicaWrong):
        pen.told([(revision, "B", FIELD, ["z"], "b1")])


def test_another_edit_confirmed_than_was_shown_is_noticed() -> None:
    pen = Pen("d", "A", lambda: "a1")
    pen.load(0, {FIELD: to_json(of_text("abc"))}, may=True)
    pen.type(FIELD, edit_of(3, "X"))
    pen.next()
    with pytest.raises(ReplicaWrong):
        pen.told([(1, "A", FIELD, [2, "X"], "a1")])


def test_a_caret_stays_between_the_letters_it_stood_between() -> None:
    assert moved(3, parse([1, "ab"])) == 5
    assert moved(3, parse([4, "ab"])) == 3
    assert moved(3, edit_of(1, remove(1))) == 2
    assert moved(3, edit_of(1, remove(5))) == 1
    assert moved(3, edit_of(1, strike(5))) == 3
