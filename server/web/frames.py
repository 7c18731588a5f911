"""The frames a page may send on its socket, validated at the door; unknown ones are refused."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Id = Annotated[str, Field(min_length=1, max_length=64)]
ActId = Annotated[str, Field(pattern=r"^[\x21-\x7e]{1,64}$")]
"""Plain characters, as by HTTP: one that a database does not take would spoil a whole batch."""
ClauseId = Annotated[str, Field(min_length=1, max_length=64)]
Count = Annotated[int, Field(ge=0, le=2**31)]


class Frame(BaseModel):
    """What all frames share: nothing unknown is let in, nothing can be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Hello(Frame):
    """The first frame, also after each reconnect."""

    t: Literal["hello"]
    screen: Annotated[str, Field(max_length=16)]
    clause: ClauseId | None = None
    caucus: Id | None = None
    since: Count | None = None
    regions: Annotated[dict[Id, Id], Field(max_length=64)] = Field(default_factory=dict)
    drafts: Annotated[dict[Id, Count | None], Field(max_length=32)] = Field(default_factory=dict)


class Look(Frame):
    """Another clause in view; None follows the screen."""

    t: Literal["look"]
    clause: ClauseId | None = None


class Open(Frame):
    """Take up a pen."""

    t: Literal["open"]
    draft: Id
    revision: Count | None = None


class Close(Frame):
    """Put a pen down."""

    t: Literal["close"]
    draft: Id


class Typed(Frame):
    """One edit of one field of a draft."""

    t: Literal["edit"]
    id: ActId
    draft: Id
    rev: Count
    field: Id
    edit: Annotated[list[Any], Field(max_length=4000)]
    again: bool = False


class CaretMoved(Frame):
    """Where the caret is."""

    t: Literal["caret"]
    draft: Id
    field: Id
    rev: Count
    at: Annotated[list[Count], Field(min_length=2, max_length=2)]


class Asked(Frame):
    """A formal act."""

    t: Literal["act"]
    id: ActId
    act: dict[str, Any]
    again: bool = False


class Ping(Frame):
    """Is the line alive?"""

    t: Literal["ping"]


AnyFrame = Hello | Look | Open | Close | Typed | CaretMoved | Asked | Ping
FRAMES: TypeAdapter[AnyFrame] = TypeAdapter(Annotated[AnyFrame, Field(discriminator="t")])
