"""Languages in order, and the legal check that closes the text."""

from __future__ import annotations

from dataclasses import replace

from models import acts, facts, views
from models.clause import ClauseStatus
from models.closing import in_languages
from models.languages import translations
from models.names import clause_name
from models.objection import Category
from models.rulebook import Guard
from models.translation import TranslationStatus
from models.views import NegotiationStatus
from tests.cast import Stage, of, only, opened
from tests.models.adoption import ARABIC, NO_SECONDS, TEXTS, adopted, agreed, wait
from tests.models.test_scenarios import replayed

# --- languages ----------------------------------------------------------------------------------


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


def test_what_was_reopened_by_mistake_leaves_a_translation_behind() -> None:
    """T-9: an undone decision that made no version takes none out of the line."""
    stage = opened(NO_SECONDS, TEXTS, ARABIC)
    stage.agrees("A2")
    for mistaken in (True, False):
        stage.asks("ada", "A2")
        stage.supports("bo", "A2")
        stage.reopens(clause="A2")
        if mistaken:
            stage.undoes()
    stage.accepts("chair", stage.tables("ada", "A2", "24 hours", "48 hours"))
    assert statuses(stage)["A2"] == "out_of_date"


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


def test_what_is_amiss_in_a_language_is_told_by_its_name_with_what_to_do() -> None:
    """T-9: one that is there is compared; one that is missing has to be tabled first."""
    stage = opened(replace(NO_SECONDS, authentic=frozenset({"ar"})), TEXTS, ARABIC)
    told = {str(one): str(one.next_step) for one in in_languages(stage.negotiation)}
    first, second, _ = (str(clause_name(stage.negotiation, one)) for one in TEXTS)
    assert told[f"The Arabic text of {first} is missing."] == (
        "Have the clause reopened, and that text tabled."
    )
    assert told[f"The Arabic text of {second} has not been validated."] == (
        "Compare both texts, and validate it."
    )


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


# --- the legal check ----------------------------------------------------------------------------


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
