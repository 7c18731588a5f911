"""The board page as somebody reads it: what its HTML says of clauses, proposals and objections.

Read are the data attributes of the page's own elements: `data-clause` with `data-status` on a row
of the matrix, `data-agreed` on the count, `data-proposal` with `data-live` on what waits for a
decision, `data-objection` with `data-party`, and the proposal or clause it is aimed at,
`data-presence` with `data-party` on a column of the matrix, `data-reviewing` with `data-clauses`,
and `data-statement`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple


class Block(NamedTuple):
    """An open objection as the board shows it; `proposal` is "" where it is to the clause."""

    party: str
    clause: str
    proposal: str


@dataclass(slots=True)
class Board:
    """What one board shows, in the server's ids."""

    status: dict[str, str] = field(default_factory=dict)
    agreed: str = ""
    live: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Live proposal → its clause and its author."""
    blocks: dict[str, Block] = field(default_factory=dict)
    """Open objection → who blocks what."""
    presence: dict[str, str] = field(default_factory=dict)
    """Admitted party → where it is."""
    reviewing: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Party admitted late → the clauses it still reviews."""
    statements: list[str] = field(default_factory=list)
    """The reservations and declarations that stand."""

    @property
    def away(self) -> set[str]:
        """The parties that have walked out."""
        return {party for party, presence in self.presence.items() if presence == "walked_out"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.board = Board()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs if name.startswith("data-")}
        board = self.board
        if "data-agreed" in said:
            board.agreed = said["data-agreed"]
        if said.get("data-reviewing"):
            board.reviewing[said["data-reviewing"]] = tuple(said.get("data-clauses", "").split())
        if "data-presence" in said and "data-party" in said:
            board.presence[said["data-party"]] = said["data-presence"]
        if "data-statement" in said:
            board.statements.append(said["data-statement"])
        elif "data-objection" in said:
            board.blocks[said["data-objection"]] = _block(said)
        elif "data-proposal" in said and said.get("data-live", "false") != "false":
            board.live[said["data-proposal"]] = (
                said.get("data-clause", ""),
                said.get("data-author", ""),
            )
        elif "data-clause" in said and "data-status" in said:
            board.status[said["data-clause"]] = said["data-status"]


def _block(said: Mapping[str, str]) -> Block:
    return Block(
        said.get("data-party", ""), said.get("data-clause", ""), said.get("data-proposal", "")
    )


def read_board(html: str) -> Board:
    """What a board page, or all of its regions one after the other, says."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.board
