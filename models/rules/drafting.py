"""Rules of drafts: who begins, shares and ends them, and what may be typed."""

from __future__ import annotations

from models import acts, facts
from models.draft import Draft, Watch
from models.edit import Edit, EditRefused, rebase
from models.facts import AnyFact
from models.known import not_found, the_draft, the_proposal, the_version
from models.layer import Runs, apply, of_text
from models.names import author_name, clause_name, proposal_name
from models.negotiation import Negotiation
from models.party import FACILITATORS, Actor
from models.proposal import REVISABLE, TEXTUAL, Proposal
from models.redline import rewrite as as_edit
from models.refusals import Obstacle, Refusal
from models.rules.carrying import ground
from models.rules.conferring import drafting_in, follows_members
from models.rules.guards import (
    Asking,
    active,
    open_to_proposals,
    other_parties,
    refuse,
    still_live,
    text_moved,
    undecided,
)
from models.saying import Sentence, say
from models.settling import between, carried, meets, reading, wording
from models.sight import pens_down
from models.text import TextRefused

LONGEST = 20_000
"""How long the text of one field may become, in UTF-16 code units."""
HEAVIEST = 60_000
"""How much one field of a layer may hold, struck words included, in UTF-16 code units."""
DRAFTS = 20
"""How many drafts one author may have open on one clause."""


def start_draft(act: acts.StartDraft, asking: Asking) -> tuple[AnyFact, ...]:
    """D-1, D-2, D-3, D-5, B-7: begin a layer over the current text, or one's own proposal."""
    n = asking.negotiation
    active(n, asking.actor)
    clause = undecided(n, act.clause)
    open_to_proposals(n, clause)
    _check_pens(n, clause.id)
    _check_width(n, act.watch)
    owner, writers, texts, amends = _beginning(act, asking)
    _check_room_left(n, clause.id, owner)
    draft = facts.DraftStarted(
        draft=asking.mint(),
        private=act.watch is Watch.NONE,
        clause=clause.id,
        base=clause.current,
        owner=owner,
        writers=writers,
        watch=act.watch,
        texts=texts,
        by=asking.actor.person,
        floor=act.floor,
        revises=act.revises,
        amends=amends,
        caucus=act.caucus,
    )
    return (draft,)


Beginning = tuple[str, frozenset[str], dict[str, Runs], str | None]


def _beginning(act: acts.StartDraft, asking: Asking) -> Beginning:
    """Whose the new draft is, who writes it, what it reads to begin with, what it amends."""
    n, author = asking.negotiation, asking.author
    writers = other_parties(n, act.writers, author) | {author}
    if act.caucus is not None:
        author, writers = drafting_in(act, act.caucus, asking)
    if act.floor:
        _check_floor(act, asking.actor)
        writers = frozenset(party.id for party in n.admitted) | {FACILITATORS}
    if act.revises is not None:
        proposal = the_proposal(n, act.revises)
        still_live(proposal)
        if proposal.effect not in REVISABLE:
            refuse(
                "not_revised",
                say("{proposal} has no wording to revise.", proposal=proposal_name(proposal)),
                "Withdraw it, and table another.",
                "C-7",
                ("proposal", proposal.id),
            )
        if proposal.clause != act.clause or act.amends is not None:
            raise not_found("proposal", act.revises)
        writers |= frozenset(proposal.sponsors)
        return author, writers, dict(proposal.texts), proposal.amends
    current = n.clauses[act.clause].version.wording
    if act.amends is not None:
        current = wording(_amended(act.amends, act.clause, asking).texts)
    texts = {field: of_text(text) for field, text in current.items()}
    return author, writers, texts, act.amends


def _amended(name: str, clause: str, asking: Asking) -> Proposal:
    """P-15: another party's live proposal that may be amended; nobody amends an amendment."""
    proposal = the_proposal(asking.negotiation, name)
    still_live(proposal)
    if proposal.clause != clause:
        raise not_found("proposal", name)
    if proposal.effect not in TEXTUAL:
        refuse(
            "no_wording",
            say(
                "{proposal} makes no wording that could be amended.",
                proposal=proposal_name(proposal),
            ),
            "Object to it, or table another.",
            "P-15",
            ("proposal", proposal.id),
        )
    if asking.author in proposal.sponsors:
        refuse(
            "own_proposal",
            say("{proposal} is your own.", proposal=proposal_name(proposal)),
            "Revise it.",
            "P-15",
            ("proposal", proposal.id),
        )
    if proposal.amends is not None:
        refuse(
            "amends_amendment",
            say("{proposal} amends a proposal itself.", proposal=proposal_name(proposal)),
            "Co-sponsor it, or table another amendment to the same proposal.",
            "P-15",
            ("proposal", proposal.id),
        )
    return proposal


def _check_floor(act: acts.StartDraft, actor: Actor) -> None:
    if not actor.role.facilitates:
        refuse(
            "wrong_role",
            "Only the facilitators open a draft to the whole floor.",
            "Name the parties that are to write with you, or ask the facilitators.",
            "D-5",
        )
    if act.watch is Watch.NONE or act.revises is not None or act.amends is not None:
        refuse(
            "floor_is_open",
            "The floor is every party at once: it is watched, and is about no proposal.",
            "Let the parties watch it.",
            "D-5",
        )


def _check_width(n: Negotiation, watch: Watch) -> None:
    widest = n.rules.live_drafting
    if watch.width > widest.width:
        refuse(
            "too_wide",
            "The rules do not let so many watch a draft while it is written.",
            "Keep it private." if widest is Watch.NONE else "Let the parties watch it.",
            "D-3",
            ("live_drafting", widest.value),
        )


def _check_room_left(n: Negotiation, clause: str, author: str) -> None:
    own = [d.id for d in n.drafts.values() if d.owner == author and d.clause == clause]
    if len(own) >= DRAFTS:
        refuse(
            "too_many_drafts",
            say(
                "{author} has {n} drafts on {clause}.",
                author=author_name(author),
                n=len(own),
                clause=clause_name(n, clause),
            ),
            "Discard one that is not needed any more.",
            "D-7",
        )


def _check_pens(n: Negotiation, clause: str) -> None:
    if pens_down(n, clause):
        refuse(
            "pens_down",
            say("No pen works on {clause} now.", clause=clause_name(n, clause)),
            "It is agreed, put to the room, or closed by the facilitators: ask them.",
            "D-2",
            ("clause", clause),
        )


def share_draft(act: acts.ShareDraft, asking: Asking) -> tuple[AnyFact, ...]:
    """D-3, D-4: its owner opens a draft to further writers or watchers, never shuts it again."""
    n = asking.negotiation
    draft = the_draft(n, act.draft, asking.actor)
    follows_members(n, draft)
    _check_width(n, act.watch)
    if act.watch is Watch.NONE and not draft.private:
        refuse(
            "shared_already",
            "What others have watched cannot be made private again.",
            "Discard it, and start a private draft.",
            "D-4",
            ("draft", draft.id),
        )
    writers = other_parties(n, act.writers, draft.owner) | {draft.owner}
    if draft.floor:
        writers = draft.writers
    if (writers, act.watch) == (draft.writers, draft.watch):
        return ()
    shared = facts.DraftShared(
        draft=draft.id,
        private=act.watch is Watch.NONE,
        clause=draft.clause,
        base=draft.base,
        owner=draft.owner,
        writers=writers,
        watch=act.watch,
        revision=draft.revision,
        texts=draft.texts,
        by=asking.actor.person,
        floor=draft.floor,
        revises=draft.revises,
        amends=draft.amends,
    )
    return (shared,)


def discard_draft(act: acts.DiscardDraft, asking: Asking) -> tuple[AnyFact, ...]:
    """D-6: its owner gives up a draft."""
    draft = the_draft(asking.negotiation, act.draft, asking.actor)
    closed = facts.DraftClosed(draft=draft.id, private=draft.private, because="discarded")
    return (closed,)


def edit(act: acts.Edit, asking: Asking) -> tuple[AnyFact, ...]:
    """D-8: an edit is rebased over what was made since; one that comes to nothing is no fact."""
    draft = _open_draft(act, asking)
    change = act.edit
    if act.revision != draft.revision:
        for made in draft.history.after(act.revision):
            if made.field == act.field:
                change = rebase(change, made.edit)
    return _made(draft, act.field, change, asking)


def rewrite(act: acts.Rewrite, asking: Asking) -> tuple[AnyFact, ...]:
    """D-8, D-10: what the plain form says becomes one minimal edit, if nobody typed there since."""
    draft = _open_draft(act, asking)
    runs = draft.texts[act.field]
    if any(made.field == act.field for made in draft.history.after(act.revision)):
        text_moved(
            "Somebody typed here since you opened the form.",
            {act.field: act.text},
            {act.field: reading(runs)},
        )
    try:
        text = act.text if act.written_on is None else _brought_back(act, act.written_on, asking)
        change = as_edit(runs, text, asking.author)
    except TextRefused as refused:
        raise _untypable(refused.code, refused.sentence) from None
    return _made(draft, act.field, change, asking)


def _brought_back(act: acts.Rewrite, number: int, asking: Asking) -> str:
    """D-10: what was written on a version, as it reads on the text that the draft lies on now."""
    draft = asking.negotiation.drafts[act.draft]
    printed = the_version(asking.negotiation.clauses[draft.clause], number)
    old = {act.field: printed.wording.get(act.field, "")}
    now = {act.field: ground(asking.negotiation, draft).wording[act.field]}
    copy = of_text(old[act.field])
    change = as_edit(copy, act.text, asking.author)
    written = {act.field: apply(copy, change, asking.author)[0]}
    since = between(old, now)
    if meets(written, since):
        said = say("What you changed on version {version} has been changed since.", version=number)
        text_moved(said, {act.field: act.text}, now)
    return reading(carried(written, since).texts[act.field])


def _open_draft(act: acts.Edit | acts.Rewrite, asking: Asking) -> Draft:
    """The draft, if this field of it may be typed into from this revision now."""
    n = asking.negotiation
    draft = the_draft(n, act.draft, asking.actor)
    _check_pens(n, draft.clause)
    if act.field not in draft.texts:
        raise not_found("field", act.field)
    if not draft.since <= act.revision <= draft.revision:
        refuse(
            "behind" if act.revision < draft.since else "ahead",
            "This was typed on a state of the draft that is not at hand any more.",
            "Reload the draft; what you typed is kept beside it.",
            "D-8",
            ("draft", draft.id),
        )
    return draft


def _made(draft: Draft, field: str, change: Edit, asking: Asking) -> tuple[AnyFact, ...]:
    author = asking.author
    try:
        after, effective = apply(draft.texts[field], change, author)
    except EditRefused as refused:
        raise _untypable(refused.code, refused.sentence) from None
    if not effective:
        return ()
    if any(type(part) is str for part in effective):
        _check_size(after, draft.id)
    edited = facts.DraftEdited(
        draft=draft.id,
        private=draft.private,
        revision=draft.revision + 1,
        author=author,
        person=asking.actor.person,
        field=field,
        edit=effective,
        after=after,
    )
    return (edited,)


def _check_size(after: Runs, draft: str) -> None:
    held = sum(len(run.text) for run in after)
    if held <= LONGEST:
        return
    read = sum(len(run.text) for run in after if not run.struck_by)
    if read > LONGEST or held > HEAVIEST:
        refuse(
            "too_long",
            say("The text of a clause has at most {most} characters.", most=LONGEST),
            "Shorten it, or put the rest into another clause.",
            "D-7",
            ("draft", draft),
        )


def _untypable(code: str, sentence: Sentence) -> Refusal:
    return Refusal(
        code,
        sentence,
        "Take the last change back.",
        rule="D-8",
        obstacles=(Obstacle("edit", code),),
    )
