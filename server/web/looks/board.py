"""The facilitator's view: clause control, session, who is connected, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from models import views
from models.facts import PlannedSession
from models.negotiation import Decision, Room, Subject
from models.party import Party, Role
from models.saying import Sentence, listed, say
from server.web import words
from server.web.looks.may import locked, may
from server.web.looks.reader import Reader


@dataclass(frozen=True, slots=True)
class LiveDraft:
    """A draft that is being written and may be watched."""

    id: str
    author: str
    floor: bool


@dataclass(frozen=True, slots=True)
class Control:
    """What can be done with the clause in view."""

    may_publish: bool
    screen: bool
    put: bool
    park: bool
    resume: bool
    close_drafting: bool
    open_drafting: bool
    live: tuple[LiveDraft, ...]
    showing: bool
    in_the_way: tuple[Sentence, ...]


def control(reader: Reader) -> Control:
    """What the facilitator may do with the clause in view, and what is in the way."""
    n, its = reader.negotiation, reader.clause
    if its is None:
        publish = not n.clauses and may(reader, "publish_text")
        return Control(publish, False, False, False, False, False, False, (), False, ())
    named = reader.sight.attribution
    in_the_way = tuple(hurdle.says for hurdle in views.in_the_way(n, its.id))
    asked = n.question is not None
    put = n.question is not None and n.question.clause == its.id
    free = not its.agreed and not put and n.silence_on(its.id) is None
    shown = n.on_screen
    sitting = n.rules_adopted and n.session is not None
    return Control(
        may_publish=False,
        screen=n.session is not None and may(reader, "put_on_screen"),
        put=free and not asked and not in_the_way and may(reader, "put_to_room"),
        park=its.parking is None and free and sitting and may(reader, "park"),
        resume=its.parking is not None and may(reader, "resume"),
        close_drafting=not its.drafting_closed and not its.agreed and may(reader, "close_drafting"),
        open_drafting=its.drafting_closed and not its.agreed and may(reader, "open_drafting"),
        live=tuple(
            LiveDraft(draft.id, words.author(draft.owner), draft.floor)
            for draft in n.drafts.values()
            if named and draft.clause == its.id and not draft.private
        ),
        showing=shown is not None and shown.clause == its.id and shown.draft is not None,
        in_the_way=in_the_way if named and not its.agreed and not asked else (),
    )


@dataclass(frozen=True, slots=True)
class SessionLook:
    """The session: open, or which ones are planned."""

    id: str
    open: str
    planned: tuple[PlannedSession, ...]
    parties: tuple[Party, ...]
    may: bool
    locked: str
    """That the text is locked, so that a session changes nothing in it; empty while it is not."""
    may_adopt: bool
    reading_lapses: bool


def session(reader: Reader) -> SessionLook:
    """The session and its roll call."""
    n = reader.negotiation
    its = n.sessions.get(n.session) if n.session is not None else None
    return SessionLook(
        id=its.id if its is not None else "",
        open=its.title if its is not None else "",
        planned=tuple(n.sessions.values()),
        parties=n.admitted,
        may=may(reader, "open_session"),
        locked=locked(reader),
        may_adopt=not n.rules_adopted and may(reader, "adopt_rules"),
        reading_lapses=n.rules.reading_lapses,
    )


@dataclass(frozen=True, slots=True)
class ConnectedGroup:
    """The people of one party, or of one role without a party."""

    party: str
    role: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Connected:
    """Who is connected."""

    groups: tuple[ConnectedGroup, ...]
    missing: tuple[str, ...]
    total: int


def connected(reader: Reader) -> Connected:
    """Who is connected, parties in seat order, then everybody else by role."""
    n, online = reader.negotiation, reader.online
    parties = [
        ConnectedGroup(party.id, "", tuple(sorted(online[party.id])))
        for party in sorted(n.parties.values(), key=lambda party: party.seat_order)
        if online.get(party.id)
    ]
    others = [
        ConnectedGroup("", words.ROLE[role], tuple(sorted(online[role.value])))
        for role in Role
        if online.get(role.value)
    ]
    return Connected(
        groups=(*parties, *others),
        missing=tuple(party.id for party in n.admitted if not online.get(party.id)),
        total=sum(map(len, online.values())),
    )


@dataclass(frozen=True, slots=True)
class DecisionLook:
    """One decision."""

    number: int
    label: str
    what: Sentence
    at: datetime
    undone: bool
    because: str
    may_undo: bool
    until: datetime
    room: tuple[Sentence, ...]


def decisions(reader: Reader, count: int = 8) -> tuple[DecisionLook, ...]:
    """The last decisions, the latest first; the window itself is judged when undo is asked."""
    return tuple(decided(reader, one) for one in reversed(reader.negotiation.decisions[-count:]))


def decided(reader: Reader, one: Decision) -> DecisionLook:
    """One decision, and whether it may be taken back while its window is open."""
    n = reader.negotiation
    return DecisionLook(
        number=one.number,
        label=one.label,
        what=_what(reader, one),
        at=one.at,
        undone=one.undone,
        because=one.because if reader.sight.reasons else "",
        may_undo=may(reader, "undo") and views.may_be_undone(n, one),
        until=one.at + n.rules.undo_window,
        room=tuple(_room(one.room)) if one.room is not None and reader.sight.positions else (),
    )


def _room(room: Room) -> Iterator[Sentence]:
    """Who was there and who was not, and who of those there said nothing (rule Q-5)."""
    if room.present:
        yield say("Present: {parties}.", parties=room.present)
    if room.absent:
        yield say("Absent: {parties}.", parties=room.absent)
    if room.silent:
        yield say("Said nothing: {parties}.", parties=room.silent)


def _acceptance(reader: Reader, decision: Decision, said: Mapping[str, str | int]) -> Sentence:
    proposal = reader.negotiation.proposals.get(decision.proposal or "")
    if proposal is None or not reader.sight.attribution:
        return say("A proposal accepted: {name}, version {version}", **said)
    if decision.parts:
        return say(
            "{label} accepted in part ({parts}): {name}, version {version}",
            label=proposal.label,
            parts=listed(decision.parts),
            **said,
        )
    return say("{label} accepted: {name}, version {version}", label=proposal.label, **said)


def _what(reader: Reader, decision: Decision) -> Sentence:
    subject = say(words.SUBJECT[decision.subject])
    if decision.party is not None:
        return say("{what}: {name}", what=subject, name=decision.party)
    if decision.clause is None:
        return subject
    name = reader.clause_name(decision.clause)
    said: dict[str, str | int] = {"name": name, "version": decision.version or 0}
    match decision.subject:
        case Subject.ACCEPTANCE:
            return _acceptance(reader, decision, said)
        case Subject.AGREEMENT:
            return say("Agreed ad ref: {name}, version {version}", **said)
        case Subject.PARKING:
            return say("Parked: {name}", name=name)
        case Subject.REOPENING:
            return say("Reopened: {name}", name=name)
        case _:
            return subject
