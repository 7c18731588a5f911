"""What only those who were connected can tell: whether all of them were told, and when."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser

from server.play.line import Told
from server.play.page import Page

SOON = 5.0
"""Seconds within which whoever is connected has been shown what was decided."""


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def visible(html: str) -> str:
    """The words of a fragment, as somebody reads them."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.words).split())


@dataclass(slots=True)
class Watch:
    """What a number of pages are told from now on."""

    clients: tuple[Page, ...]
    _from: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin here."""
        self._from = {client.person: len(client.line.told) for client in self.clients}

    def fragments(self, client: Page) -> list[Told]:
        """The fragments one page was sent since."""
        told = client.line.told[self._from[client.person] :]
        return [one for one in told if one.event["t"] == "html"]

    async def seen(self, shows: Callable[[Told], bool]) -> dict[str, int | None]:
        """The place at which each page was first shown something; None where it never was."""
        await asyncio.gather(
            *(
                client.line.until(partial(self._shown, client, shows), SOON)
                for client in self.clients
            ),
            return_exceptions=True,
        )
        return {client.person: self._first(client, shows) for client in self.clients}

    def _shown(self, client: Page, shows: Callable[[Told], bool]) -> bool:
        return self._first(client, shows) is not None

    def _first(self, client: Page, shows: Callable[[Told], bool]) -> int | None:
        return next((told.place for told in self.fragments(client) if shows(told)), None)


def _missing(found: Mapping[str, int | None]) -> str:
    missing = [person for person, place in found.items() if place is None]
    return f"not shown to {', '.join(missing)}" if missing else ""


async def same_moment(watch: Watch, texts: Iterable[str]) -> str:
    """Whether every page was first shown any of these texts at one and the same place; else why."""
    wanted = [" ".join(text.split()) for text in texts if text.strip()]

    def shows(told: Told) -> bool:
        words = visible(told.event["html"])
        return any(text in words for text in wanted)

    found = await watch.seen(shows)
    places = {place for place in found.values() if place is not None}
    if len(places) > 1:
        by_place = {place: [p for p, at in found.items() if at == place] for place in places}
        return f"shown at different places: {by_place}"
    return _missing(found)


async def announced(watch: Watch, label: str) -> str:
    """Whether the notices of every page named this decision; else to whom they did not."""
    found = await watch.seen(
        lambda told: told.event["id"] == "notices" and label in visible(told.event["html"])
    )
    return _missing(found)
