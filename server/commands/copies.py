"""Backup, restore, verify."""

from __future__ import annotations

from pathlib import Path

from server.bundle import check
from server.commands.opened import Declined, database, said
from server.settings import Settings
from server.store import backup as copies
from server.store.checkpoints import read
from server.store.keys import public_key
from server.store.negotiations import listed
from server.store.verify import strays
from server.store.verify import verify as verified


@said
def backup(settings: Settings, file: Path) -> int:
    """Copy the database to a new file, also while it is served."""
    with database(settings) as engine:
        reports = copies.backup(engine, file)
    for report in reports:
        print(report)
    print(f"copied to {file}")
    return 0


@said
def restore(settings: Settings, file: Path, *, replace: bool = False) -> int:
    """Bring a copy back. What the copy does not have is overwritten only if told so."""
    with database(settings) as engine:
        try:
            reports = copies.restore(engine, file, replace=replace)
        except copies.WouldOverwrite as conflict:
            reasons = "".join(f"\n  {reason}" for reason in conflict.reasons)
            raise Declined(
                f"not restored, because it would destroy something:{reasons}\n"
                "Stop the server, take a backup, then say --replace."
            ) from conflict
    for report in reports:
        print(report)
    print("restored; everybody signs in again by their link or code")
    return 0 if all(report.sound for report in reports) else 1


def verify_bundle(file: Path, held: Path | None) -> int:
    """Check a bundle that a party holds; status 1 where it is not sound."""
    return check.main([str(file), *(["--held", str(held)] if held else [])])


@said
def verify(settings: Settings, negotiation: str | None = None, held: Path | None = None) -> int:
    """Check one record, or all of them; status 1 where one is not sound.

    A checkpoint that somebody `held` says itself which record it is of.
    """
    note = None if held is None else _checkpoint(held)
    if note is not None:
        negotiation = negotiation or read(note)[0].negotiation
    key = _key(settings)
    with database(settings) as engine:
        names = [negotiation] if negotiation else [each.id for each in listed(engine)]
        reports = [verified(engine, name, key, note) for name in names]
        astray = strays(engine)
    for report in reports:
        print(report)
    if not reports:
        print("there is no negotiation here")
    for table in astray:
        print(f"NOT SOUND: {table}: there are rows of no negotiation")
    return 0 if all(report.sound for report in reports) and not astray else 1


def _checkpoint(file: Path) -> str:
    """The note that somebody kept."""
    try:
        note = file.read_text("utf-8")
        read(note)
    except ValueError as wrong:
        raise Declined(f"{file}: {wrong}") from wrong
    return note


def _key(settings: Settings) -> bytes | None:
    """The public half of the key beside the database, if there is one."""
    try:
        return public_key(settings.key_file)
    except ValueError as wrong:
        raise Declined(f"{settings.key_file} holds no key: {wrong}") from wrong
