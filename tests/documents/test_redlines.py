"""What the scenario file expects of its redlines, and papers of negotiations made by chance."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from models.refusals import Refusal
from server.documents.akn import akn
from server.documents.markdown import markdown
from server.documents.paper import Paper, new, old
from server.documents.values import json
from server.documents.word import word
from tests.bare import SCENARIOS
from tests.cast import Stage, opened
from tests.documents.papers import letters, maravel, paper_of
from tests.documents.reading import WordFile, blocks, critic

EXPECTED = yaml.safe_load((SCENARIOS / "maravel.yaml").read_text("utf-8"))["redline_expectations"]


def words(marked: Sequence[tuple[str, bool]]) -> list[str]:
    """The words of the characters that are marked."""
    shown = "".join(character if mark else "\n" for character, mark in marked)
    return re.findall(r"[\w’'-]+", shown)


def test_the_words_inserted_and_struck_are_those_of_the_scenario() -> None:
    """As far as the bare player comes: it has not made every version of the file yet."""
    stage = maravel()[108]
    clauses = stage.negotiation.clauses
    reached = [one for one in EXPECTED if clauses[one["clause"]].current == one["to_version"]]
    assert {one["clause"] for one in reached} >= {"A3", "A5"}
    for one in reached:
        paper = paper_of(stage, base=f"{one['clause']}:{one['from_version']}")
        at = list(clauses).index(one["clause"])
        found = WordFile(word(paper)).styled("ClauseText")[at].letters
        assert words([(c, bool(by)) for c, by, _ in found]) == one["words_inserted"]
        assert words([(c, bool(by)) for c, _, by in found]) == one["words_deleted"]


# --- chance ---------------------------------------------------------------------------------------

PEOPLE = ("ada", "bo", "gus", "dot")
PIECES = ("seven", "days", "🙂", "شهر", "é", " or ten", "\n", ". It may", "its", "")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.integers(0, 60),
        st.integers(0, 12),
        st.sampled_from(PIECES),
        st.sampled_from(("accept", "accept", "leave", "undo")),
    ),
    min_size=1,
    max_size=6,
)


def played(steps: Sequence[tuple[str, int, int, str, str]]) -> Stage:
    """A stage on which everybody changed what they liked, as far as the rules let them."""
    stage = opened()
    stage.shows("A1")
    for person, place, count, put, then in steps:
        text = stage.text()
        find = text[place : place + count]
        if not find or text.count(find) != 1 or find == put:
            continue
        try:
            proposal = stage.tables(person, "A1", find, put)
            if then != "leave":
                stage.seconds("bo" if person != "bo" else "ada", proposal)
                stage.accepts("chair", proposal)
            if then == "undo":
                stage.undoes()
        except Refusal:
            continue
    return stage


@settings(max_examples=25, deadline=None)
@given(STEPS, st.booleans(), st.integers(1, 6))
def test_whatever_was_negotiated_every_format_says_it(
    steps: list[tuple[str, int, int, str, str]], whole: bool, base: int
) -> None:
    stage = played(steps)
    its = stage.negotiation.clauses["A1"]
    older = its.versions[min(base, len(its.versions)) - 1]
    paper = paper_of(stage, base=f"A1:{older.number}", whole=whole)
    first = paper.articles[0]
    assert old(first.text) == older.wording["en/text"]
    assert new(first.text) == its.version.wording["en/text"]
    said_in_every_format(paper)


def said_in_every_format(paper: Paper) -> None:
    text = paper.articles[0].text
    read = WordFile(word(paper)).styled("ClauseText")[0]
    assert read.letters == letters(text)
    told = blocks(markdown(paper))
    at = next(n for n, (tag, _) in enumerate(told) if tag in {"h2", "h3"})
    flat = [(c, a or b) for c, a, b in critic(told[at + 2][1])]
    codes = [(c, (b or a).split(" ")[0]) for c, a, b in letters(text)]
    if not any(inserted and struck for _, inserted, struck in text):
        assert flat == codes
    assert akn(paper)
    assert json(paper)
