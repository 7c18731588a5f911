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
from models.acts.standing import (
    LiftObjection,
    Object,
    StatePosition,
)

__all__ = [
    "Accept",
    "Act",
    "AdmitParty",
    "AdmitPerson",
    "AdoptRules",
    "AnswerBridge",
    "AnswerRules",
    "CloseDrafting",
    "CloseSession",
    "CoSponsor",
    "CompleteReview",
    "Confirm",
    "ConfirmInherited",
    "DiscardDraft",
    "Edit",
    "EndAdmission",
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
    "RemovePerson",
    "ReplaceHead",
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
    "StatePosition",
    "Table",
    "TakeBackQuestion",
    "TakeBackRules",
    "Undo",
    "WalkOut",
    "Withdraw",
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
    | AdoptRules
    | Accept
    | PutToRoom
    | TakeBackQuestion
    | Confirm
    | Park
    | Resume
    | Undo
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
    | SetVisibility
)
