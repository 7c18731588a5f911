"""What a run is asked to do, and what it showed."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.figures import Latencies
from bench.house import Plan, clause_of, visible_to_all

ARRIVING = 25
"""Pages that come in at once."""


@dataclass(frozen=True)
class Shape:
    """How many do what, how fast, for how long."""

    editors: int = 10
    watchers: int = 50
    rate: float = 5.0
    """Edits a second of each editor."""
    seconds: float = 20.0
    warm_up: float = 3.0
    length: int = 1_000
    """Letters of each clause at the start."""
    clauses: int = 1
    """Clauses open at once, editors and watchers spread over them."""
    layers: int = 1
    """Live drafts on each clause, one of each party, editors spread over them."""
    history: int = 0
    """Edits made before anybody comes."""
    parties: int = 4
    paragraph: int = 0
    """Letters written and taken back at a stroke; 0: letter by letter."""

    @property
    def name(self) -> str:
        """As it is called in the tables."""
        return f"{self.editors}+{self.watchers}"

    @property
    def plan(self) -> Plan:
        """The negotiation this needs."""
        clauses = {f"A{n + 1}": clause_of(self.length) for n in range(self.clauses)}
        each = -(-(self.editors + self.watchers // 5) // self.parties) + 1
        return Plan(self.parties, each, self.watchers, clauses, visible_to_all())


@dataclass
class Measured:
    """What one run showed."""

    shape: Shape
    acknowledged: Latencies = field(default_factory=Latencies)
    seen: Latencies = field(default_factory=Latencies)
    watched: Latencies = field(default_factory=Latencies)
    edits: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    """Seconds of processor the server used."""
    client: float = 0.0
    """Share of a processor the clients used: near 1, the figures are theirs."""
    bytes_per_watcher: float = 0.0
    """A second."""
    resident: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def cpu_per_thousand(self) -> float:
        """Seconds of processor for a thousand edits."""
        return self.cpu / self.edits * 1000 if self.edits else 0.0
