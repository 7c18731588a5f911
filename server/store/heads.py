"""Where every chain of a negotiation ends: what the next row is chained to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from server.store import canonical

MAIN = ""
"""The name of the main chain."""
Link = tuple[int, bytes]
"""The number (or revision) and the hash of the last row of a chain (or stream)."""


def chain_of(draft: str) -> str:
    """The name of a private draft's chain, which is the audience of its facts."""
    return f"draft:{draft}"


@dataclass
class Heads:
    """The ends of a negotiation's chains and streams, and its two counters."""

    negotiation: str
    fence: int = 0
    place: int = 0
    batch: bytes = b""
    chains: dict[str, Link] = field(default_factory=dict)
    streams: dict[str, Link] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.batch = self.batch or canonical.first_link(b"batches", self.negotiation)

    def chain(self, name: str) -> Link:
        """The last link of a chain."""
        link = self.chains.get(name)
        return link or (0, canonical.first_link(b"chain", self.negotiation, name))

    def stream(self, draft: str) -> Link:
        """The last link of a draft's stream."""
        link = self.streams.get(draft)
        return link or (0, canonical.first_link(b"stream", self.negotiation, draft))

    def following(self) -> Heads:
        """The heads as the next batch begins, to be moved without touching these."""
        return Heads(
            self.negotiation,
            self.fence + 1,
            self.place,
            self.batch,
            _Overlay(self.chains),
            _Overlay(self.streams),
        )

    def advance(self, after: Heads) -> None:
        """Take over where a batch that is now durable ended."""
        self.fence, self.place, self.batch = after.fence, after.place, after.batch
        self.chains.update(after.chains)
        self.streams.update(after.streams)


class _Overlay(dict[str, Link]):
    """What a batch changed; everything else is read from what lies beneath."""

    def __init__(self, beneath: Mapping[str, Link]) -> None:
        super().__init__()
        self._beneath = beneath

    def get(self, key: str, default: Any = None) -> Any:
        """The changed link, else the one beneath."""
        return super().get(key) or self._beneath.get(key, default)
