"""What people sign with beside their session: passkeys, and the secrets of one-time codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from server.store.database import reading, writing
from server.store.tables import one_time_codes, passkeys


@dataclass(frozen=True)
class Passkey:
    """A passkey as it was registered; `uses` is the counter that its authenticator last told."""

    id: str
    public_key: bytes
    uses: int
    device: str
    created: datetime


class Factors:
    """The second factors of everybody in all negotiations."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

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
        key = {"negotiation": negotiation, "person": person}
        theirs = (one_time_codes.c.negotiation == negotiation) & (one_time_codes.c.person == person)
        with writing(self._engine) as connection:
            connection.execute(delete(one_time_codes).where(theirs))
            row = {**key, "secret": secret, "created": at, "used": 0}
            connection.execute(insert(one_time_codes), row)

    def secret_of(self, negotiation: str, person: str) -> str | None:
        """The secret of a person's one-time codes."""
        its = one_time_codes.c
        theirs = (its.negotiation == negotiation) & (its.person == person)
        with reading(self._engine) as connection:
            return connection.execute(select(its.secret).where(theirs)).scalar()

    def use_step(self, negotiation: str, person: str, secret: str, step: int) -> bool:
        """Use up the code of a step; False where it, or a later one, was used before."""
        its = one_time_codes.c
        theirs = (its.negotiation == negotiation) & (its.person == person)
        with writing(self._engine) as connection:
            used = connection.execute(
                update(one_time_codes)
                .where(theirs & (its.secret == secret) & (its.used < step))
                .values(used=step)
            )
            return bool(used.rowcount)
