"""What the parties let be erased once the text is published: rules as data (domain R8)."""

from __future__ import annotations

from enum import StrEnum


class Erasure(StrEnum):
    """What is erased together, by a rule of its own."""

    PRIVATE = "private"
    """Drafts, caucuses, own notes, tripwires and notices; the record keeps its commitments."""
    ACCESS = "access"
    """Invitations, sessions and second factors, which are no part of the record."""
