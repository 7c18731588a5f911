"""Readers of documents that share nothing with their writers: each by another parser."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from markdown_it import MarkdownIt

from tests.documents.papers import Letter

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class Paragraph:
    """A paragraph of a Word file."""

    style: str
    letters: list[Letter] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it, whatever is struck."""
        return "".join(character for character, _, _ in self.letters)

    @property
    def accepted(self) -> str:
        """What is left when every change is accepted."""
        return "".join(character for character, _, struck in self.letters if not struck)

    @property
    def rejected(self) -> str:
        """What is left when every change is rejected."""
        return "".join(character for character, inserted, _ in self.letters if not inserted)


@dataclass
class WordFile:
    """A Word file, read with nothing but a parser of XML."""

    data: bytes

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            assert archive.testzip() is None
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def xml(self, name: str) -> ET.Element:
        """One part, parsed."""
        return ET.fromstring(self.parts[name])  # noqa: S314 - our own file

    @property
    def document(self) -> ET.Element:
        """The main part."""
        return self.xml("word/document.xml")

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Every paragraph of the body."""
        return [_paragraph(its) for its in self.document.iter(f"{W}p")]

    def styled(self, style: str) -> list[Paragraph]:
        """The paragraphs of one style, by its id."""
        return [its for its in self.paragraphs if its.style == style]

    @property
    def comments(self) -> dict[str, tuple[str, str]]:
        """Comment → its author and its text."""
        if "word/comments.xml" not in self.parts:
            return {}
        return {
            its.attrib[f"{W}id"]: (
                its.attrib[f"{W}author"],
                "\n".join(
                    "".join(text.text or "" for text in line.iter(f"{W}t"))
                    for line in its.iter(f"{W}p")
                ),
            )
            for its in self.xml("word/comments.xml")
        }


def _paragraph(its: ET.Element) -> Paragraph:
    style = its.find(f"{W}pPr/{W}pStyle")
    paragraph = Paragraph("" if style is None else style.attrib[f"{W}val"])
    _read(its, paragraph, "", "")
    return paragraph


def _read(its: ET.Element, into: Paragraph, inserted: str, struck: str) -> None:
    for child in its:
        tag = child.tag.removeprefix(W)
        if tag == "ins":
            _read(child, into, child.attrib[f"{W}author"], struck)
        elif tag == "del":
            _read(child, into, inserted, child.attrib[f"{W}author"])
        elif tag == "commentReference":
            into.comments.append(child.attrib[f"{W}id"])
        elif tag in {"t", "delText"}:
            assert (tag == "delText") == bool(struck)
            into.letters += ((character, inserted, struck) for character in child.text or "")
        elif tag in {"br", "tab"}:
            into.letters.append(("\n" if tag == "br" else "\t", inserted, struck))
        elif tag not in {"pPr", "rPr"}:
            _read(child, into, inserted, struck)


# --- Markdown -------------------------------------------------------------------------------------

CRITIC = re.compile(r"\{(\+\+|--)(.*?)(?:\+\+|--)\}\{>>(.*?)<<\}", re.DOTALL)


def blocks(markdown: bytes) -> list[tuple[str, str]]:
    """The blocks of a Markdown file: the tag and the text of each, as CommonMark has it."""
    tokens = MarkdownIt("commonmark").parse(markdown.decode())
    found, tag = [], ""
    for token in tokens:
        if token.type in {"heading_open", "paragraph_open"}:
            tag = token.tag
        if token.type == "inline":
            found.append((tag, "".join(_inline(token.children or ()))))
    return found


def _inline(children: object) -> Iterator[str]:
    for child in children:  # type: ignore[attr-defined]
        if child.type in {"softbreak", "hardbreak"}:
            yield "\n"
        elif child.type not in {"em_open", "em_close", "strong_open", "strong_close"}:
            assert child.type in {"text", "text_special", "code_inline"}, child.type
            yield child.content


def critic(text: str) -> list[Letter]:
    """CriticMarkup character by character, of text that has none of its signs itself."""
    found: list[Letter] = []
    at = 0
    for mark in CRITIC.finditer(text):
        found += ((character, "", "") for character in text[at : mark.start()])
        sign, words, by = mark.groups()
        marks = (by, "") if sign == "++" else ("", by)
        found += ((character, *marks) for character in words)
        at = mark.end()
    return [*found, *((character, "", "") for character in text[at:])]
