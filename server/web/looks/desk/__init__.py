"""The facilitators' procedures: what waits for them, and the page on which they are run."""

from __future__ import annotations

from dataclasses import dataclass

from server.web.looks.reader import Reader
from server.web.looks.saying import Sentence, say


@dataclass(frozen=True, slots=True)
class Waiting:
    """Procedures of one kind that wait: where on the page they are, and how many, in a sentence."""

    anchor: str
    sentence: Sentence


def waiting(reader: Reader) -> tuple[Waiting, ...]:
    """What waits on the page of procedures, said on the board in a line each."""
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
    return tuple(Waiting(anchor, sentence) for anchor, count, sentence in found if count)
