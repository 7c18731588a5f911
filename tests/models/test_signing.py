"""Signing, declining, joining, leaving, publishing: nobody's signature touches another's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from models import acts, facts
from models.party import Person, Role
from models.position import Position, Stand
from models.reservation import Statement, StatementKind
from models.rulebook import Rules
from models.signing import Choice, Factor, SignStatus, StatementChoice
from tests.cast import HEADS, Stage, only
from tests.models.test_locking import closed, locked


def ceremony() -> Stage:
    """A locked text, and the window open for a week."""
    stage = locked()
    stage.opens_signing(timedelta(days=7))
    return stage


def _status(stage: Stage, party: str) -> SignStatus:
    return stage.negotiation.standings[party].status


def test_a_party_signs_the_text_it_read() -> None:
    """F-7, F-8: with person, authority, time and digests; another paper is refused as such."""
    stage = ceremony()
    final = stage.negotiation.final
    assert final is not None
    with stage.refused("other_text"):
        stage.do("ada", acts.Sign(digest="0" * 64, manifest=final.manifest))
    with stage.refused("other_text"):
        stage.do("ada", acts.Sign(digest=final.digest, manifest="0" * 64))
    signature = stage.signs("ada")
    its = stage.negotiation.signatures[signature]
    assert (its.party, its.person, its.digest, its.at) == ("ALP", "ada", final.digest, stage.now)
    assert _status(stage, "ALP") is SignStatus.SIGNED


def test_a_reservation_comes_before_its_partys_own_signature() -> None:
    """W-2: others may still enter theirs, and a declaration may follow (domain §6.9)."""
    stage = ceremony()
    stage.enters("bo", StatementKind.RESERVATION)
    stage.signs("ada")
    with stage.refused("signed_already"):
        stage.enters("ada", StatementKind.RESERVATION)
    stage.enters("ada", StatementKind.DECLARATION)
    stage.enters("gus", StatementKind.RESERVATION)


def test_signing_needs_the_window() -> None:
    """F-8: not before it opens; at its very end, yes; just after, no more."""
    stage = locked()
    with stage.refused("signing_not_open"):
        stage.signs("ada")
    stage.opens_signing(timedelta(days=1))
    with stage.refused("signing_open"):
        stage.opens_signing(timedelta(days=1))
    stage.later(minutes=24 * 60)
    stage.signs("ada")
    stage.later(seconds=1).settle()
    with stage.refused("window_closed"):
        stage.signs("bo")
    window = stage.negotiation.window
    assert window is not None
    assert window.closed


def test_the_window_falls_shut_by_itself() -> None:
    """F-8: stamped with its end, and part of the record."""
    stage = ceremony()
    assert stage.negotiation.window is not None
    closes = stage.negotiation.window.closes
    stage.now = closes
    assert stage.settle() == ()
    stage.later(seconds=1)
    stage.settle()
    assert [at for fact, at, _ in stage.log if isinstance(fact, facts.SigningClosed)] == [closes]


def test_a_window_is_opened_for_later_than_now() -> None:
    """F-8: one that would close at once is none, and only known parties stand in its order."""
    stage = locked()
    with stage.refused("too_early"):
        stage.opens_signing(timedelta(0))
    with stage.refused("not_found"):
        stage.opens_signing(timedelta(days=1), order=("ALP", "XXX"))


def test_another_signatory_shows_an_authority() -> None:
    """F-9: seen by the convenor first."""
    stage = ceremony()
    signer = Person(id="sig", name="Sig", role=Role.SIGNATORY, party="BET")
    stage.do("host", acts.AdmitPerson(person=signer))
    with stage.refused("authority_not_checked"):
        stage.signs("sig")
    with stage.refused("authority_needed"):
        stage.do("host", acts.CheckAuthority(party="BET", person="sig", authority=" "))
    stage.do("host", acts.CheckAuthority(party="BET", person="sig", authority="Minute 7"))
    assert _status(stage, "BET") is SignStatus.AUTHORITY_CHECKED
    signature = stage.signs("sig")
    assert stage.negotiation.signatures[signature].authority == "Minute 7"


def test_ad_referendum_is_confirmed_before_signing() -> None:
    """F-10: each clause that still waits is named."""
    stage = closed()
    stage.states("gus", Stand.AGREE_AD_REF)
    stage.locks()
    stage.opens_signing(timedelta(days=1))
    with stage.refused("ad_ref_outstanding") as refused:
        stage.signs("gus")
    assert [obstacle.item for obstacle in refused[0].obstacles] == ["A1"]
    n = stage.negotiation
    position = n.position("A1", "GAM")
    assert isinstance(position, Position)
    confirmed = {**n.positions["A1"], ("GAM", 1): replace(position, confirmed_at=stage.now)}
    stage.negotiation = replace(n, positions={**n.positions, "A1": confirmed})
    stage.signs("gus")


def test_no_later_act_touches_a_signature() -> None:
    """F-11: others sign, decline and leave; what was signed first reads the same to the letter."""
    stage = ceremony()
    first = stage.signs("ada")
    kept = stage.negotiation.signatures[first]
    with stage.refused("signed_already"):
        stage.signs("ada")
    stage.signs("bo")
    stage.declines("gus", "Our leadership needs more time.")
    stage.do("bo", acts.WithdrawSignature(effective="2027-06-01"))
    assert stage.negotiation.signatures[first] == kept
    assert len(stage.negotiation.signatures) == 2


@pytest.mark.parametrize("choice", list(Choice))
def test_a_party_says_what_becomes_of_its_reservation(choice: Choice) -> None:
    """F-12: of each of its own, and of no other's."""
    stage = closed()
    n = stage.negotiation
    mine = Statement(
        id="r1", order=1, kind=StatementKind.RESERVATION, clause="A1", version=1, party="ALP",
        person="ada", text="Not for us.", at=stage.now,
    )  # fmt: skip
    theirs = replace(mine, id="r2", party="BET")
    stage.negotiation = replace(n, statements={"r1": mine, "r2": theirs})
    stage.locks()
    stage.opens_signing(timedelta(days=1))
    with stage.refused("statement_unanswered"):
        stage.signs("ada")
    with stage.refused("not_found"):
        stage.signs("ada", statements=(StatementChoice("r2", choice),))
    signature = stage.signs("ada", statements=(StatementChoice("r1", choice),))
    assert stage.negotiation.signatures[signature].statements == (StatementChoice("r1", choice),)


def test_commitment_by_commitment_where_the_rules_allow_it() -> None:
    """F-12: else the text is signed as a whole."""
    stage = ceremony()
    with stage.refused("whole_text"):
        stage.signs("ada", clauses=("A1",))
    n = stage.negotiation
    stage.negotiation = replace(n, rules=replace(n.rules, by_commitment=True))
    with stage.refused("not_found"):
        stage.signs("ada", clauses=("A1", "Z9"))
    signature = stage.signs("ada", clauses=("A1", "A2"))
    assert stage.negotiation.signatures[signature].clauses == ("A1", "A2")


def test_ink_is_recorded_with_its_scan() -> None:
    """F-13: by the convenor, as that party's signature."""
    stage = ceremony()
    final = stage.negotiation.final
    assert final is not None
    ink = acts.RecordInk(
        party="ALP", person="ada", digest=final.digest, manifest=final.manifest, scan=""
    )
    with stage.refused("scan_needed"):
        stage.do("host", ink)
    with stage.refused("not_found"):
        stage.do("host", replace(ink, person="bo"))
    signed = only(stage.do("host", replace(ink, scan="ab" * 32)), facts.TextSigned)
    assert signed.recorded_by == "host"
    its = stage.negotiation.signatures[signed.signature]
    assert its.evidence.factor is Factor.INK


def test_whoever_declines_may_sign_yet() -> None:
    """F-14: it is told to all, with what the party said, and bars nothing."""
    stage = ceremony()
    made = stage.declines("gus", "Our leadership needs more time.")
    declined = only(made, facts.SigningDeclined)
    assert declined.audience == facts.PUBLIC
    assert _status(stage, "GAM") is SignStatus.DECLINED
    stage.signs("gus")
    assert _status(stage, "GAM") is SignStatus.SIGNED
    with stage.refused("signed_already"):
        stage.declines("gus", "")


def test_signing_of_an_outdated_paper() -> None:
    """F-7: the fingerprint does not match, and the refusal says that it is another paper."""
    stage = ceremony()
    with stage.refused("other_text") as refused:
        stage.do("gus", acts.Decline(digest="1" * 64))
    assert "another paper" in str(refused[0].sentence)


def test_a_party_joins_after_the_window() -> None:
    """F-15: one that declined, and one that never negotiated; with a date of effect."""
    stage = ceremony()
    with stage.refused("window_open"):
        stage.accedes("gus")
    with stage.refused("not_admitted"):
        stage.signs("new")
    stage.declines("gus", "")
    stage.later(minutes=8 * 24 * 60)
    first = only(stage.accedes("gus"), facts.TextSigned)
    second = only(stage.accedes("new"), facts.TextSigned)
    assert (first.accession, first.effective) == (True, stage.now.date().isoformat())
    assert second.party == "NEW"
    assert _status(stage, "NEW") is SignStatus.ACCEDED


def test_a_party_leaves_with_a_date() -> None:
    """F-16: the signature stays, marked with the day."""
    stage = ceremony()
    with stage.refused("not_signed"):
        stage.do("ada", acts.WithdrawSignature(effective="2027-06-01"))
    signature = stage.signs("ada")
    with stage.refused("date_needed"):
        stage.do("ada", acts.WithdrawSignature(effective=" "))
    stage.do("ada", acts.WithdrawSignature(effective="2027-06-01"))
    assert stage.negotiation.signatures[signature].withdrawn == "2027-06-01"


def test_publishing_names_the_locked_text() -> None:
    """F-17: not before there is one."""
    stage = closed()
    with stage.refused("not_locked"):
        stage.do("host", acts.Publish(digest=""))
    stage.locks()
    final = stage.negotiation.final
    assert final is not None
    embargo = stage.now + timedelta(hours=1)
    stage.do("host", acts.Publish(digest=final.digest, embargo=embargo, summary={"en": "Be fair."}))
    publication = stage.negotiation.publication
    assert publication is not None
    assert (publication.embargo, publication.summary) == (embargo, {"en": "Be fair."})


def test_unlocking_voids_signatures_and_keeps_them() -> None:
    """F-5, F-6: it takes the consent of those who signed, and their signatures stay in history."""
    stage = ceremony()
    first = stage.signs("ada")
    final = stage.negotiation.final
    assert final is not None
    stage.do("chair", acts.RequestUnlock(reason="A wrong number."))
    with stage.refused("consent_missing"):
        stage.do("host", acts.ConfirmUnlock(digest=final.digest))
    stage.do("ada", acts.ConsentUnlock(digest=final.digest))
    made = stage.do("host", acts.ConfirmUnlock(digest=final.digest))
    assert only(made, facts.TextUnlocked).void == ("ALP",)
    assert stage.negotiation.standings == {}
    assert first in stage.negotiation.signatures


def test_whoever_joined_consents_to_unlocking_too() -> None:
    """F-5: F-15: a party that never negotiated, and has signed since."""
    stage = ceremony()
    stage.signs("ada")
    stage.later(minutes=8 * 24 * 60)
    stage.accedes("new")
    final = stage.negotiation.final
    assert final is not None
    stage.do("chair", acts.RequestUnlock(reason="A wrong number."))
    stage.do("ada", acts.ConsentUnlock(digest=final.digest))
    with stage.refused("consent_missing") as refused:
        stage.do("host", acts.ConfirmUnlock(digest=final.digest))
    assert [obstacle.item for obstacle in refused[0].obstacles] == ["NEW"]
    stage.do("new", acts.ConsentUnlock(digest=final.digest))
    stage.do("host", acts.ConfirmUnlock(digest=final.digest))
    assert stage.negotiation.final is None


def test_every_head_signs_and_the_code_takes_effect() -> None:
    """F-11: in any order, each once, each bound to the same digests."""
    stage = ceremony()
    for person in reversed(HEADS):
        stage.later(minutes=1).signs(person)
    signatures = stage.negotiation.signatures.values()
    assert len({(one.digest, one.manifest) for one in signatures}) == 1
    assert [one.order for one in signatures] == [1, 2, 3, 4]
    assert Rules().effective_signatures is None
