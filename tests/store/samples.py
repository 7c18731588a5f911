"""Facts, acts and records to test the store with."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from models import acts
from models.draft import Watch
from models.edit import Edit, edit_of
from models.facts import (
    AnyFact,
    Convened,
    DraftCarried,
    DraftClosed,
    DraftEdited,
    DraftStarted,
    PersonAdmitted,
    ProposalTabled,
    SessionClosed,
    TextPrepared,
    VersionAdopted,
)
from models.layer import Run, Runs, joined
from models.party import Actor, Party, Person, Role
from models.proposal import ProposalKind
from models.rulebook import Rules
from models.text import to_units
from server.store.ledger import Record

NOW = datetime(2027, 1, 12, 9, 30, 0, 123456, tzinfo=UTC)
HEAD = Actor("ana", Role.HEAD, "ALP")
CHAIR = Actor("chair", Role.LEAD_FACILITATOR)

TEXT = st.text(st.sampled_from('aé ́عم😀🏳️‍🌈\n"\\z'), max_size=8)
WORDS = TEXT.filter(bool)
RUNS: st.SearchStrategy[Runs] = st.lists(
    st.builds(
        lambda text, by, struck: Run(to_units(text), by, frozenset(struck)),
        WORDS,
        st.sampled_from([None, "ALP", "BET"]),
        st.frozensets(st.sampled_from(["ALP", "BET"])),
    ),
    max_size=4,
).map(joined)
EDITS: st.SearchStrategy[Edit] = st.lists(
    st.integers(1, 99) | WORDS.map(to_units) | st.tuples(st.sampled_from("sux"), st.integers(1, 9)),
    max_size=5,
).map(lambda parts: edit_of(*parts))
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(-(2**53), 2**53),
    bool: st.booleans(),
    float: st.sampled_from([0.5, 2 / 3, 1.0]),
    datetime: st.datetimes(timezones=st.just(UTC)),
    timedelta: st.timedeltas(timedelta(0), timedelta(days=99)),
    Edit: EDITS,
    Runs: RUNS,
}


def anything(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that facts and acts are made of."""
    if hint in PLAIN:
        return PLAIN[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, types.UnionType):
        return st.one_of(
            [st.none() if part is type(None) else anything(part) for part in arguments]
        )
    if origin is tuple:
        return st.lists(anything(arguments[0]), max_size=3).map(tuple)
    if origin is frozenset:
        return st.frozensets(anything(arguments[0]), max_size=3)
    if origin is Mapping:
        return st.dictionaries(anything(arguments[0]), anything(arguments[1]), max_size=3)
    if issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return structure(hint)


def structure(cls: Any) -> st.SearchStrategy[Any]:
    """Any value of a dataclass or a named tuple."""
    hints = get_type_hints(cls)
    names = [field.name for field in fields(cls)] if is_dataclass(cls) else list(cls._fields)
    return st.builds(cls, **{name: anything(hints[name]) for name in names if name != "after"})


def convened(negotiation: str = "n1", *, title: str = "A code") -> Convened:
    """The first fact of a record."""
    return Convened(
        negotiation=negotiation,
        title=title,
        convenor="The commission",
        languages=("en", "ar"),
        parties=(
            Party(id="ALP", name="Alpha", colour="#111111", seat_order=1),
            Party(id="BET", name="Beta", colour="#222222", seat_order=2),
        ),
        sessions=(),
        rules=Rules(),
    )


def admitted(actor: Actor) -> PersonAdmitted:
    """A person comes in."""
    return PersonAdmitted(
        person=Person(id=actor.person, name=actor.person, role=actor.role, party=actor.party)
    )


def opening(negotiation: str = "n1") -> Record:
    """What convening records."""
    prepared = TextPrepared(clauses=())
    facts = (convened(negotiation), admitted(HEAD), admitted(CHAIR), prepared)
    return Record(NOW, None, None, None, facts)


def typing(
    revision: int, act_id: str | None = None, *, draft: str = "d1", private: bool = False
) -> Record:
    """One keystroke of Ana's."""
    fact = DraftEdited(
        draft=draft,
        private=private,
        revision=revision,
        author="ALP",
        person="ana",
        field="en/text",
        edit=(revision, to_units("é😀")),
    )
    at = NOW + timedelta(milliseconds=revision)
    return Record(at, HEAD, act_id or f"{draft}-{revision}", None, (fact,))


def started(draft: str = "d1", *, private: bool = False) -> DraftStarted:
    """Ana begins a draft."""
    return DraftStarted(
        draft=draft,
        private=private,
        clause="A1",
        base=1,
        owner="ALP",
        writers=frozenset({"ALP"}),
        watch=Watch.NONE if private else Watch.PARTIES,
        texts={"en/text": (Run("abc"),)},
        by="ana",
    )


def carried(draft: str, revision: int, *, private: bool) -> DraftCarried:
    """The server carries a draft over."""
    return DraftCarried(
        draft=draft,
        private=private,
        revision=revision,
        base=2,
        edits={"en/text": (1, to_units("ü"), ("x", 1))},
        restored={"en/text": (Run("q", "ALP", frozenset({"BET"})),)},
    )


def tabled(draft: str = "d1") -> Record:
    """A private draft is tabled: its own chain hears that it closed, the main chain the rest."""
    act = acts.Table(draft=draft, version=1, digest="0" * 64, wording="1" * 64, reason="Clearer.")
    proposal = ProposalTabled(
        proposal="p1",
        order=1,
        proposal_kind=ProposalKind.AMENDMENT,
        clause="A1",
        base=1,
        author="ALP",
        person="ana",
        texts={"en/text": (Run("abc", None, frozenset({"ALP"})),)},
        digest="1" * 64,
        reason="Clearer.",
    )
    closed = DraftClosed(draft=draft, private=True, because="tabled")
    return Record(NOW, HEAD, "table-1", act, (closed, proposal))


def accepted(revision: int = 1) -> Record:
    """One act with facts of every kind: public, the parties', typing, and a private draft's."""
    facts: tuple[AnyFact, ...] = (
        VersionAdopted(clause="A1", version=2, wording={"en/text": "abd"}, digest="2" * 64),
        carried("d1", revision, private=False),
        carried("secret", 1, private=True),
        started("d9", private=True),
        started("d3"),
        carried("d9", 1, private=True),
        SessionClosed(session="S1"),
    )
    act = acts.Accept(proposal="p1", version=1, digest="0" * 64, wording="2" * 64)
    return Record(NOW, CHAIR, "accept-1", act, facts)
