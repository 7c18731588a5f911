"""What a decision did to every other proposal, and what waits for its author."""

from __future__ import annotations

from models import acts, views
from models.negotiation import Aftermath
from models.proposal import Reflected
from models.rulebook import Rules
from tests.cast import opened

NO_SECONDS = Rules(seconding=False)


def test_a_decision_says_what_it_did_to_every_proposal() -> None:
    """A-8: A-6: and what needs its author is in the review queue until that author has spoken."""
    stage = opened(NO_SECONDS)
    rival = stage.tables("bo", "A1", "seven", "three")
    kept = stage.tables("gus", "A1", "current", "complete")
    partly = stage.tables("dot", "A1", "seven days", "eight weeks")
    bridge = stage.tables("chair", "A1", "seven", "ten", bridges=(partly,))
    stage.answers("dot", bridge, partly, Reflected.PARTLY)
    stage.accepts("chair", bridge)
    assert set(stage.last.aftermath) == {
        Aftermath(rival, "superseded"),
        Aftermath(kept, "carried"),
        Aftermath(partly, "needs_author"),
    }
    (waiting,) = views.review_queue(stage.negotiation, "A1")
    assert (waiting.proposal.id, waiting.decision) == (partly, stage.last.number)
    for other in ("chair", "bo"):
        with stage.refused("not_yours"):
            stage.drafts(other, revises=partly)
    stage.accepts("chair", kept)
    with stage.refused("needs_author"):
        stage.accepts("chair", partly)
    draft = stage.drafts("dot", revises=partly)
    stage.do("dot", acts.Revise(**stage.freeze(draft)))  # type: ignore[arg-type]
    assert views.review_queue(stage.negotiation, "A1") == ()
    stage.accepts("chair", partly)


def test_the_same_words_struck_and_typed_again_are_the_same_proposal() -> None:
    """P-3: by their wording, not by their marks."""
    stage = opened(NO_SECONDS)
    stage.tables("ada", "A1", "seven days", "ten days")
    draft = stage.drafts("bo")
    stage.types("bo", draft, "within seven days", "in short time")
    stage.types("bo", draft, "in short time", "within ten days")
    with stage.refused("identical"):
        stage.tables_draft("bo", draft)
