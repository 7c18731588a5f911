"""The facilitators' procedures: what waits for them, and the page on which they are run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.outline import gone
from models.saying import Sentence, say
from server.web.looks.legal import stage
from server.web.looks.may import asks
from server.web.looks.reader import Reader
from server.web.looks.reopening import requests


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits: on which page, and what, in a sentence."""

    page: str
    sentence: Sentence


def waiting(reader: Reader) -> tuple[Waiting, ...]:
    """What waits on the page of procedures, or to be closed, said on the board in a line each."""
    n = reader.negotiation
    silences, asking = len(n.running_silences), len(requests(reader))
    packages = [package.label for package in n.packages.values() if package.live]
    asked = any(not check.closed for check in n.checks.values())
    found = (
        ("silences", silences, say("Silences running: {n}", n=silences)),
        ("packages", len(packages), say("Packages tabled: {n}", n=len(packages))),
        ("reopenings", asking, say("Requests to reopen: {n}", n=asking)),
        ("temperature", asked, say("A temperature check is open")),
    )
    if not reader.sight.attribution:
        return ()
    waits = tuple(Waiting(f"desk#{its}", sentence) for its, count, sentence in found if count)
    return (*waits, *_whole(reader))


def _whole(reader: Reader) -> Iterator[Waiting]:
    """Nothing else on the board says where to go once every clause is agreed."""
    n = reader.negotiation
    agreed = bool(n.clauses) and all(its.agreed or gone(n, its.id) for its in n.clauses.values())
    match stage(n):
        case "negotiated" if agreed:
            yield Waiting("legal", say("Every clause is agreed: the whole text can be adopted"))
        case "adopted":
            yield Waiting("legal", say("The whole text is adopted: the legal check comes next"))
        case "closed" if n.lock_pending is not None:
            yield Waiting("lock", say("The lock is requested: the convenor confirms or stops it"))
        case "closed":
            yield Waiting("lock", say("The legal check is complete: the text can be locked"))
        case "locked" if n.publication is None:
            page = "signing" if asks(reader, "open_signing") else "ceremony"
            yield Waiting(page, say("The text is locked: it is signed, then published"))
