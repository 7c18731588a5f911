"""A pen: one draft as one client holds it, and what it still means to type.

No network and no clock. There is one plan for each field, an edit still to be made. `next` cuts the
first stroke off it; what the server tells meanwhile is carried over stroke and plan, so that
somebody else's typing in the same draft never misplaces a letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from models.edit import REMOVE, Edit, Part, compose, edit_of, invert, parse, rebase, remove
from models.layer import apply, authored, base, from_json, result
from models.runs import Author, Runs
from models.text import canonical, from_units, length, to_units, wording_digest
from models.words import tokens
from server.play.scenario import Change, ScenarioError

Line = Sequence[Any]
"""One committed edit as the wire tells it: revision, author, field, edit, id of its act."""


class Stroke(NamedTuple):
    """One edit as it is sent: on which revision, of which field."""

    revision: int
    field: str
    edit: Edit


class PenBroken(RuntimeError):
    """The draft was closed, or the server told what cannot be."""


@dataclass(slots=True)
class Pen:
    """One draft; `fields` is what the server confirmed, `plans` what is still to be typed.

    A plan is in units of the text as it will be once the stroke in flight, `sent`, is confirmed.
    """

    draft: str
    author: str
    version: int = 0
    revision: int = -1
    fields: dict[str, Runs] = field(default_factory=dict)
    plans: dict[str, Edit] = field(default_factory=dict)
    sent: Stroke | None = None
    closed: str | None = None

    def load(self, event: Mapping[str, Any]) -> None:
        """Take the whole of the draft as a "draft" event brings it.

        Raises `PenBroken` where something was still to be typed: nobody can say where it belongs.
        """
        if self.sent is not None or any(self.plans.values()):
            raise PenBroken(f"draft {self.draft} came anew before everything was typed")
        self.version, self.revision = int(event["base"]), int(event["rev"])
        self.fields = {name: from_json(runs) for name, runs in event["fields"].items()}
        self.plans, self.closed = {}, None

    def plan(self, changes: Mapping[str, Sequence[Change]]) -> None:
        """Mean to make these changes; raises `ScenarioError` where a text to find is not there."""
        for name, edits in changes.items():
            runs = self.fields.get(name)
            if runs is None:
                raise ScenarioError(f"the clause has no {name}")
            self.plans[name] = authored(runs, typed(from_units(result(runs)), edits), self.author)

    def next(self, letters: int | None) -> Stroke | None:
        """Cut the stroke to send now off the plan: so many letters at most, or all that is planned.

        None where nothing is left to type. One stroke is in flight at a time.
        """
        for name, plan in self.plans.items():
            if plan:
                edit, self.plans[name] = (plan, ()) if letters is None else split(plan, letters)
                self.sent = Stroke(self.revision, name, edit)
                return self.sent
        return None

    def told(self, lines: Sequence[Line], mine: str | None) -> bool:
        """Take committed edits; whether the stroke in flight, sent as act `mine`, is answered."""
        answered = False
        for revision, author, name, raw, act_id in lines:
            own = mine is not None and act_id == mine
            if own and not raw and revision > self.revision:
                continue  # it was sent twice: what it made is told in its turn
            if raw and self._is_new(revision, author):
                self._take(author, name, parse(raw), own=own)
                self.revision = revision
            elif own and self.sent is not None:
                self._never_came(self.sent)
            if own:
                self.sent, answered = None, True
        return answered

    def _is_new(self, revision: int, author: Author) -> bool:
        # A draft carried over to another version is told once for each field, at one revision.
        if revision == self.revision + 1 or (author is None and revision == self.revision):
            return True
        if revision <= self.revision:
            return False
        raise PenBroken(f"revision {revision} of {self.draft} came after {self.revision}")

    def _take(self, author: Author, name: str, edit: Edit, *, own: bool) -> None:
        self.fields[name], _ = apply(self.fields[name], edit, author)
        if own:
            return
        same = author == self.author
        if self.sent is not None and self.sent.field == name:
            stroke = self.sent.edit
            self.sent = self.sent._replace(edit=rebase(stroke, edit))
            edit = rebase(edit, stroke, first=True, same_author=same)
        self.plans[name] = rebase(self.plans.get(name, ()), edit)

    def _never_came(self, stroke: Stroke) -> None:
        """The stroke in flight came to nothing, or was told without its id: it is not to come."""
        before = self.fields[stroke.field]
        _, effective = apply(before, stroke.edit, self.author)
        back = invert(effective, before)
        self.plans[stroke.field] = rebase(self.plans[stroke.field], back)

    @property
    def digest(self) -> str:
        """The digest of the text the draft began from, computed from what was received."""
        return wording_digest({name: from_units(base(runs)) for name, runs in self.fields.items()})

    @property
    def wording(self) -> str:
        """The digest of what the draft makes of the clause, computed from what was received."""
        return wording_digest(
            {name: canonical(from_units(result(runs))) for name, runs in self.fields.items()}
        )


def typed(text: str, changes: Sequence[Change]) -> Edit:
    """How somebody makes these changes in `text`: each at one place, in whole words.

    Raises `ScenarioError` unless each text to find stands there once.
    """
    done: Edit = ()
    for change in changes:
        if text.count(change.find) != 1:
            raise ScenarioError(
                f"{change.find!r} stands in the text {text.count(change.find)} times"
            )
        before, _, after = text.partition(change.find)
        text = f"{before}{change.replace}{after}"
        done = compose(done, edit_of(length(before), *_in_place(change)))
    return done


def _in_place(change: Change) -> tuple[Part, ...]:
    """One change in the middle of what stays: the words at both ends that both texts have."""
    old, new = tokens(change.find), tokens(change.replace)
    ahead = _alike(old, new)
    behind = _alike(old[ahead:][::-1], new[ahead:][::-1])
    struck = "".join(old[ahead : len(old) - behind])
    put = "".join(new[ahead : len(new) - behind])
    return length("".join(old[:ahead])), remove(length(struck)), to_units(put)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens two sequences begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def split(plan: Edit, letters: int) -> tuple[Edit, Edit]:
    """The beginning of an edit that a person does at one go, and the rest, to be done after it.

    At one go are done: one mark, or so many letters. A letter of two units is never split.
    """
    at = 0
    for n, part in enumerate(plan):
        if isinstance(part, int):
            at += part
            continue
        if isinstance(part, str):
            head = _letters(part, letters)
            return edit_of(at, head), edit_of(at + len(head), part[len(head) :], *plan[n + 1 :])
        left = 0 if part[0] == REMOVE else part[1]
        return edit_of(at, part), edit_of(at + left, *plan[n + 1 :])
    return (), ()


def _letters(units: str, letters: int) -> str:
    end = 0
    for _ in range(letters):
        if end < len(units):
            end += 2 if "\ud800" <= units[end] <= "\udbff" else 1
    return units[:end]
