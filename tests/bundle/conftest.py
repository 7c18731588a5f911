"""Whole negotiations, kept and stamped on the way, the bundles of them, and who judges those."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.acts import Act
from models.negotiation import Negotiation
from models.rulebook import READERS
from models.sight import Sight, sight_of
from server.bundle.make import Bundles
from server.store.checkpoints import Notary, Stamp
from server.store.database import open_engine
from server.store.keys import SigningKey, open_key
from server.store.schema import upgrade
from tests.bare import Rehearsal
from tests.bundle.verdicts import Judges
from tests.cast import Stage
from tests.live.conftest import keep, records

TAMPERS = int(os.environ.get("PARLEY_TAMPERS", "500"))
"""Bit flips, structural edits and untouched bundles: so many of each."""
OFTEN = 6
"""Entries from one checkpoint to the next, at least."""


class Kept:
    """What happens on a stage, recorded and stamped in a store."""

    def __init__(self, folder: Path, stage: Stage, key: SigningKey | None = None) -> None:
        self.stage = stage
        self.engine = open_engine(str(folder / "kept.db"))
        upgrade(self.engine)
        self.key = key or open_key(folder / "signing.key")
        self.ledger = keep(self.engine, stage)
        self._fence = self.ledger.load().fence
        self._recorded = len(stage.log)
        self._notary = Notary(self.engine, self.negotiation.id, self.key)
        self.stamp: Stamp = self._notary.stamp(self.ledger.end, self.ledger.batch, stage.now)

    @property
    def negotiation(self) -> Negotiation:
        """As it stands."""
        return self.stage.negotiation

    def record(self, act: Act | None = None) -> None:
        """Keep what happened since, all of it by this act if given; stamp it now and then."""
        made = records(self.stage, self._recorded)
        if act is not None:
            (by_it,) = made
            made = [replace(by_it, act=act, act_id="t1")]
        self._recorded = len(self.stage.log)
        if made:
            self._fence = self.ledger.commit(self._fence, made).fence
        self._stamp(OFTEN)

    def _stamp(self, entries: int) -> None:
        if self.ledger.end[0] - self.stamp.checkpoint.number >= entries:
            self.stamp = self._notary.stamp(self.ledger.end, self.ledger.batch, self.stage.now)

    def bundle(self, person: str) -> bytes:
        """The bundle of a person's side."""
        self._stamp(1)
        sight = sight_of(self.negotiation, self.stage.actor(person))
        made = Bundles(self.engine, self.key)
        return made.make(self.negotiation, sight, self.stamp, self.stage.now)

    def sides(self) -> Iterator[str]:
        """Somebody of every side that may have a bundle."""
        known: dict[Sight, str] = {}
        for person in self.negotiation.people:
            sight = sight_of(self.negotiation, self.stage.actor(person))
            if sight.group in READERS:
                known.setdefault(sight, person)
        yield from known.values()


def played(folder: Path, scenario: str, key: SigningKey | None = None) -> Iterator[Kept]:
    """A scenario in a store, after each of its moves."""
    rehearsal = Rehearsal(scenario)
    kept = Kept(folder, rehearsal.stage, key)
    for move in rehearsal.scenario.moves:
        rehearsal.play(move)
        kept.record()
        yield kept


def ended(folder: Path, scenario: str, key: SigningKey | None = None) -> Kept:
    """A scenario at its end."""
    *_, kept = played(folder, scenario, key)
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
