"""The whole text: adopted, corrected, checked; definitions that change, languages that differ."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from models import acts, facts, views
from models.clause import ClauseStatus
from models.correction import CorrectionStatus
from models.languages import translations
from models.layer import Origin
from models.objection import Category
from models.party import EDITORIAL, FACILITATORS, Presence
from models.position import Source, Stand
from models.proposal import ProposalKind
from models.rulebook import Guard, Rules
from models.rules import next_due
from models.translation import TranslationStatus
from models.views import NegotiationStatus
from models.whole import whole_digest
from tests.cast import HEADS, Stage, of, only, opened
from tests.models.test_scenarios import replayed

TEXTS = {
    "A1": "In this Code, “bot” means a program. “Panel” means the five persons of Article 3.",
    "A2": "Parties shall not use a bot on-line. Parties should publish a list within 24 hours.",
    "A3": "The Panel shall oversee this code. It meets online.",
}
ARABIC = {"A2": "لا يجوز للأطراف استخدام البرامج. وينبغي نشر القائمة خلال 24 ساعة."}
NO_SECONDS = Rules(seconding=False)
WINDOW = Rules().editorial_window


def agreed(rules: Rules = NO_SECONDS, arabic: dict[str, str] | None = None) -> Stage:
    """Every clause agreed, every party having said so of each."""
    stage = opened(rules, TEXTS, arabic)
    for clause in TEXTS:
        for head in HEADS:
            stage.states(head, clause=clause)
        stage.agrees(clause)
    return stage


def adopted(rules: Rules = NO_SECONDS, arabic: dict[str, str] | None = None) -> Stage:
    """The whole text adopted, its undo window over."""
    stage = agreed(rules, arabic)
    stage.adopts_whole()
    return stage.later(minutes=30)


def wait(stage: Stage, span: timedelta = WINDOW) -> Stage:
    """Let a window pass, to its very end."""
    stage.now += span
    return stage


# --- adoption -------------------------------------------------------------------------------------


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
    assert views.undoable(stage.negotiation) == adoption
    undone = stage.undoes(decision=adoption)
    assert only(undone, facts.CorrectionWithdrawn).correction == correction
    assert stage.negotiation.adopted is None
    assert views.undoable(stage.negotiation) == agreement
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


# --- editorial corrections ------------------------------------------------------------------------


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
    assert "proposal" in seen[0].next_step
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
    assert "amendment" in seen[0].next_step
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


# --- definitions ----------------------------------------------------------------------------------


def test_definition_changed() -> None:
    """T-3: clauses that use the term are marked, others are not; their agreement takes it off."""
    stage = opened(NO_SECONDS, TEXTS)
    stage.agrees("A2")
    proposal = stage.tables("ada", "A1", "a program", "any program")
    made = stage.accepts("chair", proposal)
    looked = only(made, facts.SecondLook)
    assert (looked.clause, looked.audience) == ("A2", facts.PUBLIC)
    assert "“bot”" in looked.reason
    marks = {key: its.second_look for key, its in stage.negotiation.clauses.items()}
    assert (marks["A1"], marks["A3"]) == ("", "")
    assert marks["A2"] == looked.reason
    assert views.status(stage.negotiation, "A2") is ClauseStatus.AGREED_AD_REF


def test_undo_takes_the_second_look_away_and_only_its_own() -> None:
    """T-3: two definitions change, the later decision is undone; then the first."""
    stage = opened(NO_SECONDS, {**TEXTS, "A4": "The Panel counts each bot."})
    stage.accepts("chair", stage.tables("ada", "A1", "a program", "any program"))
    first = stage.last.number
    once = stage.negotiation.clauses["A4"].second_look
    stage.accepts("chair", stage.tables("ada", "A1", "the five persons", "the persons"))
    assert stage.negotiation.clauses["A4"].second_look.startswith(once)
    assert "“panel”" in stage.negotiation.clauses["A4"].second_look
    stage.undoes()
    assert stage.negotiation.clauses["A4"].second_look == once
    stage.undoes(decision=first)
    assert {its.second_look for its in stage.negotiation.clauses.values()} == {""}
    assert replayed(stage) == stage.negotiation


def test_agreeing_is_the_second_look_and_its_undo_takes_that_back() -> None:
    """T-3: the mark goes with the agreement, and is back when that is undone."""
    stage = opened(NO_SECONDS, TEXTS)
    stage.accepts("chair", stage.tables("ada", "A1", "a program", "any program"))
    mark = stage.negotiation.clauses["A2"].second_look
    assert mark
    stage.agrees("A2")
    assert stage.negotiation.clauses["A2"].second_look == ""
    stage.undoes()
    assert stage.negotiation.clauses["A2"].second_look == mark


# --- languages ------------------------------------------------------------------------------------


def statuses(stage: Stage) -> dict[str, str]:
    """The Arabic of each clause."""
    return {one.clause: one.status.value for one in translations(stage.negotiation)}


def test_a_translation_falls_behind_and_catches_up() -> None:
    """T-9: by its own text, not by its title; what was undone does not count."""
    stage = opened(NO_SECONDS, TEXTS, ARABIC)
    assert statuses(stage) == {"A1": "missing", "A2": "current", "A3": "missing"}
    stage.accepts("chair", stage.tables("ada", "A2", "24 hours", "48 hours"))
    assert statuses(stage)["A2"] == "out_of_date"
    stage.undoes()
    assert statuses(stage)["A2"] == "current"
    stage.accepts("chair", stage.tables("ada", "A2", "24 hours", "12 hours"))
    assert statuses(stage)["A2"] == "out_of_date"
    stage.accepts("chair", stage.tables("ada", "A2", "24", "12", name="ar/text"))
    assert statuses(stage)["A2"] == "current"


def test_a_language_without_texts_is_no_translation() -> None:
    """T-9: unless the rules say that it counts."""
    assert translations(opened(NO_SECONDS, TEXTS, {}).negotiation) == ()
    counts = replace(NO_SECONDS, authentic=frozenset({"ar"}))
    stage = opened(counts, TEXTS, {})
    assert {one.status for one in translations(stage.negotiation)} == {TranslationStatus.MISSING}


def validate(stage: Stage, clause: str, person: str = "lex", language: str = "ar") -> None:
    """Find that a translation says the same as the clause as it reads."""
    version = stage.negotiation.clauses[clause].version
    stage.do(
        person,
        acts.ValidateLanguage(
            clause=clause, language=language, version=version.number, digest=version.digest
        ),
    )


def test_a_translation_is_validated_until_a_text_changes() -> None:
    """T-9: an editorial correction of the working language leaves it as it is."""
    stage = adopted(arabic=ARABIC)
    validate(stage, "A2")
    with stage.refused("translation_missing"):
        validate(stage, "A1", "chair")
    with stage.refused("not_found"):
        validate(stage, "A2", language="en")
    with stage.refused("wrong_role"):
        validate(stage, "A2", "ada")
    assert statuses(stage)["A2"] == "validated"
    stage.corrects("A2", "on-line", "online")
    wait(stage).later(seconds=1).settle()
    assert statuses(stage)["A2"] == "validated"
    stage.corrects("A2", "القائمة", "اللائحة", name="ar/text")
    wait(stage).later(seconds=1).settle()
    assert statuses(stage)["A2"] == "current"


def test_an_authentic_language_is_in_order_before_the_legal_check() -> None:
    """T-9: T-11: each clause of it is named; elsewhere a translation is only shown."""
    stage = adopted(arabic=ARABIC)
    stage.do("lex", acts.CompleteLegalCheck(explained="Meant."))
    rules = replace(NO_SECONDS, authentic=frozenset({"ar"}))
    stage = adopted(rules, dict.fromkeys(TEXTS, "نص."))
    validate(stage, "A1")
    validate(stage, "A3")
    with stage.refused("translation_not_validated") as seen:
        stage.do("lex", acts.CompleteLegalCheck(explained="Meant."))
    assert [(o.kind, o.item) for o in seen[0].obstacles] == [("translation_not_validated", "A2 ar")]
    validate(stage, "A2", "aide")
    stage.do("lex", acts.CompleteLegalCheck(explained="Meant."))


def test_translation_differs() -> None:
    """T-10: a note by anybody of a party opens on the clause, and is in the way until answered."""
    rules = replace(NO_SECONDS, authentic=frozenset({"ar"}))
    stage = adopted(rules, dict.fromkeys(TEXTS, "نص."))
    for clause in TEXTS:
        validate(stage, clause)
    note = acts.NoteDiscrepancy(clause="A2", language="ar", text="It says hours, not days.")
    noted = only(stage.do("amy", note), facts.DiscrepancyNoted).discrepancy
    with stage.refused("discrepancy") as seen:
        stage.do("lex", acts.CompleteLegalCheck(explained="Meant."))
    assert seen[0].obstacles[0].item == noted
    with stage.refused("text_needed"):
        stage.do("lex", acts.ClearDiscrepancy(discrepancy=noted, answer=" "))
    with stage.refused("not_found"):
        stage.do("amy", replace(note, language="fr"))
    stage.do("lex", acts.ClearDiscrepancy(discrepancy=noted, answer="Read together."))
    with stage.refused("cleared_already"):
        stage.do("lex", acts.ClearDiscrepancy(discrepancy=noted, answer="Again."))
    with stage.refused("not_found"):
        stage.do("lex", acts.ClearDiscrepancy(discrepancy="none", answer="Again."))
    stage.do("lex", acts.CompleteLegalCheck(explained="Meant."))
    assert replayed(stage) == stage.negotiation


def test_a_note_on_a_language_that_does_not_count_is_in_nobodys_way() -> None:
    """T-10: it is shown, no more."""
    stage = adopted(arabic=ARABIC)
    stage.do("rix", acts.NoteDiscrepancy(clause="A2", language="ar", text="It differs."))
    stage.do("lex", acts.CompleteLegalCheck(explained="Meant."))


# --- the legal check ------------------------------------------------------------------------------


def test_the_legal_check_closes_the_text() -> None:
    """T-11: T-2: no correction runs, what lint finds is explained; then the text is closed."""
    stage = agreed()
    with stage.refused("text_not_adopted"):
        stage.do("lex", acts.CompleteLegalCheck(explained="Meant."))
    stage.adopts_whole()
    correction = stage.corrects("A2", "on-line", "online")
    with stage.refused("correction_running"):
        stage.do("lex", acts.CompleteLegalCheck(explained="Meant."))
    stage.do("lex", acts.WithdrawCorrection(correction=correction))
    with stage.refused("findings_left") as seen:
        stage.do("lex", acts.CompleteLegalCheck())
    kinds = {(o.kind, o.item) for o in seen[0].obstacles}
    assert ("spelling_variants", "A2") in kinds
    assert ("should_next_to_shall", "A2") in kinds
    assert not {kind for kind, _ in kinds} & {"cross_references"}
    made = stage.do("lex", acts.CompleteLegalCheck(explained="Meant."))
    assert only(made, facts.FindingsExplained).explained == "Meant."
    n = stage.negotiation
    assert {views.status(n, clause) for clause in TEXTS} == {ClauseStatus.TEXT_CLOSED}
    assert views.negotiation_status(n) is NegotiationStatus.TEXT_CLOSED
    assert str(views.progress(n)) == "3 of 3"
    with stage.refused("text_closed"):
        stage.do("lex", acts.CompleteLegalCheck(explained="Meant."))
    with stage.refused("not_undoable"):
        stage.undoes()
    with stage.refused("text_closed"):
        stage.do("gus", _objection(stage))


def _objection(stage: Stage) -> acts.Object:
    return acts.Object(
        clause="A1",
        digest=stage.negotiation.clauses["A1"].version.digest,
        category=Category.OTHER,
        reason="Late",
        remedy="None",
    )


def test_a_text_without_findings_needs_no_explanation() -> None:
    """T-11: T-12: lint empty, nothing is asked."""
    stage = opened(NO_SECONDS, {"A1": "Parties shall publish a list."})
    stage.agrees("A1")
    stage.adopts_whole()
    made = stage.do("lex", acts.CompleteLegalCheck())
    assert of(made, facts.FindingsExplained) == []


def test_a_proposal_that_touches_what_is_guarded_is_substantive() -> None:
    """T-5: by the same measure as a correction."""
    stage = opened(NO_SECONDS, TEXTS)
    hours = stage.tables("ada", "A2", "24 hours", "48 hours")
    spelling = stage.tables("bo", "A2", "on-line", "online")
    assert views.substantive(stage.negotiation, hours) == {Guard.NUMBER}
    assert views.substantive(stage.negotiation, spelling) == frozenset()
