"""Random concurrent editing through real sockets: nothing lost, doubled, or told untruly.

By hand, as long as one likes: PARLEY_EDITS=20000 pytest tests/wire/test_turmoil.py
"""

from __future__ import annotations

import asyncio
import copy
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress

import pytest

from bench.judge import (
    Record,
    faults_of_acknowledgements,
    faults_of_pens,
    faults_of_watchers,
    read_store,
)
from models.draft import Draft
from models.facts import (
    AnyFact,
    DecisionUndone,
    DraftCarried,
    DraftClosed,
    DraftEdited,
    DraftStarted,
    ProposalAccepted,
    TextPublished,
    VersionAdopted,
)
from models.fold import fold
from models.negotiation import Negotiation
from server.store.ledger import Ledger
from tests.wire.stage import Build, Stage
from tests.wire.truth import Truth
from tests.wire.turmoil import Turmoil

EDITS = int(os.environ.get("PARLEY_EDITS", "2500"))
SEEDS = [int(seed) for seed in os.environ.get("PARLEY_SEEDS", "1").split(",")]


def told(stage: Stage) -> Iterator[tuple[str | None, AnyFact, Negotiation]]:
    """Everything the record says happened, in order: the act behind it, and what it led to."""
    state = None
    for record in Ledger(stage.house.engine, stage.house.plan.id).load().records:
        for fact in record.facts:
            state = fold(state, fact, record.at, record.actor)
            yield record.act_id, fact, state


class Truths:
    """Every layer's truth, from what its writers meant, in the order that the record gives."""

    def __init__(self, turmoil: Turmoil) -> None:
        self.layers: dict[str, Truth] = {}
        self.checked = 0
        self._meant = turmoil.journal.meant
        self._seen = turmoil.deeds.seen
        self._versions: dict[int, Mapping[str, str]] = {}
        self._proposal = ""
        self._before: dict[int, dict[str, Truth]] = {}
        self._decision = 0

    def follow(self, act_id: str | None, fact: object) -> None:
        """One more thing that happened."""
        match fact:
            case TextPublished():
                self._versions[1] = fact.clauses[0].wording
            case DraftStarted():
                self.layers[fact.draft] = Truth(fact.texts)
            case DraftEdited():
                assert act_id is not None
                self.layers[fact.draft].commit(self._meant[act_id])
            case DraftCarried():
                self._carry(fact)
            case DraftClosed():
                del self.layers[fact.draft]
            case ProposalAccepted():
                self._proposal = fact.proposal
                self._before[fact.decision] = copy.deepcopy(self.layers)
            case VersionAdopted():
                # The very words that whoever tabled them had in view, and not a letter more.
                assert dict(fact.wording) == self._seen[self._proposal]
                self._versions[fact.version] = fact.wording
            case DecisionUndone():
                self._decision = fact.undoes
            case _:
                pass

    def _carry(self, fact: DraftCarried) -> None:
        if fact.restored is not None:
            self.layers[fact.draft] = self._before[self._decision][fact.draft]
            self.layers[fact.draft].hold_against(fact.restored)
            return
        for name, text in self._versions[fact.base].items():
            self.layers[fact.draft].settle(name, text, fact.revision)

    def hold(self, draft: Draft) -> None:
        """Hold the truth of one layer against what the server says it reads."""
        self.layers[draft.id].hold_against(draft.texts)
        self.checked += 1


async def judged(turmoil: Turmoil) -> Record:
    """Assert that every page shows what the store says, and that nothing acknowledged is lost."""
    stage = turmoil.stage
    record = await asyncio.to_thread(read_store, stage.house)
    for page in [*turmoil.writers, *turmoil.heads]:
        for pen in page.pens.values():
            draft = record.negotiation.drafts.get(pen.draft)
            if draft is not None and not pen.closed:
                newest = draft.revision
                await page.until(lambda pen=pen, newest=newest: pen.revision >= newest)  # type: ignore[misc]
                pen.check()
    everybody = [*turmoil.watchers, *turmoil.writers, *turmoil.heads]
    for page in everybody:
        with suppress(TimeoutError):  # what is wrong is told below
            await page.until(lambda page=page: not faults_of_watchers([page], record), 8)  # type: ignore[misc]
    assert faults_of_acknowledgements(turmoil.journal, record) == []
    assert faults_of_pens([*turmoil.writers, *turmoil.heads], record) == []
    assert faults_of_watchers(everybody, record) == []
    return record


@pytest.mark.parametrize("seed", SEEDS)
async def test_four_parties_in_an_uproar(build: Build, seed: int) -> None:
    turmoil = await Turmoil.begin(build, seed)
    await turmoil.run(EDITS)
    record = await judged(turmoil)
    truths = Truths(turmoil)
    for act_id, fact, after in told(turmoil.stage):
        truths.follow(act_id, fact)
        if isinstance(fact, DraftCarried):
            truths.layers[fact.draft].hold_against(after.drafts[fact.draft].texts)
    for draft in record.negotiation.drafts.values():
        truths.hold(draft)
    deeds = turmoil.deeds
    assert truths.checked >= 4
    assert min(deeds.accepted, deeds.undone, deeds.withdrawn) > 0, deeds
    declined = {event["code"] for event in turmoil.journal.declined.values()}
    assert declined <= {"not_found", "not_yours", "behind"}, turmoil.journal.declined
