"""The press: every format comes out of it, and whatever meets a bound is refused alone."""

from __future__ import annotations

import asyncio
import logging

import pytest

from models.refusals import Refusal
from server.documents import compose, worker
from server.documents.against import against
from server.documents.markdown import markdown
from server.documents.pdf import pdf
from server.documents.word import word
from server.documents.worker import FORMATS, Format, Press
from tests.cast import opened
from tests.documents.papers import paper_of


async def test_each_format_comes_out_as_its_maker_makes_it() -> None:
    paper, press = paper_of(opened()), Press()
    made = {kind: await press.make(kind, paper) for kind in FORMATS}
    assert made["markdown"] == markdown(paper)
    assert made["word"] == word(paper)
    assert made["pdf"][:5] == pdf(paper)[:5] == b"%PDF-"
    assert all(made.values())


@pytest.fixture
def greedy(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = ("patient", "hungry", "verbose", "clumsy", "curious", "writing")
    makers = {kind: Format(f"tests.documents.greedy:{kind}", "x", "x/x") for kind in kinds}
    monkeypatch.setattr(worker, "FORMATS", {**FORMATS, **makers})


@pytest.mark.usefixtures("greedy")
@pytest.mark.parametrize("kind", ["patient", "hungry", "verbose"])
async def test_what_meets_a_bound_is_refused_as_too_large(kind: str) -> None:
    press = Press(seconds=1.5 if kind == "patient" else 20)
    with pytest.raises(Refusal) as refused:
        await press.make(kind, paper_of(opened()))
    assert refused.value.code == "too_large"
    press._seconds = worker.SECONDS  # A machine that is busy takes its time to start a process.
    assert await press.make("markdown", paper_of(opened())), "the press goes on"


@pytest.mark.usefixtures("greedy")
@pytest.mark.parametrize("kind", ["clumsy", "writing"])
async def test_a_mistake_is_told_to_the_log_and_to_nobody_else(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(RuntimeError, match="could not be made"):
        await Press().make(kind, paper_of(opened()))
    assert "greedy.py" in caplog.text


@pytest.mark.usefixtures("greedy")
async def test_the_process_knows_no_setting_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_DATABASE", "postgresql://secret")
    known = (await Press().make("curious", paper_of(opened()))).decode().split()
    assert "PARLEY_DATABASE" not in known


@pytest.mark.usefixtures("greedy")
async def test_too_many_at_once_are_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "WAITING", 2)
    press, paper = Press(seconds=1), paper_of(opened())
    asked = [asyncio.create_task(press.make("patient", paper)) for _ in range(3)]
    codes = [
        answer.code
        for answer in await asyncio.gather(*asked, return_exceptions=True)
        if isinstance(answer, Refusal)
    ]
    assert sorted(codes) == ["busy", "too_large", "too_large"]


def test_a_text_beyond_the_bound_is_not_drawn_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "LARGEST", 50)
    with pytest.raises(Refusal) as refused:
        paper_of(opened())
    assert refused.value.code == "too_large"


@pytest.mark.parametrize("wanted", ["A1:9", "A9:1", "A1", "A1:1,", "everything", ""])
def test_versions_that_are_not_there_are_refused(wanted: str) -> None:
    with pytest.raises(Refusal) as refused:
        against(opened().negotiation, wanted)
    assert refused.value.code == "malformed"
