"""The lock: two people, one fingerprint, and what it closes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import get_args

import pytest

from models import acts, facts
from models.acts import Act
from models.locks import preconditions, to_lock
from models.manifest import manifest_bytes, manifest_digest
from models.party import Presence
from models.position import Stand
from models.refusals import Refusal
from models.rules.locking import OPEN_WHILE_LOCKED, check_open
from models.signing import LockStatus
from models.whole import whole_digest, whole_text
from tests.cast import Stage, only, opened


def closed() -> Stage:
    """A text that is agreed, adopted and checked: nothing is in the way of its lock."""
    stage = opened()
    for clause in stage.negotiation.clauses:
        stage.agrees(clause)
    n = stage.negotiation
    stage.negotiation = replace(n, adopted=whole_digest(n), legal_check=True)
    return stage


def locked() -> Stage:
    """The same, locked."""
    stage = closed()
    stage.locks()
    return stage


# --- the fingerprint -----------------------------------------------------------------------------


def test_the_canonical_text_is_what_the_page_about_it_says() -> None:
    """F-1: number TAB title LF text LF for each clause in order, in UTF-8."""
    n = opened().negotiation
    first = n.clauses["A1"].version.wording
    written = whole_text(n)
    assert written.startswith(f"1\tTitle 1\n{first['en/text']}\n2\tTitle 2\n".encode())
    assert whole_digest(n) == hashlib.sha256(written).hexdigest()


def test_whatever_is_signed_is_in_the_manifest() -> None:
    """F-1: clauses with version and digest, the parties, the record's head."""
    n = closed().negotiation
    line, _, written = manifest_bytes(n, "ab12").partition(b"\n")
    content = json.loads(written)
    assert line == b"parley-manifest-1"
    assert content["head"] == "ab12"
    assert content["languages"] == {"en": whole_digest(n)}
    assert [one["id"] for one in content["parties"]] == ["ALP", "BET", "GAM", "DEL"]
    assert content["clauses"][0]["digest"] == n.clauses["A1"].version.digest
    assert manifest_digest(n, "ab12") != manifest_digest(n, "ab13")


# --- before --------------------------------------------------------------------------------------


def test_every_precondition_is_met_or_named() -> None:
    """F-1: nothing adopted, a live proposal and an objection: each is named with its next step."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven days", "ten days")
    objection = stage.objects("bo", "A2")
    conditions = preconditions(stage.negotiation)
    assert [one.met for one in conditions] == [
        False,
        False,
        False,
        True,
        True,
        False,
        True,
        True,
        True,
    ]
    hurdles = list(to_lock(stage.negotiation))
    assert {hurdle.obstacle.item for hurdle in hurdles} >= {proposal, objection}
    assert all(hurdle.sentence and hurdle.next_step for hurdle in hurdles)
    with stage.refused("not_adopted") as refused:
        stage.do("chair", acts.RequestLock(digest=whole_digest(stage.negotiation)))
    assert len(refused[0].obstacles) == len(hurdles)


def test_what_is_outstanding_is_listed_and_does_not_block() -> None:
    """F-1: a confirmation ad referendum may come later."""
    stage = closed()
    stage.states("gus", Stand.AGREE_AD_REF)
    (outstanding,) = preconditions(stage.negotiation)[-1].outstanding
    assert str(outstanding).startswith("GAM")
    stage.locks()
    assert stage.negotiation.final is not None


def test_a_discrepancy_noted_after_the_legal_check_blocks_the_lock() -> None:
    """F-1, T-10: requested or not, until it is answered (domain §6.10)."""
    stage = closed()
    stage.do("chair", acts.RequestLock(digest=whole_digest(stage.negotiation)))
    pending = stage.negotiation.finals[-1]
    noted = stage.do("ada", acts.NoteDiscrepancy(clause="A1", language="en", text="It differs."))
    note = only(noted, facts.DiscrepancyNoted).discrepancy
    confirm = acts.ConfirmLock(digest=pending.digest, manifest=pending.manifest)
    with stage.refused("discrepancy"):
        stage.do("host", confirm)
    stage.do("lex", acts.ClearDiscrepancy(discrepancy=note, answer="It is meant so."))
    stage.do("host", confirm)
    assert stage.negotiation.final is not None


def test_nothing_is_reopened_while_the_lock_is_requested() -> None:
    """E-4: the lock is stopped first; asking, and supporting, is possible meanwhile."""
    stage = closed()
    stage.do("chair", acts.RequestLock(digest=whole_digest(stage.negotiation)))
    stage.asks("ada")
    stage.supports("bo")
    with stage.refused("lock_pending"):
        stage.reopens()
    stage.do("host", acts.StopLock(reason="A clause is to be reopened."))
    stage.reopens()
    assert stage.negotiation.adopted is None
    assert stage.negotiation.lock_pending is None


def test_a_co_facilitator_is_told_everything_that_is_in_the_way() -> None:
    """F-2: the wrong role, and that the legal check is not complete."""
    stage = opened()
    with stage.refused("wrong_role") as refused:
        stage.do("aide", acts.RequestLock(digest=""))
    kinds = {obstacle.kind for obstacle in refused[0].obstacles}
    assert {"role", "legal_check_not_complete", "not_adopted"} <= kinds


def test_the_fingerprint_that_was_read_is_named() -> None:
    """F-2: a request about another text than there is comes to nothing."""
    stage = closed()
    with stage.refused("text_moved"):
        stage.do("chair", acts.RequestLock(digest="0" * 64))


# --- two people ----------------------------------------------------------------------------------


def test_two_people_lock_the_text() -> None:
    """F-2: the lead facilitator requests, the convenor confirms."""
    stage = closed()
    stage.do("chair", acts.RequestLock(digest=whole_digest(stage.negotiation)))
    pending = stage.negotiation.lock_pending
    assert pending is not None
    with stage.refused("lock_pending"):
        stage.do("chair", acts.RequestLock(digest=pending.digest))
    with stage.refused("wrong_role"):
        stage.do("chair", acts.ConfirmLock(digest=pending.digest, manifest=pending.manifest))
    stage.do("host", acts.ConfirmLock(digest=pending.digest, manifest=pending.manifest))
    final = stage.negotiation.final
    assert final is not None
    assert (final.number, final.requested_by, final.confirmed_by) == (1, "chair", "host")


def test_whoever_asked_does_not_confirm() -> None:
    """F-2: also where one person has come to hold both offices."""
    stage = closed()
    stage.do("chair", acts.RequestLock(digest=whole_digest(stage.negotiation)))
    (pending,) = stage.negotiation.finals
    n = stage.negotiation
    stage.negotiation = replace(n, finals=(replace(pending, requested_by="host"),))
    with stage.refused("same_person"):
        stage.do("host", acts.ConfirmLock(digest=pending.digest, manifest=pending.manifest))


def test_two_fingerprints_that_differ_stop_the_lock() -> None:
    """F-2: the refusal is told, and that the lock was stopped is recorded."""
    stage = closed()
    stage.do("chair", acts.RequestLock(digest=whole_digest(stage.negotiation)))
    (pending,) = stage.negotiation.finals
    with pytest.raises(Refusal) as raised:
        stage.do("host", acts.ConfirmLock(digest=pending.digest, manifest="0" * 64))
    assert raised.value.code == "fingerprints_differ"
    assert stage.negotiation.finals[0].status is LockStatus.STOPPED
    stage.locks()
    assert stage.negotiation.final is not None
    assert stage.negotiation.final.number == 2


def test_a_text_that_moved_since_stops_the_lock() -> None:
    """F-2: what goes with the text counts: another party at the table is another manifest."""
    stage = closed()
    stage.do("chair", acts.RequestLock(digest=whole_digest(stage.negotiation)))
    (pending,) = stage.negotiation.finals
    n = stage.negotiation
    came = replace(n.parties["NEW"], admitted=True)
    stage.negotiation = replace(n, parties={**n.parties, "NEW": came})
    with pytest.raises(Refusal) as raised:
        stage.do("host", acts.ConfirmLock(digest=pending.digest, manifest=pending.manifest))
    assert raised.value.code == "text_moved"
    assert stage.negotiation.lock_pending is None


def test_the_request_is_taken_back() -> None:
    """F-2: by whoever made it, or by whoever was to confirm it."""
    for person in ("chair", "host"):
        stage = closed()
        stage.do("chair", acts.RequestLock(digest=whole_digest(stage.negotiation)))
        stage.do(person, acts.StopLock(reason="Not yet."))
        assert stage.negotiation.lock_pending is None
        with stage.refused("no_lock_pending"):
            stage.do(person, acts.StopLock())


def test_a_party_walks_out_before_the_lock() -> None:
    """F-3: the lock waits until it has had a day's notice; at that very time it may be."""
    stage = closed()
    stage.presence("DEL", Presence.WALKED_OUT)
    stage.do("chair", acts.RequestLock(digest=whole_digest(stage.negotiation)))
    (pending,) = stage.negotiation.finals
    confirm = acts.ConfirmLock(digest=pending.digest, manifest=pending.manifest)
    stage.later(minutes=24 * 60 - 1)
    with stage.refused("notice_running"):
        stage.do("host", confirm)
    stage.later(minutes=1)
    stage.do("host", confirm)
    assert stage.negotiation.final is not None


# --- after ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(set(get_args(Act)) - OPEN_WHILE_LOCKED, key=str))
def test_whatever_would_change_a_locked_text_is_refused(kind: type[Act]) -> None:
    """F-4: every act that is not open while a text is locked says so; the text stays the same."""
    stage = locked()
    before = whole_digest(stage.negotiation)
    with pytest.raises(Refusal) as raised:
        check_open(stage.negotiation, object.__new__(kind))
    assert raised.value.code == "locked"
    assert whole_digest(stage.negotiation) == before


def test_the_lock_is_opened_by_all_together() -> None:
    """F-5, F-6: the lead asks, every party consents, the convenor confirms; text 2 follows."""
    stage = locked()
    final = stage.negotiation.final
    assert final is not None
    with stage.refused("unlock_not_asked"):
        stage.do("ada", acts.ConsentUnlock(digest=final.digest))
    with stage.refused("wrong_role"):
        stage.do("aide", acts.RequestUnlock(reason="An error."))
    stage.do("chair", acts.RequestUnlock(reason="An error."))
    for person in ("ada", "bo", "gus"):
        stage.do(person, acts.ConsentUnlock(digest=final.digest))
    with stage.refused("consent_missing") as refused:
        stage.do("host", acts.ConfirmUnlock(digest=final.digest))
    assert [obstacle.item for obstacle in refused[0].obstacles] == ["DEL"]
    stage.do("dot", acts.ConsentUnlock(digest=final.digest))
    stage.do("host", acts.ConfirmUnlock(digest=final.digest))
    assert stage.negotiation.final is None
    n = stage.negotiation
    stage.negotiation = replace(n, adopted=whole_digest(n), legal_check=True)
    stage.locks()
    assert stage.negotiation.final is not None
    assert stage.negotiation.final.number == 2


def test_what_a_lock_says_is_public() -> None:
    """F-2: everybody may know that the text is locked, and under which fingerprint."""
    stage = locked()
    said = [fact for fact, _, _ in stage.log if isinstance(fact, facts.TextLocked)]
    assert [fact.audience for fact in said] == [facts.PUBLIC]
