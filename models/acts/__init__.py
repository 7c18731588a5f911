"""Acts: what a person asks of a negotiation, in the imperative.

An act carries no author, no time and no order: the room stamps those. `digest` always is the
digest of the exact text the author had in view; if the text moved since, the act is refused.
`deed` is what it is called in a sentence: observers cannot …
"""

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
    CoSponsor,
    Revise,
    Second,
    Table,
    Withdraw,
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
from models.acts.temperature import (
    AnswerTemperature,
    AskTemperature,
    CloseTemperature,
    DeleteTemperature,
)

__all__ = [
    "Accept",
    "AcknowledgeSilence",
    "Act",
    "AdmitParty",
    "AdmitPerson",
    "AdoptPackage",
    "AdoptRules",
    "AnswerBridge",
    "AnswerRules",
    "AnswerTemperature",
    "AskTemperature",
    "BreakSilence",
    "CancelSilence",
    "CloseDrafting",
    "CloseSession",
    "CloseTemperature",
    "CoSponsor",
    "CompleteReview",
    "Confirm",
    "ConfirmAdRef",
    "ConfirmInherited",
    "ConfirmRecorded",
    "DeclineReopen",
    "DeleteTemperature",
    "DiscardDraft",
    "Edit",
    "EndAdmission",
    "EnterStatement",
    "GiveAdvice",
    "LiftObjection",
    "Object",
    "OpenDrafting",
    "OpenSession",
    "Park",
    "ProposeRules",
    "PublishText",
    "PutOnScreen",
    "PutToRoom",
    "RefusePackage",
    "RemovePerson",
    "Reopen",
    "ReplaceHead",
    "RequestReopen",
    "Resume",
    "Reviewed",
    "Revise",
    "Rewrite",
    "Second",
    "SetPresence",
    "SetRules",
    "SetVisibility",
    "ShareDraft",
    "SplitParty",
    "StartDraft",
    "StartSilence",
    "StatePackagePosition",
    "StatePosition",
    "SupportReopen",
    "Table",
    "TablePackage",
    "TakeBackQuestion",
    "TakeBackRules",
    "Undo",
    "WalkOut",
    "Withdraw",
    "WithdrawReopen",
    "WithdrawStatement",
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
    | Withdraw
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
    | StartSilence
    | AcknowledgeSilence
    | BreakSilence
    | CancelSilence
    | EnterStatement
    | WithdrawStatement
    | AskTemperature
    | AnswerTemperature
    | CloseTemperature
    | DeleteTemperature
)
