"""Facts, acts and actors to JSON and back, by the types of their fields.

Every field is written, also where it has its default: the record says all. A field that is not in
an old record takes its default; a field that is no longer known is refused, never dropped. Texts
of runs and edits leave as ordinary text and come back as units.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Final, Literal, Union, cast, get_args, get_origin, get_type_hints

from models import acts, edit, facts, layer
from models.edit import Edit
from models.layer import Runs
from models.party import Actor
from server.store.instant import from_iso, to_iso

Encode = Callable[[Any], Any]
Decode = Callable[[Any], Any]
Pair = tuple[Encode, Decode]

UNSTORED: Final = frozenset({(facts.DraftEdited, "after")})
"""Fields that only spare work."""
_MICROSECOND = timedelta(microseconds=1)


class Unreadable(ValueError):
    """Stored JSON that says no fact, act or actor."""


def _same(value: Any) -> Any:
    return value


def _checked(kind: type) -> Pair:
    def decode(value: Any) -> Any:
        if type(value) is not kind:
            raise Unreadable(f"{value!r} is not {kind.__name__}")
        return value

    return _same, decode


def _number(value: Any) -> float:
    if type(value) not in (int, float):
        raise Unreadable(f"{value!r} is not a number")
    return float(value)


_PLAIN: dict[Any, Pair] = {
    str: _checked(str),
    int: _checked(int),
    bool: _checked(bool),
    type(None): _checked(type(None)),
    float: (_same, _number),
    datetime: (to_iso, from_iso),
    timedelta: (lambda value: value // _MICROSECOND, lambda value: timedelta(microseconds=value)),
    # The types of the text algebra, which have a JSON form of their own.
    Edit: (edit.dump, lambda raw: edit.parse(raw, max_parts=2**31, max_inserted=2**31)),
    Runs: (layer.to_json, layer.from_json),
}
_MADE: dict[Any, Pair] = {}


def pair(hint: Any) -> Pair:
    """How values of this type are written and read."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if hint not in _MADE:
        _MADE[hint] = _make(hint)
    return _MADE[hint]


def _make(hint: Any) -> Pair:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return _same, _one_of(frozenset(arguments))
    if origin in (Union, types.UnionType):
        return _union(arguments)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _sequence(arguments[0])
    if origin is frozenset:
        write, read = pair(arguments[0])
        return (lambda value: sorted(map(write, value))), lambda raw: frozenset(map(read, raw))
    if origin in (Mapping, dict):
        return _mapping(*arguments)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return (lambda value: value.value), hint
    if isinstance(hint, type) and (is_dataclass(hint) or hasattr(hint, "_fields")):
        return _structure(hint)
    raise TypeError(f"no JSON form for {hint!r}")


def _one_of(allowed: frozenset[Any]) -> Decode:
    def decode(value: Any) -> Any:
        if value not in allowed:
            raise Unreadable(f"{value!r} is none of {sorted(map(str, allowed))}")
        return value

    return decode


def _sequence(item: Any) -> Pair:
    write, read = pair(item)
    return (lambda value: list(map(write, value))), lambda raw: tuple(map(read, raw))


def _mapping(key: Any, item: Any) -> Pair:
    write_key, read_key = pair(key)
    write, read = pair(item)

    def encode(value: Mapping[Any, Any]) -> dict[str, Any]:
        return {write_key(name): write(held) for name, held in value.items()}

    def decode(raw: dict[str, Any]) -> dict[Any, Any]:
        return {read_key(name): read(held) for name, held in raw.items()}

    return encode, decode


def _union(members: tuple[Any, ...]) -> Pair:
    if type(None) in members:
        (member,) = (member for member in members if member is not type(None))
        write, read = pair(member)
        return (
            lambda value: None if value is None else write(value),
            lambda raw: None if raw is None else read(raw),
        )
    by_kind = {member.__dataclass_fields__["kind"].default: member for member in members}

    def decode(raw: Any) -> Any:
        member = by_kind.get(raw.get("kind")) if isinstance(raw, dict) else None
        if member is None:
            raise Unreadable(f"unknown kind: {str(raw)[:80]}")
        return pair(member)[1](raw)

    return (lambda value: pair(type(value))[0](value)), decode


def _structure(cls: Any) -> Pair:
    hints = get_type_hints(cls)
    if is_dataclass(cls):
        names = [field.name for field in fields(cls) if (cls, field.name) not in UNSTORED]
        required = {
            field.name
            for field in fields(cls)
            if field.default is MISSING and field.default_factory is MISSING
        }
    else:
        names = list(cls._fields)
        required = set(names) - set(cls._field_defaults)
    # Looked up at first use: a type may speak of itself.
    pairs: dict[str, Pair] = {}

    def members() -> dict[str, Pair]:
        if not pairs:
            pairs.update({name: pair(hints[name]) for name in names})
        return pairs

    def encode(value: Any) -> dict[str, Any]:
        return {name: write(getattr(value, name)) for name, (write, _) in members().items()}

    def decode(raw: Any) -> Any:
        if not isinstance(raw, dict) or not required <= raw.keys() <= members().keys():
            raise Unreadable(f"not a {cls.__name__}: {str(raw)[:80]}")
        return cls(**{name: members()[name][1](held) for name, held in raw.items()})

    return encode, decode


def dump(value: facts.AnyFact | acts.Act | Actor) -> dict[str, Any]:
    """The JSON object of a fact, an act or an actor."""
    return cast("dict[str, Any]", pair(type(value))[0](value))


def load_fact(raw: object) -> facts.AnyFact:
    """The fact of a JSON object; raises Unreadable."""
    return cast("facts.AnyFact", _load(facts.AnyFact, raw))


def load_act(raw: object) -> acts.Act:
    """The act of a JSON object; raises Unreadable."""
    return cast("acts.Act", _load(acts.Act, raw))


def load_actor(raw: object) -> Actor:
    """The actor of a JSON object; raises Unreadable."""
    return cast("Actor", _load(Actor, raw))


def _load(hint: Any, raw: object) -> object:
    try:
        return pair(hint)[1](raw)
    except Unreadable:
        raise
    except (ValueError, TypeError, AttributeError, KeyError) as failure:
        raise Unreadable(f"{failure}: {str(raw)[:80]}") from failure
