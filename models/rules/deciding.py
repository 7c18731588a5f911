"""The one door: an act is asked of the policy, then of the rule of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from models import acts, policy
from models.acts import Act
from models.facts import AnyFact
from models.negotiation import Negotiation
from models.party import Actor
from models.rules import (
    accepting,
    conferring,
    drafting,
    noting,
    objecting,
    parking,
    positions,
    question,
    sessions,
    supporting,
    tabling,
    undo,
)
from models.rules.guards import Asking

Rule = Callable[[Any, Asking], tuple[AnyFact, ...]]

RULES: Mapping[type, Rule] = {
    acts.AdmitPerson: sessions.admit_person,
    acts.RemovePerson: sessions.remove_person,
    acts.PublishText: sessions.publish_text,
    acts.AdoptRules: sessions.adopt_rules,
    acts.OpenSession: sessions.open_session,
    acts.CloseSession: sessions.close_session,
    acts.SetPresence: sessions.set_presence,
    acts.PutOnScreen: sessions.put_on_screen,
    acts.GiveAdvice: sessions.give_advice,
    acts.CloseDrafting: sessions.close_drafting,
    acts.OpenDrafting: sessions.open_drafting,
    acts.StartDraft: drafting.start_draft,
    acts.ShareDraft: drafting.share_draft,
    acts.DiscardDraft: drafting.discard_draft,
    acts.Edit: drafting.edit,
    acts.Rewrite: drafting.rewrite,
    acts.Table: tabling.table,
    acts.Revise: tabling.revise,
    acts.Second: supporting.second,
    acts.CoSponsor: supporting.co_sponsor,
    acts.Withdraw: supporting.withdraw,
    acts.AnswerBridge: supporting.answer_bridge,
    acts.Object: objecting.object_to,
    acts.LiftObjection: objecting.lift_objection,
    acts.StatePosition: positions.state_position,
    acts.Accept: accepting.accept,
    acts.PutToRoom: question.put_to_room,
    acts.TakeBackQuestion: question.take_back,
    acts.Confirm: question.confirm,
    acts.Park: parking.park,
    acts.Resume: parking.resume,
    acts.Undo: undo.undo,
    acts.OpenCaucus: conferring.open_caucus,
    acts.OpenSmallGroup: conferring.open_small_group,
    acts.ChangeMembers: conferring.change_members,
    acts.LeaveCaucus: conferring.leave_caucus,
    acts.CloseCaucus: conferring.close_caucus,
    acts.WriteInCaucus: conferring.write_in_caucus,
    acts.WriteNote: noting.write_note,
    acts.DeleteNote: noting.delete_note,
    acts.SetTripwire: noting.set_tripwire,
    acts.RemoveTripwire: noting.remove_tripwire,
}


def decide(
    negotiation: Negotiation, act: Act, actor: Actor, at: datetime, mint: Callable[[], str]
) -> tuple[AnyFact, ...]:
    """The facts that `act`, asked by `actor` and received at `at`, leads to; none: to nothing.

    `mint` makes the ids of what comes into being. Raises Refusal: first by the policy (G-1, G-2),
    then by the rules of its subject.
    """
    policy.may(negotiation, act, actor)
    return RULES[type(act)](act, Asking(negotiation, actor, at, mint))
