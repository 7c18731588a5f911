"""Who may do what, open which screen, see and watch what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

import pytest

from models import acts, facts, policy
from models.acts import Act
from models.draft import Watch
from models.facts import AnyFact
from models.negotiation import Negotiation
from models.party import Actor, Role
from models.refusals import Refusal
from models.rulebook import DEFAULT_VISIBILITY, Group, Kind, Rules
from models.rules import RULES
from models.sight import may_type, may_watch, sight_of
from tests.cast import PEOPLE, Stage, opened, published

WATCHERS = ("ada", "bo", "chair", "host", "lex", "eve", "wall", "new")

DOMAIN = """
                    head delegate adviser co lead convenor legal risk observer projector
AdmitPerson         -    -        -       +  +    +        -     -    -        -
RemovePerson        -    -        -       +  +    +        -     -    -        -
PublishText         -    -        -       -  +    +        -     -    -        -
AdoptRules          -    -        -       +  +    -        -     -    -        -
SetRules            -    -        -       +  +    -        -     -    -        -
ProposeRules        -    -        -       +  +    -        -     -    -        -
TakeBackRules       -    -        -       +  +    -        -     -    -        -
AnswerRules         +    -        -       -  -    -        -     -    -        -
SetVisibility       -    -        -       -  +    +        -     -    -        -
AdmitParty          -    -        -       -  +    +        -     -    -        -
EndAdmission        -    -        -       -  +    +        -     -    -        -
SplitParty          -    -        -       -  +    +        -     -    -        -
ReplaceHead         -    -        -       -  +    +        -     -    -        -
ConfirmInherited    +    -        -       -  -    -        -     -    -        -
WalkOut             +    -        -       -  -    -        -     -    -        -
CompleteReview      +    -        -       -  -    -        -     -    -        -
OpenSession         -    -        -       +  +    -        -     -    -        -
CloseSession        -    -        -       +  +    -        -     -    -        -
SetPresence         -    -        -       +  +    -        -     -    -        -
PutOnScreen         -    -        -       +  +    -        -     -    -        -
GiveAdvice          -    -        -       -  -    -        +     +    -        -
StartDraft          +    +        +       +  +    -        -     -    -        -
ShareDraft          +    +        -       +  +    -        -     -    -        -
DiscardDraft        +    +        +       +  +    -        -     -    -        -
Edit                +    +        +       +  +    -        -     -    -        -
Rewrite             +    +        +       +  +    -        -     -    -        -
Table               +    +        -       +  +    -        -     -    -        -
Revise              +    +        -       +  +    -        -     -    -        -
Second              +    -        -       +  +    -        -     -    -        -
CoSponsor           +    +        -       -  -    -        -     -    -        -
WithdrawSupport     +    +        -       -  -    -        -     -    -        -
Withdraw            +    +        -       +  +    -        -     -    -        -
Object              +    -        -       +  +    -        -     -    -        -
LiftObjection       +    -        -       +  +    -        -     -    -        -
StatePosition       +    -        -       +  +    -        -     -    -        -
ConsentToSever      +    -        -       +  +    -        -     -    -        -
TakeOver            +    -        -       -  -    -        -     -    -        -
RestoreLapsed       -    -        -       +  +    -        -     -    -        -
AnswerBridge        +    +        -       -  -    -        -     -    -        -
Accept              -    -        -       +  +    -        -     -    -        -
PutToRoom           -    -        -       +  +    -        -     -    -        -
TakeBackQuestion    -    -        -       +  +    -        -     -    -        -
Confirm             -    -        -       +  +    -        -     -    -        -
Park                -    -        -       +  +    -        -     -    -        -
Resume              -    -        -       +  +    -        -     -    -        -
CloseDrafting       -    -        -       +  +    -        -     -    -        -
OpenDrafting        -    -        -       +  +    -        -     -    -        -
Undo                -    -        -       +  +    -        -     -    -        -
ConfirmAdRef         +    -        -       -  -    -        -     -    -        -
ConfirmRecorded      +    -        -       -  -    -        -     -    -        -
EnterStatement       +    -        -       +  +    -        -     -    -        -
WithdrawStatement    +    -        -       -  -    -        -     -    -        -
TablePackage         -    -        -       +  +    -        -     -    -        -
StatePackagePosition +    -        -       +  +    -        -     -    -        -
AdoptPackage         -    -        -       -  +    -        -     -    -        -
RefusePackage        -    -        -       +  +    -        -     -    -        -
AskTemperature       -    -        -       +  +    -        -     -    -        -
AnswerTemperature    +    +        +       -  -    -        -     -    -        -
CloseTemperature     -    -        -       +  +    -        -     -    -        -
DeleteTemperature    -    -        -       +  +    -        -     -    -        -
StartSilence        -    -        -       -  +    -        -     -    -        -
AcknowledgeSilence  +    +        +       -  -    -        -     -    -        -
BreakSilence        +    -        -       +  +    -        -     -    -        -
CancelSilence       -    -        -       +  +    -        -     -    -        -
RequestReopen       +    -        -       -  -    -        -     -    -        -
SupportReopen       +    -        -       -  -    -        -     -    -        -
WithdrawReopen      +    -        -       -  -    -        -     -    -        -
Reopen              -    -        -       +  +    -        -     -    -        -
DeclineReopen       -    -        -       +  +    -        -     -    -        -
AdoptWholeText      -    -        -       -  +    -        -     -    -        -
ProposeCorrection   -    -        -       -  -    -        +     -    -        -
ContestCorrection   +    -        -       -  -    -        -     -    -        -
WithdrawCorrection  -    -        -       -  -    -        +     -    -        -
ValidateLanguage    -    -        -       +  +    -        +     -    -        -
NoteDiscrepancy     +    +        +       -  -    -        +     +    -        -
ClearDiscrepancy    -    -        -       +  +    -        +     -    -        -
CompleteLegalCheck  -    -        -       -  -    -        +     -    -        -
MarkSeen            +    +        +       +  +    -        -     -    -        -
TableNewClause      +    +        -       +  +    -        -     -    -        -
TableDeletion       +    +        -       +  +    -        -     -    -        -
TableMove           +    +        -       +  +    -        -     -    -        -
TableSplit          +    +        -       +  +    -        -     -    -        -
TableMerge          +    +        -       +  +    -        -     -    -        -
Renumber            -    -        -       -  +    -        +     -    -        -
OpenCaucus          +    -        -       -  -    -        -     -    -        -
OpenSmallGroup      -    -        -       +  +    -        -     -    -        -
ChangeMembers       +    -        -       +  +    -        -     -    -        -
LeaveCaucus         +    -        -       -  -    -        -     -    -        -
CloseCaucus         +    -        -       +  +    -        -     -    -        -
WriteInCaucus       +    +        +       +  +    -        -     -    -        -
WriteNote           +    +        +       +  +    -        -     -    -        -
DeleteNote          +    +        +       +  +    -        -     -    -        -
SetTripwire         +    +        +       +  +    -        -     -    -        -
RemoveTripwire      +    +        +       +  +    -        -     -    -        -
RequestLock         -    -        -       +  +    -        -     -    -        -
ConfirmLock         -    -        -       -  -    +        -     -    -        -
StopLock            -    -        -       -  +    +        -     -    -        -
RequestUnlock       -    -        -       -  +    -        -     -    -        -
ConsentUnlock       +    -        -       -  -    -        -     -    -        -
ConfirmUnlock       -    -        -       -  -    +        -     -    -        -
OpenSigning         -    -        -       -  +    +        -     -    -        -
CheckAuthority      -    -        -       -  -    +        -     -    -        -
Sign                +    -        -       -  -    -        -     -    -        -
RecordInk           -    -        -       -  -    +        -     -    -        -
Decline             +    -        -       -  -    -        -     -    -        -
Accede              +    -        -       -  -    -        -     -    -        -
WithdrawSignature   +    -        -       -  -    -        -     -    -        -
Publish             -    -        -       -  -    +        -     -    -        -
RecordBriefing      +    +        -       -  -    -        -     -    -        -
"""
"""The table of domain §6.11, act by act."""
OF_SIGNATORIES = {"Sign", "Decline", "Accede", "WithdrawSignature"}
"""What a signatory who is not the head of delegation may ask."""
COLUMNS = (
    Role.HEAD,
    Role.DELEGATE,
    Role.ADVISER,
    Role.CO_FACILITATOR,
    Role.LEAD_FACILITATOR,
    Role.CONVENOR,
    Role.LEGAL_EXPERT,
    Role.RISK_EXPERT,
    Role.OBSERVER,
    Role.PROJECTOR,
)


def test_every_act_is_in_the_table_has_a_rule_and_a_name() -> None:
    """G-2: an act that somebody adds without saying who may ask it is noticed here."""
    known = set(get_args(Act))
    assert known == set(policy.POLICY) == set(RULES)
    assert all(act.deed for act in known)


def test_the_table_is_the_domains() -> None:
    """G-2: role by role, against domain §6.11."""
    lines = [line.split() for line in DOMAIN.strip().splitlines()[1:]]
    for name, *marks in lines:
        expected = {role for role, mark in zip(COLUMNS, marks, strict=True) if mark == "+"}
        expected |= {Role.SIGNATORY} if name in OF_SIGNATORIES else set()
        assert set(policy.POLICY[getattr(acts, name)]) == expected, name
    assert {getattr(acts, name) for name, *_ in lines} == set(policy.POLICY)


@pytest.mark.parametrize("act", sorted(policy.POLICY, key=str))
def test_whoever_may_not_is_told_who_may(act: type[Act]) -> None:
    """G-2: every other role of the cast is refused in a sentence, before anything is looked at."""
    stage = opened()
    for person in PEOPLE:
        if person.role in policy.POLICY[act] or person.id == "new":
            continue
        with pytest.raises(Refusal) as raised:
            policy.may(stage.negotiation, object.__new__(act), stage.actor(person.id))
        assert raised.value.code == "wrong_role"
        assert " cannot " in str(raised.value.sentence)
        assert str(raised.value.next_step).startswith("This is for ")


def test_an_act_that_is_not_in_the_table_is_nobodys() -> None:
    """G-2: unknown acts are refused, for the lead facilitator too."""

    @dataclass(frozen=True)
    class Lock:
        """An act nobody has thought about yet."""

    stage = opened()
    with stage.refused("unknown_act"):
        stage.do("chair", Lock())  # type: ignore[arg-type]


SCREENS = {
    "table": {"ada", "abe", "amy", "bo", "bea", "gus", "dot", "new", "lex", "rix"},
    "board": {"chair", "aide", "host"},
    "follow": {person.id for person in PEOPLE} - {"wall"},
    "projector": {"wall", "chair", "aide", "host"},
    "desk": {"chair", "aide", "host"},
    "compilation": {person.id for person in PEOPLE} - {"wall"},
    "rules": {person.id for person in PEOPLE} - {"wall"},
    "parties": {person.id for person in PEOPLE} - {"wall"},
    "sessions": {person.id for person in PEOPLE} - {"wall"},
    "invitations": {"chair", "aide", "host"},
    "caucus": {"ada", "abe", "amy", "bo", "bea", "gus", "dot", "new", "chair", "aide"},
    "legal": {"chair", "aide", "host", "lex"},
    "lock": {person.id for person in PEOPLE} - {"wall", "eve"},
    "sign": {"ada", "bo", "gus", "dot", "new"},
    "signing": {"chair", "host"},
    "ceremony": {person.id for person in PEOPLE},
    "since": {"ada", "abe", "amy", "bo", "bea", "gus", "dot", "new", "chair", "aide"},
    "unheard of": set[str](),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_screens_open_to_roles(screen: str) -> None:
    """G-2: a screen that is not in the table opens to nobody."""
    stage = opened()
    open_to = {p.id for p in PEOPLE if policy.may_see(screen, stage.actor(p.id))}
    assert open_to == SCREENS[screen]


# --- sight ---------------------------------------------------------------------------------------


def test_sight_follows_role_party_and_rules() -> None:
    """V-3: what one audience may see; people of a party not admitted see what observers see."""
    n = opened().negotiation
    stage = opened()
    sights = {person: sight_of(n, stage.actor(person)) for person in WATCHERS}
    assert sights["ada"].group is Group.PARTIES
    assert (sights["ada"].party, sights["ada"].author) == ("ALP", "ALP")
    assert sights["chair"].author == "facilitators"
    assert (sights["lex"].attribution, sights["lex"].positions) == (True, False)
    assert sights["eve"] == sights["new"]
    assert (sights["eve"].attribution, sights["eve"].reasons, sights["eve"].author) == (
        False,
        False,
        None,
    )
    assert (sights["wall"].group, sights["wall"].attribution) == (Group.PROJECTOR, False)
    assert len({sight_of(n, stage.actor(p)) for p in ("ada", "abe", "amy")}) == 1


def test_the_rules_say_who_sees_names() -> None:
    """V-3: each kind of thing by itself."""
    shown = {**DEFAULT_VISIBILITY, Kind.ATTRIBUTION: frozenset({Group.OBSERVERS})}
    stage = opened(Rules(visibility=shown))
    assert sight_of(stage.negotiation, stage.actor("eve")).attribution
    assert not sight_of(stage.negotiation, stage.actor("ada")).attribution


def _watching(stage: Stage, draft: str) -> set[str]:
    n = stage.negotiation
    return {
        person
        for person in WATCHERS
        if may_watch(n, sight_of(n, stage.actor(person)), n.drafts[draft])
    }


def test_a_draft_is_watched_as_wide_as_its_owner_opened_it() -> None:
    """D-3: D-9: V-3: its writers, or the parties, or all; the projector what is shown."""
    stage = opened(Rules(live_drafting=Watch.ALL))
    private = stage.drafts("ada", writers=("BET",))
    assert _watching(stage, private) == {"ada", "bo"}
    parties = stage.drafts("ada", watch=Watch.PARTIES)
    assert _watching(stage, parties) == {"ada", "bo", "chair", "host", "lex"}
    everybody = stage.drafts("ada", watch=Watch.ALL)
    assert _watching(stage, everybody) == {"ada", "bo", "chair", "host", "lex", "eve", "new"}
    stage.shows("A1", parties)
    assert "wall" in _watching(stage, parties)
    assert "wall" not in _watching(stage, everybody)


def test_who_may_not_read_the_text_watches_nothing() -> None:
    """V-3: who reads no text watches no drafts; those at the table always read it."""
    shown = {**DEFAULT_VISIBILITY, Kind.TEXT: frozenset({Group.PARTIES})}
    stage = opened(Rules(live_drafting=Watch.ALL, visibility=shown))
    draft = stage.drafts("ada", watch=Watch.ALL)
    stage.shows("A1", draft)
    assert _watching(stage, draft) == {"ada", "bo", "chair", "host"}


def test_who_may_type() -> None:
    """D-1: D-2: the writers' heads, delegates and advisers; nobody while pens are down."""
    stage = opened()
    draft = stage.drafts("ada", writers=("BET", "facilitators"), watch=Watch.PARTIES)
    people = [person.id for person in PEOPLE]

    def typing(n: Negotiation) -> set[str]:
        return {p for p in people if may_type(n, stage.actor(p), n.drafts[draft])}

    assert typing(stage.negotiation) == {"ada", "abe", "amy", "bo", "bea", "chair", "aide"}
    stage.do("chair", acts.CloseDrafting(clause="A1"))
    assert typing(stage.negotiation) == set()


def test_a_party_that_is_not_admitted_any_more_types_nothing() -> None:
    """G-1: its people keep no pen."""
    stage = opened()
    draft = stage.drafts("ada")
    n = stage.negotiation
    parties = {**n.parties, "ALP": replace(n.parties["ALP"], admitted=False)}
    assert not may_type(replace(n, parties=parties), stage.actor("ada"), n.drafts[draft])


def test_every_fact_names_its_audience() -> None:
    """V-3: one of the parts of the record; wording and presence are not public by accident."""
    parts = {kind.__name__: kind.part for kind in get_args(AnyFact) if kind.part != facts.PUBLIC}
    assert parts["TextPrepared"] == facts.FACILITATORS_ONLY
    public = {kind.__name__ for kind in get_args(AnyFact)} - set(parts)
    private = (facts.DraftFact, facts.CaucusFact, facts.OwnFact, facts.SpokenFact)
    closed = {kind.__name__ for kind in get_args(AnyFact) if issubclass(kind, private)}
    assert public - closed == {
        "Convened",
        "TextPublished",
        "RulesAdopted",
        "RulesPrepared",
        "VisibilitySet",
        "SessionOpened",
        "SessionClosed",
        "LapseUndone",
        "ClausePutOnScreen",
        "VersionAdopted",
        "QuestionPut",
        "QuestionFell",
        "ClauseAgreed",
        "ClauseParked",
        "ClauseResumed",
        "DraftingClosed",
        "DraftingOpened",
        "DecisionUndone",
        "SilenceStarted",
        "SilenceBroken",
        "SilenceExpired",
        "SilenceCancelled",
        "SilenceExtended",
        "OutageRecorded",
        "ClauseReopened",
        "SecondLook",
        "WholeTextAdopted",
        "AdoptionFell",
        "LanguageValidated",
        "LegalCheckCompleted",
        "ClauseAdded",
        "ClauseMoved",
        "ClausesReplaced",
        "ClausesRenumbered",
        "LockRequested",
        "LockStopped",
        "TextLocked",
        "UnlockRequested",
        "TextUnlocked",
        "SigningOpened",
        "SigningClosed",
        "TextSigned",
        "SigningDeclined",
        "SignatureWithdrawn",
        "TextReleased",
        "Erased",
        "DutyToBriefMet",
    }


def test_an_actor_is_never_taken_at_their_word() -> None:
    """G-1: who claims another role or party than they were admitted with is refused."""
    stage = published()
    with pytest.raises(Refusal) as raised:
        policy.may(stage.negotiation, acts.PublishText(), Actor("eve", Role.LEAD_FACILITATOR))
    assert raised.value.code == "not_admitted"
