"""What is proposed for the structure of the text, in words that name no party."""

from __future__ import annotations

from dataclasses import dataclass

from models.clause import Clause
from models.outline import placed, replaced, successors_of
from models.proposal import Effect, Plan, Proposal
from models.saying import Sentence, say
from models.text import from_units, to_units
from server.web import markup
from server.web.looks.reader import Reader
from server.web.markup import Shown


@dataclass(frozen=True, slots=True)
class Half:
    """One field of a clause that is to be split, before and after the seam."""

    first: Shown
    second: Shown


@dataclass(frozen=True, slots=True)
class PlanLook:
    """What a proposal would do to the structure of the text; `titles` name the second clause."""

    says: Sentence
    titles: tuple[Shown, ...] = ()
    halves: tuple[Half, ...] = ()


def plan(reader: Reader, proposal: Proposal) -> PlanLook | None:
    """What a proposal would do to the structure of the text; None where it changes words alone."""
    n, its = reader.negotiation, proposal.plan or Plan()
    match proposal.effect:
        case Effect.WORDING:
            return None
        case Effect.NEW_CLAUSE:
            return PlanLook(_beginning_at(reader, proposal.clause))
        case Effect.DELETE:
            return PlanLook(say("Deletes this clause; its number is kept"))
        case Effect.MOVE:
            after = successors_of(n, its.after or "")[-1:]
            if not after:
                return PlanLook(say("Moves to the beginning of the text"))
            return PlanLook(say("Moves to after clause {clause}", clause=reader.cited(after[0])))
        case Effect.SPLIT:
            return _split(reader, proposal.clause, its)
        case Effect.MERGE:
            other = reader.cited(its.joins or proposal.clause)
            return PlanLook(say("Joins with the clause that follows, {clause}", clause=other))


def _beginning_at(reader: Reader, clause: str) -> Sentence:
    number = reader.cited(clause)
    order = [its.id for its in placed(reader.negotiation)]
    here = order.index(clause) if clause in order else 0
    if not here:
        return say("New clause {number}, at the beginning of the text", number=number)
    before = reader.cited(order[here - 1])
    return say("New clause {number}, after clause {clause}", number=number, clause=before)


def _split(reader: Reader, clause: str, its: Plan) -> PlanLook:
    wording = reader.negotiation.clauses[clause].version.wording
    halves = []
    for field in reader.ordered(its.cut):
        units = to_units(wording.get(field, ""))
        cut = its.cut[field]
        parts = (from_units(units[:cut]).rstrip(), from_units(units[cut:]).lstrip())
        halves.append(Half(*(markup.clean(field, part) for part in parts)))
    titles = tuple(
        markup.clean(field, its.title[field])
        for field in reader.ordered(its.title)
        if its.title[field]
    )
    return PlanLook(say("Splits in two"), titles, tuple(halves))


def joining(reader: Reader, clause: str) -> tuple[Sentence, ...]:
    """What is proposed on the clause before this one that would take this one in."""
    if not reader.sight.proposals:
        return ()
    return tuple(
        say(
            "It is proposed to join this clause to clause {clause}.",
            clause=reader.cited(one.clause),
        )
        for one in reader.negotiation.live_merges(clause)
    )


def void(its: Clause) -> Sentence | None:
    """What stands in the place of a clause without words: deleted, or new and not decided yet."""
    if not its.version.empty:
        return None
    return say("[deleted]") if its.removed else say("New clause: nothing is in force here yet.")


def untitled(its: Clause) -> Sentence | None:
    """What a clause is called that has no title, because it has no words."""
    if not its.version.empty:
        return None
    return say("[deleted]") if its.removed else say("New clause")


@dataclass(frozen=True, slots=True)
class Led:
    """Where the id of a clause leads that was split or merged: what is said, and to which."""

    says: Sentence
    to: tuple[tuple[str, str], ...]


def led(reader: Reader, wanted: str | None) -> Led | None:
    """What became of a clause that is no more; None for one that is, or never was."""
    n = reader.negotiation
    its = n.clauses.get(wanted or "")
    if its is None or not reader.reads or not replaced(its):
        return None
    now = successors_of(n, its.id)
    names = [reader.cited(one) for one in now]
    return Led(_became(reader, its, names), tuple(zip(now, names, strict=True)))


def _became(reader: Reader, its: Clause, names: list[str]) -> Sentence:
    n, old = reader.negotiation, reader.cited(its.id)
    came_of_it = all(its.id in n.clauses[one].predecessors for one in its.successors)
    if not came_of_it:
        return say("That was undone: clause {old} is as it was before.", old=", ".join(names))
    if len(its.successors) == 1 and len(names) == 1:
        if old == names[0]:
            (joined,) = set(n.clauses[its.successors[0]].predecessors) - {its.id}
            return say("Clause {joined} was merged into this one.", joined=reader.cited(joined))
        return say("Clause {old} was merged into clause {new}.", old=old, new=names[0])
    *most, last = names
    return say(
        "Clause {old} was split into {first} and {last}.",
        old=old,
        first=", ".join(most) or last,
        last=last,
    )
