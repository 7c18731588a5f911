"""A text that was locked and signed by passkey, kept in memory, and stamped as a server does."""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, StaticPool, create_engine

from models import acts
from models.assent import challenge
from models.edit import edit_of
from models.facts import Convened
from models.signing import Evidence, Factor
from models.text import to_units
from server.store.assertions import encoded
from server.store.checkpoints import Notary, Stamp
from server.store.keys import SigningKey
from server.store.ledger import Ledger, Record
from server.store.tables import metadata
from tests.cast import HEADS, Stage
from tests.live.conftest import records
from tests.live.race.scene import closed

KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(32)))
"""That of the server; whoever has only the database has not got it."""
NAME = "test"


def signs(stage: Stage, person: str) -> None:
    """A head signs the locked text with a passkey of a device of their own."""
    final = stage.negotiation.finals[-1]
    act = acts.Sign(digest=final.digest, manifest=final.manifest)
    asked = challenge(stage.negotiation, act, stage.actor(person))
    proof = _proof(ec.generate_private_key(ec.SECP256R1()), asked)
    stage.do(person, replace(act, evidence=Evidence(factor=Factor.PASSKEY, proof=proof)))


def _proof(device: ec.EllipticCurvePrivateKey, asked: bytes) -> dict[str, str]:
    """What an authenticator gives, its user verified, and what the server adds to it."""
    client = json.dumps(
        {"type": "webauthn.get", "challenge": encoded(asked), "origin": "https://parley.example"}
    ).encode()
    data = hashlib.sha256(b"parley.example").digest() + b"\x05" + bytes(4)
    signature = device.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
    point = device.public_key().public_numbers()
    cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)}
    return {
        "publicKey": encoded(cbor2.dumps(cose)),
        "credentialId": encoded(b"device"),
        "authenticatorData": encoded(data),
        "clientDataJSON": encoded(client),
        "signature": encoded(signature),
        "rpId": "parley.example",
        "origin": "https://parley.example",
    }


@cache
def story() -> tuple[Record, ...]:
    """From the convening to four signatures: drafts in public and in private, a caucus, notes."""
    stage = closed()
    caucus = stage.meets("ada", "BET")
    stage.says("bo", caucus, "Between us.")
    for person in ("ada", "chair", "gus"):
        stage.do(person, acts.WriteNote(text=f"A note of {person}."))
    stage.reopens("aide")
    for draft in stage.negotiation.drafts.values():
        for person, text in (("ada", "ä "), ("bo", "é😀 "), ("dot", "عم "), ("aide", "word ")):
            if stage.actor(person).author in draft.writers:
                stage.later(seconds=1).edits(person, draft.id, edit_of(5, to_units(text)))
    proposal = stage.tables("gus", "A1", "current", "complete")
    stage.later(seconds=1).accepts("chair", proposal)
    stage.agrees("A1")
    stage.adopts_whole()
    stage.do("lex", acts.CompleteLegalCheck(explained="It may stand."))
    stage.later(seconds=1).locks()
    stage.opens_signing(timedelta(hours=2))
    for head in HEADS:
        signs(stage.later(minutes=1), head)
    return tuple(records(stage))


@dataclass
class Kept:
    """A record in memory, the connection to it, and the checkpoints that were given out."""

    engine: Engine
    sql: sqlite3.Connection
    stamps: list[Stamp]


@contextmanager
def opened(image: bytes | None = None) -> Iterator[tuple[Engine, sqlite3.Connection]]:
    """A database in memory: with tables and nothing in them, or of these bytes."""
    sql = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    sql.deserialize(image or _empty())
    engine = create_engine("sqlite://", creator=lambda: sql, poolclass=StaticPool)
    try:
        yield engine, sql
    finally:
        engine.dispose()
        sql.close()


@cache
def _empty() -> bytes:
    sql = sqlite3.connect(":memory:", check_same_thread=False)
    engine = create_engine("sqlite://", creator=lambda: sql, poolclass=StaticPool)
    metadata.create_all(engine)
    image = bytes(sql.serialize())
    engine.dispose()
    return image


@contextmanager
def kept(dice: random.Random) -> Iterator[Kept]:
    """The story, written in batches by chance, and stamped now and then and at its end."""
    with opened() as (engine, sql):
        stamps = write(engine, story(), dice)
        yield Kept(engine, sql, stamps)


def write(engine: Engine, story: Sequence[Record], dice: random.Random) -> list[Stamp]:
    """Write a record afresh, as a server would; the checkpoints that it gives out meanwhile."""
    first, *others = story
    assert isinstance(first.facts[0], Convened)
    ledger, notary, stamps = Ledger(engine, NAME), Notary(engine, NAME, KEY), list[Stamp]()
    fence = ledger.begin(first.facts[0].title, first).fence
    while others:
        count = dice.randint(1, 12)
        batch, others = others[:count], others[count:]
        fence = ledger.commit(fence, batch).fence
        if dice.random() < 0.4 or not others:
            stamps.append(notary.stamp(ledger.end, ledger.batch, batch[-1].at))
    return stamps
