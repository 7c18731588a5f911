"""A WebSocket from the client's end, on a bare transport: cheap enough for a thousand of them.

It can also do what no browser does: stop reading, send bytes that are no frame, vanish.
"""

from __future__ import annotations

import asyncio
import base64
import os
import socket
import struct
import time
from collections.abc import Callable
from typing import Final, NamedTuple, cast

CONTINUATION: Final = 0x0
TEXT: Final = 0x1
CLOSE: Final = 0x8
PING: Final = 0x9
PONG: Final = 0xA

Take = Callable[[bytes, float], None]
"""What is done with a text frame: its payload, and the time (perf_counter) at which it was read."""


class Address(NamedTuple):
    """Where a server listens."""

    host: str
    port: int

    @property
    def origin(self) -> str:
        """The origin that a page of this server has."""
        return f"http://{self.host}:{self.port}"


class UpgradeRefused(ConnectionError):
    """The server did not open the socket; `status` is what it answered."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the upgrade was answered by {status}")
        self.status = status


def frame(payload: bytes, opcode: int = TEXT, *, final: bool = True) -> bytes:
    """One masked frame; the mask is zero, which is legal and leaves the payload readable."""
    head = (0x80 if final else 0) | opcode
    size = len(payload)
    if size < 126:
        return struct.pack("!BB4x", head, 0x80 | size) + payload
    if size < 65536:
        return struct.pack("!BBH4x", head, 0x80 | 126, size) + payload
    return struct.pack("!BBQ4x", head, 0x80 | 127, size) + payload


def upgrade(address: Address, path: str, headers: dict[str, str]) -> bytes:
    """The request that asks for a socket."""
    lines = {
        "Host": f"{address.host}:{address.port}",
        "Origin": address.origin,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Version": "13",
        **headers,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"GET {path} HTTP/1.1\r\n{head}\r\n".encode()


class Line(asyncio.Protocol):
    """One socket; `take` is called for each text frame, `code` is set once it is closed."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._loop = asyncio.get_running_loop()
        self._pending = bytearray()
        self._message: list[bytes] = []
        self._transport: asyncio.Transport | None = None
        self._open: asyncio.Future[None] = self._loop.create_future()
        self.closed: asyncio.Future[None] = self._loop.create_future()
        self.code: int | None = None
        self.reason = ""
        self.received = 0
        """Bytes read since the upgrade."""

    @classmethod
    async def dial(
        cls,
        address: Address,
        path: str,
        take: Take,
        headers: dict[str, str] | None = None,
        *,
        within: float = 10.0,
        buffer: int | None = None,
    ) -> Line:
        """Open a socket; raises `UpgradeRefused`, or OSError where nobody listens.

        With ``buffer`` the kernel keeps no more than about so many bytes that were not read.
        """
        line = cls(take)
        plug = socket.socket()
        plug.setblocking(False)
        if buffer is not None:
            plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        async with asyncio.timeout(within):
            await line._loop.sock_connect(plug, address)
            await line._loop.create_connection(lambda: line, sock=plug)
            line.raw(upgrade(address, path, headers or {}))
            await line._open
        return line

    # Sending.

    def send(self, payload: bytes) -> None:
        """Send one text frame."""
        self.raw(frame(payload))

    def raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    def hang_up(self) -> None:
        """Close as a page does that is left."""
        self.raw(frame(struct.pack("!H", 1000), CLOSE))
        if self._transport is not None:
            self._transport.close()

    def cut(self) -> None:
        """Vanish: no close frame, nothing that was still to be sent."""
        if self._transport is not None:
            self._transport.abort()

    # Reading.

    def stop_reading(self) -> None:
        """Take nothing from the network any more, like a page that hangs."""
        if self._transport is not None:
            self._transport.pause_reading()

    def read_on(self) -> None:
        """Read again."""
        if self._transport is not None:
            self._transport.resume_reading()

    @property
    def waiting(self) -> int:
        """Bytes sent that the network has not taken yet."""
        return 0 if self._transport is None else self._transport.get_write_buffer_size()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The network is there."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by inheritance

    def connection_lost(self, exc: Exception | None) -> None:
        """The network is gone."""
        self.code = self.code or 1006
        if not self._open.done():
            self._open.set_exception(exc or ConnectionResetError("closed before the upgrade"))
        if not self.closed.done():
            self.closed.set_result(None)

    def data_received(self, data: bytes) -> None:
        """Cut what came into frames."""
        self._pending += data
        if self._open.done():
            self.received += len(data)
        elif self._upgraded():
            self.received = len(self._pending)
        else:
            return
        at = time.perf_counter()
        while (got := self._next()) is not None:
            self._frame(*got, at)

    def _upgraded(self) -> bool:
        end = self._pending.find(b"\r\n\r\n")
        if end < 0:
            return False
        status = int(self._pending[9:12])
        if status != 101:
            self._open.set_exception(UpgradeRefused(status))
            self.cut()
            return False
        del self._pending[: end + 4]
        self._open.set_result(None)
        return True

    def _next(self) -> tuple[int, bytes] | None:
        """The next whole frame: its first byte and its payload."""
        pending = self._pending
        if len(pending) < 2:
            return None
        head, size, at = pending[0], pending[1], 2
        if size == 126:
            at = 4
            size = int.from_bytes(pending[2:4])
        elif size == 127:
            at = 10
            size = int.from_bytes(pending[2:10])
        if len(pending) < at or len(pending) < at + size:
            return None
        payload = bytes(pending[at : at + size])
        del pending[: at + size]
        return head, payload

    def _frame(self, head: int, payload: bytes, at: float) -> None:
        opcode = head & 0x0F
        if head == 0x81:
            self._take(payload, at)
        elif opcode in (TEXT, CONTINUATION):
            self._message.append(payload)
            if head & 0x80:
                whole = b"".join(self._message)
                self._message = []
                self._take(whole, at)
        elif opcode == PING:
            self.raw(frame(payload, PONG))
        elif opcode == CLOSE:
            self.code = int.from_bytes(payload[:2]) if len(payload) >= 2 else 1005
            self.reason = payload[2:].decode(errors="replace")
            self.hang_up()
