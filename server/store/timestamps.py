"""Time-stamp tokens (RFC 3161): what an authority outside says of a checkpoint's age."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from server.store.database import reading, writing
from server.store.tables import timestamps


def keep_token(engine: Engine, negotiation: str, number: int, token: bytes, at: datetime) -> None:
    """Keep a token over the checkpoint of an entry; the first stays. Raises StoreUnavailable."""
    row = {"negotiation": negotiation, "number": number, "token": token, "at": at}
    try:
        with writing(engine) as connection:
            connection.execute(insert(timestamps), row)
    except IntegrityError:
        return


def tokens(engine: Engine, negotiation: str) -> dict[int, bytes]:
    """Every token, by the number of the entry whose checkpoint it is over."""
    its = timestamps.c
    asked = select(its.number, its.token).where(its.negotiation == negotiation).order_by(its.number)
    with reading(engine) as connection:
        return {row.number: row.token for row in connection.execute(asked)}
