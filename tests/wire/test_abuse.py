"""Well-formed frames from the wrong person, at the wrong time, too often, or by the thousand."""

from __future__ import annotations

from typing import Any

import pytest

from bench.client import Page, Refused
from bench.house import FACILITATOR, FIELD, begin_draft, delegate, observer, party
from bench.judge import read_store
from models.layer import result
from models.text import from_units
from tests.wire.scene import Scene, edit, refused, send


def reads(scene: Scene, draft: str) -> str:
    """What a draft reads, by the store."""
    return from_units(result(scene.wording()[draft][1][FIELD]))


async def spoken(page: Page) -> None:
    """Wait until everything sent before is decided: the room answers acts in their order."""
    with pytest.raises(Refused):
        await page.act("publish_text")


# Replayed.


async def test_the_same_frame_twice_is_one_act(scene: Scene) -> None:
    page = await scene.stage.come(delegate(0))
    said = edit(scene, ["once "], id="same")
    for again in ({}, {}, {"again": True}, {"again": True}):
        send(page, {**said, **again})
    await spoken(page)
    assert reads(scene, scene.floor).count("once ") == 1
    later = await scene.stage.come(delegate(0))
    send(later, {**said, "again": True})
    send(later, said)
    await spoken(later)
    assert reads(scene, scene.floor).count("once ") == 1


async def test_a_formal_act_sent_twice_is_done_once(scene: Scene) -> None:
    page = await scene.stage.come(delegate(0))
    said = {"t": "act", "id": "twice", "act": {"kind": "start_draft", "clause": "A1"}}
    before = len(scene.wording())
    for again in ({}, {}, {"again": True}):
        send(page, {**said, **again})
    await spoken(page)
    assert len(scene.wording()) == before + 1


async def test_another_persons_act_id_is_an_id_like_any_other(scene: Scene) -> None:
    """It neither stands for their act, nor tells what came of it."""
    first, second = await scene.stage.come(delegate(0)), await scene.stage.come(delegate(1))
    send(first, edit(scene, ["mine "], id="shared"))
    await spoken(first)
    secret = {"t": "act", "id": "made", "act": {"kind": "start_draft", "clause": "A1"}}
    send(first, secret)
    await spoken(first)
    own = set(scene.wording())
    second.heard = []
    send(second, {**edit(scene, ["yours "], id="shared", rev=1), "again": True})
    send(second, {**secret, "again": True})
    await spoken(second)
    text = scene.wording()[scene.floor][1][FIELD]
    authors = {run.text: run.inserted_by for run in text if run.inserted_by}
    assert authors == {"mine ": "P1", "yours ": "P2"}
    assert len(scene.wording()) == len(own) + 1
    told = b"".join(second.heard)
    assert not any(draft.encode() in told for draft in own - {scene.floor, scene.private})


async def test_frames_replayed_on_another_page_add_nothing_to_what_they_did(scene: Scene) -> None:
    page = await scene.stage.come(delegate(0))
    pen = await page.take_up(scene.floor)
    sent: list[dict[str, Any]] = []
    for word in ("one ", "two ", "three "):
        pen.type(FIELD, (word,))
        page.send_typed(pen)
        assert pen.sent is not None
        sent.append(edit(scene, list(pen.sent.edit), id=pen.sent.id, rev=pen.sent.revision))
        await page.settled()
    before = scene.wording()
    other = await scene.stage.come(delegate(0))
    for said in sent * 2:
        send(other, said)
    await spoken(other)
    assert scene.wording() == before


# Stale.


async def test_an_edit_of_an_old_revision_is_carried_over_what_came_since(scene: Scene) -> None:
    page = await scene.stage.come(delegate(0))
    pen = await page.take_up(scene.floor)
    for number in range(40):
        pen.type(FIELD, (f"{number},",))
        page.send_typed(pen)
        await page.settled()
    late = await scene.stage.come(delegate(1))
    end = len("The parties shall publish.")
    send(late, edit(scene, [end, " Late."], id="late"))
    await spoken(late)
    assert reads(scene, scene.floor).endswith("publish. Late.")


async def test_typing_after_tabling_is_refused_and_changes_no_proposal(scene: Scene) -> None:
    page = await scene.stage.come(delegate(1))
    said = edit(scene, ["x"], draft=scene.private)
    await page.act("discard_draft", draft=scene.private)
    assert await refused(page, said) in ("not_found", "closed")
    await scene.still_well()


async def test_no_letter_is_taken_after_the_pens_were_stopped(scene: Scene) -> None:
    page = await scene.stage.come(delegate(0))
    await scene.stage.board.act("close_drafting", clause="A1")
    before = scene.wording()
    assert await refused(page, edit(scene, ["x"])) == "pens_down"
    assert scene.wording() == before
    await scene.stage.board.act("open_drafting", clause="A1")
    await scene.still_well()


# Out of role.

BY_WHOM: dict[str, list[dict[str, Any]]] = {
    observer(0): [
        {"kind": "start_draft", "clause": "A1"},
        {"kind": "second", "proposal": "p", "wording": "w"},
        {"kind": "publish_text"},
        {"kind": "state_position", "clause": "A1", "version": 1, "digest": "d", "stand": "agree"},
        {"kind": "undo", "decision": 1, "reason": "r"},
    ],
    delegate(0, 1): [
        {"kind": "publish_text"},
        {"kind": "close_session"},
        {"kind": "put_on_screen", "clause": "A1"},
        {"kind": "accept", "proposal": "p", "version": 1, "digest": "d", "wording": "w"},
        {"kind": "undo", "decision": 1, "reason": "r"},
        {"kind": "start_draft", "clause": "A1", "floor": True, "watch": "all"},
        {"kind": "remove_person", "person": FACILITATOR},
        {"kind": "state_position", "clause": "A1", "version": 1, "digest": "d", "stand": "agree"},
    ],
    FACILITATOR: [
        {"kind": "second", "proposal": "p", "wording": "w"},
        {"kind": "state_position", "clause": "A1", "version": 1, "digest": "d", "stand": "agree"},
        {"kind": "lift_objection", "objection": "o"},
    ],
}
OUT_OF_FORM = {"malformed", "not_an_edit", "closed 4009"}
MALFORMED_ACTS: list[dict[str, Any]] = [
    {},
    {"kind": None},
    {"kind": "nope"},
    {"kind": "second"},
    {"kind": "second", "proposal": 7, "wording": "w"},
    {"kind": "second", "proposal": "p", "wording": "w", "party": "P2"},
    {"kind": "start_draft", "clause": "A1", "owner": "P2"},
    {"kind": "start_draft", "clause": "A1", "watch": "everybody"},
    {"kind": "start_draft", "clause": "A1", "writers": "P2"},
    {"kind": "open_session", "session": "S1", "present": {"P1": 1}},
    {"kind": "undo", "decision": "1e9", "reason": "r"},
    {"kind": "edit", "draft": "d", "revision": 0, "field": "f", "edit": "x"},
    {"kind": "rewrite", "draft": "d", "revision": 0, "field": "f", "text": "x\ud800"},
]


async def test_an_act_out_of_role_or_out_of_form_is_refused(scene: Scene) -> None:
    before = read_store(scene.stage.house).negotiation
    wrong = {}
    for person, acts in [*BY_WHOM.items(), (delegate(0), MALFORMED_ACTS)]:
        page = await scene.stage.come(person)
        for nth, act in enumerate(acts):
            code = await refused(page, {"t": "act", "id": f"bad{nth}", "act": act})
            allowed = OUT_OF_FORM if acts is MALFORMED_ACTS else {"wrong_role"}
            if code not in allowed:
                wrong[person, str(act)] = code
            if page.gone:
                page = await scene.stage.come(person)
    assert wrong == {}
    assert read_store(scene.stage.house).negotiation == before
    await scene.still_well()


async def test_one_persons_words_never_bear_anothers_name(scene: Scene) -> None:
    """Nobody can write as another party: not by field, not by draft, not in a joint layer."""
    page = await scene.stage.come(delegate(0))
    for extra in ({"author": "P2"}, {"party": "P2"}, {"person": delegate(1)}):
        assert await refused(page, edit(scene, ["forged"], **extra)) == "closed 4009"
        page = await scene.stage.come(delegate(0))
    draft = await begin_draft(page, "A1", floor=False, watch="parties", writers=[party(1)])
    await page.take_up(draft)
    outsider = await scene.stage.come(delegate(2))
    assert await refused(outsider, edit(scene, ["x"], draft=draft)) == "not_yours"
    # Being let watch is not being let write, and a seat at the table is not a pen.
    with pytest.raises(ConnectionError, match="not_yours"):
        await outsider.take_up(draft)


async def test_a_refused_tabling_tells_both_texts_and_changes_nothing(scene: Scene) -> None:
    page = await scene.stage.come(delegate(1))
    before = read_store(scene.stage.house).negotiation
    for wording in ("0" * 64, "", "x" * 2_000):
        with pytest.raises(Refused) as refusal:
            await page.act("table", draft=scene.private, version=1, digest="", wording=wording)
        assert refusal.value.code in ("text_moved", "malformed")
    assert read_store(scene.stage.house).negotiation == before
