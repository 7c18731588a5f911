"""After signing: duties cut out of the text, the pack of a party, and its briefings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from models import acts, facts
from models.duties import Force, concerns, said
from models.pack import pack
from models.reservation import StatementKind
from models.signing import Choice, StatementChoice
from tests.cast import TEXTS, Stage, of, only, opened
from tests.models.adoption import ARABIC
from tests.models.test_signing import ceremony

SCENARIOS = Path(__file__).parents[1] / "scenarios"

WORDS = (
    *("Each signatory ", "The Panel ", "Gamma ", "a correction ", "and ", "but ", ", ", "; "),
    *("shall ", "shall not ", "should ", "undertakes to ", "may ", "will ", "within ten days "),
    *("of signature", "every week", "by 3 March 2027", ". ", "\n", "يجب ", "🕊 ", "Article 5"),
)


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join) | st.text(max_size=80))
def test_a_duty_is_cut_out_and_never_put_together(text: str) -> None:
    """I-3: its pieces are the sentence, and the sentences the clause, letter by letter."""
    for language in ("en", "ar", "xx"):
        found = said(text, language)
        assert "".join(one.text for one in found) == text
        for one in found:
            if one.duty is not None:
                duty = one.duty
                assert duty.lead + duty.who + duty.verb + duty.does == one.text
                assert all(when in one.text for when in duty.when)


@pytest.mark.parametrize(
    ("sentence", "who", "force", "when"),
    [
        (
            "Each signatory shall give the Panel a list within ten days of signature.",
            "Each signatory",
            Force.SHALL,
            ("within ten days of signature",),
        ),
        ("Signatories shall not accept foreign funds.", "Signatories", Force.SHALL_NOT, ()),
        ("Signatories should publish a notice.", "Signatories", Force.SHOULD, ()),
        (
            "From 00:00 until polls close, signatories shall not publish.",
            "signatories",
            Force.SHALL_NOT,
            (),
        ),
        (
            "A signatory that learns of it, or its candidate, must correct it within 24 hours.",
            "A signatory that learns of it, or its candidate,",
            Force.SHALL,
            ("within 24 hours",),
        ),
        (
            "The parties undertake to report every two weeks, and by 3 March 2027.",
            "The parties",
            Force.SHALL,
            ("every two weeks", "by 3 March 2027"),
        ),
        ("The host shall be told no later than 5 May.", "The host", Force.SHALL, None),
    ],
)
def test_who_does_what_by_when(
    sentence: str, who: str, force: Force, when: tuple[str, ...] | None
) -> None:
    """I-3: in the words of the text."""
    (one,) = said(sentence, "en")
    assert one.duty is not None
    assert (one.duty.who.strip(), one.duty.force) == (who, force)
    assert one.duty.when == (when if when is not None else ("no later than 5 May",))
    assert one.duty.everybody is (who != "The host")


@pytest.mark.parametrize(
    "sentence", ["Satire is free.", "A signatory may ask for review within 48 hours.", ""]
)
def test_what_is_no_duty_stays_as_it_reads(sentence: str) -> None:
    """I-3: permissions and plain sentences."""
    assert [one.duty for one in said(sentence, "en")] == ([None] if sentence else [])


def test_a_language_without_tables_is_left_whole() -> None:
    """I-3: nothing is guessed."""
    text = "على كل طرف أن ينشر حساباته. السخرية حرة."
    (one,) = said(text, "ar")
    assert (one.text, one.duty) == (text, None)


def test_the_duties_of_maravel_are_read_from_its_final_text() -> None:
    """I-3: every sentence of every clause, whose duty it is, and the deadlines in it."""
    told = yaml.safe_load((SCENARIOS / "maravel.yaml").read_text("utf-8"))
    found = [one for its in told["end_state"]["clauses"] for one in said(its["text"], "en")]
    duties = [one.duty for one in found if one.duty is not None]
    ours = [duty for duty in duties if concerns(duty, {"UNP"})]
    assert (len(found), len(duties), len(ours)) == (51, 30, 22)
    deadlines = [when for duty in ours for when in duty.when]
    assert deadlines.count("within ten days of signature") == 2
    assert "within 90 days of the final results" in deadlines
    others = {duty.who.strip() for duty in duties if duty not in ours}
    assert {"The Panel", "The National Electoral Commission"} <= others


def test_a_pack_holds_every_clause_of_the_locked_text() -> None:
    """I-3: with the duties of the party, those of others, and the rest."""
    n = ceremony().negotiation
    made = pack(n, "ALP", "en")
    assert made.read
    assert not pack(n, "ALP", "ar").read
    for one in made.clauses:
        assert (
            "".join(its.text for its in one.sentences)
            == n.clauses[one.id].version.wording["en/text"]
        )
        assert one.taken
    first, second, third = made.clauses
    assert [its.text for its in first.duties(made.names)] == [
        "Each party shall list its accounts within seven days. "
    ]
    assert [its.text for its in first.duties(made.names, own=False)] == [
        "It shall keep the list current."
    ]
    assert [its.text for its in second.rest] == ["Satire is free."]
    assert not third.duties(made.names)


def test_a_clause_that_nobody_translated_stands_in_the_working_language() -> None:
    """I-3: whoever is briefed from a pack misses no commitment."""
    n = opened(None, TEXTS, ARABIC).negotiation
    working, translated = pack(n, "ALP", "en"), pack(n, "ALP", "ar")
    assert [one.language for one in translated.clauses] == ["en", "ar", "en"]
    assert "".join(one.text for one in translated.clauses[1].sentences) == ARABIC["A2"]
    assert translated.clauses[::2] == working.clauses[::2]


def test_a_duty_of_one_party_is_its_alone() -> None:
    """I-3: named by name or by code."""
    (one,) = said("Gamma shall lend the hall.", "en")
    assert one.duty is not None
    assert concerns(one.duty, {"GAM", "Gamma"})
    assert not concerns(one.duty, {"BET", "Beta"})


def test_what_a_party_reserved_stands_beside_the_clause() -> None:
    """I-3: as it chose when it signed."""
    stage = opened()
    one = stage.enters("ada", StatementKind.RESERVATION, text="Not on Sundays.")
    other = stage.enters("ada", StatementKind.DECLARATION, text="Dropped.")
    for clause in stage.negotiation.clauses:
        stage.agrees(clause)
    stage.adopts_whole()
    stage.later(minutes=11)
    stage.do("lex", acts.CompleteLegalCheck(explained="All of it is meant so."))
    stage.locks()
    stage.opens_signing(timedelta(days=7))
    chosen = (StatementChoice(one, Choice.MAINTAIN), StatementChoice(other, Choice.DROP))
    stage.signs("ada", statements=chosen)
    first = pack(stage.negotiation, "ALP", "en").clauses[0]
    assert [its.text for its in first.statements] == ["Not on Sundays."]


BRIEFED = acts.RecordBriefing(
    held="2027-02-10", place="Our hall", whom="Candidates", briefed=42, of=60
)


def signed() -> Stage:
    """ALP has signed."""
    stage = ceremony()
    stage.signs("ada")
    return stage


def test_a_party_records_whom_it_briefed() -> None:
    """I-1: its head or a delegate, for the table; not the future, not more than there are."""
    stage = ceremony()
    with stage.refused("not_signed"):
        stage.do("ada", BRIEFED)
    stage.signs("ada")
    made = stage.do("abe", BRIEFED)
    assert only(made, facts.BriefingHeld).audience == facts.PARTIES
    (one,) = stage.negotiation.briefings
    assert (one.party, one.person, one.held, one.briefed, one.of) == (
        *("ALP", "abe", "2027-02-10", 42, 60),
    )
    for wrong, code in (
        ({"held": "2027-12-01"}, "too_early"),
        ({"held": "soon"}, "date_needed"),
        ({"place": " "}, "briefing_incomplete"),
        ({"whom": "x" * 2_001}, "too_long"),
        ({"briefed": 61}, "briefing_count"),
        ({"briefed": 0}, "briefing_count"),
        ({"of": 10**9}, "briefing_count"),
    ):
        with stage.refused(code):
            stage.do("ada", replace(BRIEFED, **wrong))


def test_a_party_says_that_its_duty_is_met() -> None:
    """I-2: everybody learns that, and neither whom nor how many."""
    stage = signed()
    met = only(stage.do("ada", replace(BRIEFED, met=True)), facts.DutyToBriefMet)
    assert met.audience == facts.PUBLIC
    assert stage.negotiation.briefed == {"ALP": stage.now}
    told = stage.negotiation.notices
    assert [str(one.sentence) for one in told["facilitators"][-2:]] == [
        "ALP has briefed 42 of its 60 people.",
        "ALP says that its duty to brief is met.",
    ]
    assert told["BET"][-1].kind == "duty_to_brief_met"
    assert not any("42" in str(one.sentence) for one in told["BET"])
    assert not of(stage.do("abe", replace(BRIEFED, met=True)), facts.DutyToBriefMet), "once"
    assert len(stage.negotiation.briefings) == 2


def test_a_text_that_is_opened_again_is_briefed_anew() -> None:
    """I-1, I-2: what was said of final text 1 is not said of the next."""
    stage = signed()
    stage.do("ada", replace(BRIEFED, met=True))
    final = stage.negotiation.final
    assert final is not None
    stage.do("chair", acts.RequestUnlock(reason="An error."))
    stage.do("ada", acts.ConsentUnlock(digest=final.digest))
    stage.do("host", acts.ConfirmUnlock(digest=final.digest))
    assert not stage.negotiation.briefings
    assert not stage.negotiation.briefed
