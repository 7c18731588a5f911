"""Secrets that people carry: link tokens, cookie tokens, and codes on paper cards."""

from __future__ import annotations

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

ALPHABET = "234679ACDEFGHJKMNPQRTVWXY"
"""What a hand-written card cannot confuse: neither 0 O, 1 I L, 2 Z, 5 S, 8 B nor U V."""
LOCATOR = 4
CODE = 10
# Six secret characters are 28 bits: enough only because guesses are throttled. The cost is the
# least that OWASP names, so that a room full of people can sign in at once on a small machine.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODYS = _HASHER.hash("nobody has this code")


def new_token() -> str:
    """256 random bits for a link or a cookie."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> bytes:
    """What is kept of a token: one cannot go back, and one need not slow down random bits."""
    return hashlib.sha256(b"parley-token-1\n" + token.encode()).digest()


def new_code() -> str:
    """A code for a card, in plain form: first the locator, then the secret."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE))


def printed(code: str) -> str:
    """A code as it stands on the card."""
    return f"{code[:LOCATOR]}-{code[LOCATOR : LOCATOR + 3]}-{code[LOCATOR + 3 :]}"


def plain(typed: str) -> str | None:
    """The code that somebody typed, however they spaced it; None: it cannot be one."""
    code = "".join(typed.split()).replace("-", "").upper()
    return code if len(code) == CODE and set(code) <= set(ALPHABET) else None


def guard(code: str) -> str:
    """What is kept of a code's secret part."""
    return _HASHER.hash(code[LOCATOR:])


def matches(code: str, kept: str | None) -> bool:
    """Whether a code is the one kept; takes equally long where none is."""
    try:
        _HASHER.verify(kept or _NOBODYS, code[LOCATOR:])
    except VerificationError:
        return False
    return kept is not None
