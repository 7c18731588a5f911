"""Folds drafts: begun, shared, typed into, carried over, closed.

What a draft was while it was private may have been erased from the record (domain R8): what comes
of a draft that is not there changes nothing, and one is first heard of when it is shared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from models.draft import HISTORY, Draft, History, Made
from models.facts import DraftCarried, DraftClosed, DraftEdited, DraftShared, DraftStarted
from models.layer import apply
from models.negotiation import Negotiation
from models.party import Actor

T = TypeVar("T", Negotiation, Draft)


def _changed(value: T, changes: dict[str, Any]) -> T:
    """Like `replace`, for the path of each keystroke: several times as fast.

    What a negotiation has computed of anything but its drafts (`cached_property`) stays with it.
    """
    copy = object.__new__(type(value))
    copy.__dict__.update(value.__dict__)
    copy.__dict__.update(changes)
    return copy


def edited(n: Negotiation, fact: DraftEdited) -> Negotiation:
    """The negotiation after one edit: a few microseconds."""
    draft = n.drafts.get(fact.draft)
    if draft is None:
        return n
    after = fact.after
    if after is None:
        after, _ = apply(draft.texts[fact.field], fact.edit, fact.author)
    history = draft.history.with_(Made(fact.revision, fact.author, fact.field, fact.edit))
    draft = _changed(
        draft,
        {
            "texts": {**draft.texts, fact.field: after},
            "revision": fact.revision,
            "history": history,
            "since": _since(draft, history),
        },
    )
    return _changed(n, {"drafts": {**n.drafts, fact.draft: draft}})


def _since(draft: Draft, history: History) -> int:
    return draft.since if len(history) < HISTORY else history[0].revision


def with_draft(negotiation: Negotiation, draft: Draft) -> Negotiation:
    """The negotiation with this draft in the place of the one of its id."""
    return replace(negotiation, drafts={**negotiation.drafts, draft.id: draft})


def _started(n: Negotiation, fact: DraftStarted, _at: datetime, _by: Actor | None) -> Negotiation:
    return with_draft(n, replace(_begun(fact), caucus=fact.caucus))


def _begun(fact: DraftStarted | DraftShared) -> Draft:
    return Draft(
        id=fact.draft,
        clause=fact.clause,
        base=fact.base,
        owner=fact.owner,
        writers=fact.writers,
        watch=fact.watch,
        texts=fact.texts,
        started_by=fact.by,
        floor=fact.floor,
        revises=fact.revises,
        amends=fact.amends,
    )


def _shared(n: Negotiation, fact: DraftShared, _at: datetime, _by: Actor | None) -> Negotiation:
    draft = n.drafts.get(fact.draft)
    if draft is None:
        its = _begun(fact)
        return with_draft(n, replace(its, revision=fact.revision, since=fact.revision))
    # Who comes in now learns the wording from here on, not the private typing that led to it.
    widened = draft.private != fact.private or not fact.writers <= draft.writers
    forgotten = {"history": History(), "since": fact.revision} if widened else {}
    shared = replace(
        draft, owner=fact.owner, writers=fact.writers, watch=fact.watch, texts=fact.texts
    )
    return with_draft(n, _changed(shared, forgotten))


def _carried(n: Negotiation, fact: DraftCarried, _at: datetime, _by: Actor | None) -> Negotiation:
    draft = n.drafts.get(fact.draft)
    if draft is None:
        return n
    if fact.restored is not None:
        texts, history, since = dict(fact.restored), History(), fact.revision
    else:
        edits = fact.edits.items()
        texts = {
            **draft.texts,
            **{name: apply(draft.texts[name], edit, None)[0] for name, edit in edits},
        }
        made = [Made(fact.revision, None, name, edit) for name, edit in edits]
        history = draft.history.with_(*made)
        since = _since(draft, history)
    return with_draft(
        n,
        replace(
            draft,
            base=fact.base,
            texts=texts,
            revision=fact.revision,
            history=history,
            since=since,
            amends=fact.amends,
        ),
    )


def _closed(n: Negotiation, fact: DraftClosed, _at: datetime, _by: Actor | None) -> Negotiation:
    drafts = {key: draft for key, draft in n.drafts.items() if key != fact.draft}
    shown = n.on_screen
    if shown is not None and shown.draft == fact.draft:
        shown = replace(shown, draft=None)
    return replace(n, drafts=drafts, on_screen=shown)


FOLDINGS: Mapping[type, Callable[..., Negotiation]] = {
    DraftStarted: _started,
    DraftShared: _shared,
    DraftEdited: lambda n, fact, _at, _by: edited(n, fact),
    DraftCarried: _carried,
    DraftClosed: _closed,
}
