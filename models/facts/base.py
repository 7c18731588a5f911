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
    makes: ClassVar[str] = ""
    """The field that names what it brings into being, if it does."""

    @property
    def audience(self) -> str:
        """The audience part: a constant of the class, but for what is private."""
        return self.part


def is_private(audience: str) -> bool:
    """Whether an audience part is some members' or one side's alone: `draft:`, `caucus:`, `party:`.

    Nobody else learns that there is such a part: the public counter does not move for it.
    """
    return ":" in audience


class SpokenFact(Fact):
    """What a party said at the table: the facilitators' only, where the rules do not name it."""

    __slots__ = ()
    unnamed: bool

    @property
    def audience(self) -> str:
        """The table's part, or the facilitators'."""
        return FACILITATORS_ONLY if self.unnamed else PARTIES


class DraftFact(Fact):
    """A fact about a draft: its members' only while nobody else may watch it."""

    __slots__ = ()
    draft: str
    private: bool

    @property
    def audience(self) -> str:
        """The private stream of the draft, or the parties'."""
        return f"draft:{self.draft}" if self.private else PARTIES


class CaucusFact(Fact):
    """A fact of a caucus or a small drafting group: its members' only."""

    __slots__ = ()
    caucus: str

    @property
    def audience(self) -> str:
        """The part of this caucus."""
        return f"caucus:{self.caucus}"


class OwnFact(Fact):
    """What is one side's own: a party's, or the facilitators'."""

    __slots__ = ()
    author: str

    @property
    def audience(self) -> str:
        """The part of this side, by its author key."""
        return f"party:{self.author}"
