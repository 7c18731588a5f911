"""A client: one person at one page, who does nothing but what that person may do there.

Signs in by the person's own invitation link, opens the page of their role and its socket, and acts
in their own session: from the table by the socket, from the board by the same address its forms
use. Texts are named by what this client itself was shown.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from typing import Any, Final
from urllib.parse import quote, urlsplit

import httpx

from models.acts import Act
from models.edit import dump
from models.layer import from_json, result
from models.package import Element, package_digest
from models.parts import together
from models.refusals import Obstacle, Refusal
from models.text import canonical, from_units, wording_digest
from server.play.line import BACK_AFTER, Event, Line, Trouble
from server.play.pen import Pen, PenBroken, Stroke
from server.play.requests import Made, Seen
from server.play.scenario import Change

PAGE: Final = re.compile(r"/n/(?P<negotiation>[^/?#]+)/(?P<screen>table|board|follow|projector)")
TRIES: Final = 6
"""How often an act is sent to a server that does not answer."""


class Client:
    """One person's page."""

    def __init__(self, person: str, url: str, link: str) -> None:
        self.person = person
        self.negotiation = ""
        self.screen = ""
        self.author = ""
        self.rehearsal = False
        self.regions: dict[str, str] = {}
        """The fragments the page shows: id of the region → its HTML."""
        self.entries: list[int] = []
        """The numbers of the entries this person's acts made in the record."""
        self._link = urlsplit(link).path
        self._url = url.rstrip("/")
        self._http = httpx.AsyncClient(
            base_url=self._url, headers={"Origin": self._url}, follow_redirects=True, timeout=30
        )
        self._line: Line | None = None
        self._pens: dict[str, Pen] = {}
        self._answers: dict[str, asyncio.Future[Event]] = {}

    @property
    def line(self) -> Line:
        """The page's socket; raises `Trouble` before `enter`."""
        if self._line is None:
            raise Trouble(f"{self.person} is not here")
        return self._line

    # Coming and going.

    async def enter(self) -> None:
        """Sign in, open the page, open its socket."""
        await self._got(await self._http.get(self._link))
        page = await self._got(await self._http.post(self._link))
        found = PAGE.search(page.url.path)
        if found is None:
            raise Trouble(f"{self.person} came to {page.url.path}, which is no page of a role")
        self.negotiation, self.screen = found["negotiation"], found["screen"]
        cookies = "; ".join(f"{name}={value}" for name, value in self._http.cookies.items())
        self._line = Line(
            f"ws{self._url.removeprefix('http')}{self._path('live')}",
            {"Origin": self._url, "Cookie": cookies},
            self._hello,
            self._take,
        )
        await self._line.open()

    async def leave(self) -> None:
        """Close the page."""
        if self._line is not None:
            await self._line.close()
        await self._http.aclose()

    def _hello(self) -> Event:
        drafts = {draft: pen.revision for draft, pen in self._pens.items() if not pen.closed}
        return {"t": "hello", "screen": self.screen, "drafts": drafts}

    def _path(self, what: str) -> str:
        return f"/n/{self.negotiation}/{what}"

    async def _got(self, answer: httpx.Response) -> httpx.Response:
        if answer.is_error:
            request = answer.request
            raise Trouble(f"{request.method} {request.url.path} was answered {answer.status_code}")
        return answer

    # Reading.

    async def page(self) -> str:
        """The HTML of this person's page as it is served now."""
        return (await self._got(await self._http.get(self._path(self.screen)))).text

    async def state(self) -> Mapping[str, Any]:
        """Everything this person may know now."""
        answer = await self._got(await self._http.get(self._path("state")))
        found: Mapping[str, Any] = answer.json()
        return found

    async def see_clause(self, clause: str) -> Seen:
        """The clause as this person may read it; its digest is computed from what was read."""
        return self._read(await self.state(), clause)

    async def see_proposal(self, proposal: str, parts: Sequence[str] = ()) -> Seen:
        """A proposal as this person may read it; its digest is computed from what was read.

        Where parts of it are named, it is the digest of what these make of the clause.
        """
        told = await self.state()
        its = told["proposals"].get(proposal)
        if its is None:
            raise Trouble(f"{self.person} is shown no proposal {proposal}")
        clause = self._read(told, its["clause"])
        if not its["live"]:
            return clause._replace(wording=its["digest"])
        read = {name: from_json(runs) for name, runs in its["fields"].items()}
        named = (its["parts"][part] for part in parts if part in its["parts"])
        if parts:
            of_parts = ({name: from_json(runs) for name, runs in part.items()} for part in named)
            read = together(read, of_parts)
        texts = {name: canonical(from_units(result(runs))) for name, runs in read.items()}
        return clause._replace(wording=wording_digest(texts))

    async def see_package(self, package: str) -> str:
        """A package as this person may read it; its digest is computed from what was read."""
        its = (await self.state())["packages"].get(package)
        if its is None:
            raise Trouble(f"{self.person} is shown no package {package}")
        elements = [Element(**element) for element in its["elements"]]
        return package_digest(its["title"], its["conditions"], elements)

    def _read(self, told: Mapping[str, Any], clause: str) -> Seen:
        its = told["clauses"].get(clause)
        if its is None:
            raise Trouble(f"{self.person} is shown no clause {clause}")
        wording = its["wording"]
        return Seen(its["version"], wording_digest(wording), texts=wording)

    # Acting.

    async def act(self, act: Act) -> Made:
        """Do a formal act; what it made, once it is durable. Raises `Refusal`."""
        raw = as_json(act)
        told = await (self._post(raw) if self.screen == "board" else self._send(raw))
        if "code" in told:
            raise refusal_of(told)
        if told.get("entry") is not None:
            self.entries.append(int(told["entry"]))
        made: Made = told["made"]
        return made

    async def set_clock(self, at: str, *, running: bool) -> None:
        """Move the rehearsal clock; raises `Trouble` where the server has none."""
        body = {"at": at, "running": running}
        await self._got(await self._http.post(self._path("clock"), json=body))

    async def _post(self, raw: Mapping[str, Any]) -> Event:
        headers = {"Accept": "application/json", "Parley-Act": secrets.token_urlsafe(12)}
        path = self._path(f"acts/{quote(raw['kind'])}")
        for _ in range(TRIES):
            with suppress(httpx.TransportError):
                answer = await self._http.post(path, json=raw, headers=headers)
                break
            # Sent again under the same id it is one act, whatever became of it.
            await asyncio.sleep(BACK_AFTER)
        else:
            raise Trouble(f"{raw['kind']} was sent {TRIES} times, and nobody answered")
        try:
            told: Event = answer.json()
        except ValueError:
            raise Trouble(f"{raw['kind']} was answered {answer.status_code}") from None
        return told

    async def _send(self, raw: Mapping[str, Any]) -> Event:
        return await self._ask({"t": "act", "id": secrets.token_urlsafe(12), "act": raw})

    async def _ask(self, frame: Event) -> Event:
        """Send a frame that is answered, again after each loss of the line: its id makes it one."""
        line, reply = self.line, asyncio.get_running_loop().create_future()
        self._answers[frame["id"]] = reply
        try:
            comings = line.comings
            await line.send(frame)
            while not reply.done():
                await line.until(partial(self._answered_or_back, reply, comings))
                if not reply.done():
                    comings = line.comings
                    await line.send({**frame, "again": True})
        finally:
            del self._answers[frame["id"]]
        told: Event = reply.result()
        return told

    def _answered_or_back(self, reply: asyncio.Future[Event], comings: int) -> bool:
        return reply.done() or self.line.comings != comings

    # Writing.

    async def write(
        self,
        draft: str,
        changes: Mapping[str, Sequence[Change]],
        *,
        letters: int | None = None,
        pause: float = 0,
    ) -> Seen:
        """Make changes in a draft by pen, so many letters at a time, and say what it reads then.

        Without `letters` everything is typed at once. Raises `Refusal`, `ScenarioError`.
        """
        pen = self._pens[draft] = Pen(draft, self.author)
        await self.line.send({"t": "open", "draft": draft, "revision": None})
        await self.line.until(lambda: pen.revision >= 0 or pen.closed is not None)
        pen.plan(changes)
        while pen.closed is None and (stroke := pen.next(letters)) is not None:
            await self._stroke(draft, stroke)
            await asyncio.sleep(pause)
        if pen.closed is not None:
            raise PenBroken(f"draft {draft} was closed: {pen.closed}")
        return Seen(pen.version, pen.digest, pen.wording)

    async def _stroke(self, draft: str, stroke: Stroke) -> None:
        told = await self._ask(
            {
                "t": "edit",
                "id": secrets.token_urlsafe(12),
                "draft": draft,
                "rev": stroke.revision,
                "field": stroke.field,
                "edit": dump(stroke.edit),
            }
        )
        if "code" in told:
            raise refusal_of(told)

    # What the socket tells.

    def _take(self, event: Event) -> None:
        match event:
            case {"t": "welcome", "author": author, "rehearsal": rehearsal}:
                self.author, self.rehearsal = author or "", rehearsal
            case {"t": "html", "id": region, "html": html}:
                self.regions[region] = html
            case {"t": "draft", "id": draft} if draft in self._pens:
                self._pens[draft].load(event)
            case {"t": "edits", "d": draft, "l": lines} if draft in self._pens:
                self._told(self._pens[draft], lines)
            case {"t": "closed", "d": draft, "why": why} if draft in self._pens:
                self._pens[draft].closed = why
            case {"t": "ok" | "no", "id": asked}:
                self._answer(asked, event)
            case _:
                pass

    def _told(self, pen: Pen, lines: Sequence[Sequence[Any]]) -> None:
        mine = next((str(line[4]) for line in lines if line[4] in self._answers), None)
        if pen.told(lines, mine) and mine is not None:
            self._answer(mine, {})

    def _answer(self, asked: str, event: Event) -> None:
        reply = self._answers.get(asked)
        if reply is not None and not reply.done():
            reply.set_result(event)


def as_json(act: Act) -> dict[str, Any]:
    """An act as the wire takes it; fields that say nothing are left out."""
    raw = {field.name: _plain(getattr(act, field.name)) for field in fields(act)}
    return {name: value for name, value in raw.items() if value is not None}


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Mapping):
        return {_plain(key): _plain(held) for key, held in value.items()}
    if isinstance(value, tuple | frozenset):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value


def refusal_of(told: Event) -> Refusal:
    """The refusal that an answer brings."""
    return Refusal(
        told["code"],
        told["sentence"],
        told.get("next", ""),
        rule=told.get("rule", ""),
        obstacles=tuple(Obstacle(kind, item) for kind, item in told.get("obstacles", ())),
        texts=told.get("texts") or {},
    )
