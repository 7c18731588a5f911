"""Word: every character and its author as the model has them, and nothing beside."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from models import history
from models.settling import reading
from server.documents.paper import Paper, new, old, utc
from server.documents.word import word
from tests.cast import opened
from tests.documents.papers import CP1, CP2, MOVES, letters, maravel, paper_of
from tests.documents.reading import W, WordFile


def in_word(paper: Paper) -> WordFile:
    return WordFile(word(paper))


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("whole", [False, True])
def test_every_character_bears_its_author(move: int, whole: bool) -> None:
    stage = maravel()[move]
    paper = paper_of(stage, whole=whole)
    found = in_word(paper).styled("ClauseText")
    assert len(found) == len(paper.articles) == 13
    n = stage.negotiation
    for article, paragraph in zip(paper.articles, found, strict=True):
        its = n.clauses[article.id]
        told = history.replayed if whole else history.compared
        model = told(its, "en/text", its.numbered(1), its.version)
        by = {"facilitators": "Facilitators"} | {
            p.id: f"{p.id} ({p.name})" for p in n.parties.values()
        }
        assert paragraph.letters == [
            (character, *(", ".join(by[a] for a in mark.authors) if mark else "" for mark in marks))
            for text, *marks in model
            for character in text
        ]
        assert paragraph.letters == letters(article.text)
        assert paragraph.rejected == its.numbered(1).wording["en/text"]
        assert paragraph.accepted == its.version.wording["en/text"]


@pytest.mark.parametrize("move", MOVES)
def test_live_proposals_are_in_brackets_with_changes_of_their_own(move: int) -> None:
    stage = maravel()[move]
    n = stage.negotiation
    live = [p for clause in n.clauses for p in n.live_proposals(clause)]
    found = in_word(paper_of(stage)).styled("ProposalText")
    assert live
    assert len(found) == len(live)
    for proposal, paragraph in zip(live, found, strict=True):
        runs = proposal.texts["en/text"]
        current = n.clauses[proposal.clause].version.wording["en/text"]
        assert paragraph.rejected == f"[{current}]"
        assert paragraph.accepted == f"[{reading(runs)}]"
        authors = {a.split(" ")[0] for a in chain(*(marks for _, *marks in paragraph.letters)) if a}
        assert authors == {"Facilitators" if proposal.author == "facilitators" else proposal.author}


def test_the_time_of_a_change_is_when_it_entered_the_text() -> None:
    stage = maravel()[CP1]
    file = in_word(paper_of(stage))
    entered = {
        utc(version.at) for its in stage.negotiation.clauses.values() for version in its.versions
    }
    texts = [p for p in file.document.iter(f"{W}p") if style_of(p) == "ClauseText"]
    dates = {
        change.attrib[f"{W}date"]
        for its in texts
        for tag in ("ins", "del")
        for change in its.iter(f"{W}{tag}")
    }
    assert dates
    assert dates <= entered


def style_of(paragraph: object) -> str:
    its = paragraph.find(f"{W}pPr/{W}pStyle")  # type: ignore[attr-defined]
    return "" if its is None else str(its.attrib[f"{W}val"])


def test_a_word_struck_again_shows_only_in_the_whole_history() -> None:
    stage = opened()
    stage.shows("A1")
    for person, second, find, put in (
        ("ada", "bo", "accounts", "official accounts"),
        ("bo", "gus", "official accounts", "accounts"),
    ):
        proposal = stage.tables(person, "A1", find, put)
        stage.seconds(second, proposal)
        stage.accepts("chair", proposal)
    net, whole = (
        in_word(paper_of(stage, whole=whole)).styled("ClauseText")[0] for whole in (False, True)
    )
    assert all(not inserted and not struck for _, inserted, struck in net.letters)
    gone = "".join(
        c for c, inserted, by in whole.letters if (inserted[:3], by[:3]) == ("ALP", "BET")
    )
    assert gone == "official "
    nested = in_word(paper_of(stage, whole=True)).document.findall(f".//{W}ins/{W}del")
    assert len(nested) == 1


def test_ids_are_unique_and_what_is_struck_is_marked_as_such() -> None:
    file = in_word(paper_of(maravel()[CP2]))
    changes = [its for tag in ("ins", "del") for its in file.document.iter(f"{W}{tag}")]
    ids = [its.attrib[f"{W}id"] for its in changes]
    assert len(ids) == len(set(ids)) > 20
    for struck in file.document.iter(f"{W}del"):
        assert list(struck.iter(f"{W}delText"))
        assert not list(struck.iter(f"{W}t"))
    kept = list(file.document.iter(f"{W}delText"))
    assert len(kept) == sum(len(list(s.iter(f"{W}delText"))) for s in file.document.iter(f"{W}del"))


def test_objections_are_comments_where_they_may_be_read() -> None:
    stage = maravel()[34]
    n = stage.negotiation
    standing = [o for o in n.objections.values() if o.standing]
    assert standing
    file = in_word(paper_of(stage))
    assert len(file.comments) == len(standing)
    anchored = [c for paragraph in file.paragraphs for c in paragraph.comments]
    assert sorted(anchored) == sorted(file.comments)
    for objection in standing:
        said = [
            text for author, text in file.comments.values() if author.startswith(objection.party)
        ]
        assert any(objection.reason in text and objection.label in text for text in said)
    observer = next(p.id for p in n.people.values() if p.role.value == "observer")
    assert in_word(paper_of(stage, observer)).comments == {}


def test_who_may_not_know_authors_finds_none() -> None:
    stage = maravel()[34]
    n = stage.negotiation
    observer = next(p.id for p in n.people.values() if p.role.value == "observer")
    file = in_word(paper_of(stage, observer))
    everything = b"".join(file.parts.values()).decode(errors="replace")
    for party in n.parties.values():
        assert not re.search(rf"\b{party.id}\b", everything)
        assert party.name not in everything
    for proposal in n.proposals.values():
        assert proposal.label not in everything
        assert not proposal.reason or proposal.reason not in everything
    assert "Alt 1" in everything


def test_right_to_left_is_said_of_every_paragraph_and_run() -> None:
    file = in_word(paper_of(maravel()[CP1], language="ar"))
    parts = [file.document, *(file.xml(f"word/{part}1.xml") for part in ("header", "footer"))]
    for part in parts:
        paragraphs = list(part.iter(f"{W}p"))
        assert paragraphs
        assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in paragraphs)
        for paragraph in paragraphs:
            runs = [r for r in paragraph.iter(f"{W}r") if r.find(f"{W}commentReference") is None]
            assert all(run.find(f"{W}rPr/{W}rtl") is not None for run in runs)
    text = maravel()[CP1].negotiation.clauses["A9"].version.wording["ar/text"]
    assert text in [paragraph.text for paragraph in file.styled("ClauseText")]


def test_a_clean_file_has_no_change_and_no_comment() -> None:
    paper = paper_of(maravel()[CP2], base="none")
    file = in_word(paper)
    assert not list(file.document.iter(f"{W}ins"))
    assert not list(file.document.iter(f"{W}del"))
    assert file.comments == {}
    assert [p.text for p in file.styled("ClauseText")] == [new(a.text) for a in paper.articles]
    assert [old(a.text) for a in paper.articles] == [new(a.text) for a in paper.articles]


def test_a_file_tells_the_paper_and_nothing_of_the_machine() -> None:
    paper = paper_of(maravel()[CP1])
    file = in_word(paper)
    for name, data in file.parts.items():
        if name.endswith((".xml", ".rels")):
            file.xml(name)
        assert b'TargetMode="External"' not in data
    assert not [n for n in file.parts if re.search(r"vba|media/|\.jpe?g|\.png|\.bin|embed", n)]
    about = file.parts["docProps/core.xml"].decode() + file.parts["docProps/app.xml"].decode()
    assert paper.fingerprint in about
    assert paper.title in about
    for other in ("python", "Macintosh", "Microsoft", "2013"):
        assert other not in about
    header, footer = (
        file.parts["word/header1.xml"].decode(),
        file.parts["word/footer1.xml"].decode(),
    )
    assert paper.moment in header
    assert paper.fingerprint in footer
    assert "NUMPAGES" in footer
    assert word(paper) == file.data
