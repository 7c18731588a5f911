"""Clauses that are law; numbers, and the whole text that bears them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest

from models import acts, facts, lint, outline, whole
from models.clause import ClauseStatus
from models.fold import fold
from models.rulebook import Decision, Rules
from tests.cast import MORNING, TEXTS, Stage, convened, only, opened
from tests.models.structures import status

# --- protected clauses --------------------------------------------------------------------------


def law(decision: Decision = Decision.CONSENSUS) -> Stage:
    """A session in which A2 is protected."""
    stage = convened(Rules(decision=decision))
    prepared = tuple(its._replace(protected=its.id == "A2") for its in stage.negotiation.prepared)
    fact = facts.TextPrepared(clauses=prepared)
    stage.negotiation = fold(stage.negotiation, fact, MORNING, None)
    stage.do("host", acts.PublishText())
    stage.do("chair", acts.OpenSession(session="S1", present=("ALP", "BET", "GAM", "DEL")))
    stage.do("chair", acts.AdoptRules())
    return stage


def test_a_protected_clause_refuses_proposals() -> None:
    """C-10: of every kind, and drafts; a new clause may stand beside it."""
    stage = law()
    deeds: tuple[Callable[[], object], ...] = (
        lambda: stage.drafts("ada", "A2"),
        lambda: stage.drafts("chair", "A2"),
        lambda: stage.deletes("ada", "A2"),
        lambda: stage.moves("ada", "A2", ""),
        lambda: stage.splits("ada", "A2", "Satire"),
        lambda: stage.merges("ada", "A2", "A3"),
        lambda: stage.merges("ada", "A1", "A2"),
    )
    for deed in deeds:
        with stage.refused("protected"):
            deed()
    stage.carries(stage.adds("ada", "A2"))
    assert stage.numbers == ["1", "2", "2 bis", "3"]


@pytest.mark.parametrize("decision", list(Decision))
def test_an_objection_to_a_protected_clause_is_a_note(decision: Decision) -> None:
    """C-10: on record, and shown; it ends no question and blocks nothing."""
    stage = law(decision)
    objection = stage.objects("bo", "A2")
    stage.shows("A2")
    stage.puts(clause="A2")
    stage.objects("gus", "A2")
    stage.later(seconds=61)
    stage.confirms(clause="A2")
    assert status(stage, "A2") is ClauseStatus.AGREED_AD_REF
    assert stage.negotiation.objections[objection].standing
    assert stage.negotiation.blocking_objections("A2") == ()


# --- numbers and the whole text -----------------------------------------------------------------


def adopted() -> Stage:
    """A text with new, deleted, split and unnumbered clauses, adopted whole."""
    stage = opened(None, {**TEXTS, "A4": "See Article 3 and clause 2. Article 1 bis stays."})
    n = stage.negotiation
    stage.negotiation = replace(n, clauses={**n.clauses, "A1": replace(n.clauses["A1"], number="")})
    stage.carries(stage.adds("ada", "A2"))
    stage.carries(stage.deletes("ada", "A2"))
    stage.carries(stage.splits("ada", "A3", "shall"))
    stage.negotiation = replace(stage.negotiation, adopted=whole.whole_digest(stage.negotiation))
    return stage


def test_numbers_move_once_after_adoption() -> None:
    """C-11: the lead or the legal expert, once, with a public table from old to new."""
    stage = adopted()
    assert stage.numbers == ["", "2", "2 bis", "3", "3 bis", "4"]
    fact = only(stage.do("lex", acts.Renumber()), facts.ClausesRenumbered)
    assert fact.audience == facts.PUBLIC
    assert fact.table == (
        ("A2", "2", ""),
        ("A2bis", "2 bis", "1"),
        ("A3", "3", ""),
        ("A3a", "3", "2"),
        ("A3b", "3 bis", "3"),
        ("A4", "4", "4"),
    )
    assert stage.numbers == ["", "", "1", "2", "3", "4"]
    assert stage.negotiation.clauses["A2bis"].former_number == "2 bis"
    with stage.refused("renumbered"):
        stage.do("chair", acts.Renumber())


def test_a_reference_is_corrected_to_the_number_its_clause_has_now() -> None:
    """T-5: to that number and no other, and only after the renumbering."""
    stage = adopted()
    with stage.refused("number_changed"):
        stage.corrects("A4", "Article 3", "Article 2")
    stage.do("lex", acts.Renumber())
    for other in ("Article 4", "Article 2, paragraph 1"):
        with stage.refused("number_changed"):
            stage.corrects("A4", "Article 3", other)
    stage.corrects("A4", "Article 3", "Article 2")
    stage.later(seconds=1 + stage.negotiation.rules.editorial_window.total_seconds())
    stage.settle()
    assert stage.text("A4") == "See Article 2 and clause 2. Article 1 bis stays."


def test_numbers_do_not_move_while_negotiating() -> None:
    """C-11: not before the whole text is adopted."""
    stage = opened()
    with stage.refused("not_adopted"):
        stage.do("chair", acts.Renumber())


def test_numbers_do_not_move_after_the_legal_check() -> None:
    """C-11: what cites them could not be corrected any more (domain §4)."""
    stage = adopted()
    stage.negotiation = replace(stage.negotiation, legal_check=True)
    with stage.refused("text_closed"):
        stage.do("chair", acts.Renumber())


def test_numbers() -> None:
    """C-12: two parties cite "Article 5": number and id, and old numbers after renumbering."""
    stage = adopted()

    def found(said: str) -> list[tuple[str, str]]:
        return [(one.clause, one.by) for one in outline.find_clause(stage.negotiation, said)]

    assert found("a4") == [("A4", "id")]
    assert found("Article 4") == found("4") == found("المادة ٤") == [("A4", "number")]
    assert found("art. 2 bis") == found("  2  BIS ") == [("A2bis", "number")]
    assert found("3") == [("A3a", "number"), ("A3b", "number")]
    assert found("A3") == [("A3a", "id"), ("A3b", "id")]
    assert found("14") == found("bis") == found("") == found("Article") == []
    stage.do("chair", acts.Renumber())
    assert found("Article 3") == [("A3b", "number"), ("A3a", "former_number")]
    assert found("2 bis") == [("A2bis", "former_number")]
    assert found("2") == [("A3a", "number"), ("A2", "former_number")]


def test_the_number_of_a_deleted_clause_that_goes_to_another_does_not_resolve() -> None:
    """C-11: whoever wrote it did not mean the clause that has the number now."""
    texts = {"A1": "It is free.", "A2": "It is fair.", "A3": "It ends.", "A4": "See Article 2."}
    stage = opened(Rules(seconding=False), texts=texts)
    stage.accepts("chair", stage.deletes("ada", "A2"))
    for clause in stage.negotiation.clauses:
        stage.agrees(clause)
    stage.adopts_whole()
    stage.do("chair", acts.Renumber())
    assert stage.negotiation.clauses["A3"].number == "2"
    found = lint.findings(whole.passages(stage.negotiation))
    kinds = {one.kind for one in found if one.clause == "A4"}
    assert lint.FindingKind.MOVED_REFERENCE in kinds
    assert lint.FindingKind.REFERENCES not in kinds


def test_texts_that_cite_a_number_are_listed() -> None:
    """C-12: where they are, what they may mean, and whether the number was another's."""
    stage = adopted()
    stage.do("chair", acts.Renumber())
    listed = outline.references(stage.negotiation)
    assert [(one.clause, one.said, one.means, one.former) for one in listed] == [
        ("A4", "Article 3", ("A3b", "A3a"), True),
        ("A4", "clause 2", ("A3a", "A2"), True),
        ("A4", "Article 1 bis", (), False),
    ]
    assert (listed[0].field, listed[0].start, listed[0].length) == ("en/text", 4, 9)
    assert "Article 3" in stage.text("A4")


def test_the_whole_text_is_named_by_its_digest() -> None:
    """C-11: what has words, in order, under its numbers; each language by itself."""
    stage = adopted()
    n = stage.negotiation
    lines = [(its.number, its.version.wording) for its in outline.worded(n)]
    assert [number for number, _ in lines] == ["", "2 bis", "3", "3 bis", "4"]
    form = "".join(f"{no}\t{w['en/title']}\n{w['en/text']}\n" for no, w in lines)
    assert whole.whole_digest(n) == sha256(form.encode()).hexdigest()
    assert whole.whole_digests(replace(n, languages=("en", "fr"))) == {"en": whole.whole_digest(n)}
    before = whole.whole_digest(n)
    stage.negotiation = replace(n, adopted=None)
    stage.carries(stage.moves("ada", "A4", ""))
    assert whole.whole_digest(stage.negotiation) != before
