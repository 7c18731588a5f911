"""Lint: what is found in a text, what a change touches, and what definitions are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.lint import (
    FindingKind,
    Passage,
    changed_terms,
    cited,
    defined_terms,
    definition_changed,
    findings,
    guards_touched,
    uses,
    value,
)
from models.rulebook import Guard

MARAVEL = yaml.safe_load(
    (Path(__file__).parents[1] / "scenarios" / "maravel.yaml").read_text(encoding="utf-8")
)
WORDS = {
    "spelling variants": FindingKind.SPELLING,
    "numbers written two ways": FindingKind.NUMBERS,
    "should next to shall": FindingKind.WEAKER_VERB,
    "cross-references": FindingKind.REFERENCES,
    "defined term": FindingKind.DEFINITION_CHANGED,
}
"""How the scenario begins to say a finding → its kind."""
TERMS = ("official account", "panel", "disinformation")
NAMES = ("UNP", "Union for National Progress", "DRM")


def maravel(clauses: list[Mapping[str, Any]]) -> tuple[Passage, ...]:
    """The texts of the scenario under the numbers of its base text."""
    numbers = {clause["id"]: clause["number"] for clause in MARAVEL["clauses"]}
    return tuple(
        Passage(its["id"], numbers[its["id"]], {"en/text": its["text"]}) for its in clauses
    )


BASE = maravel(MARAVEL["clauses"])
FINAL = maravel(MARAVEL["end_state"]["clauses"])


@pytest.mark.parametrize("expected", MARAVEL["lint_expectations"], ids=lambda e: e["finding"][:20])
def test_what_the_scenario_expects_is_found(expected: Mapping[str, str]) -> None:
    """T-12: each finding by its kind and its clause, in the base text, at a move or at the end."""
    clause = expected["clause"]
    found = {"base": findings(BASE), "final": findings(FINAL)}.get(expected["when"])
    if found is None:
        (old,) = (p.wording for p in BASE if p.clause == clause)
        (new,) = (p.wording for p in FINAL if p.clause == clause)
        found = definition_changed(clause, old, new, BASE)
    (kind,) = (kind for words, kind in WORDS.items() if expected["finding"].startswith(words))
    said = [str(f.sentence) for f in found if (f.clause, f.kind) == (clause, kind)]
    assert len(said) == 1
    named = ("on-line", "online", "ten days, 14 days", "5 and 10", "A3")
    assert all(word in said[0] for word in named if word in expected["finding"])


def kinds(*texts: str) -> list[tuple[str, FindingKind]]:
    """What is found in some clauses, numbered from 1."""
    passages = [Passage(f"A{n}", str(n), {"en/text": t}) for n, t in enumerate(texts, start=1)]
    return [(finding.clause, finding.kind) for finding in findings(passages)]


def test_findings_of_a_text() -> None:
    """T-12: verbs, length, references that lead nowhere, terms that nobody uses."""
    assert kinds("Parties shall publish. Voters may ask.") == []
    assert kinds("Parties must publish.") == [("A1", FindingKind.UNUSUAL_VERB)]
    assert kinds("word " * 36 + ".") == [("A1", FindingKind.LONG_SENTENCE)]
    assert kinds("word " * 35 + ".") == []
    assert kinds("As said in Article 2.") == [("A1", FindingKind.BROKEN_REFERENCE)]
    term = "“Panel” means five persons."
    assert kinds(term, "The Panel sits.") == []
    assert kinds(term, "Nobody sits.") == [("A1", FindingKind.UNUSED_TERM)]
    assert kinds(term, "“Panel” means six; a panel.") == [("A2", FindingKind.DEFINED_TWICE)]
    assert kinds("An on-line list.", "An online list.") == [("A1", FindingKind.SPELLING)]
    assert kinds("In ten days.", "In 14 days.") == []


def test_a_reference_that_resolves_needs_nothing_more() -> None:
    """T-12: it is told, and settled."""
    (found,) = findings([Passage("A1", "1", {"en/text": "See Article 1."})])
    assert (found.kind, found.clause) == (FindingKind.REFERENCES, "A1")
    assert str(found.sentence) == "Cross-reference to Article 1 resolves."
    assert found.settled


def test_another_language_is_looked_through_where_rules_make_sense() -> None:
    """T-12: references and long sentences in Arabic; English verbs are nobody's concern there."""
    texts = {"ar/text": "انظر المادة 7.", "en/text": "Parties must publish."}
    (found,) = findings([Passage("A1", "1", texts)], "ar")
    assert found.kind is FindingKind.BROKEN_REFERENCE


def test_a_number_that_the_renumbering_gave_to_another_clause_does_not_resolve() -> None:
    """C-11: nobody rewrites references, so that somebody has to look at each."""
    first = Passage("A1", "1", {"en/text": "See Article 2."}, "1")
    second = Passage("A2", "2", {"en/text": "See Article 1."}, "3")
    third = Passage("A3", "3", {"en/text": "See Article 3."}, "4")
    found = [(one.clause, one.kind) for one in findings([first, second, third])]
    assert found == [
        ("A1", FindingKind.REFERENCES),
        ("A2", FindingKind.REFERENCES),
        ("A3", FindingKind.MOVED_REFERENCE),
    ]


def test_clauses_between_others_are_cited_by_all_of_their_number() -> None:
    """C-1: T-12: 4 quater is not 4, and is missed where there is none."""
    assert cited("Articles 4 quater and 4 decies") == ("4 quater", "4 decies")
    passage = Passage("A1", "4", {"en/text": "Article 4 quater applies."})
    broken = [one for one in findings([passage]) if one.kind is FindingKind.BROKEN_REFERENCE]
    assert ["4 quater" in str(one.sentence) for one in broken] == [True]


def test_what_is_cited() -> None:
    """T-12: each number once, also those of clauses inserted between others."""
    assert cited("Articles 5, 6 and 10, and again Article 5; clause 4 bis, 24 hours.") == (
        "5",
        "6",
        "10",
        "4 bis",
    )


@pytest.mark.parametrize(
    ("old", "new", "touched"),
    [
        ("Parties should publish it.", "Parties shall publish it.", {Guard.MODAL_VERB}),
        ("abuse on-line, and", "abuse online, and", set()),
        ("Parties shall not share.", "Parties shall share.", {Guard.NEGATION}),
        ("Parties shall share.", "Parties shall never share.", {Guard.NEGATION}),
        ("within 24 hours", "within 48 hours", {Guard.NUMBER}),
        ("within ten days", "within 10 days", {Guard.NUMBER}),
        ("within twenty-four hours", "within twenty-five hours", {Guard.NUMBER}),
        ("24 hours or 12 days", "12 hours or 24 days", {Guard.NUMBER}),
        ("shall act and shall not lie", "shall not act and shall lie", {Guard.NEGATION}),
        ("on Monday at noon", "on Tuesday at noon", {Guard.DATE}),
        ("by 3 May 2027 at last", "by 4 May 2027 at last", {Guard.DATE}),
        ("the Panel decides", "the Board decides", {Guard.DEFINED_TERM}),
        ("its official accounts", "its official account", {Guard.DEFINED_TERM}),
        ("an Official account", "an official account", set()),
        ("UNP says so", "DRM says so", {Guard.PARTY_NAME}),
        ("shall list ten", "should list 10", {Guard.MODAL_VERB, Guard.NUMBER}),
        ("It may stay.", "It can stay.", {Guard.MODAL_VERB}),
        ("colour, and not size", "color, and not size", set()),
        ("Same words.", "Same words.", set()),
        ("😀 within 24 hours on-line", "😀 within 24 hours online", set()),
    ],
)
def test_what_a_change_touches(old: str, new: str, touched: set[Guard]) -> None:
    """T-5: the words that carry meaning, at every place that changed."""
    assert guards_touched(old, new, TERMS, NAMES) == touched
    assert guards_touched(new, old, TERMS, NAMES) == touched


def test_other_languages_are_guarded_too() -> None:
    """T-5: Arabic by its own words, any other language at least by its digits."""
    assert guards_touched("لا يجوز النشر", "يجوز النشر", language="ar") == {Guard.NEGATION}
    assert guards_touched("يجب النشر", "ينبغي النشر", language="ar") == {Guard.MODAL_VERB}
    assert guards_touched("خلال 24 ساعة", "خلال 48 ساعة", language="ar") == {Guard.NUMBER}
    assert guards_touched("dans 24 heures", "dans 48 heures", language="fr") == {Guard.NUMBER}
    assert guards_touched("ne pas", "pas", language="fr") == set()


def test_definitions() -> None:
    """T-3: what stands in quotes before “means”, to the end of its sentence."""
    wording = {
        "en/title": "Definitions",
        "en/text": "In this Code, “Panel” means the five. “Bot” means a program; “user” means "
        "a person. It says “no”.",
    }
    terms = defined_terms(wording)
    assert terms == {
        "panel": "means the five.",
        "bot": "means a program",
        "user": "means a person.",
    }
    other = {**wording, "en/text": wording["en/text"].replace("a program", "any program")}
    assert changed_terms(wording, other) == ("bot",)
    assert changed_terms(wording, wording) == ()
    assert changed_terms(wording, {"en/text": ""}) == ("panel", "bot", "user")
    assert uses("bot", {"en/text": "No Bots here."})
    assert not uses("bot", {"en/text": "No bottles here."})


def test_what_a_number_is_worth() -> None:
    """T-12: digits and English words below a hundred."""
    assert [value(n) for n in ("7", "ten", "twenty", "Thirty-two")] == [7, 10, 20, 32]
    assert [value(n) for n in ("dozen", "twenty-ten", "once")] == [None, None, None]
