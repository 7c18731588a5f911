"""What a party has still to confirm: recorded on its behalf, and agreed ad referendum."""

from __future__ import annotations

from dataclasses import dataclass

from models.position import Position, Recordable, Stand
from models.saying import Sentence, say
from models.stances import Recorded, outstanding, recorded_for
from server.web import words
from server.web.looks.may import kept_from
from server.web.looks.reader import Reader

CORRECTING = {
    Recordable.POSITION: "To correct it, open the clause and state another position.",
    Recordable.OBJECTION: "To correct it, open the clause, lift the objection, and say it anew.",
    Recordable.STATEMENT: "To correct it, open the clause, withdraw it, and enter another.",
    Recordable.PACKAGE: "To correct it, answer on the package again.",
}
"""How something that was recorded wrongly is put right."""
NOT_HEAD = "The head of delegation confirms for the party."


@dataclass(frozen=True, slots=True)
class RecordedLook:
    """Something a facilitator recorded on behalf of this party."""

    what: str
    item: str
    by: str
    about: Sentence
    said: str
    detail: str
    clause: str
    at: str
    """Where it is put right, once its clause is in view."""
    correcting: str


@dataclass(frozen=True, slots=True)
class Outstanding:
    """An agreement ad referendum that its party's own authority has not confirmed."""

    clause: str
    name: str
    confirmer: str
    confirm_by: str


@dataclass(frozen=True, slots=True)
class Confirmations:
    """Everything a party has to confirm."""

    recorded: tuple[RecordedLook, ...]
    outstanding: tuple[Outstanding, ...]
    may: bool
    why_not: str


def confirmations(reader: Reader) -> Confirmations | None:
    """What the party of these people has to confirm; None where there is nothing."""
    n, party = reader.negotiation, reader.party
    if party is None:
        return None
    recorded, waiting = recorded_for(n, party), outstanding(n).get(party, ())
    if not recorded and not waiting:
        return None
    why_not = kept_from(reader, "confirm_recorded", NOT_HEAD)
    return Confirmations(
        recorded=tuple(_recorded(reader, party, one) for one in recorded),
        outstanding=tuple(_outstanding(reader, one) for one in waiting),
        may=not why_not,
        why_not=why_not,
    )


def _outstanding(reader: Reader, its: Position) -> Outstanding:
    return Outstanding(its.clause, reader.clause_name(its.clause), its.confirmer, its.confirm_by)


def _recorded(reader: Reader, party: str, one: Recorded) -> RecordedLook:
    n = reader.negotiation
    person = n.people.get(one.by)
    about, said, detail, clause = _said(reader, party, one)
    return RecordedLook(
        what=one.what.value,
        item=one.item,
        by=person.name if person is not None else "",
        about=about,
        said=said,
        detail=detail,
        clause=clause,
        at=_place(reader, one),
        correcting=CORRECTING[_righted_as(reader, party, one)],
    )


def _place(reader: Reader, one: Recorded) -> str:
    match one.what:
        case Recordable.PACKAGE:
            return "packages"
        case Recordable.STATEMENT:
            return "statements"
        case Recordable.OBJECTION if proposal := reader.negotiation.objections[one.item].proposal:
            return f"proposal-{proposal}"
        case _:
            return "positions"


def _righted_as(reader: Reader, party: str, one: Recorded) -> Recordable:
    """The position that an objection is, is put right as that."""
    if one.what is not Recordable.POSITION:
        return one.what
    its = reader.negotiation.position(one.item, party)
    objects = its is not None and its.stand is Stand.OBJECT
    return Recordable.OBJECTION if objects else one.what


def _said(reader: Reader, party: str, one: Recorded) -> tuple[Sentence, str, str, str]:
    """What it is about, what was recorded in a word and in full, and its clause."""
    n, item = reader.negotiation, one.item
    match one.what:
        case Recordable.POSITION:
            its = n.position(item, party)
            stand = words.STAND[its.stand] if its is not None else ""
            about = say("{name}", name=reader.clause_name(item))
            return about, stand, its.note if its is not None else "", item
        case Recordable.OBJECTION:
            raised = n.objections[item]
            about = _on(reader, raised.label, raised.clause)
            return about, words.CATEGORY[raised.category], raised.reason, raised.clause
        case Recordable.STATEMENT:
            stated = n.statements[item]
            about = _on(reader, stated.label, stated.clause)
            return about, words.STATEMENT[stated.kind], stated.text, stated.clause
        case Recordable.PACKAGE:
            package = n.packages[item]
            answer = package.positions[party]
            about = say("{label} {title}", label=package.label, title=package.title)
            return about, words.STAND[answer.stand], answer.note, ""


def _on(reader: Reader, label: str, clause: str) -> Sentence:
    return say("{label}, {clause}", label=label, clause=reader.clause_name(clause))
