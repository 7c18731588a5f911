"""The key that checkpoints are signed with: made once, kept beside the database, never in it.

Whoever can rewrite the database but has not this key cannot sign another history; whoever has both
is found out by any checkpoint that was given out before.
"""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ED25519 = b"\x01"
"""The algorithm of a signed note's key (C2SP signed-note)."""


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes by which a signed note names a key (C2SP signed-note)."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


@dataclass(frozen=True)
class SigningKey:
    """An Ed25519 key and what may be known of it."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """The 32 bytes that verify what it signed."""
        return self.private.public_key().public_bytes_raw()

    def sign(self, data: bytes) -> bytes:
        """The 64 bytes of its signature."""
        return self.private.sign(data)

    def derived(self, purpose: bytes) -> bytes:
        """A key of 32 bytes for one purpose, from which no other can be told (RFC 5869)."""
        info = b"parley-" + purpose + b"-1"
        return HKDF(SHA256(), 32, salt=None, info=info).derive(self.private.private_bytes_raw())


def signed_by(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether this key signed these bytes. Raises nothing."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key(path: Path) -> bytes | None:
    """The public half of the key in a file; None: there is no file, and none is made.

    Raises OSError, and ValueError where the file holds no key.
    """
    try:
        return _read(path).public
    except FileNotFoundError:
        return None


def open_key(path: Path) -> SigningKey:
    """The key in a file, made there where there is none, readable by its owner only.

    Raises OSError, and ValueError where the file holds no key.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = Ed25519PrivateKey.generate().private_bytes_raw()
    try:
        # Of several processes that start at once, one makes it, whole before it has its name.
        part = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(base64.b64encode(fresh) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(part, path)
        finally:
            part.unlink()
    except FileExistsError:
        pass
    return _read(path)


def _read(path: Path) -> SigningKey:
    return SigningKey(Ed25519PrivateKey.from_private_bytes(base64.b64decode(path.read_bytes())))
