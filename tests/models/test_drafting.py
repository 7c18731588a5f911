"""Drafts: who begins, shares and ends them, and what may be typed."""

from __future__ import annotations

from models import acts, facts
from models.draft import HISTORY, Watch
from models.edit import edit_of, remove, strike
from models.party import FACILITATORS, Presence
from models.rulebook import Rules
from models.rules.drafting import DRAFTS, HEAVIEST, LONGEST
from tests.cast import PARTIES, Stage, of, only, opened


def test_a_draft_begins_as_the_current_text_of_every_field() -> None:
    """D-1: its author's people type in it, letter by letter, each edit a revision."""
    stage = opened()
    draft = stage.drafts("amy")
    its = stage.negotiation.drafts[draft]
    assert (its.owner, its.writers, its.base) == ("ALP", frozenset({"ALP"}), 1)
    assert stage.reading(draft) == stage.text()
    stage.types("abe", draft, "seven", "nine")
    stage.types("ada", draft, "Title 1", "Accounts", name="en/title")
    assert stage.reading(draft).startswith("Each party shall list its accounts within nine days")
    assert stage.negotiation.drafts[draft].revision == 2


def test_every_word_bears_the_party_of_whoever_typed_it() -> None:
    """D-1: in a joint draft the parties invited type too, and nobody's words are taken for
    another's."""
    stage = opened()
    draft = stage.drafts("ada", writers=("BET",))
    stage.types("ada", draft, "seven", "nine")
    stage.types("bo", draft, "current", "up to date")
    authors = {run.inserted_by for run in stage.negotiation.drafts[draft].texts["en/text"]}
    assert authors == {None, "ALP", "BET"}
    with stage.refused("not_found"):
        stage.types("gus", draft, "nine", "ten")


def test_only_admitted_parties_are_invited_to_write() -> None:
    """D-1: neither a stranger nor a party that is not admitted yet."""
    stage = opened()
    with stage.refused("unknown_party") as refusals:
        stage.drafts("ada", writers=("NEW",))
    assert refusals[0].obstacles[0].item == "NEW"


def test_whoever_may_watch_a_draft_may_not_yet_write_in_it() -> None:
    """D-1: a shared draft is written by its writers only."""
    stage = opened()
    draft = stage.drafts("ada", watch=Watch.PARTIES)
    with stage.refused("not_yours"):
        stage.types("bo", draft, "seven", "nine")
    with stage.refused("not_yours"):
        stage.types("chair", draft, "seven", "nine")


def test_no_pen_works_on_a_clause_that_is_settled_or_closed() -> None:
    """D-2: agreed, put to the room, or closed by the facilitators: a pen stops, and none begins."""
    stage = opened()
    draft = stage.drafts("ada")
    stage.do("chair", acts.CloseDrafting(clause="A1"))
    with stage.refused("pens_down"):
        stage.types("ada", draft, "seven", "nine")
    with stage.refused("pens_down"):
        stage.drafts("bo")
    stage.do("chair", acts.OpenDrafting(clause="A1"))
    stage.types("ada", draft, "seven", "nine")
    stage.shows("A1")
    stage.puts()
    with stage.refused("pens_down"):
        stage.types("ada", draft, "nine", "ten")
    with stage.refused("question_open"):
        stage.drafts("bo")
    stage.later(seconds=61)
    stage.confirms()
    with stage.refused("pens_down"):
        stage.types("ada", draft, "nine", "ten")
    with stage.refused("agreed"):
        stage.drafts("bo")


def test_a_draft_is_watched_no_wider_than_the_rules_allow() -> None:
    """D-3: neither from the start nor by sharing it later."""
    stage = opened()
    with stage.refused("too_wide"):
        stage.drafts("ada", watch=Watch.ALL)
    draft = stage.drafts("ada", watch=Watch.PARTIES)
    with stage.refused("too_wide"):
        stage.do("ada", acts.ShareDraft(draft=draft, watch=Watch.ALL))
    silent = opened(Rules(live_drafting=Watch.NONE))
    with silent.refused("too_wide"):
        silent.drafts("ada", watch=Watch.PARTIES)
    silent.drafts("ada")


def test_sharing_tells_the_wording_and_never_how_it_came_about() -> None:
    """D-4: the fact that shares a draft holds its words as they are; what led to them is gone."""
    stage = opened()
    draft = stage.drafts("ada")
    stage.types("ada", draft, "seven", "a secret number of")
    stage.types("ada", draft, "a secret number of", "nine")
    shared = only(
        stage.do("ada", acts.ShareDraft(draft=draft, watch=Watch.PARTIES)), facts.DraftShared
    )
    assert shared.audience == facts.PARTIES
    assert "secret" not in repr(shared)
    its = stage.negotiation.drafts[draft]
    assert len(its.history) == 0
    with stage.refused("behind"):
        stage.types("ada", draft, "nine", "ten", revision=1)
    stage.types("ada", draft, "nine", "ten")


def test_what_was_watched_is_not_made_private_again() -> None:
    """D-4: and sharing it as it is shared comes to nothing."""
    stage = opened()
    draft = stage.drafts("ada", watch=Watch.PARTIES)
    with stage.refused("shared_already"):
        stage.do("ada", acts.ShareDraft(draft=draft, watch=Watch.NONE))
    assert stage.do("ada", acts.ShareDraft(draft=draft, watch=Watch.PARTIES)) == ()


def test_a_writer_who_joins_a_private_draft_learns_its_words_only() -> None:
    """D-4: a new member of a private draft begins with what it reads."""
    stage = opened()
    draft = stage.drafts("ada")
    stage.types("ada", draft, "seven", "nine")
    made = stage.do("ada", acts.ShareDraft(draft=draft, watch=Watch.NONE, writers=("BET",)))
    assert only(made, facts.DraftShared).audience == f"draft:{draft}"
    assert len(stage.negotiation.drafts[draft].history) == 0
    stage.types("bo", draft, "nine", "ten")


def test_the_floor_is_every_party_at_once() -> None:
    """D-5: opened by the facilitators, watched, written by all; every word bears its party."""
    stage = opened()
    with stage.refused("wrong_role"):
        stage.drafts("ada", floor=True, watch=Watch.PARTIES)
    with stage.refused("floor_is_open"):
        stage.drafts("chair", floor=True)
    draft = stage.drafts("chair", floor=True, watch=Watch.PARTIES)
    assert stage.negotiation.drafts[draft].writers == {*PARTIES, FACILITATORS}
    stage.types("bo", draft, "seven", "nine")
    stage.types("aide", draft, "current", "up to date")
    authors = {run.inserted_by for run in stage.negotiation.drafts[draft].texts["en/text"]}
    assert authors == {None, "BET", FACILITATORS}
    stage.do("chair", acts.ShareDraft(draft=draft, watch=Watch.PARTIES))
    assert stage.negotiation.drafts[draft].writers == {*PARTIES, FACILITATORS}


def test_its_owner_gives_a_draft_up() -> None:
    """D-6: the owner's people decide what becomes of a draft, not who merely writes in it."""
    stage = opened()
    draft = stage.drafts("ada", writers=("BET",))
    with stage.refused("not_yours"):
        stage.do("bo", acts.DiscardDraft(draft=draft))
    closed = only(stage.do("amy", acts.DiscardDraft(draft=draft)), facts.DraftClosed)
    assert closed.audience == f"draft:{draft}"
    assert stage.negotiation.drafts == {}


def test_a_text_does_not_grow_without_end() -> None:
    """D-7: what a field reads, and what it holds with all that is struck, are bounded."""
    stage = opened()
    draft = stage.drafts("ada", writers=("BET",))
    with stage.refused("too_long"):
        stage.edits("ada", draft, edit_of("x" * LONGEST))
    room = LONGEST - len(stage.text())
    held = len(stage.text())
    while held + room <= HEAVIEST:
        stage.edits("ada", draft, edit_of("x" * room))
        stage.edits("bo", draft, edit_of(strike(room)))
        held += room
    with stage.refused("too_long"):
        stage.edits("ada", draft, edit_of("x" * room))
    stage.edits("ada", draft, edit_of(remove(room)))


def test_an_author_has_so_many_drafts_of_a_clause() -> None:
    """D-7: a flood of drafts is refused."""
    stage = opened()
    for _ in range(DRAFTS):
        stage.drafts("ada")
    with stage.refused("too_many_drafts"):
        stage.drafts("abe")
    stage.drafts("bo")
    stage.drafts("ada", "A2")


def test_an_edit_made_on_an_older_revision_is_rebased() -> None:
    """D-8: two people type at once; both edits land where their authors meant them."""
    stage = opened()
    draft = stage.drafts("ada", writers=("BET",))
    late = stage.change("bo", draft, "current", "complete")
    stage.types("ada", draft, "seven", "not more than seven")
    stage.types("ada", draft, "Title 1", "Accounts", name="en/title")
    stage.edits("bo", draft, late, revision=0)
    assert stage.reading(draft) == (
        "Each party shall list its accounts within not more than seven days. "
        "It shall keep the list complete."
    )


def test_an_edit_that_comes_to_nothing_is_no_fact() -> None:
    """D-8: what a faster hand has removed cannot be removed twice, and is no entry."""
    stage = opened()
    draft = stage.drafts("ada")
    stage.edits("ada", draft, edit_of("Truly: "))
    assert stage.edits("abe", draft, edit_of(remove(7)))
    assert stage.edits("ada", draft, edit_of(remove(7)), revision=1) == ()


def test_an_edit_that_may_not_be_done_says_why() -> None:
    """D-8: foreign words are struck, not removed; nothing is typed past the end or into nowhere."""
    stage = opened()
    draft = stage.drafts("ada")
    with stage.refused("removal_of_foreign_text"):
        stage.edits("ada", draft, edit_of(remove(3)))
    with stage.refused("past_the_end"):
        stage.edits("ada", draft, edit_of(10_000, "x"))
    with stage.refused("not_found"):
        stage.edits("ada", draft, edit_of("x"), name="fr/text")
    with stage.refused("ahead"):
        stage.edits("ada", draft, edit_of("x"), revision=7)


def test_who_is_too_far_behind_reloads() -> None:
    """D-8: edits are rebased over so many others and no more."""
    stage = opened()
    draft = stage.drafts("ada")
    for _ in range(HISTORY + 5):
        stage.edits("ada", draft, edit_of("x"))
    assert len(stage.negotiation.drafts[draft].history) == HISTORY
    with stage.refused("behind"):
        stage.edits("abe", draft, edit_of("y"), revision=2)
    stage.edits("abe", draft, edit_of("y"), revision=10)
    assert stage.reading(draft).startswith("x" * 10)


def test_the_plain_form_becomes_one_minimal_edit() -> None:
    """D-8: only the words that differ are struck and inserted."""
    stage = opened()
    draft = stage.drafts("ada")
    rewritten = stage.text().replace("seven", "ten").replace(". It", ".\r\nIt")
    edited = only(_rewrite(stage, draft, rewritten), facts.DraftEdited)
    assert stage.reading(draft) == rewritten.replace("\r\n", "\n")
    struck = [run.text for run in edited.after or () if run.struck_by]
    assert struck == ["seven", " "]
    assert _rewrite(stage, draft, rewritten) == ()


def test_the_plain_form_does_not_overwrite_what_came_in_since() -> None:
    """D-8: G-4: somebody typed in that field meanwhile: both texts are shown side by side."""
    stage = opened()
    draft = stage.drafts("ada", writers=("BET",))
    stage.types("bo", draft, "seven", "nine")
    with stage.refused("text_moved") as refusals:
        _rewrite(stage, draft, "All of it anew.", revision=0)
    assert refusals[0].texts["seen/en/text"] == "All of it anew."
    assert "nine" in refusals[0].texts["now/en/text"]
    stage.types("bo", draft, "Title 1", "Accounts", name="en/title")
    _rewrite(stage, draft, "All of it anew.", revision=1)


def test_the_plain_form_refuses_what_nobody_can_see() -> None:
    """D-8: hidden and reordering characters are no text."""
    stage = opened()
    draft = stage.drafts("ada")
    with stage.refused("bidi_control"):
        _rewrite(stage, draft, "Safe \u202eesrever")


def test_a_private_draft_is_not_there_for_anybody_else() -> None:
    """D-9: G-3: for the facilitators too, asking about it is asking about nothing."""
    stage = opened()
    draft = stage.drafts("ada")
    for person in ("bo", "chair", "host"):
        code = "wrong_role" if person == "host" else "not_found"
        with stage.refused(code):
            stage.do(person, acts.DiscardDraft(draft=draft))
    others = [
        fact
        for fact, _, _ in stage.log
        if isinstance(fact, facts.DraftFact) and fact.audience != f"draft:{draft}"
    ]
    assert others == []


def test_a_party_that_walked_out_starts_nothing() -> None:
    """G-5: it takes part again when the facilitators record that it is back."""
    stage = opened()
    stage.presence("ALP", Presence.WALKED_OUT)
    with stage.refused("not_active"):
        stage.drafts("ada")
    stage.presence("ALP", Presence.PRESENT)
    stage.drafts("ada")


def _rewrite(
    stage: Stage, draft: str, text: str, revision: int | None = None
) -> tuple[facts.AnyFact, ...]:
    at = stage.negotiation.drafts[draft].revision if revision is None else revision
    return stage.do("ada", acts.Rewrite(draft=draft, revision=at, field="en/text", text=text))


def test_typing_is_one_fact_with_everything_in_it() -> None:
    """D-8: who, where, the effective edit, and the revision it makes."""
    stage = opened()
    draft = stage.drafts("ada")
    (made,) = of(stage.edits("ada", draft, edit_of(4, "new ")), facts.DraftEdited)
    assert (made.author, made.person, made.revision, made.edit) == ("ALP", "ada", 1, (4, "new "))
