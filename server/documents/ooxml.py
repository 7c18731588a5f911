"""What python-docx leaves to its users of a Word file: elements, styles, what to strip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

FONT = "Arial"
INK = RGBColor(0x1F, 0x23, 0x28)
SOFT = RGBColor(0x55, 0x55, 0x5C)
STAY = frozenset({"Title", "Heading 1", "Heading 2", "Meta", "Proposal"})
"""The styles of lines that stay on the page of what follows."""
APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Parley</Application></Properties>"
)
# Name, what it is based on, size, ink, space before and after in points, indent in centimetres.
STYLES = (
    ("Title", None, 20, INK, 0, 6, 0.0),
    ("Heading 1", None, 15, INK, 18, 6, 0.0),
    ("Heading 2", None, 12, INK, 14, 2, 0.0),
    ("Header", None, 8, SOFT, 0, 0, 0.0),
    ("Footer", None, 7, SOFT, 0, 0, 0.0),
    ("Front", "Normal", 10, SOFT, 0, 2, 0.0),
    ("Meta", "Normal", 9, SOFT, 0, 4, 0.0),
    ("Clause Text", "Normal", 11, INK, 0, 8, 0.0),
    ("Proposal", "Normal", 10, SOFT, 4, 2, 1.0),
    ("Proposal Text", "Normal", 11, INK, 0, 6, 1.0),
    ("Statement", "Normal", 10, INK, 4, 4, 1.0),
)
BREAKS = {"\n": "w:br", "\t": "w:tab"}


def element(tag: str) -> Any:
    """A new element, such as `w:ins`."""
    return OxmlElement(tag)


def of(paragraph: Paragraph) -> Any:
    """The element of a paragraph."""
    return paragraph._p  # noqa: SLF001


def pieces(text: str) -> Iterator[str]:
    """Text cut at line breaks and tabs, which are elements of their own in Word."""
    piece = ""
    for character in text:
        if character in BREAKS:
            yield from filter(None, (piece, character))
            piece = ""
        else:
            piece += character
    if piece:
        yield piece


def styles(document: Docx, language: str, *, right_to_left: bool) -> dict[str, str]:
    """Give a document its styles: one plain face for every script, and no colour but ink.

    The id of each by its name: python-docx would look through all of its own for every paragraph.
    """
    known: Any = document.styles
    normal = known["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    marks = normal.element.get_or_add_rPr()
    marks.rFonts.set(qn("w:cs"), FONT)
    spoken = element("w:lang")
    spoken.set(qn("w:bidi" if right_to_left else "w:val"), language)
    marks.append(spoken)
    for name, ground, size, ink, before, after, indent in STYLES:
        style = known.add_style(name, WD_STYLE_TYPE.PARAGRAPH) if ground else known[name]
        if ground:
            style.base_style = known[ground]
        _face(style, size, ink)
        shape = style.paragraph_format
        shape.space_before, shape.space_after, shape.left_indent = Pt(before), Pt(after), Cm(indent)
        shape.keep_with_next = name in STAY
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)
    return {name: known[name].style_id for name, *_ in STYLES}


def _face(style: Any, size: int, ink: RGBColor) -> None:
    """One face and size for every script; Arabic takes its own from properties of its own."""
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), ink
    marks = style.element.get_or_add_rPr()
    sized = marks.find(qn("w:szCs"))
    if sized is None:
        sized = element("w:szCs")
        marks.find(qn("w:sz")).addnext(sized)
    sized.set(qn("w:val"), str(size * 2))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        marks.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    marks.rFonts.set(qn("w:cs"), FONT)


def strip(document: Docx) -> None:
    """Take out what the library's own template brings along: a picture, a program, a machine."""
    package: Any = document.part.package
    for key, its in list(package.rels.items()):
        if its.reltype.endswith("/thumbnail"):
            del package.rels[key]
        elif its.reltype.endswith("/extended-properties"):
            its.target_part._blob = APPLICATION  # noqa: SLF001
    settings: Any = document.settings.element
    for tag in ("w:rsids", "w:savePreviewPicture"):
        for left in settings.findall(qn(tag)):
            settings.remove(left)


def dated(file: io.BytesIO, at: datetime) -> bytes:
    """The file packed anew with one time for every part: the same paper gives the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, at.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return packed.getvalue()
