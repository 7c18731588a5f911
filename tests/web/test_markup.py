"""Whatever people write is words: shown as it was written, never obeyed."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from models import acts, facts
from models.objection import Category
from models.party import Party
from tests.cast import Stage, opened
from tests.web.conftest import Serve

ADDRESS = re.compile(r"(/|#|\?|http://parley\.test/)")
NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "<a href=javascript:alert(1) hx-get=//evil.test hx-on:click=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<!--<script>-->",
    "&lt;b&gt; &amp;amp; &#x3c;",
    "`${alert(1)}`",
    "]]><![CDATA[",
    "<style>*{display:none}</style>",
    "<base href=//evil.test>",
)


@pytest.mark.parametrize("nasty", NASTY)
async def test_whatever_people_write_is_shown_literally(serve: Serve, nasty: str) -> None:
    stage = opened(texts={"A1": f"Seven {nasty} days.", "A2": "Nobody.", "A3": "A panel."})
    _rename(stage, nasty)
    stage.shows("A1")
    proposal = stage.tables("ada", "A1", "Seven", f"Ten {nasty}", reason=nasty)
    stage.do(
        "bo",
        acts.Object(
            clause="A1",
            digest=stage.proposal(proposal).digest,
            category=Category.OTHER,
            reason=nasty,
            remedy=nasty,
            proposal=proposal,
        ),
    )
    stage.do("lex", acts.GiveAdvice(clauses=("A1",), text=nasty, title=f"t {nasty}"))
    stage.do("chair", acts.Park(clause="A2", reason=nasty, owner=nasty, returns=nasty))
    draft = stage.drafts("ada")
    stage.types("ada", draft, "Seven", nasty)
    house = await serve(stage)
    for person, paths in (
        (
            "ada",
            (
                "",
                "?clause=A2",
                "/compilation",
                "/clauses/A1",
                f"/drafts/{draft}",
                f"/drafts/{draft}/preview",
            ),
        ),
        ("chair", ("", "/board?clause=A2", "/invitations", "/projector")),
        ("eve", ("", "/compilation")),
    ):
        for path in paths:
            html = await house.page(person, path)
            shown = _text_and_attributes(html)
            if set(nasty) & set('<>"'):
                assert nasty not in _without_json(html), (person, path)
            assert _active(html) == [], (person, path, _active(html))
            if path in ("", "/compilation"):
                assert nasty in shown, (person, path)


async def test_a_refusal_shows_what_was_sent_literally(serve: Serve) -> None:
    house = await serve(opened())
    ada = await house.browser("ada")
    for nasty in NASTY:
        answer = await ada.post("/n/test/acts/second", data={"proposal": nasty, "wording": "x"})
        html = (await ada.get(answer.headers["location"], follow_redirects=True)).text
        assert 'class="refusal"' in html
        assert _active(html) == []
        hx = await ada.post(
            "/n/test/acts/second",
            data={"proposal": nasty, "wording": "x"},
            headers={"HX-Request": "true"},
        )
        assert _active(hx.text) == []


def _rename(stage: Stage, nasty: str) -> None:
    """A negotiation in which every name is nasty, too."""
    first, at, by = stage.log[0]
    assert isinstance(first, facts.Convened)
    parties = tuple(
        Party(
            id=p.id,
            name=f"{p.id} {nasty}",
            colour=f"red;}}{nasty}",
            seat_order=p.seat_order,
            admitted=p.admitted,
        )
        for p in first.parties
    )
    stage.log[0] = (replace(first, title=f"Code {nasty}", convenor=nasty, parties=parties), at, by)
    for index, (fact, at, by) in enumerate(stage.log):
        if isinstance(fact, facts.PersonAdmitted):
            person = replace(fact.person, name=f"{fact.person.name} {nasty}", organisation=nasty)
            stage.log[index] = (facts.PersonAdmitted(person=person), at, by)


class _Reader(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.active: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        own_script = given.get("src", "").startswith("/static/")
        if tag == "script" and not own_script and given.get("type") != "application/json":
            self.active.append(tag)
        if tag in ("img", "base", "iframe", "object", "embed"):
            self.active.append(tag)
        for name, value in given.items():
            self.words.append(value)
            if name.startswith(("on", "hx-", "data-hx", "style")):
                self.active.append(f"{tag} {name}")
            if name in ("href", "src", "action") and not ADDRESS.match(value):
                self.active.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _active(html: str) -> list[str]:
    return _Reader(html).active


def _text_and_attributes(html: str) -> str:
    return "\n".join(_Reader(html).words)


def _without_json(html: str) -> str:
    return re.sub(r'<script type="application/json".*?</script>', "", html, flags=re.DOTALL)
