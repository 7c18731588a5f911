"""Acts: what a person asks of a negotiation, in the imperative.

An act carries no author, no time and no order: the room stamps those. `digest` always is the
digest of the exact text the author had in view; if the text moved since, the act is refused.
`deed` is what it is called in a sentence: observers cannot …
"""

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
    "AdmitPerson",
    "AdoptRules",
    "AnswerBridge",
    "ChangeMembers",
    "CloseCaucus",
    "CloseDrafting",
    "CloseSession",
    "CoSponsor",
    "Confirm",
    "DeleteNote",
    "DiscardDraft",
    "Edit",
    "GiveAdvice",
    "LeaveCaucus",
    "LiftObjection",
    "Object",
    "OpenCaucus",
    "OpenDrafting",
    "OpenSession",
    "OpenSmallGroup",
    "Park",
    "PublishText",
    "PutOnScreen",
    "PutToRoom",
    "RemovePerson",
    "RemoveTripwire",
    "Resume",
    "Revise",
    "Rewrite",
    "Second",
    "SetPresence",
    "SetTripwire",
    "ShareDraft",
    "StartDraft",
    "StatePosition",
    "Table",
    "TakeBackQuestion",
    "Undo",
    "Withdraw",
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
)
