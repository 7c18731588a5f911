"""Whatever is done to the database of a signed text is found; what is left alone is sound.

By hand: PARLEY_TAMPERINGS=10000 python -m pytest -s tests/store/test_tampering.py
"""

from __future__ import annotations

import os
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete

from server.store import tables
from server.store.checkpoints import Notary, signed
from server.store.database import writing
from server.store.failures import StoreDamaged, StoreUnavailable
from server.store.keys import SigningKey
from server.store.layout import split
from server.store.ledger import Ledger
from server.store.verify import Report, strays, verify
from tests.store.forging import FORGERIES, Forgery, forge, swap_signatures
from tests.store.signed import KEY, NAME, Kept, kept, opened
from tests.store.tampering import ROWS, TABLES, Impossible
from tests.store.vandal import Vandal

TAMPERED = int(os.environ.get("PARLEY_TAMPERINGS", "500"))
"""Of all kinds together; of each a like share."""
FIRST = int(os.environ.get("PARLEY_TAMPERINGS_FIRST", "0"))
"""How many were made before."""
OTHER = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
T = TypeVar("T")


def report(record: Kept, held: str | None = None, key: bytes | None = KEY.public) -> Report:
    """What verifying says."""
    return verify(record.engine, NAME, key, held)


def trials(kinds: tuple[T, ...], share: float) -> Iterator[tuple[str, random.Random, T]]:
    """So much of all tamperings, each with its seed, its dice and its kind."""
    for number in range(int(FIRST * share), int((FIRST + TAMPERED) * share)):
        kind = kinds[number % len(kinds)]
        seed = f"{getattr(kind, '__name__', kind)}-{number}"
        yield seed, random.Random(seed), kind


def until_possible(seed: str, attempt: Callable[[random.Random], str | None]) -> None:
    """Try with other dice until something can be done; what is returned is what was not found."""
    for again in range(50):
        try:
            missed = attempt(random.Random(f"{seed}/{again}"))
        except Impossible:
            continue
        assert missed is None, f"{seed}/{again}: {missed}"
        return
    raise AssertionError(f"{seed}: nothing could be done")


def test_what_is_left_alone_is_sound() -> None:
    """Those of the file are bits of one image; for as many untouched ones, others."""
    for seed, dice, key in trials((None, KEY.public), 0.2):
        with kept(dice) as record:
            found = report(record, key=key)
            assert found.sound, f"{seed}: {found}"
            assert strays(record.engine) == ()


def test_what_is_done_to_rows_is_found_and_what_is_left_alone_is_sound() -> None:
    for seed, dice, kind in trials(ROWS, 0.4):
        with kept(dice) as record:
            before = report(record)
            assert before.sound, f"{seed}: {before}"
            assert strays(record.engine) == ()
            assert before.signed == record.stamps[-1].checkpoint.number
            vandal = Vandal(record.sql)

            def attempt(dice: random.Random) -> str | None:
                done = kind(vandal, dice)  # noqa: B023 - called in this very turn
                found = not report(record).sound or strays(record.engine)
                return None if found else done

            until_possible(seed, attempt)


def left(record: Kept, dice: random.Random, public: bool, number: int) -> Report:
    """The checkpoints are left as they were; no key is needed."""
    return report(record, key=dice.choice((None, KEY.public)))


def taken_away(record: Kept, dice: random.Random, public: bool, number: int) -> Report:
    """There is no checkpoint any more, but for the one that somebody holds."""
    with writing(record.engine) as connection:
        connection.execute(delete(tables.checkpoints))
    held = [stamp.note for stamp in record.stamps if stamp.checkpoint.number >= number]
    if not public or not held:
        raise Impossible  # what is private is in nobody's hands: it is the seals that find that
    return report(record, dice.choice(held), dice.choice((None, KEY.public)))


def signed_again(record: Kept, dice: random.Random, public: bool, number: int) -> Report:
    """They are signed anew, by a key that the server does not have."""
    ledger = Ledger(record.engine, NAME)
    try:
        end = ledger.load()
    except StoreDamaged:
        raise Impossible from None  # what no server can read, none signs
    with writing(record.engine) as connection:
        connection.execute(delete(tables.checkpoints))
    Notary(record.engine, NAME, OTHER).stamp(ledger.end, ledger.batch, end.records[-1].at)
    return report(record)


WAYS = (left, taken_away, signed_again)


def test_a_history_told_anew_with_every_hash_is_found() -> None:
    for seed, dice, (kind, way) in trials(tuple((k, w) for k in FORGERIES for w in WAYS), 0.4):

        def attempt(dice: random.Random) -> str | None:
            with kept(dice) as record:
                numbers = {
                    one.act_id or one.at: one.number or 0
                    for one in Ledger(record.engine, NAME).load().records
                }
                untouched = report(record)
                assert untouched.sound, f"{seed}: {untouched}"  # noqa: B023
                first = forge(record.engine, NAME, kind, dice)  # noqa: B023
                public = bool(split(first.facts).main)
                found = way(record, dice, public, numbers[first.act_id or first.at])  # noqa: B023
                return f"{first}: {found}" if found.sound else None

        until_possible(seed, attempt)
        del dice


def dump(sql: sqlite3.Connection) -> object:
    """Everything that is recorded, or why it cannot be read."""
    try:
        return [sql.execute(f"SELECT * FROM {table.name}").fetchall() for table in TABLES]  # noqa: S608
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as failure:
        return type(failure)


def test_a_bit_of_the_file_that_changes_a_row_is_found() -> None:
    told: Counter[bool] = Counter()
    with kept(random.Random("file")) as record:
        image = bytes(record.sql.serialize())
        before = dump(record.sql)
    for seed, dice, _ in trials(("file",), 0.2):
        changed = bytearray(image)
        at, bit = dice.randrange(len(image)), dice.randrange(8)
        changed[at] ^= 1 << bit
        with opened(bytes(changed)) as (engine, sql):
            same = dump(sql) == before
            told[same] += 1
            try:
                found = verify(engine, NAME, KEY.public)
            except StoreUnavailable:
                continue  # the command says so, and fails
            # Space that nothing stands in proves nothing: there verifying may find what it will.
            assert same or not found.sound or strays(engine), (
                f"{seed}: bit {bit} of byte {at}: {found}"
            )
    assert told[False] > told.total() / 10
    print(f"of {told.total()} bits of the file {told[False]} changed a row")  # noqa: T201


def test_the_server_itself_cannot_swap_what_passkeyssigned() -> None:
    """With its own key over all of it: who signed what is in the hands of those who signed."""
    with kept(random.Random(1)) as record:
        forge(record.engine, NAME, swap_signatures, random.Random(1))
        ledger = Ledger(record.engine, NAME)
        end = ledger.load()
        with writing(record.engine) as connection:
            connection.execute(delete(tables.checkpoints))
        Notary(record.engine, NAME, KEY).stamp(ledger.end, ledger.batch, end.records[-1].at)
        assert "its passkey did not sign this" in str(report(record))


@pytest.mark.parametrize("kind", FORGERIES, ids=lambda kind: kind.__name__)
def test_what_is_found_is_named(kind: Forgery) -> None:
    def attempt(dice: random.Random) -> str | None:
        with kept(dice) as record:
            forge(record.engine, NAME, kind, dice)
            problem = report(record).problem or ""
            named = problem.startswith(("the checkpoint of", "the seal of", "draft ", "batch "))
            return None if named else problem

    until_possible(kind.__name__, attempt)


def test_checkpoints_that_are_gone_show_in_how_far_the_record_issigned() -> None:
    """No database can say by itself that there was one: what is told is what there is."""
    with kept(random.Random(2)) as record:
        assert "signed up to entry" in str(report(record))
        with writing(record.engine) as connection:
            connection.execute(delete(tables.checkpoints))
        gone = report(record)
        assert gone.sound
        assert (gone.signed, gone.sealed) == (0, 0)
        assert "signed by no checkpoint" in str(gone)


def test_a_checkpoint_that_is_held_has_to_be_of_this_record_and_this_server() -> None:
    with kept(random.Random(3)) as record:
        own = record.stamps[0]
        assert report(record, own.note).sound
        assert "no signed checkpoint" in str(report(record, "a note\n"))
        with kept(random.Random(4)) as another:
            assert "rewritten" in str(report(record, another.stamps[0].note))
        elsewhere = own.checkpoint._replace(negotiation="elsewhere")
        assert "is of elsewhere" in str(report(record, signed(elsewhere, KEY)))
        assert "not of the key" in str(report(record, signed(own.checkpoint, OTHER)))
        later = own.checkpoint._replace(number=own.checkpoint.number + 99)
        assert "cut off" in str(report(record, signed(later, KEY)))
