"""The outside anchor: a time-stamping authority (RFC 3161) says when a checkpoint already was.

It is asked after the fact, one checkpoint after the other, and nobody waits for it: where it does
not answer, the record goes on and has no token.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import httpx
from cryptography.x509 import Certificate, load_der_x509_certificate
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from sqlalchemy import Engine

from server.bundle import check
from server.store.checkpoints import Stamp
from server.store.failures import StoreFailure
from server.store.timestamps import keep_token

log = logging.getLogger("parley.anchor")

SECONDS = 10.0
"""How long one answer may take, from the first byte sent to the last one read."""
LARGEST = 64 * 1024
"""Bytes of an answer."""
WAITING = 200
"""Checkpoints that may wait: they come at pauses and at signatures."""
AGAIN = (0.0, 10.0, 120.0)
"""Seconds before each try."""


class NoToken(Exception):
    """The authority gave no token that proves anything."""


class Authority(NamedTuple):
    """Where the authority is asked, and the roots it is trusted by; none: as its token says."""

    url: str
    roots: Sequence[Certificate] = ()


class Anchor:
    """Has checkpoints stamped by an authority, off everybody's path, and keeps the tokens."""

    def __init__(
        self,
        engine: Engine,
        authority: Authority,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        again: Sequence[float] = AGAIN,
        seconds: float = SECONDS,
    ) -> None:
        self._engine = engine
        self._authority = authority
        self._transport = transport
        self._again = again
        self._seconds = seconds
        self._queue: asyncio.Queue[Stamp] = asyncio.Queue(WAITING)

    def send(self, stamp: Stamp) -> None:
        """Have this checkpoint stamped some time soon; too many at once are let go."""
        try:
            self._queue.put_nowait(stamp)
        except asyncio.QueueFull:
            log.warning("entry %d is not anchored: too many wait", stamp.checkpoint.number)

    async def work(self) -> None:
        """Stamp what comes. For ever."""
        while True:
            stamp = await self._queue.get()
            try:
                await self._anchored(stamp)
            except Exception:  # whatever an authority sends, the next checkpoint gets its turn
                log.exception("entry %d is not anchored", stamp.checkpoint.number)
            finally:
                self._queue.task_done()

    async def settled(self) -> None:
        """Wait until nothing waits any more."""
        await self._queue.join()

    async def _anchored(self, stamp: Stamp) -> None:
        number = stamp.checkpoint.number
        for wait in self._again:
            await asyncio.sleep(wait)
            try:
                async with asyncio.timeout(self._seconds):
                    token = await self._token(stamp.note.encode())
                its = stamp.checkpoint.negotiation
                now = datetime.now(UTC)
                await asyncio.to_thread(keep_token, self._engine, its, number, token, now)
            except (NoToken, TimeoutError, httpx.HTTPError, StoreFailure) as failure:
                log.warning("entry %d is not anchored yet: %r", number, failure)
            else:
                return

    async def _token(self, note: bytes) -> bytes:
        """A token over a note, verified. Raises NoToken, HTTPError."""
        builder = TimestampRequestBuilder().data(note).hash_algorithm(HashAlgorithm.SHA256)
        request = builder.build()
        answer = await self._asked(request.as_bytes())
        try:
            response = decode_timestamp_response(answer)
            roots = self._authority.roots or _embedded(response)
            verifier = VerifierBuilder.from_request(request)
            for root in roots:
                verifier = verifier.add_root_certificate(root)
            verifier.build().verify_message(response, note)
            token = response.time_stamp_token()
            check.Token(token).check(note)
        except (ValueError, VerificationError) as failure:
            raise NoToken(f"no token: {failure}") from failure
        return token

    async def _asked(self, request: bytes) -> bytes:
        headers = {"Content-Type": "application/timestamp-query"}
        async with (
            httpx.AsyncClient(transport=self._transport, timeout=self._seconds) as client,
            client.stream("POST", self._authority.url, content=request, headers=headers) as answer,
        ):
            answer.raise_for_status()
            data = b""
            async for piece in answer.aiter_bytes():
                data += piece
                if len(data) > LARGEST:
                    raise NoToken("an answer that is too long")
        return data


def _embedded(response: TimeStampResponse) -> Sequence[Certificate]:
    return [load_der_x509_certificate(one) for one in response.signed_data.certificates]
