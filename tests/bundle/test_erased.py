"""A bundle that is made after a rule erased what was private says so, and is sound."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from models import acts
from models.rulebook import Rules
from server.bundle import check
from server.store.retention import enforce
from tests.bundle.conftest import Kept
from tests.bundle.members import opened as unpacked
from tests.bundle.verdicts import Judges
from tests.cast import opened
from tests.models.test_retention import private, publish

MARKER = b"quetzalcoatlus"


def test_every_side_before_and_after_an_erasure(tmp_path: Path, judges: Judges) -> None:
    """Y-1: whoever tabled from a draft has it no more, and both verifiers know why."""
    stage = opened(Rules(private_kept=30))
    kept = Kept(tmp_path, stage)
    private(stage)
    draft = stage.drafts("bo", clause="A2")
    stage.types("bo", draft, "falsehoods", "rumours")
    kept.record()
    table = acts.Table(**stage.freeze(draft))  # type: ignore[arg-type]
    stage.do("bo", table)
    kept.record(table)
    (proposal,) = (p.id for p in stage.negotiation.proposals.values() if p.live)
    stage.withdraws("bo", proposal)
    for clause in stage.negotiation.clauses:
        stage.agrees(clause)
    stage.adopts_whole()
    stage.later(minutes=11)
    stage.do("lex", acts.CompleteLegalCheck(explained="All of it is meant so."))
    stage.locks()
    publish(stage)
    held = kept.stamp.note
    stage.now += timedelta(days=31)
    stage.settle()
    kept.record()
    people = sorted(kept.sides())
    before = {person: unpacked(kept.bundle(person)) for person in people}
    assert enforce(kept.engine, stage.negotiation.id, stage.negotiation.erased) > 0
    for person in people:
        after = unpacked(kept.bundle(person))
        judges.sound(after, held)
        assert not any(MARKER in data for data in after.values())
        judges.sound(before[person], held)
    assert any(MARKER in data for data in before["bo"].values()), "it is what was erased"
    # Without the entry that says so, what is not there was left out.
    assert "was left out" in _without_the_rule(before["bo"])


def _without_the_rule(members: dict[str, bytes]) -> str:
    bundle = check.Bundle(members)
    bundle.index = check.strict(members["index.json"], "index.json")
    bundle.check_record()
    bundle.read()
    bundle.facts = [one for one in bundle.facts if one[1]["kind"] != "draft_started"]
    bundle.contents = [one for one in bundle.contents if not check.erases(one[1])]
    try:
        bundle.check_streams()
    except check.Wrong as wrong:
        return str(wrong)
    return ""
