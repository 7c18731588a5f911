"""Signatures by passkey: a bundle proves them by itself, and any other assertion is found out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from models import acts
from models.assent import challenge
from models.signing import Choice, Evidence, Factor, StatementChoice
from server.store.assertions import NotAssented, check, decoded, encoded
from tests.bundle import authenticator
from tests.bundle.authenticator import PRESENT, VERIFIED, Authenticator
from tests.bundle.conftest import Kept
from tests.bundle.members import Members, opened
from tests.bundle.verdicts import Judges
from tests.cast import Stage
from tests.web.closing import reserved

KEYS = {"es256": authenticator.es256, "eddsa": authenticator.eddsa}
Proof = Mapping[str, str]


def signing(stage: Stage) -> acts.Sign:
    """What ada signs: the text, her reservation turned into a declaration."""
    final = stage.negotiation.final
    assert final is not None
    (statement,) = stage.negotiation.statements
    choices = (StatementChoice(statement, Choice.DECLARE),)
    return acts.Sign(digest=final.digest, manifest=final.manifest, statements=choices)


def bundled(folder: Path, stage: Stage, act: acts.Sign, proof: Proof) -> Members:
    """The bundle of ada's side once she signed with this proof."""
    evidence = Evidence(factor=Factor.PASSKEY, proof=proof)
    stage.do("ada", replace(act, evidence=evidence))
    return opened(Kept(folder, stage).bundle("ada"))


@pytest.mark.parametrize("kind", KEYS)
def test_what_a_passkey_signed_is_proved_by_the_bundle(
    tmp_path: Path, judges: Judges, kind: str
) -> None:
    stage = reserved()
    act = signing(stage)
    asked = challenge(stage.negotiation, act, stage.actor("ada"))
    proof = KEYS[kind]().assents(asked)
    assert check(proof, asked) == 1  # what the door says of it
    assert "; 1 signatures;" in judges.sound(bundled(tmp_path, stage, act, proof))


def other_words(stage: Stage, key: Authenticator) -> Proof:
    """She kept her reservation, and the record says that she turned it."""
    kept = signing(stage).statements[0]._replace(choice=Choice.MAINTAIN)
    act = replace(signing(stage), statements=(kept,))
    return key.assents(challenge(stage.negotiation, act, stage.actor("ada")))


def other_person(stage: Stage, key: Authenticator) -> Proof:
    """Somebody else of her party signed."""
    return key.assents(challenge(stage.negotiation, signing(stage), stage.actor("abe")))


def declined(stage: Stage, key: Authenticator) -> Proof:
    """What she assented to was to decline."""
    final = stage.negotiation.final
    assert final is not None
    act = acts.Decline(digest=final.digest)
    return key.assents(challenge(stage.negotiation, act, stage.actor("ada")))


def right(stage: Stage, key: Authenticator, flags: int = PRESENT | VERIFIED) -> dict[str, str]:
    """The assertion as it should be."""
    return key.assents(
        challenge(stage.negotiation, signing(stage), stage.actor("ada")), flags=flags
    )


def not_verified(stage: Stage, key: Authenticator) -> Proof:
    """The key lay there; nobody showed a face or a finger."""
    return right(stage, key, PRESENT)


def not_present(stage: Stage, key: Authenticator) -> Proof:
    """Nobody touched it."""
    return right(stage, key, VERIFIED)


def other_key(stage: Stage, key: Authenticator) -> Proof:
    """Another key is named than signed."""
    public = {encoded(its().public) for its in KEYS.values()}
    return {**right(stage, key), "publicKey": min(public)}


def other_place(stage: Stage, key: Authenticator) -> Proof:
    """It was given to another address than it says."""
    return {**right(stage, key), "origin": "https://parley.invalid"}


def other_party_relied(stage: Stage, key: Authenticator) -> Proof:
    """It is of another relying party."""
    return {**right(stage, key), "rpId": "parley.invalid"}


def swapped_signature(stage: Stage, key: Authenticator) -> Proof:
    """The signature of the same key, on something else."""
    return {**right(stage, key), "signature": other_words(stage, key)["signature"]}


def missing(stage: Stage, key: Authenticator) -> Proof:
    """Something is not there at all."""
    return {name: its for name, its in right(stage, key).items() if name != "authenticatorData"}


FORGERIES: tuple[Callable[[Stage, Authenticator], Proof], ...] = (
    other_words,
    other_person,
    declined,
    not_verified,
    not_present,
    other_key,
    other_place,
    other_party_relied,
    swapped_signature,
    missing,
)


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.__name__)
def test_another_assertion_is_found_though_all_is_hashed_and_signed_by_the_server(
    tmp_path: Path,
    judges: Judges,
    kind: str,
    forgery: Callable[[Stage, Authenticator], Proof],
) -> None:
    stage = reserved()
    proof = forgery(stage, KEYS[kind]())
    asked = challenge(stage.negotiation, signing(stage), stage.actor("ada"))
    with pytest.raises(NotAssented):
        check(proof, asked)
    said = judges.found_out(bundled(tmp_path, stage, signing(stage), proof))
    assert "passkey" in said


@pytest.mark.parametrize("kind", KEYS)
def test_a_bit_of_the_evidence_changed_by_the_server_is_found(
    tmp_path: Path, judges: Judges, kind: str
) -> None:
    key, names = KEYS[kind](), ("authenticatorData", "clientDataJSON", "publicKey", "signature")
    for name in names:
        stage = reserved()
        proof = right(stage, key)
        data = bytearray(decoded(proof[name]))
        data[len(data) // 2] ^= 1
        folder = tmp_path / name
        folder.mkdir()
        changed = {**proof, name: encoded(bytes(data))}
        assert "passkey" in judges.found_out(bundled(folder, stage, signing(stage), changed))
