"""As made, a bundle is sound for every side, whenever it is asked for; both count alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bundle.conftest import played
from tests.bundle.members import opened
from tests.bundle.verdicts import Judges
from tests.machine import ROOT

SHORT = ("bilateral", "cove", "deal", "harbour", "quarry")
LONG = ("assembly", "maravel")
UNTOUCHED = 500
"""At least, as many as are changed."""


def test_every_side_after_every_move(tmp_path: Path, judges: Judges) -> None:
    seen = set()
    for scenario in SHORT:
        (tmp_path / scenario).mkdir()
        for kept in played(tmp_path / scenario, scenario):
            for person in kept.sides():
                bundle = kept.bundle(person)
                assert "sound" in judges.sound(opened(bundle)), (scenario, person)
                seen.add(bundle)
    assert len(seen) >= UNTOUCHED


@pytest.mark.parametrize("scenario", LONG)
def test_every_side_on_the_way_of_a_long_one(tmp_path: Path, judges: Judges, scenario: str) -> None:
    for at, kept in enumerate(played(tmp_path, scenario)):
        if at % 60 and kept.negotiation.final is None:
            continue
        for person in sorted(kept.sides())[:: 1 if at % 60 == 0 else 5]:
            assert "sound" in judges.sound(opened(kept.bundle(person))), (at, person)


def test_every_scenario_there_is_was_looked_at() -> None:
    scenarios = {path.stem for path in (ROOT / "tests" / "scenarios").glob("*.yaml")}
    assert scenarios == {*SHORT, *LONG}
