"""Makers of documents that meet the bounds of the press."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from server.documents.paper import Paper


def patient(_paper: Paper) -> bytes:
    """Never done."""
    time.sleep(60)
    return b""


def hungry(_paper: Paper) -> bytes:
    """More memory than there is."""
    return bytes(4_000_000_000)


def verbose(_paper: Paper) -> bytes:
    """A longer document than is sent."""
    return bytes(20_000_001)


def clumsy(_paper: Paper) -> bytes:
    """A mistake."""
    raise ValueError("clumsy")


def curious(_paper: Paper) -> bytes:
    """What the process knows of its surroundings."""
    return "\n".join(sorted(os.environ)).encode()


def writing(_paper: Paper) -> bytes:
    """A file where there should be none."""
    (Path(tempfile.mkdtemp()) / "press-was-here").write_bytes(b"x" * 10)
    return b""
