"""What is locked and signed: the canonical text, and the manifest that binds all that goes with it.

docs/canonical-text.md says the same for whoever checks it without this code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from models.clause import Clause
from models.negotiation import Negotiation
from models.text import canonical, digest

PURPOSE = b"parley-manifest-1\n"


def standing_clauses(negotiation: Negotiation) -> tuple[Clause, ...]:
    """The clauses of the text in their order, without those that were removed."""
    return tuple(clause for clause in negotiation.clauses.values() if not clause.removed)


def canonical_text(negotiation: Negotiation, language: str | None = None) -> bytes:
    """The whole text in one language, the working language unless another is named.

    For each clause in order: number TAB title LF text LF, in NFC and UTF-8.
    """
    spoken = language or negotiation.languages[0]
    lines = []
    for clause in standing_clauses(negotiation):
        wording = clause.version.wording
        title, text = (wording.get(f"{spoken}/{part}", "") for part in ("title", "text"))
        lines.append(f"{canonical(clause.number)}\t{canonical(title)}\n{canonical(text)}\n")
    return "".join(lines).encode()


def text_digest(negotiation: Negotiation, language: str | None = None) -> str:
    """The SHA-256 of `canonical_text`: the fingerprint on screen, on paper and on the web."""
    return digest(canonical_text(negotiation, language))


def authentic_languages(negotiation: Negotiation) -> tuple[str, ...]:
    """The languages whose text counts: those every clause of the text is written in."""
    clauses = standing_clauses(negotiation)
    return tuple(
        language
        for place, language in enumerate(negotiation.languages)
        if not place or all(c.version.wording.get(f"{language}/text") for c in clauses)
    )


def manifest(negotiation: Negotiation, head: str) -> dict[str, object]:
    """Everything a signature binds, as JSON values; `head` is the record's last hash before it."""
    n = negotiation
    return {
        "negotiation": n.id,
        "title": n.title,
        "convenor": n.convenor,
        "languages": {lang: text_digest(n, lang) for lang in authentic_languages(n)},
        "clauses": [_clause(n, clause) for clause in standing_clauses(n)],
        "statements": [
            {
                "id": one.id,
                "kind": one.kind.value,
                "clause": one.clause,
                "party": one.party,
                "text": one.text,
            }
            for one in sorted(n.statements.values(), key=lambda one: one.order)
            if not one.withdrawn
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
