"""A whole negotiation, kept and stamped, and the bundles of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.negotiation import Negotiation
from models.sight import sight_of
from server.bundle.make import Bundles
from server.store.checkpoints import Notary
from server.store.database import open_engine
from server.store.keys import open_key
from server.store.schema import upgrade
from tests.bare import Rehearsal
from tests.live.conftest import keep


class Closed:
    """Maravel, from the first move to the last, in a store."""

    def __init__(self, folder: Path) -> None:
        played = Rehearsal("maravel")
        for move in played.scenario.up_to():
            played.play(move)
        self.stage = played.stage
        self.engine = open_engine(str(folder / "closed.db"))
        upgrade(self.engine)
        self.ledger = keep(self.engine, self.stage)
        self.key = open_key(folder / "signing.key")
        notary = Notary(self.engine, self.negotiation.id, self.key)
        self.stamp = notary.stamp(self.ledger.end, self.ledger.batch, self.stage.now)

    @property
    def negotiation(self) -> Negotiation:
        """As it ended."""
        return self.stage.negotiation

    def bundle(self, person: str) -> bytes:
        """The bundle of a person's side."""
        sight = sight_of(self.negotiation, self.stage.actor(person))
        made = Bundles(self.engine, self.key)
        return made.make(self.negotiation, sight, self.stamp, self.stage.now)


@pytest.fixture(scope="session")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Closed:
    """Maravel at its end."""
    return Closed(tmp_path_factory.mktemp("closed"))
