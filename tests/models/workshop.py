"""A workshop in miniature: clients with lag, parties in joint layers, decisions; and the truth.

After every commit each layer is held against its book of facts (tests/models/book.py), character by
character.
"""

import json
import random
from collections import deque
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from models.edit import Edit, clip, compose, dump, edit_of, invert, parse, rebase
from models.layer import (
    Author,
    Origin,
    Runs,
    Span,
    anonymous,
    apply,
    base,
    carry,
    change,
    normalised,
    of_text,
    replace,
    replacements,
    result,
    to_json,
    trace,
)
from models.text import canonical, from_units
from tests.models.algebra import characters
from tests.models.book import Book, Intent, intents_of, split, unique_characters

KINDS = ("type", "type", "delete", "toggle", "replace")


@dataclass
class Stream:
    """A layer on the server: its runs, its edits since the epoch began, those who watch it."""

    name: str
    runs: Runs
    book: Book
    epoch: int = 0
    log: list[tuple[Author, Edit]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    watched: Runs = ()
    watched_unattributed: Runs = ()

    def restart(self, runs: Runs, book: Book) -> None:
        self.runs, self.book = runs, book
        self.log, self.epoch = [], self.epoch + 1
        self.watched, self.watched_unattributed = runs, anonymous(runs)

    def commit(self, runs: Runs, author: Author, effective: Edit) -> None:
        for told in replacements(self.runs, effective, runs):
            self.watched = replace(self.watched, told)
        for told in replacements(anonymous(self.runs), effective, anonymous(runs)):
            self.watched_unattributed = replace(self.watched_unattributed, told)
        self.runs = runs
        self.log.append((author, effective))
        assert self.watched == runs
        assert self.watched_unattributed == anonymous(runs)
        self.book.check(runs)


class Client:
    """One seat's pen: confirmed revision, one edit in flight, one composed buffer, undo."""

    def __init__(self, name: str, party: str, stream: Stream) -> None:
        self.name, self.party, self.stream = name, party, stream
        self.inbox: deque[dict[str, Any]] = deque()
        self.outbox: deque[tuple[dict[str, Any], list[Intent]]] = deque()
        self.sent = 0
        self.tape: list[Any] = []  # everything that happens here, for JavaScript to do again
        self.reset(stream.runs, stream.epoch)

    def reset(self, runs: Runs, epoch: int) -> None:
        self.tape.append(["reset", to_json(runs)])
        self.runs, self.epoch, self.revision = runs, epoch, 0
        self.flying: Edit | None = None
        self.buffer: Edit = ()
        self.undoable: list[Edit] = []
        self.intents: list[Intent] = []
        self.outbox.clear()

    def do(self, edit: Edit, *, undoable: bool = True) -> None:
        self.tape.append(["do" if undoable else "undo", dump(edit)])
        before = self.runs
        self.runs, effective = apply(before, edit, self.party)
        self.buffer = compose(self.buffer, effective)
        self.intents += intents_of(before, effective)
        if undoable and effective:
            self.undoable.append(invert(effective, before))

    def undo(self, fresh: Iterator[str]) -> None:
        """Take the last edit back; what returns, returns as new characters."""
        if self.undoable:
            edit = clip(self.undoable.pop(), self.runs, self.party)
            self.do(
                tuple(_renewed(part, fresh) if isinstance(part, str) else part for part in edit),
                undoable=False,
            )

    def send(self) -> None:
        if self.flying is not None or not self.buffer:
            return
        self.tape.append(["send", dump(self.buffer)])
        self.flying, self.buffer = self.buffer, ()
        self.sent += 1
        frame = {
            "id": f"{self.name}:{self.sent}",
            "epoch": self.epoch,
            "revision": self.revision,
            "edit": json.loads(json.dumps(dump(self.flying))),
        }
        self.outbox.append((frame, self.intents))
        self.intents = []

    def resend(self) -> None:
        """As after a reconnect, when nobody knows whether the edit in flight arrived."""
        if self.outbox:
            self.outbox.append(self.outbox[-1])

    def hear(self) -> None:
        if not self.inbox:
            return
        told = self.inbox.popleft()
        if "runs" in told:
            self.reset(told["runs"], told["epoch"])
            return
        self.revision += 1
        if told["id"] == f"{self.name}:{self.sent}" and self.flying is not None:
            self.tape.append(["confirmed"])
            self.flying = None
            return
        self.tape.append(["told", told["edit"], told["author"]])
        same = told["author"] == self.party
        edit = parse(told["edit"])
        if self.flying is not None:
            self.flying, edit = _cross(self.flying, edit, same)
        self.buffer, edit = _cross(self.buffer, edit, same)
        self.runs, _ = apply(self.runs, edit, told["author"])
        for at in reversed(range(len(self.undoable))):
            self.undoable[at], edit = _cross(self.undoable[at], edit, same)


def _cross(unconfirmed: Edit, told: Edit, same_author: bool) -> tuple[Edit, Edit]:
    over = rebase(told, unconfirmed, first=True, same_author=same_author)
    return rebase(unconfirmed, told), over


def _renewed(text: str, fresh: Iterator[str]) -> str:
    return "".join(
        next(new for new in fresh if len(new) == len(character)) for character in split(text)
    )


class Workshop:
    """One clause, its current text, its layers, and the clients at them."""

    def __init__(self, seats: dict[str, list[str]]) -> None:
        """``seats`` names the parties that sit at each layer; one party may sit twice."""
        self.fresh = unique_characters()
        text = "".join(next(self.fresh) for _ in range(12))
        self.version, self.text = 1, text
        self.origins: tuple[Span, ...] = (Span(len(text), Origin(1)),)
        self.brought: dict[str, Origin] = dict.fromkeys(split(text), Origin(1))
        self.streams = [Stream(name, (), Book({})) for name in seats]
        for stream in self.streams:
            self.begin(stream)
        self.clients = [
            Client(f"{stream.name}{number}", party, stream)
            for stream in self.streams
            for number, party in enumerate(seats[stream.name])
        ]
        self.former: list[Any] = []
        self.committed = 0

    def begin(self, stream: Stream) -> None:
        stream.restart(of_text(self.text), Book(dict.fromkeys(split(self.text))))

    # --- what clients do ----------------------------------------------------------------------

    def edit(self, client: Client, what: str, at: int, span: int) -> None:
        """Type, delete (strike, or remove one's own), toggle strikes, or replace, somewhere."""
        text = characters(client.runs)
        at %= len(text) + 1
        chosen = text[at : at + span]
        parts: list[Any] = [sum(len(character) for character, _ in text[:at])]
        for character, run in chosen if what != "type" else ():
            mark = "x" if run.inserted_by == client.party else "s"
            if what == "toggle":
                mark = "u" if client.party in run.struck_by else mark
            parts.append((mark, len(character)))
        if what in ("type", "replace"):
            parts.append("".join(next(self.fresh) for _ in range(span)))
        client.do(edit_of(*parts))

    def something_happens(self, chance: random.Random, *, hot: int, lag: float) -> None:
        """One step of a long session: all edits within ``hot`` characters of the beginning.

        The busier the clients are compared with the post (``lag``), the further behind they fall.
        """
        client = chance.choice(self.clients)
        what = chance.random() * (2 + lag)
        if what < lag:
            self.edit(client, chance.choice(KINDS), chance.randrange(hot), chance.randint(1, 4))
            client.send()
        elif what < lag + 1:
            self.receive(client)
            client.send()
        else:
            client.hear()
        rare = chance.random()
        if rare < 0.05:
            client.undo(self.fresh)
        elif rare < 0.07:
            client.resend()
        elif rare < 0.08:
            self.settle(chance.choice(self.streams))
        elif rare < 0.083:
            self.undo_settling()
        elif rare < 0.087:
            self.withdraw(chance.choice(self.streams))

    # --- what the server does -----------------------------------------------------------------

    def receive(self, client: Client) -> None:
        if not client.outbox:
            return
        frame, intents = client.outbox.popleft()
        stream = client.stream
        if frame["epoch"] != stream.epoch or frame["id"] in stream.seen:
            return
        stream.seen.add(frame["id"])
        edit = parse(frame["edit"])
        for _, over in stream.log[frame["revision"] :]:
            edit = rebase(edit, over)
        runs, effective = apply(stream.runs, edit, client.party)
        stream.book.enter(client.party, intents)
        stream.commit(runs, client.party, effective)
        self.committed += 1
        self.tell(stream, {"id": frame["id"], "author": client.party, "edit": dump(effective)})

    def tell(self, stream: Stream, message: dict[str, Any]) -> None:
        for client in self.clients:
            if client.stream is stream:
                client.inbox.append(message)

    def reset(self, stream: Stream) -> None:
        self.tell(stream, {"runs": stream.runs, "epoch": stream.epoch})

    def settle(self, stream: Stream) -> None:
        """Accept a layer: its result becomes the current text, the others are carried over."""
        self.former = [deepcopy((self.text, self.origins, self.brought))]
        self.former += [(s, s.runs, deepcopy(s.book)) for s in self.streams]
        adopted = normalised(stream.runs)
        old, new, settled = self.text, result(adopted), change(adopted)
        self.version += 1
        self.origins = trace(self.origins, adopted, self.version, stream.name)
        for character, run in characters(adopted):
            if run.inserted_by:
                self.brought[character] = Origin(self.version, stream.name, run.inserted_by)
        self.text = new
        assert from_units(new) == canonical(from_units(new))
        for other in self.streams:
            if other is not stream:
                runs, edit = carry(other.runs, settled)
                other.book.settle(old, new)
                other.commit(runs, None, edit)
                self.tell(other, {"id": None, "author": None, "edit": dump(edit)})
        self.begin(stream)
        self.reset(stream)
        self.check()

    def undo_settling(self) -> None:
        """Take the last decision back: the former text, with its layers as they were."""
        if self.former:
            (self.text, self.origins, self.brought), *streams = self.former
            self.former = []
            for stream, runs, book in streams:
                stream.restart(runs, book)
                self.reset(stream)
            self.check()

    def withdraw(self, stream: Stream) -> None:
        self.begin(stream)
        self.reset(stream)

    # --- what must hold -----------------------------------------------------------------------

    def check(self) -> None:
        origins = [span.origin for span in self.origins for _ in range(span.length)]
        wanted = [self.brought[c] for c in split(self.text) for _ in range(len(c))]
        assert origins == wanted
        for stream in self.streams:
            assert base(stream.runs) == self.text
            stream.book.check(stream.runs)

    def finish(self) -> None:
        """Let everything arrive; then all replicas are equal, and every word is in its place."""
        for client in self.clients * 1_000:
            client.send()
            self.receive(client)
            client.hear()
        for client in self.clients:
            assert not any((client.inbox, client.outbox, client.flying, client.buffer))
            assert client.runs == client.stream.runs
        for stream in self.streams:
            stream.book.check_order(stream.runs)
        self.check()
