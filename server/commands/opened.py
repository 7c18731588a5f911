"""What the commands share: the database and the file they work on, and how they say what failed."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec

from sqlalchemy import Engine

from server.convene import Convening, FileRefused, from_file
from server.settings import Settings
from server.store.database import open_engine
from server.store.failures import StoreFailure
from server.store.schema import upgrade

P = ParamSpec("P")


class Declined(Exception):
    """A command that cannot be done; the message says why and what to do."""

    status = 1


class WrongFile(Declined):
    """A file from which nothing can be convened; the message names each line and what is wrong."""

    status = 2


def convened_by(file: Path, *, rehearsal: bool) -> Convening:
    """What a file convenes. Raises WrongFile, OSError."""
    try:
        return from_file(file, rehearsal=rehearsal)
    except FileRefused as refused:
        told = "\n".join(f"{file}: {problem}" for problem in refused.problems)
        raise WrongFile(told) from refused


@contextmanager
def database(settings: Settings) -> Iterator[Engine]:
    """The database of the settings, its tables up to date."""
    engine = open_engine(settings.database)
    try:
        upgrade(engine)
        yield engine
    finally:
        engine.dispose()


def said(command: Callable[P, int]) -> Callable[P, int]:
    """A command whose failures are a sentence and a status, never a traceback."""

    @functools.wraps(command)
    def run(*arguments: P.args, **named: P.kwargs) -> int:
        try:
            return command(*arguments, **named)
        except (StoreFailure, Declined, OSError) as failure:
            print(failure, file=sys.stderr)
            return failure.status if isinstance(failure, Declined) else 1

    return run
