"""Behind closed doors: caucuses, small drafting groups, a side's own notes and tripwires."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from models import acts, facts
from models.caucus import CaucusKind
from models.draft import Watch
from models.facts import PARTIES, is_private
from models.fold import fold
from models.party import FACILITATORS, Presence
from models.proposal import ProposalKind, ProposalStatus
from models.rules import conferring, noting
from models.sight import knows_of, may_type, may_watch, sight_of
from models.tripwires import tripped
from tests.cast import Stage, of, only, opened
from tests.models.test_scenarios import replayed

EVERYBODY_ELSE = ("gus", "dot", "chair", "aide", "host", "lex", "eve", "wall", "new")
MARKER = "quetzalcoatlus"


def heard_outside(stage: Stage) -> list[object]:
    """Every fact that is not some members' or one side's alone."""
    return [fact for fact, _, _ in stage.log if not is_private(fact.audience)]


def knowing(stage: Stage, caucus: str) -> set[str]:
    """Who of the cast may know that a caucus is."""
    n = stage.negotiation
    return {
        person
        for person in n.people
        if knows_of(sight_of(n, stage.actor(person)), n.caucuses[caucus])
    }


# --- caucuses ------------------------------------------------------------------------------------


def test_a_caucus_is_known_to_its_members_alone() -> None:
    """B-1: neither facilitators nor the convenor nor other parties learn that it is."""
    stage = opened()
    before = len(heard_outside(stage))
    caucus = stage.meets("ada", "BET")
    stage.says("bo", caucus, MARKER)
    assert knowing(stage, caucus) == {"ada", "abe", "amy", "bo", "bea"}
    assert len(heard_outside(stage)) == before
    for person in ("gus", "chair"):
        for act in (
            acts.WriteInCaucus(caucus=caucus, text="?"),
            acts.StartDraft(clause="A1", caucus=caucus),
        ):
            with stage.refused("not_found") as seen:
                stage.do(person, act)
            assert (str(seen[0].sentence), seen[0].rule) == ("There is no such caucus here.", "G-3")
    with stage.refused("not_found"):
        stage.do("gus", acts.LeaveCaucus(caucus=caucus))
    with stage.refused("not_found"):
        stage.do("chair", acts.CloseCaucus(caucus=caucus))


def test_of_a_told_caucus_the_table_learns_title_and_members() -> None:
    """B-1: and not a word that is said in it."""
    stage = opened()
    caucus = stage.meets("ada", "BET", told=True)
    (told,) = [fact for fact, _, _ in stage.log if isinstance(fact, facts.CaucusTold)]
    assert told.audience == PARTIES
    assert told.members == {"ALP", "BET"}
    assert knowing(stage, caucus) >= {"gus", "dot", "chair", "host"}
    assert not knowing(stage, caucus) & {"eve", "wall", "new"}
    stage.says("bo", caucus, MARKER)
    with stage.refused("not_yours"):
        stage.says("gus", caucus, "May I?")
    assert MARKER not in str(heard_outside(stage))
    stage.do("ada", acts.CloseCaucus(caucus=caucus))
    assert [f.closed for f in heard_outside(stage) if isinstance(f, facts.CaucusTold)] == [
        False,
        True,
    ]


def test_a_caucus_is_of_admitted_parties() -> None:
    """B-1: a stranger, a party not admitted, an unknown clause, no title; heads open it."""
    stage = opened()
    for members in (("NEW",), ("BET", "XYZ")):
        with stage.refused("unknown_party"):
            stage.meets("ada", *members)
    with stage.refused("not_found"):
        stage.meets("ada", "BET", clauses=("A9",))
    with stage.refused("nothing_said"):
        stage.do("ada", acts.OpenCaucus(title="  "))
    with stage.refused("too_long"):
        stage.do("ada", acts.OpenCaucus(title="x" * (conferring.TITLE + 1)))
    with stage.refused("wrong_role"):
        stage.meets("abe", "BET")
    alone = stage.meets("ada")
    assert stage.negotiation.caucuses[alone].members == {"ALP"}
    invited = stage.meets("ada", FACILITATORS)
    assert stage.negotiation.caucuses[invited].members == {"ALP"}


def test_caucuses_are_not_without_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """B-1: one side leads so many at once; those that are closed do not count."""
    monkeypatch.setattr(conferring, "OPEN", 2)
    stage = opened()
    first, _ = stage.meets("ada"), stage.meets("ada")
    with stage.refused("too_many_caucuses"):
        stage.meets("ada")
    stage.do("ada", acts.CloseCaucus(caucus=first))
    stage.meets("ada")


def test_a_small_drafting_group_is_told_and_decides_nothing() -> None:
    """B-2, B-8: what it brings back is the facilitators' bridging proposal, and says whence."""
    stage = opened()
    stage.shows("A1")
    with stage.refused("nobody_named"):
        stage.meets("chair")
    amendment = stage.tables("gus", "A1", "seven", "nine")
    group = stage.meets("chair", "ALP", "BET", clauses=("A1",))
    its = stage.negotiation.caucuses[group]
    assert its.kind == CaucusKind.SMALL_GROUP
    assert its.members == {"ALP", "BET", FACILITATORS}
    assert {"gus", "host"} <= knowing(stage, group)
    draft = stage.drafts("bea", caucus=group)
    stage.types("ada", draft, "seven", MARKER)
    assert MARKER not in str(heard_outside(stage))
    with stage.refused("not_yours"):
        stage.tables_draft("ada", draft)
    bridge = stage.proposal(stage.tables_draft("chair", draft, bridges=(amendment,)))
    assert (bridge.kind, bridge.author) == (ProposalKind.BRIDGING, FACILITATORS)
    assert (bridge.caucus, bridge.due) == (group, None)
    assert stage.negotiation.clauses["A1"].current == 1


def test_who_joins_reads_from_then_on() -> None:
    """B-3: neither earlier notes nor the typing that led to a draft; who is out reads no more."""
    stage = opened()
    caucus = stage.meets("ada", "BET")
    stage.says("ada", caucus, "early")
    draft = stage.drafts("bo", caucus=caucus)
    stage.types("bo", draft, "seven", MARKER)
    stage.types("bo", draft, MARKER, "ten")
    made = stage.do("ada", acts.ChangeMembers(caucus=caucus, members=("BET", "GAM")))
    shared = only(made, facts.DraftShared)
    assert shared.audience == f"draft:{draft}"
    assert shared.writers == {"ALP", "BET", "GAM"}
    assert MARKER not in str(shared), "what was typed and taken back is not told"
    its = stage.negotiation.drafts[draft]
    assert (its.since, len(its.history)) == (its.revision, 0)
    stage.says("ada", caucus, "late")
    held = stage.negotiation.caucuses[caucus]
    assert [note.text for note in held.read_by("BET")] == ["early", "late"]
    assert [note.text for note in held.read_by("GAM")] == ["late"]
    assert may_type(stage.negotiation, stage.actor("gus"), its)
    stage.do("ada", acts.ChangeMembers(caucus=caucus, members=("GAM",)))
    held = stage.negotiation.caucuses[caucus]
    assert held.read_by("BET") == ()
    assert stage.negotiation.drafts[draft].owner == "ALP"
    with stage.refused("not_found"):
        stage.says("bo", caucus, "Still here?")
    with stage.refused("not_found"):
        stage.types("bo", draft, "ten", "x")
    stage.do("ada", acts.ChangeMembers(caucus=caucus, members=("BET", "GAM")))
    assert stage.negotiation.caucuses[caucus].read_by("BET") == ()
    assert stage.do("ada", acts.ChangeMembers(caucus=caucus, members=("BET", "GAM"))) == ()
    assert replayed(stage) == stage.negotiation


def test_only_the_side_that_leads_changes_the_members() -> None:
    """B-3: and it cannot leave itself out; the facilitators stay in the chair of their group."""
    stage = opened()
    caucus = stage.meets("ada", "BET")
    for act in (acts.ChangeMembers(caucus=caucus), acts.CloseCaucus(caucus=caucus)):
        with stage.refused("not_yours"):
            stage.do("bo", act)
    stage.do("ada", acts.ChangeMembers(caucus=caucus))
    assert stage.negotiation.caucuses[caucus].members == {"ALP"}
    group = stage.meets("chair", "ALP")
    stage.do("aide", acts.ChangeMembers(caucus=group, members=("BET",)))
    assert stage.negotiation.caucuses[group].members == {"BET", FACILITATORS}


def test_a_party_leaves_and_the_next_one_leads() -> None:
    """B-4: what was the leaver's own draft goes over too; the last one to leave ends it."""
    stage = opened()
    caucus = stage.meets("dot", "GAM", "BET")
    draft = stage.drafts("dot", caucus=caucus)
    stage.do("dot", acts.LeaveCaucus(caucus=caucus))
    its = stage.negotiation.caucuses[caucus]
    assert its.lead == "BET"
    assert its.members == {"BET", "GAM"}
    assert stage.negotiation.drafts[draft].owner == "BET"
    assert stage.negotiation.drafts[draft].writers == its.members
    with stage.refused("not_found"):
        stage.do("dot", acts.LeaveCaucus(caucus=caucus))
    stage.do("bo", acts.LeaveCaucus(caucus=caucus))
    assert not stage.negotiation.caucuses[caucus].closed
    stage.do("gus", acts.LeaveCaucus(caucus=caucus))
    assert stage.negotiation.caucuses[caucus].closed


def test_where_the_lead_is_no_party_any_more_the_next_decides() -> None:
    """B-4: nobody is left in a room that nobody can close."""
    stage = opened()
    caucus = stage.meets("ada", "GAM", "BET")
    n = stage.negotiation
    gone = replace(n.parties["ALP"], admitted=False)
    stage.negotiation = replace(n, parties={**n.parties, "ALP": gone})
    with stage.refused("not_yours"):
        stage.do("gus", acts.CloseCaucus(caucus=caucus))
    stage.do("bo", acts.ChangeMembers(caucus=caucus, members=("GAM",)))
    its = stage.negotiation.caucuses[caucus]
    assert its.members == {"BET", "GAM"}
    assert its.lead == "BET"
    stage.do("bo", acts.CloseCaucus(caucus=caucus))


def test_a_closed_caucus_is_read_and_written_no_more() -> None:
    """B-5: its drafts stay with those who write them, and are shared like any other then."""
    stage = opened()
    caucus = stage.meets("ada", "BET")
    stage.says("ada", caucus, "early")
    draft = stage.drafts("ada", caucus=caucus)
    stage.do("ada", acts.CloseCaucus(caucus=caucus))
    for act in (
        acts.WriteInCaucus(caucus=caucus, text="Hello?"),
        acts.StartDraft(clause="A1", caucus=caucus),
        acts.ChangeMembers(caucus=caucus),
        acts.CloseCaucus(caucus=caucus),
    ):
        with stage.refused("caucus_closed"):
            stage.do("ada", act)
    assert len(stage.negotiation.caucuses[caucus].read_by("BET")) == 1
    stage.types("bo", draft, "seven", "ten")
    stage.do("ada", acts.ShareDraft(draft=draft, watch=Watch.PARTIES, writers=("BET",)))


def test_members_confer_also_outside_the_hall(monkeypatch: pytest.MonkeyPatch) -> None:
    """B-6, G-5: heads, delegates, advisers write; a party that walked out may be talked back in."""
    stage = opened()
    caucus = stage.meets("ada", "BET")
    stage.presence("BET", Presence.WALKED_OUT)
    for person in ("ada", "abe", "amy", "bo"):
        stage.says(person, caucus, "Come back.")
    stage.do("bo", acts.WriteInCaucus(caucus=caucus, text="Why?", clause="A2"))
    with stage.refused("not_found"):
        stage.do("bo", acts.WriteInCaucus(caucus=caucus, text="Why?", clause="A9"))
    with stage.refused("too_long"):
        stage.says("bo", caucus, "x" * (noting.LONGEST + 1))
    with stage.refused("not_active"):
        stage.drafts("bo", caucus=caucus)
    monkeypatch.setattr(conferring, "NOTES", 5)
    with stage.refused("too_many_notes"):
        stage.says("bo", caucus, "One more")


def test_a_caucus_draft_is_its_members_and_nobody_looks_on() -> None:
    """B-7: neither watched nor shared nor on the floor, and on the clauses of the caucus."""
    stage = opened()
    caucus = stage.meets("ada", "BET", clauses=("A1",))
    draft = stage.drafts("bea", caucus=caucus)
    its = stage.negotiation.drafts[draft]
    assert its.owner == "BET"
    assert its.writers == {"ALP", "BET"}
    assert its.watch is Watch.NONE
    for person in EVERYBODY_ELSE:
        sight = sight_of(stage.negotiation, stage.actor(person))
        assert not may_watch(stage.negotiation, sight, its), person
    with stage.refused("in_caucus"):
        stage.drafts("ada", caucus=caucus, watch=Watch.PARTIES)
    with stage.refused("in_caucus"):
        stage.drafts("ada", caucus=caucus, writers=("GAM",))
    with stage.refused("in_caucus"):
        stage.do("bo", acts.ShareDraft(draft=draft, watch=Watch.PARTIES, writers=("ALP",)))
    with stage.refused("other_clause"):
        stage.drafts("ada", "A2", caucus=caucus)


def test_another_partys_proposal_is_not_revised_by_way_of_a_caucus() -> None:
    """B-7, P-10: a revision is its sponsors', wherever it is drafted."""
    stage = opened()
    proposal = stage.tables("gus", "A1", "seven", "ten")
    caucus = stage.meets("ada", "BET")
    with stage.refused("in_caucus"):
        stage.drafts("ada", caucus=caucus, revises=proposal)


def test_tabled_from_a_caucus_it_is_a_proposal_like_any_other() -> None:
    """B-8: its co-sponsors second it; nothing the table is told leads back to the caucus."""
    stage = opened()
    caucus = stage.meets("ada", "BET", "GAM")
    draft = stage.drafts("abe", caucus=caucus)
    stage.types("bo", draft, "seven", MARKER)
    stage.types("gus", draft, MARKER, "ten")
    proposal = stage.proposal(stage.tables_draft("ada", draft, co_sponsors=("BET", "GAM")))
    assert (proposal.author, proposal.seconds) == ("ALP", ("BET", "GAM"))
    assert (proposal.status, proposal.caucus) == (ProposalStatus.SECONDED, None)
    told = str(heard_outside(stage))
    assert not re.search(r"[Cc]aucus='|CaucusTold|Over coffee", told)
    assert replayed(stage) == stage.negotiation


# --- notes and tripwires -------------------------------------------------------------------------


def test_notes_are_one_sides_own() -> None:
    """B-9: its people write and take away; for everybody else there is no such note."""
    stage = opened()
    before = len(heard_outside(stage))
    note = only(stage.do("amy", acts.WriteNote(text=f" {MARKER} ", clause="A1")), facts.NoteWritten)
    assert (note.audience, note.text) == ("party:ALP", MARKER)
    theirs = only(stage.do("aide", acts.WriteNote(text="Tired.")), facts.NoteWritten)
    assert theirs.audience == "party:facilitators"
    for person in ("bo", "chair"):
        with stage.refused("not_found"):
            stage.do(person, acts.DeleteNote(note=note.note))
    stage.do("ada", acts.DeleteNote(note=note.note))
    stage.do("chair", acts.DeleteNote(note=theirs.note))
    assert stage.negotiation.notes == {}
    assert len(heard_outside(stage)) == before
    with stage.refused("not_found"):
        stage.do("ada", acts.WriteNote(text="x", clause="A9"))
    assert replayed(stage) == stage.negotiation


def test_notes_are_not_without_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """B-9: nor are tripwires; what others keep does not count."""
    monkeypatch.setattr(noting, "OWN", 1)
    stage = opened()
    stage.do("bo", acts.WriteNote(text="one"))
    stage.do("ada", acts.WriteNote(text="one"))
    with stage.refused("too_many_notes"):
        stage.do("abe", acts.WriteNote(text="two"))
    stage.do("ada", acts.SetTripwire(clause="A1", phrase="seven"))
    with stage.refused("too_many_notes"):
        stage.do("ada", acts.SetTripwire(clause="A1", phrase="days"))


def rung(stage: Stage, since: int) -> list[tuple[str, str, str | None]]:
    """What rang since the log had this length: side, phrase, proposal."""
    state, found = None, list[tuple[str, str, str | None]]()
    for number, (fact, at, by) in enumerate(stage.log):
        before, state = state, fold(state, fact, at, by)
        if number >= since and before is not None:
            found += [(w.author, w.tripwire.phrase, w.proposal) for w in tripped(before, state)]
    return found


def test_a_tripwire_rings_for_its_side_when_a_phrase_goes_or_comes() -> None:
    """B-10: once a proposal would do it, and once a new version does; capitals are no matter."""
    stage = opened()
    stage.shows("A1")
    for person, phrase, appears in (
        ("ada", "SHALL keep", False),
        ("chair", "may keep", True),
        ("bo", "seven", False),
    ):
        stage.do(person, acts.SetTripwire(clause="A1", phrase=phrase, appears=appears))
    since = len(stage.log)
    proposal = stage.tables("gus", "A1", "shall keep", "may keep")
    assert rung(stage, since) == [
        ("ALP", "SHALL keep", proposal),
        (FACILITATORS, "may keep", proposal),
    ]
    stage.seconds("dot", proposal)
    since = len(stage.log)
    stage.accepts("chair", proposal)
    assert rung(stage, since) == [
        ("ALP", "SHALL keep", None),
        (FACILITATORS, "may keep", None),
    ]
    since = len(stage.log)
    stage.tables("gus", "A2", "Satire", "Parody")
    stage.revises("gus", stage.tables("gus", "A1", "list its", "name its"), "name its", "seven its")
    assert rung(stage, since) == []


def test_a_tripwire_rings_for_an_amendment_and_on_what_came_of_its_clause() -> None:
    """B-10: held against the proposal it amends; a split rings only for what its seam cuts."""
    stage = opened()
    stage.shows("A1")
    for person, phrase in (("ada", "keep the list"), ("bo", "seven days. It")):
        stage.do(person, acts.SetTripwire(clause="A1", phrase=phrase))
    proposal = stage.tables("gus", "A1", "accounts", "channels")
    since = len(stage.log)
    amendment = stage.amends("dot", proposal, "keep the list", "hold the list")
    stage.amends("bo", proposal, "channels", "pages")
    assert rung(stage, since) == [("ALP", "keep the list", amendment)]
    for one in [p.id for p in stage.negotiation.proposals.values() if p.live and p.amends is None]:
        stage.withdraws("gus", one)
    since = len(stage.log)
    stage.carries(stage.splits("gus", "A1", "It shall keep"))
    assert rung(stage, since) == [("BET", "seven days. It", None)]
    second = stage.negotiation.clauses["A1"].successors[1]
    since = len(stage.log)
    proposal = stage.tables("gus", second, "keep the list", "hold the list")
    assert rung(stage, since) == [("ALP", "keep the list", proposal)]


def test_a_tripwire_is_its_sides_alone() -> None:
    """B-10: nobody else removes it, or hears that it is; asking twice is asking once."""
    stage = opened()
    before = len(heard_outside(stage))
    made = stage.do("abe", acts.SetTripwire(clause="A1", phrase="seven"))
    wire = only(made, facts.TripwireSet)
    assert wire.audience == "party:ALP"
    assert stage.do("ada", acts.SetTripwire(clause="A1", phrase=" seven ")) == ()
    for person in ("bo", "chair"):
        with stage.refused("not_found"):
            stage.do(person, acts.RemoveTripwire(tripwire=wire.tripwire))
    with stage.refused("too_long"):
        stage.do("ada", acts.SetTripwire(clause="A1", phrase="x" * (noting.PHRASE + 1)))
    with stage.refused("not_found"):
        stage.do("ada", acts.SetTripwire(clause="A9", phrase="seven"))
    stage.do("amy", acts.RemoveTripwire(tripwire=wire.tripwire))
    assert stage.negotiation.tripwires == {}
    assert len(heard_outside(stage)) == before
    assert of(made, facts.TripwireRemoved) == []
    assert replayed(stage) == stage.negotiation
