"""Rules of the lock: two people, one fingerprint, and what the lock closes (domain §6.8)."""

from __future__ import annotations

from models import acts, facts
from models.acts import Act
from models.facts import AnyFact
from models.locks import to_lock
from models.manifest import manifest_bytes, manifest_digest
from models.names import day_name
from models.negotiation import Negotiation
from models.party import Presence
from models.refusals import Obstacle, Refusal
from models.rules.guards import Asking, clear, refuse
from models.saying import listed, say
from models.signing import FinalText
from models.whole import whole_digest

OPEN_WHILE_LOCKED: frozenset[type] = frozenset(
    {
        acts.AdmitPerson,
        acts.RemovePerson,
        acts.OpenSession,
        acts.CloseSession,
        acts.SetPresence,
        acts.PutOnScreen,
        acts.GiveAdvice,
        acts.DiscardDraft,
        acts.WalkOut,
        acts.ReplaceHead,
        acts.SetVisibility,
        acts.ConfirmAdRef,
        acts.ConfirmRecorded,
        acts.EnterStatement,
        acts.WithdrawStatement,
        acts.MarkSeen,
        acts.OpenCaucus,
        acts.ChangeMembers,
        acts.LeaveCaucus,
        acts.CloseCaucus,
        acts.WriteInCaucus,
        acts.WriteNote,
        acts.DeleteNote,
        acts.RemoveTripwire,
        acts.AskTemperature,
        acts.AnswerTemperature,
        acts.CloseTemperature,
        acts.DeleteTemperature,
        acts.RequestUnlock,
        acts.ConsentUnlock,
        acts.ConfirmUnlock,
        acts.OpenSigning,
        acts.CheckAuthority,
        acts.Sign,
        acts.RecordInk,
        acts.Decline,
        acts.Accede,
        acts.WithdrawSignature,
        acts.Publish,
        acts.RecordBriefing,
    }
)
"""What may still be asked once the text is locked; whatever is not in here is refused."""
REASON = 2_000
"""How long a reason may be, in characters."""


def locked_to(negotiation: Negotiation, kind: type[Act]) -> bool:
    """F-4: whether the text is locked, and acts of this kind are refused for that."""
    return negotiation.final is not None and kind not in OPEN_WHILE_LOCKED


def check_open(negotiation: Negotiation, act: Act) -> None:
    """F-4: pass if the text is not locked, or this act may be asked all the same."""
    final = negotiation.final
    if final is None or not locked_to(negotiation, type(act)):
        return
    raise Refusal(
        "locked",
        say(
            "The text is locked since {day}: nothing in it changes any more.",
            day=day_name(final.locked_at or final.requested_at),
        ),
        "It is opened again only by the lead facilitator, the convenor and the parties together.",
        rule="F-4",
        obstacles=(Obstacle("locked", str(final.number)),),
    )


# --- the lock ------------------------------------------------------------------------------------


def request_lock(act: acts.RequestLock, asking: Asking) -> tuple[AnyFact, ...]:
    """F-1, F-2: the lead facilitator asks for it, naming the fingerprint of the text as read."""
    n = asking.negotiation
    if n.lock_pending is not None:
        refuse(
            "lock_pending",
            "The lock has been requested already.",
            "The convenor confirms it, or you take it back.",
            "F-2",
            ("lock", str(n.lock_pending.number)),
        )
    clear(to_lock(n))
    digest = whole_digest(n)
    _same_fingerprint(act.digest, digest)
    requested = facts.LockRequested(
        number=len(n.finals) + 1,
        digest=digest,
        manifest=manifest_digest(n, asking.head),
        head=asking.head,
    )
    content = manifest_bytes(n, asking.head).decode()
    return (requested, facts.ManifestDrawn(number=requested.number, content=content))


def confirm_lock(act: acts.ConfirmLock, asking: Asking) -> tuple[AnyFact, ...]:
    """F-2, F-3: another person confirms; two fingerprints that differ stop the lock.

    A party that walked out must have been told of the request for long enough (domain §6.10).
    """
    n = asking.negotiation
    pending = _pending(n)
    if asking.actor.person == pending.requested_by:
        refuse(
            "same_person",
            "The lock takes two people.",
            "Ask the convenor to confirm it.",
            "F-2",
            ("lock", str(pending.number)),
        )
    _stop_if_moved(n, pending)
    if (act.digest, act.manifest) != (pending.digest, pending.manifest):
        raise Refusal(
            "fingerprints_differ",
            "The fingerprint you read is not the one that was requested: the lock is stopped.",
            "Compare the two texts before it is requested again.",
            rule="F-2",
            obstacles=(Obstacle("fingerprint", pending.digest),),
            recorded=(facts.LockStopped(number=pending.number, because="fingerprints_differ"),),
        )
    clear(to_lock(n))
    _check_notice(n, pending, asking)
    locked = facts.TextLocked(
        number=pending.number, digest=pending.digest, manifest=pending.manifest
    )
    return (locked,)


def _stop_if_moved(n: Negotiation, pending: FinalText) -> None:
    now = (whole_digest(n), manifest_digest(n, pending.head))
    if now != (pending.digest, pending.manifest):
        raise Refusal(
            "text_moved",
            "The text, or what goes with it, changed since the lock was requested: it is stopped.",
            "Read it again, and request the lock anew.",
            rule="F-2",
            obstacles=(Obstacle("fingerprint", now[0]),),
            recorded=(facts.LockStopped(number=pending.number, because="text_moved"),),
        )


def _check_notice(n: Negotiation, pending: FinalText, asking: Asking) -> None:
    away = [party.id for party in n.admitted if party.presence is Presence.WALKED_OUT]
    told_at = pending.requested_at + n.rules.walked_out_notice
    if away and asking.at < told_at:
        refuse(
            "notice_running",
            say(
                "{parties} walked out, and must have had notice of the lock.", parties=listed(away)
            ),
            say(
                "Confirm it from {day} UTC on, or when they are back.",
                day=day_name(told_at, "%H:%M"),
            ),
            "F-3",
            *(("walked_out", party) for party in away),
        )


def stop_lock(act: acts.StopLock, asking: Asking) -> tuple[AnyFact, ...]:
    """F-2: the request is taken back, or declined by whoever was to confirm it."""
    pending = _pending(asking.negotiation)
    stopped = facts.LockStopped(
        number=pending.number, because="taken_back", reason=_said(act.reason)
    )
    return (stopped,)


def _pending(n: Negotiation) -> FinalText:
    if n.lock_pending is None:
        refuse(
            "no_lock_pending",
            "Nobody has requested the lock.",
            "The lead facilitator requests it first.",
            "F-2",
        )
    return n.lock_pending


def _same_fingerprint(read: str, now: str) -> None:
    if read != now:
        refuse(
            "text_moved",
            "The text does not read as you saw it.",
            "Read it again, then request the lock.",
            "F-2",
            ("fingerprint", now),
        )


def _said(reason: str) -> str:
    if len(reason) > REASON:
        refuse(
            "too_long",
            say("A reason has at most {most} characters.", most=REASON),
            "Shorten it.",
            "F-2",
        )
    return reason.strip()


# --- opening it again ----------------------------------------------------------------------------


def request_unlock(act: acts.RequestUnlock, asking: Asking) -> tuple[AnyFact, ...]:
    """F-5: the lead facilitator asks all whose consent it takes."""
    final = the_final(asking.negotiation)
    if not act.reason.strip():
        refuse("reason_needed", "Opening a locked text needs a reason.", "Say why.", "F-5")
    if final.unlock_asked_by is not None:
        refuse("unlock_asked", "This has been asked already.", "Wait for the parties.", "F-5")
    return (facts.UnlockRequested(number=final.number, reason=_said(act.reason)),)


def consent_unlock(act: acts.ConsentUnlock, asking: Asking) -> tuple[AnyFact, ...]:
    """F-5: a party consents, naming the text."""
    n, party = asking.negotiation, asking.author
    final = the_final(n)
    same_final(final, act.digest)
    if final.unlock_asked_by is None:
        refuse(
            "unlock_not_asked",
            "Nobody has asked to open the text again.",
            "The lead facilitator asks first.",
            "F-5",
        )
    if party in final.consents:
        return ()
    return (facts.UnlockConsented(number=final.number, party=party),)


def confirm_unlock(act: acts.ConfirmUnlock, asking: Asking) -> tuple[AnyFact, ...]:
    """F-5, F-6: with everybody's consent it is opened; signatures on it are void and stay."""
    n = asking.negotiation
    final = the_final(n)
    same_final(final, act.digest)
    if final.unlock_asked_by is None or asking.actor.person == final.unlock_asked_by:
        refuse(
            "needs_lead_and_convenor",
            "Opening a locked text takes the lead facilitator and the convenor.",
            "The lead facilitator asks for it, the convenor confirms.",
            "F-5",
        )
    missing = sorted(whose_consent(n) - final.consents)
    if missing:
        refuse(
            "consent_missing",
            say("{party} has not consented.", party=missing[0])
            if len(missing) == 1
            else say("{parties} have not consented.", parties=listed(missing)),
            "Ask them.",
            "F-5",
            *(("consent", party) for party in missing),
        )
    return (facts.TextUnlocked(number=final.number, void=_signed(n)),)


def whose_consent(negotiation: Negotiation) -> frozenset[str]:
    """F-5: whose consent opens the text again: all who signed it, or all parties if none did."""
    signed = _signed(negotiation)
    return frozenset(signed or (party.id for party in negotiation.admitted))


def _signed(n: Negotiation) -> tuple[str, ...]:
    final = n.final
    return tuple(
        one.party
        for one in n.signatures.values()
        if final is not None and one.text == final.number and not one.withdrawn
    )


def the_final(negotiation: Negotiation) -> FinalText:
    """The locked text in force; raises Refusal (`not_locked`)."""
    if negotiation.final is None:
        refuse(
            "not_locked",
            "The text is not locked.",
            "It is locked once everything is agreed and checked.",
            "F-4",
        )
    return negotiation.final


def same_final(final: FinalText, digest: str) -> None:
    """Pass if the text that was read is the locked one; raises Refusal (`other_text`)."""
    if digest != final.digest:
        refuse(
            "other_text",
            "The fingerprint you name is not that of the locked text: this is another paper.",
            "Compare your text with the locked one before you go on.",
            "F-7",
            ("fingerprint", final.digest),
        )
