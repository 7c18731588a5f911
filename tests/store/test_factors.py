"""Second factors in both databases: one person's, used once, no secret readable."""

from __future__ import annotations

from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, select, text, update

from server.store import schema
from server.store.database import open_engine
from server.store.factors import Factors, Passkey
from server.store.keys import SigningKey
from server.store.tables import one_time_codes
from tests.store.story import small_record

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(32)))
OTHER = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(31) + b"1"))
PASSKEY = Passkey(id="key-1", public_key=b"cose", uses=0, device="Firefox on Linux", created=AT)


def test_a_passkey_is_one_persons(engine: Engine) -> None:
    small_record(engine)
    factors = Factors(engine, KEY)
    assert factors.add_passkey("harbour", "ada", PASSKEY)
    assert not factors.add_passkey("harbour", "bo", PASSKEY)
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
    factors = Factors(engine, KEY)
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


def test_a_secret_is_read_with_the_key_it_was_kept_under_alone(engine: Engine) -> None:
    small_record(engine)
    factors, elsewhere = Factors(engine, KEY), Factors(engine, OTHER)
    factors.keep_secret("harbour", "ada", "SECRET", AT)
    with engine.connect() as connection:
        (kept,) = connection.execute(select(one_time_codes.c.ciphertext)).scalars()
    assert b"SECRET" not in kept
    assert elsewhere.secret_of("harbour", "ada") is None
    assert not elsewhere.use_step("harbour", "ada", "SECRET", 10)
    elsewhere.keep_secret("harbour", "ada", "ANEW", AT)
    assert elsewhere.use_step("harbour", "ada", "ANEW", 10)
    assert factors.secret_of("harbour", "ada") is None


def test_nobody_has_the_secret_of_another_by_having_it_copied(engine: Engine) -> None:
    small_record(engine)
    factors = Factors(engine, KEY)
    factors.keep_secret("harbour", "ada", "HERS", AT)
    factors.keep_secret("harbour", "bo", "HIS", AT)
    whose = one_time_codes.c.person
    his = select(one_time_codes.c.ciphertext).where(whose == "bo").scalar_subquery()
    with engine.begin() as connection:
        connection.execute(update(one_time_codes).where(whose == "ada").values(ciphertext=his))
    assert factors.secret_of("harbour", "ada") is None
    assert not factors.use_step("harbour", "ada", "HIS", 10)
    assert factors.secret_of("harbour", "bo") == "HIS"


def test_secrets_that_lay_readable_are_gone_and_set_up_anew(database_url: str) -> None:
    engine = open_engine(database_url)
    schema.upgrade(engine)
    small_record(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE one_time_codes DROP COLUMN ciphertext"))
        connection.execute(text("ALTER TABLE one_time_codes ADD COLUMN secret TEXT"))
        row = {"secret": "READABLE", "created": 0, "used": 0}
        connection.execute(
            text(
                "INSERT INTO one_time_codes (negotiation, person, secret, created, used)"
                " VALUES ('harbour', 'ada', :secret, :created, :used)"
            ),
            row,
        )
        connection.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    schema.upgrade(engine)
    factors = Factors(engine, KEY)
    assert factors.secret_of("harbour", "ada") is None
    factors.keep_secret("harbour", "ada", "ANEW", AT)
    assert factors.secret_of("harbour", "ada") == "ANEW"
    engine.dispose()
