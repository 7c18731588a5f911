"""The facilitators' procedures: what waits for them, and the page on which they are run."""

from __future__ import annotations

from dataclasses import dataclass

from models.negotiation import Negotiation
from models.outline import gone
from server.web.looks.reader import Reader
from server.web.looks.saying import Sentence, say


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits: on which page, and what, in a sentence."""

    page: str
    sentence: Sentence


def waiting(reader: Reader) -> tuple[Waiting, ...]:
    """What waits on the page of procedures, or to be closed, said on the board in a line each."""
    n = reader.negotiation
    silences = len(n.running_silences)
    packages = [package.label for package in n.packages.values() if package.live]
    asked = any(not check.closed for check in n.checks.values())
    found = (
        ("silences", silences, say("Silences running: {n}", n=silences)),
        ("packages", len(packages), say("Packages tabled: {n}", n=len(packages))),
        ("reopenings", len(n.reopenings), say("Requests to reopen: {n}", n=len(n.reopenings))),
        ("temperature", asked, say("A temperature check is open")),
    )
    if not reader.sight.attribution:
        return ()
    waits = tuple(Waiting(f"desk#{its}", sentence) for its, count, sentence in found if count)
    return (*waits, *_whole(n))


def _whole(n: Negotiation) -> tuple[Waiting, ...]:
    """Nothing else on the board says where to go once every clause is agreed."""
    agreed = all(its.agreed or gone(n, its.id) for its in n.clauses.values())
    if not n.clauses or n.adopted is not None or not agreed:
        return ()
    return (Waiting("legal", say("Every clause is agreed: the whole text can be adopted")),)
