"""Retention: what is erased by itself, when, and what follows from what is left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models import acts, facts
from models.draft import Watch
from models.facts import is_private
from models.fold import fold
from models.negotiation import Negotiation
from models.refusals import Refusal
from models.retention import Erasure
from models.rulebook import Rules
from models.rules.retaining import erased_at
from models.signing import FinalText
from tests.cast import HEADS, Stage, convened, of, only, opened

DAYS = 30


def released(rules: Rules | None = None, *, embargo: timedelta | None = None) -> Stage:
    """A text locked and published, after much that was private."""
    stage = opened(rules or Rules(private_kept=DAYS, access_kept=DAYS + 10))
    private(stage)
    for clause in stage.negotiation.clauses:
        stage.agrees(clause)
    stage.adopts_whole()
    stage.later(minutes=11)
    stage.do("lex", acts.CompleteLegalCheck(explained="All of it is meant so."))
    stage.locks()
    publish(stage, embargo)
    return stage


def final_of(stage: Stage) -> FinalText:
    """The locked text."""
    final = stage.negotiation.final
    assert final is not None
    return final


def publish(stage: Stage, embargo: timedelta | None = None) -> None:
    """The host publishes the locked text."""
    final = final_of(stage)
    until = stage.now + embargo if embargo else None
    stage.do("host", acts.Publish(digest=final.digest, embargo=until))


def private(stage: Stage, marker: str = "quetzalcoatlus") -> None:
    """Caucuses, notes, a tripwire; drafts given up, shared, tabled, and left lying about."""
    caucus = stage.meets("ada", "BET")
    stage.says("bo", caucus, marker)
    stage.do("bo", acts.LeaveCaucus(caucus=caucus))
    stage.says("chair", stage.meets("chair", "GAM"), marker)
    stage.do("ada", acts.WriteNote(text=marker))
    stage.do("chair", acts.WriteNote(text=marker))
    stage.do("gus", acts.SetTripwire(clause="A1", phrase=marker, appears=True))
    left = stage.drafts("dot", clause="A2")
    stage.types("dot", left, "share", f"{marker} share")
    shared = stage.drafts("ada", clause="A3")
    stage.types("ada", shared, "five", f"five {marker}")
    stage.types("ada", shared, marker, "or six")
    stage.do("ada", acts.ShareDraft(draft=shared, watch=Watch.PARTIES))
    stage.types("ada", shared, "six", "seven")
    tabled = stage.drafts("bo")
    stage.types("bo", tabled, "seven days", f"{marker} days")
    stage.types("bo", tabled, f"{marker} days", "ten days")
    proposal = stage.tables_draft("bo", tabled)
    stage.seconds("ada", proposal)
    stage.accepts("chair", proposal)


def without_private(stage: Stage) -> Negotiation | None:
    """What is left leads to: the record without anything that was some members' alone."""
    state: Negotiation | None = None
    for fact, at, actor in stage.log:
        if not is_private(fact.audience):
            state = fold(state, fact, at, actor)
    return state


def test_what_is_private_is_erased_by_itself() -> None:
    """Y-1: just after so many days; the record says what, by which rule, and not how much."""
    stage = released()
    assert stage.negotiation.caucuses
    assert stage.negotiation.notices
    stage.later(minutes=DAYS * 24 * 60)
    assert stage.settle() == (), "at the deadline itself it is still there"
    stage.later(seconds=1)
    (fact,) = stage.settle()
    assert fact == facts.Erased(what=Erasure.PRIVATE, days=DAYS)
    assert fact.audience == facts.PUBLIC
    n = stage.negotiation
    assert not any((n.drafts, n.caucuses, n.notes, n.tripwires, n.seen))
    assert all(not d.before.drafts for d in n.decisions if d.before)
    assert {one.kind for told in n.notices.values() for one in told} == {"erased"}
    assert "quetzalcoatlus" not in repr(n)
    assert stage.settle() == ()


def test_what_is_left_of_the_record_leads_to_the_same_state() -> None:
    """Y-1: whether the private facts are there to be replayed or not."""
    stage = released()
    assert without_private(stage) != stage.negotiation
    stage.later(minutes=(DAYS + 1) * 24 * 60)
    stage.settle()
    assert without_private(stage) == stage.negotiation


def test_an_embargo_puts_it_off() -> None:
    """Y-1: days are counted from when the text may be seen."""
    stage = released(embargo=timedelta(days=5))
    sooner = erased_at(stage.negotiation, Erasure.PRIVATE)
    assert sooner == stage.now + timedelta(days=DAYS + 5)


def test_rules_that_say_nothing_erase_nothing() -> None:
    """Y-1: kept for good, unless the parties want it otherwise."""
    stage = released(Rules())
    stage.later(minutes=4_000 * 24 * 60)
    assert stage.settle() == ()
    for days in (-1, 40_000):
        with pytest.raises(Refusal, match="or for good"):
            convened().do("chair", acts.SetRules(rules=Rules(private_kept=days)))


def test_nothing_private_begins_after_that() -> None:
    """Y-2: until the text is opened again; it falls due once more after another publication."""
    stage = released()
    stage.later(minutes=(DAYS + 1) * 24 * 60)
    stage.settle()
    for act in (acts.OpenCaucus(title="", members=("BET",)), acts.WriteNote(text="late")):
        with stage.refused("erased"):
            stage.do("ada", act)
    digest = final_of(stage).digest
    stage.do("chair", acts.RequestUnlock(reason="An error."))
    for head in HEADS:
        stage.do(head, acts.ConsentUnlock(digest=digest))
    stage.do("host", acts.ConfirmUnlock(digest=digest))
    stage.do("ada", acts.WriteNote(text="again"))
    stage.do("lex", acts.CompleteLegalCheck(explained="All of it is meant so."))
    stage.locks()
    publish(stage)
    stage.later(minutes=(DAYS + 1) * 24 * 60)
    assert only(stage.settle(), facts.Erased).what is Erasure.PRIVATE
    assert not stage.negotiation.notes
    assert without_private(stage) == stage.negotiation


def test_ways_in_are_erased_by_a_rule_of_their_own() -> None:
    """Y-3: what was signed with them stays."""
    stage = released()
    stage.later(minutes=(DAYS + 11) * 24 * 60)
    fallen = of(stage.settle(), facts.Erased)
    assert [(one.what, one.days) for one in fallen] == [
        (Erasure.PRIVATE, DAYS),
        (Erasure.ACCESS, DAYS + 10),
    ]
    assert set(stage.negotiation.erased) == set(Erasure)
