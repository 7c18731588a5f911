"""Rules of the structure of the text: new clauses, deletions, moves, splits, merges, numbers.

Tabling them is here; they are seconded, objected to, accepted and undone like any proposal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from models import acts, facts
from models.clause import Clause
from models.facts import AnyFact
from models.known import not_found, the_clause
from models.layer import Run, Runs, of_text
from models.names import clause_name, proposal_name
from models.negotiation import Negotiation
from models.outline import id_of, number_after, placed, renumbering, worded
from models.party import FACILITATORS
from models.proposal import Effect, Plan, ProposalKind
from models.rules.drafting import LONGEST
from models.rules.guards import (
    Asking,
    active,
    after,
    alone,
    open_to_proposals,
    refuse,
    same_version,
    undecided,
)
from models.rules.tabling import due_by, reason_given
from models.saying import say
from models.settling import Texts, digest, reading
from models.text import TextRefused, canonical, from_units, length, to_units, wording_digest
from models.whole import whole_digest


def table_new_clause(act: acts.TableNewClause, asking: Asking) -> tuple[AnyFact, ...]:
    """C-1: a clause with an id, a place and a number of its own, and the wording proposed for it.

    Its version 1 is empty; the wording is a layer over that, so that others may table theirs.
    """
    n = asking.negotiation
    active(n, asking.actor)
    _not_adopted(n)
    part = _place(n, act.after, "C-1").part
    fields = [f"{language}/{kind}" for language in n.languages for kind in ("title", "text")]
    wording = _canonical(act.wording, fields)
    for field in fields[:2]:
        if not wording.get(field):
            refuse(
                "wording_missing",
                "A new clause has a title and a text in the working language.",
                "Write both.",
                "C-1",
                ("field", field),
            )
    number = number_after(n, act.after)
    empty = dict.fromkeys(fields, "")
    added = facts.ClauseAdded(
        clause=id_of(n, number),
        number=number,
        part_title=part,
        after=act.after,
        wording=empty,
        digest=wording_digest(empty),
    )
    texts = {field: _inserted(wording.get(field, ""), asking.author) for field in fields}
    return (added, _tabled(asking, added.clause, 1, texts, act.reason, Effect.NEW_CLAUSE))


def table_deletion(act: acts.TableDeletion, asking: Asking) -> tuple[AnyFact, ...]:
    """C-3: a layer that strikes every word of a clause."""
    n = asking.negotiation
    clause = _as_read(act, asking)
    alone(n, clause.id)
    if clause.version.empty:
        refuse(
            "no_change",
            say("{clause} has no text to delete.", clause=clause_name(n, clause.id)),
            "Withdraw what is proposed on it.",
            "P-2",
            ("clause", clause.id),
        )
    texts = {field: _struck(text, asking.author) for field, text in clause.version.wording.items()}
    _check_new(n, clause, digest(texts), Effect.DELETE, None)
    return (_tabled(asking, clause.id, clause.current, texts, act.reason, Effect.DELETE),)


def table_move(act: acts.TableMove, asking: Asking) -> tuple[AnyFact, ...]:
    """C-4: a proposal that changes no word of a clause, only its place in the order."""
    n = asking.negotiation
    clause = _as_read(act, asking)
    alone(n, clause.id)
    _place(n, act.after, "C-4")
    order = [its.id for its in placed(n)]
    here = order.index(clause.id)
    if act.after in {clause.id, order[here - 1] if here else ""}:
        refuse(
            "no_change",
            say("{clause} stands there already.", clause=clause_name(n, clause.id)),
            "Choose another place.",
            "C-4",
            ("clause", clause.id),
        )
    plan = Plan(after=act.after)
    texts = _as_it_is(clause)
    _check_new(n, clause, digest(texts), Effect.MOVE, plan)
    return (_tabled(asking, clause.id, clause.current, texts, act.reason, Effect.MOVE, plan),)


def table_split(act: acts.TableSplit, asking: Asking) -> tuple[AnyFact, ...]:
    """C-5, C-7: where each text of a clause ends and that of the next one begins."""
    n = asking.negotiation
    clause = _as_read(act, asking)
    alone(n, clause.id, live=True)
    wording = clause.version.wording
    texts = [field for field, text in wording.items() if text and not _is_title(field)]
    titles = [field for field in wording if _is_title(field)]
    if set(act.at) != set(texts) or not texts:
        refuse(
            "cut_missing",
            say("{clause} is split in each of its texts.", clause=clause_name(n, clause.id)),
            "Say for each language where the second clause begins.",
            "C-5",
            *(("field", field) for field in texts),
        )
    for field, at in act.at.items():
        _check_cut(to_units(wording[field]), at, field)
    title = _canonical(act.second_title, titles)
    _check_title(n, title)
    plan = Plan(cut=act.at, title=title)
    return (
        _tabled(
            asking,
            clause.id,
            clause.current,
            _as_it_is(clause),
            act.reason,
            Effect.SPLIT,
            plan,
        ),
    )


def _check_cut(units: str, at: int, field: str) -> None:
    if not 0 < at < len(units) or not units[:at].strip() or not units[at:].strip():
        refuse(
            "nothing_to_split",
            "Each of the two clauses needs words.",
            "Split the text between two of its words.",
            "C-5",
            ("field", field),
        )
    try:
        from_units(units[:at])
    except TextRefused as refused:
        refuse(refused.code, refused.sentence, "Split it beside the character.", "C-5")


def table_merge(act: acts.TableMerge, asking: Asking) -> tuple[AnyFact, ...]:
    """C-6, C-7: a clause and the one after it as one, a layer over the first of them."""
    n = asking.negotiation
    clause = _as_read(act, asking)
    other = undecided(n, act.other)
    open_to_proposals(n, other)
    same_version(other, act.other_version, act.other_digest)
    for one in (clause, other):
        alone(n, one.id, live=True)
    neighbours(n, clause.id, other.id)
    fields = list(dict.fromkeys([*clause.version.wording, *other.version.wording]))
    title = _canonical(act.title, list(filter(_is_title, fields)))
    texts = {field: _joined(field, clause, other, title, asking.author) for field in fields}
    _check_title(n, {field: reading(runs) for field, runs in texts.items()})
    for field, runs in texts.items():
        _check_length(reading(runs), field)
    plan = Plan(joins=other.id, version=other.current)
    return (_tabled(asking, clause.id, clause.current, texts, act.reason, Effect.MERGE, plan),)


def neighbours(negotiation: Negotiation, clause: str, other: str) -> None:
    """Pass if `other` follows the clause in the text; raises `not_neighbours`."""
    order = [its.id for its in worded(negotiation)]
    if (clause, other) not in pairwise(order):
        refuse(
            "not_neighbours",
            say(
                "{clause} does not follow {before}.",
                clause=clause_name(negotiation, other),
                before=clause_name(negotiation, clause),
            ),
            "Move it there first, or choose the clause that follows.",
            "C-6",
            ("clause", other),
        )


def _joined(
    field: str, clause: Clause, other: Clause, title: Mapping[str, str], author: str
) -> Runs:
    here, there = (one.version.wording.get(field, "") for one in (clause, other))
    if _is_title(field):
        wanted = title.get(field) or here or there
        return (
            of_text(here) if wanted == here else _struck(here, author) + _inserted(wanted, author)
        )
    seam = "\n" if here and there else ""
    return of_text(here) + _inserted(seam + there, author)


def renumber(_act: acts.Renumber, asking: Asking) -> tuple[AnyFact, ...]:
    """C-11: once, of the adopted text: 1, 2, 3 …, with the table from old to new."""
    n = asking.negotiation
    if n.adopted is None:
        refuse(
            "not_adopted",
            "Numbers do not move while the text is negotiated.",
            "Renumber once the whole text is adopted.",
            "C-11",
        )
    if n.legal_check:
        refuse(
            "text_closed",
            "The legal check is complete: texts that cite a number could not follow any more.",
            "Read the numbers as they are.",
            "C-11",
        )
    if n.renumbered:
        refuse("renumbered", "The text was renumbered already.", "It stays so.", "C-11")
    renumbered = facts.ClausesRenumbered(table=renumbering(n))
    after_it = after(asking, (renumbered,)).negotiation
    return (replace(renumbered, digest=whole_digest(after_it)),)


# --- what tabling asks ---------------------------------------------------------------------------


def _as_read(
    act: acts.TableDeletion | acts.TableMove | acts.TableSplit | acts.TableMerge, asking: Asking
) -> Clause:
    n = asking.negotiation
    active(n, asking.actor)
    clause = undecided(n, act.clause)
    open_to_proposals(n, clause)
    same_version(clause, act.version, act.digest)
    return clause


def _not_adopted(n: Negotiation) -> None:
    if n.adopted is not None:
        refuse(
            "adopted",
            "The whole text is adopted.",
            "Ask the facilitators to reopen a clause.",
            "C-1",
        )


def _place(n: Negotiation, after: str, rule: str) -> Clause:
    """The clause after which something is to stand, or for "" the first one."""
    places = {its.id: its for its in placed(n)}
    if not places:
        refuse("no_text", "The text is not published yet.", "Publish it first.", rule)
    if not after:
        return next(iter(places.values()))
    if the_clause(n, after).id not in places:
        refuse(
            "no_place",
            say("{clause} has no place in the text any more.", clause=clause_name(n, after)),
            "Choose the clause that stands there now.",
            rule,
            ("clause", after),
        )
    return places[after]


def _check_new(
    n: Negotiation, clause: Clause, proposed: str, effect: Effect, plan: Plan | None
) -> None:
    for proposal in n.live_proposals(clause.id):
        if (proposal.digest, proposal.effect, proposal.plan) == (proposed, effect, plan):
            refuse(
                "identical",
                say("{proposal} proposes the very same.", proposal=proposal_name(proposal)),
                "Co-sponsor it instead.",
                "P-3",
                ("proposal", proposal.id),
            )


def _check_title(n: Negotiation, title: Mapping[str, str]) -> None:
    field = f"{n.languages[0]}/title"
    if not title.get(field):
        refuse(
            "title_missing",
            "A clause has a title in the working language.",
            "Give it one.",
            "C-5",
            ("field", field),
        )


def _canonical(said: Mapping[str, str], fields: list[str]) -> dict[str, str]:
    """The wording as a version would hold it; raises for unknown fields and what is too long."""
    kept: dict[str, str] = {}
    for field, text in said.items():
        if field not in fields:
            raise not_found("field", field)
        try:
            kept[field] = canonical(text).strip()
        except TextRefused as refused:
            refuse(
                refused.code, refused.sentence, "Take it out of the text.", "D-8", ("field", field)
            )
        _check_length(kept[field], field)
    return kept


def _check_length(text: str, field: str) -> None:
    if length(text) > LONGEST:
        refuse(
            "too_long",
            say("The text of a clause has at most {most} characters.", most=LONGEST),
            "Shorten it, or put the rest into another clause.",
            "D-7",
            ("field", field),
        )


def _is_title(field: str) -> bool:
    return field.endswith("/title")


def _as_it_is(clause: Clause) -> dict[str, Runs]:
    return {field: of_text(text) for field, text in clause.version.wording.items()}


def _inserted(text: str, author: str) -> Runs:
    return Runs((Run(to_units(text), author),)) if text else of_text("")


def _struck(text: str, author: str) -> Runs:
    return Runs((Run(to_units(text), None, frozenset({author})),)) if text else of_text("")


def _tabled(
    asking: Asking,
    clause: str,
    base: int,
    texts: Texts,
    reason: str,
    effect: Effect,
    plan: Plan | None = None,
) -> facts.ProposalTabled:
    """The proposal; others join it by their own act, so it has no co-sponsors to begin with."""
    n, author = asking.negotiation, asking.author
    kind = ProposalKind.BRIDGING if author == FACILITATORS else ProposalKind.AMENDMENT
    return facts.ProposalTabled(
        proposal=asking.mint(),
        order=len(n.proposals) + 1,
        proposal_kind=kind,
        clause=clause,
        base=base,
        author=author,
        person=asking.actor.person,
        texts=texts,
        digest=digest(texts),
        reason=reason_given(reason),
        due=due_by(n, kind, (), asking.at),
        effect=effect,
        plan=plan,
    )
