"""The drafts these people may type in, and what they may do with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.caucus import CaucusKind
from models.clause import Clause
from models.draft import Draft, Watch
from models.negotiation import Negotiation
from models.party import FACILITATORS, Party
from models.proposal import Proposal
from models.saying import Sentence, say
from server.web import markup
from server.web.looks.may import alone, asks, away, may, over, pens, tabling
from server.web.looks.reader import Reader
from server.web.markup import Shown

WATCHES = {
    Watch.NONE: "Nobody else: a private draft",
    Watch.PARTIES: "Everybody at the table",
    Watch.ALL: "Everybody, observers and projector too",
}
SEEN_BY = {
    Watch.NONE: "Private: only its writers see it",
    Watch.PARTIES: "Live: the table sees each letter",
    Watch.ALL: "Live: everybody sees each letter",
}


@dataclass(frozen=True, slots=True)
class Proposing:
    """Whether a draft may be begun on the clause in view, and how."""

    why_not: str
    live: str
    floor: bool
    bridging: bool
    something_else: bool
    """Whether these people table what changes the structure of the text."""


@dataclass(frozen=True, slots=True)
class DraftLook:
    """One draft; its words are not in here: they reach the pen by the socket."""

    id: str
    base: int
    base_digest: str
    wording: Mapping[str, str]
    revises: str
    amends: str
    severed: bool
    """Whether the proposal it revises was declared severable: a revision declares it again."""
    floor: bool
    private: bool
    watch: Watch
    seen_by: str
    others: tuple[str, ...]
    co_writers: tuple[str, ...]
    pens: tuple[Shown, ...]
    parties: tuple[Party, ...]
    bridgeable: tuple[Proposal, ...]
    on: str
    caucus: str
    tabled_by: Sentence
    """Who tables it, or why nobody does now; for those who do not."""
    may_table: bool
    may_share: bool
    may_discard: bool


def proposing(reader: Reader) -> Proposing | None:
    """How a change may be proposed; None for those who propose nothing."""
    if reader.author is None or not asks(reader, "start_draft"):
        return None
    n, its = reader.negotiation, reader.clause
    live = n.rules.live_drafting
    return Proposing(
        why_not=over(reader) or pens(reader, its) or away(reader) or alone(reader, its),
        live="" if live is Watch.NONE else live.value,
        floor=reader.role.facilitates and live is not Watch.NONE,
        bridging=reader.role.facilitates,
        something_else=may(reader, "table_new_clause") and not (away(reader) or over(reader)),
    )


def mine(reader: Reader) -> tuple[DraftLook, ...]:
    """The drafts on the clause in view that these people may type in."""
    its, author = reader.clause, reader.author
    if its is None or author is None:
        return ()
    return tuple(
        look(reader, its, draft)
        for draft in reader.negotiation.drafts.values()
        if draft.clause == its.id and author in draft.writers
    )


def look(reader: Reader, its: Clause, draft: Draft) -> DraftLook:
    """One draft as those who write it see it."""
    n, author = reader.negotiation, reader.author
    base = its.numbered(draft.base)
    leads = draft.owner == author
    why_not = tabling(reader, its)
    caucus = n.caucuses.get(draft.caucus or "")
    group = caucus is not None and caucus.kind is CaucusKind.SMALL_GROUP
    return DraftLook(
        id=draft.id,
        base=draft.base,
        base_digest=base.digest,
        wording=base.wording,
        revises=n.proposals[draft.revises].label if draft.revises else "",
        amends=n.proposals[draft.amends].label if draft.amends else "",
        severed=bool(draft.revises and n.proposals[draft.revises].parts),
        floor=draft.floor,
        private=draft.private,
        watch=draft.watch,
        seen_by=SEEN_BY[draft.watch],
        co_writers=()
        if draft.revises or group
        else tuple(sorted(draft.writers - {draft.owner, FACILITATORS})),
        others=() if draft.floor else tuple(sorted(draft.writers - {author or ""})),
        pens=pens_of(reader, draft),
        parties=tuple(party for party in n.admitted if party.id != author),
        bridgeable=n.live_proposals(its.id) if author == FACILITATORS else (),
        on=reader.clause_name(its.id),
        # Who came to write once the caucus was over learns nothing of it.
        caucus=caucus.title if caucus is not None and author in caucus.members else "",
        tabled_by=say(why_not) if why_not else _tabled_by(draft.owner, leads=leads),
        may_table=leads and not why_not and may(reader, "revise" if draft.revises else "table"),
        may_share=leads and (caucus is None or caucus.closed) and may(reader, "share_draft"),
        may_discard=leads and may(reader, "discard_draft"),
    )


def _tabled_by(owner: str, *, leads: bool) -> Sentence:
    """Who tables a draft that these people cannot table."""
    if owner == FACILITATORS:
        return say("The facilitators table it.")
    if leads:
        return say("A head of delegation or a delegate tables it.")
    return say("{party} tables it: the draft is theirs.", party=owner)


def pens_of(reader: Reader, draft: Draft) -> tuple[Shown, ...]:
    """The fields of a draft, those of the reader's language first."""
    return tuple(markup.clean(field, "") for field in reader.ordered(draft.texts))


def allowed_watches(negotiation: Negotiation) -> dict[Watch, str]:
    """Who may be let watch a draft, as the rules allow."""
    widest = negotiation.rules.live_drafting
    return {watch: word for watch, word in WATCHES.items() if watch.width <= widest.width}
