"""Where the negotiation stands: session, quorum, who sees what, every clause in one strip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models import views
from models.clause import ClauseStatus
from models.negotiation import Negotiation
from models.rulebook import READERS, Group, Kind, Mode
from models.saying import Sentence
from server.web import words
from server.web.looks.may import may
from server.web.looks.plans import untitled
from server.web.looks.reader import Reader
from server.web.looks.reopening import second_look

Shown = Mapping[Kind, frozenset[Group]]


@dataclass(frozen=True, slots=True)
class Chip:
    """One clause in the strip."""

    id: str
    number: str
    title: str
    untitled: Sentence | None
    status: ClauseStatus
    on_screen: bool
    in_view: bool
    second_look: bool


@dataclass(frozen=True, slots=True)
class QuorumLook:
    """How many parties are there, and whether that is enough."""

    present: int
    admitted: int
    needed: int
    met: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The head of every page."""

    session: str | None
    quorum: QuorumLook | None
    visibility: str
    reads: bool
    agreed: int
    total: int
    """How many clauses need agreement: those out of the text do not."""
    strip: tuple[Chip, ...]


def standing(reader: Reader) -> Standing:
    """Where the negotiation stands."""
    n = reader.negotiation
    session = n.sessions.get(n.session) if n.session is not None else None
    strip = tuple(
        Chip(
            id=clause.id,
            number=reader.cited(clause.id),
            title=reader.titled(clause),
            untitled=untitled(clause),
            status=views.status(n, clause.id),
            on_screen=clause.id == reader.on_screen,
            in_view=clause is reader.clause,
            second_look=second_look(reader, clause),
        )
        for clause in reader.clauses
    )
    agreed, total = views.progress(n) if reader.reads else (0, 0)
    return Standing(
        session=session.title if session is not None else None,
        quorum=quorum(reader) if session is not None else None,
        visibility=visibility(n),
        reads=reader.reads,
        agreed=agreed,
        total=total,
        strip=strip,
    )


def quorum(reader: Reader) -> QuorumLook:
    """The quorum as it is now."""
    n = reader.negotiation
    there = n.attendance
    return QuorumLook(there.present, there.admitted, there.needed, there.met)


def visibility(negotiation: Negotiation) -> str:
    """What those who only watch may see, in one line for everybody."""
    if not negotiation.sees(Group.OBSERVERS, Kind.TEXT):
        return "Closed: observers see nothing"
    if negotiation.mode is Mode.PLENARY:
        return "Plenary: observers see the text, nothing proposed"
    if negotiation.mode is Mode.CHATHAM:
        return "Chatham House: words are seen, not whose they are"
    if negotiation.sees(Group.OBSERVERS, Kind.ATTRIBUTION):
        return "Open: observers see text and names"
    return "Open: observers see text, no names"


@dataclass(frozen=True, slots=True)
class Grant:
    """A group that the rules let see a kind of thing, and whether it is shown now."""

    value: str
    word: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Openness:
    """How far the meeting is open, and whether these people change it."""

    mode: Mode
    narrowed: bool
    may: bool
    granted: Mapping[str, tuple[Grant, ...]]
    """What the rules grant and a meeting may withhold, by the word for its kind."""


def openness(reader: Reader) -> Openness:
    """Who sees what now, and who may change it."""
    n = reader.negotiation
    granted = n.rules.visibility
    shown = granted if n.shown is None else n.shown
    return Openness(
        n.mode,
        shown != granted,
        may(reader, "set_visibility"),
        {words.SEEN[kind]: tuple(_grants(kind, granted, shown)) for kind in Kind},
    )


def _grants(kind: Kind, granted: Shown, shown: Shown) -> Iterator[Grant]:
    for group in Group:
        always = kind is Kind.TEXT and group in READERS
        if group in granted.get(kind, ()) and not always:
            yield Grant(
                f"{kind.value}/{group.value}", words.GROUP[group], group in shown.get(kind, ())
            )
