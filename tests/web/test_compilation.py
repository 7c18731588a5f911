"""The compilation: the fingerprint of the canonical form, brackets, languages."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import yaml

from models.whole import canonical_form
from server.web.looks.finals import groups
from tests.cast import TEXTS, opened
from tests.web.conftest import Serve
from tests.web.test_pages import contested

MARAVEL = Path(__file__).parent.parent / "scenarios" / "maravel.yaml"


def test_the_fingerprint_of_maravels_end_state_is_the_one_it_names() -> None:
    scenario = yaml.safe_load(MARAVEL.read_text(encoding="utf-8"))
    base = {clause["id"]: clause for clause in scenario["clauses"]}
    end = scenario["end_state"]
    clauses = []
    for its in end["clauses"]:
        title = base[its["id"]]["title"]
        wording = {"en/title": title, "en/text": its["text"]}
        clauses.append((base[its["id"]]["number"], wording))
    form = canonical_form(clauses, "en")
    assert hashlib.sha256(form).hexdigest() == end["text_sha256"]
    page = (MARAVEL.parents[2] / "docs" / "canonical-text.md").read_text(encoding="utf-8")
    assert " ".join(groups(end["text_sha256"])) in page


async def test_the_page_prints_the_fingerprint_of_the_current_text(serve: Serve) -> None:
    house = await serve(contested())
    text = "".join(f"{n}\tTitle {n}\n{text}\n" for n, text in enumerate(TEXTS.values(), 1))
    expected = hashlib.sha256(text.encode()).hexdigest()
    for person in ("ada", "eve"):
        for view in ("", "?view=clean"):
            assert expected in await house.page(person, f"/compilation{view}")


async def test_what_is_proposed_stands_in_brackets_with_its_author(serve: Serve) -> None:
    house = await serve(contested())
    html = await house.page("ada", "/compilation")
    assert html.count('<span class="bracket">[</span>') >= 2
    assert 'data-by="BET"' in html
    clean = await house.page("ada", "/compilation?view=clean")
    assert 'bracket"' not in clean
    assert "within seven days" in clean


async def test_odd_wishes_are_no_trouble(serve: Serve) -> None:
    house = await serve(opened())
    for odd in (
        "?language=xx",
        "?language=../../etc",
        "?view=",
        "?view=%00",
        "?language=" + "x" * 900,
    ):
        html = await house.page("ada", f"/compilation{odd}")
        assert "Each party shall list" in re.sub(r"<[^>]+>", "", html)
