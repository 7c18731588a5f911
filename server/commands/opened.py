"""What the commands share: the database they work on, and how they say that it failed."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec

from sqlalchemy import Engine

from server.settings import Settings
from server.store.database import open_engine
from server.store.failures import StoreFailure
from server.store.schema import upgrade

P = ParamSpec("P")


class Declined(Exception):
    """A command that cannot be done; the message says why and what to do."""


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
            return 1

    return run
