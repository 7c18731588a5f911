"""Canonical bytes and what is hashed over them.

JSON as RFC 8785 has it (sorted keys, no spaces, UTF-8), of objects, lists, text, whole numbers,
booleans, null and short decimals only. Every hash begins with a line of its own, so that bytes
made for one purpose never pass for another.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping

import orjson

SALT_BYTES = 16
_SORTED = orjson.OPT_SORT_KEYS


def encode(value: object) -> bytes:
    """The canonical bytes of a JSON value; raises TypeError for half a character or a non-value."""
    return orjson.dumps(value, option=_SORTED)


def decode(data: str | bytes) -> object:
    """The JSON value of stored bytes; raises ValueError."""
    return orjson.loads(data)


def sha(purpose: bytes, *pieces: bytes) -> bytes:
    """The SHA-256 of a purpose and of pieces whose lengths are known from the purpose."""
    digest = hashlib.sha256(b"parley-" + purpose + b"-1\n")
    for piece in pieces:
        digest.update(piece)
    return digest.digest()


def first_link(purpose: bytes, negotiation: str, name: str = "") -> bytes:
    """What the first row of a chain has for a predecessor: binds the chain to its place."""
    return sha(purpose, encode([negotiation, name]))


def new_salt() -> bytes:
    """Sixteen bytes that nobody can guess, so that a commitment tells nothing of short content."""
    return secrets.token_bytes(SALT_BYTES)


def commitment(salt: bytes, content: bytes) -> bytes:
    """What the header says of a part, whether or not one may read the part."""
    return sha(b"part", salt, content)


def entry_hash(
    number: int, place: int | None, at: str, prev: bytes, parts: Mapping[str, bytes]
) -> bytes:
    """The hash of an entry: over its header alone, so that it holds with every part withheld."""
    header = {
        "number": number,
        "place": place,
        "at": at,
        "prev": prev.hex(),
        "parts": {audience: commitment.hex() for audience, commitment in parts.items()},
    }
    return sha(b"entry", encode(header))


_EDIT = hashlib.sha256(b"parley-edit-1\n")


def edit_hash(prev: bytes, row: tuple[object, ...], salt: bytes | None = None) -> bytes:
    """The hash of one row of a draft's stream, over the one before: hot, hence by hand.

    The salt of a private one is the last member of what is hashed.
    """
    digest = _EDIT.copy()
    digest.update(prev)
    digest.update(orjson.dumps(row if salt is None else (*row, salt.hex())))
    return digest.digest()
