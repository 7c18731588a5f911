"""Redlines: texts compared word by word, the way a lawyer would.

The only user of diff-match-patch. It never sees a character of ours: every token (a word or a
single grapheme, `models.words`) is mapped to one private code point, so that it can cut no word and
no character, and its answer depends on nothing but the two texts. Texts may be ordinary or units;
changes are edits by nobody (keep, insert, remove) in UTF-16 code units of the older text.
"""

from collections.abc import Iterator
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import Any, Final, NamedTuple

from diff_match_patch import diff_match_patch

from models.edit import Edit, Part, compose, edit_of, push, remove, trimmed, unstrike
from models.layer import Author, Runs, apply, authored, base, result
from models.overlay import CompiledSpan, alternatives, compilation, conflict
from models.text import canonical, from_units, length, to_units
from models.words import seam, sentences, tokens

__all__ = [
    "CompiledSpan",
    "Kind",
    "Stretch",
    "alternatives",
    "between",
    "compilation",
    "conflict",
    "minimal",
    "minimal_of",
    "rewrite",
]

EFFORT: Final = 250_000
"""How many places one comparison may look at; what is undecided then is replaced as a whole."""

FIRST_POINT: Final = 0xF0000
LAST_POINT: Final = 0x10FFFF


class Kind(StrEnum):
    """What became of a stretch of text from the older version to the newer."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


class Stretch(NamedTuple):
    """A stretch of a comparison: what became of it, and its ordinary text."""

    kind: Kind
    text: str


def minimal(old: str, new: str) -> Edit:
    """The smallest change, in whole words, that turns ``old`` into ``new``.

    What is struck at a place comes before what is inserted there; an insertion or a removal that
    could stand at several places alike stands where a reader would put it. Conflict is judged on
    this form (design §2). Raises nothing for texts that may be typed.
    """
    return _as_edit(_compare(from_units(old), from_units(new), _Effort()))


def minimal_of(runs: Runs) -> Edit:
    """The minimal change a layer makes, in UTF-16 code units of its base.

    As `minimal`; but where comparing the texts takes too much effort, the layer's own marks say
    what stayed, so that no word goes and comes back that it left alone and others may have struck.
    """
    effort = _Effort()
    hunks = _compare(from_units(base(runs)), from_units(result(runs)), effort)
    return _as_edit(_in_words(_marked(runs), _Effort()) if effort.spent else hunks)


def between(old: str, new: str) -> tuple[Stretch, ...]:
    """The redline of two texts: what stayed, what went, what came, in reading order.

    As `minimal`, but words that stayed by mere chance between words that changed are shown as
    changed too, the way a lawyer marks them.
    """
    return tuple(
        Stretch(kind, "".join(words))
        for hunk in _compare(from_units(old), from_units(new), _Effort(), tidy=True)
        for kind, words in (
            (Kind.EQUAL, hunk.kept),
            (Kind.DELETE, hunk.gone),
            (Kind.INSERT, hunk.come),
        )
        if words
    )


def rewrite(runs: Runs, new_text: str, author: Author) -> Edit:
    """The one edit by which ``author`` makes the layer read ``new_text``.

    For what is pasted, imported, or written in the plain form. It removes the author's own
    insertions, strikes the rest, inserts, and passes over what is struck already; only words typed
    again right beside the author's own strike of the same words are unstruck instead. The text is
    made canonical first, as a browser's text box sends line ends of its own. Raises `TextRefused`
    for what may not be typed.
    """
    hunks = _compare(from_units(result(runs)), canonical(new_text), _Effort(), tidy=True)
    edit = authored(runs, _as_edit(hunks), author)
    return compose(edit, _restoring(apply(runs, edit, author)[0], author))


def _restoring(runs: Runs, author: Author) -> Edit:
    """The edit that unstrikes what the author struck and then typed again right beside it."""
    parts: list[Part] = []
    at = 0
    while at < len(runs):
        pair = runs[at : at + 2]
        if _is_retyped(pair, author):
            for run in pair:
                count = len(run.text)
                push(parts, remove(count) if run.inserted_by == author else unstrike(count))
            at += 2
        else:
            push(parts, len(pair[0].text))
            at += 1
    return trimmed(parts)


def _is_retyped(pair: Runs, author: Author) -> bool:
    own = [run for run in pair if run.inserted_by == author and not run.struck_by]
    struck = [run for run in pair if run.struck_by == {author}]
    return len(own) == len(struck) == 1 and own[0].text == struck[0].text


# --- comparing --------------------------------------------------------------------------------


class _Hunk(NamedTuple):
    """Strings that stayed, then those that came, in place of those that went.

    In this order the kinds of diff-match-patch (0 stayed, 1 came, -1 went) are the indices.
    """

    kept: list[str]
    come: list[str]
    gone: list[str]


def _as_edit(hunks: list[_Hunk]) -> Edit:
    parts: list[Part] = []
    for kept, come, gone in hunks:
        parts += (
            length("".join(kept)),
            remove(length("".join(gone))),
            to_units("".join(come)),
        )
    return edit_of(*parts)


def _compare(old: str, new: str, effort: "_Effort", *, tidy: bool = False) -> list[_Hunk]:
    """The hunks that turn ``old`` into ``new``: whole sentences first, then words between them.

    Sentences that stayed are found first because a comparison of words alone would give up a
    sentence for the sake of some "the" and "of" elsewhere, and takes far longer to do so.
    """
    coarse = _differences(sentences(old), sentences(new), effort)
    return _in_words(coarse, effort, tidy=tidy)


def _marked(runs: Runs) -> list[_Hunk]:
    """The hunks between those words that a layer left alone."""
    old, new = base(runs), result(runs)
    ends, new_ends = _ends(old), _ends(new)
    cuts = {(at, now) for at, now in _left_alone(runs) if at in ends and now in new_ends}
    hunks: list[_Hunk] = []
    for (start, now), (end, then) in pairwise(sorted({(0, 0), *cuts, (len(old), len(new))})):
        gone, come = from_units(old[start:end]), from_units(new[now:then])
        _append(hunks, _Hunk([], [come], [gone]) if come != gone else _Hunk([gone], [], []))
    return hunks


def _ends(units: str) -> set[int]:
    """Where the tokens of a text begin and end."""
    return set(accumulate(map(length, tokens(from_units(units))), initial=0))


def _left_alone(runs: Runs) -> Iterator[tuple[int, int]]:
    """Each place at which a layer left its base alone: in the base, and in the result."""
    at = now = 0
    for text, inserted_by, struck_by in runs:
        stood, stands = inserted_by is None, not struck_by
        if stood and stands:
            yield from ((at + n, now + n) for n in range(len(text) + 1))
        at += len(text) if stood else 0
        now += len(text) if stands else 0


def _in_words(coarse: list[_Hunk], effort: "_Effort", *, tidy: bool = False) -> list[_Hunk]:
    """The same hunks with what went and what came compared word by word."""
    hunks: list[_Hunk] = []
    for kept, come, gone in coarse:
        _append(hunks, _Hunk(tokens("".join(kept)), [], []))
        before, after = tokens("".join(gone)), tokens("".join(come))
        for hunk in _differences(before, after, effort, tidy=tidy):
            _append(hunks, hunk)
    return _settled(hunks)


def _append(hunks: list[_Hunk], hunk: _Hunk) -> None:
    """Append a hunk; what follows a hunk without change, or keeps nothing, belongs to it."""
    if hunks and not hunk.kept:
        hunks[-1].gone.extend(hunk.gone)
        hunks[-1].come.extend(hunk.come)
    elif hunks and not hunks[-1].gone and not hunks[-1].come:
        hunks[-1] = hunk._replace(kept=hunks[-1].kept + hunk.kept)
    else:
        hunks.append(hunk)


def _differences(
    old: list[str], new: list[str], effort: "_Effort", *, tidy: bool = False
) -> list[_Hunk]:
    """The hunks that turn one list of strings into another."""
    words = list(dict.fromkeys(old + new))
    if FIRST_POINT + len(words) > LAST_POINT:
        return [_Hunk(kept=[], come=new, gone=old)]
    points = {word: chr(FIRST_POINT + number) for number, word in enumerate(words)}
    differ = _Differ()
    differ.Diff_Timeout = 0
    before, after = ("".join([points[word] for word in side]) for side in (old, new))
    diffs: list[tuple[int, str]] = differ.diff_main(before, after, False, effort)
    if tidy:
        differ.diff_cleanupSemantic(diffs)
    hunks: list[_Hunk] = []
    for kind, mapped in diffs:
        hunk = _Hunk([], [], [])
        hunk[kind].extend(words[ord(point) - FIRST_POINT] for point in mapped)
        _append(hunks, hunk)
    return hunks


class _Effort:
    """A deadline in places looked at, so that a busy machine gives no other redline.

    diff-match-patch asks at every step of a search whether the time is past its deadline, and
    looks at one place more at each step than at the one before.
    """

    def __init__(self) -> None:
        self._left = EFFORT
        self._step = 0

    @property
    def spent(self) -> bool:
        """Whether something had to be left undecided."""
        return self._left < 0

    def begin(self) -> None:
        """Another search begins."""
        self._step = 0

    def __lt__(self, now: Any) -> bool:
        self._step += 1
        self._left -= self._step
        return self.spent


class _Differ(diff_match_patch):  # type: ignore[misc]  # it ships no types
    def diff_bisect(self, text1: str, text2: str, deadline: _Effort) -> list[tuple[int, str]]:
        deadline.begin()
        found: list[tuple[int, str]] = super().diff_bisect(text1, text2, deadline)
        return found


def _settled(hunks: list[_Hunk]) -> list[_Hunk]:
    """The same hunks with every lone insertion or removal where a reader would put it.

    "not [knowingly ]create" and "not[ knowingly] create" are one change; were it left in either
    form as it came, two proposals of the same word could be taken for two places.
    """
    moved = [*hunks, _Hunk([], [], [])]
    for number, (_, come, gone) in enumerate(hunks):
        if bool(come) == bool(gone):
            continue
        kept, following = moved[number].kept, moved[number + 1]
        line = kept + (come or gone) + following.kept
        start = _best_start(line, len(kept), len(come or gone))
        end = start + len(come or gone)
        there = line[start:end]
        moved[number] = _Hunk(line[:start], there if come else [], there if gone else [])
        moved[number + 1] = following._replace(kept=line[end:])
    settled: list[_Hunk] = []
    for hunk in moved:
        _append(settled, hunk)
    return settled


def _best_start(line: list[str], start: int, count: int) -> int:
    """Where a change of ``count`` tokens at ``start`` of ``line`` stands best, being the same."""
    while start > 0 and line[start - 1] == line[start + count - 1]:
        start -= 1
    last = start
    while last + count < len(line) and line[last] == line[last + count]:
        last += 1
    return max(range(start, last + 1), key=lambda at: seam(line, at) + seam(line, at + count))
