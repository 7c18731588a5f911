"""A verifier written from server/store/README.md alone: only hashlib, json and the tables."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from server.store import tables
from server.store.database import open_engine
from server.store.schema import upgrade
from server.store.verify import verify
from tests.store.story import small_record
from tests.store.vandal import Vandal


def sha(purpose: str, *pieces: bytes) -> bytes:
    """The README's sha."""
    return hashlib.sha256(f"parley-{purpose}-1\n".encode() + b"".join(pieces)).digest()


def canonical(value: Any) -> bytes:
    """The README's JSON."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def spelled(micros: int) -> str:
    """The README's time."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Checker:
    """Follows every chain of one record."""

    def __init__(self, vandal: Vandal) -> None:
        self.edits = vandal.rows(tables.edits)
        self.entries = vandal.rows(tables.entries)
        self.batches = sorted(vandal.rows(tables.batches), key=lambda row: row["fence"])
        self.parts: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
        for part in vandal.rows(tables.entry_parts):
            self.parts[part["chain"], part["number"]].append(part)

    def check_edits(self, negotiation: str) -> None:
        heads: dict[str, bytes] = {}
        names = [
            "revision",
            "place",
            "after",
            "nth",
            "at",
            "author",
            "person",
            "role",
            "field",
            "parts",
            "act_id",
        ]
        for row in sorted(self.edits, key=lambda row: (row["draft"], row["revision"])):
            draft = row["draft"]
            prev = heads.get(draft) or sha("stream", canonical([negotiation, draft]))
            salt = [] if row["salt"] is None else [row["salt"].hex()]
            assert (row["place"] is None) == bool(salt)
            said = [*(row[name] for name in names), *salt]
            assert row["hash"] == sha("edit", prev, canonical(said))
            heads[draft] = row["hash"]

    def check_entries(self, negotiation: str) -> None:
        heads: dict[str, bytes] = {}
        for row in sorted(self.entries, key=lambda row: (row["chain"], row["number"])):
            chain = row["chain"]
            prev = heads.get(chain) or sha("chain", canonical([negotiation, chain]))
            header = {
                "number": row["number"],
                "place": row["place"],
                "at": spelled(row["at"]),
                "prev": prev.hex(),
                "parts": {
                    part["audience"]: sha("part", part["salt"], part["content"].encode()).hex()
                    for part in self.parts[chain, row["number"]]
                },
            }
            assert row["hash"] == sha("entry", canonical(header))
            heads[chain] = row["hash"]

    def check_batches(self, negotiation: str) -> str:
        head = sha("batches", canonical([negotiation, ""]))
        for batch in self.batches:
            rows = [
                ((row["seq"], 0, row["draft"], row["revision"]), b"e", row)
                for row in self.edits
                if row["fence"] == batch["fence"]
            ] + [
                ((row["seq"], 1, row["chain"], row["number"]), b"m", row)
                for row in self.entries
                if row["fence"] == batch["fence"]
            ]
            rows.sort(key=lambda item: item[0])
            pieces = [row["seq"].to_bytes(4) + kind + row["hash"] for _, kind, row in rows]
            counters = batch["fence"].to_bytes(8) + batch["place"].to_bytes(8)
            head = sha("batch", head, counters, *pieces)
            assert batch["hash"] == head
        return head.hex()


def test_somebody_else_comes_to_the_same_hashes(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    engine = open_engine(str(path))
    upgrade(engine)
    small_record(engine)
    vandal = Vandal(path)
    checker = Checker(vandal)
    checker.check_edits("harbour")
    checker.check_entries("harbour")
    assert checker.check_batches("harbour") == verify(engine, "harbour").head
    vandal.close()
    engine.dispose()
