"""The projector: how large the words can be, and the agenda of those who follow."""

from __future__ import annotations

from dataclasses import dataclass

from server.web.looks import clauses
from server.web.looks.reader import Reader

SIZES = ((320, "xl"), (560, "l"), (900, "m"), (1300, "s"), (1900, "xs"))
"""Characters on the stage, up to which each size fits 16:9 without scrolling."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How the projector sets its words."""

    size: str
    watch: bool


def stage(reader: Reader) -> Stage:
    """The size for what is on the stage, and whether a live layer is shown."""
    clause, shown = clauses.clause(reader), reader.negotiation.on_screen
    watch = shown is not None and shown.draft is not None
    if clause is None:
        return Stage("xl", False)
    length = len(clause.text.html) * (2 if watch else 1)
    extracts = [shown for one in clause.alternatives for shown in one.extracts]
    if len(clause.alternatives) > 1:
        # Text and alternatives stand side by side: the longer column decides.
        beside = sum(len(shown.html.striptags()) + 60 for shown in extracts)
        length = round(max(length / 0.56, beside / 0.42))
    elif extracts:
        length += sum(len(shown.html.striptags()) for shown in extracts) // 4
    return Stage(next((size for limit, size in SIZES if length <= limit), "xxs"), watch)


@dataclass(frozen=True, slots=True)
class Planned:
    """One session of the agenda."""

    title: str
    date: str
    start: str
    end: str
    open: bool


def agenda(reader: Reader) -> tuple[Planned, ...]:
    """The sessions that are planned, and which one is open."""
    n = reader.negotiation
    return tuple(
        Planned(one.title, one.date, one.start, one.end, one.id == n.session)
        for one in n.sessions.values()
    )
