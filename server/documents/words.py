"""The words documents say themselves, beside the words of the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from models.clause import ClauseStatus
from models.objection import Category
from models.reservation import StatementKind
from models.views import NegotiationStatus

STATUS = {
    NegotiationStatus.NEGOTIATING: "Nothing is agreed until everything is agreed.",
    NegotiationStatus.ADOPTED: "Whole text adopted ad referendum",
    NegotiationStatus.TEXT_CLOSED: "Text closed",
}
SAID = (
    *STATUS.values(),
    "A party",
    "Against",
    "Base text",
    "Clause",
    "Convened by",
    "Date",
    "Deleted",
    "Fingerprint of the current text",
    "Last session",
    "Name",
    "No session",
    "No text in this language",
    "Not named",
    "Objection",
    "Page",
    "Party",
    "Proposal",
    "Reason",
    "Remedy",
    "Scan to open the page of this text",
    "Signature",
    "Signatures",
    "Status",
    "The named versions",
    "Title",
    "Version",
    "of",
)


class Vocabulary(NamedTuple):
    """How the documents of one language speak: the words of the pages, handed in by them."""

    say: Callable[[str], str]
    status: Mapping[ClauseStatus, str]
    category: Mapping[Category, str]
    statement: Mapping[StatementKind, str]
    author: Callable[[str], str]
