"""What vouches for a record besides its own chains: signed checkpoints, fingerprints, passkeys.

Anybody can hash. Whoever rewrites a record from some point on, and every hash after it, is found
by what he cannot make: the signature of a checkpoint, kept here or held by a party, or that of a
passkey over the manifest it signed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.acts import Sign
from models.assent import challenge
from models.negotiation import Negotiation
from models.party import Actor, Role
from models.signing import Factor, FinalText, LockStatus, Signature
from models.whole import whole_digest
from server.store import assertions
from server.store.audit import Damage, link
from server.store.checkpoints import Checkpoint, Malformed, opened, read
from server.store.heads import MAIN
from server.store.tables import AnyRow

Chain = Mapping[int, bytes]
"""Number → hash of every entry of the main chain, or of every batch."""
HELD = "the checkpoint you hold"


def check_checkpoints(
    negotiation: str, rows: Sequence[AnyRow], chain: Chain, key: bytes | None
) -> int:
    """The last entry that a kept checkpoint signs for, 0 where none does; raises Damage.

    All are of one key: the server's own where that is at hand, else that of the first.
    """
    last = 0
    for row in rows:
        where = f"the checkpoint of {link(MAIN, row.number)}"
        key = row.key if key is None else key
        if row.key != key:
            raise Damage(where, "is signed by another key")
        found = _opened(where, row.note, key)
        if found != Checkpoint(negotiation, row.number, row.root, row.at):
            raise Damage(where, "is not what its note says")
        _check_root(where, found, chain)
        last = found.number
    return last


def check_seals(negotiation: str, rows: Sequence[AnyRow], batches: Chain, key: bytes | None) -> int:
    """The last batch that a seal signs for, 0 where none does; raises Damage.

    Old checkpoints have none; after one that has one, all do.
    """
    last = 0
    for row in rows:
        where = f"the seal of {link(MAIN, row.number)}"
        if row.seal is None:
            if last:
                raise Damage(where, "is missing")
            continue
        seal = _opened(where, row.seal, row.key if key is None else key)
        if (seal.negotiation, seal.at) != (f"{negotiation}/batches", row.at):
            raise Damage(where, "is that of something else")
        if batches.get(seal.number) != seal.root:
            raise Damage(where, f"has another hash than batch {seal.number}: it was rewritten")
        last = seal.number
    return last


def check_held(negotiation: str, note: str, chain: Chain, key: bytes | None) -> None:
    """Hold the record against a checkpoint that was given out before; raises Damage.

    Where no key is at hand it is taken at its word: whoever holds it knows whence they have it.
    """
    try:
        held = read(note)[0] if key is None else _opened(HELD, note, key)
    except Malformed as wrong:
        raise Damage(HELD, str(wrong)) from wrong
    if held.negotiation != negotiation:
        raise Damage(HELD, f"is of {held.negotiation}")
    _check_root(HELD, held, chain)


def _opened(where: str, note: str, key: bytes) -> Checkpoint:
    try:
        return opened(note, key)
    except Malformed as wrong:
        raise Damage(where, str(wrong)) from wrong


def _check_root(where: str, checkpoint: Checkpoint, chain: Chain) -> None:
    found = chain.get(checkpoint.number)
    if found is None:
        raise Damage(where, f"says that there was {link(MAIN, checkpoint.number)}: it was cut off")
    if found != checkpoint.root:
        raise Damage(where, "has another hash: what it speaks of was rewritten")


def check_finals(state: Negotiation) -> None:
    """Every locked text is the one it was locked as, and every passkey signed it; raises Damage."""
    for final in state.finals:
        if hashlib.sha256(final.content.encode()).hexdigest() != final.manifest:
            raise Damage(f"final text {final.number}", "its manifest has another digest")
    if state.final is not None and state.final.digest != whole_digest(state):
        raise Damage(f"final text {state.final.number}", "is not the text that was locked")
    for signature in state.signatures.values():
        if signature.evidence.factor is Factor.PASSKEY:
            _check_passkey(state, state.finals[signature.text - 1], signature)


def _check_passkey(state: Negotiation, final: FinalText, signature: Signature) -> None:
    locked = replace(state, finals=(replace(final, status=LockStatus.LOCKED),))
    act = Sign(
        digest=signature.digest,
        manifest=signature.manifest,
        statements=signature.statements,
        clauses=signature.clauses,
    )
    # What was assented to names party and person, and no role.
    actor = Actor(signature.person, Role.SIGNATORY, signature.party)
    try:
        assertions.check(signature.evidence.proof, challenge(locked, act, actor))
    except assertions.NotAssented as wrong:
        where = f"the signature of {signature.party} on text {signature.text}"
        raise Damage(where, "its passkey did not sign this") from wrong
