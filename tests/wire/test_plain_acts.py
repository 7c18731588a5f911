"""Acts as the player's client sends them come through the door as they were."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from models import acts
from models.acts import Act
from models.party import NewParty
from models.position import Stand
from models.rulebook import Decision, Group, Kind, Mode, Rules, Threshold
from server.play.client import as_json
from server.web import parse

RULES = Rules(
    decision=Decision.SUFFICIENT,
    threshold=Threshold(parties=2, indispensable=frozenset({"ALP"})),
    countdown=timedelta(seconds=90),
)
SENT: tuple[Act, ...] = (
    acts.SetRules(rules=RULES),
    acts.ProposeRules(rules=RULES, reason="Quicker."),
    acts.AdoptRules(),
    acts.SetVisibility(mode=Mode.PLENARY, shown={Kind.REASONS: frozenset({Group.PARTIES})}),
    acts.SetVisibility(mode=Mode.OPEN),
    acts.CompleteReview(clauses=(acts.Reviewed("A1", 2, "d"),), stand=Stand.AGREE),
    acts.SplitParty(
        party="ALP", into=(NewParty(id="SEE", name="Seed", colour="#101010", seat_order=9),)
    ),
)


@pytest.mark.parametrize("act", SENT)
def test_acts_with_parts_go_over_the_wire_and_come_in_whole(act: Act) -> None:
    assert parse.act(json.loads(json.dumps(as_json(act)))) == act
