"""A scene for what no page of ours would send: drafts to attack, and a witness who types on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bench.client import Page
from bench.house import FIELD
from bench.judge import read_store
from models.runs import Runs
from tests.wire.stage import Stage


@dataclass
class Scene:
    """A stage with a draft of the floor, a private one of P2, and somebody who types on."""

    stage: Stage
    floor: str
    private: str
    witness: Page

    def wording(self) -> dict[str, tuple[int, dict[str, Runs]]]:
        """Every draft as the store has it."""
        drafts = read_store(self.stage.house).negotiation.drafts
        return {draft.id: (draft.revision, dict(draft.texts)) for draft in drafts.values()}

    async def still_well(self) -> None:
        """Assert that the witness is served as before."""
        pen = self.witness.pens[self.floor]
        revision = pen.revision
        pen.type(FIELD, ("!",))
        self.witness.send_typed(pen)
        await self.witness.settled()
        assert pen.revision == revision + 1


def edit(scene: Scene, parts: object, **other: Any) -> dict[str, Any]:
    """The frame of an edit of the floor's draft, right but for what is given."""
    right = {"t": "edit", "id": "bad", "draft": scene.floor, "rev": 0, "field": FIELD}
    return {**right, "edit": parts, **other}


def send(page: Page, said: object) -> None:
    """Send any JSON, also such as only Python would write."""
    assert page.line is not None
    page.line.send(json.dumps(said).encode())


async def refused(page: Page, said: dict[str, Any]) -> str:
    """Send a frame that has to be declined; the code, or how the page was closed for it."""
    codes: list[str] = []
    heard = page.heard = []
    send(page, said)

    def declined() -> bool:
        for payload in heard:
            for event in json.loads(payload)["e"]:
                if event["t"] == "no" and event["id"] == said["id"]:
                    codes.append(event["code"])
                    assert event["sentence"]
                    assert event["next"]
        return bool(codes)

    await page.until(lambda: declined() or page.gone, 5)
    return codes[0] if codes else f"closed {page.code}"
