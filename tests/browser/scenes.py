"""What there is to see: every page of Parley, with Maravel's data, at the moments that matter.

`gallery` takes pictures of it all, `test_pages` looks for what a machine can find amiss.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import NamedTuple

from models import acts
from models.draft import Watch
from models.position import Stand
from models.reservation import StatementKind
from tests.bare import Rehearsal
from tests.cast import Stage

NOBODY = ""
"""Whoever comes by from the street."""


class Shot(NamedTuple):
    """One page as one person sees it, after what is pressed there.

    In a path `{n}` is the negotiation, `{draft}` the person's draft, `{caucus}` the last caucus,
    `{invitation}` a link that nobody used. What is pressed are selectors; `selector=words` types.
    """

    person: str
    name: str
    path: str
    presses: tuple[str, ...] = ()
    refused: bool = False
    """Whether the page is there to say no."""

    @property
    def drawn(self) -> bool:
        """Whether it is a picture, to be shown on a page that is none of ours."""
        return self.path.endswith(".svg")


@dataclass(frozen=True)
class Scene:
    """A moment of the scenario, what happens on top of it, and the pages worth a look then."""

    until: int
    shots: tuple[Shot, ...]
    prepare: Callable[[Stage], object] = lambda _: None


@cache
def rehearsed(scenario: str | Path, *moments: int) -> Mapping[int, Stage]:
    """A scenario as it stands after each of these moves."""
    rehearsal, found = Rehearsal(scenario), {}
    for move in rehearsal.scenario.moves:
        if move.n > max(moments):
            break
        rehearsal.play(move)
        if move.n in moments:
            found[move.n] = apart(rehearsal.stage)
    return found


def apart(stage: Stage) -> Stage:
    """The same stage once more: what happens on either does not happen on the other."""
    following = next(stage.ids)
    stage.ids = count(following)
    return replace(stage, log=list(stage.log), ids=count(following))


# --- what happens on top of a move ---------------------------------------------------------------


def _writes(stage: Stage) -> None:
    """A private draft, and one that all may watch."""
    draft = stage.drafts("drm1", "A6")
    stage.types("drm1", draft, "same channel", "same channel, and pinned there,")
    stage.drafts("wlp1", "A6", watch=Watch.PARTIES)


def _asks_the_room(stage: Stage) -> None:
    stage.do("F1", acts.PutOnScreen(clause="A5"))
    stage.puts("F1", "A5")


def _confers(stage: Stage) -> None:
    caucus = stage.meets("drm1", "DRM", "GFT", "WLP", clauses=("A6",))
    stage.says("drm1", caucus, "Could you live with 48 hours, if the correction stays pinned?")
    stage.says("gft1", caucus, "We could, were it for paid posts too.")
    stage.drafts("wlp1", "A6", caucus=caucus)
    stage.meets("F1", "UNP", "DRM", clauses=("A5",))


def _proposes(stage: Stage) -> None:
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


def _asks_all_at_once(stage: Stage) -> None:
    """Everything that a delegation may be asked, on top of the two silences of move 118."""
    live = stage.negotiation.live_proposals
    stage.packs(*((clause, live(clause)[0].id) for clause in ("A7", "A8")), person="F1")
    version = stage.negotiation.clauses["A9"].version
    for party in ("ICB", "CHP"):
        said = acts.StatePosition(
            clause="A9",
            version=version.number,
            digest=version.digest,
            stand=Stand.RESERVE,
            note="Said aloud in the corridor.",
            on_behalf=party,
        )
        stage.do("F1", said)
    stage.enters("chp1", StatementKind.DECLARATION, "A4")
    stage.enters("gft1", StatementKind.RESERVATION, "A4")
    stage.asks("ppa1", "A4")
    stage.do("F1", acts.AskTemperature(question="Could you live with a deadline of 48 hours?"))


def _opens_signing(stage: Stage) -> None:
    stage.do(
        "CON1",
        acts.OpenSigning(
            digest=stage.negotiation.finals[-1].digest,
            closes=stage.now + timedelta(days=7),
            place="Commission hall",
        ),
    )


def _asks_to_unlock(stage: Stage) -> None:
    stage.do("F1", acts.RequestUnlock(reason="Article 4 names an account that no longer exists."))
    digest = stage.negotiation.finals[-1].digest
    stage.do("unp1", acts.ConsentUnlock(digest=digest))


def _publishes(stage: Stage, embargo: timedelta | None = None) -> None:
    stage.do(
        "CON1",
        acts.Publish(
            digest=stage.negotiation.finals[-1].digest,
            embargo=stage.now + embargo if embargo is not None else None,
            summary={
                "en": "The parties will not lie to voters online, will say who pays, and will "
                "correct what turns out false. A panel watches that they do.",
                "ar": "لن تكذب الأحزاب على الناخبين عبر الإنترنت، وستقول من يدفع، وستصحح ما يتبين "
                "أنه خطأ. وتراقب هيئة أنها تفعل ذلك.",
            },
            complaints="Write to the Monitoring Panel: panel@example.org.",
        ),
    )


def _embargoed(stage: Stage) -> None:
    _publishes(stage, timedelta(hours=3))


# --- the scenes ----------------------------------------------------------------------------------

N = "/n/{n}"
CARD_AND_CODES = ("#add-codes > summary", "#add-codes button", "a.button.main")
PASSKEY = ("#add-passkey > summary", "#add-passkey button")

SCENES: Mapping[str, Scene] = {
    "reading": Scene(
        61,
        (
            Shot("drm1", "table", f"{N}/table"),
            Shot("chp1", "table", f"{N}/table"),
            Shot("LE1", "table", f"{N}/table?clause=A3"),
            Shot("F1", "board", f"{N}/board"),
            Shot("CON1", "board", f"{N}/board"),
            Shot("ob1", "follow", f"{N}/follow"),
            Shot("projector", "projector", f"{N}/projector"),
            Shot("F1", "desk", f"{N}/desk?clause=A8"),
            Shot("F1", "invitations", f"{N}/invitations"),
            Shot("drm1", "rules", f"{N}/rules"),
            Shot("F1", "rules-form", f"{N}/rules/change"),
            Shot("F1", "parties", f"{N}/parties"),
            Shot("chp1", "parties", f"{N}/parties"),
            Shot("drm1", "compilation", f"{N}/compilation?view=redline"),
            Shot("chp1", "compilation", f"{N}/compilation?language=ar"),
            Shot("drm1", "history", f"{N}/clauses/A3"),
            Shot("drm1", "sessions", f"{N}/sessions"),
            Shot("F1", "documents", f"{N}/documents"),
            Shot("chp1", "documents", f"{N}/documents"),
            Shot("drm1", "landing", "/"),
            Shot("drm1", "me", f"{N}/rules", (".bar-me > summary",)),
            Shot("ob1", "no-such-page", f"{N}/board", refused=True),
            Shot(NOBODY, "doorstep", "/"),
            Shot(NOBODY, "joining", "{invitation}"),
            Shot(NOBODY, "dead-link", "/join/nothing", refused=True),
        ),
    ),
    "writing": Scene(
        61,
        (
            Shot("drm1", "table", f"{N}/table?clause=A6"),
            Shot("drm1", "draft", f"{N}/drafts/{{draft}}"),
            Shot("drm1", "preview", f"{N}/drafts/{{draft}}/preview"),
            Shot("F1", "board", f"{N}/board?clause=A6"),
        ),
        _writes,
    ),
    "question": Scene(
        61,
        (
            Shot("drm1", "table", f"{N}/table"),
            Shot("F1", "board", f"{N}/board"),
            Shot("projector", "projector", f"{N}/projector"),
            Shot("ob1", "follow", f"{N}/follow"),
        ),
        _asks_the_room,
    ),
    "conferring": Scene(
        61,
        (
            Shot("drm1", "caucuses", f"{N}/caucus"),
            Shot("gft1", "caucus", f"{N}/caucus/{{caucus}}"),
            Shot("F1", "caucuses", f"{N}/caucus"),
        ),
        _confers,
    ),
    "proposals": Scene(
        61,
        (
            Shot("drm1", "parts", f"{N}/table?clause=A6"),
            Shot("chp1", "parts", f"{N}/table?clause=A6"),
            Shot("F1", "parts", f"{N}/board?clause=A6"),
            Shot("ob1", "parts", f"{N}/follow?clause=A6"),
            Shot("wlp1", "split", f"{N}/table?clause=A10"),
            Shot("wlp1", "moved", f"{N}/table?clause=A8"),
            Shot("projector", "moved", f"{N}/projector?clause=A8"),
            Shot("drm1", "new", f"{N}/table?clause=A9bis"),
            Shot("drm1", "propose", f"{N}/propose?clause=A9&form=table_split"),
            Shot("chp1", "propose", f"{N}/propose?clause=A9&form=table_new_clause"),
            Shot("drm1", "find", f"{N}/compilation?find=9 bis"),
        ),
        _proposes,
    ),
    "asked": Scene(
        118,
        (
            Shot("chp1", "table", f"{N}/table"),
            Shot("icb1", "silence", f"{N}/table?clause=A11"),
            Shot("icb1", "agreed", f"{N}/table?clause=A4"),
            Shot("ob1", "silence", f"{N}/follow?clause=A11"),
            Shot("F1", "board", f"{N}/board"),
            Shot("F1", "desk", f"{N}/desk?clause=A8"),
            Shot("projector", "projector", f"{N}/projector"),
            Shot("icb1", "since", f"{N}/since"),
            Shot("F1", "since", f"{N}/since"),
            Shot("chp1", "session", f"{N}/sessions/S2"),
            Shot("ob1", "session", f"{N}/sessions/S2"),
        ),
        _asks_all_at_once,
    ),
    "adopting": Scene(
        151,
        (
            Shot("F1", "legal", f"{N}/legal"),
            Shot("F1", "adopt", f"{N}/legal/adopt"),
            Shot("CON1", "lock", f"{N}/lock"),
            Shot("chp1", "lock", f"{N}/lock"),
        ),
    ),
    "checking": Scene(
        156,
        (
            Shot("LE1", "legal", f"{N}/legal"),
            Shot("F1", "legal", f"{N}/legal"),
            Shot("LE1", "correction", f"{N}/legal/correction?clause=A4"),
            Shot("CON1", "lock", f"{N}/lock"),
            Shot("drm1", "table", f"{N}/table?clause=A4"),
        ),
    ),
    "ticked": Scene(
        158,
        (
            Shot("F1", "lock", f"{N}/lock"),
            Shot("drm1", "lock", f"{N}/lock"),
            Shot("drm1", "sign", f"{N}/sign"),
        ),
    ),
    "requested": Scene(
        159,
        (
            Shot("CON1", "lock", f"{N}/lock"),
            Shot("drm1", "lock", f"{N}/lock"),
        ),
    ),
    "locked": Scene(
        160,
        (
            Shot("CON1", "lock", f"{N}/lock"),
            Shot("drm1", "lock", f"{N}/lock"),
            Shot("drm1", "table", f"{N}/table?clause=A4"),
            Shot("F1", "board", f"{N}/board"),
            Shot("projector", "projector", f"{N}/projector"),
            Shot("drm1", "sign", f"{N}/sign"),
            Shot("CON1", "signing", f"{N}/signing"),
            Shot("chp1", "ceremony", f"{N}/ceremony"),
        ),
    ),
    "unlocking": Scene(
        160,
        (
            Shot("drm1", "lock", f"{N}/lock"),
            Shot("CON1", "lock", f"{N}/lock"),
        ),
        _asks_to_unlock,
    ),
    "opened": Scene(
        160,
        (
            Shot("F1", "ceremony", f"{N}/ceremony"),
            Shot("drm1", "passkey", f"{N}/sign", PASSKEY),
            Shot("gft1", "codes", f"{N}/sign", CARD_AND_CODES[:2]),
            Shot("wlp1", "card", f"{N}/sign", CARD_AND_CODES),
            Shot("yfm1", "reservation", f"{N}/sign"),
            Shot("ppa1", "decline", f"{N}/sign", ("#decline > summary",)),
            Shot("icb1", "ad-ref", f"{N}/sign"),
            Shot("CON1", "paper", f"{N}/signing/paper?party=DRM"),
        ),
        _opens_signing,
    ),
    "signing": Scene(
        169,
        (
            Shot("F1", "ceremony", f"{N}/ceremony"),
            Shot("chp1", "ceremony", f"{N}/ceremony"),
            Shot("ob1", "ceremony", f"{N}/ceremony"),
            Shot("yfm1", "receipt", f"{N}/sign"),
            Shot("chp1", "receipt", f"{N}/sign"),
            Shot("ppa1", "declined", f"{N}/sign"),
            Shot("CON1", "signing", f"{N}/signing"),
        ),
    ),
    "embargoed": Scene(
        169,
        (
            Shot("CON1", "signing", f"{N}/signing"),
            Shot(NOBODY, "public", "/p/{n}", refused=True),
        ),
        _embargoed,
    ),
    "published": Scene(
        170,
        (
            Shot(NOBODY, "public", "/p/{n}"),
            Shot(NOBODY, "public-ar", "/p/{n}/ar"),
        ),
        _publishes,
    ),
    "joined": Scene(
        175,
        (
            Shot("F1", "ceremony", f"{N}/ceremony"),
            Shot("rvp1", "receipt", f"{N}/sign"),
            Shot("CON1", "signing", f"{N}/signing"),
            Shot(NOBODY, "public", "/p/{n}"),
            Shot(NOBODY, "public-ar", "/p/{n}/ar"),
            Shot("CON1", "after", f"{N}/after"),
            Shot("yfm1", "after", f"{N}/after"),
            Shot("yfm1", "briefing", f"{N}/briefing/YFM"),
            Shot(NOBODY, "verify", "/verify"),
            Shot(NOBODY, "card", "/p/{n}/cards/ICB.svg"),
            Shot(NOBODY, "card-ar", "/p/{n}/ar/cards/ICB.svg"),
            Shot("drm1", "table", f"{N}/table"),
        ),
        _publishes,
    ),
}


COVER = Scene(
    33,
    (
        Shot("F1", "board", f"{N}/board", ("label.tab-redline",)),
        Shot("gft1", "table", f"{N}/table#clause", ("label.tab-redline",)),
    ),
)
"""What the README shows: one clause at the board and on a telephone."""


def staged(scene: Scene, scenario: str | Path = "maravel", *, language: str = "") -> Stage:
    """A scene as it is to be served; with a language, everybody reads it in that."""
    moments = {one.until for one in (*SCENES.values(), COVER)}
    stage = apart(rehearsed(scenario, *sorted(moments))[scene.until])
    scene.prepare(stage)
    if language:
        stage.everybody_reads(language)
    return stage
