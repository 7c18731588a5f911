"""People, publication, rules, sessions, the screen, advice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models import acts, facts
from models.draft import Watch
from models.party import Person, Presence, Role
from models.rulebook import Quorum
from models.text import wording_digest
from tests.cast import PARTIES, convened, of, only, opened, published


def test_the_text_comes_out_once_for_all_in_one_fact() -> None:
    """S-1: one public fact publishes every clause as version 1, under its digest."""
    stage = convened()
    made = stage.do("host", acts.PublishText())
    fact = only(made, facts.TextPublished)
    assert fact.audience == facts.PUBLIC
    clauses = stage.negotiation.clauses
    assert [its.current for its in clauses.values()] == [1, 1, 1]
    assert all(
        wording_digest(its.version.wording) == its.version.digest for its in clauses.values()
    )
    with stage.refused("published"):
        stage.do("host", acts.PublishText())


def test_nothing_is_published_where_nothing_was_prepared() -> None:
    """S-1: an empty text is no text."""
    stage = convened(texts={})
    with stage.refused("no_text"):
        stage.do("host", acts.PublishText())


def test_a_session_opens_with_its_roll_call() -> None:
    """S-2: who is named is present, every other admitted party absent."""
    stage = published()
    stage.do("chair", acts.OpenSession(session="S1", present=("ALP", "BET")))
    there = {party.id: party.presence for party in stage.negotiation.admitted}
    assert there == {
        "ALP": Presence.PRESENT,
        "BET": Presence.PRESENT,
        "GAM": Presence.ABSENT,
        "DEL": Presence.ABSENT,
    }
    with stage.refused("session_open"):
        stage.do("chair", acts.OpenSession(session="S2"))


def test_a_session_needs_a_text_and_known_parties() -> None:
    """S-2: no session before publication, none that was not planned, no stranger in the roll."""
    stage = convened()
    with stage.refused("no_text"):
        stage.do("chair", acts.OpenSession(session="S1"))
    stage = published()
    with stage.refused("not_found"):
        stage.do("chair", acts.OpenSession(session="S9"))
    with stage.refused("not_found"):
        stage.do("chair", acts.OpenSession(session="S1", present=("NEW",)))


def test_a_party_that_walked_out_stays_out_until_it_is_named() -> None:
    """S-2: the next roll call does not turn a walk-out into mere absence."""
    stage = opened()
    stage.presence("DEL", Presence.WALKED_OUT)
    stage.do("chair", acts.CloseSession())
    stage.do("chair", acts.OpenSession(session="S2", present=PARTIES[:3]))
    assert stage.negotiation.parties["DEL"].presence is Presence.WALKED_OUT


def test_closing_a_session_takes_back_the_question_and_leaves_proposals() -> None:
    """S-2: a running question falls with the session; closing again is refused."""
    stage = opened()
    proposal = stage.tables("ada", "A2", "Satire", "Clear satire")
    stage.shows("A1")
    stage.puts()
    made = stage.do("chair", acts.CloseSession())
    assert only(made, facts.QuestionFell).because == "taken_back"
    assert stage.negotiation.question is None
    assert stage.proposal(proposal).live
    with stage.refused("no_session"):
        stage.do("chair", acts.CloseSession())


def test_a_decision_needs_a_session_and_a_quorum() -> None:
    """S-3: more than half of the admitted parties, present or remote; the refusal counts them."""
    stage = opened()
    stage.shows("A1")
    for party in ("ALP", "BET"):
        stage.presence(party, Presence.ABSENT)
    assert str(stage.negotiation.attendance) == "2 of 4"
    with stage.refused("no_quorum") as refusals:
        stage.puts()
    assert "2 of 4" in str(refusals[0].sentence)
    assert "3 are needed" in str(refusals[0].sentence)
    stage.presence("ALP", Presence.REMOTE)
    stage.puts()


@pytest.mark.parametrize(
    ("quorum", "needed"),
    [
        (Quorum(), [1, 2, 2, 3, 5]),
        (Quorum(more_than=2 / 3), [1, 2, 3, 3, 6]),
        (Quorum(parties=3), [1, 2, 3, 3, 3]),
    ],
)
def test_how_many_parties_a_quorum_needs(quorum: Quorum, needed: list[int]) -> None:
    """S-3: more than a share of the admitted, or a number, which is never more than there are."""
    assert [quorum.needed(admitted) for admitted in (1, 2, 3, 4, 8)] == needed


def test_the_rules_are_decision_one() -> None:
    """S-4: adopted once, with a quorum, before anything else is decided."""
    stage = published()
    stage.do("chair", acts.OpenSession(session="S1", present=PARTIES))
    stage.shows("A1")
    with stage.refused("rules_not_adopted"):
        stage.puts()
    stage.do("chair", acts.AdoptRules())
    assert stage.last.label == "D-01"
    with stage.refused("adopted"):
        stage.do("chair", acts.AdoptRules())


def test_the_rules_are_adopted_in_a_session_with_a_quorum() -> None:
    """S-4: neither before the session nor among too few."""
    stage = published()
    with stage.refused("no_session"):
        stage.do("chair", acts.AdoptRules())
    stage.do("chair", acts.OpenSession(session="S1", present=("ALP",)))
    with stage.refused("no_quorum"):
        stage.do("chair", acts.AdoptRules())


def test_the_screen_shows_a_clause_and_never_a_private_draft() -> None:
    """S-5: a clause that came on screen is started; only a draft of it that is shared goes on."""
    stage = opened()
    stage.shows("A1")
    assert stage.negotiation.clauses["A1"].started
    shared = stage.drafts("ada", "A1", watch=Watch.PARTIES)
    stage.shows("A1", shared)
    with stage.refused("not_to_show"):
        stage.shows("A2", shared)
    hidden = stage.drafts("ada", "A1")
    with stage.refused("not_found"):
        stage.shows("A1", hidden)
    own = stage.drafts("chair", "A1")
    with stage.refused("not_to_show"):
        stage.shows("A1", own)


def test_a_draft_that_ends_leaves_the_screen() -> None:
    """S-5: the clause stays on screen when its draft is gone."""
    stage = opened()
    draft = stage.drafts("ada", "A1", watch=Watch.PARTIES)
    stage.shows("A1", draft)
    stage.do("ada", acts.DiscardDraft(draft=draft))
    shown = stage.negotiation.on_screen
    assert shown is not None
    assert (shown.clause, shown.draft) == ("A1", None)


def test_the_screen_needs_a_session() -> None:
    """S-5: nothing is put on screen between sessions."""
    stage = published()
    with stage.refused("no_session"):
        stage.shows("A1")


def test_recording_the_same_presence_again_comes_to_nothing() -> None:
    """S-6: no entry in the record for what did not change; only admitted parties are counted."""
    stage = opened()
    assert stage.do("aide", acts.SetPresence(party="ALP", presence=Presence.PRESENT)) == ()
    with stage.refused("not_found"):
        stage.presence("NEW", Presence.PRESENT)


def test_an_expert_pins_a_note_to_clauses() -> None:
    """S-7: advice names clauses and says something; it changes no status."""
    stage = opened()
    stage.do("rix", acts.GiveAdvice(clauses=("A1", "A2", "A1"), title="Risk", text="Two threats."))
    (advice,) = stage.negotiation.advice.values()
    assert advice.clauses == ("A1", "A2")
    assert not stage.negotiation.clauses["A1"].started
    with stage.refused("empty_advice"):
        stage.do("lex", acts.GiveAdvice(clauses=("A1",), text="  "))
    with stage.refused("empty_advice"):
        stage.do("lex", acts.GiveAdvice(clauses=(), text="Something."))
    with stage.refused("not_found"):
        stage.do("lex", acts.GiveAdvice(clauses=("A9",), text="Something."))


def test_who_was_removed_acts_no_more_until_admitted_again() -> None:
    """G-1: access ends with one fact, and what the person did stands."""
    stage = opened()
    proposal = stage.tables("abe", "A1", "seven days", "ten days")
    stage.do("host", acts.RemovePerson(person="abe"))
    with stage.refused("not_admitted"):
        stage.withdraws("abe", proposal)
    assert stage.proposal(proposal).live
    with stage.refused("not_found"):
        stage.do("host", acts.RemovePerson(person="abe"))
    stage.do("chair", acts.AdmitPerson(person=stage.negotiation.people["abe"]))
    stage.withdraws("abe", proposal)


def test_a_role_that_was_changed_counts_at_once() -> None:
    """G-1: who acts in a role they no longer have is refused."""
    stage = opened()
    head = stage.actor("ada")
    demoted = replace(stage.negotiation.people["ada"], role=Role.OBSERVER, party=None)
    stage.do("host", acts.AdmitPerson(person=demoted))
    stage.negotiation = replace(stage.negotiation)
    with stage.refused("not_admitted"):
        stage.actor = lambda _person: head  # type: ignore[method-assign,assignment]
        stage.drafts("ada")


def test_people_of_a_party_that_is_not_admitted_wait() -> None:
    """G-1: the head of a party that joins later neither drafts nor speaks yet."""
    stage = opened()
    with stage.refused("not_admitted"):
        stage.drafts("new")


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (Person(id="x", name="X", role=Role.DELEGATE, party=None), "role_without_party"),
        (Person(id="x", name="X", role=Role.DELEGATE, party="ZZZ"), "role_without_party"),
        (Person(id="x", name="X", role=Role.OBSERVER, party="ALP"), "role_without_party"),
        (Person(id="x", name=" ", role=Role.OBSERVER), "nameless"),
    ],
)
def test_a_person_has_a_name_a_role_and_the_party_that_goes_with_it(
    person: Person, code: str
) -> None:
    """G-1: people of a party name a known one, everybody else none."""
    stage = opened()
    with stage.refused(code):
        stage.do("host", acts.AdmitPerson(person=person))


def test_a_co_facilitator_appoints_no_facilitator() -> None:
    """G-2: facilitators and the convenor are appointed and removed by lead or convenor only."""
    stage = opened()
    deputy = Person(id="dep", name="Deputy", role=Role.CO_FACILITATOR)
    with stage.refused("wrong_role"):
        stage.do("aide", acts.AdmitPerson(person=deputy))
    with stage.refused("wrong_role"):
        stage.do("aide", acts.RemovePerson(person="host"))
    turned = replace(stage.negotiation.people["chair"], role=Role.OBSERVER)
    with stage.refused("wrong_role"):
        stage.do("aide", acts.AdmitPerson(person=turned))
    stage.do("host", acts.AdmitPerson(person=deputy))
    with stage.refused("yourself"):
        stage.do("host", acts.RemovePerson(person="host"))


def test_pens_are_stopped_and_freed_once() -> None:
    """D-2: doing it twice comes to nothing."""
    stage = opened()
    assert of(stage.do("chair", acts.CloseDrafting(clause="A1")), facts.DraftingClosed)
    assert stage.do("aide", acts.CloseDrafting(clause="A1")) == ()
    assert of(stage.do("chair", acts.OpenDrafting(clause="A1")), facts.DraftingOpened)
    assert stage.do("chair", acts.OpenDrafting(clause="A1")) == ()
