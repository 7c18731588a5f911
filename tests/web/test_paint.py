"""Painting: a pure function of what an audience may know."""

from __future__ import annotations

import re
from dataclasses import replace

from models.draft import Watch
from models.negotiation import Negotiation
from models.party import Actor, Role
from models.sight import sight_of
from server.live.audience import Audience, audience_of
from server.web.looks.reader import Reader
from server.web.paint import EVERYWHERE, REGIONS, paint
from server.web.state import summary
from tests.cast import opened
from tests.web.test_pages import contested
from tests.web.test_proposals import two_parts


def audience(n: Negotiation, person: str, screen: str, clause: str | None = "A1") -> Audience:
    """The audience somebody belongs to."""
    its = n.people[person]
    return audience_of(n, Actor(its.id, its.role, its.party), screen, clause, "en")


def test_equal_audiences_are_painted_alike() -> None:
    stage = contested()
    n = stage.negotiation
    other = replace(n)
    for person, screen in (
        ("ada", "table"),
        ("chair", "board"),
        ("eve", "follow"),
        ("wall", "projector"),
    ):
        one = paint(n, audience(n, person, screen), {})
        two = paint(other, audience(other, person, screen), {})
        assert one == two
        assert set(one) == {*REGIONS[screen], *EVERYWHERE}
        for region, html in one.items():
            assert re.match(rf'<\w+ id="{region}"', html.lstrip()), region
            assert html.count(f'id="{region}"') == 1


def test_typing_repaints_nothing() -> None:
    stage = opened()
    stage.shows("A1")
    draft = stage.drafts("ada", watch=Watch.PARTIES)
    before = stage.negotiation
    stage.types("ada", draft, "seven", "eleventy")
    for person, screen in (
        ("ada", "table"),
        ("bo", "table"),
        ("chair", "board"),
        ("eve", "follow"),
    ):
        assert paint(before, audience(before, person, screen), {}) == paint(
            stage.negotiation, audience(stage.negotiation, person, screen), {}
        )


def test_a_page_names_nobody_but_those_who_are_connected() -> None:
    n = contested().negotiation
    online = {
        "ALP": frozenset({"Ada"}),
        "NEW": frozenset({"Nia"}),
        "observer": frozenset({"Eve"}),
    }
    html = paint(n, audience(n, "chair", "board"), online)
    for name in ("Ada", "Nia", "Eve"):
        assert name in html["people"], name
    assert all("Ada" not in its for region, its in html.items() if region != "people")


def test_ids_are_unique_in_a_page() -> None:
    n = contested().negotiation
    for person, screen in (("gus", "table"), ("chair", "board"), ("eve", "follow")):
        html = "".join(paint(n, audience(n, person, screen), {}).values())
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), [one for one in ids if ids.count(one) > 1]


def test_ids_are_unique_where_there_are_parts_and_amendments() -> None:
    stage, proposal = two_parts()
    stage.amends("bo", proposal, "ten", "twelve")
    n = stage.negotiation
    for person, screen in (("gus", "table"), ("ada", "table"), ("chair", "board")):
        html = "".join(paint(n, audience(n, person, screen), {}).values())
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert f"part-{proposal}-b" in ids
        assert len(ids) == len(set(ids)), [one for one in ids if ids.count(one) > 1]


def test_the_summary_of_a_reader_without_attribution_names_no_author() -> None:
    n = contested().negotiation
    told = summary(n, sight_of(n, Actor("eve", Role.OBSERVER)))
    assert told["proposals"] == told["objections"] == {}
    assert not any(told["positions"].values())  # type: ignore[attr-defined]


def test_the_projector_is_painted_for_the_projector() -> None:
    n = contested().negotiation
    its = audience(n, "chair", "projector")
    assert its.role is Role.PROJECTOR
    assert not its.sight.attribution
    assert Reader(n, its, {}).author is None
