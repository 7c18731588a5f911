"""A scenario file as the player reads it: who takes part, what is proposed, the moves in order.

The schema is Maravel's; its head explains it. Nothing here knows any one negotiation. What is
wrong with a file is said with the name of the field, and of the move it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_MINUTES = re.compile(r"([+-])(\d\d):(\d\d)")
_EDITS = re.compile(r"edits(?P<title>_title)?(?:_(?P<language>[a-z]{2,3}))?")
_WORDS = re.compile(
    r"(?P<what>title|text|second_title|second_begins)(?:_(?P<language>[a-z]{2,3}))?"
)


class ScenarioError(ValueError):
    """A scenario file that cannot be played, and where it says so."""


class Change(NamedTuple):
    """An exact find and replace on the text current when the proposal is tabled."""

    find: str
    replace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody in the scenario; `party` is None for everybody who speaks for none."""

    id: str
    name: str
    role: str
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal as the file has it: `changes` maps each field of the clause to its edits."""

    id: str
    clause: str
    by: str
    person: str | None
    changes: Mapping[str, tuple[Change, ...]]
    reason: str = ""
    bridges: tuple[str, ...] = ()
    co_sponsors: tuple[str, ...] = ()
    severable: bool = False
    amends: str | None = None
    after: str = ""
    """New clause, move: the clause it would follow; "" for the beginning."""
    joins: str = ""
    """Merger: the second clause."""
    wording: Mapping[str, str] = field(default_factory=dict)
    """New clause, merger: what fields would read."""
    begins: Mapping[str, str] = field(default_factory=dict)
    """Split: the words with which the second clause begins in each text …"""
    second_title: Mapping[str, str] = field(default_factory=dict)
    """… and its titles."""
    caucus: str = ""
    """The caucus, or the small drafting group, it comes from."""
    beyond: str = ""
    """What it asks for that no act of the product can do yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objected:
    """An objection as the file has it: to a clause, or to a proposal."""

    id: str
    by: str
    person: str | None
    category: str
    reason: str
    remedy: str
    clause: str
    proposal: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Packaged:
    """A package as the file has it: `elements` are clauses, each with a proposal or unchanged."""

    id: str
    title: str
    elements: tuple[tuple[str, str | None], ...]
    conditions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A reservation, declaration or explanation as the file has it."""

    id: str
    kind: str
    clause: str
    by: str
    text: str
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A silence as the file has it: a version of a clause, or a proposal for it, until `ends`."""

    id: str
    clause: str
    ends: datetime
    proposal: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """An editorial correction as the file has it: of one field, the text where none is named."""

    id: str
    clause: str
    field: str
    change: Change
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A caucus or a small drafting group as the file has it; without clauses it works on any."""

    id: str
    title: str
    members: tuple[str, ...]
    told: bool = False
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One move: its number, its time, who makes it, what it is, and what is expected of it."""

    n: int
    at: datetime
    do: str
    by: str | None = None
    expect: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    """What the file remarks for people; a signature says there what was lifted before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A whole scenario; `parties` are in seat order, `clauses` are ids with what people say."""

    id: str
    title: str
    language: str
    live_drafting: str
    rules: Mapping[str, Any] = field(default_factory=dict)
    """The rules part of the file, as it stands there."""
    persons: Mapping[str, Member]
    parties: tuple[str, ...]
    clauses: Mapping[str, str]
    proposals: Mapping[str, Proposed]
    objections: Mapping[str, Objected]
    packages: Mapping[str, Packaged]
    statements: Mapping[str, Entered]
    silences: Mapping[str, Offered]
    corrections: Mapping[str, Corrected]
    caucuses: Mapping[str, Met]
    signing_closes: datetime | None
    """When the window for signing closes, where the file says it."""
    place: str
    """Where the ceremony is."""
    moves: tuple[Move, ...]
    checkpoints: Mapping[str, Mapping[str, Any]]
    end_state: Mapping[str, Any]

    def head(self, party: str) -> str:
        """The person who speaks for a party: its head, or whoever comes first."""
        people = [person for person in self.persons.values() if person.party == party]
        heads = [person for person in people if person.role == "head_of_delegation"]
        if not people:
            raise ScenarioError(f"nobody speaks for {party}")
        return (heads or people)[0].id

    def speaker(self, by: str | None, named: str | None = None) -> str:
        """Who makes a move `by` a person or a party: the person named, else its head."""
        if by is not None and by in self.persons:
            return by
        if by is None or by not in self.parties:
            raise ScenarioError(f"by: there is no person and no party {by!r}")
        if named is not None and self.persons[named].party == by:
            return named
        return self.head(by)

    def up_to(self, *, until: int | None = None, session: str | None = None) -> tuple[Move, ...]:
        """The moves up to and with number `until`, or the close of `session`; all without both."""
        last = until
        if session is not None:
            closing = [
                move.n
                for move in self.moves
                if move.do == "close_session" and move.details.get("session") == session
            ]
            if not closing:
                raise ScenarioError(f"no move closes a session {session!r}")
            last = closing[0] if last is None else min(last, closing[0])
        return tuple(move for move in self.moves if last is None or move.n <= last)


def read(path: Path) -> Scenario:
    """The scenario in a file; raises `ScenarioError`, or OSError where there is no such file."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ScenarioError(f"{path}: {error}") from None
    if not isinstance(raw, dict):
        raise ScenarioError(f"{path}: a scenario is a mapping")
    return parse(raw)


def parse(raw: Mapping[str, Any]) -> Scenario:
    """The scenario that a file's content says; raises `ScenarioError`."""
    head = _of(raw, "scenario", "the file")
    language = str(head.get("working_language", "en"))
    zone = _zone(str(head.get("utc_offset", "+00:00")))
    clauses = {
        str(_of(clause, "id", "clauses")): _called(clause) for clause in raw.get("clauses", ())
    }
    proposals = {p.id: p for p in (_proposed(p, language) for p in raw.get("proposals", ()))}
    parties = sorted(raw.get("parties", ()), key=lambda party: party.get("seat_order", 0))
    return Scenario(
        id=str(_of(head, "id", "scenario")),
        title=str(head.get("title", head["id"])),
        language=language,
        live_drafting=str((raw.get("rules") or {}).get("live_drafting", "parties")),
        rules=raw.get("rules") or {},
        persons=_persons(raw),
        parties=tuple(str(_of(party, "id", "parties")) for party in parties),
        clauses=clauses,
        proposals=proposals,
        objections={o.id: o for o in (_objected(o, proposals) for o in raw.get("objections", ()))},
        packages={p.id: p for p in (_packaged(p) for p in raw.get("packages", ()))},
        statements={s.id: s for s in (_entered(s) for s in raw.get("reservations", ()))},
        silences={
            s.id: s
            for s in (_offered(s, proposals, zone) for s in raw.get("silence_procedures", ()))
        },
        corrections=_corrections(raw, language),
        caucuses={met.id: met for met in (_met(m, proposals) for m in raw.get("caucuses", ()))},
        signing_closes=_time(head, "signing_window_closes", "scenario", zone)
        if "signing_window_closes" in head
        else None,
        place=str((head.get("ceremony") or {}).get("place", "")),
        moves=tuple(_move(move, zone) for move in raw.get("moves", ())),
        checkpoints=raw.get("checkpoints") or {},
        end_state=raw.get("end_state") or {},
    )


def _of(raw: Any, name: str, where: str) -> Any:
    if not isinstance(raw, Mapping) or name not in raw:
        raise ScenarioError(f"{where}: {name} is missing")
    return raw[name]


def _zone(offset: str) -> timezone:
    found = _MINUTES.fullmatch(offset)
    if found is None:
        raise ScenarioError(f"scenario: utc_offset {offset!r} is not like +02:00")
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(ahead if found[1] == "+" else -ahead)


def _persons(raw: Mapping[str, Any]) -> dict[str, Member]:
    members = [
        Member(
            id=str(_of(person, "id", "persons")),
            name=str(person.get("name", person["id"])),
            role=str(_of(person, "role", f"persons {person['id']}")),
            party=person.get("party"),
        )
        for person in raw.get("persons", ())
    ]
    members += [
        Member(
            id=str(_of(observer, "id", "observers")),
            name=str(observer.get("organisation", observer["id"])),
            role="observer",
        )
        for observer in (raw.get("observers") or {}).get("named", ())
    ]
    return {member.id: member for member in members}


def _proposed(raw: Any, language: str) -> Proposed:
    where = f"proposals {_of(raw, 'id', 'proposals')}"
    changes = {}
    words = _words(raw, language)
    for name, edits in raw.items():
        found = _EDITS.fullmatch(name)
        if found is not None:
            part = "title" if found["title"] else "text"
            changes[f"{found['language'] or language}/{part}"] = _changes(edits, where)
    return Proposed(
        id=str(raw["id"]),
        clause=str(_of(raw, "clause", where)),
        by=str(_of(raw, "by", where)),
        person=raw.get("person"),
        after=str(raw.get("after", "")),
        joins=str(raw.get("with", "")),
        wording={**words["title"], **words["text"]},
        begins=words["second_begins"],
        second_title=words["second_title"],
        changes=changes,
        reason=str(raw.get("rationale", "")),
        bridges=tuple(raw.get("bridges", ())),
        co_sponsors=tuple(raw.get("co_sponsors", ())),
        severable=bool(raw.get("severable")),
        amends=raw.get("amends"),
        caucus=str(raw.get("from_caucus") or raw.get("from_small_group") or ""),
    )


def _corrections(raw: Mapping[str, Any], language: str) -> dict[str, Corrected]:
    found = {}
    for one in raw.get("editorial_corrections") or ():
        where = f"editorial_corrections {_of(one, 'id', 'editorial_corrections')}"
        (change,) = _changes([one], where)
        found[str(one["id"])] = Corrected(
            id=str(one["id"]),
            clause=str(_of(one, "clause", where)),
            field=f"{one.get('language', language)}/text",
            change=change,
            reason=str(one.get("reason", "")),
        )
    return found


def _words(raw: Mapping[str, Any], language: str) -> dict[str, dict[str, str]]:
    """What a proposal of structure says of each language: what → field → words."""
    words: dict[str, dict[str, str]] = {
        what: {} for what in ("title", "text", "second_title", "second_begins")
    }
    for name, said in raw.items():
        found = _WORDS.fullmatch(name)
        if found is not None:
            part = "title" if found["what"].endswith("title") else "text"
            words[found["what"]][f"{found['language'] or language}/{part}"] = str(said)
    return words


def _called(clause: Mapping[str, Any]) -> str:
    return f"{clause.get('number', '')} {clause.get('title', clause['id'])}".strip()


def _changes(edits: Iterable[Any], where: str) -> tuple[Change, ...]:
    return tuple(
        Change(str(_of(edit, "find", where)), str(_of(edit, "replace", where))) for edit in edits
    )


def _objected(raw: Any, proposals: Mapping[str, Proposed]) -> Objected:
    where = f"objections {_of(raw, 'id', 'objections')}"
    target = _of(raw, "target", where)
    proposal = target.get("proposal")
    if proposal is not None and proposal not in proposals:
        raise ScenarioError(f"{where}: target: there is no proposal {proposal!r}")
    return Objected(
        id=str(raw["id"]),
        by=str(_of(raw, "by", where)),
        person=raw.get("person"),
        category=str(raw.get("category", "other")),
        reason=str(raw.get("reason", "")),
        remedy=str(raw.get("would_resolve", "")),
        clause=proposals[proposal].clause if proposal else str(_of(target, "clause", where)),
        proposal=proposal,
        part=target.get("part"),
    )


def _packaged(raw: Any) -> Packaged:
    where = f"packages {_of(raw, 'id', 'packages')}"
    return Packaged(
        id=str(raw["id"]),
        title=str(raw.get("title", raw["id"])),
        elements=tuple(
            (str(_of(element, "clause", where)), element.get("proposal"))
            for element in _of(raw, "elements", where)
        ),
        conditions=str(raw.get("conditions", "")),
    )


def _entered(raw: Any) -> Entered:
    where = f"reservations {_of(raw, 'id', 'reservations')}"
    return Entered(
        id=str(raw["id"]),
        kind=str(raw.get("kind", "reservation")),
        clause=str(_of(raw, "clause", where)),
        by=str(_of(raw, "by", where)),
        text=str(_of(raw, "text", where)),
        person=raw.get("person"),
    )


def _offered(raw: Any, proposals: Mapping[str, Proposed], zone: timezone) -> Offered:
    where = f"silence_procedures {_of(raw, 'id', 'silence_procedures')}"
    text = _of(raw, "text", where)
    proposal = text.get("proposal")
    if proposal is not None and proposal not in proposals:
        raise ScenarioError(f"{where}: text: there is no proposal {proposal!r}")
    return Offered(
        id=str(raw["id"]),
        clause=str(_of(raw, "clause", where)),
        ends=_time(raw, "ends", where, zone),
        proposal=proposal,
        version=text.get("version"),
    )


def _time(raw: Any, name: str, where: str, zone: timezone) -> datetime:
    try:
        at = datetime.fromisoformat(str(_of(raw, name, where)))
    except ValueError as error:
        raise ScenarioError(f"{where}: {name}: {error}") from None
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _met(raw: Any, proposals: Mapping[str, Proposed]) -> Met:
    where = f"caucuses {_of(raw, 'id', 'caucuses')}"
    produces = proposals.get(raw.get("produces", ""))
    clauses = (produces.clause,) if produces is not None else ()
    return Met(
        id=str(raw["id"]),
        title=str(raw.get("title", raw["id"])),
        members=tuple(_of(raw, "members", where)),
        told=bool(raw.get("told", False)),
        clauses=tuple(raw.get("clauses", clauses)),
    )


def _move(raw: Any, zone: timezone) -> Move:
    n = int(_of(raw, "n", "moves"))
    where = f"move {n}"
    known = ("n", "at", "by", "do", "expect", "note")
    return Move(
        note=str(raw.get("note", "")),
        n=n,
        at=_time(raw, "at", where, zone),
        do=str(_of(raw, "do", where)),
        by=raw.get("by"),
        expect=raw.get("expect") or {},
        details={name: value for name, value in raw.items() if name not in known},
    )
