"""Recording for a party what it said aloud or on paper, about the clause in view."""

from __future__ import annotations

from dataclasses import dataclass

from models.clause import Clause
from models.names import objection_name, proposal_name
from models.negotiation import Negotiation
from models.objection import Objection
from models.position import Recordable
from models.saying import Sentence, say
from models.stances import recorded_for
from server.web.looks.elements import made_of
from server.web.looks.may import may
from server.web.looks.reader import Reader
from server.web.markup import Shown


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be named in the form; `value` names it with its digest as shown."""

    value: str
    label: Sentence


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A party that has cards to confirm, and of what kinds."""

    party: str
    what: tuple[Recordable, ...]


@dataclass(frozen=True, slots=True)
class BehalfLook:
    """The form, for the clause in view; `silence` is what runs on it, `what` what that offers."""

    clause: str
    name: str
    version: int
    digest: str
    text: Shown
    position: bool
    objecting: bool
    parties: tuple[str, ...]
    away: tuple[str, ...]
    proposals: tuple[Choice, ...]
    seconds: tuple[Choice, ...]
    objections: tuple[Choice, ...]
    silence: Choice | None
    offered: Sentence | None
    packages: tuple[Choice, ...]


def behalf(reader: Reader) -> BehalfLook | None:
    """The form for the clause in view; None where there is none, or these people record nothing."""
    n, its = reader.negotiation, reader.clause
    if its is None or not reader.sight.attribution or not may(reader, "enter_statement"):
        return None
    live = n.live_proposals(its.id)
    silence = n.silence_on(its.id)
    return BehalfLook(
        clause=its.id,
        name=reader.clause_name(its.id),
        version=its.current,
        digest=its.version.digest,
        text=reader.text(its),
        position=may(reader, "state_position"),
        objecting=not its.agreed and silence is None,
        parties=tuple(party.id for party in n.admitted if party.active),
        away=tuple(party.id for party in n.admitted if not party.active),
        proposals=tuple(Choice(f"{one.id}:{one.digest}", proposal_name(one)) for one in live),
        seconds=tuple(
            Choice(f"{one.id}:{one.digest}", proposal_name(one)) for one in live if not one.seconds
        ),
        objections=_objections(reader, its) if may(reader, "lift_objection") else (),
        silence=Choice(silence.id, say("{label}", label=silence.label))
        if silence is not None
        else None,
        offered=made_of(reader, silence.version, silence.proposal) if silence is not None else None,
        packages=tuple(
            Choice(
                f"{one.id}:{one.digest}", say("{label} {title}", label=one.label, title=one.title)
            )
            for one in n.packages.values()
            if one.live
        ),
    )


def _objections(reader: Reader, its: Clause) -> tuple[Choice, ...]:
    n = reader.negotiation
    standing = n.standing_objections(its.id)
    return tuple(Choice(one.id, _objection(n, one)) for one in standing)


def _objection(n: Negotiation, one: Objection) -> Sentence:
    name = objection_name(one)
    if one.proposal is None:
        return say("{name}", name=name)
    return say("{name} · {proposal}", name=name, proposal=n.proposals[one.proposal].label)


def outstanding(reader: Reader) -> tuple[Outstanding, ...]:
    """Which parties have something recorded for them that they have not confirmed."""
    if not (reader.role.facilitates and reader.sight.attribution):
        return ()
    n = reader.negotiation
    found = ((party.id, recorded_for(n, party.id)) for party in n.admitted)
    return tuple(Outstanding(party, tuple(one.what for one in its)) for party, its in found if its)
