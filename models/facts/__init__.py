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
    SpokenFact,
    is_private,
)
from models.facts.briefing import BriefingHeld, DutyToBriefMet
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
from models.facts.package import (
    PackageAdopted,
    PackageDissolved,
    PackagePositionStated,
    PackageRefused,
    PackageTabled,
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
    LapseUndone,
    PartsWithdrawn,
    ProposalCarried,
    ProposalCoSponsored,
    ProposalLapsed,
    ProposalRestored,
    ProposalReturned,
    ProposalRevised,
    ProposalSeconded,
    ProposalSevered,
    ProposalSuperseded,
    ProposalTabled,
    ProposalTakenOver,
    ProposalWithdrawn,
    SecondingResumed,
    SecondingSuspended,
    SupportWithdrawn,
)
from models.facts.reopening import (
    ClauseReopened,
    ReopenDeclined,
    ReopenRequested,
    ReopenSupported,
    ReopenWithdrawn,
    SecondLookOffered,
)
from models.facts.retaining import Erased
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
    AdRefConfirmed,
    ObjectionLifted,
    ObjectionMooted,
    ObjectionNeedsAnswer,
    ObjectionOverridden,
    ObjectionRaised,
    OnVersion,
    PositionCleared,
    PositionStated,
    RecordedConfirmed,
)
from models.facts.statements import (
    StatementEntered,
    StatementWithdrawn,
)
from models.facts.structure import (
    ClauseAdded,
    ClauseMoved,
    ClausesRenumbered,
    ClausesReplaced,
    NewClause,
    ObjectionCarried,
    Renumbered,
)
from models.facts.temperature import (
    TemperatureAnswered,
    TemperatureAsked,
    TemperatureClosed,
    TemperatureDeleted,
)

__all__ = [
    "FACILITATORS_ONLY",
    "PARTIES",
    "PUBLIC",
    "AdRefConfirmed",
    "AdmissionEnded",
    "AdoptionFell",
    "AdviceGiven",
    "AnyFact",
    "AuthorityChecked",
    "BridgeAnswered",
    "BriefingHeld",
    "CaucusClosed",
    "CaucusFact",
    "CaucusMembersChanged",
    "CaucusNoteWritten",
    "CaucusOpened",
    "CaucusTold",
    "ClauseAdded",
    "ClauseAgreed",
    "ClauseMoved",
    "ClauseParked",
    "ClausePutOnScreen",
    "ClauseReopened",
    "ClauseResumed",
    "ClausesRenumbered",
    "ClausesReplaced",
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
    "DutyToBriefMet",
    "Erased",
    "Fact",
    "FindingsExplained",
    "HeadReplaced",
    "LanguageValidated",
    "LapseUndone",
    "LegalCheckCompleted",
    "LockRequested",
    "LockStopped",
    "ManifestDrawn",
    "NewClause",
    "NoteDeleted",
    "NoteWritten",
    "NoticesSeen",
    "ObjectionCarried",
    "ObjectionLifted",
    "ObjectionMooted",
    "ObjectionNeedsAnswer",
    "ObjectionOverridden",
    "ObjectionRaised",
    "OnVersion",
    "OutageRecorded",
    "OwnFact",
    "PackageAdopted",
    "PackageDissolved",
    "PackagePositionStated",
    "PackageRefused",
    "PackageTabled",
    "PartsWithdrawn",
    "PartyAdmitted",
    "PartySplit",
    "PartyWalkedOut",
    "PersonAdmitted",
    "PersonRemoved",
    "PlannedSession",
    "PositionCleared",
    "PositionInherited",
    "PositionStated",
    "PositionsCarried",
    "PreparedClause",
    "PresenceChanged",
    "ProposalAccepted",
    "ProposalCarried",
    "ProposalCoSponsored",
    "ProposalLapsed",
    "ProposalRestored",
    "ProposalReturned",
    "ProposalRevised",
    "ProposalSeconded",
    "ProposalSevered",
    "ProposalSuperseded",
    "ProposalTabled",
    "ProposalTakenOver",
    "ProposalWithdrawn",
    "QuestionFell",
    "QuestionPut",
    "RecordedConfirmed",
    "Renumbered",
    "ReopenDeclined",
    "ReopenRequested",
    "ReopenSupported",
    "ReopenWithdrawn",
    "RollCalled",
    "RoomRecorded",
    "RulesAdopted",
    "RulesAnswered",
    "RulesPrepared",
    "RulesProposed",
    "RulesTakenBack",
    "SecondLook",
    "SecondLookOffered",
    "SecondingResumed",
    "SecondingSuspended",
    "SessionClosed",
    "SessionOpened",
    "SignatureProved",
    "SignatureWithdrawn",
    "SigningClosed",
    "SigningDeclined",
    "SigningOpened",
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
    "SpokenFact",
    "StatementEntered",
    "StatementWithdrawn",
    "SupportWithdrawn",
    "TemperatureAnswered",
    "TemperatureAsked",
    "TemperatureClosed",
    "TemperatureDeleted",
    "TextLocked",
    "TextPrepared",
    "TextPublished",
    "TextReleased",
    "TextSigned",
    "TextUnlocked",
    "TripwireRemoved",
    "TripwireSet",
    "UnlockConsented",
    "UnlockRequested",
    "VersionAdopted",
    "VisibilitySet",
    "WholeTextAdopted",
    "is_private",
]

AnyFact = (
    Convened
    | PersonAdmitted
    | PersonRemoved
    | TextPrepared
    | TextPublished
    | SessionOpened
    | RollCalled
    | SessionClosed
    | PresenceChanged
    | ClausePutOnScreen
    | AdviceGiven
    | ProposalAccepted
    | VersionAdopted
    | QuestionPut
    | QuestionFell
    | ClauseAgreed
    | RoomRecorded
    | ClauseParked
    | ClauseResumed
    | DecisionUndone
    | DraftStarted
    | DraftShared
    | DraftEdited
    | DraftCarried
    | DraftClosed
    | DraftingClosed
    | DraftingOpened
    | ProposalTabled
    | ProposalRevised
    | ProposalSeconded
    | ProposalCoSponsored
    | SupportWithdrawn
    | ProposalWithdrawn
    | ProposalLapsed
    | ProposalSuperseded
    | ProposalCarried
    | ProposalReturned
    | ProposalSevered
    | PartsWithdrawn
    | ProposalTakenOver
    | ProposalRestored
    | LapseUndone
    | SecondingSuspended
    | SecondingResumed
    | BridgeAnswered
    | ObjectionRaised
    | ObjectionLifted
    | ObjectionMooted
    | ObjectionOverridden
    | ObjectionNeedsAnswer
    | PositionStated
    | PositionCleared
    | AdRefConfirmed
    | RecordedConfirmed
    | CaucusOpened
    | CaucusMembersChanged
    | CaucusNoteWritten
    | CaucusClosed
    | CaucusTold
    | NoteWritten
    | NoteDeleted
    | TripwireSet
    | TripwireRemoved
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
    | PackageTabled
    | PackagePositionStated
    | PackageAdopted
    | PackageRefused
    | PackageDissolved
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
    | RulesAdopted
    | VisibilitySet
    | ReopenRequested
    | ReopenSupported
    | ReopenWithdrawn
    | ReopenDeclined
    | ClauseReopened
    | SecondLookOffered
    | LockRequested
    | ManifestDrawn
    | LockStopped
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
    | Erased
    | BriefingHeld
    | DutyToBriefMet
    | SilenceStarted
    | SilenceOffered
    | SilenceAcknowledged
    | SilenceBroken
    | SilenceBreaker
    | SilenceExpired
    | SilenceCounted
    | SilenceCancelled
    | SilenceExplained
    | SilenceExtended
    | OutageRecorded
    | StatementEntered
    | StatementWithdrawn
    | ClauseAdded
    | ClauseMoved
    | ClausesReplaced
    | ObjectionCarried
    | ClausesRenumbered
    | TemperatureAsked
    | TemperatureAnswered
    | TemperatureClosed
    | TemperatureDeleted
)
