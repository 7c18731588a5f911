"""Who signs: the lines of the signature page, blank before the lock, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from models.negotiation import Negotiation
from models.party import Party, Role
from models.reservation import StatementKind
from models.signing import Choice, Signature, SignStatus, Standing
from server.documents.paper import By, Signatory
from server.documents.words import Vocabulary, clean, facing

WAITING = frozenset({SignStatus.INVITED, SignStatus.AUTHORITY_CHECKED})


def signatories(
    negotiation: Negotiation,
    vocabulary: Vocabulary,
    *,
    attribution: bool,
    right_to_left: bool,
) -> tuple[Signatory, ...]:
    """The admitted parties in the order of signing, then those that joined later.

    Before the lock for those who may know names; after it for every reader, persons by name
    where that may be known.
    """
    if negotiation.final is None:
        return tuple(_blank(negotiation)) if attribution else ()
    return tuple(
        _stands(negotiation, vocabulary, party, attribution, right_to_left)
        for party in _order(negotiation)
    )


def _by(party: Party) -> By:
    return By(clean(party.id), clean(party.name))


def _blank(n: Negotiation) -> Iterator[Signatory]:
    heads = {
        person.party: person.name
        for person in n.people.values()
        if person.role is Role.HEAD and person.id not in n.removed
    }
    for party in n.admitted:
        yield Signatory(_by(party), clean(heads.get(party.id, "")))


def _order(n: Negotiation) -> list[str]:
    first = list(n.window.order) if n.window is not None else []
    seated = [*first, *(party.id for party in n.admitted if party.id not in first)]
    later = (
        party
        for party, standing in n.standings.items()
        if party not in seated and standing.status not in WAITING
    )
    return [*seated, *later]


def _kept(n: Negotiation, signature: Signature) -> Iterator[tuple[StatementKind, str]]:
    """The statements that go with a signature: as what, and their labels."""
    for statement, choice in signature.statements:
        one = n.statements[statement]
        if choice is not Choice.DROP:
            declared = choice is Choice.DECLARE
            yield StatementKind.DECLARATION if declared else one.kind, one.label


def _stands(
    n: Negotiation, vocabulary: Vocabulary, party: str, attribution: bool, right_to_left: bool
) -> Signatory:
    by, standing = _by(n.parties[party]), n.standings.get(party, Standing())
    status = vocabulary.say(vocabulary.signed[standing.status])
    signature = n.signatures.get(standing.signature or "")
    if signature is None:
        declined = standing.status is SignStatus.DECLINED
        return Signatory(by, "", status, standing.declined_at if declined else None)
    say, day = vocabulary.say, partial(facing, right_to_left=right_to_left)
    notes = [f"{say(vocabulary.statement[kind])} {label}" for kind, label in _kept(n, signature)]
    if signature.effective:
        notes.append(f"{say('In effect from')} {day(signature.effective)}")
    if signature.withdrawn:
        notes.append(f"{say('Withdrawn from')} {day(signature.withdrawn)}")
    person = clean(n.people[signature.person].name) if attribution else ""
    return Signatory(by, person, status, signature.at, tuple(notes))
