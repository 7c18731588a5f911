"""Whole negotiations, kept and stamped on the way, the bundles of them, and who judges those."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.negotiation import Negotiation
from models.sight import sight_of
from server.bundle.make import Bundles
from server.play.scenario import Move
from server.store.checkpoints import Notary, Stamp
from server.store.database import open_engine
from server.store.keys import SigningKey, open_key
from server.store.schema import upgrade
from tests.bare import Rehearsal
from tests.bundle.verdicts import Judges
from tests.live.conftest import keep, records


class Kept:
    """A scenario in a store, recorded and stamped as it is played."""

    def __init__(self, folder: Path, scenario: str, key: SigningKey | None = None) -> None:
        self.played = Rehearsal(scenario)
        self.stage = self.played.stage
        self.engine = open_engine(str(folder / f"{scenario}.db"))
        upgrade(self.engine)
        self.key = key or open_key(folder / "signing.key")
        self.ledger = keep(self.engine, self.stage)
        self._recorded = len(self.stage.log)
        self._fence = self.ledger.load().fence
        self._notary = Notary(self.engine, self.negotiation.id, self.key)
        self.stamp: Stamp = self._notary.stamp(self.ledger.end, self.stage.now)

    @property
    def moves(self) -> tuple[Move, ...]:
        """All there are."""
        return tuple(self.played.scenario.up_to())

    @property
    def negotiation(self) -> Negotiation:
        """As it stands."""
        return self.stage.negotiation

    def play(self, move: Move) -> None:
        """Make a move, keep what it led to, and stamp it."""
        self.played.play(move)
        made = records(self.stage, self._recorded)
        self._recorded = len(self.stage.log)
        if made:
            self._fence = self.ledger.commit(self._fence, made).fence
        if self.ledger.end[0] != self.stamp.checkpoint.number:
            self.stamp = self._notary.stamp(self.ledger.end, self.stage.now)

    def bundle(self, person: str) -> bytes:
        """The bundle of a person's side."""
        sight = sight_of(self.negotiation, self.stage.actor(person))
        made = Bundles(self.engine, self.key)
        return made.make(self.negotiation, sight, self.stamp, self.stage.now)


def ended(folder: Path, scenario: str, key: SigningKey | None = None) -> Kept:
    """A scenario at its end."""
    kept = Kept(folder, scenario, key)
    for move in kept.moves:
        kept.play(move)
    return kept


@pytest.fixture(scope="session")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Maravel at its end."""
    return ended(tmp_path_factory.mktemp("closed"), "maravel")


@pytest.fixture(scope="session")
def judges() -> Iterator[Judges]:
    """Both verifiers."""
    with Judges() as both:
        yield both
