"""The process that makes one document: a pickled paper in, bytes out.

python -m server.documents.press MODULE:FUNCTION SECONDS BYTES LARGEST
"""

from __future__ import annotations

import contextlib
import pickle
import sys
from importlib import import_module

TOO_LARGE = 3
"""The exit status that says a bound was met."""


def main(maker: str, seconds: int, memory: int, largest: int) -> int:
    """Make the document and write it; the status to exit with."""
    bound(seconds, memory)
    module, _, function = maker.partition(":")
    try:
        make = getattr(import_module(module), function)
        made: bytes = make(pickle.load(sys.stdin.buffer))  # noqa: S301 - from the server itself
    except MemoryError:
        return TOO_LARGE
    if len(made) > largest:
        return TOO_LARGE
    sys.stdout.buffer.write(made)
    return 0


def bound(seconds: int, memory: int) -> None:
    """Limit this process, where the system can: processor time, memory, and no file written."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:5])))
