"""Acts behind closed doors: caucuses and small drafting groups; a side's own notes, tripwires."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCaucus:
    """Meet privately with these parties; unless `told`, nobody outside learns of it."""

    title: str
    members: tuple[str, ...] = ()
    told: bool = False
    clauses: tuple[str, ...] = ()
    deed: ClassVar[str] = "open a caucus"
    kind: Literal["open_caucus"] = "open_caucus"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSmallGroup:
    """Send these parties off with a facilitator to bring back a bridging proposal."""

    title: str
    members: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    deed: ClassVar[str] = "open a small drafting group"
    kind: Literal["open_small_group"] = "open_small_group"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMembers:
    """Say anew which parties meet; one's own side always does."""

    caucus: str
    members: tuple[str, ...] = ()
    deed: ClassVar[str] = "change the members of a caucus"
    kind: Literal["change_members"] = "change_members"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveCaucus:
    """Leave a caucus with one's whole party."""

    caucus: str
    deed: ClassVar[str] = "leave a caucus"
    kind: Literal["leave_caucus"] = "leave_caucus"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCaucus:
    """End a caucus: nothing more is written in it."""

    caucus: str
    deed: ClassVar[str] = "close a caucus"
    kind: Literal["close_caucus"] = "close_caucus"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteInCaucus:
    """Say something to the members of a caucus."""

    caucus: str
    text: str
    clause: str | None = None
    deed: ClassVar[str] = "write in a caucus"
    kind: Literal["write_in_caucus"] = "write_in_caucus"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteNote:
    """Write something down for one's own side."""

    text: str
    clause: str | None = None
    deed: ClassVar[str] = "write a note"
    kind: Literal["write_note"] = "write_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteNote:
    """Take away a note of one's own side."""

    note: str
    deed: ClassVar[str] = "delete a note"
    kind: Literal["delete_note"] = "delete_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTripwire:
    """Ask to hear when a phrase disappears from a clause, or `appears` in it."""

    clause: str
    phrase: str
    appears: bool = False
    deed: ClassVar[str] = "set a tripwire"
    kind: Literal["set_tripwire"] = "set_tripwire"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveTripwire:
    """Ask no more."""

    tripwire: str
    deed: ClassVar[str] = "remove a tripwire"
    kind: Literal["remove_tripwire"] = "remove_tripwire"
