"""Facts: what happened, in the past tense, complete enough that folding decides nothing.

Each fact belongs to one audience part of the record (design §5): PUBLIC, PARTIES (everybody at
the table, the facilitators and the convenor), FACILITATORS, or the members of one private draft.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal, NamedTuple

from models.draft import Watch
from models.edit import Edit
from models.layer import Runs
from models.objection import Category
from models.party import Party, Person, Presence
from models.position import Stand
from models.proposal import ProposalKind, Reflected
from models.rulebook import Rules

PUBLIC = "public"
PARTIES = "parties"
FACILITATORS_ONLY = "facilitators"


class Fact:
    """What all facts share: the audience part of the record they belong to."""

    __slots__ = ()
    part: ClassVar[str] = PUBLIC

    @property
    def audience(self) -> str:
        """The audience part: a constant of the class, but for facts about private drafts."""
        return self.part


class DraftFact(Fact):
    """A fact about a draft: its members' only while nobody else may watch it."""

    __slots__ = ()
    draft: str
    private: bool

    @property
    def audience(self) -> str:
        """The private stream of the draft, or the parties'."""
        return f"draft:{self.draft}" if self.private else PARTIES


class PlannedSession(NamedTuple):
    """A session on the agenda: its times are text for people, no rule hangs on them."""

    id: str
    title: str
    date: str = ""
    start: str = ""
    end: str = ""


class PreparedClause(NamedTuple):
    """A clause before publication: `wording` maps fields such as "en/text" to NFC text."""

    id: str
    number: str
    part: str
    wording: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Convened(Fact):
    """A negotiation was set up: always the first fact of its record."""

    negotiation: str
    title: str
    convenor: str
    languages: tuple[str, ...]
    parties: tuple[Party, ...]
    sessions: tuple[PlannedSession, ...]
    rules: Rules
    rehearsal: bool = False
    utc_offset: str = "+00:00"
    kind: Literal["convened"] = "convened"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdmitted(Fact):
    """A person was invited (or their details changed)."""

    part: ClassVar[str] = PARTIES
    person: Person
    kind: Literal["person_admitted"] = "person_admitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRemoved(Fact):
    """A person lost access; what they did stands."""

    part: ClassVar[str] = PARTIES
    person: str
    kind: Literal["person_removed"] = "person_removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPrepared(Fact):
    """The base text was laid ready, for the facilitators and the convenor only."""

    part: ClassVar[str] = FACILITATORS_ONLY
    clauses: tuple[PreparedClause, ...]
    kind: Literal["text_prepared"] = "text_prepared"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPublished(Fact):
    """The prepared text became version 1 of every clause, for all in one moment."""

    clauses: tuple[PreparedClause, ...]
    digests: Mapping[str, str]
    kind: Literal["text_published"] = "text_published"


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesAdopted(Fact):
    """The rules of procedure were adopted as a decision."""

    decision: int
    rules: Rules
    kind: Literal["rules_adopted"] = "rules_adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOpened(Fact):
    """A session began with its roll call: the presence of every admitted party."""

    session: str
    presence: Mapping[str, Presence]
    kind: Literal["session_opened"] = "session_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionClosed(Fact):
    """The session ended."""

    session: str
    kind: Literal["session_closed"] = "session_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceChanged(Fact):
    """A party came, went, or connected from afar."""

    part: ClassVar[str] = PARTIES
    party: str
    presence: Presence
    kind: Literal["presence_changed"] = "presence_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePutOnScreen(Fact):
    """A clause came on every screen, with the live draft that was tapped."""

    clause: str
    draft: str | None = None
    kind: Literal["clause_put_on_screen"] = "clause_put_on_screen"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceGiven(Fact):
    """An expert attached a note to clauses."""

    part: ClassVar[str] = PARTIES
    advice: str
    clauses: tuple[str, ...]
    title: str
    text: str
    by: str
    kind: Literal["advice_given"] = "advice_given"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStarted(DraftFact):
    """A layer was begun: its base, who may type, who may watch, what it reads at the start."""

    draft: str
    private: bool
    clause: str
    base: int
    owner: str
    writers: frozenset[str]
    watch: Watch
    texts: Mapping[str, Runs]
    by: str
    floor: bool = False
    revises: str | None = None
    kind: Literal["draft_started"] = "draft_started"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftShared(DraftFact):
    """Who watches or types in a draft changed; `texts` is what it reads at `revision`.

    Others learn the wording from here on, never the private stream that led to it.
    """

    draft: str
    private: bool
    clause: str
    base: int
    owner: str
    writers: frozenset[str]
    watch: Watch
    revision: int
    texts: Mapping[str, Runs]
    by: str
    floor: bool = False
    revises: str | None = None
    kind: Literal["draft_shared"] = "draft_shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEdited(DraftFact):
    """Somebody typed: the effective edit after rebasing, as the `revision`-th of its draft.

    `after`, the runs it leads to, only spares folding a second application; it is never stored.
    """

    draft: str
    private: bool
    revision: int
    author: str
    person: str
    field: str
    edit: Edit
    after: Runs | None = dataclasses.field(default=None, compare=False, repr=False)
    kind: Literal["draft_edited"] = "draft_edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCarried(DraftFact):
    """A draft was carried over to another version: one neutral edit for each field that changed.

    `restored`, where set, replaces the runs instead: an undo gives them back as they were.
    """

    draft: str
    private: bool
    revision: int
    base: int
    edits: Mapping[str, Edit]
    restored: Mapping[str, Runs] | None = None
    kind: Literal["draft_carried"] = "draft_carried"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftClosed(DraftFact):
    """A draft ended: tabled, or given up by its authors."""

    draft: str
    private: bool
    because: Literal["tabled", "discarded"]
    kind: Literal["draft_closed"] = "draft_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalTabled(Fact):
    """A proposal was tabled: its wording frozen under a digest."""

    part: ClassVar[str] = PARTIES
    proposal: str
    order: int
    proposal_kind: ProposalKind
    clause: str
    base: int
    author: str
    person: str
    texts: Mapping[str, Runs]
    digest: str
    reason: str
    co_sponsors: tuple[str, ...] = ()
    seconds: tuple[str, ...] = ()
    bridges: tuple[str, ...] = ()
    due: datetime | None = None
    kind: Literal["proposal_tabled"] = "proposal_tabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRevised(Fact):
    """An author replaced the wording; seconds and answers given to the former one lapsed.

    `co_sponsors` are those who took part in the new wording, and so remain.
    """

    part: ClassVar[str] = PARTIES
    proposal: str
    edition: int
    base: int
    texts: Mapping[str, Runs]
    digest: str
    reason: str
    person: str
    co_sponsors: tuple[str, ...] = ()
    seconds: tuple[str, ...] = ()
    due: datetime | None = None
    kind: Literal["proposal_revised"] = "proposal_revised"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSeconded(Fact):
    """Another party said that the proposal merits discussion."""

    part: ClassVar[str] = PARTIES
    proposal: str
    party: str
    kind: Literal["proposal_seconded"] = "proposal_seconded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalCoSponsored(Fact):
    """A party joined the authors of a proposal."""

    part: ClassVar[str] = PARTIES
    proposal: str
    party: str
    kind: Literal["proposal_co_sponsored"] = "proposal_co_sponsored"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWithdrawn(Fact):
    """Its author withdrew the proposal."""

    part: ClassVar[str] = PARTIES
    proposal: str
    kind: Literal["proposal_withdrawn"] = "proposal_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLapsed(Fact):
    """Nobody seconded the proposal in time."""

    part: ClassVar[str] = PARTIES
    proposal: str
    kind: Literal["proposal_lapsed"] = "proposal_lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSuperseded(Fact):
    """An acceptance made the proposal pointless: in conflict with it, or reflected in it."""

    part: ClassVar[str] = PARTIES
    proposal: str
    by: str
    because: Literal["conflict", "reflected"]
    kind: Literal["proposal_superseded"] = "proposal_superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalCarried(Fact):
    """A live proposal was carried over to the new version; its digest follows the wording."""

    part: ClassVar[str] = PARTIES
    proposal: str
    base: int
    texts: Mapping[str, Runs]
    digest: str
    needs_author: bool = False
    kind: Literal["proposal_carried"] = "proposal_carried"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAccepted(Fact):
    """A proposal's result became the next version, by a decision."""

    part: ClassVar[str] = PARTIES
    decision: int
    proposal: str
    clause: str
    version: int
    kind: Literal["proposal_accepted"] = "proposal_accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionAdopted(Fact):
    """A clause has a new version; who brought it is told by ProposalAccepted."""

    clause: str
    version: int
    wording: Mapping[str, str]
    digest: str
    kind: Literal["version_adopted"] = "version_adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRaised(Fact):
    """A party objected, with its reason and what would resolve it."""

    part: ClassVar[str] = PARTIES
    objection: str
    party: str
    person: str
    clause: str
    version: int
    proposal: str | None
    category: Category
    reason: str
    remedy: str
    order: int = 0
    kind: Literal["objection_raised"] = "objection_raised"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionLifted(Fact):
    """The objecting party withdrew its objection."""

    part: ClassVar[str] = PARTIES
    objection: str
    kind: Literal["objection_lifted"] = "objection_lifted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionMooted(Fact):
    """What was objected to is gone."""

    part: ClassVar[str] = PARTIES
    objection: str
    kind: Literal["objection_mooted"] = "objection_mooted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionNeedsAnswer(Fact):
    """The clause has a new version: its party maintains or lifts; until then it blocks."""

    part: ClassVar[str] = PARTIES
    objection: str
    kind: Literal["objection_needs_answer"] = "objection_needs_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionStated(Fact):
    """A party said where it stands on one version."""

    part: ClassVar[str] = PARTIES
    party: str
    person: str
    clause: str
    version: int
    digest: str
    stand: Stand
    note: str = ""
    kind: Literal["position_stated"] = "position_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionCleared(Fact):
    """A party lifted its objection to this version, and has said nothing else of it yet."""

    part: ClassVar[str] = PARTIES
    party: str
    clause: str
    version: int
    kind: Literal["position_cleared"] = "position_cleared"


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeAnswered(Fact):
    """The author of a bridged proposal said how far the bridge reflects it."""

    part: ClassVar[str] = PARTIES
    bridge: str
    proposal: str
    answer: Reflected
    kind: Literal["bridge_answered"] = "bridge_answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPut(Fact):
    """The room was asked for objections to a version, until `closes`."""

    clause: str
    version: int
    digest: str
    closes: datetime
    kind: Literal["question_put"] = "question_put"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFell(Fact):
    """The question ended without agreement: taken back, or somebody objected."""

    clause: str
    because: Literal["taken_back", "objection", "text_moved"]
    kind: Literal["question_fell"] = "question_fell"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseAgreed(Fact):
    """Nobody objected when the question was put: agreed ad referendum."""

    decision: int
    clause: str
    version: int
    kind: Literal["clause_agreed"] = "clause_agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRecorded(Fact):
    """Who was there, who was absent and who stayed silent when a clause was agreed."""

    part: ClassVar[str] = PARTIES
    decision: int
    present: tuple[str, ...]
    absent: tuple[str, ...]
    silent: tuple[str, ...]
    kind: Literal["room_recorded"] = "room_recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseParked(Fact):
    """A clause was set aside."""

    decision: int
    clause: str
    reason: str
    owner: str
    returns: str
    kind: Literal["clause_parked"] = "clause_parked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseResumed(Fact):
    """A parked clause was taken up again."""

    clause: str
    kind: Literal["clause_resumed"] = "clause_resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftingClosed(Fact):
    """Pens on this clause were stopped."""

    clause: str
    kind: Literal["drafting_closed"] = "drafting_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftingOpened(Fact):
    """Pens may work on this clause again."""

    clause: str
    kind: Literal["drafting_opened"] = "drafting_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionUndone(Fact):
    """A decision was taken back: its clause, proposals, positions and layers are as before it."""

    undoes: int
    clause: str
    version: int
    reason: str
    kind: Literal["decision_undone"] = "decision_undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalReturned(Fact):
    """A proposal begun since an undone decision went back to its author, as a draft."""

    part: ClassVar[str] = PARTIES
    proposal: str
    draft: str
    kind: Literal["proposal_returned"] = "proposal_returned"


AnyFact = (
    Convened
    | PersonAdmitted
    | PersonRemoved
    | TextPrepared
    | TextPublished
    | RulesAdopted
    | SessionOpened
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
)
