"""What becomes of a layer: edits applied, the text beneath it changed, its words traced.

A layer is wording on its way (design §2): runs over a base text, written by parties, that change
nothing but themselves until a decision settles them. Everything here is a pure function from runs
to runs; nothing is changed in place, so a commit that fails leaves nothing to undo.
"""

from typing import NamedTuple

from models.edit import (
    REMOVE,
    STRIKE,
    UNSTRIKE,
    Edit,
    EditRefused,
    Part,
    edit_of,
    push,
    rebase,
    size,
    trimmed,
)
from models.provenance import Origin, Span, trace
from models.runs import (
    ANYONE,
    Author,
    Cursor,
    Run,
    Runs,
    Writer,
    anonymous,
    base,
    from_json,
    joined,
    of_text,
    result,
    to_json,
)
from models.text import compositions

__all__ = [
    "ANYONE",
    "Author",
    "EditRefused",
    "Origin",
    "Replacement",
    "Run",
    "Runs",
    "Span",
    "anonymous",
    "apply",
    "authored",
    "base",
    "carry",
    "change",
    "from_json",
    "is_empty_change",
    "joined",
    "normalised",
    "of_text",
    "replace",
    "replacement_to_json",
    "replacements",
    "result",
    "to_json",
    "trace",
]


def apply(runs: Runs, edit: Edit, author: Author) -> tuple[Runs, Edit]:
    """``runs`` after ``author`` has done ``edit``, and the edit as it took effect.

    The effective edit is what is recorded and told: marks that changed nothing have become keeps.
    The author ``None`` is the server carrying a layer over: what no party inserted is its own, so
    it inserts and removes current text. Raises `EditRefused`: ``past_the_end``,
    ``splits_character``, ``strike_of_own_insertion``, ``removal_of_foreign_text``,
    ``strike_by_nobody`` (design §2, tech.md §6.3).
    """
    cursor, out = Cursor(runs), Writer()
    effective: list[Part] = []
    for part in edit:
        if isinstance(part, int):
            out.extend(cursor.take(part))
            push(effective, part)
            continue
        cursor.check_whole()
        if isinstance(part, str):
            out.put(Run(part, author))
            push(effective, part)
            continue
        kind, count = part
        for run in cursor.take(count):
            marked = _MARKED[kind](run, author)
            push(effective, len(run.text) if marked is run else (kind, len(run.text)))
            if marked is not None:
                out.put(marked)
        cursor.check_whole()
    out.extend(cursor.rest())
    return out.runs(), trimmed(effective)


def _struck(run: Run, author: Author) -> Run:
    if author is None:
        raise EditRefused("strike_by_nobody", "Only a party can strike text.")
    if author == run.inserted_by:
        raise EditRefused(
            "strike_of_own_insertion", "One removes one's own insertion; one does not strike it."
        )
    if author in run.struck_by:
        return run
    return Run(run.text, run.inserted_by, run.struck_by | {author})


def _unstruck(run: Run, author: Author) -> Run:
    if author not in run.struck_by:
        return run
    return Run(run.text, run.inserted_by, run.struck_by - {author})


def _removed(run: Run, author: Author) -> None:
    if author != run.inserted_by:
        raise EditRefused(
            "removal_of_foreign_text", "Only one's own insertion can be removed; strike the rest."
        )


_MARKED = {STRIKE: _struck, UNSTRIKE: _unstruck, REMOVE: _removed}


def change(runs: Runs) -> Edit:
    """What settling the layer does to its base: an edit by nobody, in units of ``base(runs)``.

    Law: ``apply(of_text(base(runs)), change(runs), None)`` reads ``result(runs)``.
    """
    parts: list[Part] = []
    for text, inserted_by, struck_by in runs:
        if inserted_by is None:
            push(parts, (REMOVE, len(text)) if struck_by else len(text))
        elif not struck_by:
            push(parts, text)
    return trimmed(parts)


def is_empty_change(runs: Runs) -> bool:
    """Whether the layer, if settled, would leave every word of its base as it is."""
    return base(runs) == result(runs)


def carry(runs: Runs, change: Edit) -> tuple[Runs, Edit]:
    """The layer over the changed base, and the edit by nobody that carries it there.

    ``change`` is an edit by nobody in units of ``base(runs)``, as `change` of the settled layer
    gives it; the edit returned is in units of the layer itself, so that it can stand in the
    layer's stream. Where both insert at one place, what was settled goes first. Words the layer
    inserted stay, even inside what the change removed. Raises `EditRefused` if ``change`` is not
    one of this base.

    Law: ``base(carry(runs, c))`` is ``c`` applied to ``base(runs)``.
    """
    # Seen from its base, a layer is an edit that only inserts; so carrying is rebasing over it.
    drawn = tuple(len(run.text) if run.inserted_by is None else run.text for run in runs)
    return apply(runs, rebase(change, drawn, first=True), None)


def authored(runs: Runs, change: Edit, author: Author) -> Edit:
    """The edit by which ``author`` brings about ``change`` of what the layer reads.

    ``change`` keeps, inserts and removes in units of ``result(runs)``. What it removes, the author
    removes where it is the author's own insertion and strikes where it is not; what is struck
    already is passed over.
    """
    # Seen from its result, a layer's struck text is as if inserted, so rebasing passes it over.
    drawn = tuple(run.text if run.struck_by else len(run.text) for run in runs)
    cursor = Cursor(runs)
    parts: list[Part] = []
    for part in rebase(change, drawn, first=True):
        if isinstance(part, str):
            push(parts, part)
            continue
        for run in cursor.take(size(part)):
            kind = REMOVE if run.inserted_by == author else STRIKE
            count = len(run.text)
            push(parts, count if isinstance(part, int) else (kind, count))
    return trimmed(parts)


def normalised(runs: Runs) -> Runs:
    """The layer with its result in NFC: what settling adopts (design §2).

    Nearly always ``runs`` themselves. Where typing has put a base letter and its accent side by
    side, the party that typed the last of them strikes them and inserts the composed character.
    """
    for start, end, composed in reversed(compositions(result(runs))):
        author = _typist(runs, start, end)
        change = edit_of(start, (REMOVE, end - start), composed)
        runs, _ = apply(runs, authored(runs, change, author), author)
    return runs


def _typist(runs: Runs, start: int, end: int) -> Author:
    """The party whose typing or striking last met units ``start`` to ``end`` of the result."""
    typist, at = None, 0
    for text, inserted_by, struck_by in runs:
        if at >= end:
            break
        at += 0 if struck_by else len(text)
        if at > start:
            typist = inserted_by or min(struck_by, default=typist)
    return typist


class Replacement(NamedTuple):
    """Units ``start`` to ``end`` of a text as it then stands are replaced by ``runs``."""

    start: int
    end: int
    runs: Runs


def replacements(before: Runs, edit: Edit, after: Runs) -> tuple[Replacement, ...]:
    """What those who watch are told when ``edit`` turned ``before`` into ``after``.

    One replacement for each place touched, in order; `replace` with one after the other turns
    ``before`` into ``after``. Both may have passed through one projection that keeps every
    length, such as `anonymous`; a place where nothing can be seen to change is then left out.
    Raises `EditRefused` (``past_the_end``) if ``edit`` does not fit.
    """
    found: list[Replacement] = []
    old, new = Cursor(before), Cursor(after)
    at = gone = come = 0
    for part in (*edit, 0):
        if isinstance(part, int):
            removed, put = tuple(old.take(gone)), tuple(new.take(come))
            if removed != put:
                found.append(Replacement(at, at + gone, put))
            old.take(part)
            new.take(part)
            at += come + part
            gone = come = 0
        elif isinstance(part, str):
            come += len(part)
        else:
            gone += part[1]
            come += part[1] if part[0] != REMOVE else 0
    return tuple(found)


def replace(runs: Runs, replacement: Replacement) -> Runs:
    """``runs`` with one replacement made.

    Raises `EditRefused` (``past_the_end``) if it does not fit.
    """
    cursor, out = Cursor(runs), Writer()
    out.extend(cursor.take(replacement.start))
    cursor.take(replacement.end - replacement.start)
    out.extend(replacement.runs)
    out.extend(cursor.rest())
    return out.runs()


def replacement_to_json(replacement: Replacement) -> list[object]:
    """A replacement for the wire: ``[start, end, runs as to_json writes them]``."""
    return [replacement.start, replacement.end, to_json(replacement.runs)]
