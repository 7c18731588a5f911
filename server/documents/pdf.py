"""PDF for print and for the archive: tagged (PDF/UA-1 and PDF/A-2a), with a page to sign.

Typst sets it: one wheel without anything of the system, which shapes Arabic, writes the tags and
refuses what the standards forbid. The wording reaches it as data. It uses no font of the machine,
but those in its wheel, and Amiri for Arabic script.
"""

from __future__ import annotations

import io
from itertools import groupby
from json import dumps, loads
from pathlib import Path

import fontpkg
import segno
import typst

from server.documents.paper import Paper
from server.documents.values import json

FORM = Path(__file__).with_name("paper.typ")


def pdf(paper: Paper) -> bytes:
    """The paper as PDF.

    Where a text has what the standards forbid (a character that no font here has, and that is
    printed as a box), they are not claimed; the file is tagged all the same.
    """
    try:
        return _set(paper, by_standards=True)
    except typst.TypstError as error:
        if not str(error).startswith("PDF/"):
            raise
        return _set(paper, by_standards=False)


def _set(paper: Paper, *, by_standards: bool) -> bytes:
    face: Path = fontpkg.path("Amiri")
    return typst.compile(
        FORM,
        root=FORM.parent,
        font_paths=[face.parent],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"] if by_standards else [],
        timestamp=int(paper.at.timestamp()),
        sys_inputs={"paper": dumps(_data(paper))},
    )


def _data(paper: Paper) -> dict[str, object]:
    """What the form is given: the paper, its clauses by part, and what only print needs."""
    told = loads(json(paper))
    parts = groupby(told.pop("articles"), key=lambda article: article["part"])
    return {
        **told,
        "words": dict(paper.words),
        "moment": paper.moment,
        "state": paper.state,
        "known_by": paper.known_by,
        "read_to": paper.read_to,
        "marked_for": paper.marked_for,
        "stands": [
            [" · ".join((one.status, paper.clock(one.at))) if one.at else one.status, *one.notes]
            for one in paper.signatories
        ],
        "where": paper.where,
        "day": {"year": paper.at.year, "month": paper.at.month, "day": paper.at.day},
        "parts": [[part, list(articles)] for part, articles in parts],
        "code": _code(paper.address) if paper.address else "",
    }


def _code(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=2, scale=4)
    return drawn.getvalue().decode()
