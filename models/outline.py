"""The outline of the text: which clauses it has, in which order, under which numbers and names.

`Negotiation.clauses` holds every clause there ever was, in the order of the text; this says which
of them have a place in it, which have words, and where an old id or number leads.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from models.clause import Clause
from models.facts import Renumbered
from models.negotiation import Negotiation
from models.text import length

SUFFIXES = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")
"""How new clauses are numbered between those there are, so that no number moves (domain §4)."""
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9_-]")


def vacant(negotiation: Negotiation, clause: str) -> bool:
    """Whether a new clause came to nothing: it has no text, and none is proposed any more."""
    its = negotiation.clauses[clause]
    return its.version.empty and not its.removed and not negotiation.live_proposals(clause)


def replaced(clause: Clause) -> bool:
    """Whether a clause was split or merged away, or came of what was undone."""
    return bool(clause.successors)


def gone(negotiation: Negotiation, clause: str) -> bool:
    """Whether a clause needs no agreement any more: replaced, vacant, or agreed to be deleted."""
    its = negotiation.clauses[clause]
    return replaced(its) or vacant(negotiation, clause) or (its.removed and its.agreed)


def placed(negotiation: Negotiation) -> tuple[Clause, ...]:
    """The clauses that have a place in the text, in order: deleted ones keep theirs."""
    return tuple(
        its
        for its in negotiation.clauses.values()
        if not replaced(its) and not vacant(negotiation, its.id)
    )


def worded(negotiation: Negotiation) -> tuple[Clause, ...]:
    """The clauses that have words, in order: what is adopted, locked and signed."""
    return tuple(its for its in placed(negotiation) if not its.version.empty)


def successors_of(negotiation: Negotiation, clause: str) -> tuple[str, ...]:
    """The clauses that an id leads to now: itself, or what it was split or merged into.

    Nothing for an id that never was.
    """
    its = negotiation.clauses.get(clause)
    if its is None:
        return ()
    if not replaced(its):
        return (clause,)
    led = (end for one in its.successors for end in successors_of(negotiation, one))
    return tuple(dict.fromkeys(led))


def lineage(negotiation: Negotiation, clause: str) -> tuple[str, ...]:
    """A clause and those it came from by splitting or merging, the nearest first."""
    found = [clause]
    for one in found:
        found += [p for p in negotiation.clauses[one].predecessors if p not in found]
    return tuple(found)


# --- numbers -------------------------------------------------------------------------------------


def number_after(negotiation: Negotiation, clause: str) -> str:
    """The number of a new clause after this one ("" for the beginning): "4 bis", "4 ter" …

    Of the clause it follows, or of the last numbered one before it; before all of them it is 0.
    Numbers are not used again.
    """
    stem = "0"
    for its in negotiation.clauses.values() if clause else ():
        stem = _stem(its.number) or stem
        if its.id == clause:
            break
    used = {its.number for its in negotiation.clauses.values()}
    return next(number for number in _numbers(stem) if number not in used)


def _stem(number: str) -> str:
    head, _, last = number.rpartition(" ")
    return head if last in SUFFIXES or (head and last.isdecimal()) else number


def _numbers(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem} {suffix}" for suffix in SUFFIXES)
    count = len(SUFFIXES) + 2
    while True:
        yield f"{stem} {count}"
        count += 1


def id_of(negotiation: Negotiation, number: str) -> str:
    """A readable id for a new clause of this number: A4bis beside A4. Never used again."""
    stem = _stem(number)
    root = next((its.id for its in negotiation.clauses.values() if its.number == stem), f"N{stem}")
    return fresh_id(negotiation, root + number.removeprefix(stem))


def fresh_id(negotiation: Negotiation, wanted: str) -> str:
    """The wanted id, or the first of wanted-2, wanted-3 … that no clause ever had.

    Ids are of letters, digits, hyphen and underline, at most 64 characters.
    """
    wanted = _NOT_IN_IDS.sub("", wanted)[:56]
    found, count = wanted, 1
    while found in negotiation.clauses:
        count += 1
        found = f"{wanted}-{count}"
    return found


def renumbering(negotiation: Negotiation) -> tuple[Renumbered, ...]:
    """The table from old to new numbers: 1, 2, 3 … in the order of the text.

    Clauses without a number, such as a preamble, stay without; those without text lose theirs.
    """
    has_words = {its.id for its in worded(negotiation)}
    rows: list[Renumbered] = []
    count = 0
    for its in negotiation.clauses.values():
        if not its.number:
            continue
        count += its.id in has_words
        rows.append(Renumbered(its.id, its.number, str(count) if its.id in has_words else ""))
    return tuple(rows)


# --- finding -------------------------------------------------------------------------------------


class Match(NamedTuple):
    """A clause of the text that somebody may mean: by its id, its number, or a former number."""

    clause: str
    by: str


def find_clause(negotiation: Negotiation, said: str) -> tuple[Match, ...]:
    """Every clause that `said` may mean: "A4", "4 bis", "Article 5", "المادة ٥".

    First by id, then by number, then by the number it had before the renumbering. What was split
    or merged is found as what came of it.
    """
    sought = _plain(said)
    found: dict[str, str] = {}
    for by in ("id", "number", "former_number"):
        for its in negotiation.clauses.values():
            if _means(sought, _plain(getattr(its, by)), named=by != "id"):
                for one in successors_of(negotiation, its.id):
                    found.setdefault(one, by)
    return tuple(Match(clause, by) for clause, by in found.items())


def _plain(said: str) -> str:
    words = " ".join(unicodedata.normalize("NFKC", said).casefold().split())
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in words)


def _means(sought: str, name: str, *, named: bool) -> bool:
    if not name or not named:
        return sought == name and bool(name)
    before = sought.removesuffix(name)
    if before == sought:
        return False
    word = before.rstrip(" .")
    return not before or (before != word and word.isalpha())


class Reference(NamedTuple):
    """Where a text names another clause by number, and which clauses it may mean.

    `start` and `length` are in UTF-16 code units of the field. `former`: it names a number that
    the renumbering gave to another clause, or to none.
    """

    clause: str
    field: str
    start: int
    length: int
    said: str
    means: tuple[str, ...]
    former: bool


_NUMBER = r"\d+(?:\.\d+)*[A-Za-z]?(?: (?:" + "|".join(SUFFIXES) + r")\b)?"
_CITED = re.compile(
    r"(?<!\w)(?:articles?|art\.|clauses?|sections?|sec\.|artículos?|artigos?|(?:ال)?(?:مادة|بند))"
    rf" {_NUMBER}",
    re.IGNORECASE,
)


def references(negotiation: Negotiation) -> tuple[Reference, ...]:
    """Every place where a text cites a clause by number. Nothing rewrites them: people do."""
    return tuple(
        _reference(negotiation, its, field, text, found)
        for its in worded(negotiation)
        for field, text in its.version.wording.items()
        for found in _CITED.finditer(text)
    )


def _reference(
    n: Negotiation, its: Clause, field: str, text: str, found: re.Match[str]
) -> Reference:
    means = find_clause(n, found[0])
    moved = {row.former_number for row in n.clauses.values() if row.former_number != row.number}
    cited = {
        _plain(number) for number in moved if _means(_plain(found[0]), _plain(number), named=True)
    }
    return Reference(
        its.id,
        field,
        length(text[: found.start()]),
        length(found[0]),
        found[0],
        tuple(match.clause for match in means),
        former=n.renumbered and bool(cited),
    )
