"""Where the parties stand on the clause in view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models import redline
from models.clause import Clause, Version
from models.negotiation import Negotiation
from models.objection import Objection, ObjectionStatus
from models.position import Position, Stand
from models.saying import Sentence, say
from models.sight import names
from models.stances import history, restored
from models.words import tokens
from server.web import markup, words
from server.web.looks.may import away, kept_from, may
from server.web.looks.objections import ObjectionLook, objection
from server.web.looks.reader import Reader
from server.web.markup import Shown

NOT_HEAD = "The head of delegation states the position."
STANDS = {stand: word for stand, word in words.STAND.items() if stand is not Stand.OBJECT}
"""Positions that are stated by themselves; to object takes an objection."""


@dataclass(frozen=True, slots=True)
class Former:
    """What this party said of an earlier version, and what has changed since."""

    version: int
    said: str
    changes: Sentence
    shown: tuple[Shown, ...]
    again: dict[str, object] | None
    """The fields that say the same of the version in force; None: it was an objection."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What this party said of one version, and how that differed from the one before here."""

    version: int
    said: str
    note: str
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """This party's own position; `stating` are the fields of every form that states one."""

    party: str
    stand: Stand | None
    said: str
    note: str
    restored: bool
    recorded: bool
    confirmer: str
    confirm_by: str
    outstanding: bool
    former: Former | None
    history: tuple[Earlier, ...]
    stating: dict[str, object]
    may: bool
    may_confirm: bool
    may_object: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class One:
    """One party's position, for those who may know it."""

    party: str
    name: str
    stand: Stand | None
    recorded: bool = False
    """By a facilitator, and not confirmed by the party yet."""
    restored: bool = False
    """It had lapsed with its version, and that is in force again."""


def own(reader: Reader) -> Own | None:
    """The position of the party these people are of."""
    its, party = reader.clause, reader.party
    if its is None or party is None:
        return None
    position = reader.negotiation.position(its.id, party)
    why_not = (
        kept_from(reader, "state_position", NOT_HEAD)
        or _no_text(its)
        or own_objection(reader, its, party)
    )
    stating = _stating(its, position)
    return Own(
        party=party,
        stand=position.stand if position is not None else None,
        said=words.STAND[position.stand] if position is not None else "Not stated",
        note=position.note if position is not None else "",
        recorded=position is not None and position.recorded_by is not None,
        restored=position is not None and restored(reader.negotiation, position),
        confirmer=position.confirmer if position is not None else "",
        confirm_by=position.confirm_by if position is not None else "",
        outstanding=position is not None and position.outstanding,
        former=_former(reader, its, party, stating) if position is None else None,
        history=_history(reader, its, party),
        stating=stating,
        may=not why_not,
        may_confirm=may(reader, "confirm_ad_ref") and not away(reader),
        may_object=not its.agreed and reader.negotiation.silence_on(its.id) is None,
        why_not=why_not,
    )


def _no_text(its: Clause) -> str:
    """C-2: of a clause without a text there is no position, only on what is proposed for it."""
    if not its.version.empty or its.removed:
        return ""
    return "This clause has no text yet: say what you think of what is proposed for it."


def _stating(its: Clause, shown: Position | None) -> dict[str, object]:
    """The version as read, and the position of one's party that was in view (domain R5)."""
    read: dict[str, object] = {
        "clause": its.id,
        "version": its.current,
        "digest": its.version.digest,
    }
    return read if shown is None else {**read, "instead": shown.stand.value}


def _history(reader: Reader, its: Clause, party: str) -> tuple[Earlier, ...]:
    """What was said of each version, oldest first, where there is more to it than the present."""
    told = history(reader.negotiation, its.id, party)
    before = (None, *told)
    earlier = tuple(
        Earlier(
            version=one.version,
            said=words.STAND[one.position.stand] if one.position is not None else "Not stated",
            note=one.position.note if one.position is not None else "",
            shown=_since(reader, its, last.version, one.version) if last is not None else (),
        )
        for last, one in zip(before, told, strict=False)
    )
    return earlier if len(earlier) > 1 else ()


def _since(reader: Reader, its: Clause, old: int, new: int) -> tuple[Shown, ...]:
    return between(reader, its.numbered(old).wording, its.numbered(new).wording)


def own_objection(reader: Reader, its: Clause, party: str) -> str:
    """What a party is told while its objection to a clause stands; "" where none does."""
    standing = reader.negotiation.standing_objections(its.id)
    if any(one.party == party and one.proposal is None for one in standing):
        return "Your objection to this clause stands: lift it first, then say where you stand."
    return ""


def _former(
    reader: Reader, its: Clause, party: str, stating: Mapping[str, object]
) -> Former | None:
    last = latest(reader.negotiation, its, party)
    if last is None:
        return None
    before, now = its.numbered(last.version), its.version
    return Former(
        version=last.version,
        said=words.STAND[last.stand],
        changes=_changes(now.number, words_changed(before, now)),
        shown=between(reader, before.wording, now.wording),
        again=_again(last, stating),
    )


def _changes(version: int, count: int) -> Sentence:
    if count == 1:
        return say("Version {version} changes one word.", version=version)
    return say("Version {version} changes {n} words.", version=version, n=count)


def _again(last: Position, stating: Mapping[str, object]) -> dict[str, object] | None:
    if last.stand is Stand.OBJECT:
        return None
    said = {
        "stand": last.stand.value,
        "note": last.note,
        "confirmer": last.confirmer,
        "confirm_by": last.confirm_by,
    }
    return {**stating, **{name: value for name, value in said.items() if value}}


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
    stated = ((party, n.position(its.id, party.id)) for party in n.admitted)
    found = (
        (party, said if said and names(reader.sight, said) else None) for party, said in stated
    )
    return tuple(
        One(
            party.id,
            party.name,
            position.stand if position is not None else None,
            position is not None and position.recorded_by is not None,
            position is not None and restored(n, position),
        )
        for party, position in found
    )


def objections(reader: Reader) -> tuple[ObjectionLook, ...]:
    """What stands against the clause itself, and the dissent from it that was overridden.

    Nothing where attribution may not be known.
    """
    its = reader.clause
    if its is None or not reader.sight.attribution:
        return ()
    return tuple(
        objection(reader, one)
        for one in reader.negotiation.objections.values()
        if (one.clause, one.proposal) == (its.id, None)
        and (one.standing or _dissents(one, its.current))
    )


def _dissents(one: Objection, version: int) -> bool:
    return one.status is ObjectionStatus.OVERRIDDEN and one.version == version
