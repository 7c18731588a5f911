"""The moves that close a text, as scenario files say them: adoption, corrections, legal check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from models.rulebook import Guard
from tests.bare import SCENARIOS, Rehearsal
from tests.models.test_scenarios import replayed

PARTIES = ["UNP", "DRM", "PPA", "GFT", "CHP", "WLP", "YFM", "NCP"]


def rehearsal(tmp_path: Path, moves: list[dict[str, Any]], **rules: object) -> Rehearsal:
    """Maravel's people and base text, with other moves; numbers and an opening go before them."""
    raw = yaml.safe_load((SCENARIOS / "maravel.yaml").read_text(encoding="utf-8"))
    opening: list[dict[str, Any]] = [
        {"at": "2027-01-14T09:00", "by": "CON1", "do": "publish_text"},
        {"at": "2027-01-14T09:01", "by": "F1", "do": "open_session", "session": "S1"},
        {"at": "2027-01-14T09:02", "by": "F1", "do": "adopt_rules"},
    ]
    opening[1]["present"] = PARTIES
    raw["moves"] = [{"n": n, **move} for n, move in enumerate([*opening, *moves], start=1)]
    raw["rules"] = {**raw["rules"], **rules}
    raw["checkpoints"] = {}
    for proposal in raw["proposals"]:
        proposal.pop("bridges", None)  # what they bridge is not tabled here
    path = tmp_path / "closing.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    return Rehearsal(str(path.with_suffix("")))


def agreeing(ids: list[str]) -> list[dict[str, Any]]:
    """Every clause on screen, with everybody's position, agreed."""
    moves: list[dict[str, Any]] = []
    for count, clause in enumerate(ids):
        at = f"2027-01-14T10:{count * 3:02}"
        moves += [
            {"at": at, "by": "F1", "do": "put_on_screen", "clause": clause},
            {"at": at, "do": "positions", "clause": clause, "all": "agree"},
            {"at": at, "by": "F1", "do": "declare_agreed", "clause": clause},
        ]
    return moves


def amiss(played: Rehearsal) -> list[str]:
    """What did not come true of all moves."""
    moves = played.scenario.up_to()
    return [f"move {move.n}: {said}" for move in moves for said in played.play(move)]


ALL = ["PRE", *(f"A{n}" for n in range(1, 13))]
ADOPT = {
    "at": "2027-01-14T16:45",
    "by": "F1",
    "do": "adopt_whole_text",
    "expect": {"negotiation_status": "text_agreed_ad_referendum", "agreed": "13 of 13"},
}
CORRECT = {
    "at": "2027-01-15T15:00",
    "by": "LE1",
    "do": "editorial",
    "correction": "E1",
    "expect": {"window_ends": "2027-01-17T15:00", "positions_carried": "provisionally"},
}
REFUSED = {
    "at": "2027-01-15T15:10",
    "by": "LE1",
    "do": "editorial",
    "correction": "E2",
    "expect": {"refused": True, "because": ["modal_verb_changed"]},
}
CONFIRMED = {
    "at": "2027-01-17T15:00",
    "by": "system",
    "do": "editorial_confirmed",
    "correction": "E1",
    "expect": {"clause": "A4", "version": 2, "positions_kept": 8, "status": "agreed_ad_ref"},
}
COMPLETE = {
    "at": "2027-01-18T10:00",
    "by": "LE1",
    "do": "complete_legal_check",
    "expect": {"negotiation_status": "text_closed"},
}


def test_a_text_is_closed_move_by_move(tmp_path: Path) -> None:
    """T-1: T-5: T-7: T-11: as at the end of Maravel, on its base text."""
    early = {**ADOPT, "at": "2027-01-14T09:30"}
    early["expect"] = {
        "refused": True,
        "because": ["clause_not_agreed A1", "clause_not_agreed A12"],
    }
    played = rehearsal(
        tmp_path, [early, *agreeing(ALL), ADOPT, CORRECT, REFUSED, CONFIRMED, COMPLETE]
    )
    assert amiss(played) == []
    assert "abuse online," in played.stage.text("A4")
    assert replayed(played.stage) == played.stage.negotiation


def test_a_correction_is_contested_and_another_withdrawn(tmp_path: Path) -> None:
    """T-6: T-8: what the file says of it is found, and what is not so is told."""
    contest = {"at": "2027-01-16T09:00", "by": "GFT", "do": "editorial_contested"}
    withdraw = {"at": "2027-01-15T15:05", "by": "LE1", "do": "editorial_withdrawn"}
    moves = [
        *agreeing(ALL),
        ADOPT,
        CORRECT,
        {**withdraw, "correction": "E1"},
        {**CORRECT, "at": "2027-01-15T15:10", "expect": {"window_ends": "2027-01-17T15:10"}},
        {
            **contest,
            "correction": "E1",
            "reason": "It is a name.",
            "expect": {"status": "bracketed", "negotiation_status": "negotiating"},
        },
        {**CONFIRMED, "expect": {"version": 1, "positions_kept": 7, "window_ends": "2027-01-17"}},
    ]
    said = amiss(rehearsal(tmp_path, moves))
    assert [line.split(": ")[1] for line in said] == ["positions_kept", "window_ends"]


def test_a_translation_falls_out_of_date(tmp_path: Path) -> None:
    """T-9: a text changed in one language only is named with the other."""
    moves: list[dict[str, Any]] = [
        {"at": "2027-01-14T09:15", "by": "F1", "do": "table", "proposal": "P23"},
        {
            "at": "2027-01-14T09:25",
            "by": "F1",
            "do": "accept",
            "proposal": "P23",
            "expect": {"version": 2, "translation_out_of_date": ["A9 ar"]},
        },
        {"at": "2027-01-14T09:40", "by": "F1", "do": "table", "proposal": "P16"},
        {
            "at": "2027-01-14T09:45",
            "by": "F1",
            "do": "accept",
            "proposal": "P16",
            "expect": {"version": 2, "translation_out_of_date": []},
        },
    ]
    assert amiss(rehearsal(tmp_path, moves)) == []


def test_the_rules_of_corrections_are_read_from_the_file(tmp_path: Path) -> None:
    """T-5: T-9: the window, what is guarded, which languages count."""
    corrections = {"window_hours": 6, "refused_if_changes": ["number"]}
    played = rehearsal(tmp_path, [], editorial_corrections=corrections, authentic_languages=["ar"])
    rules = played.stage.negotiation.rules
    assert rules.editorial_window.total_seconds() == 6 * 3600
    assert rules.editorial_guards == frozenset({Guard.NUMBER})
    assert rules.authentic == frozenset({"ar"})
