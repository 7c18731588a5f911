"""The outside anchor of a served house: named by settings, asked at a pause, in the bundle."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from cryptography.hazmat.primitives import serialization

from models import acts
from server.bundle import check
from tests.bundle.authority import Authority
from tests.cast import opened
from tests.web.conftest import Serve
from tests.web.house import House


@contextmanager
def clock(authority: Authority) -> Iterator[str]:
    """The authority, serving on this machine: its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Answer one request."""
            made = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(made)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


async def bundled(house: House) -> dict[str, bytes]:
    """A party's bundle, once the session was closed and the anchor has nothing left to do."""
    await house.does("chair", acts.CloseSession())
    room, anchor = await house.room(), house.services.anchor
    assert anchor is not None
    await room.stamped()
    await anchor.settled()
    data = (await (await house.browser("ada")).get("/n/test/record/bundle")).content
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


async def test_a_pause_is_stamped_outside_and_the_bundle_proves_it(
    serve: Serve, tmp_path: Path
) -> None:
    authority, roots = Authority(), tmp_path / "roots.pem"
    roots.write_bytes(authority.certificate.public_bytes(serialization.Encoding.PEM))
    with clock(authority) as address:
        house = await serve(opened(), timestamp_url=address, timestamp_roots=str(roots))
        members = await bundled(house)
    said = check.check_members(members)
    assert "1 time stamps from outside" in said


async def test_without_a_setting_nobody_outside_is_asked(serve: Serve) -> None:
    house = await serve(opened())
    assert house.services.anchor is None
