"""The manifest: what is locked and signed, the text and all that goes with it.

docs/canonical-text.md says the same for whoever checks it without this code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from models.clause import Clause
from models.negotiation import Negotiation
from models.outline import worded
from models.reservation import StatementKind
from models.text import digest
from models.whole import whole_digest

PURPOSE = b"parley-manifest-1\n"


def authentic_languages(negotiation: Negotiation) -> tuple[str, ...]:
    """The languages whose text counts: the working language, and those the rules declare."""
    working, *others = negotiation.languages
    return (working, *(one for one in others if one in negotiation.rules.authentic))


def manifest(negotiation: Negotiation, head: str) -> dict[str, object]:
    """Everything a signature binds, as JSON values; `head` is the record's last hash before it."""
    n = negotiation
    return {
        "negotiation": n.id,
        "title": n.title,
        "convenor": n.convenor,
        "languages": {lang: whole_digest(n, lang) for lang in authentic_languages(n)},
        "clauses": [_clause(n, clause) for clause in worded(n)],
        "statements": [
            {
                "id": one.id,
                "kind": one.kind.value,
                "clause": one.clause,
                "party": one.party,
                "text": one.text,
            }
            for one in sorted(n.statements.values(), key=lambda one: one.order)
            if not one.withdrawn and one.kind is not StatementKind.EXPLANATION
        ],
        "parties": _roll(n),
        "head": head,
    }


def _clause(n: Negotiation, clause: Clause) -> dict[str, object]:
    version = clause.version
    return {
        "id": clause.id,
        "number": clause.number,
        "title": version.wording.get(f"{n.languages[0]}/title", ""),
        "version": version.number,
        "digest": version.digest,
    }


def _roll(n: Negotiation) -> Sequence[dict[str, object]]:
    return [{"id": party.id, "name": party.name} for party in n.admitted]


def manifest_bytes(negotiation: Negotiation, head: str) -> bytes:
    """The manifest in canonical JSON (keys sorted, no spaces, UTF-8), after a line of its own."""
    written = json.dumps(
        manifest(negotiation, head), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return PURPOSE + written.encode()


def manifest_digest(negotiation: Negotiation, head: str) -> str:
    """The SHA-256 of `manifest_bytes`: what lock and signatures name."""
    return digest(manifest_bytes(negotiation, head))
