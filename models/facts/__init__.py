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
from models.facts.editorial import (
    AdoptionFell,
    CorrectionConfirmed,
    CorrectionContested,
    CorrectionProposed,
    CorrectionWithdrawn,
    DiscrepancyCleared,
    DiscrepancyNoted,
    FindingsExplained,
    LanguageValidated,
    LegalCheckCompleted,
    NoticesSeen,
    PositionsCarried,
    SecondLook,
    WholeTextAdopted,
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
    "AdoptionFell",
    "AdviceGiven",
    "AnyFact",
    "BridgeAnswered",
    "ClauseAgreed",
    "ClauseParked",
    "ClausePutOnScreen",
    "ClauseResumed",
    "Convened",
    "CorrectionConfirmed",
    "CorrectionContested",
    "CorrectionProposed",
    "CorrectionWithdrawn",
    "DecisionUndone",
    "DiscrepancyCleared",
    "DiscrepancyNoted",
    "DraftCarried",
    "DraftClosed",
    "DraftEdited",
    "DraftFact",
    "DraftShared",
    "DraftStarted",
    "DraftingClosed",
    "DraftingOpened",
    "Fact",
    "FindingsExplained",
    "LanguageValidated",
    "LegalCheckCompleted",
    "NoticesSeen",
    "ObjectionLifted",
    "ObjectionMooted",
    "ObjectionNeedsAnswer",
    "ObjectionRaised",
    "PersonAdmitted",
    "PersonRemoved",
    "PlannedSession",
    "PositionCleared",
    "PositionStated",
    "PositionsCarried",
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
    "SecondLook",
    "SessionClosed",
    "SessionOpened",
    "TextPrepared",
    "TextPublished",
    "VersionAdopted",
    "WholeTextAdopted",
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
    | SecondLook
    | WholeTextAdopted
    | AdoptionFell
    | CorrectionProposed
    | CorrectionConfirmed
    | PositionsCarried
    | CorrectionContested
    | CorrectionWithdrawn
    | LanguageValidated
    | DiscrepancyNoted
    | DiscrepancyCleared
    | FindingsExplained
    | LegalCheckCompleted
    | NoticesSeen
)
