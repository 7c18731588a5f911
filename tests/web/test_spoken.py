"""A page speaks its reader's language: nothing of what Parley itself says is left in English."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import pytest

from server.live.audience import audience_of
from server.web.paint import paint
from server.web.render import INTERFACES
from tests.cast import Stage
from tests.web.closing import signing
from tests.web.conftest import Serve
from tests.web.house import HOST, House
from tests.web.test_desk import contested
from tests.web.test_offered import OWN, STAGES, Made, alone
from tests.web.test_packages import dealt

LANGUAGE = "ar"
SENTENCES = [sentence for sentence in INTERFACES[LANGUAGE].words if sentence.count(" ") > 1]
OURS = re.compile(
    "|".join(
        "".join(".+?" if part.startswith("{") else re.escape(part) for part in parts)
        for sentence in SENTENCES
        if len((parts := re.split(r"({\w+})", sentence))[0]) + len(parts[-1]) > 8
    )
)
"""Whatever of ours has three words or more, and says something beside what stands in it."""

LABELS = ("title", "aria-label", "alt", "placeholder")


class Read(HTMLParser):
    """What a region says, wherever it is not wording of the negotiation."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Titles and labels are read too, and links kept."""
        named = dict(attrs)
        self.said += [its for name in LABELS if (its := named.get(name))]
        if tag == "a" and "download" not in named and (link := named.get("href")):
            self.links.append(link)

    def handle_data(self, data: str) -> None:
        """Text."""
        self.said.append(" ".join(data.split()))


def told(stage: Stage) -> Iterator[tuple[str, str, str]]:
    """Everything that people are told on their pages."""
    n = stage.negotiation
    for person, screens in OWN.items():
        for screen in screens:
            for clause in ("A1", "A2"):
                audience = audience_of(n, stage.actor(person), screen, clause, LANGUAGE)
                for html in paint(n, audience, {}).values():
                    for said in Read(html).said:
                        yield person, screen, said


@pytest.mark.parametrize("made", STAGES, ids=lambda made: made.__name__)
def test_nothing_that_is_said_is_left_in_english(made: Made) -> None:
    """F22: in every region of every page."""
    heard = set(told(alone(made())))
    assert len(heard) > 100
    assert sorted(each for each in heard if OURS.search(each[2])) == []


async def read(house: House, person: str, known: set[str]) -> AsyncIterator[tuple[str, Read]]:
    """Every page of the negotiation to which links lead from a person's own, each once."""
    browser = await house.browser(person)
    waiting = [house.here]
    while waiting:
        page = waiting.pop()
        if page.partition("?")[0] in known:
            continue
        known.add(page.partition("?")[0])
        answer = await browser.get(page, follow_redirects=True)
        assert answer.status_code == 200, (person, page)
        if answer.headers["content-type"].startswith("text/html"):
            its = Read(answer.text)
            yield page, its
            links = (urldefrag(urljoin(str(answer.url), link)).url for link in its.links)
            waiting += [link for link in links if link.startswith(f"{HOST}{house.here}/")]


@pytest.mark.parametrize("made", [contested, dealt, signing], ids=lambda made: made.__name__)
async def test_no_page_that_links_lead_to_says_anything_in_english(
    made: Made, serve: Serve
) -> None:
    """F22: whoever follows them, from the page they come to."""
    house = await serve(alone(made()).everybody_reads(LANGUAGE))
    drawn: set[str] = set()
    for person in ("chair", "host", "ada", "lex", "eve"):
        known, pages, heard = set(drawn), set(), set()
        async for page, its in read(house, person, known):
            pages.add(page)
            heard |= {(page, said) for said in its.said if OURS.search(said)}
        # Each takes a second to draw up.
        drawn |= {page for page in known if "/documents/" in page}
        assert len(pages) > 3, person
        assert sorted(heard) == []
