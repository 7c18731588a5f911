"""The environment, read once into one frozen object.

Every setting has a default that serves on a laptop. `PARLEY_` and the name below in capitals
changes it (`PARLEY_DATABASE`, `PARLEY_SESSION_HOURS` …; the port also by `PORT`, the address by
`PARLEY_URL`), in the environment or in a file `.env`.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

HOME = Path(".parley")


class Settings(BaseSettings):
    """How this server runs."""

    model_config = SettingsConfigDict(
        env_prefix="PARLEY_", env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    database: str = str(HOME / "parley.db")
    """A path for SQLite, or a PostgreSQL URL."""
    signing_key: str = ""
    """The file of the key that signs checkpoints; "" for one beside the database.

    Several servers on one database share one key. Whoever moves a database takes it along: under
    another key people set up their one-time codes anew.
    """
    port: int = Field(8000, ge=0, le=65535, validation_alias=AliasChoices("PORT", "PARLEY_PORT"))
    """The port to serve on; also read from `PORT`."""
    public_url: str = Field("", validation_alias=AliasChoices("PARLEY_URL", "PARLEY_PUBLIC_URL"))
    """The address people open, where a proxy stands before the server; "" on a local network."""
    session_hours: int = Field(16, ge=1, le=24 * 31)
    """How long a sign-in lasts at most: a workshop day, unless said otherwise."""
    idle_hours: int = Field(12, ge=1, le=24 * 31)
    """How long a device may be silent before it has to sign in again."""

    timestamp_url: str = ""
    """A time-stamping authority (RFC 3161) that stamps checkpoints at pauses, lock and signatures.

    Its certificate is RSA or P-256, as the verifiers of bundles know no other; another's tokens are
    not kept. It is sent digests and nothing else; "" for none: then nothing is sent anywhere.
    """
    timestamp_roots: str = ""
    """A PEM file of the certificates that authority is trusted by; "" to take it at its word."""

    @property
    def key_file(self) -> Path:
        """Where the key that signs checkpoints lies."""
        if self.signing_key:
            return Path(self.signing_key)
        if "://" in self.database:
            return HOME / "signing.key"
        return Path(self.database).with_suffix(".key")

    @field_validator("public_url", "timestamp_url")
    @classmethod
    def _whole(cls, url: str) -> str:
        if url and not url.startswith(("https://", "http://")):
            raise ValueError("must begin with https:// or http://")
        return url.rstrip("/")
