"""Who may do what, and open which screen: the one place that answers (domain §6.11, design §6).

The table says for every act which roles may ask it, and in which relation to the thing it is
about. What the state of that thing allows is for the rules. An act or a screen that is not in the
tables is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from models import acts
from models.acts import Act
from models.names import ROLES
from models.negotiation import Negotiation
from models.party import Actor, Role
from models.refusals import Obstacle, Refusal
from models.relations import (
    Relation,
    another_asked,
    another_party,
    anybody,
    bridged,
    drafter,
    its_author,
    lead_alone_locks,
    leader,
    member,
    note_keeper,
    notified,
    objector,
    owner,
    spoken,
    states,
    supporter,
    supporting,
    whoever_asked,
    whoever_tabled,
    wire_keeper,
    writer,
)
from models.saying import capital, listed, say

HEAD, DELEGATE, ADVISER = Role.HEAD, Role.DELEGATE, Role.ADVISER
LEAD, CO, CONVENOR = Role.LEAD_FACILITATOR, Role.CO_FACILITATOR, Role.CONVENOR
LEGAL, RISK, SIGNATORY = Role.LEGAL_EXPERT, Role.RISK_EXPERT, Role.SIGNATORY
OBSERVER, PROJECTOR = Role.OBSERVER, Role.PROJECTOR


def _row(relation: Relation, *roles: Role) -> Mapping[Role, Relation]:
    return dict.fromkeys(roles, relation)


POLICY: Mapping[type, Mapping[Role, Relation]] = {
    acts.AdmitPerson: _row(anybody, LEAD, CO, CONVENOR),
    acts.RemovePerson: _row(anybody, LEAD, CO, CONVENOR),
    acts.PublishText: _row(anybody, LEAD, CONVENOR),
    acts.SetRules: _row(anybody, LEAD, CO),
    acts.ProposeRules: _row(anybody, LEAD, CO),
    acts.TakeBackRules: _row(anybody, LEAD, CO),
    acts.AnswerRules: _row(anybody, HEAD),
    acts.AdoptRules: _row(anybody, LEAD, CO),
    acts.SetVisibility: _row(anybody, LEAD, CONVENOR),
    acts.AdmitParty: _row(anybody, LEAD, CONVENOR),
    acts.EndAdmission: _row(anybody, LEAD, CONVENOR),
    acts.SplitParty: _row(anybody, LEAD, CONVENOR),
    acts.ReplaceHead: _row(anybody, LEAD, CONVENOR),
    acts.ConfirmInherited: _row(anybody, HEAD),
    acts.WalkOut: _row(anybody, HEAD),
    acts.CompleteReview: _row(anybody, HEAD),
    acts.OpenSession: _row(anybody, LEAD, CO),
    acts.CloseSession: _row(anybody, LEAD, CO),
    acts.SetPresence: _row(anybody, LEAD, CO),
    acts.PutOnScreen: _row(anybody, LEAD, CO),
    acts.GiveAdvice: _row(anybody, LEGAL, RISK),
    acts.StartDraft: _row(drafter, HEAD, DELEGATE, ADVISER, LEAD, CO),
    acts.ShareDraft: _row(owner, HEAD, DELEGATE, LEAD, CO),
    acts.DiscardDraft: _row(owner, HEAD, DELEGATE, ADVISER, LEAD, CO),
    acts.Edit: _row(writer, HEAD, DELEGATE, ADVISER, LEAD, CO),
    acts.Rewrite: _row(writer, HEAD, DELEGATE, ADVISER, LEAD, CO),
    acts.Table: _row(owner, HEAD, DELEGATE, LEAD, CO),
    acts.Revise: _row(owner, HEAD, DELEGATE, LEAD, CO),
    acts.Second: _row(spoken(another_party), HEAD, LEAD, CO),
    acts.CoSponsor: _row(another_party, HEAD, DELEGATE),
    acts.WithdrawSupport: _row(supporting, HEAD, DELEGATE),
    acts.Withdraw: _row(whoever_tabled, HEAD, DELEGATE, LEAD, CO),
    acts.Object: _row(spoken(), HEAD, LEAD, CO),
    acts.LiftObjection: _row(spoken(objector), HEAD, LEAD, CO),
    acts.StatePosition: _row(spoken(), HEAD, LEAD, CO),
    acts.ConfirmAdRef: _row(anybody, HEAD),
    acts.ConfirmRecorded: _row(anybody, HEAD),
    acts.EnterStatement: _row(spoken(), HEAD, LEAD, CO),
    acts.WithdrawStatement: _row(states, HEAD),
    acts.ConsentToSever: _row(its_author, HEAD, LEAD, CO),
    acts.TakeOver: _row(supporter, HEAD),
    acts.RestoreLapsed: _row(anybody, LEAD, CO),
    acts.AnswerBridge: _row(bridged, HEAD, DELEGATE),
    acts.Accept: _row(anybody, LEAD, CO),
    acts.PutToRoom: _row(anybody, LEAD, CO),
    acts.TakeBackQuestion: _row(anybody, LEAD, CO),
    acts.Confirm: _row(anybody, LEAD, CO),
    acts.Park: _row(anybody, LEAD, CO),
    acts.Resume: _row(anybody, LEAD, CO),
    acts.CloseDrafting: _row(anybody, LEAD, CO),
    acts.OpenDrafting: _row(anybody, LEAD, CO),
    acts.Undo: _row(anybody, LEAD, CO),
    acts.TablePackage: _row(anybody, LEAD, CO),
    acts.StatePackagePosition: _row(spoken(), HEAD, LEAD, CO),
    acts.AdoptPackage: _row(anybody, LEAD),
    acts.RefusePackage: _row(anybody, LEAD, CO),
    acts.AskTemperature: _row(anybody, LEAD, CO),
    acts.AnswerTemperature: _row(anybody, HEAD, DELEGATE, ADVISER),
    acts.CloseTemperature: _row(anybody, LEAD, CO),
    acts.DeleteTemperature: _row(anybody, LEAD, CO),
    acts.StartSilence: _row(anybody, LEAD),
    acts.AcknowledgeSilence: _row(notified, HEAD, DELEGATE, ADVISER),
    acts.BreakSilence: _row(spoken(notified), HEAD, LEAD, CO),
    acts.CancelSilence: _row(anybody, LEAD, CO),
    acts.RequestReopen: _row(anybody, HEAD),
    acts.SupportReopen: _row(another_asked, HEAD),
    acts.WithdrawReopen: _row(whoever_asked, HEAD),
    acts.Reopen: _row(anybody, LEAD, CO),
    acts.DeclineReopen: _row(anybody, LEAD, CO),
    acts.AdoptWholeText: _row(anybody, LEAD),
    acts.ProposeCorrection: _row(anybody, LEGAL),
    acts.ContestCorrection: _row(anybody, HEAD),
    acts.WithdrawCorrection: _row(anybody, LEGAL),
    acts.ValidateLanguage: _row(anybody, LEGAL, LEAD, CO),
    acts.NoteDiscrepancy: _row(anybody, HEAD, DELEGATE, ADVISER, LEGAL, RISK),
    acts.ClearDiscrepancy: _row(anybody, LEGAL, LEAD, CO),
    acts.CompleteLegalCheck: _row(anybody, LEGAL),
    acts.MarkSeen: _row(anybody, HEAD, DELEGATE, ADVISER, LEAD, CO),
    acts.TableNewClause: _row(anybody, HEAD, DELEGATE, LEAD, CO),
    acts.TableDeletion: _row(anybody, HEAD, DELEGATE, LEAD, CO),
    acts.TableMove: _row(anybody, HEAD, DELEGATE, LEAD, CO),
    acts.TableSplit: _row(anybody, HEAD, DELEGATE, LEAD, CO),
    acts.TableMerge: _row(anybody, HEAD, DELEGATE, LEAD, CO),
    acts.Renumber: _row(anybody, LEAD, LEGAL),
    acts.OpenCaucus: _row(anybody, HEAD),
    acts.OpenSmallGroup: _row(anybody, LEAD, CO),
    acts.ChangeMembers: _row(leader, HEAD, LEAD, CO),
    acts.LeaveCaucus: _row(member, HEAD),
    acts.CloseCaucus: _row(leader, HEAD, LEAD, CO),
    acts.WriteInCaucus: _row(member, HEAD, DELEGATE, ADVISER, LEAD, CO),
    acts.WriteNote: _row(anybody, HEAD, DELEGATE, ADVISER, LEAD, CO),
    acts.DeleteNote: _row(note_keeper, HEAD, DELEGATE, ADVISER, LEAD, CO),
    acts.SetTripwire: _row(anybody, HEAD, DELEGATE, ADVISER, LEAD, CO),
    acts.RemoveTripwire: _row(wire_keeper, HEAD, DELEGATE, ADVISER, LEAD, CO),
    acts.RequestLock: {LEAD: anybody, CO: lead_alone_locks},
    acts.ConfirmLock: _row(anybody, CONVENOR),
    acts.StopLock: _row(anybody, LEAD, CONVENOR),
    acts.RequestUnlock: _row(anybody, LEAD),
    acts.ConsentUnlock: _row(anybody, HEAD),
    acts.ConfirmUnlock: _row(anybody, CONVENOR),
    acts.OpenSigning: _row(anybody, LEAD, CONVENOR),
    acts.CheckAuthority: _row(anybody, CONVENOR),
    acts.Sign: _row(anybody, HEAD, SIGNATORY),
    acts.RecordInk: _row(anybody, CONVENOR),
    acts.Decline: _row(anybody, HEAD, SIGNATORY),
    acts.Accede: _row(anybody, HEAD, SIGNATORY),
    acts.WithdrawSignature: _row(anybody, HEAD, SIGNATORY),
    acts.Publish: _row(anybody, CONVENOR),
    acts.RecordBriefing: _row(anybody, HEAD, DELEGATE),
}
"""Act → the roles that may ask it → what they must have to do with the thing it is about."""

OF_REGISTERED = frozenset(
    {acts.Accede, acts.WithdrawSignature, acts.RecordBriefing, acts.ConsentUnlock}
)
"""What people of a party that did not negotiate may ask as well (domain §6.9)."""

SCREENS: Mapping[str, frozenset[Role]] = {
    "table": frozenset({HEAD, DELEGATE, ADVISER, SIGNATORY, LEGAL, RISK}),
    "board": frozenset({LEAD, CO, CONVENOR}),
    "follow": frozenset(Role) - {PROJECTOR},
    "projector": frozenset({PROJECTOR, LEAD, CO, CONVENOR}),
    "desk": frozenset({LEAD, CO, CONVENOR}),
    "compilation": frozenset(Role) - {PROJECTOR},
    "rules": frozenset(Role) - {PROJECTOR},
    "sessions": frozenset(Role) - {PROJECTOR},
    "parties": frozenset(Role) - {PROJECTOR},
    "documents": frozenset(Role) - {PROJECTOR},
    "invitations": frozenset({LEAD, CO, CONVENOR}),
    "caucus": frozenset({HEAD, DELEGATE, ADVISER, LEAD, CO}),
    "legal": frozenset({LEGAL, LEAD, CO, CONVENOR}),
    "lock": frozenset({HEAD, DELEGATE, ADVISER, SIGNATORY, LEGAL, RISK, LEAD, CO, CONVENOR}),
    "sign": frozenset({HEAD, SIGNATORY}),
    "signing": frozenset({LEAD, CONVENOR}),
    "ceremony": frozenset(Role),
    "after": frozenset(Role) - {PROJECTOR},
    "briefing": frozenset({HEAD, DELEGATE, ADVISER, SIGNATORY, LEGAL, RISK, LEAD, CO, CONVENOR}),
    "since": frozenset({HEAD, DELEGATE, ADVISER, LEAD, CO}),
}


def may(negotiation: Negotiation, act: Act, actor: Actor) -> None:
    """Pass if the table lets this actor ask this act.

    Raises Refusal: `unknown_act`, `not_admitted`, `wrong_role`, `not_yours`, and `not_found` where
    the act names something that is not there.
    """
    row = POLICY.get(type(act))
    if row is None:
        raise Refusal(
            "unknown_act", "Nobody may do this.", "Reload the page and try again.", rule="G-2"
        )
    check_person(negotiation, actor, registered=type(act) in OF_REGISTERED)
    relation = row.get(actor.role)
    if relation is None:
        raise _wrong_role(act, actor, row)
    refusal = relation(negotiation, act, actor)
    if refusal is not None:
        raise refusal


def check_person(negotiation: Negotiation, actor: Actor, *, registered: bool = False) -> None:
    """Pass if this person was admitted in this role and not removed; raises `not_admitted`.

    `registered`: the person's party need not take part in the negotiation itself.
    """
    person = negotiation.people.get(actor.person)
    if (
        person is None
        or person.role is not actor.role
        or person.party != actor.party
        or actor.person in negotiation.removed
    ):
        raise Refusal(
            "not_admitted",
            "You do not take part in this negotiation in this role.",
            "Ask the facilitators for a new invitation.",
            rule="G-1",
        )
    party = negotiation.parties[actor.party] if actor.party is not None else None
    if party is not None and not party.admitted and not registered:
        gone = party.departure is not None
        raise Refusal(
            "not_admitted",
            say("{party} does not take part in this negotiation any more.", party=party.id)
            if gone
            else say("{party} does not take part in this negotiation yet.", party=party.id),
            "Ask the facilitators." if gone else "Wait until the party is admitted.",
            rule="G-1",
        )


def _wrong_role(act: Act, actor: Actor, row: Mapping[Role, Relation]) -> Refusal:
    return Refusal(
        "wrong_role",
        say("{role} cannot {deed}.", role=capital(ROLES[actor.role]), deed=say(type(act).deed)),
        say("This is for {names}.", names=listed((ROLES[role] for role in row), "or")),
        rule="G-2",
        obstacles=(Obstacle("role", actor.role.value),),
    )


def may_see(screen: str, actor: Actor) -> bool:
    """Whether this person's role may open a screen; one that is not in the table, nobody."""
    return actor.role in SCREENS.get(screen, frozenset())
