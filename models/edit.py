"""The algebra of edits.

An edit is a tuple of parts that walks a layer from left to right. A part is

======================  ==========  =====================================================
in Python               on the wire  what it does
======================  ==========  =====================================================
``12``                  ``12``      keep 12 units
``"words"``             ``"words"`` insert text, attributed to the author
``("s", 5)``            ``["s",5]`` strike 5 units
``("u", 5)``            ``["u",5]`` unstrike 5 units (the author's own strike)
``("x", 5)``            ``["x",5]`` remove 5 units (the author's own insertion)
======================  ==========  =====================================================

What follows the last part is kept. An edit carries no authorship: whoever applies it says whose
it is, and "own" is by party. Edits are in normal form: neighbouring parts of one kind are merged,
and nothing is kept at the end. Offsets are UTF-16 code units, texts are unit strings
(`models.text`); `parse` and `dump` cross to ordinary text on the wire.
"""

from typing import Final

from models.runs import Author, Cursor, EditRefused, Run, Runs
from models.saying import say
from models.text import check_typed, from_units, to_units

__all__ = [
    "REMOVE",
    "STRIKE",
    "UNSTRIKE",
    "Edit",
    "EditRefused",
    "Mark",
    "Part",
    "clip",
    "compose",
    "dump",
    "edit_of",
    "invert",
    "parse",
    "push",
    "rebase",
    "remove",
    "strike",
    "unstrike",
]

Mark = tuple[str, int]
Part = int | str | Mark
Edit = tuple[Part, ...]

STRIKE: Final = "s"
UNSTRIKE: Final = "u"
REMOVE: Final = "x"
MARKS: Final = frozenset({STRIKE, UNSTRIKE, REMOVE})

MAX_PARTS: Final = 4_000
MAX_INSERTED: Final = 20_000
MAX_COUNT: Final = 2**31 - 1


def strike(count: int) -> Mark:
    """The part that strikes ``count`` units."""
    return (STRIKE, count)


def unstrike(count: int) -> Mark:
    """The part that takes back the author's own strike from ``count`` units."""
    return (UNSTRIKE, count)


def remove(count: int) -> Mark:
    """The part that removes ``count`` units of the author's own insertion."""
    return (REMOVE, count)


def push(parts: list[Part], part: Part) -> None:
    """Append ``part`` to ``parts``, merged with the last one where both are of one kind."""
    if parts:
        last = parts[-1]
        if isinstance(last, int):
            if isinstance(part, int):
                parts[-1] = last + part
                return
        elif isinstance(last, str):
            if isinstance(part, str):
                parts[-1] = last + part
                return
        elif isinstance(part, tuple) and last[0] == part[0]:
            parts[-1] = (last[0], last[1] + part[1])
            return
    parts.append(part)


def trimmed(parts: list[Part]) -> Edit:
    """The edit made of ``parts`` (merged by `push`): what it keeps at the end goes unsaid."""
    return tuple(parts[:-1] if parts and isinstance(parts[-1], int) else parts)


def edit_of(*parts: Part) -> Edit:
    """The edit made of ``parts``, in normal form; parts of no length are left out."""
    merged: list[Part] = []
    for part in parts:
        if size(part):
            push(merged, part)
    return trimmed(merged)


def size(part: Part) -> int:
    """How many units ``part`` walks over; for an insertion, how many it brings."""
    return part if isinstance(part, int) else len(part) if isinstance(part, str) else part[1]


def parse(raw: object, *, max_parts: int = MAX_PARTS, max_inserted: int = MAX_INSERTED) -> Edit:
    """The edit that ``raw``, a JSON value from anybody, says.

    At most ``max_parts`` parts and ``max_inserted`` inserted units are read (tech.md §6.4).
    Raises `EditRefused` (``not_an_edit``, ``too_many_parts``, ``too_much_text``) or, for text
    that may not be typed, `TextRefused`.
    """
    if type(raw) is not list:
        raise EditRefused("not_an_edit", "An edit is a list of parts.")
    if len(raw) > max_parts:
        raise EditRefused("too_many_parts", say("An edit has at most {n} parts.", n=max_parts))
    parts: list[Part] = []
    for item in raw:
        part = _parsed(item)
        if isinstance(part, str):
            max_inserted -= len(part)
            if max_inserted < 0:
                raise EditRefused("too_much_text", "The edit inserts too much text at once.")
        push(parts, part)
    return trimmed(parts)


def _parsed(item: object) -> Part:
    if type(item) is str and item:
        units = to_units(item)
        check_typed(units)
        return units
    if type(item) is int and 0 < item <= MAX_COUNT:
        return item
    if type(item) is list and len(item) == 2:
        kind, count = item
        if type(kind) is str and kind in MARKS and type(count) is int and 0 < count <= MAX_COUNT:
            return (kind, count)
    raise EditRefused("not_an_edit", "A part of the edit is none that an edit can have.")


def dump(edit: Edit) -> list[object]:
    """The JSON value of ``edit``, insertions as ordinary text; the inverse of `parse`."""
    return [
        part if isinstance(part, int) else from_units(part) if isinstance(part, str) else list(part)
        for part in edit
    ]


def rebase(edit: Edit, over: Edit, *, first: bool = False, same_author: bool = False) -> Edit:
    """``edit``, made on the text that ``over`` was made on, as it is to be done after ``over``.

    Where both insert at one place, the edit that was committed first stands first: ``over``
    unless ``first`` says that it is ``edit`` (which is how a client carries what it is told over
    what it has not yet had confirmed). What ``over`` removed is no longer marked or removed; a
    mark never spreads to what ``over`` inserted, because its author has not seen it. With
    ``first`` and ``same_author``, strikes that the later ``over`` sets or takes back are its own
    affair. Raises nothing.

    Law: ``edit`` then ``rebase(over, edit)`` gives the same runs as ``over`` then
    ``rebase(edit, over, first=True, same_author=…)``.
    """
    out: list[Part] = []
    later_wins = first and same_author
    mine, theirs = _Parts(edit), _Parts(over)
    while (part := mine.part) is not FOREVER:
        other = theirs.part
        if isinstance(other, str) and not (first and isinstance(part, str)):
            push(out, len(other))
            theirs.pass_over(len(other))
        elif isinstance(part, str) or isinstance(other, str):
            push(out, part)
            mine.pass_over(size(part))
        else:
            count = min(size(part), size(other))
            if isinstance(other, int):
                push(out, cut(part, count))
            elif other[0] != REMOVE:
                yields = later_wins and isinstance(part, tuple) and part[0] != REMOVE
                push(out, count if yields else cut(part, count))
            mine.pass_over(count)
            theirs.pass_over(count)
    return trimmed(out)


def compose(edit: Edit, then: Edit) -> Edit:
    """One edit that does ``edit`` and, after it, ``then``, both by one author. Raises nothing.

    Law: to apply it is to apply the one and then the other.
    """
    out: list[Part] = []
    former, latter = _Parts(edit), _Parts(then)
    while (before := former.part) is not FOREVER or latter.part is not FOREVER:
        after = latter.part
        if isinstance(before, tuple) and before[0] == REMOVE:
            push(out, before)
            former.pass_over(before[1])
        elif isinstance(after, str):
            push(out, after)
            latter.pass_over(len(after))
        else:
            count = min(size(before), size(after))
            if not isinstance(before, str):
                push(out, cut(before if isinstance(after, int) else after, count))
            elif isinstance(after, int) or after[0] != REMOVE:
                push(out, before[:count])
            former.pass_over(count)
            latter.pass_over(count)
    return trimmed(out)


def invert(edit: Edit, runs: Runs) -> Edit:
    """The edit that takes ``edit`` back, to be done after it by the same author.

    ``edit`` is an *effective* edit, as `models.layer.apply` returns it, and ``runs`` are those it
    was applied to. Text it removed comes back as new text, without what others had struck of it.
    Raises `EditRefused` (``past_the_end``) if it does not fit ``runs``.
    """
    cursor = Cursor(runs)
    parts: list[Part] = []
    for part in edit:
        if isinstance(part, str):
            push(parts, (REMOVE, len(part)))
            continue
        passed = cursor.take(size(part))
        if isinstance(part, int):
            push(parts, part)
        elif part[0] == REMOVE:
            push(parts, "".join([run.text for run in passed]))
        else:
            push(parts, (UNSTRIKE if part[0] == STRIKE else STRIKE, part[1]))
    return trimmed(parts)


def clip(edit: Edit, runs: Runs, author: Author) -> Edit:
    """``edit`` less every part that ``author`` may not, or need not, do on ``runs``.

    For undo: an inverse that was rebased over other people's edits may have lost its object.
    Raises `EditRefused` (``past_the_end``) if it does not fit ``runs``.
    """
    cursor = Cursor(runs)
    parts: list[Part] = []
    for part in edit:
        if isinstance(part, str):
            push(parts, part)
            continue
        passed = cursor.take(size(part))
        if isinstance(part, int):
            push(parts, part)
            continue
        for run in passed:
            count = len(run.text)
            push(parts, (part[0], count) if _applies(part[0], run, author) else count)
    return trimmed(parts)


def _applies(kind: str, run: Run, author: Author) -> bool:
    if kind == UNSTRIKE:
        return author in run.struck_by
    if kind == REMOVE:
        return author == run.inserted_by
    return author != run.inserted_by and author not in run.struck_by


def cut(part: int | Mark, count: int) -> int | Mark:
    """The first ``count`` units of a part that walks over text."""
    return count if isinstance(part, int) else (part[0], count)


FOREVER: Final = 2**62
"""The keep that follows the last part of every edit."""


class _Parts:
    """The parts of an edit taken bit by bit; after the last, it keeps for ever."""

    __slots__ = ("_rest", "part")

    def __init__(self, edit: Edit) -> None:
        self._rest = iter(edit)
        self.part: Part = next(self._rest, FOREVER)

    def pass_over(self, count: int) -> None:
        """Put the first ``count`` units of the present part behind."""
        part = self.part
        left = size(part) - count
        if not left:
            self.part = next(self._rest, FOREVER)
        elif part is not FOREVER:
            self.part = part[count:] if isinstance(part, str) else cut(part, left)
