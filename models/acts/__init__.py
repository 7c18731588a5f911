"""Acts: what a person asks of a negotiation, in the imperative.

An act carries no author, no time and no order: the room stamps those. `digest` always is the
digest of the exact text the author had in view; if the text moved since, the act is refused.
`deed` is what it is called in a sentence: observers cannot …
"""

from models.acts.deciding import (
    Accept,
    AdoptRules,
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
from models.acts.locking import (
    ConfirmLock,
    ConfirmUnlock,
    ConsentUnlock,
    RequestLock,
    RequestUnlock,
    StopLock,
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
from models.acts.standing import (
    LiftObjection,
    Object,
    StatePosition,
)

__all__ = [
    "Accede",
    "Accept",
    "Act",
    "AdmitPerson",
    "AdoptRules",
    "AnswerBridge",
    "CheckAuthority",
    "CloseDrafting",
    "CloseSession",
    "CoSponsor",
    "Confirm",
    "ConfirmLock",
    "ConfirmUnlock",
    "ConsentUnlock",
    "Decline",
    "DiscardDraft",
    "Edit",
    "GiveAdvice",
    "LiftObjection",
    "Object",
    "OpenDrafting",
    "OpenSession",
    "OpenSigning",
    "Park",
    "Publish",
    "PublishText",
    "PutOnScreen",
    "PutToRoom",
    "RecordInk",
    "RemovePerson",
    "RequestLock",
    "RequestUnlock",
    "Resume",
    "Revise",
    "Rewrite",
    "Second",
    "SetPresence",
    "ShareDraft",
    "Sign",
    "StartDraft",
    "StatePosition",
    "StopLock",
    "Table",
    "TakeBackQuestion",
    "Undo",
    "Withdraw",
    "WithdrawSignature",
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
    | RequestLock
    | ConfirmLock
    | StopLock
    | RequestUnlock
    | ConsentUnlock
    | ConfirmUnlock
    | OpenSigning
    | CheckAuthority
    | Sign
    | RecordInk
    | Decline
    | Accede
    | WithdrawSignature
    | Publish
)
