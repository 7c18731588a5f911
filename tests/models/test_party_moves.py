"""Moves of scenarios about parties and the rules of procedure, on the bare model."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from models import acts
from models.party import Departure, Person, Role
from models.rulebook import Mode
from server.play.scenario import Move, ScenarioError
from tests.bare import Rehearsal


class Harbour:
    """The harbour's first morning, and moves that its file does not have."""

    def __init__(self, upto: int) -> None:
        self.rehearsal = Rehearsal("harbour")
        self.n = 100
        for move in self.rehearsal.scenario.up_to(until=upto):
            assert self.rehearsal.play(move) == []

    def play(self, do: str, by: str, expect: dict[str, Any], **details: Any) -> list[str]:
        """One more move; what was amiss."""
        self.n += 1
        at = self.rehearsal.stage.now + timedelta(seconds=1)
        move = Move(n=self.n, at=at, do=do, by=by, expect=expect, details=details)
        return self.rehearsal.play(move)


def test_rules_are_changed_by_moves() -> None:
    """R-4: by the rule in force, unanimity here: every party agrees, then they are adopted."""
    harbour = Harbour(5)
    changed = {"decision_rule": "consensus", "mode": "closed"}
    assert harbour.play("set_rules", "paix", {"refused": True}, rules=changed) == []
    assert harbour.play("propose_rules", "paix", {}, rules=changed, reason="Plus simple.") == []
    for party in ("ARM", "RIV"):
        assert harbour.play("answer_rules", party, {}, agree=True) == []
    refused = {"refused": True, "because": ["position_missing DOC"]}
    assert harbour.play("adopt_rules", "paix", refused) == []
    assert harbour.play("answer_rules", "DOC", {}, agree=True, reason="Soit.") == []
    expected = {"decision": "D-02 rules of procedure", "mode": "closed"}
    assert harbour.play("adopt_rules", "paix", expected) == []
    assert harbour.rehearsal.stage.negotiation.rules.decision.value == "consensus"
    assert harbour.play("adopt_rules", "paix", {"refused": True}) == []
    with pytest.raises(ScenarioError, match="rules"):
        harbour.play("propose_rules", "paix", {}, rules={"decision_rule": "dice"})


def test_parties_come_and_go_by_moves() -> None:
    """M-3: M-4: M-5: M-6: V-4: each with what is expected of it."""
    harbour = Harbour(5)
    assert harbour.play("replace_head", "conseil", {}, party="DOC", person="doc2") == []
    people = harbour.rehearsal.stage.negotiation.people
    assert (people["doc2"].role, people["doc1"].role) == (Role.HEAD, Role.DELEGATE)
    into = [
        {"id": "RI1", "name": "Rive droite", "colour": "#010101", "seat_order": 4},
        {"id": "RI2", "name": "Rive gauche", "colour": "#020202", "seat_order": 5, "weight": 2},
    ]
    expected = {"decision": "D-02 split", "parties": 4, "agreed_clauses_unchanged": True}
    assert harbour.play("split_party", "conseil", expected, party="RIV", into=into) == []
    with pytest.raises(ScenarioError, match="into"):
        harbour.play("split_party", "conseil", {}, party="DOC", into=[{"id": "X"}])
    person = Person(id="riv1", name="Zoé Rive", role=Role.HEAD, party="RI1")
    harbour.rehearsal.stage.do("paix", acts.AdmitPerson(person=person))
    assert harbour.play("confirm_inherited", "riv1", {"refused": True}, clauses=["BUT"]) == []
    gone = {"parties": 3, "count": "3 of 3"}
    assert harbour.play("end_admission", "conseil", gone, party="ARM", departure="left") == []
    parties = harbour.rehearsal.stage.negotiation.parties
    assert parties["ARM"].departure is Departure.LEFT
    shown = {"positions": ["parties"]}
    expect = {"mode": "chatham"}
    assert harbour.play("set_visibility", "paix", expect, mode="chatham", shown=shown) == []
    assert harbour.rehearsal.stage.negotiation.mode is Mode.CHATHAM
