"""What programs may know of silences and of requests to reopen, by what they may see."""

from __future__ import annotations

from typing import Any

from models.sight import sight_of
from server.web.state import summary
from tests.cast import Stage, opened


def told(stage: Stage, person: str) -> Any:
    """The state as a person is told it."""
    return summary(stage.negotiation, sight_of(stage.negotiation, stage.actor(person)))


def test_who_offered_and_who_broke_is_for_the_table_and_receipts_for_the_call_list() -> None:
    stage = opened()
    silence = stage.offers()
    stage.acknowledges("bo", silence)
    assert told(stage, "chair")["silences"][silence]["acknowledged"] == ["BET"]
    assert told(stage, "bea")["silences"][silence]["acknowledged"] == ["BET"]
    assert told(stage, "ada")["silences"][silence]["acknowledged"] == []
    stage.breaks("gus", silence)
    assert told(stage, "ada")["silences"][silence]["broken_by"] == "GAM"
    followed = told(stage, "eve")
    assert followed["silences"][silence]["status"] == "broken"
    assert "GAM" not in str(followed)
    assert "BET" not in str(followed)


def test_who_asks_to_reopen_is_for_the_table() -> None:
    stage = opened()
    stage.agrees()
    stage.asks("ada")
    stage.supports("bo")
    request = told(stage, "gus")["reopenings"]["A1"]
    assert (request["party"], request["supporters"]) == ("ALP", ["BET"])
    assert told(stage, "eve")["reopenings"] == {}


def test_what_was_agreed_by_silence_is_told_apart_where_positions_are() -> None:
    stage = opened()
    stage.states("bo")
    stage.offers()
    stage.later(minutes=25 * 60).settle()
    assert told(stage, "chair")["sources"]["A1"] == dict.fromkeys(("ALP", "GAM", "DEL"), "silence")
    assert told(stage, "eve")["sources"]["A1"] == {}
