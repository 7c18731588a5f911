"""Acts of drafts: begin, share, type, end; and stop the pens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.draft import Watch
from models.edit import Edit as TextEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class StartDraft:
    """Begin a layer over the current text, or over the wording of one's own proposal.

    Or over what another party's proposal would make of the text, which it `amends`. `writers` are
    further parties that may type in it; `floor` opens it to every party at once; in a `caucus` its
    members write it, and nobody else.
    """

    clause: str
    watch: Watch = Watch.NONE
    writers: tuple[str, ...] = ()
    floor: bool = False
    revises: str | None = None
    amends: str | None = None
    caucus: str | None = None
    deed: ClassVar[str] = "start a draft"
    kind: Literal["start_draft"] = "start_draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDraft:
    """Change who watches a draft and which further parties may type in it."""

    draft: str
    watch: Watch
    writers: tuple[str, ...] = ()
    deed: ClassVar[str] = "share a draft"
    kind: Literal["share_draft"] = "share_draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardDraft:
    """Give up a draft."""

    draft: str
    deed: ClassVar[str] = "discard a draft"
    kind: Literal["discard_draft"] = "discard_draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Type: one edit of one field of a draft, made on `revision`."""

    draft: str
    revision: int
    field: str
    edit: TextEdit
    deed: ClassVar[str] = "type in a draft"
    kind: Literal["edit"] = "edit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """Replace what a draft reads, by the plain form: becomes one minimal edit.

    What was `written_on` an older version, as on a printed copy, is carried over first.
    """

    draft: str
    revision: int
    field: str
    text: str
    written_on: int | None = None
    deed: ClassVar[str] = "rewrite a draft"
    kind: Literal["rewrite"] = "rewrite"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDrafting:
    """Stop every pen on a clause."""

    clause: str
    deed: ClassVar[str] = "close drafting"
    kind: Literal["close_drafting"] = "close_drafting"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDrafting:
    """Let pens work on a clause again."""

    clause: str
    deed: ClassVar[str] = "open drafting"
    kind: Literal["open_drafting"] = "open_drafting"
