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
    adopting,
    briefing,
    conferring,
    drafting,
    editorial,
    locking,
    noticing,
    noting,
    objecting,
    package,
    parking,
    partaking,
    positions,
    procedure,
    question,
    reopening,
    retaining,
    reviving,
    sessions,
    severing,
    signing,
    silence,
    statements,
    structure,
    supporting,
    tabling,
    temperature,
    translating,
    undo,
)
from models.rules.guards import Asking

Rule = Callable[[Any, Asking], tuple[AnyFact, ...]]

RULES: Mapping[type, Rule] = {
    acts.AdmitPerson: sessions.admit_person,
    acts.RemovePerson: sessions.remove_person,
    acts.PublishText: sessions.publish_text,
    acts.SetRules: procedure.set_rules,
    acts.ProposeRules: procedure.propose_rules,
    acts.TakeBackRules: procedure.take_back_rules,
    acts.AnswerRules: procedure.answer_rules,
    acts.AdoptRules: procedure.adopt_rules,
    acts.SetVisibility: procedure.set_visibility,
    acts.AdmitParty: partaking.admit_party,
    acts.EndAdmission: partaking.end_admission,
    acts.SplitParty: partaking.split_party,
    acts.ReplaceHead: partaking.replace_head,
    acts.ConfirmInherited: partaking.confirm_inherited,
    acts.WalkOut: partaking.walk_out,
    acts.CompleteReview: partaking.complete_review,
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
    acts.WithdrawSupport: supporting.withdraw_support,
    acts.Withdraw: supporting.withdraw,
    acts.ConsentToSever: severing.consent,
    acts.TakeOver: reviving.take_over,
    acts.RestoreLapsed: reviving.restore_lapsed,
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
    acts.ConfirmAdRef: positions.confirm_ad_ref,
    acts.ConfirmRecorded: positions.confirm_recorded,
    acts.TablePackage: package.table_package,
    acts.StatePackagePosition: package.state_position,
    acts.AdoptPackage: package.adopt_package,
    acts.RefusePackage: package.refuse_package,
    acts.EnterStatement: statements.enter_statement,
    acts.WithdrawStatement: statements.withdraw_statement,
    acts.AskTemperature: temperature.ask_temperature,
    acts.AnswerTemperature: temperature.answer_temperature,
    acts.CloseTemperature: temperature.close_temperature,
    acts.DeleteTemperature: temperature.delete_temperature,
    acts.StartSilence: silence.start_silence,
    acts.AcknowledgeSilence: silence.acknowledge_silence,
    acts.BreakSilence: silence.break_silence,
    acts.CancelSilence: silence.cancel_silence,
    acts.RequestReopen: reopening.request_reopen,
    acts.SupportReopen: reopening.support_reopen,
    acts.WithdrawReopen: reopening.withdraw_reopen,
    acts.Reopen: reopening.reopen,
    acts.DeclineReopen: reopening.decline_reopen,
    acts.AdoptWholeText: adopting.adopt_whole_text,
    acts.ProposeCorrection: editorial.propose_correction,
    acts.ContestCorrection: editorial.contest_correction,
    acts.WithdrawCorrection: editorial.withdraw_correction,
    acts.ValidateLanguage: translating.validate_language,
    acts.NoteDiscrepancy: translating.note_discrepancy,
    acts.ClearDiscrepancy: translating.clear_discrepancy,
    acts.CompleteLegalCheck: adopting.complete_legal_check,
    acts.MarkSeen: noticing.mark_seen,
    acts.TableNewClause: structure.table_new_clause,
    acts.TableDeletion: structure.table_deletion,
    acts.TableMove: structure.table_move,
    acts.TableSplit: structure.table_split,
    acts.TableMerge: structure.table_merge,
    acts.Renumber: structure.renumber,
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
    acts.RecordBriefing: briefing.record_briefing,
}


def decide(
    negotiation: Negotiation,
    act: Act,
    actor: Actor,
    at: datetime,
    mint: Callable[[], str],
    pepper: str = "",
    head: str = "",
) -> tuple[AnyFact, ...]:
    """The facts that `act`, asked by `actor` and received at `at`, leads to; none: to nothing.

    `mint` makes the ids of what comes into being; `pepper`, a secret of this process, makes the
    tokens of anonymous answers blind; `head` is the hash of the record's last entry. Raises
    Refusal: first by the policy (G-1, G-2), then by the rules of its subject.
    """
    policy.may(negotiation, act, actor)
    locking.check_open(negotiation, act)
    retaining.check_begins(negotiation, act)
    for_party = getattr(act, "on_behalf", None)
    made = RULES[type(act)](act, Asking(negotiation, actor, at, mint, for_party, pepper, head))
    if isinstance(act, acts.Edit):  # typing dissolves nothing
        return made
    return (*made, *package.dissolved(negotiation, made, at, actor))
