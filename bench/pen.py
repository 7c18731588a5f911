"""The pen: what a page holds of a draft its person types in. No network, no clock.

One edit is in flight; what is typed meanwhile is composed into one more. Everything the server
tells is carried over both, and both over it, so that what is shown is always what the server has
with the author's own unconfirmed words on top (design §2, the wire in server/live/README.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from bench.shared import Shared
from models.edit import REMOVE, Edit, clip, compose, invert, rebase
from models.layer import apply, from_json
from models.runs import Author, Runs

JsonLine = tuple[int, Author, str, list[object], str | None]
"""Revision, author, field, edit, id: one committed edit as the wire tells it."""

UNDOS = 20
"""Steps kept to be taken back."""


class ReplicaWrong(AssertionError):
    """What the server told cannot be, or is not what it acknowledged."""


@dataclass(slots=True)
class Sent:
    """The edit in flight: as it was sent, and as it has to be read now."""

    id: str
    field: str
    revision: int
    edit: Edit
    now: Edit
    empty_at: int | None = None
    """The revision at which the server said that nothing more is to come of it."""


def moved(at: int, over: Edit) -> int:
    """Where a place ends up when ``over`` is done; what is inserted right there goes before it."""
    passed = 0
    for part in over:
        if passed > at:
            break
        if isinstance(part, int):
            passed += part
        elif isinstance(part, str):
            at += len(part)
            passed += len(part)
        elif part[0] == REMOVE:
            at -= min(part[1], at - passed)
        else:
            passed += part[1]
    return at


class Step(NamedTuple):
    """What would take back one thing typed, in units of the view."""

    field: str
    edit: Edit


class Pen:
    """One draft as one page holds it."""

    def __init__(
        self,
        draft: str,
        author: str,
        mint: Callable[[], str],
        shared: Shared | None = None,
        *,
        undos: int = UNDOS,
    ) -> None:
        self.draft = draft
        self.author = author
        self.revision = 0
        self.confirmed: dict[str, Runs] = {}
        self.views: dict[str, Runs] = {}
        self.may = True
        self.closed: str | None = None
        self.sent: Sent | None = None
        self.buffers: dict[str, Edit] = {}
        self.given_up: list[tuple[str, Edit]] = []
        """What was typed and could not be kept: the page would show it to its author."""
        self.carets: dict[str, int] = {}
        self._mint = mint
        self._shared = shared or Shared()
        self._most_undos = undos
        self._undos: list[Step] = []

    # What the person does.

    def type(self, field: str, edit: Edit) -> None:
        """Type: shown at once, sent when the edit before is confirmed."""
        before = self.views[field]
        after, effective = apply(before, edit, self.author)
        if not effective:
            return
        self._typed(field, after, effective)
        if self._most_undos:
            undone = Step(field, invert(effective, before))
            self._undos = [*self._undos[1 - self._most_undos :], undone]

    def undo(self, *, reinsert: bool = True) -> bool:
        """Take back the last thing typed, as far as it still can be.

        Without ``reinsert`` removals stay: two people who take back one removal, each for
        themselves, bring the words back twice.
        """
        while self._undos:
            field, edit = self._undos.pop()
            if not reinsert and any(isinstance(part, str) for part in edit):
                continue
            view = self.views[field]
            after, effective = apply(view, clip(edit, view, self.author), self.author)
            if effective:
                self._typed(field, after, effective)
                return True
        return False

    def _typed(self, field: str, after: Runs, effective: Edit) -> None:
        self.views[field] = after
        self.buffers[field] = compose(self.buffers.get(field, ()), effective)
        self._moved(field, effective)

    def _moved(self, field: str, over: Edit) -> None:
        """Carry along what is kept in units of the view: the caret, and what takes back steps."""
        self.carets[field] = moved(self.carets.get(field, 0), over)
        self._undos = [
            Step(f, rebase(edit, over)) if f == field else Step(f, edit) for f, edit in self._undos
        ]

    # What goes out.

    def next(self) -> Sent | None:
        """The edit to send now, if one waits and none is in flight."""
        if self.sent is not None or self.closed or not self.may:
            return None
        while self.buffers:
            field, edit = self.buffers.popitem()
            if edit:
                self.sent = Sent(self._mint(), field, self.revision, edit, edit)
                return self.sent
        return None

    @property
    def idle(self) -> bool:
        """Whether everything typed is confirmed."""
        return self.sent is None and not any(self.buffers.values())

    # What comes in.

    def load(self, revision: int, fields: Mapping[str, object], *, may: bool) -> None:
        """Take the whole of the draft; what waits unsent cannot be carried over and is given up.

        The edit in flight stays: the server alone knows whether it came before this.
        """
        runs = {
            name: self._shared.wording(from_json(cast("list[tuple[str, Author, list[str]]]", raw)))
            for name, raw in fields.items()
        }
        self.give_up(keep_sent=True)
        if revision < self.revision:
            self.sent = None  # an undone decision brought an older wording back
        self.revision, self.may, self.closed = revision, may, None
        self.confirmed, self.views = runs, dict(runs)
        if self.sent is not None:
            self.sent.now = ()
            self._settle_empty()

    def give_up(self, *, keep_sent: bool = False) -> None:
        """Let go of everything unconfirmed, keeping it as text for its author."""
        if self.sent is not None and not keep_sent:
            self.given_up.append((self.sent.field, self.sent.edit))
            self.sent = None
        self.given_up += [(name, edit) for name, edit in self.buffers.items() if edit]
        self.buffers, self._undos = {}, []
        self.views, self.carets = dict(self.confirmed), {}

    def close(self, why: str) -> None:
        """The draft is over for this pen; what is in flight gets its own answer."""
        self.closed = why
        self.give_up(keep_sent=True)
        if self.sent is not None:
            self.sent.now = ()
        self._settle_empty()

    def refused(self) -> None:
        """The edit in flight was refused: it and what was typed upon it are given up."""
        self.give_up()

    def told(self, lines: Sequence[JsonLine]) -> list[str]:
        """Take committed edits in order; the ids of those of one's own that this confirms."""
        confirmed = []
        for revision, author, field, raw, act_id in lines:
            mine = self.sent is not None and act_id == self.sent.id
            if mine and not raw:
                assert self.sent is not None
                self.sent.empty_at = revision
            elif not raw:
                continue
            elif self._fresh(revision, author):
                edit, after = self._shared.follow(self.confirmed[field], raw, author)
                if mine:
                    confirmed.append(self._confirm(revision, edit, after))
                else:
                    self._remote(revision, author, field, edit, after)
            settled = self._settle_empty()
            if settled:
                confirmed.append(settled)
        return confirmed

    def _fresh(self, revision: int, author: Author) -> bool:
        if revision == self.revision + 1 or (author is None and revision == self.revision):
            return True
        if revision <= self.revision:
            raise ReplicaWrong(f"{self.draft}: revision {revision} was told twice")
        raise ReplicaWrong(f"{self.draft}: {revision} was told after {self.revision}")

    def _confirm(self, revision: int, edit: Edit, after: Runs) -> str:
        sent = self.sent
        assert sent is not None
        before = self.confirmed[sent.field]
        if sent.now and apply(before, sent.now, self.author)[0] != after:
            raise ReplicaWrong(f"{sent.id}: {edit} was confirmed where {sent.now} was shown")
        self.confirmed[sent.field] = after
        self.revision, self.sent = revision, None
        if not sent.now:  # it was in flight over a reload, so it is not in the view yet
            self._show(sent.field, edit, self.author)
        elif not self.buffers.get(sent.field):
            self.views[sent.field] = after
        return sent.id

    def _settle_empty(self) -> str | None:
        """The server said that of the edit in flight nothing comes after a revision reached now."""
        sent = self.sent
        if sent is None or sent.empty_at is None:
            return None
        if sent.empty_at > self.revision and self.closed is None:
            return None  # it was recorded: its line is still to come
        before = self.confirmed[sent.field]
        if sent.now and apply(before, sent.now, self.author)[0] != before:
            raise ReplicaWrong(f"{sent.id}: {sent.now} was said to come to nothing")
        self.sent = None
        return sent.id

    def _remote(self, revision: int, author: Author, field: str, edit: Edit, after: Runs) -> None:
        self.confirmed[field] = after
        self.revision = revision
        same = author == self.author
        if self.sent is not None and self.sent.field == field:
            over = self.sent.now
            self.sent.now = rebase(over, edit)
            edit = rebase(edit, over, first=True, same_author=same)
        self._show(field, edit, author)

    def _show(self, field: str, edit: Edit, author: Author) -> None:
        """Bring into the view what was committed beneath the words not sent yet."""
        waiting = self.buffers.get(field, ())
        if waiting:
            self.buffers[field] = rebase(waiting, edit)
            edit = rebase(edit, waiting, first=True, same_author=author == self.author)
        sent = self.sent
        if waiting or (sent is not None and sent.field == field and sent.now):
            self.views[field] = apply(self.views[field], edit, author)[0]
        else:
            self.views[field] = self.confirmed[field]
        self._moved(field, edit)

    def check(self) -> None:
        """Raise `ReplicaWrong` unless what is shown is what is confirmed, with one's own on top."""
        for field, runs in self.confirmed.items():
            shown = runs
            if self.sent is not None and self.sent.field == field:
                shown = apply(shown, self.sent.now, self.author)[0]
            shown = apply(shown, self.buffers.get(field, ()), self.author)[0]
            if shown != self.views[field]:
                raise ReplicaWrong(f"{self.draft} {field}: the view has come apart")
