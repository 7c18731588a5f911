"""Acts: what a person asks of a negotiation, in the imperative.

An act carries no author, no time and no order: the room stamps those. `digest` always is the
digest of the exact text the author had in view; if the text moved since, the act is refused.
`deed` is what it is called in a sentence: observers cannot …
"""

from models.acts.briefing import RecordBriefing
from models.acts.conferring import (
    ChangeMembers,
    CloseCaucus,
    DeleteNote,
    LeaveCaucus,
    OpenCaucus,
    OpenSmallGroup,
    RemoveTripwire,
    SetTripwire,
    WriteInCaucus,
    WriteNote,
)
from models.acts.deciding import (
    Accept,
    Confirm,
    Park,
    PutToRoom,
    Resume,
    TakeBackQuestion,
    Undo,
)
from models.acts.drafting import (
    CloseDrafting,
    DiscardDraft,
    Edit,
    OpenDrafting,
    Rewrite,
    ShareDraft,
    StartDraft,
)
from models.acts.editorial import (
    AdoptWholeText,
    ClearDiscrepancy,
    CompleteLegalCheck,
    ContestCorrection,
    MarkSeen,
    NoteDiscrepancy,
    ProposeCorrection,
    ValidateLanguage,
    WithdrawCorrection,
)
from models.acts.locking import (
    ConfirmLock,
    ConfirmUnlock,
    ConsentUnlock,
    RequestLock,
    RequestUnlock,
    StopLock,
)
from models.acts.package import (
    AdoptPackage,
    RefusePackage,
    StatePackagePosition,
    TablePackage,
)
from models.acts.partaking import (
    AdmitParty,
    CompleteReview,
    ConfirmInherited,
    EndAdmission,
    ReplaceHead,
    Reviewed,
    SplitParty,
    WalkOut,
)
from models.acts.procedure import (
    AdoptRules,
    AnswerRules,
    ProposeRules,
    SetRules,
    SetVisibility,
    TakeBackRules,
)
from models.acts.proposing import (
    AnswerBridge,
    ConsentToSever,
    CoSponsor,
    RestoreLapsed,
    Revise,
    Second,
    Table,
    TakeOver,
    Withdraw,
    WithdrawSupport,
)
from models.acts.reopening import (
    DeclineReopen,
    Reopen,
    RequestReopen,
    SupportReopen,
    WithdrawReopen,
)
from models.acts.setting import (
    AdmitPerson,
    CloseSession,
    GiveAdvice,
    OpenSession,
    PublishText,
    PutOnScreen,
    RemovePerson,
    SetPresence,
)
from models.acts.signing import (
    Accede,
    CheckAuthority,
    Decline,
    OpenSigning,
    Publish,
    RecordInk,
    Sign,
    WithdrawSignature,
)
from models.acts.silence import (
    AcknowledgeSilence,
    BreakSilence,
    CancelSilence,
    StartSilence,
)
from models.acts.standing import (
    ConfirmAdRef,
    ConfirmRecorded,
    LiftObjection,
    Object,
    StatePosition,
)
from models.acts.statements import (
    EnterStatement,
    WithdrawStatement,
)
from models.acts.structure import (
    Renumber,
    TableDeletion,
    TableMerge,
    TableMove,
    TableNewClause,
    TableSplit,
)
from models.acts.temperature import (
    AnswerTemperature,
    AskTemperature,
    CloseTemperature,
    DeleteTemperature,
)

__all__ = [
    "Accede",
    "Accept",
    "AcknowledgeSilence",
    "Act",
    "AdmitParty",
    "AdmitPerson",
    "AdoptPackage",
    "AdoptRules",
    "AdoptWholeText",
    "AnswerBridge",
    "AnswerRules",
    "AnswerTemperature",
    "AskTemperature",
    "BreakSilence",
    "CancelSilence",
    "ChangeMembers",
    "CheckAuthority",
    "ClearDiscrepancy",
    "CloseCaucus",
    "CloseDrafting",
    "CloseSession",
    "CloseTemperature",
    "CoSponsor",
    "CompleteLegalCheck",
    "CompleteReview",
    "Confirm",
    "ConfirmAdRef",
    "ConfirmInherited",
    "ConfirmLock",
    "ConfirmRecorded",
    "ConfirmUnlock",
    "ConsentToSever",
    "ConsentUnlock",
    "ContestCorrection",
    "Decline",
    "DeclineReopen",
    "DeleteNote",
    "DeleteTemperature",
    "DiscardDraft",
    "Edit",
    "EndAdmission",
    "EnterStatement",
    "GiveAdvice",
    "LeaveCaucus",
    "LiftObjection",
    "MarkSeen",
    "NoteDiscrepancy",
    "Object",
    "OpenCaucus",
    "OpenDrafting",
    "OpenSession",
    "OpenSigning",
    "OpenSmallGroup",
    "Park",
    "ProposeCorrection",
    "ProposeRules",
    "Publish",
    "PublishText",
    "PutOnScreen",
    "PutToRoom",
    "RecordBriefing",
    "RecordInk",
    "RefusePackage",
    "RemovePerson",
    "RemoveTripwire",
    "Renumber",
    "Reopen",
    "ReplaceHead",
    "RequestLock",
    "RequestReopen",
    "RequestUnlock",
    "RestoreLapsed",
    "Resume",
    "Reviewed",
    "Revise",
    "Rewrite",
    "Second",
    "SetPresence",
    "SetRules",
    "SetTripwire",
    "SetVisibility",
    "ShareDraft",
    "Sign",
    "SplitParty",
    "StartDraft",
    "StartSilence",
    "StatePackagePosition",
    "StatePosition",
    "StopLock",
    "SupportReopen",
    "Table",
    "TableDeletion",
    "TableMerge",
    "TableMove",
    "TableNewClause",
    "TablePackage",
    "TableSplit",
    "TakeBackQuestion",
    "TakeBackRules",
    "TakeOver",
    "Undo",
    "ValidateLanguage",
    "WalkOut",
    "Withdraw",
    "WithdrawCorrection",
    "WithdrawReopen",
    "WithdrawSignature",
    "WithdrawStatement",
    "WithdrawSupport",
    "WriteInCaucus",
    "WriteNote",
]

Act = (
    AdmitPerson
    | RemovePerson
    | PublishText
    | OpenSession
    | CloseSession
    | SetPresence
    | PutOnScreen
    | GiveAdvice
    | StartDraft
    | ShareDraft
    | DiscardDraft
    | Edit
    | Rewrite
    | CloseDrafting
    | OpenDrafting
    | Table
    | Revise
    | Second
    | CoSponsor
    | WithdrawSupport
    | Withdraw
    | ConsentToSever
    | TakeOver
    | RestoreLapsed
    | AnswerBridge
    | Object
    | LiftObjection
    | StatePosition
    | ConfirmAdRef
    | ConfirmRecorded
    | Accept
    | PutToRoom
    | TakeBackQuestion
    | Confirm
    | Park
    | Resume
    | Undo
    | OpenCaucus
    | OpenSmallGroup
    | ChangeMembers
    | LeaveCaucus
    | CloseCaucus
    | WriteInCaucus
    | WriteNote
    | DeleteNote
    | SetTripwire
    | RemoveTripwire
    | AdoptWholeText
    | ProposeCorrection
    | ContestCorrection
    | WithdrawCorrection
    | ValidateLanguage
    | NoteDiscrepancy
    | ClearDiscrepancy
    | CompleteLegalCheck
    | MarkSeen
    | RequestLock
    | ConfirmLock
    | StopLock
    | RequestUnlock
    | ConsentUnlock
    | ConfirmUnlock
    | TablePackage
    | StatePackagePosition
    | AdoptPackage
    | RefusePackage
    | AdmitParty
    | EndAdmission
    | SplitParty
    | ReplaceHead
    | ConfirmInherited
    | WalkOut
    | CompleteReview
    | SetRules
    | ProposeRules
    | TakeBackRules
    | AnswerRules
    | AdoptRules
    | SetVisibility
    | RequestReopen
    | SupportReopen
    | WithdrawReopen
    | Reopen
    | DeclineReopen
    | OpenSigning
    | CheckAuthority
    | Sign
    | RecordInk
    | Decline
    | Accede
    | WithdrawSignature
    | Publish
    | RecordBriefing
    | StartSilence
    | AcknowledgeSilence
    | BreakSilence
    | CancelSilence
    | EnterStatement
    | WithdrawStatement
    | TableNewClause
    | TableDeletion
    | TableMove
    | TableSplit
    | TableMerge
    | Renumber
    | AskTemperature
    | AnswerTemperature
    | CloseTemperature
    | DeleteTemperature
)
