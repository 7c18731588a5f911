"""Scripts of the structure of the text: clauses proposed, deleted, moved, split, merged; numbers.

What is proposed stands among the proposals of the file, as for any other:

    {id: P1, kind: new_clause, clause: A4bis, after: A4, by: …, title: "…", text: "…"}
    {id: P2, kind: delete_clause, clause: A8, by: …}
    {id: P3, kind: move_clause, clause: A8, after: A2, by: …}          # after: "" is the beginning
    {id: P4, kind: split_clause, clause: A5, by: …, second_begins: "It shall", second_title: "…"}
    {id: P5, kind: merge_clauses, clause: A5, with: A6, by: …, title: "…"}

`title_ar`, `text_ar`, `second_begins_ar` … say the same in another language. A new clause has the
id of the one it follows with bis, ter …; the halves of A5 are A5a and A5b; A5 and A6 merge to
A5-A6. The words with which a second clause begins occur exactly once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models import acts
from models.acts import Act
from models.text import to_units
from server.play.requests import Do, Made, Script, SeeClause, Seen, SeeProposal
from server.play.scenario import Proposed, ScenarioError
from server.play.scene import Scene


def _tabled(scene: Scene, proposed: Proposed, act: Act) -> Script:
    """Table it; who is named as co-sponsor joins by an act of its own."""
    made: Made = yield Do(scene.sponsor(proposed), act)
    proposal = scene.book.proposals[proposed.id] = made["proposal"]
    for party in proposed.co_sponsors:
        head = scene.scenario.head(party)
        seen: Seen = yield SeeProposal(head, proposal)
        yield Do(head, acts.CoSponsor(proposal=proposal, wording=seen.wording))


def _new_clause(scene: Scene) -> Script:
    its = scene.proposed()
    act = acts.TableNewClause(after=its.after, wording=its.wording, reason=its.reason)
    yield from _tabled(scene, its, act)


def _deletion(scene: Scene) -> Script:
    its = scene.proposed()
    seen: Seen = yield SeeClause(scene.sponsor(its), its.clause)
    act = acts.TableDeletion(
        clause=its.clause, version=seen.version, digest=seen.digest, reason=its.reason
    )
    yield from _tabled(scene, its, act)


def _move(scene: Scene) -> Script:
    its = scene.proposed()
    seen: Seen = yield SeeClause(scene.sponsor(its), its.clause)
    act = acts.TableMove(
        clause=its.clause,
        version=seen.version,
        digest=seen.digest,
        after=its.after,
        reason=its.reason,
    )
    yield from _tabled(scene, its, act)


def _split(scene: Scene) -> Script:
    its = scene.proposed()
    seen: Seen = yield SeeClause(scene.sponsor(its), its.clause)
    act = acts.TableSplit(
        clause=its.clause,
        version=seen.version,
        digest=seen.digest,
        at={field: _begin(scene, seen, field, words) for field, words in its.begins.items()},
        second_title=its.second_title,
        reason=its.reason,
    )
    yield from _tabled(scene, its, act)


def _begin(scene: Scene, seen: Seen, field: str, words: str) -> int:
    text, sought = to_units(seen.texts.get(field, "")), to_units(words)
    if text.count(sought) != 1:
        raise ScenarioError(f"move {scene.move.n}: {words!r} does not occur once in {field}")
    return text.index(sought)


def _merge(scene: Scene) -> Script:
    its = scene.proposed()
    person = scene.sponsor(its)
    seen: Seen = yield SeeClause(person, its.clause)
    other: Seen = yield SeeClause(person, its.joins)
    act = acts.TableMerge(
        clause=its.clause,
        version=seen.version,
        digest=seen.digest,
        other=its.joins,
        other_version=other.version,
        other_digest=other.digest,
        title=its.wording,
        reason=its.reason,
    )
    yield from _tabled(scene, its, act)


def _renumber(scene: Scene) -> Script:
    yield Do(scene.actor(), acts.Renumber())


PROPOSAL = frozenset({"proposal"})
SCRIPTS: Mapping[str, tuple[frozenset[str], Callable[[Scene], Script]]] = {
    "table_new_clause": (PROPOSAL, _new_clause),
    "table_deletion": (PROPOSAL, _deletion),
    "table_move": (PROPOSAL, _move),
    "table_split": (PROPOSAL, _split),
    "table_merge": (PROPOSAL, _merge),
    "renumber": (frozenset(), _renumber),
}
"""What each kind of move may say, and its script."""
