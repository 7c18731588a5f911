"""The words documents say themselves, beside the words of the text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import NamedTuple

from models.clause import ClauseStatus
from models.objection import Category
from models.reservation import StatementKind
from models.signing import SignStatus
from models.text import UNTYPABLE, from_units, to_units
from models.views import NegotiationStatus

STATUS = {
    NegotiationStatus.NEGOTIATING: "Nothing is agreed until everything is agreed.",
    NegotiationStatus.ADOPTED: "Whole text adopted ad referendum",
    NegotiationStatus.TEXT_CLOSED: "Text closed",
    NegotiationStatus.LOCK_PENDING: "Lock requested",
    NegotiationStatus.LOCKED: "Locked",
    NegotiationStatus.PUBLISHED: "Locked and published",
}
SAID = (
    *STATUS.values(),
    "A party",
    "Against",
    "Base text",
    "Clause",
    "Code",
    "Confidential copy",
    "Convened by",
    "Date",
    "Deleted",
    "Entry",
    "Fingerprint of the current text",
    "Fingerprint of the text that is signed",
    "In effect from",
    "Last session",
    "Manifest",
    "Name",
    "No session",
    "No text in this language",
    "Not named",
    "Objection",
    "Page",
    "Party",
    "Proposal",
    "Reason",
    "The record",
    "Remedy",
    "Scan to open the public page of this text",
    "Scan to open the public page, once the text is published",
    "Signature",
    "Signatures",
    "Status",
    "The named versions",
    "Title",
    "Version",
    "Withdrawn from",
    "final text",
    "of",
)


class Vocabulary(NamedTuple):
    """How the documents of one language speak: the words of the pages, handed in by them."""

    say: Callable[[str], str]
    status: Mapping[ClauseStatus, str]
    category: Mapping[Category, str]
    statement: Mapping[StatementKind, str]
    signed: Mapping[SignStatus, str]
    author: Callable[[str], str]


def clean(text: str) -> str:
    """Words around the wording, without the characters that no wording may hold either."""
    return from_units(UNTYPABLE.sub(" ", to_units(text)))


LEFT, RIGHT = "\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}"
SIDES = {"L": LEFT, "R": RIGHT, "AL": RIGHT}


def facing(text: str, *, right_to_left: bool) -> str:
    """Text that keeps its own direction among words of the other, up to its last full stop.

    By marks and not by isolates, which word processors do not know.
    """
    own = next((side for c in text if (side := SIDES.get(unicodedata.bidirectional(c)))), LEFT)
    around = RIGHT if right_to_left else LEFT
    return text if own == around or not text else f"{own}{text}{own}"
