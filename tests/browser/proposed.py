"""Maravel with proposals of every kind on it: what the gallery's pictures of them show."""

from __future__ import annotations

from collections.abc import Sequence

from tests.cast import Stage

PAGES: Sequence[tuple[str, str, str]] = (
    ("drm1", "parts", "/table?clause=A6"),
    ("chp1", "parts", "/table?clause=A6"),
    ("F1", "parts", "/board?clause=A6"),
    ("ob1", "parts", "/follow?clause=A6"),
    ("wlp1", "split", "/table?clause=A10"),
    ("ob1", "split", "/follow?clause=A10"),
    ("wlp1", "moved", "/table?clause=A8"),
    ("projector", "moved", "/projector?clause=A8"),
    ("drm1", "new", "/table?clause=A9bis"),
    ("drm1", "propose", "/propose?clause=A9&form=table_split"),
    ("chp1", "propose", "/propose?clause=A9&form=table_new_clause"),
    ("drm1", "find", "/compilation?find=9 bis"),
)


def proposed(stage: Stage) -> None:
    """Parts, an amendment, a withdrawn proposal, and every change of structure."""
    draft = stage.drafts("wlp1", "A6")
    stage.types("wlp1", draft, "publish a correction", "publish a clear correction")
    stage.types("wlp1", draft, "same channel", "same account")
    severed = stage.tables_draft("wlp1", draft, severable=True, reason="Two small things.")
    stage.seconds("gft1", severed)
    read = stage.proposal(severed)
    stage.objects("ncp1", "A6", severed, part=list(read.parts)[-1])
    live = stage.negotiation.live_proposals("A6")
    stage.amends("gft1", live[0].id, "shared disinformation", "knowingly shared disinformation")
    withdrawn = stage.tables("yfm1", "A6", "publish a", "promptly publish a")
    stage.seconds("drm1", withdrawn)
    stage.withdraws("yfm1", withdrawn)
    stage.splits("wlp1", "A10", "The National Electoral Commission shall", "Appointment")
    stage.moves("chp1", "A8", "A2")
    stage.deletes("ncp1", "A8")
    stage.adds("drm2", "A9", "Satire", "Satire that nobody takes for news is free.")
