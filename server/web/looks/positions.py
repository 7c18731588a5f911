"""Where the parties stand on the clause in view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models import redline
from models.clause import Clause, Version
from models.negotiation import Negotiation
from models.position import Position, Stand
from models.words import tokens
from server.web import markup, words
from server.web.looks.may import away, may
from server.web.looks.objections import ObjectionLook, objection
from server.web.looks.reader import Reader
from server.web.markup import Shown

STANDS = {stand: word for stand, word in words.STAND.items() if stand is not Stand.OBJECT}
"""Positions that are stated by themselves; to object takes an objection."""


@dataclass(frozen=True, slots=True)
class Former:
    """What this party said of an earlier version, and what has changed since."""

    version: int
    said: str
    words: int
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """This party's own position."""

    party: str
    stand: Stand | None
    said: str
    note: str
    former: Former | None
    may: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class One:
    """One party's position, for those who may know it."""

    party: str
    name: str
    stand: Stand | None


def own(reader: Reader) -> Own | None:
    """The position of the party these people are of."""
    its, party = reader.clause, reader.party
    if its is None or party is None or not reader.role.of_party:
        return None
    position = reader.negotiation.position(its.id, party)
    allowed = may(reader, "state_position")
    blocked = away(reader) or _no_text(its) or _own_objection(reader, its, party)
    return Own(
        party=party,
        stand=position.stand if position is not None else None,
        said=words.STAND[position.stand] if position is not None else "Not stated",
        note=position.note if position is not None else "",
        former=_former(reader, its, party) if position is None else None,
        may=allowed and not blocked,
        why_not=blocked if allowed else "The head of delegation states the position.",
    )


def _no_text(its: Clause) -> str:
    """C-2: of a clause without a text there is no position, only on what is proposed for it."""
    if not its.version.empty or its.removed:
        return ""
    return "This clause has no text yet: say what you think of what is proposed for it."


def _own_objection(reader: Reader, its: Clause, party: str) -> str:
    standing = reader.negotiation.standing_objections(its.id)
    if any(one.party == party and one.proposal is None for one in standing):
        return "Your objection to this clause stands: lift it first, then say where you stand."
    return ""


def _former(reader: Reader, its: Clause, party: str) -> Former | None:
    last = latest(reader.negotiation, its, party)
    if last is None:
        return None
    before, now = its.numbered(last.version), its.version
    return Former(
        version=last.version,
        said=words.STAND[last.stand],
        words=words_changed(before, now),
        shown=between(reader, before.wording, now.wording),
    )


def latest(negotiation: Negotiation, its: Clause, party: str) -> Position | None:
    """The party's last position on an earlier version of the clause."""
    stated = [
        position
        for (who, version), position in negotiation.positions.get(its.id, {}).items()
        if who == party and version != its.current
    ]
    return max(stated, key=lambda position: position.at, default=None)


def between(reader: Reader, before: Mapping[str, str], now: Mapping[str, str]) -> tuple[Shown, ...]:
    """The redline of two wordings: every field that differs."""
    return tuple(
        Shown(
            field, markup.compared(redline.between(before.get(field, ""), now.get(field, ""))), True
        )
        for field in reader.ordered({**before, **now})
        if before.get(field, "") != now.get(field, "")
    )


def words_changed(before: Version, now: Version) -> int:
    """How many words differ: those that came and those that went, whichever are more."""
    come = gone = 0
    for field in {**before.wording, **now.wording}:
        old, new = before.wording.get(field, ""), now.wording.get(field, "")
        for kind, text in redline.between(old, new):
            count = sum(any(map(str.isalnum, token)) for token in tokens(text))
            come += count if kind is redline.Kind.INSERT else 0
            gone += count if kind is redline.Kind.DELETE else 0
    return max(come, gone)


def everybody(reader: Reader) -> tuple[One, ...]:
    """All positions on the version in force, where positions may be known."""
    its = reader.clause
    if its is None or not reader.sight.positions:
        return ()
    n = reader.negotiation
    found = ((party, n.position(its.id, party.id)) for party in n.admitted)
    return tuple(
        One(party.id, party.name, position.stand if position is not None else None)
        for party, position in found
    )


def objections(reader: Reader) -> tuple[ObjectionLook, ...]:
    """What stands against the clause itself, where attribution may be known."""
    if reader.clause is None or not reader.sight.attribution:
        return ()
    return tuple(
        objection(reader, one)
        for one in reader.negotiation.standing_objections(reader.clause.id)
        if one.proposal is None
    )
