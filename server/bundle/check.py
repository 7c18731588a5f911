"""Checks a bundle of a Parley negotiation, with nothing but Python itself, and without a network.

    python3 verify.py                     the folder this file lies in
    python3 verify.py BUNDLE              a bundle, as it was downloaded or unpacked
    python3 verify.py BUNDLE --held NOTE  and holds it against a checkpoint that you kept

It says "sound", or the first thing that is wrong and where. What it checks is told in README.md.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

MOST = 512 * 1024 * 1024
"""Bytes of one member."""


class Wrong(Exception):
    """The first thing that is wrong: where, and what."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")


# Bytes and hashes.


def sha(purpose: str, *pieces: bytes) -> bytes:
    """SHA-256 over the line of a purpose and pieces."""
    return hashlib.sha256(f"parley-{purpose}-1\n".encode() + b"".join(pieces)).digest()


def canonical(value: object) -> bytes:
    """JSON with its keys sorted, without spaces, as UTF-8 (RFC 8785)."""
    written = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return written.encode()


def from_base64(text: object) -> bytes:
    """The bytes of base64 in its one canonical spelling; raises ValueError."""
    data = base64.b64decode(str(text), validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("base64 in another spelling")
    return data


def from_base64url(text: object) -> bytes:
    """The bytes of unpadded base64url in its one spelling; raises ValueError."""
    data = base64.urlsafe_b64decode(str(text) + "=" * (-len(str(text)) % 4))
    if base64.urlsafe_b64encode(data).decode().rstrip("=") != text:
        raise ValueError("base64url in another spelling")
    return data


# Ed25519 (RFC 8032) and ECDSA over P-256 with SHA-256 (FIPS 186-5), to verify only.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def _x_of(y: int, sign: int) -> int:
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        raise ValueError("no point of the curve")
    return P - x if x & 1 != sign else x


Point = tuple[int, int]
Wide = tuple[int, int, int, int]
"""X, Y, Z, T of a point (X/Z, Y/Z) where T = XY/Z: sums of such need no division."""


def _wide(x: int, y: int) -> Wide:
    return x, y, 1, x * y % P


BASE_Y = 4 * pow(5, -1, P) % P
BASE = _wide(_x_of(BASE_Y, 0), BASE_Y)


def _plus(a: Wide, b: Wide) -> Wide:
    less, more = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    t, z = 2 * D * a[3] * b[3] % P, 2 * a[2] * b[2] % P
    e, f, g, h = more - less, z - t, z + t, more + less
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(factor: int, point: Wide) -> Wide:
    total = _wide(0, 1)
    for digit in f"{factor:b}":
        total = _plus(total, total)
        if digit == "1":
            total = _plus(total, point)
    return total


def _point(data: bytes) -> Wide:
    number = int.from_bytes(data, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    if len(data) != 32 or y >= P:
        raise ValueError("no point of the curve")
    return _wide(_x_of(y, sign), y)


def ed25519(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether this key signed this message."""
    try:
        a, r, s = _point(public), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    except ValueError:
        return False
    if len(signature) != 64 or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little")
    made, told = _times(s, BASE), _plus(r, _times(h % ORDER, a))
    return all((made[i] * told[2] - told[i] * made[2]) % P == 0 for i in (0, 1))


PRIME = 2**256 - 2**224 + 2**192 + 2**96 - 1
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
P256_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
P256_BASE = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def _sum(a: Point | None, b: Point | None) -> Point | None:
    if a is None or b is None:
        return a or b
    if a[0] == b[0]:
        if (a[1] + b[1]) % PRIME == 0:
            return None
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, PRIME)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, PRIME)
    x = (slope * slope - a[0] - b[0]) % PRIME
    return x, (slope * (a[0] - x) - a[1]) % PRIME


def _multiple(factor: int, point: Point) -> Point | None:
    total: Point | None = None
    for digit in f"{factor:b}":
        total = _sum(total, total)
        if digit == "1":
            total = _sum(total, point)
    return total


def es256(public: Point, signature: bytes, message: bytes) -> bool:
    """Whether this point of P-256 signed this message; the signature in DER."""
    x, y = public
    r, s = _der(signature)
    curve = (y * y - x * x * x + 3 * x - P256_B) % PRIME
    if curve or not 0 < r < P256_ORDER or not 0 < s < P256_ORDER:
        return False
    h = int.from_bytes(hashlib.sha256(message).digest(), "big")
    w = pow(s, -1, P256_ORDER)
    found = _sum(_multiple(h * w % P256_ORDER, P256_BASE), _multiple(r * w % P256_ORDER, public))
    return found is not None and found[0] % P256_ORDER == r


def _der(data: bytes) -> tuple[int, int]:
    """The two whole numbers of an ECDSA signature; raises ValueError."""
    numbers, at = [], 2
    for _ in range(2):
        if len(data) < at + 2 or data[at] != 2:
            raise ValueError("no signature")
        size = data[at + 1]
        numbers.append(int.from_bytes(data[at + 2 : at + 2 + size], "big", signed=True))
        at += 2 + size
    r, s = numbers
    if at != len(data) or data[:2] != bytes([0x30, len(data) - 2]) or _to_der(r, s) != data:
        raise ValueError("no signature")
    return r, s


def _to_der(*numbers: int) -> bytes:
    body = b""
    for number in numbers:
        raw = number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True)
        body += bytes([2, len(raw)]) + raw
    return bytes([0x30, len(body)]) + body


def cbor(data: bytes) -> Any:
    """The value of a small CBOR item (RFC 8949): whole numbers, bytes, text, lists, maps."""
    value, rest = _item(data)
    if rest:
        raise ValueError("more than one item")
    return value


def _item(data: bytes) -> tuple[Any, bytes]:
    if not data:
        raise ValueError("no item")
    kind, small, data = data[0] >> 5, data[0] & 31, data[1:]
    if small >= 24:
        if small > 27:
            raise ValueError("no item of known length")
        size = 1 << (small - 24)
        small, data = int.from_bytes(data[:size], "big"), data[size:]
    if kind in {0, 1}:
        return (small if kind == 0 else -1 - small), data
    if kind in {2, 3}:
        raw, data = data[:small], data[small:]
        if len(raw) != small:
            raise ValueError("a string that ends too early")
        return (raw if kind == 2 else raw.decode()), data
    if kind not in {4, 5}:
        raise ValueError("no item that is known here")
    items = []
    for _ in range(small * (kind - 3)):
        value, data = _item(data)
        items.append(value)
    return (items if kind == 4 else dict(zip(items[::2], items[1::2], strict=True))), data


# Time-stamp tokens (RFC 3161): signed data of CMS (RFC 5652) in DER, by RSA or on P-256.

HASHES = {
    "608648016503040201": ("sha256", "3031300d060960864801650304020105000420"),
    "608648016503040202": ("sha384", "3041300d060960864801650304020205000430"),
    "608648016503040203": ("sha512", "3051300d060960864801650304020305000440"),
}
"""OID → the hash, and what PKCS #1 writes before its digest."""
RSA, EC = "2a864886f70d010101", "2a8648ce3d0201"
MESSAGE_DIGEST = "2a864886f70d010904"
SIGNED_DATA, TST_INFO = "2a864886f70d010702", "2a864886f70d0109100104"


class Der:
    """One element of DER: its tag, what it holds, and itself as written; raises ValueError."""

    def __init__(self, data: bytes) -> None:
        size, start = (data[1], 2) if len(data) > 1 else (0x80, 2)
        if size >= 0x80:
            start += size & 0x7F
            size = int.from_bytes(data[2:start], "big")
            if start == 2 or size < 0x80:
                raise ValueError("no length of DER")
        self.tag, self.body = data[0], data[start : start + size]
        self.whole, self.rest = data[: start + size], data[start + size :]
        if len(self.body) != size:
            raise ValueError("an element that ends too early")

    def parts(self) -> list[Der]:
        """The elements in it, one after the other."""
        found, data = [], self.body
        while data:
            found.append(Der(data))
            data = found[-1].rest
        return found


class Token:
    """A time-stamp token; raises ValueError where it is none of a kind that is known here."""

    def __init__(self, data: bytes) -> None:
        try:
            whole = Der(data)
            kind, content = whole.parts()
            signed = content.parts()[0].parts()
            inner, (signer,) = signed[2].parts(), signed[-1].parts()
            if whole.rest or kind.body.hex() != SIGNED_DATA or inner[0].body.hex() != TST_INFO:
                raise ValueError("no time-stamp token")
            self.info = inner[1].parts()[0].body
            told = Der(self.info).parts()
            self.imprint = [part.body for part in told[2].parts()]
            self.at = told[4].body.decode("ascii")
            fields = signer.parts()
            self.signer, self.hash, self.attributes = fields[1], _hash(fields[2]), fields[3]
            self.signature = fields[5].body
            self.certificate = self._certificate(signed[3])
        except IndexError as failure:
            raise ValueError("a token that ends too early") from failure

    def _certificate(self, held: Der) -> Der:
        """The certificate in it that the signer names by issuer and number."""
        for one in held.parts() if held.tag == 0xA0 else ():
            fields = one.parts()[0].parts()
            if fields[3].whole + fields[1].whole == self.signer.body:
                return one
        raise ValueError("the certificate of its signer is not in it")

    def check(self, message: bytes) -> None:
        """That it is over this message and signed by its certificate; raises ValueError."""
        algorithm = HASHES.get(Der(self.imprint[0]).body.hex())
        if algorithm is None or hashlib.new(algorithm[0], message).digest() != self.imprint[1]:
            raise ValueError("it is over something else")
        attributes = {one.parts()[0].body.hex(): one.parts()[1] for one in self.attributes.parts()}
        digest = attributes.get(MESSAGE_DIGEST)
        made = hashlib.new(self.hash[0], self.info).digest()
        if self.attributes.tag != 0xA0 or digest is None or digest.parts()[0].body != made:
            raise ValueError("its content was changed")
        # What is signed is a SET; in its place in the token it is written as field 0.
        if not self._signed(b"\x31" + self.attributes.whole[1:]):
            raise ValueError("it is not signed by its certificate")

    def _signed(self, message: bytes) -> bool:
        kind, key = self.certificate.parts()[0].parts()[6].parts()
        algorithm = kind.parts()[0].body.hex()
        if algorithm == EC and self.hash[0] == "sha256" and len(key.body) == 66:
            point = int.from_bytes(key.body[2:34], "big"), int.from_bytes(key.body[34:], "big")
            return es256(point, self.signature, message)
        if algorithm != RSA:
            raise ValueError("a key of another kind")
        modulus, power = (int.from_bytes(part.body, "big") for part in Der(key.body[1:]).parts())
        size = (modulus.bit_length() + 7) // 8
        if size > 1024:
            raise ValueError("a key that is too large")
        told = bytes.fromhex(self.hash[1]) + hashlib.new(self.hash[0], message).digest()
        padded = b"\0\1" + b"\xff" * max(8, size - len(told) - 3) + b"\0" + told
        signature = int.from_bytes(self.signature, "big")
        return pow(signature, power, modulus).to_bytes(size, "big") == padded

    @property
    def authority(self) -> str:
        """The SHA-256 of the certificate, to be compared with the authority's own."""
        return hashlib.sha256(self.certificate.whole).hexdigest()


def _hash(algorithm: Der) -> tuple[str, str]:
    found = HASHES.get(algorithm.parts()[0].body.hex())
    if found is None:
        raise ValueError("a hash of another kind")
    return found


# The members.


def members(source: Path) -> dict[str, bytes]:
    """Name → bytes of everything in a bundle, or in the folder it was unpacked to."""
    if source.is_dir():
        index = json.loads((source / "index.json").read_bytes())
        names = [*index["members"], "index.json", "index.sig"]
        if any(name.startswith("/") or ".." in name for name in names):
            raise Wrong("index.json", "names a file outside of the bundle")
        return {name: (source / name).read_bytes() for name in names}
    with zipfile.ZipFile(source) as bundle:
        names = bundle.namelist()
        if len(set(names)) != len(names):
            raise Wrong("the bundle", "has two members of one name")
        if any(one.file_size > MOST for one in bundle.infolist()):
            raise Wrong("the bundle", "has a member that is too large")
        return {name: bundle.read(name) for name in names}


def lines(data: bytes, where: str) -> Iterator[tuple[str, Any]]:
    """Each line of a member: where it is, and its JSON, which must be canonical."""
    if data and not data.endswith(b"\n"):
        raise Wrong(where, "ends in the middle of a line")
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        yield f"{where}, line {number}", strict(line, f"{where}, line {number}")


def strict(data: bytes, where: str) -> Any:
    """Canonical JSON; anything else is wrong, also a repeated key or another spelling."""
    try:
        value = json.loads(data)
        same = canonical(value) == data
    except (ValueError, RecursionError) as failure:
        raise Wrong(where, "is not JSON") from failure
    if not same:
        raise Wrong(where, "is not written as it should be")
    return value


def exactly(value: Any, keys: set[str], where: str) -> Any:
    """An object with just these keys: whatever else stood there no hash would cover."""
    if not isinstance(value, dict) or value.keys() != keys:
        raise Wrong(where, "has other fields than it should")
    return value


INDEX = {"audience", "format", "key", "made", "members", "negotiation", "title"}
ENTRY = {"at", "chain", "hash", "number", "parts", "place", "prev"}

# The checks.


class Bundle:
    """One bundle, checked from its index to the last signature; the first thing wrong is raised."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.index: dict[str, Any] = {}
        self.key = b""
        self.roots: list[bytes] = []
        """Of the main chain: by number, from the link before its first entry."""
        self.entries: list[tuple[str, dict[str, Any]]] = []
        self.streams: dict[str, list[bytes]] = {}
        self.rows: dict[str, list[list[Any]]] = {}
        self.facts: list[tuple[str, dict[str, Any]]] = []
        """All that can be read, in order: where it stands, and the fact."""
        self.contents: list[tuple[str, dict[str, Any]]] = []
        self.versions: dict[tuple[str, int], tuple[dict[str, str], str]] = {}
        """Clause and number → wording and digest."""
        self.hidden = 0
        self.last: tuple[int, str] = (0, "")

    def check(self, held: str | None = None) -> str:
        """What was checked; raises Wrong."""
        self.check_index()
        self.check_record()
        self.check_edits()
        self.check_checkpoints(held)
        self.read()
        self.check_streams()
        replayed = self.replay()
        versions = self.check_versions()
        signed = self.check_final()
        scans, stamped = self.check_scans(), self.check_timestamps()
        counted = [
            f"{len(self.roots) - 1} entries ({self.hidden} parts not for this audience)",
            f"{sum(map(len, self.rows.values()))} edits in {len(self.rows)} drafts",
            f"{replayed} proposals replayed",
            f"{versions} versions",
            f"{signed} signatures",
            *filter(None, (scans, stamped)),
            f"last checkpoint at entry {self.last[0]}, code {self.last[1]}",
            f"signed by the key {self.key.hex()[:16]}",
        ]
        return f"{self.index['title']}: sound. {'; '.join(counted)}."

    @property
    def negotiation(self) -> str:
        """Its id."""
        return str(self.index["negotiation"])

    def member(self, name: str) -> bytes:
        """A member that must be there."""
        if name not in self.files:
            raise Wrong(name, "is missing")
        return self.files[name]

    def check_index(self) -> None:
        """Every member is named, has its fingerprint, and the index is signed."""
        raw = self.member("index.json")
        self.index = strict(raw, "index.json")
        if self.index.get("format") != "parley-bundle-1":
            raise Wrong("index.json", "is of no format that is known here")
        exactly(self.index, INDEX, "index.json")
        named = {*self.index["members"], "index.json", "index.sig"}
        for name in sorted(named ^ set(self.files)):
            raise Wrong(name, "is missing" if name in named else "does not belong to the bundle")
        for name, digest in sorted(self.index["members"].items()):
            if hashlib.sha256(self.files[name]).hexdigest() != digest:
                raise Wrong(name, "was changed after the bundle was made")
        try:
            self.key = from_base64(self.index["key"])
            signature = from_base64(self.member("index.sig").decode().removesuffix("\n"))
            exact = self.files["index.sig"].endswith(b"\n")
        except ValueError as failure:
            raise Wrong("index.sig", "is no signature") from failure
        if not exact or not ed25519(self.key, signature, b"parley-index-1\n" + raw):
            raise Wrong("index.sig", "is not of the key that the index names")

    def check_record(self) -> None:
        """Every chain from its first link: numbers, predecessors, hashes, commitments."""
        ends: dict[str, tuple[int, bytes]] = {}
        self.roots = [self.first("chain", "")]
        for where, entry in lines(self.member("record.jsonl"), "record.jsonl"):
            exactly(entry, ENTRY, where)
            chain, number = entry["chain"], entry["number"]
            before, prev = ends.get(chain, (0, self.first("chain", chain)))
            spot = f"{where} (entry {number}{f' of {chain}' if chain else ''})"
            if number != before + 1:
                raise Wrong(spot, f"entry {before + 1} should stand here")
            if entry["prev"] != prev.hex():
                raise Wrong(spot, "does not follow from the entry before")
            commitments = {}
            for audience, part in entry["parts"].items():
                commitments[audience] = part["commitment"]
                self.check_part(spot, audience, part)
            header = {name: entry[name] for name in ("at", "number", "place", "prev")}
            link = sha("entry", canonical({**header, "parts": commitments}))
            if link.hex() != entry["hash"]:
                raise Wrong(spot, "has another hash")
            ends[chain] = (number, link)
            if not chain:
                self.roots.append(link)
            self.entries.append((spot, entry))

    def check_part(self, spot: str, audience: str, part: dict[str, Any]) -> None:
        """What can be read is what the entry committed to."""
        if "content" not in part:
            exactly(part, {"commitment"}, spot)
            self.hidden += 1
            return
        exactly(part, {"commitment", "content", "salt"}, spot)
        made = sha("part", bytes.fromhex(part["salt"]), part["content"].encode())
        if made.hex() != part["commitment"]:
            raise Wrong(spot, f"its part for {audience} was changed")

    def check_edits(self) -> None:
        """Every draft's stream from its first link."""
        for where, line in lines(self.member("edits.jsonl"), "edits.jsonl"):
            exactly(line, {"draft", "hash", "row"}, where)
            draft, row = line["draft"], line["row"]
            links = self.streams.setdefault(draft, [self.first("stream", draft)])
            spot = f"{where} (draft {draft}, revision {row[0]})"
            if row[0] != len(links):
                raise Wrong(spot, f"revision {len(links)} should stand here")
            link = sha("edit", links[-1], _compact(row))
            if link.hex() != line["hash"]:
                raise Wrong(spot, "was changed, or one before it was")
            links.append(link)
            self.rows.setdefault(draft, []).append(row)

    def first(self, purpose: str, name: str) -> bytes:
        """What the first row of a chain has for a predecessor."""
        return sha(purpose, canonical([self.negotiation, name]))

    def check_checkpoints(self, held: str | None) -> None:
        """Every signed checkpoint is of this record, and the last covers all of it."""
        at = -1
        for where, line in lines(self.member("checkpoints.jsonl"), "checkpoints.jsonl"):
            exactly(line, {"key", "note"}, where)
            number, root = opened(line["note"], from_base64(line["key"]), self.negotiation, where)
            if number <= at:
                raise Wrong(where, "is out of order")
            self.check_root(where, number, root)
            at = number
            self.last = (number, f"{root.hex()[:4]}-{root.hex()[4:8]}".upper())
            if number == len(self.roots) - 1 and from_base64(line["key"]) != self.key:
                raise Wrong(where, "is signed by another key than the index")
        if at != len(self.roots) - 1:
            raise Wrong("checkpoints.jsonl", f"no checkpoint covers entry {len(self.roots) - 1}")
        if held is not None:
            number, root = opened(held, None, self.negotiation, "the checkpoint you hold")
            self.check_root("the checkpoint you hold", number, root)

    def check_root(self, where: str, number: int, root: bytes) -> None:
        """Entry `number` of the main chain had this hash."""
        if number >= len(self.roots):
            raise Wrong(where, f"speaks of entry {number}: the record ends before it")
        if self.roots[number] != root:
            raise Wrong(where, f"entry {number} was another one: the history was rewritten")

    def read(self) -> None:
        """Read all that can be read."""
        for spot, entry in self.entries:
            for part in entry["parts"].values():
                if "content" not in part:
                    continue
                content = json.loads(part["content"])
                self.contents.append((spot, content))
                self.facts += [(spot, fact) for _, _, fact in content["facts"]]

    def check_streams(self) -> None:
        """What the record says of streams holds, and none that this side may read is left out.

        It may read a draft whose beginning it can read, or that its own party tabled, unless a
        rule has erased what was private up to then.
        """
        erased = max(
            (at for at, (_, content) in enumerate(self.contents) if erases(content)), default=-1
        )
        begun = {fact["draft"] for _, fact in self.facts if fact["kind"] == "draft_started"}
        for at, (spot, content) in enumerate(self.contents):
            act, actor = content.get("act") or {}, content.get("actor") or {}
            own = act.get("draft") if actor.get("party") == self.index["audience"] else None
            if own and own not in begun and at > erased:
                raise Wrong(spot, f"draft {own} is this side's own, and was left out")
            for draft, revision, link in content.get("streams", ()):
                if draft not in self.streams and draft not in begun:
                    continue
                known = self.streams.get(draft) or [self.first("stream", draft)]
                if revision >= len(known):
                    raise Wrong(spot, f"draft {draft} was left out from revision {len(known)}")
                if known[revision].hex() != link:
                    raise Wrong(spot, f"draft {draft} read otherwise at revision {revision}")

    def replay(self) -> int:
        """Type every stream again: what was tabled, or revised, must be what was typed."""
        begun = {
            fact["draft"]: fact["texts"]
            for _, fact in self.facts
            if fact["kind"] == "draft_started"
        }
        replayed = 0
        for spot, content in self.contents:
            draft = tabled_from(content)
            tabled = [f for _, _, f in content["facts"] if f["kind"] in WORDED]
            until = [revision for its, revision, _ in content.get("streams", ()) if its == draft]
            if len(tabled) != 1 or draft not in begun or not until:
                continue
            layer = Layer(begun[draft])
            for row in self.rows.get(draft, [])[: until[0]]:
                layer.type(row, f"draft {draft}, revision {row[0]}")
            if layer.runs() != {name: spread(runs) for name, runs in tabled[0]["texts"].items()}:
                raise Wrong(spot, "what was tabled is not what was typed")
            replayed += 1
        return replayed

    def check_versions(self) -> int:
        """Every version of a clause has the digest of its wording."""
        for spot, fact in self.facts:
            for clause, version, wording, digest in versions_in(fact):
                if wording_digest(wording) != digest:
                    raise Wrong(spot, "a version has another wording than its digest says")
                self.versions[clause, version] = (wording, digest)
        return len(self.versions)

    def check_final(self) -> int:
        """The locked text, the manifest, and every signature on them."""
        locked = {f["number"]: f for _, f in self.facts if f["kind"] == "text_locked"}
        drawn = {f["number"]: f["content"] for _, f in self.facts if f["kind"] == "manifest_drawn"}
        for number, fact in locked.items():
            if number in drawn:
                self.check_manifest(fact, drawn[number])
        self.check_standing(locked)
        proofs = {f["signature"]: f for _, f in self.facts if f["kind"] == "signature_proved"}
        signed = [(spot, fact) for spot, fact in self.facts if fact["kind"] == "text_signed"]
        listed = strict(self.member("signatures.json"), "signatures.json")
        expected = [
            {**fact, "evidence": proofs.get(fact["signature"], {}).get("evidence")}
            for _, fact in signed
        ]
        if listed != expected:
            raise Wrong("signatures.json", "is not what the record says")
        for spot, fact in signed:
            text = locked.get(fact["number"])
            if text is None or (fact["digest"], fact["manifest"]) != (
                text["digest"],
                text["manifest"],
            ):
                raise Wrong(spot, f"{fact['party']} signed something else than the locked text")
            if fact["signature"] in proofs:
                self.check_proof(spot, fact, proofs[fact["signature"]]["evidence"])
        return len(signed)

    def check_manifest(self, fact: dict[str, Any], content: str) -> None:
        """The manifest is the one that was locked, and the one that can be read."""
        made = hashlib.sha256(content.encode()).hexdigest()
        if made != fact["manifest"]:
            raise Wrong(f"text {fact['number']}", "its manifest has another fingerprint")

    def check_standing(self, locked: dict[int, dict[str, Any]]) -> None:
        """Text and manifest as they can be read are those that stand locked, clause by clause."""
        opened_again = {f["number"] for _, f in self.facts if f["kind"] == "text_unlocked"}
        last = max(locked, default=0)
        if last in opened_again or not last:
            if "manifest.txt" in self.files:
                raise Wrong("manifest.txt", "is of a text that is not locked")
            return
        content = self.member("manifest.txt")
        if hashlib.sha256(content).hexdigest() != locked[last]["manifest"]:
            raise Wrong("manifest.txt", "is not the manifest that was locked")
        manifest = json.loads(content.partition(b"\n")[2])
        if manifest["head"] and manifest["head"] not in {root.hex() for root in self.roots}:
            raise Wrong("manifest.txt", "names an entry that is not in the record")
        digests = self.check_texts(
            [(its["number"], self.adopted(its)) for its in manifest["clauses"]]
        )
        if locked[last]["digest"] not in digests.values():
            raise Wrong("text/", "no language has the fingerprint that was locked")
        for language, digest in manifest["languages"].items():
            if digests.get(language) != digest:
                raise Wrong(f"text/{language}.txt", "is not the text that was locked")

    def check_texts(self, read: list[tuple[str, dict[str, str]]]) -> dict[str, str]:
        """Language → digest of the text in it, which is the one that these clauses make."""
        languages = {field.partition("/")[0] for _, its in read for field in its if its[field]}
        names = {f"text/{language}.txt": language for language in languages}
        for name in sorted({one for one in self.files if one.startswith("text/")} - set(names)):
            raise Wrong(name, "is no language of the text")
        for name, language in sorted(names.items()):
            if self.member(name) != whole_text(read, language):
                raise Wrong(name, "is not the text that was locked")
        return {its: hashlib.sha256(self.files[name]).hexdigest() for name, its in names.items()}

    def adopted(self, clause: dict[str, Any]) -> dict[str, str]:
        """The wording of a clause of the manifest, as the record has it."""
        wording, digest = self.versions.get((clause["id"], clause["version"]), ({}, ""))
        if digest != clause["digest"]:
            raise Wrong(f"clause {clause['number']}", "was not adopted in this version")
        return wording

    def check_proof(self, spot: str, fact: dict[str, Any], evidence: dict[str, Any]) -> None:
        """A passkey's assertion is over this text, by this party and person."""
        if evidence["factor"] != "passkey":
            return
        said = {
            "negotiation": self.negotiation,
            "text": fact["number"],
            "manifest": fact["manifest"],
            "party": fact["party"],
            "person": fact["person"],
            "statements": sorted([one["statement"], one["choice"]] for one in fact["statements"]),
        }
        if fact["clauses"]:
            said["clauses"] = sorted(fact["clauses"])
        challenge = hashlib.sha256(b"parley-sign-1\n" + canonical(said)).digest()
        try:
            fine = assented(evidence["proof"], challenge)
        except (ValueError, KeyError, TypeError, IndexError) as failure:
            raise Wrong(spot, "its passkey's evidence cannot be read") from failure
        if not fine:
            raise Wrong(spot, f"the passkey of {fact['party']} did not sign this")

    def check_scans(self) -> str:
        """Every scan is one that a signature in ink names; how many of those are here."""
        named = {
            fact["evidence"]["proof"].get("scan_sha256")
            for _, fact in self.facts
            if fact["kind"] == "signature_proved" and fact["evidence"]["factor"] == "wet_ink"
        }
        named.discard(None)
        scans = [name for name in sorted(self.files) if name.startswith("scans/")]
        for name in scans:
            digest = name.removeprefix("scans/").partition(".")[0]
            if digest not in named:
                raise Wrong(name, "no signature in ink names it")
            if hashlib.sha256(self.files[name]).hexdigest() != digest:
                raise Wrong(name, "is not the scan that was recorded")
        return f"{len(scans)} of {len(named)} scans of signatures in ink" if named else ""

    def check_timestamps(self) -> str:
        """Every token is over the checkpoint it names; by whom, and when the last was given."""
        notes, told = {}, ""
        for _, line in lines(self.member("checkpoints.jsonl"), "checkpoints.jsonl"):
            notes[int(line["note"].split("\n")[1])] = line["note"].encode()
        given = list(lines(self.files.get("timestamps.jsonl", b""), "timestamps.jsonl"))
        before = 0
        for where, line in given:
            exactly(line, {"number", "token"}, where)
            if not line["number"] > before:
                raise Wrong(where, "is out of order")
            before = line["number"]
            try:
                token = Token(from_base64(line["token"]))
                token.check(notes[line["number"]])
            except (ValueError, KeyError, TypeError) as failure:
                raise Wrong(where, "is no time stamp of a checkpoint here") from failure
            told = f"the last {token.at} by the certificate {token.authority[:16]}"
        return f"{len(given)} time stamps from outside, {told}" if given else ""


def _compact(row: list[Any]) -> bytes:
    return json.dumps(row, separators=(",", ":"), ensure_ascii=False).encode()


WORDED = {"proposal_tabled", "proposal_revised"}


def erases(content: dict[str, Any]) -> bool:
    """Whether an entry says that a rule erased what was private before it."""
    return any(
        fact["kind"] == "erased" and fact["what"] == "private" for _, _, fact in content["facts"]
    )


def tabled_from(content: dict[str, Any]) -> str:
    """The draft that an entry says was tabled, or revised a proposal; "" where it says of none."""
    act = content.get("act") or {}
    closed = [
        fact["draft"]
        for _, _, fact in content["facts"]
        if fact["kind"] == "draft_closed" and fact["because"] == "tabled"
    ]
    return str(act["draft"] if act.get("kind") in {"table", "revise"} else (closed or [""])[0])


def opened(note: str, key: bytes | None, negotiation: str, where: str) -> tuple[int, bytes]:
    """Number and root of a signed note (C2SP signed-note), whose signature is by `key` if given."""
    found = re.fullmatch(
        r"(parley/[^\n]+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/=]+)\n[^\n]+\n\n\u2014 ([^\n]+) ([^\n ]+)\n",
        note,
    )
    if found is None or found[1] != found[4] or found[1] != f"parley/{negotiation}":
        raise Wrong(where, "is no checkpoint of this negotiation")
    try:
        root, signature = from_base64(found[3]), from_base64(found[5])
    except ValueError as failure:
        raise Wrong(where, "is no checkpoint") from failure
    if key is not None:
        body = note[: note.index("\n\n") + 1].encode()
        key_id = hashlib.sha256(found[1].encode() + b"\n\x01" + key).digest()[:4]
        if signature[:4] != key_id or not ed25519(key, signature[4:], body):
            raise Wrong(where, "its signature is not of the key it names")
    return int(found[2]), root


def assented(proof: Mapping[str, str], challenge: bytes) -> bool:
    """Whether a passkey signed this challenge, with its user verified (WebAuthn 3, §7.2)."""
    data, client = from_base64url(proof["authenticatorData"]), proof["clientDataJSON"]
    told = json.loads(from_base64url(client))
    if told["type"] != "webauthn.get" or from_base64url(told["challenge"]) != challenge:
        return False
    if told["origin"] != proof["origin"]:
        return False
    if data[:32] != hashlib.sha256(proof["rpId"].encode()).digest() or data[32] & 5 != 5:
        return False
    message = data + hashlib.sha256(from_base64url(client)).digest()
    key, signature = cbor(from_base64url(proof["publicKey"])), from_base64url(proof["signature"])
    if key[3] == -7 and key[-1] == 1:
        point = int.from_bytes(key[-2], "big"), int.from_bytes(key[-3], "big")
        return es256(point, signature, message)
    if key[3] == -8 and key[-1] == 6:
        return ed25519(key[-2], signature, message)
    raise ValueError("a key of another kind")


def versions_in(fact: dict[str, Any]) -> list[tuple[str, int, dict[str, str], str]]:
    """The versions that a fact brings: clause, number, wording, digest."""
    if fact["kind"] == "version_adopted":
        return [(fact["clause"], fact["version"], fact["wording"], fact["digest"])]
    if fact["kind"] == "clause_added":
        return [(fact["clause"], 1, fact["wording"], fact["digest"])]
    if fact["kind"] == "clauses_replaced":
        return [(its["id"], 1, its["wording"], its["digest"]) for its in fact["new"]]
    if fact["kind"] == "text_published":
        digests = fact["digests"]
        return [(its["id"], 1, its["wording"], digests[its["id"]]) for its in fact["clauses"]]
    return []


def whole_text(read: list[tuple[str, dict[str, str]]], language: str) -> bytes:
    """The canonical text of clauses, each by its number and wording, in one language."""
    title, text = f"{language}/title", f"{language}/text"
    made = "".join(f"{no}\t{its.get(title, '')}\n{its.get(text, '')}\n" for no, its in read)
    return unicodedata.normalize("NFC", made).encode()


def wording_digest(wording: Mapping[str, str]) -> str:
    """The digest of a clause's wording: its fields by name, each with its length before it."""
    strings = (
        one
        for pair in sorted((field.encode(), text.encode()) for field, text in wording.items())
        for one in pair
    )
    made = b"parley-wording-1\n" + b"".join(b"%d:%b," % (len(one), one) for one in strings)
    return hashlib.sha256(made).hexdigest()


# Typing again.

Unit = tuple[str, str | None, frozenset[str | None]]
"""One UTF-16 code unit, who inserted it, who struck it."""


def units(text: str) -> list[str]:
    """The UTF-16 code units of a text, in which edits count."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return [raw[at : at + 2].decode("utf-16-le", "surrogatepass") for at in range(0, len(raw), 2)]


def spread(runs: list[Any]) -> list[Unit]:
    """Runs as units."""
    return [(unit, by, frozenset(struck)) for text, by, struck in runs for unit in units(text)]


class Layer:
    """The wording of a draft, as it is typed."""

    def __init__(self, texts: Mapping[str, list[Any]]) -> None:
        self._fields = {name: spread(runs) for name, runs in texts.items()}

    def runs(self) -> dict[str, list[Unit]]:
        """Field → its units."""
        return self._fields

    def type(self, row: list[Any], where: str) -> None:
        """One row of the stream: an edit of somebody, or the server carrying the draft over."""
        author, field, parts = row[5], row[8], json.loads(row[9])
        if field is not None:
            self._fields[field] = edited(self._fields[field], parts, author, where)
        elif parts.get("restored") is not None:
            self._fields = {name: spread(runs) for name, runs in parts["restored"].items()}
        else:
            for name, edit in parts["edits"].items():
                self._fields[name] = edited(self._fields.get(name, []), edit, None, where)


def edited(layer: list[Unit], parts: list[Any], author: str | None, where: str) -> list[Unit]:
    """A layer after an edit: whole numbers keep, texts insert, marks strike, unstrike, remove."""
    made: list[Unit] = []
    at = 0
    for part in parts:
        if isinstance(part, str):
            made += [(unit, author, frozenset()) for unit in units(part)]
            continue
        kind, count = ("k", part) if isinstance(part, int) else part
        if count < 1:
            raise Wrong(where, "does what its author may not do")
        if at + count > len(layer):
            raise Wrong(where, "goes past the end of the text")
        for unit, by, struck in layer[at : at + count]:
            if kind == "x" and by == author:
                continue
            marked = {"k": struck, "s": struck | {author}, "u": struck - {author}}.get(kind)
            if marked is None or (kind == "s" and by == author):
                raise Wrong(where, "does what its author may not do")
            made.append((unit, by, marked))
        at += count
    return made + layer[at:]


def check(source: Path, held: str | None = None) -> str:
    """What a bundle proves, in a sentence; raises Wrong with the first thing that does not fit."""
    try:
        files = members(source)
    except Wrong:
        raise
    except Exception as failure:
        # Bytes from anywhere: whatever they do to a reader, the answer is a sentence.
        raise Wrong("the bundle", f"cannot be opened: {failure!r}") from failure
    return check_members(files, held)


def check_members(files: Mapping[str, bytes], held: str | None = None) -> str:
    """The same of members that are read already."""
    try:
        return Bundle(files).check(held)
    except Wrong:
        raise
    except Exception as failure:
        raise Wrong("the bundle", f"cannot be read: {failure!r}") from failure


def main(arguments: list[str], say: Callable[[str], None] = print) -> int:
    """The command: 0 where the bundle is sound, 1 where it is not."""
    parser = argparse.ArgumentParser(prog="verify", description="Check a bundle, offline.")
    parser.add_argument("bundle", nargs="?", type=Path, default=Path(__file__).parent)
    parser.add_argument("--held", type=Path, help="a checkpoint you kept, as a file")
    options = parser.parse_args(arguments)
    try:
        held = options.held.read_text("utf-8") if options.held else None
        say(check(options.bundle, held))
    except Wrong as wrong:
        say(f"NOT SOUND: {wrong}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
