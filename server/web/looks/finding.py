"""Finding a clause by what people call it: its id, its number, or the number it had."""

from __future__ import annotations

from dataclasses import dataclass

from models.outline import find_clause, replaced
from models.saying import Sentence, say
from server.web.looks.plans import Led, led
from server.web.looks.reader import Reader

LONGEST = 80
BY = {
    "id": say("by its id"),
    "number": say("by its number"),
    "former_number": say("by the number it had"),
}


@dataclass(frozen=True, slots=True)
class Match:
    """A clause that may be meant."""

    id: str
    name: str
    by: Sentence


@dataclass(frozen=True, slots=True)
class Found:
    """What was looked for, every clause that may be meant, and where an old id leads."""

    sought: str
    matches: tuple[Match, ...]
    led: tuple[Led, ...]


def find(reader: Reader, sought: str) -> Found | None:
    """Every clause of the text that may be meant; None where nothing was asked."""
    sought = sought.strip()[:LONGEST]
    if not sought or not reader.reads:
        return None
    n = reader.negotiation
    here = {its.id for its in reader.clauses}
    former = [
        its.id
        for its in n.clauses.values()
        if replaced(its) and sought.casefold() in {its.id.casefold(), its.number.casefold()}
    ]
    return Found(
        sought,
        tuple(
            Match(one.clause, reader.clause_name(one.clause) or one.clause, BY[one.by])
            for one in find_clause(n, sought)
            if one.clause in here
        ),
        tuple(note for one in former if (note := led(reader, one)) is not None),
    )
