"""Acts: what a person asks of a negotiation, in the imperative.

An act carries no author, no time and no order: the room stamps those. `digest` always is the
digest of the exact text the author had in view; if the text moved since, the act is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.draft import Watch
from models.edit import Edit as TextEdit
from models.objection import Category
from models.party import Person, Presence
from models.position import Stand
from models.proposal import Reflected


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmitPerson:
    """Invite a person, or change the details of one who was invited."""

    person: Person
    kind: Literal["admit_person"] = "admit_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePerson:
    """End a person's access; what they did stands."""

    person: str
    kind: Literal["remove_person"] = "remove_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishText:
    """Publish the prepared base text as version 1 of every clause, to all in one moment (R7)."""

    kind: Literal["publish_text"] = "publish_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptRules:
    """Record that the rules of procedure were adopted."""

    kind: Literal["adopt_rules"] = "adopt_rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """Open a planned session with the roll call: who is there; everybody else is absent."""

    session: str
    present: tuple[str, ...] = ()
    kind: Literal["open_session"] = "open_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseSession:
    """Close the session that is open."""

    kind: Literal["close_session"] = "close_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPresence:
    """Record where a party is."""

    party: str
    presence: Presence
    kind: Literal["set_presence"] = "set_presence"


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOnScreen:
    """Put a clause, and if named one live draft over it, on everybody's screen."""

    clause: str
    draft: str | None = None
    kind: Literal["put_on_screen"] = "put_on_screen"


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveAdvice:
    """Attach an expert's note to clauses."""

    clauses: tuple[str, ...]
    text: str
    title: str = ""
    kind: Literal["give_advice"] = "give_advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartDraft:
    """Begin a layer over the current text, or over the wording of one's own proposal.

    `writers` are further parties that may type in it; `floor` opens it to every party at once.
    """

    clause: str
    watch: Watch = Watch.NONE
    writers: tuple[str, ...] = ()
    floor: bool = False
    revises: str | None = None
    kind: Literal["start_draft"] = "start_draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDraft:
    """Change who watches a draft and which further parties may type in it."""

    draft: str
    watch: Watch
    writers: tuple[str, ...] = ()
    kind: Literal["share_draft"] = "share_draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardDraft:
    """Give up a draft."""

    draft: str
    kind: Literal["discard_draft"] = "discard_draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Type: one edit of one field of a draft, made on `revision`."""

    draft: str
    revision: int
    field: str
    edit: TextEdit
    kind: Literal["edit"] = "edit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """Replace what a draft reads, by the plain form: becomes one minimal edit."""

    draft: str
    revision: int
    field: str
    text: str
    kind: Literal["rewrite"] = "rewrite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Freeze a draft as a proposal.

    `version` and `digest` name the current version the author saw; `wording` is the digest of the
    wording the author saw the proposal make of it.
    """

    draft: str
    version: int
    digest: str
    wording: str
    reason: str = ""
    bridges: tuple[str, ...] = ()
    co_sponsors: tuple[str, ...] = ()
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revise:
    """Replace the wording of one's proposal by that of a draft started with `revises`."""

    draft: str
    version: int
    digest: str
    wording: str
    reason: str = ""
    kind: Literal["revise"] = "revise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """State that another party's proposal merits discussion; `wording` is its digest as read."""

    proposal: str
    wording: str
    kind: Literal["second"] = "second"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoSponsor:
    """Join a proposal as one of its authors."""

    proposal: str
    wording: str
    kind: Literal["co_sponsor"] = "co_sponsor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Withdraw one's proposal."""

    proposal: str
    kind: Literal["withdraw"] = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """Object to a version of a clause, or to a proposal where one is named."""

    clause: str
    digest: str
    category: Category
    reason: str
    remedy: str
    proposal: str | None = None
    kind: Literal["object"] = "object"


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftObjection:
    """Withdraw one's party's objection."""

    objection: str
    kind: Literal["lift_objection"] = "lift_objection"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePosition:
    """Say where one's party stands on a version."""

    clause: str
    version: int
    digest: str
    stand: Stand
    note: str = ""
    kind: Literal["state_position"] = "state_position"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerBridge:
    """Say whether one's proposal is reflected in a bridging proposal."""

    bridge: str
    proposal: str
    answer: Reflected
    kind: Literal["answer_bridge"] = "answer_bridge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """Make a proposal's result the next version; `wording` is the digest of that result."""

    proposal: str
    version: int
    digest: str
    wording: str
    kind: Literal["accept"] = "accept"


@dataclass(frozen=True, slots=True, kw_only=True)
class PutToRoom:
    """Ask formally: any objection to this version?"""

    clause: str
    version: int
    digest: str
    kind: Literal["put_to_room"] = "put_to_room"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackQuestion:
    """Take back the question before it is confirmed."""

    clause: str
    kind: Literal["take_back_question"] = "take_back_question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """Confirm, the countdown over, that nobody objected: the clause is agreed ad referendum."""

    clause: str
    version: int
    digest: str
    kind: Literal["confirm"] = "confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Park:
    """Set a clause aside with an owner and a time of return."""

    clause: str
    reason: str = ""
    owner: str = ""
    returns: str = ""
    kind: Literal["park"] = "park"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """Take a parked clause up again."""

    clause: str
    kind: Literal["resume"] = "resume"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDrafting:
    """Stop every pen on a clause."""

    clause: str
    kind: Literal["close_drafting"] = "close_drafting"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDrafting:
    """Let pens work on a clause again."""

    clause: str
    kind: Literal["open_drafting"] = "open_drafting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """Take back a decision within the window: announced to all, both acts kept."""

    decision: int
    reason: str
    kind: Literal["undo"] = "undo"


Act = (
    AdmitPerson
    | RemovePerson
    | PublishText
    | AdoptRules
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
    | Table
    | Revise
    | Second
    | CoSponsor
    | Withdraw
    | Object
    | LiftObjection
    | StatePosition
    | AnswerBridge
    | Accept
    | PutToRoom
    | TakeBackQuestion
    | Confirm
    | Park
    | Resume
    | CloseDrafting
    | OpenDrafting
    | Undo
)
