"""A refusal on its way: as JSON, as a partial, or carried to the next page of a browser without
scripts in a cookie that lives for one page."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass

import orjson
from starlette.requests import Request
from starlette.responses import Response

from models.refusals import Obstacle, Refusal

COOKIE = "parley-said"
ROOM = 3_000
"""Bytes such a cookie may take; longer texts are left to the page itself."""

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
class Said:
    """A refusal as a template shows it."""

    code: str
    sentence: str
    next_step: str
    rule: str = ""
    obstacles: tuple[Obstacle, ...] = ()
    texts: Mapping[str, str] | None = None


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal: 409 where the state of things is in the way."""
    return STATUSES.get(refusal.code, 409)


def as_json(refusal: Refusal) -> dict[str, object]:
    """A refusal for programs."""
    return {
        "code": refusal.code,
        "sentence": refusal.sentence,
        "next": refusal.next_step,
        "rule": refusal.rule,
        "obstacles": [[one.kind, one.item] for one in refusal.obstacles],
        "texts": dict(refusal.texts),
    }


def as_said(refusal: Refusal) -> Said:
    """A refusal for a template."""
    return Said(
        refusal.code,
        refusal.sentence,
        refusal.next_step,
        refusal.rule,
        refusal.obstacles,
        refusal.texts,
    )


def carry(response: Response, refusal: Refusal, *, secure: bool) -> None:
    """Send a refusal along to the next page this browser opens; `secure`: it came by https."""
    told = as_json(refusal)
    value = base64.urlsafe_b64encode(orjson.dumps(told))
    if len(value) > ROOM:
        value = base64.urlsafe_b64encode(orjson.dumps(told | {"texts": {}}))
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
            texts={str(name): str(text) for name, text in dict(told["texts"]).items()},
        )
    except (binascii.Error, ValueError, KeyError, TypeError):
        return None


def forget(response: Response, request: Request) -> None:
    """It was shown."""
    if COOKIE in request.cookies:
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
