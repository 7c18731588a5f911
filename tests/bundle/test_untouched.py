"""As made, a bundle is sound for every side, whenever it is asked for; both count alike.

As many are looked at as `test_tampering.py` changes.
"""

from __future__ import annotations

import hashlib
from itertools import count
from pathlib import Path

import pytest

from tests.bundle.conftest import TAMPERS, played
from tests.bundle.members import opened
from tests.bundle.verdicts import Judges
from tests.machine import ROOT

SHORT = ("bilateral", "cove", "deal", "harbour", "quarry")
LONG = ("assembly", "maravel")


def test_every_side_after_every_move(tmp_path: Path, judges: Judges) -> None:
    """Told once more, by another key and with other salts, until there are enough."""
    seen = set()
    for telling in count():
        for scenario in SHORT:
            folder = tmp_path / f"{scenario}-{telling}"
            folder.mkdir()
            for kept in played(folder, scenario):
                for person in kept.sides():
                    bundle = kept.bundle(person)
                    assert "sound" in judges.sound(opened(bundle)), (scenario, person)
                    seen.add(hashlib.sha256(bundle).digest())
        if len(seen) >= TAMPERS:
            break
    print(f"{len(seen)} untouched bundles, {telling + 1} tellings")  # noqa: T201


@pytest.mark.parametrize("scenario", LONG)
def test_one_side_or_another_on_the_way_of_a_long_one_and_some_at_its_end(
    tmp_path: Path, judges: Judges, scenario: str
) -> None:
    """Now and then, and after each move once there is a final text."""
    for at, kept in enumerate(played(tmp_path, scenario)):
        if at % 25 == 0 or kept.negotiation.final is not None:
            sides = sorted(kept.sides())
            person = sides[at % len(sides)]
            assert "sound" in judges.sound(opened(kept.bundle(person))), (at, person)
    for person in sorted(kept.sides())[::4]:
        assert "sound" in judges.sound(opened(kept.bundle(person))), person


def test_every_scenario_there_is_was_looked_at() -> None:
    scenarios = {path.stem for path in (ROOT / "tests" / "scenarios").glob("*.yaml")}
    assert scenarios == {*SHORT, *LONG}
