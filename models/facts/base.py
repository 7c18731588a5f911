"""What all facts share, and the parts of the record they belong to."""

from __future__ import annotations

from typing import ClassVar

PUBLIC = "public"
PARTIES = "parties"
FACILITATORS_ONLY = "facilitators"


class Fact:
    """What all facts share: the audience part of the record they belong to."""

    __slots__ = ()
    part: ClassVar[str] = PUBLIC
    anonymous: ClassVar[bool] = False
    """Whether the record must not keep by whose act it came about."""

    @property
    def audience(self) -> str:
        """The audience part: a constant of the class, but for facts about private drafts."""
        return self.part


class DraftFact(Fact):
    """A fact about a draft: its members' only while nobody else may watch it."""

    __slots__ = ()
    draft: str
    private: bool

    @property
    def audience(self) -> str:
        """The private stream of the draft, or the parties'."""
        return f"draft:{self.draft}" if self.private else PARTIES
