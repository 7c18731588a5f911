"""The rehearsal clock: moved by facilitators, in a rehearsal only, and never unnoticed."""

from __future__ import annotations

from dataclasses import replace

from models.facts import Convened
from tests.cast import Stage, opened
from tests.web.conftest import Serve


async def test_the_clock_of_a_real_negotiation_is_nobodys_to_move(serve: Serve) -> None:
    house = await serve(opened())
    chair = await house.browser("chair")
    answer = await chair.post(f"{house.here}/clock", json={"at": "2027-03-01T10:00:00+00:00"})
    assert answer.status_code == 404, "this one was not convened as a rehearsal"


def _rehearsed() -> Stage:
    stage = opened()
    first, at, by = stage.log[0]
    assert isinstance(first, Convened)
    stage.log[0] = (replace(first, rehearsal=True), at, by)
    return stage


async def test_a_rehearsal_moves_its_clock_and_says_so_on_every_page(serve: Serve) -> None:
    house = await serve(_rehearsed())
    chair, ada = await house.browser("chair"), await house.browser("ada")
    body = {"at": "2027-03-01T12:00:00+00:00", "running": False}
    assert (await ada.post(f"{house.here}/clock", json=body)).status_code == 403
    answer = await chair.post(f"{house.here}/clock", json=body)
    assert answer.json() == {"now": "2027-03-01T12:00:00+00:00"}
    wrongs: tuple[object, ...] = (
        {},
        {"at": 1},
        {"at": "x"},
        {"at": "2027-03-01T12:00:00"},
        {"x": 1},
        [],
    )
    for wrong in wrongs:
        assert (await chair.post(f"{house.here}/clock", json=wrong)).status_code == 422
    for person in ("ada", "chair", "eve", "wall"):
        assert "Rehearsal" in await house.page(person)
