"""Making a bundle: one file in which a party holds all it may know, and can check it without us."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from models.negotiation import Negotiation
from models.rulebook import Group
from models.sight import Sight
from models.signing import scans_of
from models.whole import whole_digests, whole_text
from server.store import canonical
from server.store.checkpoints import Stamp, kept
from server.store.extract import Side, extract, line
from server.store.instant import to_iso
from server.store.keys import SigningKey
from server.store.scans import Scans
from server.store.timestamps import tokens

PURPOSE = b"parley-index-1\n"
SHIPPED = {"README.md": "CHECKING.md", "verify.py": "check.py"}
"""Member → the file of this package that it is."""
PAGE = Path(__file__).resolve().parents[2] / "static" / "dist" / "verify.html"
"""The other verifier, as it was built: a page that stands alone."""


def side_of(negotiation: Negotiation, sight: Sight) -> Side:
    """What of the record an audience at the table may have."""
    author = sight.author
    caucuses = frozenset(
        one.id for one in negotiation.caucuses.values() if author and author in one.members
    )
    return Side(author, sight.group is Group.FACILITATORS, caucuses)


class Bundles:
    """Makes bundles of the negotiations of one database, and signs their indexes."""

    def __init__(self, engine: Engine, key: SigningKey) -> None:
        self._engine = engine
        self._key = key

    def make(self, negotiation: Negotiation, sight: Sight, last: Stamp, at: datetime) -> bytes:
        """The bundle for one audience, up to the last checkpoint, as a ZIP file.

        Raises StoreUnavailable.
        """
        side, until = side_of(negotiation, sight), last.checkpoint.number
        found = extract(self._engine, negotiation.id, until, side)
        notes = kept(self._engine, negotiation.id)
        members = {
            **{its: (files("server.bundle") / file).read_bytes() for its, file in SHIPPED.items()},
            **({PAGE.name: PAGE.read_bytes()} if PAGE.is_file() else {}),
            "record.jsonl": b"".join(map(line, found.entries)),
            "edits.jsonl": b"".join(map(line, found.edits)),
            "checkpoints.jsonl": b"".join(_told(Stamp(*one), until) for one in notes),
            "signatures.json": canonical.encode(_signatures(found.entries)),
            **{
                f"text/{language}.txt": whole_text(negotiation, language)
                for language in whole_digests(negotiation)
            },
        }
        final = negotiation.final
        if final is not None and final.locked:
            members["manifest.txt"] = final.content.encode()
        members |= self._from_paper(negotiation)
        given = tokens(self._engine, negotiation.id)
        if given:
            members["timestamps.jsonl"] = b"".join(
                line({"number": number, "token": base64.b64encode(token).decode()})
                for number, token in given.items()
                if number <= until
            )
        index = canonical.encode(
            {
                "format": "parley-bundle-1",
                "negotiation": negotiation.id,
                "title": negotiation.title,
                "audience": sight.party or sight.group.value,
                "made": to_iso(at),
                "key": base64.b64encode(self._key.public).decode(),
                "members": {
                    name: hashlib.sha256(data).hexdigest() for name, data in members.items()
                },
            }
        )
        signature = base64.b64encode(self._key.sign(PURPOSE + index)) + b"\n"
        return packed({**members, "index.json": index, "index.sig": signature})

    def _from_paper(self, negotiation: Negotiation) -> dict[str, bytes]:
        """The scans that signatures in ink name, which everybody at the table may see."""
        wanted = scans_of(negotiation.signatures.values())
        kept = Scans(self._engine).found(negotiation.id, sorted(wanted))
        return {f"scans/{name}.{scan.ending}": scan.data for name, scan in kept.items()}


def _told(stamp: Stamp, until: int) -> bytes:
    if stamp.checkpoint.number > until:
        return b""
    return line({"key": base64.b64encode(stamp.key).decode(), "note": stamp.note})


def _signatures(entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Every signature with its evidence, as the record tells them."""
    facts = [
        fact
        for entry in entries
        for part in entry["parts"].values()
        if "content" in part
        for _, _, fact in json.loads(part["content"])["facts"]
    ]
    proofs = {
        fact["signature"]: fact["evidence"] for fact in facts if fact["kind"] == "signature_proved"
    }
    return [
        {**fact, "evidence": proofs.get(fact["signature"])}
        for fact in facts
        if fact["kind"] == "text_signed"
    ]


def packed(members: Mapping[str, bytes]) -> bytes:
    """A ZIP file that is the same for the same members, whenever it is made."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in sorted(members.items()):
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(info, data)
    return file.getvalue()
