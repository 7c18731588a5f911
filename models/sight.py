"""What one audience may see, and who may watch or type in a draft.

A page is painted once for everybody of one `Sight`, never for a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.caucus import Caucus
from models.draft import Draft, Watch
from models.negotiation import Negotiation
from models.objection import Objection
from models.outline import replaced
from models.party import FACILITATORS, Actor, Role
from models.position import Position
from models.rulebook import INSIDERS, READERS, Group, Kind

GROUPS = {
    Role.LEAD_FACILITATOR: Group.FACILITATORS,
    Role.CO_FACILITATOR: Group.FACILITATORS,
    Role.CONVENOR: Group.CONVENOR,
    Role.LEGAL_EXPERT: Group.EXPERTS,
    Role.RISK_EXPERT: Group.EXPERTS,
    Role.PROJECTOR: Group.PROJECTOR,
}
PENS = frozenset({Role.HEAD, Role.DELEGATE, Role.ADVISER})
"""The roles whose people may type for their party (domain §6.11)."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one audience may see, by the visibility rules; `party` is set for a party's own people.

    `attribution`: who wrote, tabled or seconded what; without it a proposal is Alt 1, Alt 2 and
    nothing else. `reasons`: of proposals and objections. `positions`: of the other parties.
    `proposals`: what is proposed at all; without it there is the text and its status.
    """

    group: Group
    party: str | None
    attribution: bool
    reasons: bool
    positions: bool
    proposals: bool

    @property
    def author(self) -> str | None:
        """The key of the writers this audience belongs to, None where it writes nothing."""
        return FACILITATORS if self.group is Group.FACILITATORS else self.party

    @property
    def whole(self) -> bool:
        """Whether this audience may have the record: at the table, with nothing kept from it."""
        kept = not (self.attribution and self.reasons and self.positions and self.proposals)
        return self.group in READERS and not kept


def sight_of(negotiation: Negotiation, actor: Actor) -> Sight:
    """What a person may see: by role, by party, by the rules. Raises nothing.

    The people of a party that is not admitted (yet) see what observers see.
    """
    party = _admitted_party(negotiation, actor)
    group = Group.PARTIES if party else GROUPS.get(actor.role, Group.OBSERVERS)
    return Sight(
        group,
        party,
        attribution=negotiation.sees(group, Kind.ATTRIBUTION),
        reasons=negotiation.sees(group, Kind.REASONS),
        positions=negotiation.sees(group, Kind.POSITIONS),
        proposals=negotiation.sees_proposals(group),
    )


def _admitted_party(negotiation: Negotiation, actor: Actor) -> str | None:
    if actor.party is None or not actor.role.of_party:
        return None
    party = negotiation.parties.get(actor.party)
    return party.id if party is not None and party.admitted else None


def may_watch(negotiation: Negotiation, sight: Sight, draft: Draft) -> bool:
    """Whether this audience may follow a draft letter by letter (design §2).

    Its writers always; a private draft nobody else, the facilitators included; others as wide as
    its owner opened it; the projector only the draft that was put on screen.
    """
    if sight.author is not None and sight.author in draft.writers:
        return True
    if draft.private or not negotiation.sees_proposals(sight.group):
        return False
    if sight.group is Group.PROJECTOR:
        shown = negotiation.on_screen
        return shown is not None and shown.draft == draft.id
    return draft.watch is Watch.ALL or sight.group in INSIDERS


def knows_of(sight: Sight, caucus: Caucus) -> bool:
    """Whether this audience may know that a caucus is: its members, and the table if it is told."""
    return sight.author in caucus.members or (caucus.told and sight.group in INSIDERS)


def names(sight: Sight, said: Objection | Position) -> bool:
    """Whether this audience may know which party said it.

    Who broke a silence under rules that do not name it, only those who run the procedure know.
    """
    if not said.unnamed or sight.party == said.party:
        return True
    return sight.group in {Group.FACILITATORS, Group.CONVENOR}


def leading(negotiation: Negotiation, caucus: Caucus) -> str:
    """The side that decides of a caucus: its lead, or whoever sits first where that one has gone.

    Gone is a party that is not admitted any more; the facilitators never are.
    """
    party = negotiation.parties.get(caucus.lead)
    if party is None or party.admitted:
        return caucus.lead
    seated = (its.id for its in negotiation.admitted if its.id in caucus.members)
    return next(seated, caucus.lead)


def may_type(negotiation: Negotiation, actor: Actor, draft: Draft) -> bool:
    """Whether this person may type in a draft now: one of its writers, on a clause open to pens."""
    return holds_pen(negotiation, actor, draft) and not pens_down(negotiation, draft.clause)


def holds_pen(negotiation: Negotiation, actor: Actor, draft: Draft) -> bool:
    """Whether this person belongs to those who type in a draft, whatever its clause is doing."""
    if actor.role.facilitates:
        return FACILITATORS in draft.writers
    if actor.role not in PENS or actor.party not in draft.writers:
        return False
    return _admitted_party(negotiation, actor) is not None


def pens_down(negotiation: Negotiation, clause: str) -> bool:
    """Whether no pen works on it: agreed, before the room, under silence, closed, or replaced."""
    its = negotiation.clauses[clause]
    question = negotiation.question
    asked = question is not None and question.clause == clause
    silent = negotiation.silence_on(clause) is not None
    return its.agreed or its.drafting_closed or asked or silent or replaced(its)
