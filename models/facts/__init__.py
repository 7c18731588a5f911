"""Facts: what happened, in the past tense, complete enough that folding decides nothing.

Each fact belongs to one audience part of the record (design §5): PUBLIC, PARTIES (everybody at
the table, the facilitators and the convenor), FACILITATORS, or the members of one private draft.
"""

from models.facts.base import (
    FACILITATORS_ONLY,
    PARTIES,
    PUBLIC,
    DraftFact,
    Fact,
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
from models.facts.partaking import (
    AdmissionEnded,
    HeadReplaced,
    PartyAdmitted,
    PartySplit,
    PartyWalkedOut,
    PositionInherited,
)
from models.facts.procedure import (
    RulesAdopted,
    RulesAnswered,
    RulesPrepared,
    RulesProposed,
    RulesTakenBack,
    VisibilitySet,
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
    ObjectionOverridden,
    ObjectionRaised,
    PositionCleared,
    PositionStated,
)

__all__ = [
    "FACILITATORS_ONLY",
    "PARTIES",
    "PUBLIC",
    "AdmissionEnded",
    "AdviceGiven",
    "AnyFact",
    "BridgeAnswered",
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
    "HeadReplaced",
    "ObjectionLifted",
    "ObjectionMooted",
    "ObjectionNeedsAnswer",
    "ObjectionOverridden",
    "ObjectionRaised",
    "PartyAdmitted",
    "PartySplit",
    "PartyWalkedOut",
    "PersonAdmitted",
    "PersonRemoved",
    "PlannedSession",
    "PositionCleared",
    "PositionInherited",
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
    "RulesAnswered",
    "RulesPrepared",
    "RulesProposed",
    "RulesTakenBack",
    "SessionClosed",
    "SessionOpened",
    "TextPrepared",
    "TextPublished",
    "VersionAdopted",
    "VisibilitySet",
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
    | ObjectionOverridden
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
    | PartyAdmitted
    | AdmissionEnded
    | PartySplit
    | PositionInherited
    | HeadReplaced
    | PartyWalkedOut
    | RulesPrepared
    | RulesProposed
    | RulesTakenBack
    | RulesAnswered
    | VisibilitySet
)
