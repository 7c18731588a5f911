"""Every table. The migrations build them; a test holds both equal.

The record is append-only: rows of `batches` and `entries` are never changed, of `entry_parts` and
private `edits` only ever emptied (withheld or erased), down to their hashes. `negotiations` is the
head that every batch moves by compare-and-set.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from server.store.instant import Instant

AnyRow = Row[*tuple[Any, ...]]
"""A row of any table."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _of_negotiation() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["negotiation"], ["negotiations.id"])


negotiations = Table(
    "negotiations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("rehearsal", Boolean, nullable=False, server_default=false()),
    Column("created", Instant, nullable=False),
    # How many batches were written: the ticket of compare-and-set. Private typing moves it too,
    # so it never leaves the server.
    Column("fence", BigInteger, nullable=False),
    # The one public counter: the N of "since N".
    Column("place", BigInteger, nullable=False),
    # When a server last said that it was alive; no part of the record.
    Column("heartbeat", Instant),
)

batches = Table(
    "batches",
    metadata,
    Column("negotiation", Text, primary_key=True),
    Column("fence", BigInteger, primary_key=True, autoincrement=False),
    # The public counter after this batch.
    Column("place", BigInteger, nullable=False),
    # Over the hash of the batch before and of every row of this one, in order.
    Column("hash", LargeBinary, nullable=False),
    _of_negotiation(),
    sqlite_with_rowid=False,
)

entries = Table(
    "entries",
    metadata,
    Column("negotiation", Text, primary_key=True),
    # "" is the main chain; a private one bears the name of its audience: "draft:<id>",
    # "caucus:<id>", "party:<author>".
    Column("chain", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    # Null in a private chain.
    Column("place", BigInteger),
    # The batch, and the record's order in it.
    Column("fence", BigInteger, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    # Copies of what the innermost part says, for recognising a resent act.
    Column("person", Text),
    Column("act_id", Text),
    Column("prev", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    UniqueConstraint("negotiation", "person", "act_id"),
    Index(None, "negotiation", "fence"),
    _of_negotiation(),
    sqlite_with_rowid=False,
)

entry_parts = Table(
    "entry_parts",
    metadata,
    Column("negotiation", Text, primary_key=True),
    Column("chain", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("audience", Text, primary_key=True),
    # Null, like the content, once the part is withheld or erased.
    Column("salt", LargeBinary),
    Column("content", Text),
    Column("commitment", LargeBinary, nullable=False),
    ForeignKeyConstraint(
        ["negotiation", "chain", "number"],
        ["entries.negotiation", "entries.chain", "entries.number"],
    ),
    sqlite_with_rowid=False,
)

edits = Table(
    "edits",
    metadata,
    Column("negotiation", Text, primary_key=True),
    Column("draft", Text, primary_key=True),
    Column("revision", BigInteger, primary_key=True, autoincrement=False),
    # Null while the draft is private.
    Column("place", BigInteger),
    Column("fence", BigInteger, nullable=False),
    Column("seq", Integer, nullable=False),
    # Where in its record this fact stands: after how many facts of the main chain, and as which
    # of this draft's facts.
    Column("after", Integer, nullable=False),
    Column("nth", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    # All four null where the server carried the draft over to another version.
    Column("author", Text),
    Column("person", Text),
    Column("role", Text),
    Column("field", Text),
    # Empty once the edit is erased, and all that says who, how and where is null then.
    Column("parts", Text, nullable=False),
    Column("act_id", Text),
    Column("hash", LargeBinary, nullable=False),
    # Hashed with what is private: nobody guesses a keystroke from its hash.
    Column("salt", LargeBinary),
    UniqueConstraint("negotiation", "person", "act_id"),
    Index(None, "negotiation", "fence"),
    _of_negotiation(),
    sqlite_with_rowid=False,
)

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("negotiation", Text, primary_key=True),
    # The last entry of the main chain it speaks of, and that entry's hash.
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("root", LargeBinary, nullable=False),
    # The public key that signed it, and the signed note itself.
    Column("key", LargeBinary, nullable=False),
    Column("note", Text, nullable=False),
    # The same of the chain of batches, private ones among them: never given out.
    Column("seal", Text),
    _of_negotiation(),
    sqlite_with_rowid=False,
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("negotiation", Text, nullable=False),
    Column("person", Text, nullable=False),
    # SHA-256 of the link's token; the token itself is nowhere.
    Column("link_hash", LargeBinary, nullable=False, unique=True),
    # The first characters of the code on the card, to find it by; the rest only as argon2id.
    Column("locator", Text, nullable=False, unique=True),
    Column("code_hash", Text, nullable=False),
    Column("issued", Instant, nullable=False),
    Column("revoked", Instant),
    Column("redeemed", Integer, nullable=False),
    Column("last_redeemed", Instant),
    Index(None, "negotiation", "person"),
    _of_negotiation(),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    # SHA-256 of the cookie's token. One browser, several negotiations: one token, several rows.
    Column("token_hash", LargeBinary, nullable=False),
    Column("negotiation", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("created", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False),
    Column("expires", Instant, nullable=False),
    Column("revoked", Instant),
    UniqueConstraint("token_hash", "negotiation"),
    Index(None, "negotiation", "person"),
    _of_negotiation(),
)

# When no server on this database was alive; no part of the record, which keeps what follows of it.
outages = Table(
    "outages",
    metadata,
    Column("started", Instant, primary_key=True, autoincrement=False),
    Column("ended", Instant, nullable=False),
)

# What a person signs with beside the session; no part of the record, which keeps the evidence.
passkeys = Table(
    "passkeys",
    metadata,
    # The credential's id, base64url.
    Column("id", Text, primary_key=True),
    Column("negotiation", Text, nullable=False),
    Column("person", Text, nullable=False),
    # COSE, as the authenticator gave it.
    Column("public_key", LargeBinary, nullable=False),
    Column("uses", BigInteger, nullable=False),
    Column("device", Text, nullable=False),
    Column("created", Instant, nullable=False),
    Index(None, "negotiation", "person"),
    _of_negotiation(),
)

one_time_codes = Table(
    "one_time_codes",
    metadata,
    Column("negotiation", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    # Of the secret: the server computes the same codes, so a hash of it would not do.
    Column("ciphertext", LargeBinary, nullable=False),
    Column("created", Instant, nullable=False),
    # The last step of 30 seconds whose code was used: none is taken twice.
    Column("used", BigInteger, nullable=False),
    _of_negotiation(),
)

# Who took what along; no part of the record.
exports = Table(
    "exports",
    metadata,
    Column("negotiation", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    # Counted for each person.
    Column("nth", Integer, primary_key=True, autoincrement=False),
    Column("party", Text),
    Column("at", Instant, nullable=False),
    Column("kind", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("against", Text, nullable=False),
    # The last entry of the main chain that it reads up to.
    Column("entry", BigInteger, nullable=False),
    # SHA-256 of the file, in hexadecimal digits.
    Column("digest", Text, nullable=False),
    Column("confidential", Boolean, nullable=False),
    Index(None, "negotiation", "at"),
    _of_negotiation(),
)

# Scans of pages signed in ink: the record names them by their digests.
scans = Table(
    "scans",
    metadata,
    Column("negotiation", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("ending", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
    _of_negotiation(),
)

# What an authority outside said of the age of a checkpoint.
timestamps = Table(
    "timestamps",
    metadata,
    Column("negotiation", Text, primary_key=True),
    # The entry that the checkpoint is of.
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    # A TimeStampToken in DER.
    Column("token", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
    _of_negotiation(),
    sqlite_with_rowid=False,
)
