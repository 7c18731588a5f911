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
from models.facts.signing import (
    AuthorityChecked,
    LockRequested,
    LockStopped,
    ManifestDrawn,
    SignatureProved,
    SignatureWithdrawn,
    SigningClosed,
    SigningDeclined,
    SigningOpened,
    TextLocked,
    TextReleased,
    TextSigned,
    TextUnlocked,
    UnlockConsented,
    UnlockRequested,
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
    "AuthorityChecked",
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
    "LockRequested",
    "LockStopped",
    "ManifestDrawn",
    "ObjectionLifted",
    "ObjectionMooted",
    "ObjectionNeedsAnswer",
    "ObjectionRaised",
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
    "SignatureProved",
    "SignatureWithdrawn",
    "SigningClosed",
    "SigningDeclined",
    "SigningOpened",
    "TextLocked",
    "TextPrepared",
    "TextPublished",
    "TextReleased",
    "TextSigned",
    "TextUnlocked",
    "UnlockConsented",
    "UnlockRequested",
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
    | LockRequested
    | LockStopped
    | ManifestDrawn
    | TextLocked
    | UnlockRequested
    | UnlockConsented
    | TextUnlocked
    | SigningOpened
    | SigningClosed
    | AuthorityChecked
    | TextSigned
    | SignatureProved
    | SigningDeclined
    | SignatureWithdrawn
    | TextReleased
)
