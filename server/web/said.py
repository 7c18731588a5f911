"""A refusal on its way: as JSON, as a partial, or carried to the next page of a browser without
scripts in a cookie that lives for one page."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from models.refusals import Obstacle, Refusal
from models.saying import Translate

COOKIE = "parley-said"
ROOM = 3_000
"""Bytes such a cookie may take; longer texts are left to the page itself."""

AGAIN = frozenset({"state_position"})
"""What a refusal may offer to say again."""

STATUSES: Mapping[str, int] = {
    "malformed": 422,
    "unknown_act": 403,
    "wrong_role": 403,
    "not_yours": 403,
    "not_admitted": 403,
    "not_found": 404,
    "not_saved": 503,
    "busy": 503,
    "too_large": 413,
}


@dataclass(frozen=True, slots=True)
class Again:
    """The form that says the same once more, knowing what was in the way."""

    kind: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A refusal as a template shows it."""

    code: str
    sentence: str
    next_step: str
    rule: str = ""
    obstacles: tuple[Obstacle, ...] = ()
    texts: Mapping[str, str] | None = None
    again: Again | None = None
    recorded: bool = False
    """Whether what was said is on the record all the same."""


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal: 409 where the state of things is in the way."""
    return STATUSES.get(refusal.code, 409)


def as_json(refusal: Refusal, translate: Translate) -> dict[str, object]:
    """A refusal for programs and scripts; what it says is in the language of who is told."""
    return {
        "code": refusal.code,
        "sentence": refusal.sentence.spoken(translate),
        "next": refusal.next_step.spoken(translate),
        "rule": refusal.rule,
        "obstacles": [[one.kind, one.item] for one in refusal.obstacles],
        "texts": dict(refusal.texts),
    }


def once_more(refusal: Refusal, kind: str, fields: Mapping[str, str]) -> Again | None:
    """Saying again what another head of one's party has just said otherwise (rule O-9)."""
    if refusal.code != "other_head" or kind not in AGAIN:
        return None
    (said,) = refusal.obstacles
    return Again(kind, {**fields, "instead": said.item})


def as_said(refusal: Refusal, translate: Translate, again: Again | None = None) -> Said:
    """A refusal for a template, in the language of its page."""
    return Said(
        refusal.code,
        refusal.sentence.spoken(translate),
        refusal.next_step.spoken(translate),
        refusal.rule,
        refusal.obstacles,
        refusal.texts,
        again,
        bool(refusal.recorded),
    )


def carry(
    response: Response,
    refusal: Refusal,
    translate: Translate,
    again: Again | None = None,
    *,
    secure: bool,
) -> None:
    """Send a refusal along to the next page this browser opens; `secure`: it came by https."""
    told = as_json(refusal, translate)
    if again is not None:
        told |= {"again": {"kind": again.kind, "fields": dict(again.fields)}}
    value = base64.urlsafe_b64encode(orjson.dumps(told))
    if len(value) > ROOM:
        value = base64.urlsafe_b64encode(orjson.dumps(told | {"texts": {}, "again": None}))
    response.set_cookie(
        COOKIE,
        value.decode()[: ROOM + 1],
        max_age=60,
        path="/",
        secure=secure,
        httponly=True,
        samesite="strict",
    )


def carried(request: Request) -> Said | None:
    """The refusal that was sent along, if it is one."""
    value = request.cookies.get(COOKIE, "")
    if not value or len(value) > ROOM:
        return None
    try:
        told = orjson.loads(base64.urlsafe_b64decode(value))
        return Said(
            code=str(told["code"]),
            sentence=str(told["sentence"]),
            next_step=str(told["next"]),
            rule=str(told["rule"]),
            obstacles=tuple(Obstacle(str(kind), str(item)) for kind, item in told["obstacles"]),
            texts=_strings(told["texts"]),
            again=_again(told.get("again")),
        )
    except (binascii.Error, ValueError, KeyError, TypeError):
        return None


def _strings(told: Mapping[object, object]) -> dict[str, str]:
    return {str(name): str(text) for name, text in dict(told).items()}


def _again(told: Mapping[str, Any] | None) -> Again | None:
    # Only what the refusal itself could have offered: a cookie is anybody's to write.
    if not told or told["kind"] not in AGAIN:
        return None
    return Again(told["kind"], _strings(told["fields"]))


def forget(response: Response, request: Request) -> None:
    """It was shown."""
    if COOKIE in request.cookies:
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
