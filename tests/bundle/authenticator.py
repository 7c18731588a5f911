"""A passkey in software: what a telephone or a security key answers, byte for byte (WebAuthn 3)."""

from __future__ import annotations

import hashlib
import json

from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256

from server.store.assertions import encoded

PRESENT, VERIFIED = 1, 4
ORIGIN = "https://parley.example"


def _bytes(data: bytes) -> bytes:
    return bytes([0x58, len(data)]) + data


class Authenticator:
    """Holds one key, ES256 or EdDSA, and asks its user before each use."""

    def __init__(self, key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> None:
        self._key = key

    @property
    def public(self) -> bytes:
        """The public key in COSE, as CTAP2 has it: its keys in canonical order."""
        if isinstance(self._key, ed25519.Ed25519PrivateKey):
            raw = self._key.public_key().public_bytes_raw()
            return bytes.fromhex("a4010103272006 21".replace(" ", "")) + _bytes(raw)
        point = self._key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (point.x, point.y))
        return bytes.fromhex("a5010203262001") + b"\x21" + _bytes(x) + b"\x22" + _bytes(y)

    def assents(self, challenge: bytes, flags: int = PRESENT | VERIFIED) -> dict[str, str]:
        """The proof that is kept: an assertion over this challenge, and what it is verified by."""
        client = {
            "type": "webauthn.get",
            "challenge": encoded(challenge),
            "origin": ORIGIN,
            "crossOrigin": False,
        }
        told = json.dumps(client, separators=(",", ":")).encode()
        data = hashlib.sha256(b"parley.example").digest() + bytes([flags, 0, 0, 0, 1])
        message = data + hashlib.sha256(told).digest()
        if isinstance(self._key, ed25519.Ed25519PrivateKey):
            signature = self._key.sign(message)
        else:
            signature = self._key.sign(message, ec.ECDSA(SHA256()))
        return {
            "credentialId": encoded(b"key-1"),
            "publicKey": encoded(self.public),
            "authenticatorData": encoded(data),
            "clientDataJSON": encoded(told),
            "signature": encoded(signature),
            "rpId": "parley.example",
            "origin": ORIGIN,
        }


def es256() -> Authenticator:
    """What nearly every passkey is."""
    return Authenticator(ec.generate_private_key(ec.SECP256R1()))


def eddsa() -> Authenticator:
    """What some security keys are."""
    return Authenticator(ed25519.Ed25519PrivateKey.generate())
