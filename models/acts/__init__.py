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
    "CloseDrafting",
    "CloseSession",
    "CoSponsor",
    "Confirm",
    "ConsentToSever",
    "DiscardDraft",
    "Edit",
    "GiveAdvice",
    "LiftObjection",
    "Object",
    "OpenDrafting",
    "OpenSession",
    "Park",
    "PublishText",
    "PutOnScreen",
    "PutToRoom",
    "RemovePerson",
    "RestoreLapsed",
    "Resume",
    "Revise",
    "Rewrite",
    "Second",
    "SetPresence",
    "ShareDraft",
    "StartDraft",
    "StatePosition",
    "Table",
    "TakeBackQuestion",
    "TakeOver",
    "Undo",
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
    | ConsentToSever
    | TakeOver
    | RestoreLapsed
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
)
