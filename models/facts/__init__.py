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
from models.facts.reopening import (
    ClauseReopened,
    ReopenDeclined,
    ReopenRequested,
    ReopenSupported,
    ReopenWithdrawn,
    SecondLookOffered,
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
from models.facts.silence import (
    OutageRecorded,
    SilenceAcknowledged,
    SilenceBreaker,
    SilenceBroken,
    SilenceCancelled,
    SilenceCounted,
    SilenceExpired,
    SilenceExplained,
    SilenceExtended,
    SilenceOffered,
    SilenceStarted,
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
    "ClauseAgreed",
    "ClauseParked",
    "ClausePutOnScreen",
    "ClauseReopened",
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
    "ObjectionLifted",
    "ObjectionMooted",
    "ObjectionNeedsAnswer",
    "ObjectionRaised",
    "OutageRecorded",
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
    "ReopenDeclined",
    "ReopenRequested",
    "ReopenSupported",
    "ReopenWithdrawn",
    "RollCalled",
    "RoomRecorded",
    "RulesAdopted",
    "SecondLookOffered",
    "SessionClosed",
    "SessionOpened",
    "SilenceAcknowledged",
    "SilenceBreaker",
    "SilenceBroken",
    "SilenceCancelled",
    "SilenceCounted",
    "SilenceExpired",
    "SilenceExplained",
    "SilenceExtended",
    "SilenceOffered",
    "SilenceStarted",
    "TextPrepared",
    "TextPublished",
    "VersionAdopted",
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
    | OutageRecorded
    | SilenceAcknowledged
    | SilenceBreaker
    | SilenceBroken
    | SilenceCancelled
    | SilenceCounted
    | SilenceExpired
    | SilenceExplained
    | SilenceExtended
    | SilenceOffered
    | SilenceStarted
    | ClauseReopened
    | ReopenDeclined
    | ReopenRequested
    | ReopenSupported
    | ReopenWithdrawn
    | SecondLookOffered
)
