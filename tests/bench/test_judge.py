"""The judge of the bench: one that never finds anything proves nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bench.house import FIELD, Plan, begin_draft, delegate, open_session, served
from bench.judge import Journal, faults_of_acknowledgements, faults_of_pens, read_store


async def test_the_judge_finds_what_is_wrong(tmp_path: Path) -> None:
    with served(Plan(observers=1), tmp_path) as (house, server):
        journal = Journal()
        board = await open_session(house, server)
        draft = await begin_draft(board, "A1")
        page = house.page(server, delegate(0), journal)
        await page.come()
        pen = await page.take_up(draft)
        for word in ("one ", "two "):
            pen.type(FIELD, (word,))
            page.send_typed(pen)
            await page.settled()
        record = read_store(house)
        assert faults_of_acknowledgements(journal, record) == []
        assert faults_of_pens([page], record) == []
        pen.confirmed[FIELD] = pen.confirmed[FIELD][1:]
        assert faults_of_pens([page], record)
        (acts,) = journal.acknowledged.values()
        acts.reverse()
        assert any("order" in fault for fault in faults_of_acknowledgements(journal, record))
        acts.append("never")
        journal.authors["never"] = (delegate(0), "P1")
        assert any("lost" in fault for fault in faults_of_acknowledgements(journal, record))
        journal.authors[acts[0]] = ("p2-1", "P2")
        assert any("kept as" in fault for fault in faults_of_acknowledgements(journal, record))
        await asyncio.gather(page.leave(), board.leave())
