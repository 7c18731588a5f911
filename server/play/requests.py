"""Requests: what the script of a move asks of whoever runs it, and how a script is run.

A script is a generator that yields requests and is sent what came of each; a refused act is thrown
into it as a `Refusal`. The bare model, a room and the player over the wire each answer in their own
way; no request does any I/O itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from models.acts import Act
from models.refusals import Refusal
from server.play.scenario import Change

Made = Mapping[str, str]
"""What an act brought into being: "draft", "proposal", "decision", "package" … → its id."""


class Do(NamedTuple):
    """Do an act as this person. Answered by what it made."""

    person: str
    act: Act


class Seen(NamedTuple):
    """A text as somebody read it: the version of the clause, its digest, the digest of a result.

    `wording` is the digest of what a draft or proposal makes of the clause, where one was read;
    `texts` are what the clause itself reads, where that was read.
    """

    version: int
    digest: str
    wording: str = ""
    texts: Mapping[str, str] = {}


class SeeClause(NamedTuple):
    """Read the clause as this person may see it now. Answered by `Seen`."""

    person: str
    clause: str


class SeeProposal(NamedTuple):
    """Read a proposal (by the server's id) as this person may see it now. Answered by `Seen`.

    Where parts of it are named, its wording is what these make of the clause.
    """

    person: str
    proposal: str
    parts: tuple[str, ...] = ()


class SeePackage(NamedTuple):
    """Read a package (by the server's id) as this person may see it. Answered by its digest."""

    person: str
    package: str


class SeeWhole(NamedTuple):
    """Read the whole text as this person may see it now. Answered by its digest."""

    person: str


class Sealed(NamedTuple):
    """A text that is locked, or to be: its fingerprint, and the digest of its manifest.

    `signing`: whether the window for signatures was opened.
    """

    digest: str
    manifest: str
    signing: bool


class SeeFinal(NamedTuple):
    """Read the text that is locked, or whose lock was requested. Answered by `Sealed`."""

    person: str


class Write(NamedTuple):
    """Type in a draft: each find and replace in each field. Answered by `Seen`, with `wording`."""

    person: str
    draft: str
    clause: str
    changes: Mapping[str, tuple[Change, ...]]


class ActiveParties(NamedTuple):
    """The parties whose voice counts now, in seat order. Answered by their ids."""


class Countdown(NamedTuple):
    """Wait until the question put to the room may be confirmed. Answered by None."""


class Wait(NamedTuple):
    """Wait until just after a time: a deadline met exactly is in time. Answered by None."""

    until: datetime


class When(NamedTuple):
    """A time of the scenario as it is played. Answered by that time."""

    at: datetime


See = SeeClause | SeeProposal | SeePackage | SeeWhole | SeeFinal
Request = Do | See | Write | ActiveParties | Countdown | Wait | When
Script = Generator[Request, Any, None]
AFTER = timedelta(seconds=1)
"""How long after a deadline it is certainly over."""


def run(script: Script, answer: Callable[[Request], object]) -> None:
    """Run a script to its end; raises the Refusal that stopped it."""
    result: object = None
    refusal: Refusal | None = None
    while True:
        try:
            request = script.throw(refusal) if refusal is not None else script.send(result)
        except StopIteration:
            return
        refusal = None
        try:
            result = answer(request)
        except Refusal as refused:
            refusal = refused


async def run_async(script: Script, answer: Callable[[Request], Awaitable[object]]) -> None:
    """Run a script to its end, awaiting each answer; raises the Refusal that stopped it."""
    result: object = None
    refusal: Refusal | None = None
    while True:
        try:
            request = script.throw(refusal) if refusal is not None else script.send(result)
        except StopIteration:
            return
        refusal = None
        try:
            result = await answer(request)
        except Refusal as refused:
            refusal = refused
