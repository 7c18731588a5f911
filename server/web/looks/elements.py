"""What can be offered under silence, or tied in a package: a version, or what a proposal makes."""

from __future__ import annotations

from dataclasses import dataclass

from models.clause import Clause
from models.names import proposal_name
from models.proposal import Proposal
from models.saying import Sentence, say
from server.web.looks.reader import Reader


@dataclass(frozen=True, slots=True)
class ElementLook:
    """One clause as it would be decided on; `value` names what was shown, for a form to send."""

    clause: str
    name: str
    what: Sentence
    value: str


def element(reader: Reader, its: Clause, proposal: Proposal | None) -> ElementLook:
    """A version as it stands, or what a live proposal makes of it."""
    named = (its.id, str(its.current), its.version.digest)
    asked = ("", "") if proposal is None else (proposal.id, proposal.digest)
    return ElementLook(
        clause=its.id,
        name=reader.clause_name(its.id),
        what=made_of(reader, its.current, proposal.id if proposal is not None else None),
        value=":".join((*named, *asked)),
    )


def made_of(reader: Reader, version: int, proposal: str | None) -> Sentence:
    """What is decided on: a version unchanged, or a proposal for it."""
    if proposal is None:
        return say("version {n} as it stands", n=version)
    return proposal_name(reader.negotiation.proposals[proposal])


def named(value: str) -> dict[str, object]:
    """The fields of an act that name what a form showed."""
    clause, version, digest, proposal, wording = (value.split(":") + [""] * 5)[:5]
    return {
        "clause": clause,
        "version": int(version) if version.isdecimal() else version,
        "digest": digest,
        "proposal": proposal or None,
        "wording": wording,
    }
