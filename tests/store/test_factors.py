"""Second factors in both databases: passkeys are one person's, and no code is taken twice."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine

from server.store.factors import Factors, Passkey
from tests.store.story import small_record

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
KEY = Passkey(id="key-1", public_key=b"cose", uses=0, device="Firefox on Linux", created=AT)


def test_a_passkey_is_one_persons(engine: Engine) -> None:
    small_record(engine)
    factors = Factors(engine)
    assert factors.add_passkey("harbour", "ada", KEY)
    assert not factors.add_passkey("harbour", "bo", KEY)
    factors.passkey_used("key-1", 7)
    (kept,) = factors.passkeys("harbour", "ada")
    assert (kept.public_key, kept.uses, kept.created) == (b"cose", 7, AT)
    assert factors.passkeys("harbour", "bo") == ()
    factors.drop_passkey("harbour", "bo", "key-1")
    assert factors.passkeys("harbour", "ada") == (kept,)
    factors.drop_passkey("harbour", "ada", "key-1")
    assert factors.passkeys("harbour", "ada") == ()


def test_the_code_of_a_step_is_used_once(engine: Engine) -> None:
    small_record(engine)
    factors = Factors(engine)
    assert factors.secret_of("harbour", "ada") is None
    factors.keep_secret("harbour", "ada", "OLD", AT)
    factors.keep_secret("harbour", "ada", "NEW", AT)
    assert factors.secret_of("harbour", "ada") == "NEW"
    assert not factors.use_step("harbour", "ada", "OLD", 10)
    assert factors.use_step("harbour", "ada", "NEW", 10)
    assert not factors.use_step("harbour", "ada", "NEW", 10)
    assert not factors.use_step("harbour", "ada", "NEW", 9)
    assert not factors.use_step("harbour", "bo", "NEW", 11)
    assert factors.use_step("harbour", "ada", "NEW", 11)
