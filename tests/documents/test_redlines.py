"""What the scenario file expects of its redlines, and papers of negotiations made by chance."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from models.refusals import Refusal
from server.documents.akn import akn
from server.documents.markdown import markdown
from server.documents.paper import Paper, new, old
from server.documents.values import json
from server.documents.word import word
from server.live.audience import audience_of
from server.web.clauses import differences
from server.web.looks.reader import Reader
from tests.bare import SCENARIOS
from tests.cast import Stage, opened
from tests.documents.papers import END, letters, maravel, paper_of
from tests.documents.reading import WordFile, blocks, critic

EXPECTED = yaml.safe_load((SCENARIOS / "maravel.yaml").read_text("utf-8"))["redline_expectations"]


WORD = re.compile(r"[\w’'-]+")


def words(marked: Sequence[tuple[str, bool]]) -> list[str]:
    """The words of the characters that are marked."""
    shown = "".join(character if mark else "\n" for character, mark in marked)
    return WORD.findall(shown)


@pytest.mark.parametrize("one", EXPECTED, ids=lambda one: one["clause"])
def test_the_words_inserted_and_struck_are_those_of_the_scenario(one: Mapping[str, Any]) -> None:
    stage, clause = maravel()[END], one["clause"]
    n = stage.negotiation
    assert n.clauses[clause].current == one["to_version"]
    paper = paper_of(stage, base=f"{clause}:{one['from_version']}")
    at = list(n.clauses).index(clause)
    found = WordFile(word(paper)).styled("ClauseText")[at].letters
    assert words([(c, bool(by)) for c, by, _ in found]) == one["words_inserted"]
    assert words([(c, bool(by)) for c, _, by in found]) == one["words_deleted"]
    assert read_on_the_page(stage, one) == (one["words_inserted"], one["words_deleted"])


def read_on_the_page(stage: Stage, one: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The words inserted and struck as the page of a clause's history marks them."""
    n = stage.negotiation
    audience = audience_of(n, stage.actor("unp1"), "compilation", None, "en")
    its = n.clauses[one["clause"]]
    older, newer = its.numbered(one["from_version"]), its.numbered(one["to_version"])
    fields = {its.field: its for its in differences(Reader(n, audience, {}), its, older, newer)}
    marked = html.fragment_fromstring(str(fields["en/text"].html), create_parent="p")
    inserted, struck = (
        [word for its in marked.iter(tag) for word in WORD.findall(its.text_content())]
        for tag in ("ins", "del")
    )
    return inserted, struck


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
