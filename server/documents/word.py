"""Word, with real tracked changes: whoever wrote a word is its author in Word too.

Rejecting all changes in the text of the clauses gives what it is compared with, accepting them all
gives the text as it stands. Live proposals follow their clause in brackets, with changes of their
own; objections are comments. Nothing is linked or embedded from outside.
"""

from __future__ import annotations

import io
from datetime import UTC
from itertools import count
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Cm

from server.documents import ooxml
from server.documents.ooxml import element
from server.documents.paper import Alternative, Article, Comment, Mark, Paper, Wording, utc

AUTHOR = 255
"""Characters of an author's name that Word keeps."""


def word(paper: Paper) -> bytes:
    """The paper as a Word file."""
    writer = _Writer(paper)
    writer.front()
    part = ""
    for article in paper.articles:
        if article.part and article.part != part:
            part = article.part
            writer.line(part, "Heading 1")
        writer.article(article)
    writer.signatures()
    return writer.saved()


class _Writer:
    """Writes one paper into one Word file."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.document: Docx = Document()
        self.end: Any = self.document.sections[0]._sectPr  # noqa: SLF001
        self.ids = count(1)
        self.styles = ooxml.styles(self.document, paper.language, right_to_left=paper.right_to_left)
        self._frame()

    # Paragraphs.

    def line(self, text: str, style: str) -> Any:
        """A paragraph of plain text."""
        paragraph = self._paragraph(style)
        self._put(paragraph, text)
        return paragraph

    def _paragraph(self, style: str) -> Any:
        paragraph = element("w:p")
        paragraph.style = self.styles[style]
        # python-docx would look for the end of the body from its beginning, each time anew.
        self.end.addprevious(paragraph)
        self._direct(paragraph)
        return paragraph

    def _direct(self, paragraph: Any) -> None:
        if self.paper.right_to_left:
            paragraph.get_or_add_pPr().append(element("w:bidi"))

    def _put(self, paragraph: Any, text: str) -> None:
        if text:
            paragraph.append(self._run(text))

    def _run(self, text: str, *, struck: bool = False) -> Any:
        run = element("w:r")
        if self.paper.right_to_left:
            marks = element("w:rPr")
            marks.append(element("w:rtl"))
            run.append(marks)
        for piece in ooxml.pieces(text):
            if piece in ooxml.BREAKS:
                run.append(element(ooxml.BREAKS[piece]))
                continue
            words = element("w:delText" if struck else "w:t")
            words.text = piece
            words.set(qn("xml:space"), "preserve")
            run.append(words)
        return run

    def _wording(self, paragraph: Any, wording: Wording) -> None:
        for text, inserted, struck in wording:
            holder: Any = paragraph
            if inserted is not None:
                holder = self._change(holder, "w:ins", inserted)
            if struck is not None:
                holder = self._change(holder, "w:del", struck)
            holder.append(self._run(text, struck=struck is not None))

    def _change(self, holder: Any, tag: str, mark: Mark) -> Any:
        change = element(tag)
        change.set(qn("w:id"), str(next(self.ids)))
        names = ", ".join(map(str, mark.by)) or self.paper.say("Not named")
        change.set(qn("w:author"), names[:AUTHOR])
        if mark.at is not None:
            change.set(qn("w:date"), utc(mark.at))
        holder.append(change)
        return change

    def _comment(self, paragraph: Any, comment: Comment) -> None:
        said = self.document.comments.add_comment(
            "\n".join(comment.lines), author=str(comment.by), initials=comment.by.code
        )
        said._comment_elm.set(qn("w:date"), utc(comment.at))  # noqa: SLF001
        for its in said.paragraphs:
            self._direct(ooxml.of(its))
        number = str(said.comment_id)
        start, end, reference = map(
            element, ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")
        )
        for mark in (start, end, reference):
            mark.set(qn("w:id"), number)
        held = element("w:r")
        held.append(reference)
        paragraph.insert(1 if paragraph.pPr is not None else 0, start)
        paragraph.append(end)
        paragraph.append(held)

    # What the paper says.

    def front(self) -> None:
        """Title, who convened it, when, and by what fingerprint it is known."""
        paper, say = self.paper, self.paper.say
        self.line(paper.title, "Title")
        compared = f" · {say('Against')}: {paper.compared}" if paper.compared else ""
        for text in (
            paper.marked_for,
            f"{say('Convened by')} {paper.convenor}",
            f"{paper.session} · {paper.moment}{compared}",
            f"{say('Status')}: {paper.state}",
            *(f"{name}: {digest}" for name, digest in paper.known_by),
            paper.read_to,
        ):
            if text:
                self.line(text, "Front")

    def article(self, article: Article) -> None:
        """One clause: its heading, its text, and what is proposed and said about it."""
        say = self.paper.say
        heading = self._paragraph("Heading 2")
        self._put(heading, f"{article.number} " if article.number else "")
        self._wording(heading, article.title)
        version = f"{article.id} · {say('Version')} {article.version} · {article.status}"
        if article.against not in (None, article.version):
            version += f" · {say('Against')}: {say('Version')} {article.against}"
        self.line(version, "Meta")
        text = self._paragraph("Clause Text")
        if article.instead:
            self._put(text, f"[{article.instead}]")
        else:
            self._wording(text, article.text)
        for comment in article.comments:
            self._comment(text, comment)
        for alternative in article.alternatives:
            self._alternative(alternative)
        for one in article.statements:
            self.line(f"{one.label} · {one.kind} · {one.by}: {one.text}", "Statement")

    def _alternative(self, alternative: Alternative) -> None:
        say = self.paper.say
        by = ", ".join(map(str, alternative.by))
        told = " · ".join(filter(None, (alternative.label, by, alternative.reason)))
        heading = self.line(f"{say('Proposal')} {told}", "Proposal")
        for wording in filter(None, (alternative.title, alternative.text)):
            paragraph = self._paragraph("Proposal Text")
            self._put(paragraph, "[")
            self._wording(paragraph, wording)
            self._put(paragraph, "]")
        for comment in alternative.comments:
            self._comment(heading, comment)

    def signatures(self) -> None:
        """Where each party stands towards the locked text."""
        if self.paper.final is None:
            return
        self.line(self.paper.say("Signatures"), "Heading 1")
        for text in self.paper.signed:
            self.line(text, "Front")

    # The file.

    def _frame(self) -> None:
        """Paper size, header and footer."""
        paper, section = self.paper, self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        if paper.right_to_left:
            section._sectPr.insert_element_before(element("w:bidi"), "w:docGrid")  # noqa: SLF001
        header, footer = (ooxml.of(its.paragraphs[0]) for its in (section.header, section.footer))
        for paragraph in (header, footer):
            self._direct(paragraph)
        self._put(header, paper.marked_for or f"{paper.title} · {paper.moment}")
        self._put(footer, f"{paper.fingerprint} · {paper.say('Page')} ")
        self._field(footer, "PAGE")
        self._put(footer, f" {paper.say('of')} ")
        self._field(footer, "NUMPAGES")

    def _field(self, paragraph: Any, name: str) -> None:
        field = element("w:fldSimple")
        field.set(qn("w:instr"), name)
        field.append(self._run("1"))
        paragraph.append(field)

    def saved(self) -> bytes:
        """The file, with nothing in it of the machine or of the library's own template."""
        document, paper = self.document, self.paper
        about = document.core_properties
        about.title, about.author, about.language = paper.title, paper.convenor, paper.language
        about.last_modified_by = about.comments = about.keywords = ""
        about.identifier = paper.fingerprint
        about.revision = 1
        at = paper.at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        about.created = about.modified = at
        ooxml.strip(document)
        file = io.BytesIO()
        document.save(file)
        return ooxml.dated(file, at)
