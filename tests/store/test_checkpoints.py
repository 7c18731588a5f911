"""Checkpoints and the key that signs them: what a note proves, and what passes for none."""

from __future__ import annotations

import hashlib
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from server.store.checkpoints import Checkpoint, Malformed, keep, kept, opened, signed
from server.store.keys import SigningKey, key_id, open_key
from server.store.negotiations import convene
from tests.store.samples import convened

AT = datetime(2027, 1, 12, 10, 0, tzinfo=UTC)


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return open_key(tmp_path / "signing.key")


def test_a_key_is_made_once_and_its_owner_alone_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "signing.key"
    first, second = open_key(path), open_key(path)
    assert first.public == second.public
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_holds_no_key_is_told(tmp_path: Path) -> None:
    path = tmp_path / "signing.key"
    path.write_text("not a key\n")
    with pytest.raises(ValueError):  # noqa: PT011 - whatever base64 or the key's length says
        open_key(path)


def test_a_note_says_what_was_signed(key: SigningKey) -> None:
    checkpoint = Checkpoint("code-2027", 12, bytes(range(32)), AT)
    note = signed(checkpoint, key)
    assert note.startswith("parley/code-2027\n12\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n")
    assert opened(note, key.public) == checkpoint
    assert checkpoint.code == "0001-0203"


def test_a_key_is_named_as_signed_notes_name_it() -> None:
    """By the first four bytes of the hash of its name, a line feed, 1, and the key itself."""
    public = bytes(range(32))
    named = hashlib.sha256(b"parley/code\n\x01" + public).digest()
    assert key_id("parley/code", public) == named[:4]


def test_another_keys_note_is_none(key: SigningKey, tmp_path: Path) -> None:
    other = open_key(tmp_path / "other.key")
    note = signed(Checkpoint("code", 1, bytes(32), AT), other)
    with pytest.raises(Malformed, match="not of the key"):
        opened(note, key.public)


@given(at=st.integers(min_value=0), flip=st.integers(1, 255))
def test_a_note_that_was_changed_anywhere_is_none(at: int, flip: int) -> None:
    key = _fixed()
    note = signed(Checkpoint("code", 7, bytes(32), AT), key).encode()
    place = at % len(note)
    changed = note[:place] + bytes([note[place] ^ flip]) + note[place + 1 :]
    with pytest.raises(ValueError):  # noqa: PT011 - half a character of UTF-8 is none either
        opened(changed.decode(), key.public)


def _fixed() -> SigningKey:
    return SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(32)))


def test_checkpoints_are_kept_once(engine: Engine, key: SigningKey) -> None:
    convene(engine, convened("code"), (), AT)
    checkpoint = Checkpoint("code", 1, bytes(32), AT)
    note = signed(checkpoint, key)
    keep(engine, checkpoint, note, key.public)
    keep(engine, checkpoint, note, key.public)
    assert kept(engine, "code") == ((checkpoint, note, key.public),)
