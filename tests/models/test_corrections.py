"""Editorial corrections: confirmed, contested, withdrawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models import acts, facts, views
from models.clause import ClauseStatus
from models.correction import CorrectionStatus
from models.layer import Origin
from models.party import EDITORIAL, FACILITATORS, Presence
from models.position import Source, Stand
from models.proposal import ProposalKind
from models.rulebook import Guard
from models.rules import next_due
from models.views import NegotiationStatus
from models.whole import whole_digest
from tests.cast import only
from tests.models.adoption import NO_SECONDS, TEXTS, WINDOW, adopted, agreed, wait
from tests.models.test_scenarios import replayed


def test_a_correction_nobody_contests_is_confirmed_just_after_its_window() -> None:
    """T-4: T-7: G-6: a new version, every position carried, the clause agreed, the digest new."""
    stage = adopted()
    stage.states("gus", Stand.AGREE_AD_REF, "A2")
    correction = stage.corrects("A2", "on-line", "online")
    running = stage.negotiation.corrections[correction]
    assert (running.label, running.window_ends) == ("E1", stage.now + WINDOW)
    assert next_due(stage.negotiation) == running.window_ends
    assert wait(stage).settle() == ()
    stage.later(seconds=1)
    confirmed = stage.settle()
    n = stage.negotiation
    clause = n.clauses["A2"]
    assert (clause.current, clause.agreed) == (2, True)
    assert stage.text("A2") == TEXTS["A2"].replace("on-line", "online")
    stands = {party: n.position("A2", party) for party in ("ALP", "BET", "GAM", "DEL")}
    assert {p: one.stand.value for p, one in stands.items() if one} == {
        "ALP": "agree",
        "BET": "agree",
        "GAM": "agree_ad_ref",
        "DEL": "agree",
    }
    assert {one.source for one in stands.values() if one} == {Source.CARRIED}
    assert n.corrections[correction].status is CorrectionStatus.CONFIRMED
    assert n.adopted == whole_digest(n) == only(confirmed, facts.CorrectionConfirmed).adopted
    origins = {span.origin for span in clause.version.provenance["en/text"]}
    assert origins == {Origin(1), Origin(2, correction, EDITORIAL)}
    assert replayed(stage) == n


def test_corrections_follow_each_other_on_one_clause() -> None:
    """T-4: one at a time; drafts that were left are carried over to the corrected text."""
    stage = agreed()
    stage.undoes()
    draft = stage.drafts("ada", "A3")
    stage.agrees("A3")
    stage.adopts_whole()
    stage.corrects("A3", "meets", "convenes")
    with stage.refused("correction_running") as seen:
        stage.corrects("A3", "oversee", "supervise")
    assert seen[0].obstacles[0].kind == "correction"
    wait(stage).later(seconds=1).settle()
    stage.corrects("A3", "oversee", "supervise")
    wait(stage).later(seconds=1).settle()
    assert stage.text("A3") == "The Panel shall supervise this code. It convenes online."
    assert stage.reading(draft) == stage.text("A3")
    assert stage.negotiation.clauses["A3"].current == 3


def test_corrections_are_for_an_adopted_text_and_legal_experts() -> None:
    """T-4: before, a change is a proposal; after the legal check the text is closed."""
    stage = agreed()
    with stage.refused("text_not_adopted") as seen:
        stage.corrects("A2", "on-line", "online")
    assert "proposal" in str(seen[0].next_step)
    stage.adopts_whole()
    with stage.refused("not_once"):
        stage.corrects("A2", "Parties", "The parties")
    with stage.refused("not_once"):
        stage.corrects("A2", "nowhere", "online")
    with stage.refused("not_once"):
        stage.corrects("A2", "", "online")
    with stage.refused("no_change"):
        stage.corrects("A2", "on-line", "on-line")
    with stage.refused("control_character"):
        stage.corrects("A2", "on-line", "on\x00line")
    with stage.refused("reason_needed"):
        stage.corrects("A2", "on-line", "online", reason=" ")
    with stage.refused("not_found"):
        stage.corrects("A2", "on-line", "online", field="fr/text")
    with stage.refused("text_moved"):
        stage.corrects("A2", "on-line", "online", version=7)
    with stage.refused("too_long"):
        stage.corrects("A2", "on-line", "online " * 3_000)
    stage.do("lex", acts.CompleteLegalCheck(explained="All of it is meant."))
    with stage.refused("text_closed"):
        stage.corrects("A2", "on-line", "online")


@pytest.mark.parametrize(
    ("clause", "find", "put", "code"),
    [
        ("A2", "should publish", "shall publish", "modal_verb_changed"),
        ("A2", "24", "48", "number_changed"),
        ("A2", "shall not", "shall", "negation_changed"),
        ("A3", "Panel", "board", "defined_term_changed"),
        ("A3", "It meets", "It meets on Monday", "date_changed"),
        ("A3", "It meets", "ALP meets", "party_name_changed"),
    ],
)
def test_what_changes_the_meaning_is_no_correction(
    clause: str, find: str, put: str, code: str
) -> None:
    """T-5: refused by what it touches, with the way to table it."""
    stage = adopted()
    with stage.refused(code) as seen:
        stage.corrects(clause, find, put)
    assert "amendment" in str(seen[0].next_step)
    assert [o.kind for o in seen[0].obstacles] == [code]


def test_all_that_a_correction_touches_is_named_and_the_rules_say_what_counts() -> None:
    """T-5: every guard of the rules, none that they leave out."""
    stage = adopted()
    with stage.refused("modal_verb_changed") as seen:
        stage.corrects("A2", "should publish a list within 24", "shall publish a list within 48")
    assert [o.kind for o in seen[0].obstacles] == ["modal_verb_changed", "number_changed"]
    stage = adopted(replace(NO_SECONDS, editorial_guards=frozenset({Guard.NUMBER})))
    stage.corrects("A2", "should publish", "shall publish")


def test_an_editorial_correction_contested() -> None:
    """T-6: G-6: in time at the end of the window; a proposal now, on a clause reopened."""
    stage = adopted()
    correction = stage.corrects("A2", "on-line", "online")
    other = stage.corrects("A3", "oversee", "supervise")
    made = wait(stage).contests("gus", correction)
    n = stage.negotiation
    assert n.adopted is None
    assert (n.clauses["A2"].current, n.clauses["A2"].agreed) == (1, False)
    assert n.clauses["A3"].agreed
    assert n.corrections[correction].contested_by == "GAM"
    assert n.corrections[other].status is CorrectionStatus.WITHDRAWN
    tabled = n.proposals[only(made, facts.ProposalTabled).proposal]
    assert (tabled.kind, tabled.author, tabled.person) == (
        ProposalKind.BRIDGING,
        FACILITATORS,
        "lex",
    )
    assert tabled.reason == "Consistent spelling."
    assert views.status(n, "A2") is ClauseStatus.BRACKETED
    assert {f.audience for f in made if isinstance(f, facts.AdoptionFell)} == {facts.PUBLIC}
    stage.objects("gus", "A2", tabled.id)
    with stage.refused("open_objection"):
        stage.accepts("chair", tabled.id)
    with stage.refused("window_over"):
        stage.contests("bo", correction)
    assert replayed(stage) == stage.negotiation


def test_a_contested_correction_may_be_accepted_and_the_text_adopted_again() -> None:
    """T-6: like any other proposal; it changes the version, and positions lapse."""
    stage = adopted()
    made = stage.contests("gus", stage.corrects("A2", "on-line", "online"))
    proposal = only(made, facts.ProposalTabled).proposal
    stage.accepts("chair", proposal)
    assert stage.text("A2") == TEXTS["A2"].replace("on-line", "online")
    assert stage.negotiation.position("A2", "ALP") is None
    stage.agrees("A2")
    stage.adopts_whole()
    assert views.negotiation_status(stage.negotiation) is NegotiationStatus.ADOPTED


def test_a_party_that_walked_out_contests_too_and_nobody_too_late() -> None:
    """T-6: G-5: the window is for every admitted party; after it the correction is confirmed."""
    stage = adopted()
    first = stage.corrects("A2", "on-line", "online")
    stage.presence("DEL", Presence.WALKED_OUT)
    with stage.refused("wrong_role"):
        stage.contests("abe", first)
    with stage.refused("not_admitted"):
        stage.contests("new", first)
    with stage.refused("reason_needed"):
        stage.do("dot", acts.ContestCorrection(correction=first, reason=""))
    second = stage.corrects("A3", "oversee", "supervise")
    stage.contests("dot", second)
    assert stage.negotiation.corrections[first].status is CorrectionStatus.WITHDRAWN
    stage = adopted()
    late = stage.corrects("A2", "on-line", "online")
    wait(stage).later(seconds=1).settle()
    with stage.refused("window_over"):
        stage.contests("dot", late)


def test_a_correction_is_withdrawn_while_it_runs() -> None:
    """T-8: nothing of the text changes, and another may be proposed."""
    stage = adopted()
    correction = stage.corrects("A2", "on-line", "online")
    with stage.refused("wrong_role"):
        stage.do("chair", acts.WithdrawCorrection(correction=correction))
    stage.do("lex", acts.WithdrawCorrection(correction=correction))
    assert next_due(stage.negotiation) is None
    with stage.refused("window_over"):
        stage.do("lex", acts.WithdrawCorrection(correction=correction))
    with stage.refused("not_found"):
        stage.do("lex", acts.WithdrawCorrection(correction="none"))
    stage.corrects("A2", "on-line", "online")
