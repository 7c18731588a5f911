"""The words on screen: the glossary's, one table for each list of the model."""

from __future__ import annotations

from models.caucus import CaucusKind
from models.clause import ClauseStatus
from models.correction import CorrectionStatus
from models.lint import FindingKind
from models.negotiation import Subject
from models.objection import Category, ObjectionStatus
from models.package import Dissolving, PackageStatus
from models.party import EDITORIAL, FACILITATORS, Departure, Presence, Role
from models.position import Recordable, Stand
from models.proposal import ProposalKind, ProposalStatus, Reflected
from models.reservation import StatementKind
from models.retention import Erasure
from models.rulebook import Decision, Group, Guard, Kind, Mode
from models.signing import Choice, Factor, LockStatus, SignStatus
from models.silence import SilenceStatus
from models.translation import TranslationStatus

STATUS = {
    ClauseStatus.NOT_STARTED: "Not started",
    ClauseStatus.OPEN: "Open",
    ClauseStatus.BRACKETED: "Bracketed",
    ClauseStatus.REOPENED: "Reopened",
    ClauseStatus.PARKED: "Parked",
    ClauseStatus.UNDER_SILENCE: "Under silence",
    ClauseStatus.AGREED_AD_REF: "Agreed ad ref",
    ClauseStatus.REMOVED: "Removed",
    ClauseStatus.TEXT_CLOSED: "Text closed",
    ClauseStatus.LOCKED: "Locked",
}
STATUS_SIGN = {
    ClauseStatus.NOT_STARTED: "○",
    ClauseStatus.OPEN: "●",
    ClauseStatus.BRACKETED: "[ ]",
    ClauseStatus.REOPENED: "↺",
    ClauseStatus.PARKED: "‖",
    ClauseStatus.UNDER_SILENCE: "◷",
    ClauseStatus.AGREED_AD_REF: "✓",
    ClauseStatus.REMOVED: "∅",
    ClauseStatus.TEXT_CLOSED: "■",
    ClauseStatus.LOCKED: "▣",
}
STAND = {
    Stand.AGREE: "Agree",
    Stand.AGREE_AD_REF: "Agree ad referendum",
    Stand.STAND_ASIDE: "Stand aside",
    Stand.RESERVE: "Reserve",
    Stand.OBJECT: "Object",
}
STAND_MEANS = {
    Stand.AGREE: "This version may stand.",
    Stand.AGREE_AD_REF: "It may stand, subject to confirmation by our own authority.",
    Stand.STAND_ASIDE: "We do not support it and do not block it.",
    Stand.RESERVE: "We state a limit for ourselves; it does not block.",
    Stand.OBJECT: "It may not stand: blocks while our objection is open.",
}
STAND_SIGN = {
    Stand.AGREE: "✓",
    Stand.AGREE_AD_REF: "✓ᵃ",
    Stand.STAND_ASIDE: "≈",
    Stand.RESERVE: "R",
    Stand.OBJECT: "✕",
}
SUBJECT = {
    Subject.RULES: "Rules of procedure adopted",
    Subject.ACCEPTANCE: "Proposal accepted",
    Subject.AGREEMENT: "Clause agreed",
    Subject.PARKING: "Clause parked",
    Subject.ADMISSION: "Party admitted",
    Subject.LEAVING: "Party left for good",
    Subject.EXCLUSION: "Party excluded",
    Subject.SPLIT: "Party split",
    Subject.REOPENING: "Clause reopened",
    Subject.PACKAGE: "Package adopted",
    Subject.ADOPTION: "Whole text adopted ad referendum",
}
PRESENCE = {
    Presence.ABSENT: "Absent",
    Presence.PRESENT: "Present",
    Presence.REMOTE: "Remote",
    Presence.WALKED_OUT: "Walked out",
}
DEPARTURE = {
    Departure.LEFT: "Left",
    Departure.EXCLUDED: "Excluded",
    Departure.SPLIT: "Split",
}
MODE = {
    Mode.OPEN: "Open",
    Mode.PLENARY: "Plenary",
    Mode.CLOSED: "Closed",
    Mode.CHATHAM: "Chatham House",
}
MODE_MEANS = {
    Mode.OPEN: "Everybody sees what the rules let them see.",
    Mode.PLENARY: "Observers and the hall see the text and its status, nothing that is proposed.",
    Mode.CLOSED: "Observers and the hall see nothing.",
    Mode.CHATHAM: "Observers, experts and the hall see the words, never whose they are.",
}
GROUP = {
    Group.PARTIES: "Parties",
    Group.FACILITATORS: "Facilitators",
    Group.CONVENOR: "Convenor",
    Group.EXPERTS: "Experts",
    Group.OBSERVERS: "Observers",
    Group.PROJECTOR: "Projector",
}
SEEN = {
    Kind.TEXT: "The text",
    Kind.ATTRIBUTION: "Who proposed or objected",
    Kind.REASONS: "Reasons",
    Kind.POSITIONS: "Positions of parties",
}
DECISION = {
    Decision.CONSENSUS: "Consensus",
    Decision.UNANIMITY: "Unanimity",
    Decision.SUFFICIENT: "Sufficient consensus",
}
DECISION_MEANS = {
    Decision.CONSENSUS: "A clause is agreed when nobody objects.",
    Decision.UNANIMITY: "A clause is agreed when every party has said that it agrees or reserves.",
    Decision.SUFFICIENT: "A clause is agreed when enough parties agree, whoever else objects.",
}
GUARD = {
    Guard.MODAL_VERB: "Modal verbs (shall, may)",
    Guard.NUMBER: "Numbers",
    Guard.DATE: "Dates",
    Guard.NEGATION: "Negations",
    Guard.DEFINED_TERM: "Defined terms",
    Guard.PARTY_NAME: "Names of parties",
}
CATEGORY = {
    Category.PRINCIPLE: "Principle",
    Category.FEASIBILITY: "Feasibility",
    Category.LEGAL: "Legal",
    Category.FAIRNESS: "Fairness",
    Category.TRUST: "Trust",
    Category.CONFIDENTIALITY: "Confidentiality",
    Category.DEADLOCK: "Deadlock",
    Category.WORDING: "Wording",
    Category.INSTRUCTION: "Political instruction, no reason given",
    Category.OTHER: "Other",
}
OBJECTION = {
    ObjectionStatus.OPEN: "Open",
    ObjectionStatus.NEEDS_ANSWER: "Needs an answer",
    ObjectionStatus.MOOT: "Moot",
    ObjectionStatus.WITHDRAWN: "Withdrawn",
    ObjectionStatus.OVERRIDDEN: "Overridden",
}
PROPOSAL = {
    ProposalStatus.TABLED: "Tabled",
    ProposalStatus.SECONDED: "Seconded",
    ProposalStatus.ACCEPTED: "Accepted",
    ProposalStatus.ACCEPTED_IN_PART: "Accepted in part",
    ProposalStatus.SUPERSEDED: "Superseded",
    ProposalStatus.WITHDRAWN: "Withdrawn",
    ProposalStatus.LAPSED: "Lapsed",
    ProposalStatus.RETURNED: "Returned to its author",
}
PACKAGE = {
    PackageStatus.TABLED: "Package tabled",
    PackageStatus.AGREED: "Package agreed",
    PackageStatus.REFUSED: "Package refused",
    PackageStatus.DISSOLVED: "Package dissolved",
}
DISSOLVED = {
    Dissolving.WITHDRAWN: "A proposal in it was withdrawn.",
    Dissolving.LAPSED: "A proposal in it lapsed.",
    Dissolving.SUPERSEDED: "A proposal in it was superseded.",
    Dissolving.REVISED: "A proposal in it was revised.",
    Dissolving.ENDED: "A proposal in it is no longer live.",
    Dissolving.TEXT_MOVED: "One of its clauses was decided without it.",
}
RECORDABLE = {
    Recordable.POSITION: "Position",
    Recordable.OBJECTION: "Objection",
    Recordable.STATEMENT: "Statement",
    Recordable.PACKAGE: "Position on a package",
}
STATEMENT = {
    StatementKind.RESERVATION: "Reservation",
    StatementKind.DECLARATION: "Interpretative declaration",
    StatementKind.EXPLANATION: "Explanation of position",
}
STATEMENT_MEANS = {
    StatementKind.RESERVATION: "It limits what the clause means for us; it does not block.",
    StatementKind.DECLARATION: "It says how we understand the clause, without limiting it.",
    StatementKind.EXPLANATION: "It explains, for the record, what we did.",
}
KIND = {
    ProposalKind.AMENDMENT: "Proposal",
    ProposalKind.BRIDGING: "Bridging proposal",
}
CAUCUS = {
    CaucusKind.CAUCUS: "Caucus",
    CaucusKind.SMALL_GROUP: "Small drafting group",
}
REFLECTED = {
    Reflected.REFLECTED: "Reflected",
    Reflected.PARTLY: "Partly reflected",
    Reflected.NOT: "Not reflected",
}
SILENCE = {
    SilenceStatus.RUNNING: "Running",
    SilenceStatus.EXPIRED: "Expired unbroken",
    SilenceStatus.BROKEN: "Broken",
    SilenceStatus.CANCELLED: "Cancelled",
}
CORRECTION = {
    CorrectionStatus.RUNNING: "Running",
    CorrectionStatus.CONFIRMED: "Confirmed",
    CorrectionStatus.CONTESTED: "Contested",
    CorrectionStatus.WITHDRAWN: "Withdrawn",
}
FINDING = {
    FindingKind.SPELLING: "Spelling variants",
    FindingKind.NUMBERS: "Numbers written two ways",
    FindingKind.WEAKER_VERB: "Should next to shall",
    FindingKind.UNUSUAL_VERB: "Unusual verb",
    FindingKind.LONG_SENTENCE: "Long sentence",
    FindingKind.REFERENCES: "Cross-references resolve",
    FindingKind.BROKEN_REFERENCE: "Broken cross-reference",
    FindingKind.MOVED_REFERENCE: "Cross-reference to a number that moved",
    FindingKind.UNUSED_TERM: "Defined and not used",
    FindingKind.DEFINED_TWICE: "Defined twice",
    FindingKind.DEFINITION_CHANGED: "Definition changed",
}
TRANSLATION = {
    TranslationStatus.MISSING: "Missing",
    TranslationStatus.OUT_OF_DATE: "Out of date",
    TranslationStatus.CURRENT: "Current, not validated",
    TranslationStatus.VALIDATED: "Validated",
}
LOCK = {
    LockStatus.PENDING: "Lock requested",
    LockStatus.LOCKED: "Locked",
    LockStatus.STOPPED: "Lock stopped",
    LockStatus.UNLOCKED: "Opened again",
}
SIGNED = {
    SignStatus.INVITED: "Not signed yet",
    SignStatus.AUTHORITY_CHECKED: "Authority seen",
    SignStatus.SIGNED: "Signed",
    SignStatus.DECLINED: "Declined",
    SignStatus.ACCEDED: "Joined",
    SignStatus.WITHDRAWN: "Withdrawn",
}
SIGNED_SIGN = {
    SignStatus.INVITED: "○",
    SignStatus.AUTHORITY_CHECKED: "◔",
    SignStatus.SIGNED: "✓",
    SignStatus.DECLINED: "✕",
    SignStatus.ACCEDED: "✓",
    SignStatus.WITHDRAWN: "↩",
}
ERASURE = {
    Erasure.PRIVATE: "Private drafts, caucuses, own notes and notices",
    Erasure.ACCESS: "Invitations, devices and what people sign with",
}
CHOICE = {
    Choice.MAINTAIN: "Maintain it",
    Choice.DECLARE: "Turn it into a declaration",
    Choice.DROP: "Drop it",
}
FACTOR = {
    Factor.PASSKEY: "With a passkey",
    Factor.CODE: "With the card and a one-time code",
    Factor.INK: "In ink",
    Factor.UNPROVED: "In a rehearsal, without a second factor",
}
ROLE = {
    Role.HEAD: "Head of delegation",
    Role.DELEGATE: "Delegate",
    Role.ADVISER: "Adviser",
    Role.LEAD_FACILITATOR: "Lead facilitator",
    Role.CO_FACILITATOR: "Co-facilitator",
    Role.CONVENOR: "Convenor",
    Role.LEGAL_EXPERT: "Legal expert",
    Role.RISK_EXPERT: "Risk expert",
    Role.OBSERVER: "Observer",
    Role.SIGNATORY: "Authorised signatory",
    Role.PROJECTOR: "Projector",
}

AUTHOR = {FACILITATORS: "Facilitators", EDITORIAL: "Legal expert"}


def author(key: str | None) -> str:
    """The code an author is shown by: a party's own, or the name of who is no party."""
    return AUTHOR.get(key or "", key or "")


EXPORT = {
    "word": "Word",
    "pdf": "PDF",
    "markdown": "Markdown",
    "akn": "Akoma Ntoso",
    "json": "JSON",
    "bundle": "Bundle of the record",
}
"""What can be taken along, as the list of exports names it."""
