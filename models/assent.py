"""What the second factor of a signature is given over: this text, this party, this person.

A passkey signs the SHA-256 of these bytes as its challenge, so that whoever holds the evidence can
verify later, without a server, what was assented to. docs/canonical-text.md says the same.
"""

from __future__ import annotations

import hashlib
import json

from models.acts import Accede, Decline, Sign, WithdrawSignature
from models.negotiation import Negotiation
from models.party import Actor

PURPOSES = {
    Sign: b"parley-sign-1\n",
    Accede: b"parley-sign-1\n",
    Decline: b"parley-decline-1\n",
    WithdrawSignature: b"parley-withdraw-1\n",
}
"""What is assented to, so that nothing is ever taken for something else."""
Assenting = Sign | Accede | Decline | WithdrawSignature
"""The acts that take a second factor."""


def assent_bytes(negotiation: Negotiation, act: Assenting, actor: Actor) -> bytes:
    """A line of its own, then canonical JSON: keys sorted, no spaces, UTF-8.

    `clauses` stands in it only where the party takes some commitments and not the whole,
    `effective` only where it leaves.
    """
    final = negotiation.final
    choices = act.statements if isinstance(act, Sign | Accede) else ()
    said: dict[str, object] = {
        "negotiation": negotiation.id,
        "text": final.number if final is not None else 0,
        "manifest": final.manifest if final is not None else "",
        "party": actor.party,
        "person": actor.person,
        "statements": sorted([one.statement, one.choice.value] for one in choices),
    }
    if isinstance(act, Sign) and act.clauses:
        said["clauses"] = sorted(act.clauses)
    if isinstance(act, WithdrawSignature):
        said["effective"] = act.effective
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return PURPOSES[type(act)] + written.encode()


def challenge(negotiation: Negotiation, act: Assenting, actor: Actor) -> bytes:
    """The challenge that a passkey answers: the SHA-256 of `assent_bytes`."""
    return hashlib.sha256(assent_bytes(negotiation, act, actor)).digest()
