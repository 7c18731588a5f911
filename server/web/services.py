"""What the routes work with: made once by the composition root, kept on the application."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from server.bundle.anchor import Anchor
from server.bundle.make import Bundles
from server.documents.worker import Press
from server.live.rooms import Rooms
from server.settings import Settings
from server.store.exports import Exports
from server.store.factors import Factors
from server.store.invitations import Invitations
from server.store.scans import Scans
from server.store.sessions import Sessions
from server.store.throttle import Throttle

T = TypeVar("T")


@dataclass(frozen=True)
class Services:
    """Everything a route may ask."""

    settings: Settings
    rooms: Rooms
    sessions: Sessions
    invitations: Invitations
    throttle: Throttle
    bundles: Bundles
    factors: Factors
    press: Press
    exports: Exports
    scans: Scans
    anchor: Anchor | None
    """Whoever stamps checkpoints outside, where the settings name one."""
    ready: Callable[[], None]
    """Writes something and takes it back; raises where the store would not commit."""


def services(connection: HTTPConnection) -> Services:
    """The services of the application that serves this request or socket."""
    found: Services = connection.app.state.services
    return found


def server_time() -> datetime:
    """The server's own time: sign-ins never follow the rehearsal clock."""
    return datetime.now(UTC)


async def in_store(work: Callable[..., T], *args: object, **named: object) -> T:
    """Ask the store on a thread of its own: the loop waits for nobody's disk."""
    return await run_in_threadpool(work, *args, **named)
