"""Acts that would change the structure of the text: its clauses, their order, their numbers.

Titles and texts are mappings from a field ("en/title") to what it shall read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class TableNewClause:
    """Propose a clause after another one, or (`after` is "") at the beginning."""

    after: str
    wording: Mapping[str, str]
    reason: str = ""
    deed: ClassVar[str] = "propose a new clause"
    kind: Literal["table_new_clause"] = "table_new_clause"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDeletion:
    """Propose to delete a clause, as read."""

    clause: str
    version: int
    digest: str
    reason: str = ""
    deed: ClassVar[str] = "propose to delete a clause"
    kind: Literal["table_deletion"] = "table_deletion"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMove:
    """Propose to move a clause after another one, or (`after` is "") to the beginning."""

    clause: str
    version: int
    digest: str
    after: str
    reason: str = ""
    deed: ClassVar[str] = "propose to move a clause"
    kind: Literal["table_move"] = "table_move"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSplit:
    """Propose to split a clause in two.

    `at` says for each text where the second begins, in UTF-16 code units; white space at the seam
    is dropped. The first keeps the title, `second_title` names the second.
    """

    clause: str
    version: int
    digest: str
    at: Mapping[str, int]
    second_title: Mapping[str, str]
    reason: str = ""
    deed: ClassVar[str] = "propose to split a clause"
    kind: Literal["table_split"] = "table_split"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMerge:
    """Propose to merge a clause with the one that follows it, both as read, under one title.

    Where `title` leaves a language out, the title of the first stays.
    """

    clause: str
    version: int
    digest: str
    other: str
    other_version: int
    other_digest: str
    title: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    deed: ClassVar[str] = "propose to merge two clauses"
    kind: Literal["table_merge"] = "table_merge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumber:
    """Give the clauses of the adopted text their final numbers: 1, 2, 3 …"""

    deed: ClassVar[str] = "renumber the text"
    kind: Literal["renumber"] = "renumber"
