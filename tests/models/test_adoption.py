"""The whole text adopted; definitions that change under it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

from models import acts, facts, views
from models.clause import ChangedBasis, ClauseStatus
from models.party import Presence
from models.views import NegotiationStatus
from tests.cast import only, opened
from tests.models.adoption import NO_SECONDS, TEXTS, agreed
from tests.models.test_scenarios import replayed

# --- adoption -----------------------------------------------------------------------------------


def test_the_whole_text_is_adopted_by_its_digest() -> None:
    """T-1: T-2: a numbered decision; clauses stay agreed ad referendum until the legal check."""
    stage = agreed()
    assert views.negotiation_status(stage.negotiation) is NegotiationStatus.NEGOTIATING
    fact = only(stage.adopts_whole(), facts.WholeTextAdopted)
    n = stage.negotiation
    spelt = "".join(f"{k}\tTitle {k}\n{text}\n" for k, text in enumerate(TEXTS.values(), start=1))
    assert n.adopted == fact.digest == hashlib.sha256(spelt.encode()).hexdigest()
    assert (fact.decision, stage.last.label) == (5, "D-05")
    assert {views.status(n, clause) for clause in TEXTS} == {ClauseStatus.AGREED_AD_REF}
    assert views.negotiation_status(n) is NegotiationStatus.ADOPTED
    assert replayed(stage) == n


def test_everything_in_the_way_of_adoption_is_named() -> None:
    """T-1: clauses that are not agreed, what is live, the question, the session."""
    stage = opened(NO_SECONDS, TEXTS)
    stage.agrees("A1")
    proposal = stage.tables("ada", "A2", "use", "run")
    stage.shows("A3")
    stage.puts(clause="A3")
    with stage.refused("clause_not_agreed") as seen:
        stage.adopts_whole()
    named = {(o.kind, o.item) for o in seen[0].obstacles}
    assert named == {
        ("clause_not_agreed", "A2"),
        ("clause_not_agreed", "A3"),
        ("live_proposal", proposal),
        ("question_open", "A3"),
    }


def test_adoption_needs_a_session_a_quorum_and_the_text_as_read() -> None:
    """T-1: as every decision about the text; and nobody adopts a text they did not read."""
    stage = agreed()
    with stage.refused("text_moved"):
        stage.do("chair", acts.AdoptWholeText(digest="0" * 64))
    with stage.refused("wrong_role"):
        stage.adopts_whole("aide")
    for party in ("BET", "GAM", "DEL"):
        stage.presence(party, Presence.ABSENT)
    with stage.refused("no_quorum"):
        stage.adopts_whole()
    stage.presence("BET", Presence.PRESENT)
    stage.presence("GAM", Presence.PRESENT)
    stage.adopts_whole()
    with stage.refused("adopted_already"):
        stage.adopts_whole()


def test_nothing_is_changed_in_an_adopted_text() -> None:
    """T-2: no draft, no objection, no question, no proposal that somebody kept ready."""
    stage = agreed()
    stage.undoes()
    draft = stage.drafts("ada", "A3")
    stage.types("ada", draft, "meets", "sits")
    stage.agrees("A3")
    stage.adopts_whole()
    with stage.refused("text_closed"):
        stage.tables_draft("ada", draft)
    with stage.refused("text_closed"):
        stage.drafts("bo", "A1")
    with stage.refused("text_closed"):
        stage.objects("gus", "A1")
    with stage.refused("text_closed"):
        stage.puts(clause="A1")


def test_adoption_is_undone_within_its_window_and_before_anything_else() -> None:
    """T-1: U-1: U-2: running corrections fall; decisions on clauses are undone after it only."""
    stage = agreed()
    agreement = stage.last.number
    stage.adopts_whole()
    adoption = stage.last.number
    correction = stage.corrects("A2", "on-line", "online")
    with stage.refused("decided_since"):
        stage.undoes(decision=agreement)
    assert stage.undoable[-1] == adoption
    undone = stage.undoes(decision=adoption)
    assert only(undone, facts.CorrectionWithdrawn).correction == correction
    assert stage.negotiation.adopted is None
    assert stage.undoable[-1] == agreement
    stage.undoes(decision=agreement)
    assert not stage.negotiation.clauses["A3"].agreed
    with stage.refused("not_undoable"):
        stage.undoes(decision=adoption)
    assert replayed(stage) == stage.negotiation


def test_adoption_is_not_undone_late_or_once_it_was_built_on() -> None:
    """T-1: U-1: after the window, after a confirmed correction, after the legal check."""
    stage = agreed()
    stage.adopts_whole()
    stage.later(minutes=11)
    with stage.refused("undo_window"):
        stage.undoes()
    stage = agreed(replace(NO_SECONDS, editorial_window=timedelta(minutes=1)))
    stage.adopts_whole()
    stage.corrects("A2", "on-line", "online")
    stage.later(minutes=2).settle()
    with stage.refused("not_undoable"):
        stage.undoes()


# --- definitions --------------------------------------------------------------------------------


def test_definition_changed() -> None:
    """T-3: clauses that use the term are marked, others are not; their agreement takes it off."""
    stage = opened(NO_SECONDS, TEXTS)
    stage.agrees("A2")
    proposal = stage.tables("ada", "A1", "a program", "any program")
    made = stage.accepts("chair", proposal)
    looked = only(made, facts.SecondLook)
    assert (looked.clause, looked.audience) == ("A2", facts.PUBLIC)
    assert looked.basis == ChangedBasis(clause="A1", version=2, terms=("bot",))
    marks = {key: its.second_look for key, its in stage.negotiation.clauses.items()}
    assert marks == {**dict.fromkeys(TEXTS, ()), "A2": (looked.basis,)}
    assert views.status(stage.negotiation, "A2") is ClauseStatus.AGREED_AD_REF


def test_undo_takes_the_second_look_away_and_only_its_own() -> None:
    """T-3: two definitions change, the later decision is undone; then the first."""
    stage = opened(NO_SECONDS, {**TEXTS, "A4": "The Panel counts each bot."})
    stage.accepts("chair", stage.tables("ada", "A1", "a program", "any program"))
    first = stage.last.number
    once = stage.second_look("A4")
    stage.accepts("chair", stage.tables("ada", "A1", "the five persons", "the persons"))
    panel = ChangedBasis(clause="A1", version=3, terms=("panel",))
    assert stage.second_look("A4") == (*once, panel)
    stage.undoes()
    assert stage.second_look("A4") == once
    stage.undoes(decision=first)
    assert {its.second_look for its in stage.negotiation.clauses.values()} == {()}
    assert replayed(stage) == stage.negotiation


def test_a_definition_that_changed_twice_is_looked_at_again_until_both_are_undone() -> None:
    """T-3: the undo of the later change leaves what the earlier one brought."""
    stage = opened(NO_SECONDS, TEXTS)
    stage.accepts("chair", stage.tables("ada", "A1", "a program", "any program"))
    once = stage.second_look("A2")
    stage.accepts("chair", stage.tables("ada", "A1", "any program", "each program"))
    assert len(stage.second_look("A2")) == 2
    stage.undoes()
    assert stage.second_look("A2") == once
    stage.undoes(decision=2)
    assert stage.second_look("A2") == ()


def test_undo_takes_the_second_look_away_where_the_clause_was_renamed_with_it() -> None:
    """T-3: whatever the clause was called when the definition changed."""
    stage = opened(NO_SECONDS, TEXTS)
    draft = stage.drafts("ada", "A1")
    stage.types("ada", draft, "a program", "any program")
    stage.types("ada", draft, "Title", "Terms", name="en/title")
    stage.accepts("chair", stage.tables_draft("ada", draft))
    assert stage.second_look("A2")
    stage.undoes()
    assert stage.second_look("A2") == ()


def test_agreeing_is_the_second_look_and_its_undo_takes_that_back() -> None:
    """T-3: the mark goes with the agreement, and is back when that is undone."""
    stage = opened(NO_SECONDS, TEXTS)
    stage.accepts("chair", stage.tables("ada", "A1", "a program", "any program"))
    mark = stage.second_look("A2")
    assert mark
    stage.agrees("A2")
    assert stage.second_look("A2") == ()
    stage.undoes()
    assert stage.second_look("A2") == mark
