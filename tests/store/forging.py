"""A history told anew from some point on, every hash made again: what anybody with a database can.

What comes before that point stays as it was, salts and all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import timedelta

from sqlalchemy import Engine, delete, select, tuple_, update

from models.facts import AnyFact, SignatureProved
from server.store import tables
from server.store.database import writing
from server.store.ledger import Ledger, Record, StoreFailure
from tests.store.tampering import Dice, Impossible

History = list[Record]
Forgery = Callable[[History, int, Dice], History]
SECOND = timedelta(seconds=1)


def change(story: History, at: int, dice: Dice) -> History:
    """A word of a fact is another."""
    record = story[at]
    which = dice.randrange(len(record.facts))
    facts = [*record.facts]
    facts[which] = _altered(facts[which], dice)
    return [*story[:at], replace(record, facts=tuple(facts)), *story[at + 1 :]]


def backdate(story: History, at: int, dice: Dice) -> History:
    """It happened at another time."""
    moved = replace(story[at], at=story[at].at - dice.randint(1, 10) * SECOND)
    return [*story[:at], moved, *story[at + 1 :]]


def reattribute(story: History, at: int, dice: Dice) -> History:
    """Somebody else did it."""
    actors = {record.actor for record in story if record.actor != story[at].actor}
    other = dice.choice(sorted(actors, key=str))
    return [*story[:at], replace(story[at], actor=other), *story[at + 1 :]]


def drop(story: History, at: int, dice: Dice) -> History:
    """It never happened."""
    return [*story[:at], *story[at + 1 :]]


def insert(story: History, at: int, dice: Dice) -> History:
    """It happened twice."""
    return [*story[:at], story[at], *story[at:]]


def reorder(story: History, at: int, dice: Dice) -> History:
    """It happened after what came next."""
    if at + 1 == len(story):
        raise Impossible
    return [*story[:at], story[at + 1], story[at], *story[at + 2 :]]


def truncate(story: History, at: int, dice: Dice) -> History:
    """Nothing happened from there on."""
    return story[:at]


def splice(story: History, at: int, dice: Dice) -> History:
    """Something is missing in the middle."""
    return [*story[:at], *story[at + dice.randint(2, 5) :]]


def swap_signatures(story: History, at: int, dice: Dice) -> History:
    """What proves two signatures changes places."""
    proofs = {
        n: fact.evidence
        for n, record in enumerate(story)
        for fact in record.facts
        if isinstance(fact, SignatureProved)
    }
    one, other = dice.sample(sorted(proofs), 2)
    made = list(story)
    for n, taken in ((one, proofs[other]), (other, proofs[one])):
        facts = [
            replace(fact, evidence=taken) if isinstance(fact, SignatureProved) else fact
            for fact in story[n].facts
        ]
        made[n] = replace(story[n], facts=tuple(facts))
    return made


FORGERIES: tuple[Forgery, ...] = (
    change,
    backdate,
    reattribute,
    drop,
    insert,
    reorder,
    truncate,
    splice,
    swap_signatures,
)


def _altered(fact: AnyFact, dice: Dice) -> AnyFact:
    """The same fact but for one of its words or numbers."""
    names = [each.name for each in fields(fact) if each.name != "kind"]
    words = [name for name in names if type(getattr(fact, name)) is str]
    numbers = [name for name in names if type(getattr(fact, name)) is int]
    if not (words or numbers):
        raise Impossible
    name = dice.choice(words or numbers)
    value = getattr(fact, name)
    other = f"{value}x" if name in words else value + 1
    return replace(fact, **{name: other})  # type: ignore[arg-type]


def forge(engine: Engine, negotiation: str, kind: Forgery, dice: Dice) -> Record:
    """Tell the history of a negotiation in another way; the first record that is not as it was.

    Raises Impossible where that makes no record that could be written.
    """
    kept = Ledger(engine, negotiation).load().records
    story = [Record(one.at, one.actor, one.act_id, one.act, one.facts) for one in kept]
    first = next(n for n, one in enumerate(kept) if one.fence > 1)
    told = kind(story, dice.randrange(first, len(story)), dice)
    at = _parting(story, told)
    fence = kept[at].fence
    begin = next(n for n, one in enumerate(kept) if one.fence == fence)
    _cut(engine, negotiation, fence)
    _continue(engine, negotiation, told[begin:], dice)
    return story[at]


def _parting(story: Sequence[Record], told: Sequence[Record]) -> int:
    for at, record in enumerate(story):
        if at >= len(told) or told[at] != record:
            return at
    raise Impossible


def _cut(engine: Engine, negotiation: str, fence: int) -> None:
    """Take away a batch and all that follow."""
    with writing(engine) as connection:
        part, entry = tables.entry_parts.c, tables.entries.c
        later = select(entry.chain, entry.number).where(entry.fence >= fence)
        gone = tuple_(part.chain, part.number).in_(later)
        connection.execute(delete(tables.entry_parts).where(gone))
        for table in (tables.entries, tables.edits, tables.batches):
            connection.execute(delete(table).where(table.c.fence >= fence))
        last = select(tables.batches.c.place).order_by(tables.batches.c.fence.desc()).limit(1)
        head = {"fence": fence - 1, "place": connection.execute(last).scalar_one()}
        connection.execute(update(tables.negotiations).values(head))


def _continue(engine: Engine, negotiation: str, told: History, dice: Dice) -> None:
    ledger = Ledger(engine, negotiation)
    fence = ledger.load().fence
    try:
        while told:
            count = dice.randint(1, 12)
            fence = ledger.commit(fence, told[:count]).fence
            told = told[count:]
    except (ValueError, StoreFailure) as refused:
        raise Impossible from refused
