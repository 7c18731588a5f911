"""The way out to one browser: prebuilt frames, written straight to the transport, bounded."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any, Protocol, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

HIGH_WATER = 256 * 1024
"""Bytes waiting in the transport above which a seat is behind and gets nothing more."""
LOW_WATER = 32 * 1024
"""Bytes waiting below which a seat that was behind is brought up again."""
KERNEL_BUFFER = 64 * 1024
"""What the kernel may hold for one reader: real memory too, so it is kept small."""

EXTENSION = "parley.transport"


class DirectProtocol(WebSocketsSansIOProtocol):
    """uvicorn's own protocol, with its transport in the ASGI scope.

    A room writes one prebuilt frame to a thousand transports at 8-11 us each; ASGI's `send` takes
    twice as long and awaits the slowest reader (background/performance.md §9). Legal as long as
    the application sends no fragmented messages and stops writing once the connection closes.
    """

    async def run_asgi(self) -> None:
        """Run the application with the transport within its reach."""
        extensions = cast("dict[str, Any]", self.scope["extensions"])
        extensions[EXTENSION] = self.transport
        peer = self.transport.get_extra_info("socket")
        if peer is not None:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BUFFER)
        await super().run_asgi()

    def send_receive_event_to_app(self) -> None:
        """Hand a whole message on; one that is no text closes the line, without a traceback."""
        if self.curr_msg_data_type == "text":
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self.frames = []
                self.conn.send_close(1007)
                self.handle_parser_exception()
                return
        super().send_receive_event_to_app()


def text_frame(payload: bytes) -> bytes:
    """One unmasked, unfragmented WebSocket text frame around a payload (RFC 6455 §5.2)."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", 0x81, size) + payload
    if size < 65536:
        return struct.pack("!BBH", 0x81, 126, size) + payload
    return struct.pack("!BBQ", 0x81, 127, size) + payload


def close_frame(code: int, reason: str) -> bytes:
    """One close frame; the reason is cut to what fits, between two characters."""
    fitting = reason.encode()[:120].decode(errors="ignore")
    payload = struct.pack("!H", code) + fitting.encode()
    return struct.pack("!BB", 0x88, len(payload)) + payload


class Outlet(Protocol):
    """Where a seat's frames go."""

    def write(self, frame: bytes) -> None:
        """Take one whole frame; never waits, never raises."""
        ...

    def waiting(self) -> int:
        """Bytes taken and not yet handed to the network."""
        ...

    def close(self, code: int, reason: str) -> None:
        """Say why, and close."""
        ...

    @property
    def closed(self) -> bool:
        """Whether nothing can be written any more."""
        ...


class TransportOutlet:
    """An outlet over a transport that `DirectProtocol` put within reach."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport

    def write(self, frame: bytes) -> None:
        """Hand one whole frame to the transport."""
        if not self._transport.is_closing():
            self._transport.write(frame)

    def waiting(self) -> int:
        """Bytes in the transport's buffer."""
        return self._transport.get_write_buffer_size()

    def close(self, code: int, reason: str) -> None:
        """Write a close frame and close; a reader that takes nothing is cut off at once."""
        if self._transport.is_closing():
            return
        if self.waiting() > HIGH_WATER:
            self._transport.abort()
            return
        self._transport.write(close_frame(code, reason))
        self._transport.close()

    @property
    def closed(self) -> bool:
        """Whether the transport is closing or closed."""
        return self._transport.is_closing()
