"""The floor: a bare relay, no document, no store, no permissions.

It takes each edit as bytes and passes it on as bytes, on the same uvicorn with the same protocol
class and outlet as the server, with the same two flushes: fast for those who type, slow for those
who watch. What the server costs above this is what a negotiation costs.

`python -m bench.relay PORT`
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from server.live.outlet import EXTENSION, HIGH_WATER, TransportOutlet
from server.live.pacer import Pacer
from server.live.seat import envelope

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

WELCOME = b'{"t":"welcome"}'


class Relay:
    """Everybody connected, and what they have not been sent yet."""

    def __init__(self) -> None:
        self._editors: set[TransportOutlet] = set()
        self._watchers: set[TransportOutlet] = set()
        self._for_editors: list[bytes] = []
        self._for_watchers: list[bytes] = []
        self._place = 0
        # The very parameters of server.live.hall.
        self._fast = Pacer(self._flush_editors, factor=3, shortest=0.0, longest=0.02)
        self._slow = Pacer(self._flush_watchers, factor=4, shortest=0.04, longest=0.125)

    def enter(self, outlet: TransportOutlet, *, types: bool) -> set[TransportOutlet]:
        """Seat somebody; the set to leave from."""
        seats = self._editors if types else self._watchers
        seats.add(outlet)
        outlet.write(envelope(self._place, [WELCOME]))
        return seats

    def take(self, edit: bytes) -> None:
        """Pass an edit on."""
        self._place += 1
        self._for_editors.append(edit)
        self._for_watchers.append(edit)
        self._fast.touch()
        self._slow.touch()

    def _flush_editors(self) -> None:
        self._flush(self._editors, self._for_editors)

    def _flush_watchers(self) -> None:
        self._flush(self._watchers, self._for_watchers)

    def _flush(self, outlets: set[TransportOutlet], edits: list[bytes]) -> None:
        frame = envelope(self._place, edits)
        edits.clear()
        for outlet in outlets:
            if outlet.waiting() <= HIGH_WATER:
                outlet.write(frame)

    async def serve(self, socket: WebSocket) -> None:
        """One socket: a hello says whether it types, every other frame is passed on."""
        await socket.accept()
        outlet = TransportOutlet(socket.scope["extensions"][EXTENSION])
        hello = await socket.receive_text()
        seats = self.enter(outlet, types='"screen":"table"' in hello)
        with suppress(WebSocketDisconnect):
            while True:
                self.take((await socket.receive_text()).encode())
        seats.discard(outlet)


@asynccontextmanager
async def living(app: Starlette) -> AsyncIterator[None]:
    """The relay lives as long as its loop."""
    app.state.relay = Relay()
    yield


async def live(socket: WebSocket) -> None:
    """The one route."""
    await socket.app.state.relay.serve(socket)


def main() -> None:
    """Serve until told to stop."""
    app = Starlette(routes=[WebSocketRoute("/n/{negotiation}/live", live)], lifespan=living)
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        ws="server.live.outlet:DirectProtocol",
        ws_max_size=64 * 1024,
        ws_per_message_deflate=False,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        timeout_graceful_shutdown=1,
        access_log=False,
        log_level="warning",
        backlog=2048,
    )
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        uvicorn.Server(config).run()


if __name__ == "__main__":
    main()
