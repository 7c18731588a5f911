"""Serving: uvicorn as a room needs it, and the addresses people can reach it at."""

from __future__ import annotations

import socket

import uvicorn

from server.app import create_app
from server.settings import Settings
from server.store.database import open_engine
from server.store.negotiations import listed
from server.store.schema import upgrade

MAX_FRAME = 64 * 1024
"""Bytes of one frame a page may send; larger pastes and imports go by HTTP."""


def config(settings: Settings, *, host: str, port: int, rehearsal: bool = False) -> uvicorn.Config:
    """How the application is served: bounded frames, no deflate, a bounded farewell."""
    return uvicorn.Config(
        create_app(settings, rehearsal=rehearsal),
        host=host,
        port=port,
        loop="uvloop",
        http="httptools",
        ws="server.live.outlet:DirectProtocol",
        ws_max_size=MAX_FRAME,
        ws_per_message_deflate=False,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        timeout_graceful_shutdown=5,
        timeout_keep_alive=30,
        access_log=False,
        server_header=False,
        log_level="info",
        backlog=2048,
    )


def serve(settings: Settings, *, host: str, port: int | None, rehearsal: bool = False) -> int:
    """Serve until told to stop; a clock that can be moved is refused to real negotiations."""
    real = _real(settings) if rehearsal else ()
    if real:
        print(f"Not served for rehearsal: {', '.join(real)} is no rehearsal.")
        return 2
    uvicorn.Server(
        config(settings, host=host, port=port or settings.port, rehearsal=rehearsal)
    ).run()
    return 0


def _real(settings: Settings) -> tuple[str, ...]:
    """The negotiations of this database that are no rehearsals."""
    engine = open_engine(settings.database)
    upgrade(engine)
    real = tuple(one.id for one in listed(engine) if not one.rehearsal)
    engine.dispose()
    return real


def addresses(port: int) -> tuple[str, ...]:
    """Where this machine can be reached: itself, and on the local network if it is on one."""
    found = [f"http://localhost:{port}"]
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            # Nothing is sent: connecting a datagram socket only asks the routing table.
            probe.connect(("192.0.2.1", 9))
            found.append(f"http://{probe.getsockname()[0]}:{port}")
    except OSError:
        pass
    return tuple(found)
