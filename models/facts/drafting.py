"""Facts of drafts: begun, shared, typed into, carried over, closed; and of pens stopped."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from models.draft import Watch
from models.edit import Edit
from models.facts.base import DraftFact, Fact
from models.layer import Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStarted(DraftFact):
    """A layer was begun: its base, who may type, who may watch, what it reads at the start."""

    makes: ClassVar[str] = "draft"
    draft: str
    private: bool
    clause: str
    base: int
    owner: str
    writers: frozenset[str]
    watch: Watch
    texts: Mapping[str, Runs]
    by: str
    floor: bool = False
    revises: str | None = None
    amends: str | None = None
    caucus: str | None = None
    kind: Literal["draft_started"] = "draft_started"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftShared(DraftFact):
    """Who watches or types in a draft changed; `texts` is what it reads at `revision`.

    Others learn the wording from here on, never the private stream that led to it.
    """

    draft: str
    private: bool
    clause: str
    base: int
    owner: str
    writers: frozenset[str]
    watch: Watch
    revision: int
    texts: Mapping[str, Runs]
    by: str
    floor: bool = False
    revises: str | None = None
    amends: str | None = None
    kind: Literal["draft_shared"] = "draft_shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEdited(DraftFact):
    """Somebody typed: the effective edit after rebasing, as the `revision`-th of its draft.

    `after`, the runs it leads to, only spares folding a second application; it is never stored.
    """

    draft: str
    private: bool
    revision: int
    author: str
    person: str
    field: str
    edit: Edit
    after: Runs | None = dataclasses.field(default=None, compare=False, repr=False)
    kind: Literal["draft_edited"] = "draft_edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCarried(DraftFact):
    """A draft was carried over to another text: one neutral edit for each field that changed.

    That text is a version, or what the proposal it `amends` makes of that. `restored`, where set,
    replaces the runs instead: an undo gives them back as they were.
    """

    draft: str
    private: bool
    revision: int
    base: int
    edits: Mapping[str, Edit]
    restored: Mapping[str, Runs] | None = None
    amends: str | None = None
    kind: Literal["draft_carried"] = "draft_carried"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftClosed(DraftFact):
    """A draft ended: tabled, or given up by its authors."""

    draft: str
    private: bool
    because: Literal["tabled", "discarded"]
    kind: Literal["draft_closed"] = "draft_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftingClosed(Fact):
    """Pens on this clause were stopped."""

    clause: str
    kind: Literal["drafting_closed"] = "drafting_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftingOpened(Fact):
    """Pens may work on this clause again."""

    clause: str
    kind: Literal["drafting_opened"] = "drafting_opened"
