"""What people sign with beside their session: passkeys, and the secrets of one-time codes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from server.store.canonical import encode
from server.store.database import reading, writing
from server.store.keys import SigningKey
from server.store.tables import one_time_codes, passkeys

NONCE_BYTES = 12


@dataclass(frozen=True)
class Passkey:
    """A passkey as it was registered; `uses` is the counter that its authenticator last told."""

    id: str
    public_key: bytes
    uses: int
    device: str
    created: datetime


class Factors:
    """The second factors of everybody in all negotiations.

    The secrets of one-time codes are encrypted by a key derived from the one beside the database:
    a copy of the database alone makes no codes, and without that key they are as good as not there.
    """

    def __init__(self, engine: Engine, key: SigningKey) -> None:
        self._engine = engine
        self._cipher = AESGCM(key.derived(b"one-time-codes"))

    def passkeys(self, negotiation: str, person: str) -> tuple[Passkey, ...]:
        """The passkeys of a person, oldest first."""
        columns = [passkeys.c[name] for name in Passkey.__dataclass_fields__]
        theirs = (passkeys.c.negotiation == negotiation) & (passkeys.c.person == person)
        with reading(self._engine) as connection:
            rows = connection.execute(select(*columns).where(theirs).order_by(passkeys.c.created))
            return tuple(Passkey(*row) for row in rows)

    def add_passkey(self, negotiation: str, person: str, key: Passkey) -> bool:
        """Keep a passkey; False: its id is known already."""
        row = {name: getattr(key, name) for name in Passkey.__dataclass_fields__}
        try:
            with writing(self._engine) as connection:
                connection.execute(
                    insert(passkeys), {"negotiation": negotiation, "person": person, **row}
                )
        except IntegrityError:
            return False
        return True

    def passkey_used(self, key: str, uses: int) -> None:
        """Remember the counter that an authenticator told."""
        with writing(self._engine) as connection:
            connection.execute(update(passkeys).where(passkeys.c.id == key).values(uses=uses))

    def drop_passkey(self, negotiation: str, person: str, key: str) -> None:
        """Forget a passkey: what was signed with it stays signed."""
        its = passkeys.c
        with writing(self._engine) as connection:
            connection.execute(
                delete(passkeys).where(
                    (its.id == key) & (its.negotiation == negotiation) & (its.person == person)
                )
            )

    def keep_secret(self, negotiation: str, person: str, secret: str, at: datetime) -> None:
        """Keep the secret of a person's one-time codes, in the place of any former one."""
        nonce = os.urandom(NONCE_BYTES)
        whose = encode([negotiation, person])
        row = {
            "negotiation": negotiation,
            "person": person,
            "ciphertext": nonce + self._cipher.encrypt(nonce, secret.encode(), whose),
            "created": at,
            "used": 0,
        }
        with writing(self._engine) as connection:
            connection.execute(delete(one_time_codes).where(_codes_of(negotiation, person)))
            connection.execute(insert(one_time_codes), row)

    def secret_of(self, negotiation: str, person: str) -> str | None:
        """The secret of a person's one-time codes; None where no key here opens it."""
        with reading(self._engine) as connection:
            return self._opened(negotiation, person, _ciphertext(connection, negotiation, person))

    def use_step(self, negotiation: str, person: str, secret: str, step: int) -> bool:
        """Use up the code of a step; False where it, or a later one, was used before."""
        its = one_time_codes.c
        with writing(self._engine) as connection:
            kept = _ciphertext(connection, negotiation, person)
            if self._opened(negotiation, person, kept) != secret:
                return False
            used = connection.execute(
                update(one_time_codes)
                .where(_codes_of(negotiation, person))
                .where((its.ciphertext == kept) & (its.used < step))
                .values(used=step)
            )
            return bool(used.rowcount)

    def _opened(self, negotiation: str, person: str, kept: bytes | None) -> str | None:
        if kept is None:
            return None
        nonce, ciphertext = kept[:NONCE_BYTES], kept[NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, ciphertext, encode([negotiation, person])).decode()
        except InvalidTag:
            return None


def _codes_of(negotiation: str, person: str) -> ColumnElement[bool]:
    its = one_time_codes.c
    return (its.negotiation == negotiation) & (its.person == person)


def _ciphertext(connection: Connection, negotiation: str, person: str) -> bytes | None:
    its = one_time_codes.c.ciphertext
    return connection.execute(select(its).where(_codes_of(negotiation, person))).scalar()
