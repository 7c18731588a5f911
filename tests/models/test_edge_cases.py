"""Each edge case of domain §6.10 is held by a test: which, and those that had none of their own."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from models import acts
from models.party import Presence
from models.proposal import ProposalStatus
from models.rulebook import Rules
from models.sight import sight_of
from server.web.state import summary
from tests.cast import PARTIES, opened

TESTS = Path(__file__).parents[1]
HELD = {
    "Party joins late": """
        models/test_partaking.py::test_a_party_joins_late
        models/test_partaking.py::test_a_late_party_completes_its_review_in_one_act
        models/test_reopening.py::test_party_joins_late_and_asks_to_reopen_with_a_supporter
        models/test_silence.py::test_a_party_joins_late_and_is_not_bound""",
    "Party walks out": """
        models/test_partaking.py::test_a_party_walks_out
        models/test_locking.py::test_a_party_walks_out_before_the_lock""",
    "Party leaves for good or is excluded": """
        models/test_partaking.py::test_a_party_leaves_for_good_or_is_excluded
        models/test_reviving.py::test_a_party_leaves_for_good_and_its_live_proposals_are_taken_over""",
    "Coalition splits": """
        models/test_partaking.py::test_a_coalition_splits""",
    "Text changes after agreement": """
        models/test_statements.py::test_text_changes_after_agreement
        models/test_reopening.py::test_text_changes_after_agreement_and_the_positions_lapse""",
    "Text changed back": """
        models/test_statements.py::test_text_changed_back
        web/test_stating.py::test_text_changed_back_marks_the_positions_that_hold_again""",
    "Facilitator mistake": """
        models/test_edge_cases.py::test_facilitator_mistake
        models/test_reopening.py::test_facilitator_mistake_is_undone_within_ten_minutes_later_it_is_reopened
        models/test_undo.py::test_undo_makes_everything_as_it_was
        web/test_pages.py::test_an_undone_decision_is_announced_to_everybody""",
    "Two facilitators act at once": """
        models/test_edge_cases.py::test_two_facilitators_act_at_once
        models/test_parts.py::test_two_facilitators_accept_different_parts_at_once
        models/test_package.py::test_two_facilitators_act_at_once_on_a_package""",
    "Wrong clause on projector": """
        models/test_edge_cases.py::test_wrong_clause_on_projector""",
    "Competing edits offline": """
        models/test_amending.py::test_competing_edits_offline_are_kept_and_never_tabled_by_themselves""",
    "Head replaced": """
        models/test_partaking.py::test_head_replaced""",
    "Delegate tables without authority": """
        models/test_partaking.py::test_delegate_tables_without_authority""",
    "Objection after put-to-room confirmed, within 2 minutes": """
        models/test_reopening.py::test_objection_after_put_to_room_confirmed""",
    "Observer's screen while going confidential": """
        models/test_procedure.py::test_observers_screens_while_going_confidential
        browser/test_visibility.py::test_closing_a_meeting_clears_every_screen_of_those_who_only_watch""",
    "Leak feared": """
        models/test_policy.py::test_sight_follows_role_party_and_rules
        live/test_traffic.py::test_a_seat_received_what_its_visibility_allows
        live/test_unnamed.py::test_who_broke_silence_is_told_as_the_rules_say""",
    "Definition changed": """
        models/test_adoption.py::test_definition_changed
        models/test_reopening.py::test_definition_changed_a_party_asks_for_a_second_look_without_a_supporter""",
    "Clause split or merged": """
        models/test_splits_and_mergers.py::test_clause_split
        models/test_splits_and_mergers.py::test_clause_merged
        models/test_caucus.py::test_a_tripwire_rings_for_an_amendment_and_on_what_came_of_its_clause
        web/test_structure.py::test_clause_split_its_former_versions_are_read_under_its_old_id""",
    "Numbers": """
        models/test_numbers.py::test_numbers""",
    "Power or network loss": """
        models/test_edge_cases.py::test_drafting_offline_on_a_printed_copy
        web/test_plain.py::test_drafting_offline_on_a_printed_copy
        models/test_statements.py::test_on_behalf_is_of_an_active_party_and_the_facilitators_alone
        models/test_silence_over.py::test_an_outage_in_the_last_two_hours_moves_the_deadline""",
    "Translation differs": """
        models/test_legal_check.py::test_translation_differs""",
    "Time change, wrong clock": """
        models/test_edge_cases.py::test_time_change_wrong_clock""",
    "Signing of outdated paper": """
        models/test_signing.py::test_signing_of_an_outdated_paper""",
}
"""Row of domain §6.10 → the tests that hold it, by file and name."""


@cache
def _names(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in tree.body if isinstance(node, kinds))


@pytest.mark.parametrize("case", HELD)
def test_each_edge_case_is_held_by_a_test_that_exists(case: str) -> None:
    """G-1: … and so on: the rules that each of them names."""
    named = HELD[case].split()
    assert named
    for node in named:
        file, _, name = node.partition("::")
        assert name in _names(file), node


def test_every_row_is_here() -> None:
    """G-1: twenty-two rows, each once."""
    assert len(HELD) == 22


# --- those without a file of their own -----------------------------------------------------------


def test_facilitator_mistake() -> None:
    """U-1: the last text decision and a status are undone within ten minutes; presence is set
    right at once; each undo names its decision."""
    stage = opened()
    before = stage.text()
    stage.carries(stage.tables("ada", "A1", "seven", "ten"))
    decision = stage.last.number
    stage.later(minutes=9, seconds=59).undoes()
    assert stage.text() == before
    stage.do("chair", acts.Park(clause="A2", reason="The wrong one"))
    stage.undoes()
    assert stage.negotiation.clauses["A2"].parking is None
    stage.presence("DEL", Presence.WALKED_OUT)
    stage.presence("DEL", Presence.PRESENT)
    assert stage.negotiation.parties["DEL"].active
    assert any(one.number == decision and one.undone for one in stage.negotiation.decisions)
    stage.carries(stage.tables("ada", "A1", "seven", "twelve"))
    stage.later(minutes=10, seconds=1)
    with stage.refused("undo_window"):
        stage.undoes()


def test_two_facilitators_act_at_once() -> None:
    """G-4: the second, who saw the former version, is refused with both texts."""
    stage = opened()
    first, second = (
        stage.tables(who, "A1", "seven", put) for who, put in (("ada", "ten"), ("bo", "twelve"))
    )
    stage.seconds("gus", first)
    stage.seconds("gus", second)
    read = stage.read("A1")
    stage.accepts("chair", first)
    with stage.refused("text_moved") as refusals:
        stage.do("aide", acts.PutToRoom(**read))
    assert "ten days" in refusals[0].texts["now/en/text"]
    assert "seven days" in refusals[0].texts["seen/en/text"]
    assert stage.proposal(second).status is not ProposalStatus.ACCEPTED


def test_wrong_clause_on_projector() -> None:
    """S-5: one step back; nobody who only watches is told what was on it before."""
    stage = opened()
    stage.shows("A1")
    before = stage.negotiation
    stage.shows("A3")
    stage.shows("A1")
    assert stage.negotiation.on_screen == before.on_screen
    assert stage.negotiation.decisions == before.decisions
    for person in ("eve", "wall"):
        told = summary(stage.negotiation, sight_of(stage.negotiation, stage.actor(person)))
        former = summary(before, sight_of(before, stage.actor(person)))
        # What came on screen is open for good (V-1); nothing else is told of it.
        assert {key for key in told if told[key] != former[key]} == {"clauses"}
        assert told["on_screen"] == "A1"


def test_drafting_offline_on_a_printed_copy() -> None:
    """D-10: it comes back to a text that has moved by the version printed on it, carried over."""
    stage = opened(Rules(seconding=False))
    printed = stage.negotiation.clauses["A1"].version
    offline = printed.wording["en/text"].replace("seven days", "five days")
    stage.accepts("chair", stage.tables("ada", "A1", "current", "complete"))
    stage.accepts("chair", stage.tables("gus", "A1", "accounts", "pages"))

    draft = stage.drafts("bo")
    back = acts.Rewrite(draft=draft, revision=0, field="en/text", text=offline)
    stage.do("bo", replace(back, written_on=printed.number))
    assert stage.reading(draft) == stage.text().replace("seven days", "five days")
    runs = stage.negotiation.drafts[draft].texts["en/text"]
    assert [run.text for run in runs if run.struck_by] == ["seven"]
    assert [run.text for run in runs if run.inserted_by == "BET"] == ["five"]
    assert not stage.negotiation.live_proposals("A1"), "never tabled by itself"

    # Named as of today, the same copy would take back what was agreed since.
    stage.do("bo", replace(back, revision=1))
    assert stage.reading(draft) == offline
    with stage.refused("not_found"):
        stage.do("bo", replace(back, revision=2, written_on=7))


def test_a_printed_copy_is_never_merged_silently() -> None:
    """D-10: G-4: where it touches what was changed since, its author reads both texts."""
    stage = opened(Rules(seconding=False))
    printed = stage.negotiation.clauses["A1"].version
    offline = printed.wording["en/text"].replace("seven days", "five days")
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    draft = stage.drafts("bo")
    back = acts.Rewrite(draft=draft, revision=0, field="en/text", text=offline)
    with stage.refused("text_moved") as refusals:
        stage.do("bo", replace(back, written_on=printed.number))
    assert refusals[0].texts == {"seen/en/text": offline, "now/en/text": stage.text()}
    assert stage.reading(draft) == stage.text()


def test_time_change_wrong_clock() -> None:
    """G-6: an act brings no time of its own; a deadline holds across a change of the clocks."""
    stage = opened()
    bringing = {
        name
        for kind in acts.__all__
        if hasattr(its := getattr(acts, kind), "__dataclass_fields__")
        for name in its.__dataclass_fields__
        if name in {"at", "now", "time", "received"} and kind != "TableSplit"
    }
    assert bringing == set()
    silence = stage.offers(hours=24 * 28)  # over the last Sunday of March
    ends = stage.silence(silence).ends
    assert ends - stage.now == timedelta(days=28)
    stage.now = ends
    stage.acknowledges("ada", silence)
    assert stage.silence(silence).running
    stage.later(seconds=1).settle()
    assert stage.negotiation.clauses["A1"].agreed
    assert {party.id for party in stage.negotiation.admitted} == set(PARTIES)
