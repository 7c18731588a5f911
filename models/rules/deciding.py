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
    drafting,
    locking,
    objecting,
    parking,
    positions,
    question,
    sessions,
    signing,
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
    acts.RequestLock: locking.request_lock,
    acts.ConfirmLock: locking.confirm_lock,
    acts.StopLock: locking.stop_lock,
    acts.RequestUnlock: locking.request_unlock,
    acts.ConsentUnlock: locking.consent_unlock,
    acts.ConfirmUnlock: locking.confirm_unlock,
    acts.OpenSigning: signing.open_signing,
    acts.CheckAuthority: signing.check_authority,
    acts.Sign: signing.sign,
    acts.RecordInk: signing.record_ink,
    acts.Decline: signing.decline,
    acts.Accede: signing.accede,
    acts.WithdrawSignature: signing.withdraw_signature,
    acts.Publish: signing.publish,
}


def decide(
    negotiation: Negotiation,
    act: Act,
    actor: Actor,
    at: datetime,
    mint: Callable[[], str],
    *,
    head: str = "",
) -> tuple[AnyFact, ...]:
    """The facts that `act`, asked by `actor` and received at `at`, leads to; none: to nothing.

    `mint` makes the ids of what comes into being; `head` is the hash of the record's last entry.
    Raises Refusal: first by the policy (G-1, G-2),
    then by the rules of its subject.
    """
    policy.may(negotiation, act, actor)
    locking.check_open(negotiation, act)
    return RULES[type(act)](act, Asking(negotiation, actor, at, mint, head))
