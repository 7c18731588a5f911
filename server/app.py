"""The composition root: settings in, application out."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from cryptography.x509 import load_pem_x509_certificates
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from server.bundle.anchor import Anchor, Authority
from server.bundle.make import Bundles
from server.documents.worker import Press
from server.live.clock import Clock, RehearsalClock, SystemClock
from server.live.rooms import Rooms
from server.settings import Settings
from server.store.database import checkpoint, open_engine
from server.store.exports import Exports
from server.store.factors import Factors
from server.store.failures import StoreFailure
from server.store.heartbeat import LIVES, beat
from server.store.invitations import Invitations
from server.store.keys import open_key
from server.store.scans import Scans
from server.store.schema import upgrade
from server.store.sessions import Sessions
from server.store.signal import listen
from server.store.throttle import Throttle
from server.web import (
    acts,
    after,
    assets,
    caucuses,
    checking,
    clauses,
    clock,
    compilation,
    confirming,
    desk,
    documents,
    drafts,
    exports,
    health,
    invitations,
    landing,
    legal,
    live,
    parties,
    proposing,
    publication,
    record,
    rules,
    screens,
    sessions,
    sign,
    signing,
    since,
    state,
)
from server.web.paint import paint
from server.web.services import Services, server_time
from server.web.shield import Shield
from server.web.trouble import handlers, trouble
from server.web.watch import watch_sessions

log = logging.getLogger("parley")

HEARTBEAT = 10.0
"""Seconds between two notes that this server lives: an outage is measured from the last."""
AGAIN = 1.0
"""Seconds after which what failed beside the rooms is begun again."""

ROUTES: list[BaseRoute] = [
    *landing.routes,
    *health.routes,
    *assets.routes,
    *live.routes,
    *acts.routes,
    *drafts.routes,
    *caucuses.routes,
    *since.routes,
    *clauses.routes,
    *confirming.routes,
    *proposing.routes,
    *compilation.routes,
    *documents.routes,
    *exports.routes,
    *invitations.routes,
    *rules.routes,
    *parties.routes,
    *desk.routes,
    *sessions.routes,
    *state.routes,
    *record.routes,
    *clock.routes,
    *legal.routes,
    *sign.routes,
    *signing.routes,
    *publication.routes,
    *checking.routes,
    *after.routes,
    *screens.routes,
]


def create_app(settings: Settings, *, rehearsal: bool = False) -> Starlette:
    """The application; with `rehearsal` its clock may be moved."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        engine = open_engine(settings.database)
        await asyncio.to_thread(upgrade, engine)
        its = services(settings, engine, _clock(rehearsal=rehearsal))
        app.state.services = its
        app.state.rooms = its.rooms
        beside: list[Callable[[], Awaitable[None]]] = [
            partial(watch_sessions, its.rooms, its.sessions),
            partial(_beat, engine, its.rooms),
            partial(_listen, engine, its.rooms),
            its.rooms.keep,
        ]
        if its.anchor is not None:
            beside.append(its.anchor.work)
        tasks = [asyncio.create_task(keep_up(work)) for work in beside]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await its.rooms.stop()
            engine.dispose()

    return Starlette(
        routes=ROUTES,
        lifespan=lifespan,
        middleware=[Middleware(Shield, settings=settings, trouble=trouble)],
        exception_handlers=handlers,
    )


def services(settings: Settings, engine: Engine, its_clock: Clock) -> Services:
    """Everything the routes work with, over one database."""
    key, anchor = open_key(settings.key_file), _anchor(settings, engine)
    outside = anchor.send if anchor is not None else None
    return Services(
        settings=settings,
        rooms=Rooms(engine, its_clock, paint, key=key, outside=outside),
        sessions=Sessions(
            engine,
            idle=timedelta(hours=settings.idle_hours),
            limit=timedelta(hours=settings.session_hours),
        ),
        invitations=Invitations(engine),
        throttle=Throttle(),
        bundles=Bundles(engine, key),
        factors=Factors(engine, key),
        press=Press(),
        exports=Exports(engine),
        scans=Scans(engine),
        anchor=anchor,
        ready=_ready(engine),
    )


def _anchor(settings: Settings, engine: Engine) -> Anchor | None:
    if not settings.timestamp_url:
        return None
    file = settings.timestamp_roots
    roots = load_pem_x509_certificates(Path(file).read_bytes()) if file else []
    return Anchor(engine, Authority(settings.timestamp_url, roots))


def _clock(*, rehearsal: bool) -> Clock:
    return RehearsalClock(server_time()) if rehearsal else SystemClock()


def _ready(engine: Engine) -> Callable[[], None]:
    return lambda: beat(engine, server_time())


async def keep_up(work: Callable[[], Awaitable[None]]) -> None:
    """Do what goes on beside the rooms until it ends; where it fails, say so and begin it again."""
    while True:
        try:
            await work()
        except Exception:  # unnoticed, nobody would be shown out or told of others any more
            log.exception("what goes on beside the rooms failed, and is begun again")
            await asyncio.sleep(AGAIN)
        else:
            return


async def _beat(engine: Engine, rooms: Rooms) -> None:
    """Note from time to time that this server lives, and keep SQLite's log short. For ever.

    Where it could not for a while (the store failed, the machine slept) the rooms are told.
    """
    last = server_time()
    while True:
        try:
            now = server_time()
            await asyncio.to_thread(beat, engine, now)
            if now - last > LIVES:
                rooms.look_for_outages()
            last = now
            await asyncio.to_thread(checkpoint, engine)
        except StoreFailure as failure:
            log.warning("no heartbeat: %s", failure)
        await asyncio.sleep(HEARTBEAT)


async def _listen(engine: Engine, rooms: Rooms) -> None:
    """Let the rooms read what other processes on the same database wrote. For ever."""
    async for word in listen(engine):
        if word.kind == "commit":
            rooms.signalled(word.negotiation)
        elif word.kind == "gap":
            rooms.catch_up()
