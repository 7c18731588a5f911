"""JSON: all a paper says, for programs. Times in UTC, wording as stretches."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime
from json import dumps
from typing import Any

from server.documents.paper import Article, Paper, Stretch, new, utc

FORM = "parley-paper-1"


def json(paper: Paper) -> bytes:
    """The paper as JSON, in UTF-8."""
    told = {"format": FORM, **_told(paper)}
    del told["words"]
    return dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _told(value: Any) -> Any:
    """A value of a paper as JSON has it; a clause also says plainly what it reads now."""
    if isinstance(value, datetime):
        return utc(value)
    if isinstance(value, Stretch):
        marks = {"inserted": value.inserted, "struck": value.struck}
        return {"text": value.text} | {k: _told(mark) for k, mark in marks.items() if mark}
    if is_dataclass(value):
        told = {field.name: _told(getattr(value, field.name)) for field in fields(value)}
        if isinstance(value, Article):
            told["reads"] = {"title": new(value.title), "text": new(value.text)}
        return told
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _told(item) for name, item in value._asdict().items()}
    if isinstance(value, tuple):
        return [_told(item) for item in value]
    return dict(value) if isinstance(value, dict) else value
