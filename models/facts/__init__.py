"""Facts: what happened, in the past tense, complete enough that folding decides nothing.

Each fact belongs to one audience part of the record (design §5): PUBLIC, PARTIES (everybody at
the table, the facilitators and the convenor), FACILITATORS, or to the members of one private
draft or caucus, or to one side alone.
"""

from models.facts.base import (
    FACILITATORS_ONLY,
    PARTIES,
    PUBLIC,
    CaucusFact,
    DraftFact,
    Fact,
    OwnFact,
    is_private,
)
from models.facts.conferring import (
    CaucusClosed,
    CaucusMembersChanged,
    CaucusNoteWritten,
    CaucusOpened,
    CaucusTold,
    NoteDeleted,
    NoteWritten,
    TripwireRemoved,
    TripwireSet,
)
from models.facts.deciding import (
    ClauseAgreed,
    ClauseParked,
    ClauseResumed,
    DecisionUndone,
    ProposalAccepted,
    QuestionFell,
    QuestionPut,
    RoomRecorded,
    RulesAdopted,
    VersionAdopted,
)
from models.facts.drafting import (
    DraftCarried,
    DraftClosed,
    DraftEdited,
    DraftingClosed,
    DraftingOpened,
    DraftShared,
    DraftStarted,
)
from models.facts.proposing import (
    BridgeAnswered,
    ProposalCarried,
    ProposalCoSponsored,
    ProposalLapsed,
    ProposalReturned,
    ProposalRevised,
    ProposalSeconded,
    ProposalSuperseded,
    ProposalTabled,
    ProposalWithdrawn,
)
from models.facts.setting import (
    AdviceGiven,
    ClausePutOnScreen,
    Convened,
    PersonAdmitted,
    PersonRemoved,
    PlannedSession,
    PreparedClause,
    PresenceChanged,
    RollCalled,
    SessionClosed,
    SessionOpened,
    TextPrepared,
    TextPublished,
)
from models.facts.standing import (
    ObjectionLifted,
    ObjectionMooted,
    ObjectionNeedsAnswer,
    ObjectionRaised,
    PositionCleared,
    PositionStated,
)

__all__ = [
    "FACILITATORS_ONLY",
    "PARTIES",
    "PUBLIC",
    "AdviceGiven",
    "AnyFact",
    "BridgeAnswered",
    "CaucusClosed",
    "CaucusFact",
    "CaucusMembersChanged",
    "CaucusNoteWritten",
    "CaucusOpened",
    "CaucusTold",
    "ClauseAgreed",
    "ClauseParked",
    "ClausePutOnScreen",
    "ClauseResumed",
    "Convened",
    "DecisionUndone",
    "DraftCarried",
    "DraftClosed",
    "DraftEdited",
    "DraftFact",
    "DraftShared",
    "DraftStarted",
    "DraftingClosed",
    "DraftingOpened",
    "Fact",
    "NoteDeleted",
    "NoteWritten",
    "ObjectionLifted",
    "ObjectionMooted",
    "ObjectionNeedsAnswer",
    "ObjectionRaised",
    "OwnFact",
    "PersonAdmitted",
    "PersonRemoved",
    "PlannedSession",
    "PositionCleared",
    "PositionStated",
    "PreparedClause",
    "PresenceChanged",
    "ProposalAccepted",
    "ProposalCarried",
    "ProposalCoSponsored",
    "ProposalLapsed",
    "ProposalReturned",
    "ProposalRevised",
    "ProposalSeconded",
    "ProposalSuperseded",
    "ProposalTabled",
    "ProposalWithdrawn",
    "QuestionFell",
    "QuestionPut",
    "RollCalled",
    "RoomRecorded",
    "RulesAdopted",
    "SessionClosed",
    "SessionOpened",
    "TextPrepared",
    "TextPublished",
    "TripwireRemoved",
    "TripwireSet",
    "VersionAdopted",
    "is_private",
]

AnyFact = (
    Convened
    | PersonAdmitted
    | PersonRemoved
    | TextPrepared
    | TextPublished
    | RulesAdopted
    | SessionOpened
    | RollCalled
    | SessionClosed
    | PresenceChanged
    | ClausePutOnScreen
    | AdviceGiven
    | DraftStarted
    | DraftShared
    | DraftEdited
    | DraftCarried
    | DraftClosed
    | ProposalTabled
    | ProposalRevised
    | ProposalSeconded
    | ProposalCoSponsored
    | ProposalWithdrawn
    | ProposalLapsed
    | ProposalSuperseded
    | ProposalCarried
    | ProposalAccepted
    | VersionAdopted
    | ObjectionRaised
    | ObjectionLifted
    | ObjectionMooted
    | ObjectionNeedsAnswer
    | PositionStated
    | PositionCleared
    | BridgeAnswered
    | QuestionPut
    | QuestionFell
    | ClauseAgreed
    | RoomRecorded
    | ClauseParked
    | ClauseResumed
    | DraftingClosed
    | DraftingOpened
    | DecisionUndone
    | ProposalReturned
    | CaucusOpened
    | CaucusMembersChanged
    | CaucusNoteWritten
    | CaucusClosed
    | CaucusTold
    | NoteWritten
    | NoteDeleted
    | TripwireSet
    | TripwireRemoved
)
