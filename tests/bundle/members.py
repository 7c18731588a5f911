"""The members of a bundle, taken apart, and put together again as only a server can."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile

from server.bundle.make import PURPOSE
from server.store import canonical
from server.store.keys import SigningKey

Members = dict[str, bytes]


def opened(bundle: bytes) -> Members:
    """Name → bytes."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def signed_again(members: Members, key: SigningKey) -> Members:
    """With a new index, as only the server can make one."""
    index = json.loads(members["index.json"])
    index["members"] = {
        name: hashlib.sha256(data).hexdigest()
        for name, data in members.items()
        if not name.startswith("index.")
    }
    raw = canonical.encode(index)
    signature = base64.b64encode(key.sign(PURPOSE + raw)) + b"\n"
    return {**members, "index.json": raw, "index.sig": signature}


def joined(lines: list[bytes]) -> bytes:
    """A member of lines."""
    return b"".join(line + b"\n" for line in lines)
