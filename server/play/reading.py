"""A scenario file, read.

The schema is Maravel's; its head explains it. Nothing here knows any one negotiation. What is
wrong with a file is said with the name of the field, and of the move it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeVar

import yaml

from server.play.scenario import (
    Change,
    Corrected,
    Entered,
    Member,
    Met,
    Move,
    Objected,
    Offered,
    Packaged,
    Proposed,
    Scenario,
    ScenarioError,
)

T = TypeVar("T")
_MINUTES = re.compile(r"([+-])(\d\d):(\d\d)")
_EDITS = re.compile(r"edits(?P<title>_title)?(?:_(?P<language>[a-z]{2,3}))?")
_WORDS = re.compile(
    r"(?P<what>title|text|second_title|second_begins)(?:_(?P<language>[a-z]{2,3}))?"
)


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
    proposals = _by_id(raw, "proposals", lambda one: _proposed(one, language))
    parties = sorted(raw.get("parties", ()), key=lambda party: party.get("seat_order", 0))
    return Scenario(
        id=str(_of(head, "id", "scenario")),
        title=str(head.get("title", head["id"])),
        language=language,
        live_drafting=str((raw.get("rules") or {}).get("live_drafting", "parties")),
        rules=raw.get("rules") or {},
        persons=_persons(raw),
        parties=tuple(str(_of(party, "id", "parties")) for party in parties),
        clauses=_by_id(raw, "clauses", _called),
        proposals=proposals,
        objections=_by_id(raw, "objections", lambda one: _objected(one, proposals)),
        packages=_by_id(raw, "packages", _packaged),
        statements=_by_id(raw, "reservations", _entered),
        silences=_by_id(raw, "silence_procedures", lambda one: _offered(one, proposals, zone)),
        corrections=_by_id(raw, "editorial_corrections", lambda one: _corrected(one, language)),
        caucuses=_by_id(raw, "caucuses", lambda one: _met(one, proposals)),
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


def _by_id(raw: Mapping[str, Any], name: str, made: Callable[[Any], T]) -> dict[str, T]:
    """What a part of the file lists, each under its id; that part may be missing."""
    return {str(_of(one, "id", name)): made(one) for one in raw.get(name) or ()}


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
    where = f"proposals {raw['id']}"
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


def _corrected(raw: Any, language: str) -> Corrected:
    where = f"editorial_corrections {raw['id']}"
    (change,) = _changes([raw], where)
    return Corrected(
        id=str(raw["id"]),
        clause=str(_of(raw, "clause", where)),
        field=f"{raw.get('language', language)}/text",
        change=change,
        reason=str(raw.get("reason", "")),
    )


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
    where = f"objections {raw['id']}"
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
    where = f"packages {raw['id']}"
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
    where = f"reservations {raw['id']}"
    return Entered(
        id=str(raw["id"]),
        kind=str(raw.get("kind", "reservation")),
        clause=str(_of(raw, "clause", where)),
        by=str(_of(raw, "by", where)),
        text=str(_of(raw, "text", where)),
        person=raw.get("person"),
    )


def _offered(raw: Any, proposals: Mapping[str, Proposed], zone: timezone) -> Offered:
    where = f"silence_procedures {raw['id']}"
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
    where = f"caucuses {raw['id']}"
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
