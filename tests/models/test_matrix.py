"""Who may do what, cell by cell: every act, by everybody, in every state (domain §6.11).

The table stands here and is not made of the code's. Two halves make a cell: who may ask an act, and
in which states it is possible; a cell allows it where both do.
"""

from __future__ import annotations

import pytest

from models import acts
from models.party import Person, Role
from models.policy import POLICY
from models.position import Stand
from tests.cast import Stage
from tests.models.matrix import CAST, SETTINGS, Setting
from tests.models.matrix_acts import KINDS, ROWS, SPLIT, made
from tests.models.test_partaking import late, reviewed

MATRIX = """
#                    heads del. ad fa c ex ob si  un  work   room  all  lock
# The setting
AdmitPerson          rrrrr rrrr rr ++ + rr rr rr  +++ ++++++ +++++ ++++ +++++
RemovePerson         rrrrr rrrr rr ++ + rr rr rr  +++ ++++++ +++++ ++++ +++++
PublishText          rrrrr rrrr rr r+ + rr rr rr  +-- ------ ----- ---- -----
SetRules             rrrrr rrrr rr ++ r rr rr rr  +++ ------ ----- ---- -----
ProposeRules         rrrrr rrrr rr ++ r rr rr rr  --- ++++++ +++++ ++++ +----
TakeBackRules        rrrrr rrrr rr ++ r rr rr rr  --- ++++++ +++++ ++++ +----
AnswerRules          ++++r rrrr rr rr r rr rr rr  +++ ++++++ +++++ ++++ +----
AdoptRules           rrrrr rrrr rr ++ r rr rr rr  --+ ------ +-+++ ++++ +----
SetVisibility        rrrrr rrrr rr r+ + rr rr rr  +++ ++++++ +++++ ++++ +++++
OpenSession          rrrrr rrrr rr ++ r rr rr rr  -+- -----+ ----- ---- -----
CloseSession         rrrrr rrrr rr ++ r rr rr rr  --+ +++++- +++++ ++++ +++++
SetPresence          rrrrr rrrr rr ++ r rr rr rr  +++ ++++++ +++++ ++++ +++++
PutOnScreen          rrrrr rrrr rr ++ r rr rr rr  --+ +++++- +++++ ++++ +++++
GiveAdvice           rrrrr rrrr rr rr r ++ rr rr  -++ ++++++ +++++ ++++ +++++
MarkSeen             ++++r ++++ ++ ++ r rr rr rr  +++ ++++++ +++++ ++++ +++++
# Who takes part
AdmitParty           rrrrr rrrr rr r+ + rr rr rr  +++ ++++++ +++++ ++++ +----
EndAdmission         rrrrr rrrr rr r+ + rr rr rr  +++ ++++++ +++++ ++++ +----
SplitParty           rrrrr rrrr rr r+ + rr rr rr  +++ ++++++ +++++ ++++ +----
ReplaceHead          rrrrr rrrr rr r+ + rr rr rr  +++ ++++++ +++++ ++++ +++++
WalkOut              ++++r rrrr rr rr r rr rr rr  +++ ++++++ +++++ ++++ +++++
ConfirmInherited     ++++r rrrr rr rr r rr rr rr  --- ------ ----- ---- -----
CompleteReview       ++++r rrrr rr rr r rr rr rr  --- ------ ----- ---- -----
# Drafts
StartDraft           ++++r ++++ ++ ++ r rr rr rr  -++ ++++++ ---+- ---- -----
ShareDraft           +yyyr ++yy rr yy r rr rr rr  ... .+++++ +++++ ++++ +----
ShareDraft/their     yyyyr yyyy rr ++ r rr rr rr  ... .+++++ +++++ ++++ +----
DiscardDraft         +yyyr ++yy +y yy r rr rr rr  ... .+++++ +++++ ++++ +++++
DiscardDraft/their   yyyyr yyyy yy ++ r rr rr rr  ... .+++++ +++++ ++++ +++++
Edit                 ++yyr +++y +y yy r rr rr rr  ... .+++++ ---+- ---- -----
Edit/their           yyyyr yyyy yy ++ r rr rr rr  ... .+++++ ---+- ---- -----
Rewrite              ++yyr +++y +y yy r rr rr rr  ... .+++++ ---+- ---- -----
Rewrite/their        yyyyr yyyy yy ++ r rr rr rr  ... .+++++ ---+- ---- -----
CloseDrafting        rrrrr rrrr rr ++ r rr rr rr  -++ ++++++ +++++ ++++ +----
OpenDrafting         rrrrr rrrr rr ++ r rr rr rr  -++ ++++++ +++++ ++++ +----
# Proposals
Table                +yyyr ++yy rr yy r rr rr rr  ... .+++++ ---+- ---- -----
Table/their          yyyyr yyyy rr ++ r rr rr rr  ... .+++++ ---+- ---- -----
Revise               +yyyr ++yy rr yy r rr rr rr  ... ..++.+ ..... .... .....
Second               yy++r rrrr rr ++ r rr rr rr  ... ..++.+ ..... .... .....
CoSponsor            yy++r yyy+ rr rr r rr rr rr  ... ..++.+ ..... .... .....
WithdrawSupport      y+yyr yy+y rr rr r rr rr rr  ... ..++.+ ..... .... .....
Withdraw             +yyyr +yyy rr yy r rr rr rr  ... ..++.+ ..... .... .....
Withdraw/their       yyyyr yyyy rr ++ r rr rr rr  ... ..++.+ ..... .... .....
ConsentToSever       +yyyr rrrr rr yy r rr rr rr  ... ..++.+ ..... .... .....
TakeOver             y+yyr rrrr rr rr r rr rr rr  ... ++++++ +++++ ---- -----
RestoreLapsed        rrrrr rrrr rr ++ r rr rr rr  --- ++++++ +++++ ---- -----
AnswerBridge         +yyyr ++yy rr rr r rr rr rr  ... ..++.+ ..... .... .....
TableNewClause       ++++r ++++ rr ++ r rr rr rr  -++ ++++++ +++++ +--- -----
TableDeletion        ++++r ++++ rr ++ r rr rr rr  -++ ++++++ ---+- ---- -----
TableMove            ++++r ++++ rr ++ r rr rr rr  -++ ++++++ ---+- ---- -----
TableSplit           ++++r ++++ rr ++ r rr rr rr  -++ ++--+- ---+- ---- -----
TableMerge           ++++r ++++ rr ++ r rr rr rr  -++ ++--+- ---+- ---- -----
# Where parties stand
Object               ++++r rrrr rr ++ r rr rr rr  -++ ++++++ +--+- ---- -----
LiftObjection        +yyyr rrrr rr ++ r rr rr rr  ... ++++++ +++++ ---- -----
StatePosition        ++++r rrrr rr ++ r rr rr rr  -++ ++++++ +++++ ++++ +----
ConfirmAdRef         ++++r rrrr rr rr r rr rr rr  --- ++++++ +++++ ++++ +++--
ConfirmRecorded      ++++r rrrr rr rr r rr rr rr  --- ++++++ +++++ ++++ +++++
EnterStatement       ++++r rrrr rr ++ r rr rr rr  -++ ++++++ +++++ ++++ +++++
WithdrawStatement    +yyyr rrrr rr rr r rr rr rr  ... ++++++ +++++ ++++ +----
AnswerTemperature    ++++r ++++ ++ rr r rr rr rr  --- ++++++ +++++ ++++ +++++
# Decisions
Accept               rrrrr rrrr rr ++ r rr rr rr  --- --++-- ----- ---- -----
PutToRoom            rrrrr rrrr rr ++ r rr rr rr  --- -+--+- ---+- ---- -----
TakeBackQuestion     rrrrr rrrr rr ++ r rr rr rr  --- ------ +---- ---- -----
Confirm              rrrrr rrrr rr ++ r rr rr rr  --- ------ +---- ---- -----
Park                 rrrrr rrrr rr ++ r rr rr rr  --- +++--- ---+- ---- -----
Resume               rrrrr rrrr rr ++ r rr rr rr  --- ---++- ----- ---- -----
Undo                 rrrrr rrrr rr ++ r rr rr rr  --- ---++- --+++ ++-- -----
TablePackage         rrrrr rrrr rr ++ r rr rr rr  -++ ++++++ +++++ ---- -----
StatePackagePosition ++++r rrrr rr ++ r rr rr rr  --- ++++++ +++++ ---- -----
AdoptPackage         rrrrr rrrr rr r+ r rr rr rr  --- +++++- +++++ ---- -----
RefusePackage        rrrrr rrrr rr ++ r rr rr rr  --- ++++++ +++++ ---- -----
AskTemperature       rrrrr rrrr rr ++ r rr rr rr  +++ ------ ----- ---- -----
CloseTemperature     rrrrr rrrr rr ++ r rr rr rr  --- ++++++ +++++ ++++ +++++
DeleteTemperature    rrrrr rrrr rr ++ r rr rr rr  --- ++++++ +++++ ++++ +++++
# Silence and reopening
StartSilence         rrrrr rrrr rr r+ r rr rr rr  --- ++--+- ---+- ---- -----
AcknowledgeSilence   ++++r ++++ ++ rr r rr rr rr  --- ------ -+--- ---- -----
BreakSilence         ++++r rrrr rr ++ r rr rr rr  --- ------ -+--- ---- -----
CancelSilence        rrrrr rrrr rr ++ r rr rr rr  --- ------ -+--- ---- -----
RequestReopen        ++++r rrrr rr rr r rr rr rr  --- ------ --+-+ ++++ +----
SupportReopen        y+++r rrrr rr rr r rr rr rr  ... ++++++ +++++ .... .....
WithdrawReopen       +yyyr rrrr rr rr r rr rr rr  ... ++++++ +++++ .... .....
Reopen               rrrrr rrrr rr ++ r rr rr rr  --- ++++++ +++++ ---- -----
DeclineReopen        rrrrr rrrr rr ++ r rr rr rr  --- ++++++ +++++ ---- -----
# The whole text
AdoptWholeText       rrrrr rrrr rr r+ r rr rr rr  --- ------ ----- +--- -----
Renumber             rrrrr rrrr rr r+ r +r rr rr  --- ------ ----- -++- -----
ProposeCorrection    rrrrr rrrr rr rr r +r rr rr  --- ------ ----- -++- -----
ContestCorrection    ++++r rrrr rr rr r rr rr rr  --- ------ ----- -+-- -----
WithdrawCorrection   rrrrr rrrr rr rr r +r rr rr  --- ------ ----- -+-- -----
ValidateLanguage     rrrrr rrrr rr ++ r +r rr rr  -++ ++++++ +++++ ++++ +----
NoteDiscrepancy      ++++r ++++ ++ rr r ++ rr rr  -++ ++++++ +++++ ++++ +----
ClearDiscrepancy     rrrrr rrrr rr ++ r +r rr rr  --- ++++++ +++++ ++-- -----
CompleteLegalCheck   rrrrr rrrr rr rr r +r rr rr  --- ------ ----- --+- -----
# Behind closed doors
OpenCaucus           ++++r rrrr rr rr r rr rr rr  +++ ++++++ +++++ ++++ +++++
OpenSmallGroup       rrrrr rrrr rr ++ r rr rr rr  +++ ++++++ +++++ ++++ +----
ChangeMembers        +yyyr rrrr rr yy r rr rr rr  ... ++++++ +++++ ++++ +++++
ChangeMembers/their  yyyyr rrrr rr ++ r rr rr rr  ... ++++++ +++++ ++++ +++++
LeaveCaucus          +++yr rrrr rr rr r rr rr rr  ... ++++++ +++++ ++++ +++++
CloseCaucus          +yyyr rrrr rr yy r rr rr rr  ... ++++++ +++++ ++++ +++++
CloseCaucus/their    yyyyr rrrr rr ++ r rr rr rr  ... ++++++ +++++ ++++ +++++
WriteInCaucus        +++yr +++y +y yy r rr rr rr  ... ++++++ +++++ ++++ +++++
WriteInCaucus/their  ++yyr +++y +y ++ r rr rr rr  ... ++++++ +++++ ++++ +++++
WriteNote            ++++r ++++ ++ ++ r rr rr rr  +++ ++++++ +++++ ++++ +++++
DeleteNote           +yyyr ++yy +y yy r rr rr rr  ... ++++++ +++++ ++++ +++++
DeleteNote/their     yyyyr yyyy yy ++ r rr rr rr  ... ++++++ +++++ ++++ +++++
SetTripwire          ++++r ++++ ++ ++ r rr rr rr  -++ ++++++ +++++ ++++ +----
RemoveTripwire       +yyyr ++yy +y yy r rr rr rr  ... ++++++ +++++ ++++ +++++
RemoveTripwire/their yyyyr yyyy yy ++ r rr rr rr  ... ++++++ +++++ ++++ +++++
# The final text
RequestLock          rrrrr rrrr rr r+ r rr rr rr  --- ------ ----- ---+ -----
ConfirmLock          rrrrr rrrr rr rr + rr rr rr  --- ------ ----- ---- +----
StopLock             rrrrr rrrr rr r+ + rr rr rr  --- ------ ----- ---- +----
RequestUnlock        rrrrr rrrr rr r+ r rr rr rr  --- ------ ----- ---- ---++
ConsentUnlock        +++++ rrrr rr rr r rr rr rr  --- ------ ----- ---- -++--
ConfirmUnlock        rrrrr rrrr rr rr + rr rr rr  --- ------ ----- ---- --+--
OpenSigning          rrrrr rrrr rr r+ + rr rr rr  --- ------ ----- ---- -++--
CheckAuthority       rrrrr rrrr rr rr + rr rr rr  +++ ++++++ +++++ ++++ +++++
Sign                 ++++r rrrr rr rr r rr rr +_  --- ------ ----- ---- ---+-
Sign                 _____ ____ __ __ _ __ __ _+  --- ------ ----- ---- -----
RecordInk            rrrrr rrrr rr rr + rr rr rr  --- ------ ----- ---- ---+-
Decline              ++++r rrrr rr rr r rr rr ++  --- ------ ----- ---- ---+-
Accede               _++++ rrrr rr rr r rr rr __  --- ------ ----- ---- ----+
Accede               +____ ____ __ __ _ __ __ ++  --- ------ ----- ---- -----
WithdrawSignature    +____ rrrr rr rr r rr rr +_  --- ------ ----- ---- ----+
WithdrawSignature    _++++ ____ __ __ _ __ __ _+  --- ------ ----- ---- -----
Publish              rrrrr rrrr rr rr + rr rr rr  --- ------ ----- ---- -++++
RecordBriefing       +____ ++__ rr rr r rr rr rr  --- ------ ----- ---- ----+
RecordBriefing       _++++ __++ __ __ _ __ __ __  --- ------ ----- ---- -----
"""
"""Act, who may ask it, when it is possible.

Who: `+` they may; `r` not in their role; `y` it is not theirs; `_` another line tells. The columns
are those of `CAST`: heads, delegates, advisers, facilitators, the convenor, experts, observer and
projector, signatories.
When: in the order of `SETTINGS`, from unpublished to signed: before the rules, at work on a clause,
a clause in its decision, the whole text, the lock. `+` it is possible; `-` it is not; `.` nor is
there anything it could be about, so that whoever it would not belong to is told so.
`Act/their` is about what belongs to the facilitators instead of to ALP.
"""
NEVER = {"ConfirmInherited", "CompleteReview"}
"""What only parties that came late or of a split may do: see the last test."""


def _lines() -> list[tuple[str, str, str]]:
    found = []
    for line in MATRIX.strip().splitlines():
        if not line.startswith("#"):
            row, rest = line.split(maxsplit=1)
            who, when = rest.split("  ")
            found.append((row, who.replace(" ", ""), when.replace(" ", "")))
    return found


def _cell(who: str, when: str) -> str:
    if who == "r":
        return "r"
    if when == ".":
        return "-"
    return "y" if who == "y" else when


EXPECTED = {
    (row, state, person): _cell(asks, stands)
    for row, who, when in _lines()
    for person, asks in zip(CAST, who, strict=True)
    if asks != "_"
    for state, stands in zip(SETTINGS, when, strict=True)
}


def test_the_matrix_is_whole() -> None:
    """G-2: every act there is, by everybody, in every state, once; each is possible somewhere."""
    assert {row for row, *_ in EXPECTED} == set(ROWS)
    assert {row.partition("/")[0] for row in ROWS} == {kind.__name__ for kind in POLICY}
    assert len(EXPECTED) == len(ROWS) * len(SETTINGS) * len(CAST)
    assert {row for (row, *_), cell in EXPECTED.items() if cell == "+"} == set(ROWS) - NEVER
    every = {SETTINGS["open"]().negotiation.people[person].role for person in CAST}
    assert every == set(Role)


@pytest.mark.parametrize("state", SETTINGS)
def test_the_rules_answer_as_the_matrix_says(state: str) -> None:
    """G-1: G-2: allowed, or refused for the role, the relation, or the state of things."""
    its = SETTINGS[state]()
    found = {
        (row, state, person): its.outcome(person, made(row, its, person))
        for row in ROWS
        for person in CAST
    }
    amiss = {cell: (said, EXPECTED[cell]) for cell, said in found.items() if said != EXPECTED[cell]}
    assert amiss == {}, "cell: (what it is, what it should be)"


def _split() -> Setting:
    """NEW came late, and DEL split since."""
    stage = late()
    stage.states("dot", clause="A1")
    stage.do("host", acts.SplitParty(party="DEL", into=SPLIT))
    head = Person(id="dea", name="Dea", role=Role.HEAD, party="DEA")
    stage.do("host", acts.AdmitPerson(person=head))
    return Setting(stage)


@pytest.mark.parametrize(("name", "asks"), [("ConfirmInherited", "dea"), ("CompleteReview", "new")])
def test_what_only_new_parties_may_do(name: str, asks: str) -> None:
    """G-2: the head of a party that inherited, or came late; no other head, nobody else."""
    its = _split()
    act = _said(name, its.stage)
    assert isinstance(act, KINDS[name])
    heads = {"ada", "bo", "gus", "new", "dea"}
    found = {person: its.outcome(person, act) for person in its.negotiation.people}
    assert found == {
        person: "+" if person == asks else "-" if person in heads else "r" for person in found
    }


def _said(name: str, stage: Stage) -> acts.ConfirmInherited | acts.CompleteReview:
    if name == "ConfirmInherited":
        return acts.ConfirmInherited(clauses=("A1",))
    return acts.CompleteReview(clauses=reviewed(stage, "A1"), stand=Stand.AGREE)
