"""Where documents are made: in a process of their own, bounded in time, memory and size.

A library for documents is a large thing that is fed with what people typed. It runs beside the
server, one document at a time, knows nothing of the server's settings, and dies alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import pickle
import sys
from collections.abc import Mapping
from typing import NamedTuple

from models.refusals import Refusal
from server.documents.compose import too_large
from server.documents.paper import Paper
from server.documents.press import TOO_LARGE

log = logging.getLogger("parley.documents")

SECONDS = 30.0
MEMORY = 1_500_000_000
"""Bytes of address space; setting a page takes a third of it, most of that never touched."""
LARGEST = 20_000_000
"""Bytes of a finished document."""
WAITING = 16
"""How many may wait for the press at once."""


class Format(NamedTuple):
    """A kind of document: who makes it, how its file ends, what it is sent as."""

    maker: str
    ending: str
    media: str


FORMATS: Mapping[str, Format] = {
    "word": Format(
        "server.documents.word:word",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": Format("server.documents.pdf:pdf", "pdf", "application/pdf"),
    "markdown": Format("server.documents.markdown:markdown", "md", "text/markdown; charset=utf-8"),
    "akn": Format("server.documents.akn:akn", "xml", "application/akn+xml"),
    "json": Format("server.documents.values:json", "json", "application/json"),
}


class Press:
    """Makes documents one after the other, for all negotiations of this server."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._turn = asyncio.Semaphore(1)
        self._waiting = 0

    async def make(self, kind: str, paper: Paper) -> bytes:
        """The paper as a document of one of `FORMATS`.

        Raises Refusal: `too_large` where a bound is met, `busy` where too many wait already.
        """
        if self._waiting >= WAITING:
            raise Refusal(
                "busy", "Many documents are being made just now.", "Try again in a minute."
            )
        self._waiting += 1
        try:
            async with self._turn:
                return await self._made(FORMATS[kind].maker, pickle.dumps(paper))
        finally:
            self._waiting -= 1

    async def _made(self, maker: str, paper: bytes) -> bytes:
        bounds = (round(self._seconds) or 1, self._memory, LARGEST)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "server.documents.press",
            maker,
            *map(str, bounds),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=_environment(),
        )
        try:
            async with asyncio.timeout(self._seconds):
                made, trouble = await process.communicate(paper)
        except TimeoutError:
            raise too_large() from None
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        # What dies of a signal has met a bound: memory that a library was refused, processor time.
        if process.returncode == TOO_LARGE or (process.returncode or 0) < 0:
            raise too_large()
        if process.returncode:
            log.error("a document failed: %s", trouble.decode(errors="replace").strip()[-2_000:])
            raise RuntimeError("a document could not be made")
        return made


def _environment() -> dict[str, str]:
    """What the process needs to find this very code, and nothing else of ours."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "LANG") if name in os.environ}
    # One thread: what runs beside the rooms does not take every core from them.
    return {**kept, "PYTHONPATH": os.pathsep.join(sys.path), "RAYON_NUM_THREADS": "1"}
