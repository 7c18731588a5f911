"""Moments in time as the store keeps them: whole microseconds of UTC since 1970, exactly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

from server.store.failures import StoreDamaged

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(at: datetime) -> int:
    """The microseconds from 1970 to `at`; raises TypeError for a time without a zone."""
    return (at - EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The inverse of `to_micros`, in UTC; raises StoreDamaged for what no clock can have said."""
    try:
        return EPOCH + timedelta(microseconds=micros)
    except (OverflowError, TypeError) as failure:
        raise StoreDamaged(f"{micros!r} is no moment in time") from failure


def to_iso(at: datetime) -> str:
    """`at` in UTC with six decimals and a Z: one spelling for one moment."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def from_iso(text: str) -> datetime:
    """The inverse of `to_iso`; raises ValueError for any other spelling."""
    at = datetime.fromisoformat(text)
    if to_iso(at) != text:
        raise ValueError(f"{text!r} is not a moment in UTC")
    return at


class Instant(TypeDecorator[datetime]):
    """An aware moment in a column: SQLite has no such type, so both databases hold a number."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy passes it
        """A moment on its way in."""
        return None if value is None else to_micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy passes it
        """A moment on its way out."""
        return None if value is None else from_micros(value)
